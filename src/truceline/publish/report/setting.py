"""What a report's writers share: the facts, the language, and names as its reader knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from truceline.agreement.model import Agreement
from truceline.assess.result import NormStatus, RegisterEntry
from truceline.case.names import Names
from truceline.evidence.claim import AttributionGrade
from truceline.publish.incidents import distinct
from truceline.publish.map import Drawn, Spot
from truceline.publish.markup import slug
from truceline.publish.report.facts import Facts
from truceline.publish.report.naming import Naming
from truceline.publish.tongue.tongue import Tongue


@dataclass(frozen=True)
class Setting(Naming):
    """Facts told in a language; `names` are those that the case gives in that language."""

    facts: Facts
    agreement: Agreement
    atlas: Drawn
    tongue: Tongue
    spots: Sequence[Spot] = ()
    names: Names = field(default_factory=Names)
    province: Callable[[str], str] = str
    """A province that sources spell in several ways, by one name."""

    @property
    def title(self) -> str:
        """What the report is called; the agreement's title in the reader's language."""
        told = self.facts.title
        named = self.names.of("agreements", self.agreement.id) if told == self.agreement.title else None
        return named or told

    def committed_by(self, entry: RegisterEntry) -> str:
        """Who did it; that nobody is known, or in public that nobody is named yet."""
        if entry.committed_by:
            return self.parties(entry.committed_by)
        return self.unnamed(is_known=entry.attribution != AttributionGrade.NONE)

    def unnamed(self, *, is_known: bool) -> str:
        """What stands for whoever is not named."""
        if is_known and self.facts.is_public:
            return self.tongue.say("not named yet")
        return self.tongue.say("not attributed")

    def status(self, norm: str) -> NormStatus | None:
        """A promise's status now."""
        return next((one for one in self.facts.now.norms if one.norm == norm), None)

    def was(self, norm: str) -> NormStatus | None:
        """A promise's status as it was before."""
        before = self.facts.before
        return next((one for one in before.norms if one.norm == norm), None) if before else None

    @cached_property
    def happened(self) -> tuple[RegisterEntry, ...]:
        """The register without what only says that nothing happened."""
        return tuple(entry for entry in self.facts.now.violations if not entry.is_nil)

    @cached_property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """Entries of the register that touch the period, oldest first: an incident under each promise."""
        since, until = self.facts.since, self.facts.as_of
        held = [e for e in self.happened if _touches(e, since, until)]
        return tuple(sorted(held, key=lambda e: (e.start or e.end or until, e.entry_id)))

    @cached_property
    def incidents(self) -> tuple[RegisterEntry, ...]:
        """Incidents of the period, once each, oldest first."""
        return tuple(distinct(self.entries))


def _touches(entry: RegisterEntry, since: date, until: date) -> bool:
    first, last = entry.start or entry.end, entry.end or entry.start
    return first is not None and last is not None and first <= until and last >= since


def row_of(entry: RegisterEntry) -> str:
    """The key of an entry's row."""
    return f"entry-{slug(entry.entry_id)}"
