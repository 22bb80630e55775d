"""Setups of counting that this process has made before: by all that they rest on, so that none is ever stale.

Whoever adds table after table to what was counted asks for the same one every time. With it stands what was
learnt of the sorts of rows. Threads may ask at once: what is told of a setup is the same to each of them.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from truceline.bulk.assessing import Setup
    from truceline.case.folder import Case
    from truceline.case.law import Law
    from truceline.core.frame import Frame
    from truceline.intake.mapping import TableMapping
    from truceline.ledger.verification import Mark

_KEPT = 4
_MOST_CLAIMS = 2_000
"""A setup holds the case's own claims, of some 5 kB each; one with more of them is made anew."""
_MOST_SORTS = 1 << 16
"""So is one that has met more sorts of rows."""


class Resting(NamedTuple):
    """What a setup rests on: the law, the case's claims, the frame, and how the table is understood."""

    agreement: str
    zones: str
    mark: Mark
    erasures: int
    frame: tuple[Any, ...]
    table: tuple[tuple[str, ...], str, TableMapping | None]
    """Its columns, kind and mapping."""
    asked: tuple[Any, ...]

    @classmethod
    def of(
        cls,
        case: Case,
        law: Law,
        frame: Frame,
        table: tuple[tuple[str, ...], str, TableMapping | None],
        asked: tuple[Any, ...],
    ) -> Resting | None:
        """As things stand; None where the ledger's links do not tell what it holds.

        `asked` is whatever else tells setups apart.
        """
        mark = case.ledger.mark()
        if mark is None:
            return None
        seen = (frame.as_of, frame.known_at, frame.instruments, dict(frame.readings))
        digests = law.agreement.content_digest, law.atlas.digest
        return cls(*digests, mark, case.ledger.erasures, seen, table, asked)


_setups: list[tuple[Resting, Setup]] = []
"""The one used last stands last. A list, since a mapping has no hash."""
_turn = Lock()


def kept_setup(resting: Callable[[], Resting | None], make: Callable[[], tuple[Setup, int]]) -> Setup:
    """The setup as made before, else as `make` makes it, of so many claims; `resting` is what it rests on."""
    before = resting()
    if before is None:
        return make()[0]
    with _turn:
        for known in _setups:
            if known[0] == before and len(known[1].meanings) <= _MOST_SORTS and _is_indexed(known[1]):
                _setups.remove(known)
                _setups.append(known)
                return known[1]
    setup, claims = make()
    # Whoever writes to the ledger meanwhile must not have his claims taken for what stood there before.
    if claims <= _MOST_CLAIMS and resting() == before:
        with _turn:
            _setups[:] = [known for known in _setups if _may_serve(known[0], before)]
            _setups.append((before, setup))
            del _setups[:-_KEPT]
    return setup


def _may_serve(known: Resting, latest: Resting) -> bool:
    """Whether a setup may be asked for again: not where its ledger has moved on, or this one stands for it.

    Words that were withdrawn from the ledger go from memory, too.
    """
    if known.mark.ledger != latest.mark.ledger:
        return True
    return (known.mark, known.erasures) == (latest.mark, latest.erasures) and known != latest


def _is_indexed(setup: Setup) -> bool:
    """Whether the indexes are still kept that the setup names: briefs name them for the next process."""
    from truceline.bulk.keeping import kept_home  # noqa: PLC0415 - Numba is slow to load

    names = [survey.kept_as for survey in setup.periods.surveys if survey.kept_as is not None]
    home = kept_home() if names else None
    return not names or (home is not None and all((home / name).is_dir() for name in names))
