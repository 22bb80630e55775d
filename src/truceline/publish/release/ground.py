"""What a release is judged by: the agreement, claims and matters as they are held, the rules, the hour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from truceline.assess.engine import assess
from truceline.core.frame import Frame
from truceline.evidence.acts import Act
from truceline.mechanism.inquiries import Inquiry
from truceline.mechanism.matter import Matter
from truceline.mechanism.withdrawals import Site
from truceline.publish.release.fields import built
from truceline.publish.release.squares import Squares
from truceline.publish.release.telling import why_not
from truceline.publish.release.towns import in_town

if TYPE_CHECKING:
    from datetime import date

    from truceline.agreement.model import Agreement
    from truceline.assess.result import Assessment, FrameRef
    from truceline.case.folder import Case
    from truceline.case.law import Law
    from truceline.evidence.claim import Claim
    from truceline.places.atlas import Atlas
    from truceline.places.gazetteer import Entry
    from truceline.publish.release.key import ReleaseKey
    from truceline.publish.release.rules import Rules
    from truceline.publish.report.facts import Facts

# A site is entered and inspected in secret unless somebody says otherwise. What it holds may be told; where
# it is no report is ever given.
_IN_SECRET = frozenset({"store", "inspect"})

Sort = TypeVar("Sort", bound=Matter)


@dataclass(frozen=True)
class Ground:
    """Everything that a decision to tell or not to tell may ask."""

    agreement: Agreement
    """As it was signed."""
    atlas: Atlas
    """Its zones, as it came with them."""
    law: Callable[[Frame], Law]
    """What binds in a frame."""
    selected: Callable[[Frame], Iterable[Claim]]
    """The claims that can bear on anything in a frame."""
    claims: Mapping[str, Claim]
    """Every claim by its id, as it is held; one that is not among them is not told."""
    rules: Rules
    key: ReleaseKey
    now: datetime
    matters: Mapping[tuple[str, str], Matter] = field(default_factory=dict)
    """What the mechanism is about, by sort and handle."""
    spellings: Mapping[str, Sequence[Entry]] = field(default_factory=dict)
    """Towns as the case itself spells them, by their spelling keys."""
    earlier: tuple[Facts, ...] = ()
    """What the public was told before, oldest first."""

    @classmethod
    def of(
        cls, case: Case, rules: Rules, key: ReleaseKey, now: datetime, earlier: Iterable[Facts] = ()
    ) -> Ground:
        """The ground of a case as it is held now."""
        return cls(
            agreement=case.agreement,
            atlas=case.atlas,
            law=case.law,
            selected=case.selected,
            claims={claim.claim_id: claim for claim in case.ledger.claims()},
            rules=rules,
            key=key,
            now=now,
            matters=case.mechanism.record().matters,
            spellings=case.gazetteer.curated,
            earlier=tuple(earlier),
        )

    @cached_property
    def squares(self) -> Squares:
        """The squares that points are told by."""
        least_km = self.rules.town_km
        return Squares(self.key, least_km, self.rules.open_km, lambda lat, lon: in_town(lat, lon, least_km))

    @cached_property
    def secret(self) -> frozenset[tuple[str, str]]:
        """Sort and handle of matters that are secret, or of which an act is that need not be."""
        return frozenset(at for at, one in self.matters.items() if one.is_secret or any(_hushed(one)))

    @cached_property
    def inquiries(self) -> Mapping[str, Inquiry]:
        """By the incident's handle."""
        return {one.id: one for one in self.matters.values() if isinstance(one, Inquiry)}

    def each(self, sort: type[Sort]) -> Iterator[Sort]:
        """The matters of a sort."""
        return (one for one in self.matters.values() if isinstance(one, sort))

    def is_sited(self, claim: Claim) -> bool:
        """Whether a claim tells of a storage site, which has no place in public whoever may see it."""
        return (claim.evidence.document, claim.evidence.row) in self._site_acts

    @cached_property
    def _site_acts(self) -> frozenset[tuple[str | None, int | None]]:
        return frozenset((act.document, act.row) for one in self.each(Site) for act in one.acts)

    @property
    def today(self) -> date:
        """The local day of the release."""
        return self.agreement.tempo.day_of(self.now)

    @cached_property
    def known(self) -> frozenset[str]:
        """Every id that the agreement itself gives, and the words for acts."""
        law = self.agreement
        names = (law.party, law.zone, law.term, law.event, law.norms, law.instrument, law.readings)
        return frozenset(one for each in names for one in each) | frozenset(act.value for act in Act)

    @cached_property
    def refused(self) -> Mapping[str, str]:
        """Why claims may not be told, by their ids; of those that may, nothing."""
        told = ((name, why_not(self, claim)) for name, claim in self.claims.items())
        return {name: why for name, why in told if why is not None}

    def may_tell(self, claim_id: str) -> bool:
        """Whether a claim may be told; one that nobody holds may not."""
        return claim_id in self.claims and claim_id not in self.refused

    def parties(self, names: Iterable[str]) -> tuple[str, ...]:
        """Those that are parties of the agreement."""
        return tuple(name for name in names if name in self.agreement.party)

    def terms(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Those that are counts of what the agreement has a word for."""
        return {term: count for term, count in counts.items() if term in self.agreement.term}

    def frame(self, told: FrameRef) -> FrameRef:
        """A frame with the instruments that were signed; what was granted since bears a handle of its own."""
        mine = tuple(name for name in told.instruments if name in self.agreement.instrument)
        return built(told, instruments=mine)

    def law_of(self, told: FrameRef) -> Law:
        """What binds in the frame of an assessment."""
        return self.law(frame_of(told))

    def public(self, told: FrameRef) -> Assessment:
        """What anybody would find who knew only what may be told."""
        frame, law = frame_of(told), self.law_of(told)
        claims = [claim for claim in self.selected(frame) if self.may_tell(claim.claim_id)]
        return assess(law.agreement, claims, frame, law.atlas)


def _hushed(one: Matter) -> Iterator[bool]:
    """Of each act, whether somebody made it secret that would not have been."""
    return (one.hides(act) and act.signed.deed.name not in _IN_SECRET for act in one.acts)


def frame_of(told: FrameRef) -> Frame:
    """The frame that an assessment was made in."""
    return Frame(
        as_of=told.as_of,
        known_at=told.known_at,
        instruments=frozenset(told.instruments),
        readings=told.readings,
    )
