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
from truceline.mechanism.matter import Entered, Matter

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
    resting: tuple[str, ...] = ()
    """Claims that rest on the act that this one takes back or corrects."""

    @property
    def agreement(self) -> Agreement:
        return self.record.agreement

    @property
    def deed(self) -> Deed:
        return self.entered.signed.deed

    @property
    def matter(self) -> Matter:
        """The matter as the act has left it."""
        return self.record.matters[self.deed.sort, self.deed.matter]

    @property
    def day(self) -> date:
        """The local day on which the act was made."""
        return self.agreement.tempo.day_of(self.deed.made_at)

    def says_so(self, act: Act, says: str, **fields: Any) -> Claim:
        """The claim of an act that is done by making it: approving, notifying, deciding."""
        source = self._source("A", _SURE)
        return self._claim(act, says, source, {"kind": Kind.DECISION, **fields})

    def decided(self, act: Act, says: str, by: tuple[str, ...], **fields: Any) -> Claim:
        """The claim of what several parties have decided, each by an act of its own that is on record."""
        families = "+".join(sorted({self.family(party) for party in by}))
        source = Source(id="mechanism", family=families, reliability="A", credibility=_SURE)
        usual = {"kind": Kind.DECISION, "actor": self.parties(*by)}
        return self._claim(act, says, source, usual | fields)

    def reports(
        self, kind: Kind, act: Act, says: str, *, credibility: int = _UNJUDGED, **fields: Any
    ) -> Claim:
        """The claim of what a party tells of the world: worth what its maker's word is worth."""
        cell = self._cell(self.deed.voice)
        source = self._source(cell.reliability if cell else _UNKNOWN, credibility)
        return self._claim(act, says, source, {"kind": kind, **fields})

    def parties(self, *ids: str) -> tuple[Actor, ...]:
        """Parties as those who act, by the agreement's names."""
        known = self.agreement.party
        return tuple(Actor(text=known[one].name or one if one in known else one, party=one) for one in ids)

    def zone(self, zone_id: str) -> tuple[Place, ...]:
        """A zone of the agreement as the place."""
        zone = self.agreement.zone.get(zone_id)
        return (Place(text=(zone.name if zone else None) or zone_id, zone=zone_id),)

    def family(self, voice: str) -> str:
        """The family that a cell belongs to: its word is one voice with the rest of its side."""
        cell = self._cell(voice)
        return cell.family if cell else voice

    def _cell(self, voice: str) -> Cell | None:
        """How a cell was graded, if it was."""
        found = self.record.matters.get((Cell.sort, voice))
        return found if isinstance(found, Cell) else None

    def _source(self, reliability: str, credibility: int) -> Source:
        whose = self.deed.voice
        return Source.model_validate(
            {
                "id": f"{whose}-cell",
                "family": self.family(whose),
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
