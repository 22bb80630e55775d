"""What may leave: rows that rest on claims whose licence forbids passing them on are counted, and stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from truceline.assess.result import Cited
from truceline.publish.report.facts import KEPT_BACK, Facts


@dataclass
class Licences:
    """Asked of every row that rests on claims; remembers what it kept back, by table and by whose words."""

    facts: Facts
    kept: dict[str, Counter[str]] = field(default_factory=dict)

    def allow(self, table: str, claims: Iterable[Cited]) -> bool:
        """Whether a row that rests on these claims may leave; one that may not is counted."""
        return self.allow_named(table, {one.claim_id: one.family for one in claims})

    def allow_named(self, table: str, claims: dict[str, str]) -> bool:
        """The same, of claim ids with the source or family that each comes from."""
        bound = {whose for claim, whose in claims.items() if not self.may_leave(claim)}
        if bound:
            self.keep(table, ", ".join(sorted(bound)))
        return not bound

    def keep(self, table: str, whose: str) -> None:
        """Count a row that was kept back."""
        self.kept.setdefault(table, Counter())[whose] += 1

    def may_leave(self, claim: str) -> bool:
        """Whether the claim's words may be passed on.

        Of private facts every claim's licence is known; where one is not, it stays. What a public release
        still cites it has looked at.
        """
        quote = self.facts.quotes.get(claim)
        return self.facts.is_public if quote is None else quote.licence != KEPT_BACK

    def notes(self, table: str) -> tuple[str, ...]:
        """What was kept back from a table, in a sentence for each source."""
        return tuple(
            f"{rows} row{'' if rows == 1 else 's'} left out: the licence of {whose} lets nobody pass them on."
            for whose, rows in sorted(self.kept.get(table, {}).items())
        )
