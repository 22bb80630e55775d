"""What lies far from a place and what nobody asks for: counted as it is read, and given to nobody.

A table of a whole war mostly tells of other fronts. That somebody was reporting is all that an outlook wants
to know of these rows, and to make claims of them takes far longer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from truceline.evidence.claim import Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from truceline.evidence.claim import Claim
    from truceline.evidence.query import Box
    from truceline.ledger.review import Standing
    from truceline.ledger.sketches import Pieces


@dataclass
class Sieve:
    """Claims outside a box that are not wanted, counted by family of sources and day."""

    box: Box
    wanted: Callable[[Claim], bool]
    """Asked once of all claims that differ in place, days, toll and handle alone."""
    always: frozenset[str] = frozenset()
    """Ids of claims that are given whatever they are."""
    told: dict[str, Counter[date]] = field(default_factory=dict)
    """What was held back, by its first day."""
    _asked: dict[tuple[str | None, ...], str | None] = field(default_factory=dict)

    def holds(
        self,
        claim_id: str,
        days: tuple[date | None, date | None],
        standing: Standing,
        pieces: Pieces,
        sketch: Callable[[], Claim],
    ) -> bool:
        """Whether a claim outside the box is held back; it is counted then.

        Given is what may have been on any day, or of which it has to be looked into whether it counts.
        """
        start, end = days
        is_plain = standing.status is Status.ACCEPTED and standing.at is None
        if start is None or end is None or not is_plain or claim_id in self.always:
            return False
        key = pieces.sort, pieces.file, pieces.document, pieces.quantity
        if key not in self._asked:
            claim = sketch()
            self._asked[key] = None if self.wanted(claim) else claim.source.family
        family = self._asked[key]
        if family is None:
            return False
        self.told.setdefault(family, Counter())[start] += 1
        return True
