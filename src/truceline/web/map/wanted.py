"""Which events a map shows: what the filter form and the view say, checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

from truceline.errors import InputError, Problem
from truceline.publish.symbols import MARKS

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement

Box = tuple[float, float, float, float]
MOST = 2000
"""Events told one by one; of more only counts are told."""
KINDS = tuple(mark.key for mark in MARKS)
NOBODY = "nobody"
"""The party of events of which nobody is named as the doer."""
_QUERY = "map"
_WORLD = (-180.0, -90.0, 180.0, 90.0)
_SIDES = 4


@dataclass(frozen=True)
class Wanted:
    """A filter of events; what is left out narrows nothing.

    `zone` with `p_least` (0-1) asks for P(inside) of that zone; `bbox` is west, south, east, north in
    degrees; `first` and `last` are days, both included.
    """

    parties: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    zone: str | None = None
    p_least: float = 0.0
    first: date | None = None
    last: date | None = None
    bbox: Box | None = None
    proposed: bool = False
    """With claims that nobody has accepted yet."""
    most: int = MOST

    @classmethod
    def of(cls, query: Mapping[str, Sequence[str]], agreement: Agreement) -> Wanted:
        """From a form: `party`, `kind` (repeatable), `zone`, `p`, `from`, `to`, `bbox`, `proposed`.

        InputError with all that is wrong; an empty value narrows nothing.
        """
        given = {name: [one for one in values if one] for name, values in query.items()}
        return _Form(given, agreement).wanted()


class _Form:
    """Reads one query, and gathers what is wrong with it."""

    def __init__(self, given: Mapping[str, Sequence[str]], agreement: Agreement) -> None:
        self.given = given
        self.agreement = agreement
        self.problems: list[Problem] = []

    def wanted(self) -> Wanted:
        """The filter; InputError if anything is wrong."""
        zones = self._named("zone", self.agreement.zone)
        found = Wanted(
            parties=self._named("party", (*self.agreement.party, NOBODY)),
            kinds=self._named("kind", KINDS),
            zone=next(iter(zones), None),
            p_least=self._share(),
            first=self._day("from"),
            last=self._day("to"),
            bbox=self._box(),
            proposed=bool(self.given.get("proposed")),
        )
        if found.first and found.last and found.last < found.first:
            self._wrong("to", "is before the first day")
        if self.problems:
            raise InputError(self.problems)
        return found

    def _wrong(self, field: str, told: str, allowed: Iterable[str] = ()) -> None:
        self.problems.append(Problem(_QUERY, 0, field, told, tuple(allowed)))

    def _last(self, field: str) -> str | None:
        return next(reversed(self.given.get(field, ())), None)

    def _named(self, field: str, allowed: Iterable[str]) -> frozenset[str]:
        names, known = frozenset(self.given.get(field, ())), frozenset(allowed)
        if names - known:
            self._wrong(field, "is none there is", sorted(known))
        return names & known

    def _share(self) -> float:
        text = self._last("p")
        numbers = _numbers(text or "0", 1)
        if numbers is None or not 0 <= numbers[0] <= 1:
            self._wrong("p", "is no number from 0 to 1")
            return 0.0
        return numbers[0]

    def _day(self, field: str) -> date | None:
        text = self._last(field)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._wrong(field, "is no day like 2018-10-15")
            return None

    def _box(self) -> Box | None:
        text = self._last("bbox")
        if text is None:
            return None
        sides = _numbers(text, _SIDES)
        if sides is None or sides[0] > sides[2] or sides[1] > sides[3]:
            self._wrong("bbox", "is not west,south,east,north in degrees")
            return None
        west, south = (max(side, edge) for side, edge in zip(sides[:2], _WORLD[:2], strict=True))
        east, north = (min(side, edge) for side, edge in zip(sides[2:], _WORLD[2:], strict=True))
        return west, south, east, north


def _numbers(text: str, count: int) -> list[float] | None:
    try:
        found = [float(one) for one in text.split(",")]
    except ValueError:
        return None
    return found if len(found) == count and all(map(isfinite, found)) else None
