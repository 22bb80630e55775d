"""Boundaries: every segment with its rival drawings, whose keys they have, how far they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import combinations
from typing import Annotated, Any

import shapely
from fastapi import APIRouter, Depends
from shapely.geometry import shape
from starlette.responses import Response

from truceline.mechanism.boundary import Boundary, Drawn, Segment
from truceline.mechanism.boundary_acts import Propose
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.mapping import as_geojson
from truceline.places.difference import Difference, difference
from truceline.places.geojson import drawn
from truceline.publish.chips import Sign
from truceline.publish.furniture import graticule, scale_and_north
from truceline.publish.labels import Labels
from truceline.publish.markup import Html, el
from truceline.publish.projection import Bounds, Projection, path
from truceline.publish.zones import zone_shape
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_telling import state_sign
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
_WIDTH = 760.0
_PAD = 0.08
"""Degrees around everything that is drawn."""
_STYLES = 4
"""Rival drawings of a segment that look different; further ones look as these again."""


@router.get("/cases/{case}/mechanism/boundary/{zone}/lines.geojson")
def geojson(visit: Annotated[Visit, Depends(Needs(Right.READ))], zone: str) -> Response:
    """Every drawing that the visitor may see, with who stands behind it, as GeoJSON."""
    whole = lines_shown(Seat(visit), zone)
    headers = {"Content-Disposition": f'attachment; filename="{zone}.geojson"'}
    return Response(json.dumps(whole, ensure_ascii=False), media_type="application/geo+json", headers=headers)


def boundary_seen(seat: Seat, zone: str) -> Boundary:
    """The boundary of a zone as a matter of the mechanism; NotFound where none is for the visitor."""
    found = seat.matter(Boundary.sort, zone)
    if not isinstance(found, Boundary):
        raise NotFound
    return found


def lines_shown(seat: Seat, zone: str) -> dict[str, Any]:
    """The drawings of a boundary that the visitor may see, as they stand on the frame's day, as GeoJSON."""
    found = boundary_seen(seat, zone)
    whole = as_geojson(found, seat.visit.frame.as_of)
    shown = {f"{segment.id}/{name}" for segment, name, _ in _visible(found, seat)}
    whole["features"] = [one for one in whole["features"] if one["id"] in shown]
    return whole


@dataclass(frozen=True)
class DrawingTold:
    """One drawing of a segment."""

    name: str
    by: str
    agreed: str
    approved: tuple[tuple[str, date], ...]
    """Party and the day from which it lets it hold."""
    in_force: date | None
    unsure_km: float
    style: int
    may: tuple[str, ...]
    """What the visitor could do about it now."""


@dataclass(frozen=True)
class RivalsTold:
    """Two drawings of one segment, held against each other."""

    first: str
    second: str
    gap: Difference
    is_area: bool


@dataclass(frozen=True)
class SegmentTold:
    """A segment."""

    id: str
    state: str
    sign: Sign
    disputed: str
    wanting: str
    """Whose key is wanting."""
    drawings: tuple[DrawingTold, ...]
    rivals: tuple[RivalsTold, ...]
    may: tuple[str, ...]


def segments(boundary: Boundary, seat: Seat) -> tuple[SegmentTold, ...]:
    """The segments in their order, as far as the visitor may see their drawings."""
    return tuple(_segment(one, boundary, seat) for one in boundary.segments.values())


def _segment(one: Segment, boundary: Boundary, seat: Seat) -> SegmentTold:
    voice, day = seat.visit.voice, seat.today
    state = one.state(day, boundary.deciders)
    shown = [(name, each) for segment, name, each in _visible(boundary, seat) if segment.id == one.id]
    wanting = one.wanting(day, boundary.deciders)
    own = {"zone": boundary.id, "segment": one.id}
    return SegmentTold(
        id=one.id,
        state=state,
        sign=state_sign(state),
        disputed=voice.parties(sorted(one.disputed)) if one.disputed else "",
        wanting=voice.parties(wanting) if wanting else "",
        drawings=tuple(_drawing(seat, boundary, one, *each, at % _STYLES) for at, each in enumerate(shown)),
        rivals=tuple(_rivals(shown, seat)),
        may=tuple(kind for kind in ("propose", "dispute") if _may(seat, kind, own)),
    )  # fmt: skip


def _drawing(  # noqa: PLR0917 - what a drawing is of
    seat: Seat, boundary: Boundary, segment: Segment, name: str, one: Drawn, style: int
) -> DrawingTold:
    voice = seat.visit.voice
    own = {"zone": boundary.id, "segment": segment.id, "drawing": name}
    in_force = [day for day, each in segment.in_force if each == name and segment.on(seat.today) == name]
    return DrawingTold(
        name=name,
        by=voice.party(one.proposed.party),
        agreed=voice.parties(sorted(one.agreed)) if one.agreed else "",
        approved=tuple((voice.party(party), day) for party, day in sorted(one.approved.items())),
        in_force=in_force[-1] if in_force else None,
        unsure_km=one.proposed.uncertainty_km,
        style=style,
        may=tuple(kind for kind in _steps(seat, one) if _may(seat, kind, own)),
    )


