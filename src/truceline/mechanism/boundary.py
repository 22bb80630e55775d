"""A boundary in segments: rival drawings, who has agreed to and approved which, what is in force on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim
from truceline.mechanism.boundary_acts import Agree, Approve, Dispute, Divide, Mark, OfBoundary, Propose
from truceline.mechanism.deciders import deciders_of, settling
from truceline.mechanism.deed import Deed
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.places.geojson import drawn

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

STATES = ("disputed", "undelineated", "proposed", "agreed", "approved", "marked")
"""Of a segment; a boundary stands as its worst segment does. The worst first."""
_KINDS = {"line": ("line",), "point": ("point",), "corridor": ("line", "area")}


@dataclass(frozen=True)
class Drawn:
    """One drawing of a segment, and who stands behind it."""

    proposed: Propose
    agreed: frozenset[str] = frozenset()
    """Deciders that agree to it; whoever proposes or approves it does."""
    approved: Mapping[str, date] = field(default_factory=dict)
    """The day from which each decider lets it hold."""


@dataclass(frozen=True)
class Segment:
    """A stretch of the boundary with its drawings."""

    id: str
    drawings: Mapping[str, Drawn] = field(default_factory=dict)
    chosen: Mapping[str, str] = field(default_factory=dict)
    """The drawing that each decider approved last."""
    disputed: frozenset[str] = frozenset()
    """Who disputes it."""
    in_force: tuple[tuple[date, str], ...] = ()
    """Drawings that every decider approved, each with its first day."""
    marked: str | None = None
    """The drawing that was marked on the ground."""

    def on(self, day: date) -> str | None:
        """The drawing in force on a day."""
        reached = [drawing for first, drawing in sorted(self.in_force, key=_first) if first <= day]
        return reached[-1] if reached else None

    def has_rivals(self, deciders: Iterable[str]) -> bool:
        """Whether every decider has approved a drawing, and not the same one."""
        return set(deciders) <= self.chosen.keys() and len({self.chosen[one] for one in deciders}) > 1

    def wanting(self, day: date, deciders: Sequence[str]) -> tuple[str, ...]:
        """Whose approval it lacks: of rival drawings every decider's, for nobody approved another's."""
        if self.on(day) is not None:
            return ()
        return tuple(one for one in deciders if one not in self.chosen or self.has_rivals(deciders))

    def known_by(self, deeds: Sequence[Deed], deciders: Iterable[str]) -> Segment:
        """The segment as somebody knows it who sees these acts on it, and no others."""
        whose = {(type(deed), getattr(deed, "drawing", ""), deed.side) for deed in deeds}
        behind = {(name, side) for kind, name, side in whose if kind in (Propose, Agree, Approve)}
        drawings = {
            name: replace(
                one,
                agreed=frozenset(side for side in one.agreed if (name, side) in behind),
                approved={
                    side: day for side, day in one.approved.items() if (Approve, name, side) in whose
                },
            )
            for name, one in self.drawings.items()
            if (Propose, name, one.proposed.side) in whose
        }  # fmt: skip
        settled = {name for name, one in drawings.items() if set(deciders) <= one.approved.keys()}
        return replace(
            self,
            drawings=drawings,
            chosen={side: name for side, name in self.chosen.items() if (Approve, name, side) in whose},
            disputed=frozenset(side for side in self.disputed if (Dispute, "", side) in whose),
            in_force=tuple(one for one in self.in_force if one[1] in settled),
            marked=self.marked if any(deed[:2] == (Mark, self.marked) for deed in whose) else None,
        )

    def state(self, day: date, deciders: Iterable[str]) -> str:
        """Where the segment stands on a day: one of `STATES`."""
        current = self.on(day)
        if self.disputed:
            return "disputed"
        if current is not None:
            return "marked" if self.marked == current else "approved"
        if any(set(deciders) <= one.agreed for one in self.drawings.values()):
            return "agreed"
        return "proposed" if self.drawings else "undelineated"

    def usable(self, day: date, deciders: Iterable[str]) -> str | None:
        """The drawing to go by on a day: the one in force, else the only one that all agree to.

        What was approved from a later day on is not to be gone by before it.
        """
        later = {name for _, name in self.in_force}
        agreed = [
            name for name, one in self.drawings.items() if set(deciders) <= one.agreed and name not in later
        ]
        return self.on(day) or (agreed[0] if len(agreed) == 1 else None)


@dataclass(frozen=True)
class Boundary(Matter):
    """The lines of one zone."""

    sort: ClassVar[str] = "boundary"
    deciders: tuple[str, ...]
    """The parties that must each approve."""
    segments: Mapping[str, Segment]

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Boundary:
        """A boundary divided by one of its deciders."""
        deed = entered.signed.deed
        assert isinstance(deed, Divide)
        zone = record.agreement.zone.get(deed.zone)
        if zone is None:
            raise Refusal(
                "zone", telling("there is no zone '{name}'", name=deed.zone), tuple(record.agreement.zone)
            )
        deciders = deciders_of(record.agreement, deed.zone)
        _require_decider(deed, deciders)
        return cls(deed.zone, (entered,), deciders, _divided(deed))

    def moved(self, entered: Entered, record: Record) -> Boundary:
        """The boundary after one more act."""
        deed = entered.signed.deed
        assert isinstance(deed, OfBoundary)
        after = replace(self, acts=(*self.acts, entered))
        if not isinstance(deed, Propose | Mark):
            _require_decider(deed, self.deciders)
        if isinstance(deed, Divide):
            if any(one.in_force or one.chosen for one in self.segments.values()):
                raise Refusal(
                    "segments", telling("drawings of {zone} are approved: the division stands", zone=self.id)
                )
            return replace(after, segments=_divided(deed))
        segment = self._segment(deed)
        match deed:
            case Propose():
                segment = self._proposed(segment, deed, record)
            case Agree():
                segment = _agreed(segment, deed.drawing, deed.side, _drawing(segment, deed.drawing))
            case Approve():
                day = deed.valid_from or record.agreement.tempo.day_of(deed.made_at)
                segment = self._approved(segment, deed, day)
            case Dispute():
                segment = replace(segment, disputed=segment.disputed | {deed.side})
            case Mark():
                segment = _marked(segment, deed)
        return replace(after, segments={**self.segments, segment.id: segment})

    def told_by(self, acts: tuple[Entered, ...]) -> Boundary:
        """Segment by segment as the acts that are seen leave it: each says who stands behind what."""
        known = super().told_by(acts)
        if known.is_whole:
            return known
        seen = [one.signed.deed for one in known.acts if one.signed.digest not in known.unseen]
        divided = {name for deed in seen if isinstance(deed, Divide) for name in deed.segments}
        segments = {}
        for name, one in known.segments.items():
            on = [deed for deed in seen if getattr(deed, "segment", "") == name]
            if on or name in divided:
                segments[name] = one.known_by(on, known.deciders)
        return replace(known, segments=segments)

    def require_open(self) -> None:
        deed = self.last.deed
        if isinstance(deed, Approve) and self._is_settled(deed):
            raise Refusal(
                "act",
                telling(
                    "{drawing} of {segment} is in force: dispute it, or draw it anew",
                    drawing=deed.drawing,
                    segment=deed.segment,
                ),
            )

    def _is_settled(self, deed: Approve) -> bool:
        """Whether the act's drawing is what came into force last."""
        in_force = self.segments[deed.segment].in_force
        return bool(in_force) and in_force[-1][1] == deed.drawing

    def takes(self, opening: Deed) -> bool:
        return isinstance(opening, Divide)

    def follows(self, scene: Scene) -> tuple[Claim, ...]:
        """The lines are agreed: the last key for the last segment was given."""
        deed = scene.deed
        if not isinstance(deed, Approve) or not all(one.in_force for one in self.segments.values()):
            return ()
        if not self._is_settled(deed):
            return ()
        says = f"{' and '.join(self.deciders)} have each approved every segment of {self.id}."
        return tuple(
            scene.decided(
                Act.APPROVE_BOUNDARY,
                says,
                self.deciders,
                event=one.event,
                bears_on=(one.norm,),
                place=scene.zone(self.id),
            )
            for one in settling(scene.agreement, self.id)
        )

    @property
    def state(self) -> str:
        return self.standing(date.max)

    def standing(self, day: date) -> str:
        """Where the boundary stands on a day: as its worst segment does."""
        states = (one.state(day, self.deciders) for one in self.segments.values())
        return min(states, key=STATES.index, default="undelineated")

    @property
    def line(self) -> str:
        return self.approvals(date.max)

    def is_in_force(self, day: date) -> bool:
        """Whether every segment has a drawing in force on a day."""
        return all(one.on(day) for one in self.segments.values())

    def approvals(self, day: date) -> str:
        """How many segments are in force, and what keeps the others: a key, rival approvals, a dispute."""
        waiting = [one for one in self.segments.values() if one.on(day) is None]
        done = f"{len(self.segments) - len(waiting)} of {len(self.segments)} segments approved"
        wanting = [party for party in self.deciders if any(party not in one.chosen for one in waiting)]
        are_rivals = any(one.has_rivals(self.deciders) for one in waiting)
        disputing = sorted({party for one in self.segments.values() for party in one.disputed})
        parts = [done if waiting else f"{done} by {' and '.join(self.deciders)}"]
        parts += [f"wanting {' and '.join(wanting)}"] if wanting else []
        parts += [f"rival drawings approved by {' and '.join(self.deciders)}"] if are_rivals else []
        parts += [f"disputed by {' and '.join(disputing)}"] if disputing else []
        return ", ".join(parts)

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "deciders": list(self.deciders),
            "segments": {one.id: self._told(one) for one in self.segments.values()},
        }

    def _told(self, segment: Segment) -> dict[str, Any]:
        return {
            "state": segment.state(date.max, self.deciders),
            "in_force": [{"from": day.isoformat(), "drawing": name} for day, name in segment.in_force],
            "disputed_by": sorted(segment.disputed),
            "drawings": {
                name: {
                    "proposed_by": one.proposed.party,
                    "agreed_by": sorted(one.agreed),
                    "approved_by": sorted(one.approved),
                }
                for name, one in segment.drawings.items()
            },
        }

    def _segment(self, deed: OfBoundary) -> Segment:
        name = str(getattr(deed, "segment", ""))
        if name not in self.segments:
            raise Refusal(
                "segment",
                telling("{zone} has no segment '{segment}'", zone=self.id, segment=name),
                tuple(self.segments),
            )
        return self.segments[name]

    def _proposed(self, segment: Segment, deed: Propose, record: Record) -> Segment:
        if deed.drawing in segment.drawings:
            raise Refusal(
                "drawing",
                telling(
                    "{segment} has a drawing {drawing} already; give it another name",
                    segment=segment.id,
                    drawing=deed.drawing,
                ),
            )
        try:
            kind = drawn(deed.geometry).kind
        except ValueError as error:
            raise Refusal("geometry", str(error)) from None
        zone = record.agreement.zone[self.id]
        allowed = _KINDS.get(zone.shape, ("area",))
        if kind not in allowed:
            raise Refusal(
                "geometry",
                telling(
                    "{zone} is a {state}: it cannot be drawn as a {other}",
                    zone=self.id,
                    state=zone.shape,
                    other=kind,
                ),
                allowed,
            )
        behind = frozenset({deed.side} & set(self.deciders))
        return replace(segment, drawings={**segment.drawings, deed.drawing: Drawn(deed, behind)})

    def _approved(self, segment: Segment, deed: Approve, day: date) -> Segment:
        one = _drawing(segment, deed.drawing)
        if segment.chosen.get(deed.side) == deed.drawing:
            raise Refusal(
                "drawing",
                telling(
                    "{party} has approved {drawing} of {segment} already",
                    party=deed.side,
                    drawing=deed.drawing,
                    segment=segment.id,
                ),
            )
        segment = _agreed(segment, deed.drawing, deed.side, one, {**one.approved, deed.side: day})
        chosen = {**segment.chosen, deed.side: deed.drawing}
        segment = replace(segment, chosen=chosen)
        if set(self.deciders) - {party for party, name in chosen.items() if name == deed.drawing}:
            return segment
        first = max(segment.drawings[deed.drawing].approved[party] for party in self.deciders)
        return replace(segment, in_force=(*segment.in_force, (first, deed.drawing)))


