"""What may leave: rows that rest on what may not be passed on, or is secret, are counted, and stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from truceline.assess.result import Cited
from truceline.publish.report.facts import KEPT_BACK, Facts

_CLOSED = "they rest on what is secret"
_EARLY = "they rest on what may not leave yet"


@dataclass
class Licences:
    """Asked of every row that rests on claims; remembers what it kept back, by table and reason."""

    facts: Facts
    kept: dict[str, Counter[str]] = field(default_factory=dict)

    def allow(self, table: str, claims: Iterable[Cited]) -> bool:
        """Whether a row that rests on these claims may leave; one that may not is counted."""
        return self.allow_named(table, {one.claim_id: one.family for one in claims})

    def allow_named(self, table: str, claims: Mapping[str, str]) -> bool:
        """The same, of claim ids with the source or family that each comes from."""
        if any(self._is_secret(claim) for claim in claims):
            self.keep_secret(table)
            return False
        if any(self._is_early(claim) for claim in claims):
            self._keep(table, _EARLY)
            return False
        bound = {whose for claim, whose in claims.items() if not self._is_free(claim)}
        if bound:
            self.keep_licensed(table, ", ".join(sorted(bound)))
        return not bound

    def keep_licensed(self, table: str, whose: str) -> None:
        """Count a row that its licence keeps back."""
        self._keep(table, f"the licence of {whose} lets nobody pass them on")

    def keep_secret(self, table: str) -> None:
        """Count a row that rests on what is secret; whose words it rests on is secret, too."""
        self._keep(table, _CLOSED)

    def _keep(self, table: str, reason: str) -> None:
        self.kept.setdefault(table, Counter())[reason] += 1

    def may_leave(self, claim: str) -> bool:
        """Whether what a claim says may be passed on."""
        return self._is_free(claim) and not self._is_secret(claim) and not self._is_early(claim)

    def _is_free(self, claim: str) -> bool:
        """Of private facts every claim's licence is known; where one is not, it stays.

        What a public release still cites it has looked at.
        """
        quote = self.facts.quotes.get(claim)
        return self.facts.is_public if quote is None else quote.licence != KEPT_BACK

    def _is_secret(self, claim: str) -> bool:
        quote = self.facts.quotes.get(claim)
        return quote is not None and quote.sensitivity == "secret"

    def _is_early(self, claim: str) -> bool:
        """Whether it is under embargo on the last day that the report tells of."""
        quote = self.facts.quotes.get(claim)
        until = None if quote is None else quote.embargo_until
        return until is not None and self.facts.as_of <= until

    def notes(self, table: str) -> tuple[str, ...]:
        """What was kept back from a table, in a sentence for each reason."""
        return tuple(
            f"{rows} row{'' if rows == 1 else 's'} left out: {reason}."
            for reason, rows in sorted(self.kept.get(table, {}).items())
        )
