"""Access and routes: who was kept out where, and which stretches are open, limited or closed for whom."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from truceline.core.spelling import STATE
from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, State, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed, Handle, Words
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.naming import PartyId, ZoneId

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

TELLERS = frozenset({Role.LIAISON, Role.OBSERVER})
Whom = Literal["people", "goods", "relief", "observers", "all"]


class Route(Deed):
    """Report how a stretch of a route stands: open, limited or closed, and for whom."""

    sort: ClassVar[str] = "route"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("stretch",)
    roles: ClassVar[frozenset[Role]] = TELLERS
    partisan: ClassVar[bool] = False

    kind: Literal["route"]
    stretch: Handle
    """A short name for the stretch."""
    zone: ZoneId
    """The zone of the agreement that the stretch belongs to (a road's corridor)."""
    stands: Literal["open", "limited", "closed"]
    """How it stands."""
    on: date
    """The day on which it was so."""
    whole: bool = False
    """Whether the stretch is the whole route: only then does it tell the state of the route itself."""
    closed_for: tuple[Whom, ...] = ()
    """For whom it is closed or limited; without any, for all."""
    by: PartyId | None = None
    """The party that opened or closed it; without it, nobody known."""
    names: Annotated[str, Field(pattern=STATE)] | None = None
    """The state of the agreement that an open route has."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The stretch opened or closed; and of the whole route, whether the state holds."""
        act = Act.OPEN_ROUTE if self.stands == "open" else Act.CLOSE_ROUTE
        says = f"{self.signer} reports {self.stretch} ({self.zone}) {self.stands} on {self.on}."
        fields: dict[str, Any] = {
            "place": scene.zone(self.zone),
            "time": When(start=self.on, end=self.on),
            "actor": scene.parties(self.by) if self.by else (),
            "attribution_grade": AttributionGrade.CLAIMED if self.by else AttributionGrade.NONE,
        }
        told = scene.reports(Kind.EVENT, act, says, credibility=2, **fields)
        if not self.whole or self.names is None or self.stands == "limited":
            return (told,)
        state = State(of=self.zone, state=self.names, holds=self.stands == "open")
        says = f"{self.signer} reports {self.zone} as a whole {self.stands} on {self.on}."
        return told, scene.reports(Kind.OBSERVATION, act, says, credibility=2, state=state, **fields)


@dataclass(frozen=True)
class Stretch(Matter):
    """A stretch of a route, as it was reported last."""

    sort: ClassVar[str] = "route"
    apart: ClassVar[bool] = True

    @property
    def reported(self) -> Route:
        """The last report."""
        deed = self.last.deed
        assert isinstance(deed, Route)
        return deed

    @property
    def state(self) -> str:
        return self.reported.stands

    @property
    def line(self) -> str:
        told = f"{self.reported.zone} on {self.reported.on}"
        whom = f", for {' and '.join(self.reported.closed_for)}" if self.reported.closed_for else ""
        return f"{told}{whom}, says {self.reported.voice}"

    @property
    def facts(self) -> dict[str, Any]:
        return {
            one.signed.deed.voice: f"{one.signed.deed.stands} on {one.signed.deed.on}"
            for one in self.acts
            if isinstance(one.signed.deed, Route)
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Stretch:
        """A stretch of a zone of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, Route)
        if deed.zone not in record.agreement.zone:
            raise Refusal(
                "zone", telling("there is no zone '{name}'", name=deed.zone), tuple(record.agreement.zone)
            )
        if deed.by is not None and deed.by not in record.agreement.party:
            raise Refusal("by", telling("'{name}' is no party", name=deed.by), tuple(record.agreement.party))
        if deed.on > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal("on", telling("{day} is yet to come", day=deed.on))
        if deed.stands == "open" and deed.closed_for:
            raise Refusal("closed_for", "an open stretch is closed for nobody; some are kept out: `limited`")
        return cls(deed.stretch, (entered,))

    def moved(self, entered: Entered, record: Record) -> Stretch:
        """The stretch reported anew, by whichever side."""
        self.opened(entered, record)
        deed = entered.signed.deed
        assert isinstance(deed, Route)
        if deed.zone != self.reported.zone:
            raise Refusal(
                "zone",
                telling("{name} is a stretch of {zone}", name=self.id, zone=self.reported.zone),
                (self.reported.zone,),
            )
        return replace(self, acts=(*self.acts, entered))

    def takes(self, opening: Deed) -> bool:
        return isinstance(opening, Route)


class KeepOut(Deed):
    """Report that somebody was kept out: who, where, the reason that was given, and how long they waited."""

    sort: ClassVar[str] = "access"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("access",)
    roles: ClassVar[frozenset[Role]] = TELLERS
    partisan: ClassVar[bool] = False

    kind: Literal["keep_out"]
    access: Handle
    """A short name for the denial."""
    zone: ZoneId
    """The zone they were kept out of."""
    whom: Whom
    """Who was kept out."""
    on: date
    """The day."""
    by: PartyId | None = None
    """The party that did so; without it, nobody known."""
    reason: Words
    """The reason that was given, in its own words."""
    minutes: Annotated[int, Field(ge=0)] = 0
    """How long they waited, minutes."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A denial of access, laid to whoever is named."""
        return (
            scene.reports(
                Kind.EVENT,
                Act.DENY_ACCESS,
                f"{self.signer} reports {self.whom} kept out of {self.zone} on {self.on}.",
                credibility=2,
                actor=scene.parties(self.by) if self.by else (),
                target=scene.parties(*self.own) if self.whom == "observers" else (),
                attribution_grade=AttributionGrade.CLAIMED if self.by else AttributionGrade.NONE,
                place=scene.zone(self.zone),
                time=When(start=self.on, end=self.on),
            ),
        )


@dataclass(frozen=True)
class Access(Matter):
    """A denial of access."""

    sort: ClassVar[str] = "access"

    @property
    def denied(self) -> KeepOut:
        """The report."""
        deed = self.first.deed
        assert isinstance(deed, KeepOut)
        return deed

    @property
    def state(self) -> str:
        return "denied"

    @property
    def line(self) -> str:
        by = f" by {self.denied.by}" if self.denied.by else ""
        return f"{self.denied.whom} kept out of {self.denied.zone}{by}, {self.denied.minutes} minutes"

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "on": self.denied.on.isoformat(),
            "reason": self.denied.reason,
            "minutes": self.denied.minutes,
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Access:
        """A denial in a zone of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, KeepOut)
        if deed.zone not in record.agreement.zone:
            raise Refusal(
                "zone", telling("there is no zone '{name}'", name=deed.zone), tuple(record.agreement.zone)
            )
        if deed.by is not None and deed.by not in record.agreement.party:
            raise Refusal("by", telling("'{name}' is no party", name=deed.by), tuple(record.agreement.party))
        if deed.on > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal("on", telling("{day} is yet to come", day=deed.on))
        return cls(deed.access, (entered,))
