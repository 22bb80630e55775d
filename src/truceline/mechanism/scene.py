"""What an act needs to become claims: who made it, where it stands, what is so once it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from truceline.agreement.model import Agreement
from truceline.evidence.acts import Act
from truceline.evidence.claim import (
    Actor,
    AttributionGrade,
    Claim,
    Evidence,
    Kind,
    Place,
    Source,
    When,
)
from truceline.ledger.signers import Trust
from truceline.mechanism.cells import Cell
from truceline.mechanism.deed import Deed
from truceline.mechanism.matter import Entered

if TYPE_CHECKING:
    from truceline.mechanism.record import Record

_SURE = 1
"""Credibility of an act that is done by saying so: nobody doubts that who signed it said it."""
_UNKNOWN, _UNJUDGED = "F", 6


@dataclass(frozen=True)
class Scene:
    """An act that is allowed, the signer who made it, and the record with it."""

    entered: Entered
    maker: Trust
    record: Record

    @property
    def agreement(self) -> Agreement:
        return self.record.agreement

    @property
    def deed(self) -> Deed:
        return self.entered.signed.deed

    @property
    def day(self) -> date:
        """The local day on which the act was made."""
        return self.agreement.tempo.day_of(self.deed.made_at)

    def says_so(self, act: Act, says: str, **fields: Any) -> Claim:
        """The claim of an act that is done by making it: approving, notifying, deciding."""
        source = self._source("A", _SURE)
        return self._claim(act, says, source, {"kind": Kind.DECISION, **fields})

    def reports(
        self, kind: Kind, act: Act, says: str, *, credibility: int = _UNJUDGED, **fields: Any
    ) -> Claim:
        """The claim of what a party tells of the world: worth what its maker's word is worth."""
        source = self._source(self._cell.reliability if self._cell else _UNKNOWN, credibility)
        return self._claim(act, says, source, {"kind": kind, **fields})

    def parties(self, *ids: str) -> tuple[Actor, ...]:
        """Parties as those who act, by the agreement's names."""
        known = self.agreement.party
        return tuple(Actor(text=known[one].name or one if one in known else one, party=one) for one in ids)

    def zone(self, zone_id: str) -> tuple[Place, ...]:
        """A zone of the agreement as the place."""
        zone = self.agreement.zone.get(zone_id)
        return (Place(text=(zone.name if zone else None) or zone_id, zone=zone_id),)

    @property
    def _cell(self) -> Cell | None:
        """How the maker's cell was graded, if it was."""
        found = self.record.matters.get((Cell.sort, self.deed.party or ""))
        return found if isinstance(found, Cell) else None

    def _source(self, reliability: str, credibility: int) -> Source:
        # The family keeps a cell's word one voice with whatever else its side says.
        whose = self.deed.party or self.maker.signer
        return Source.model_validate(
            {
                "id": f"{whose}-cell",
                "family": self._cell.family if self._cell else whose,
                "reliability": reliability,
                "credibility": credibility,
            }
        )

    def _claim(self, act: Act, says: str, source: Source, fields: dict[str, Any]) -> Claim:
        deed, entered = self.deed, self.entered
        signed = entered.signed
        usual: dict[str, Any] = {
            "actor": self.parties(deed.party) if deed.party else (),
            "time": When(start=self.day, end=self.day),
            "attribution_grade": AttributionGrade.CONFIRMED,
            "published_on": self.day,
            "recorded_at": deed.made_at,
            "sensitivity": deed.sensitivity,
        }
        cite = f"act {signed.name} ({deed.name}) signed by {deed.signer}" + (
            f" for {deed.party}" if deed.party else ""
        )
        evidence = Evidence(document=entered.document, row=entered.row, cite=cite)
        return Claim(act=act, says=says, source=source, evidence=evidence, **(usual | fields)).identified()
