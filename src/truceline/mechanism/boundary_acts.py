"""Acts about a boundary: divided into segments, drawn, agreed, approved by each decider, disputed, marked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind
from truceline.ledger.signers import Role
from truceline.mechanism.deed import LIAISON, Deed, Handle, Words
from truceline.mechanism.naming import ZoneId

if TYPE_CHECKING:
    from truceline.mechanism.scene import Scene

SEGMENT_EVENT = "boundary_segment"
"""No event type of an agreement: one segment's approval must not pass for that of the whole boundary."""


class OfBoundary(Deed):
    """An act about the lines of a zone."""

    sort: ClassVar[str] = "boundary"
    named: ClassVar[tuple[str, ...]] = ("zone", "segment", "drawing")
    roles: ClassVar[frozenset[Role]] = LIAISON

    zone: ZoneId
    """The zone of the agreement whose lines are meant."""

    def says(self) -> str:
        """The act in one sentence."""
        raise NotImplementedError(type(self).__name__)

    def told(self, scene: Scene, act: Act, kind: Kind) -> Claim:
        """The claim that the act itself is."""
        return scene.says_so(act, self.says(), kind=kind, event=SEGMENT_EVENT, place=scene.zone(self.zone))


class Divide(OfBoundary):
    """Divide a boundary into segments, in their order; once one is approved the division stands."""

    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("zone",)

    kind: Literal["divide"]
    segments: Annotated[tuple[Handle, ...], Field(min_length=1, max_length=1000)]
    """Short names for the segments, along the line."""

    def says(self) -> str:
        return f"{self.party} divides the boundary of {self.zone} into {len(self.segments)} segments."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A plan laid before the other side."""
        return (self.told(scene, Act.PRESENT_PLAN, Kind.STATEMENT),)


class Propose(OfBoundary):
    """Propose a drawing of a segment; rival drawings stand side by side."""

    kind: Literal["propose"]
    segment: Handle
    """The segment."""
    drawing: Handle
    """A short name for the drawing; each of the segment has its own."""
    geometry: dict[str, Any]
    """GeoJSON geometry (WGS84): a line for a line zone, an area for any other."""
    uncertainty_km: Annotated[float, Field(ge=0)] = 0.0
    """Standard deviation of what is drawn, kilometres."""

    def says(self) -> str:
        return f"{self.party} proposes the drawing {self.drawing} of {self.segment} ({self.zone})."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A plan laid before the other side."""
        return (self.told(scene, Act.PRESENT_PLAN, Kind.STATEMENT),)


class OfDrawing(OfBoundary):
    """A decider's act on one drawing of a segment."""

    segment: Handle
    """The segment."""
    drawing: Handle
    """The drawing."""


class Agree(OfDrawing):
    """Agree to a drawing at working level; that puts nothing in force."""

    kind: Literal["agree"]

    def says(self) -> str:
        return f"{self.party} agrees to the drawing {self.drawing} of {self.segment} ({self.zone})."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """Words: nothing is in force yet."""
        return (self.told(scene, Act.AGREE, Kind.STATEMENT),)


class Approve(OfDrawing):
    """Approve a drawing: once every decider has, it is in force."""

    kind: Literal["approve"]
    valid_from: date | None = None
    """The day from which it holds, if not the day of the act; of several deciders' days the last counts."""

    def says(self) -> str:
        return f"{self.party} approves the drawing {self.drawing} of {self.segment} ({self.zone})."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """One key, for one segment; what all keys for all segments come to, the boundary tells."""
        return (self.told(scene, Act.APPROVE_BOUNDARY, Kind.DECISION),)


class Dispute(OfBoundary):
    """Dispute a segment, until one agrees to or approves a drawing of it again; what is in force stays."""

    named: ClassVar[tuple[str, ...]] = ("zone", "segment")

    kind: Literal["dispute"]
    segment: Handle
    """The segment."""
    why: Words
    """The reason."""

    def says(self) -> str:
        return f"{self.party} disputes {self.segment} ({self.zone})."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """Words against the line."""
        return (self.told(scene, Act.DISPUTE, Kind.STATEMENT),)


class Mark(OfDrawing):
    """Report that a drawing in force was marked on the ground."""

    kind: Literal["mark"]

    def says(self) -> str:
        return f"{self.party} reports {self.segment} ({self.zone}) marked on the ground as in {self.drawing}."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A deed on the ground, worth what the cell's word is worth."""
        place = scene.zone(self.zone)
        told = scene.reports(Kind.EVENT, Act.IMPLEMENT, self.says(), event=SEGMENT_EVENT, place=place)
        return (told,)
