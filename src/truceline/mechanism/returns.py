"""Returns of displaced people and refugees: how many came back where, as each organisation counts them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.naming import BodyId, PartyId
from truceline.mechanism.people import (
    OfPeople,
    People,
    Where,
    fields_of,
    place_of,
    require_body,
    require_few_kept,
    require_party,
    require_past,
    require_where,
    shown,
    told,
)

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene


class ComeBack(OfPeople):
    """Tell how many people came back to a place, by whose count; given again, it corrects the first."""

    sort: ClassVar[str] = "return"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("to", "until")
    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON, Role.OBSERVER})

    kind: Literal["come_back"]
    to: Where
    """Where they came back to: a zone, or an ISO 3166 code (SY-ID)."""
    until: date
    """The last day of the days that were counted."""
    since: date | None = None
    """The first of them; without it, that one day."""
    people: People
    """How many."""
    who: Literal["displaced", "refugees"]
    """Displaced within the country, or refugees from another."""
    leaving: Where | None = None
    """Where they came from: a zone, or an ISO 3166 code."""
    counted_by: BodyId
    """The organisation that counted."""
    freely: Literal["yes", "no", "not_known"] = "not_known"
    """Whether they came of their own will; who was made to is no return that a promise asks for."""
    admitted_by: PartyId | None = None
    """The party that let them come back; without it, nobody known."""

    @property
    def matter(self) -> str:
        return f"{self.to}.{self.until}"

    @property
    def series(self) -> tuple[str, str, str | None]:
        """Whose count of whom it is."""
        return self.counted_by, self.who, self.leaving

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """People who came back, as an organisation counts them."""
        first = self.since or self.until
        days = f"on {self.until}" if first == self.until else f"from {first} to {self.until}"
        whom = "displaced people" if self.who == "displaced" else self.who
        made = " who were made to" if self.freely == "no" else ""
        fields = fields_of(scene.record, whom, self.people, self.to)
        if self.leaving:
            fields["place"] += (place_of(self.leaving, scene.record, "origin"),)
        return (
            scene.reports(
                Kind.EVENT,
                Act.RETURN,
                f"{self.counted_by} counts {told(self.people)} {whom}{made} back in {self.to} {days}.",
                credibility=2,
                event="forced_return" if self.freely == "no" else None,
                actor=scene.parties(self.admitted_by) if self.admitted_by else (),
                attribution_grade=AttributionGrade.CLAIMED if self.admitted_by else AttributionGrade.NONE,
                supersedes=scene.resting[0] if scene.resting else None,
                **fields | {"time": When(start=first, end=self.until)},
            ),
        )


@dataclass(frozen=True)
class Returns(Matter):
    """Who came back to one place in the days up to one day, by every count."""

    sort: ClassVar[str] = "return"
    apart: ClassVar[bool] = True
    beside: ClassVar[bool] = True

    @property
    def counts(self) -> tuple[ComeBack, ...]:
        """Each organisation's last count of each group."""
        deeds = (one.signed.deed for one in self.acts)
        last = {deed.series: deed for deed in deeds if isinstance(deed, ComeBack)}
        return tuple(last.values())

    @property
    def state(self) -> str:
        return "counted" if len({one.counted_by for one in self.counts}) == 1 else "counted by several"

    @property
    def line(self) -> str:
        return ", ".join(f"{one.counted_by} {told(one.people)} {one.who}" for one in self.counts)

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "counts": [
                {
                    "counted_by": one.counted_by,
                    "people": shown(one.people),
                    "who": one.who,
                    "leaving": one.leaving,
                    "since": (one.since or one.until).isoformat(),
                }
                for one in self.counts
            ]
        }

    def overtakes(self, entered: Entered) -> Entered | None:
        """The same organisation's count of the same people before, by the same side."""
        deed = entered.signed.deed
        assert isinstance(deed, ComeBack)
        earlier = [
            one
            for one in self.acts
            if one is not entered
            and isinstance(one.signed.deed, ComeBack)
            and (one.signed.deed.series, one.signed.deed.party) == (deed.series, deed.party)
        ]
        return earlier[-1] if earlier else None

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Returns:
        """A count in a known place, by a known organisation."""
        deed = entered.signed.deed
        assert isinstance(deed, ComeBack)
        require_where(record, to=deed.to, leaving=deed.leaving)
        require_body(record, counted_by=deed.counted_by)
        require_party(record, admitted_by=deed.admitted_by)
        require_few_kept(deed, deed.people)
        require_past(record, deed, until=deed.until)
        if deed.since is not None and deed.since > deed.until:
            raise Refusal("since", telling("{day} is after {until}", day=deed.since, until=deed.until))
        return cls(deed.matter, (entered,))

    def moved(self, entered: Entered, record: Record) -> Returns:
        """One more count, or a corrected one."""
        self.opened(entered, record)
        return Returns(self.id, (*self.acts, entered))

    def takes(self, opening: Deed) -> bool:
        return isinstance(opening, ComeBack)
