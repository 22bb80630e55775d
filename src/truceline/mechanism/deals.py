"""Local reconciliation: deals between sides in one place, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.naming import PartyId
from truceline.mechanism.people import (
    Numbered,
    OfPeople,
    Where,
    place_of,
    require_party,
    require_past,
    require_where,
)

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

Stands = Literal["talks", "agreed", "carried_out", "refused", "broken"]
Matters = Literal["ceasefire", "weapons", "evacuation", "relief", "services", "police", "amnesty", "returns"]
_AFTER: Mapping[Stands, tuple[Stands, ...]] = MappingProxyType(
    {
        "talks": ("talks", "agreed", "carried_out", "refused"),
        "agreed": ("agreed", "carried_out", "broken"),
        "carried_out": ("carried_out", "broken"),
        "refused": ("refused", "talks", "agreed"),
        "broken": ("broken", "talks", "agreed"),
    }
)
"""Only what was agreed can be broken; what was refused or broken can be talked about anew."""
_ACTS = {
    "talks": Act.NEGOTIATE,
    "agreed": Act.RECONCILE,
    "carried_out": Act.IMPLEMENT,
    "refused": Act.TENSION,
    "broken": Act.TENSION,
}


class Reconcile(OfPeople):
    """Report where a local reconciliation deal stands, between which sides, about what."""

    sort: ClassVar[str] = "deal"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("deal",)
    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON, Role.OBSERVER})

    kind: Literal["reconcile"]
    deal: Numbered
    """A short name for the deal: one letter and numbers (d-3)."""
    where: Where
    """Where it is to hold: a zone, or an ISO 3166 code (SY-ID)."""
    between: Annotated[tuple[PartyId, ...], Field(min_length=1)]
    """The parties to it; the people of the place, who are none, are not named."""
    about: tuple[Matters, ...] = ()
    """What it settles."""
    stands: Stands
    """Where it stands."""
    on: date
    """Since which day."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A step of the deal; that one was broken or refused is laid to nobody."""
        stood = "in talks" if self.stands == "talks" else self.stands.replace("_", " ")
        deal = f"the deal {self.deal} of {' and '.join(self.between)} in {self.where}"
        told_of_both = self.stands in ("talks", "agreed", "carried_out")
        return (
            scene.reports(
                Kind.EVENT,
                _ACTS[self.stands],
                f"{self.signer} reports {deal} {stood} on {self.on}.",
                credibility=2,
                # Who carries a local deal out carries out no provision of the agreement by that.
                event="local_deal" if self.stands == "carried_out" else None,
                actor=scene.parties(*self.between) if told_of_both else (),
                attribution_grade=AttributionGrade.CLAIMED if told_of_both else AttributionGrade.NONE,
                place=(place_of(self.where, scene.record),),
                time=When(start=self.on, end=self.on),
            ),
        )


@dataclass(frozen=True)
class Deal(Matter):
    """A local deal, as it was reported last."""

    sort: ClassVar[str] = "deal"

    @property
    def reported(self) -> Reconcile:
        """The last report."""
        deed = self.last.deed
        assert isinstance(deed, Reconcile)
        return deed

    @property
    def state(self) -> str:
        return "in talks" if self.reported.stands == "talks" else self.reported.stands.replace("_", " ")

    @property
    def line(self) -> str:
        about = f": {', '.join(self.reported.about)}" if self.reported.about else ""
        return f"{' and '.join(self.reported.between)} in {self.reported.where}{about}"

    @property
    def facts(self) -> dict[str, Any]:
        return {"on": self.reported.on.isoformat(), "by": self.reported.party}

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Deal:
        """A deal between parties of the agreement, in a known place."""
        deed = entered.signed.deed
        assert isinstance(deed, Reconcile)
        for party in deed.between:
            require_party(record, between=party)
        require_where(record, where=deed.where)
        require_past(record, deed, on=deed.on)
        return cls(deed.deal, (entered,))

    def moved(self, entered: Entered, record: Record) -> Deal:
        """The deal a step further, in the same place."""
        self.opened(entered, record)
        deed = entered.signed.deed
        assert isinstance(deed, Reconcile)
        if deed.where != self.reported.where:
            raise Refusal(
                "where",
                telling("the deal {name} is of {zone}", name=self.id, zone=self.reported.where),
                (self.reported.where,),
            )
        allowed = _AFTER[self.reported.stands]
        if deed.stands not in allowed:
            stood = deed.stands.replace("_", " ")
            raise Refusal(
                "stands",
                telling(
                    "the deal {name} is {state}: it is not {other} after that",
                    name=self.id,
                    state=self.state,
                    other=stood,
                ),
                allowed,
            )
        return replace(self, acts=(*self.acts, entered))

    def takes(self, opening: Deed) -> bool:
        return isinstance(opening, Reconcile)