def _steps(seat: Seat, one: Drawn) -> tuple[str, ...]:
    """Acts on a drawing that would say something: who is behind it need not agree to it again."""
    person = seat.person
    behind = person is not None and person.party in one.agreed
    return ("approve", "mark") if behind else ("approve", "agree", "mark")


def _may(seat: Seat, kind: str, given: dict[str, str]) -> bool:
    person = seat.person
    return person is not None and person.role in KINDS[kind].roles and seat.refusal(kind, given) is None


def _visible(boundary: Boundary, seat: Seat) -> Iterator[tuple[Segment, str, Drawn]]:
    """The drawings whose proposal the visitor may see."""
    deeds = (one.signed.deed for one in seat.viewer.acts_of(boundary))
    seen = {(one.segment, one.drawing) for one in deeds if isinstance(one, Propose)}
    for segment in boundary.segments.values():
        for name, one in segment.drawings.items():
            if (segment.id, name) in seen:
                yield segment, name, one


def drawings_of(boundary: Boundary, seat: Seat, segment: str) -> tuple[str, ...]:
    """The names of a segment's drawings that the visitor may see."""
    return tuple(name for one, name, _ in _visible(boundary, seat) if one.id == segment)


def rivals(boundary: Boundary, seat: Seat) -> Iterator[tuple[str, RivalsTold]]:
    """Every two drawings of one segment that the visitor may see, with the segment's name."""
    for segment in boundary.segments:
        shown = [(name, each) for one, name, each in _visible(boundary, seat) if one.id == segment]
        yield from ((segment, one) for one in _rivals(shown, seat))


def _rivals(shown: Sequence[tuple[str, Drawn]], seat: Seat) -> Iterator[RivalsTold]:
    for (first, one), (second, other) in combinations(shown, 2):
        key = ("rivals", one.proposed.content(), other.proposed.content())
        gap = seat.visit.held.kept(key, partial(_gap, one, other))
        if gap is not None:
            is_area = drawn(one.proposed.geometry).kind == "area"
            yield RivalsTold(first, second, gap, is_area)


def _gap(one: Drawn, other: Drawn) -> Difference | None:
    try:
        return difference(drawn(one.proposed.geometry), drawn(other.proposed.geometry))
    except ValueError:  # one is a line and the other an area
        return None


def picture(boundary: Boundary, seat: Seat) -> Html | None:
    """The agreement's zone, and every drawing that the visitor may see; null where nothing is drawn."""
    found = [(segment, name, shape(one.proposed.geometry)) for segment, name, one in _visible(boundary, seat)]
    if not found:
        return None
    on = Projection(_bounds([one for _, _, one in found]), _WIDTH)
    labels, visit = Labels(_WIDTH, on.height), seat.visit
    zone = visit.agreement.zone[boundary.id]
    own = visit.held.case.atlas.shape(zone.id, visit.frame.as_of, visit.frame.readings)
    told = visit.tongue.say("The segments of {zone} and their drawings", zone=visit.voice.zone(zone.id))
    looks: dict[str, Any] = {
        "class": "map lines",
        "viewBox": f"0 0 {_WIDTH:.0f} {on.height:.0f}",
        "role": "img",
        "aria-label": told,
    }
    furniture = scale_and_north(on, labels, visit.tongue)
    return el(
        "svg",
        looks,
        el("rect", {"class": "land", "width": "100%", "height": "100%"}),
        graticule(on),
        el("g", {"class": "zones own"}, zone_shape(on, zone, own)) if own is not None else None,
        list(_strokes(on, found, seat)),
        list(_names(on, found, labels)),
        furniture,
    )


def _strokes(on: Projection, found: Sequence[tuple[Segment, str, Any]], seat: Seat) -> Iterator[Html]:
    before: dict[str, int] = {}
    for segment, name, one in found:
        at = before[segment.id] = before.get(segment.id, -1) + 1
        state = "force" if segment.on(seat.today) == name else "wanted"
        title = el("title", {}, f"{segment.id}: {name}, {segment.drawings[name].proposed.party}")
        stroke = el("path", {"class": "edge", "d": path(on.shape(one))})
        yield el("g", {"class": f"drawn s{at % _STYLES} {state}"}, title, stroke)


def _names(on: Projection, found: Sequence[tuple[Segment, str, Any]], labels: Labels) -> Iterator[Html]:
    told: set[str] = set()
    for segment, _, one in found:
        if segment.id not in told:
            told.add(segment.id)
            at = one.representative_point()
            x, y = on.point(at.x, at.y)
            named = labels.place(x, y, segment.id, 12.5, "city")
            if named:
                yield named


def _bounds(shapes: Sequence[Any]) -> Bounds:
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west) - _PAD, float(south) - _PAD, float(east) + _PAD, float(north) + _PAD