def _divided(deed: Divide) -> dict[str, Segment]:
    if len(set(deed.segments)) < len(deed.segments):
        raise Refusal("segments", "a segment is named twice")
    return {name: Segment(name) for name in deed.segments}


def _agreed(
    segment: Segment, name: str, party: str, one: Drawn, approved: Mapping[str, date] | None = None
) -> Segment:
    """The segment with one more party behind a drawing; who was against it no longer is."""
    behind = Drawn(one.proposed, one.agreed | {party}, one.approved if approved is None else approved)
    return replace(segment, drawings={**segment.drawings, name: behind}, disputed=segment.disputed - {party})


def _marked(segment: Segment, deed: Mark) -> Segment:
    _drawing(segment, deed.drawing)
    if not segment.in_force or segment.in_force[-1][1] != deed.drawing:
        in_force = tuple(name for _, name in segment.in_force[-1:])
        raise Refusal(
            "drawing",
            telling("only what is in force is marked, and {drawing} is not", drawing=deed.drawing),
            in_force,
        )
    return replace(segment, marked=deed.drawing)


def _drawing(segment: Segment, name: str) -> Drawn:
    if name not in segment.drawings:
        raise Refusal(
            "drawing",
            telling("{segment} has no drawing '{drawing}'", segment=segment.id, drawing=name),
            tuple(segment.drawings),
        )
    return segment.drawings[name]


def _require_decider(deed: Deed, deciders: tuple[str, ...]) -> None:
    if deed.party not in deciders:
        raise Refusal("party", telling("the boundary is settled by {parties}", parties=deciders), deciders)


def _first(entry: tuple[date, str]) -> date:
    return entry[0]
