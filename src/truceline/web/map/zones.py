"""Zones and lines as they lay on a day: how sure their edges are, and drawings that rival each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from shapely.geometry import shape as read_shape

from truceline.mechanism.boundary import Boundary
from truceline.mechanism.lines import history
from truceline.mechanism.mapping import as_geojson
from truceline.publish.zones import ordered
from truceline.web.map.shapes import around, collection, feature

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from truceline.agreement.model import Agreement, Zone
    from truceline.core.frame import Frame
    from truceline.mechanism.record import Record
    from truceline.places.atlas import Atlas
    from truceline.web.voice import Voice

Json = dict[str, Any]
_SETTLED = frozenset({"agreed", "approved", "marked"})


def layer(agreement: Agreement, atlas: Atlas, frame: Frame, record: Record | None, on: Voice) -> Json:
    """The zones of an agreement as a reader may see them.

    `part` tells what a feature is: `zone` (an area that surely belongs to it, or a line or point), `open` (it
    may belong to it: the depth is open between two bounds), `fringe` (where its edge may truly run: one
    standard deviation either way), `drawing` (of a segment, not in force) or `line` (of a segment, in force).
    """
    features: list[Json] = []
    for zone in ordered(agreement):
        features += _zone(zone, atlas, frame, on)
    for boundary in record.each(Boundary) if record else ():
        features += _drawings(boundary, frame.as_of, record, on)
    return collection(features, day=frame.as_of.isoformat())


def _zone(zone: Zone, atlas: Atlas, frame: Frame, on: Voice) -> Iterator[Json]:
    day, readings = frame.as_of, frame.readings
    most = atlas.shape(zone.id, day, readings)
    if most is None:
        return
    told = _told(zone, atlas, day, on)
    unsure_km = told["uncertainty_km"]
    if unsure_km and zone.shape != "point":
        edge = most.boundary if most.geom_type.endswith("Polygon") else most
        if not edge.is_empty:
            yield feature(around(edge, unsure_km), told | {"part": "fringe"})
    if zone.shape in ("band", "polygon", "corridor"):
        least = atlas.shape(zone.id, day, readings, "least")
        yield from _areas(zone, most, least, told)
    else:
        yield feature(most, told | {"part": "zone"}, zone.id)


def _areas(zone: Zone, most: BaseGeometry, least: BaseGeometry | None, told: Json) -> Iterator[Json]:
    """What surely belongs to it, and what may."""
    if least is None or least.is_empty:
        yield feature(most, told | {"part": "zone"}, zone.id)
        return
    between = most.difference(least)
    is_open = not between.is_empty and between.area > most.area * 1e-3
    yield feature(least if is_open else most, told | {"part": "zone"}, zone.id)
    if is_open:
        yield feature(between, told | {"part": "open"})


def _told(zone: Zone, atlas: Atlas, day: date, on: Voice) -> Json:
    lines = atlas.lines(zone.id, day)
    status = lines.status if lines else zone.geometry.status
    return {
        "zone": zone.id,
        "name": on.zone(zone.id),
        "shape": zone.shape,
        "status": status,
        "status_words": on.tongue.term(status),
        "settled": status in _SETTLED,
        "uncertainty_km": round(atlas.uncertainty_km(zone.id, day), 2),
        "since": lines.day.isoformat() if lines else None,
    }


def _drawings(boundary: Boundary, day: date, record: Record | None, on: Voice) -> Iterator[Json]:
    """Every drawing of each segment as it stood on the day, with who stands behind it."""
    assert record is not None
    then = next((one for at, one in reversed(list(history(boundary, record))) if at <= day), None)
    if then is None:
        return
    for one in as_geojson(then, day)["features"]:
        said: Mapping[str, Any] = one["properties"]
        rivals = sum(
            other["properties"]["segment"] == said["segment"] for other in as_geojson(then, day)["features"]
        )
        told = {
            "part": "line" if said["in_force"] else "drawing",
            "zone": said["zone"],
            "name": on.zone(said["zone"]),
            "segment": said["segment"],
            "drawing": said["drawing"],
            "rivals": rivals - 1,
            "status": said["segment_state"],
            "status_words": on.tongue.term(said["segment_state"]),
            "settled": said["segment_state"] in _SETTLED,
            "proposed_by": on.tongue.listed(map(on.party, filter(None, [said["proposed_by"]]))),
            "agreed_by": on.tongue.listed(map(on.party, said["agreed_by"])),
            "approved_by": on.tongue.listed(map(on.party, said["approved_by"])),
            "uncertainty_km": said["uncertainty_km"],
        }
        yield feature(read_shape(one["geometry"]), told, f"{said['zone']}/{one['id']}")
