"""A boundary as GeoJSON: every drawing with who stands behind it, and drawings read into proposals."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from truceline.agreement.yaml_source import read_text
from truceline.errors import InputError, Problem, telling
from truceline.mechanism.boundary import Boundary, Drawn, Segment
from truceline.mechanism.lines import together
from truceline.places.drawing import Drawing
from truceline.places.edges import Edges, UnknownEdgesError, edges_of, straightened
from truceline.places.geojson import drawn

_MOST = 20_000_000


def as_geojson(boundary: Boundary, day: date) -> dict[str, Any]:
    """All drawings of a boundary as a FeatureCollection (RFC 7946), as they stand on a day."""
    features = [
        _feature(boundary, segment, name, one, day)
        for segment in boundary.segments.values()
        for name, one in segment.drawings.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def _feature(boundary: Boundary, segment: Segment, name: str, one: Drawn, day: date) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": f"{segment.id}/{name}",
        "geometry": one.proposed.geometry,
        "properties": {
            "zone": boundary.id,
            "segment": segment.id,
            "drawing": name,
            "segment_state": segment.state(day, boundary.deciders),
            "in_force": segment.on(day) == name,
            "proposed_by": one.proposed.party,
            "agreed_by": sorted(one.agreed),
            "approved_by": sorted(one.approved),
            "uncertainty_km": one.proposed.uncertainty_km,
        },
    }


def proposals(path: Path, zone: str, drawing: str | None) -> Iterator[dict[str, Any]]:
    """What the features of a GeoJSON file propose: a drawing of the segment that each is called after.

    A feature names its segment in `properties.segment`, or by its `id`; its drawing in `properties.drawing`
    unless `drawing` does. Geodesic edges (`edges`) are cut to pieces straight in degrees, so that what is
    signed can be read in one way only. Raises InputError for what is no such file.
    """
    content = _content(path)
    whole = {"edges": content.get("edges")} if isinstance(content, dict) else {}
    usual = _edges(whole, "planar", str(path), "edges")
    for number, feature in enumerate(_features(content, path)):
        said = feature.get("properties") or {}
        segment = said.get("segment", feature.get("id"))
        name = drawing or said.get("drawing")
        if not isinstance(segment, str) or not isinstance(name, str):
            told = "does not name its drawing"
            if not isinstance(segment, str):
                told = "does not name its segment (`id` or `properties.segment`)"
            raise InputError(Problem(str(path), 0, f"features[{number}]", told))
        yield {
            "kind": "propose",
            "zone": zone,
            "segment": segment,
            "drawing": name,
            "geometry": _planar(feature, usual, str(path), f"features[{number}]"),
            "uncertainty_km": said.get("uncertainty_km", 0.0),
        }


def _planar(feature: dict[str, Any], usual: Edges, file: str, called: str) -> Any:
    """The feature's geometry with planar edges, however they are declared."""
    geometry = feature.get("geometry")
    edges = _edges(feature, usual, file, f"{called}.edges")
    if edges == "planar" or not isinstance(geometry, dict):
        return geometry
    try:
        drawn(geometry, edges)
    except ValueError as error:
        raise InputError(Problem(file, 0, f"{called}.geometry", str(error))) from None
    return straightened(geometry)


def _edges(said: dict[str, Any], usual: Edges, file: str, field: str) -> Edges:
    try:
        return edges_of(said, usual)
    except UnknownEdgesError as error:
        raise InputError(Problem(file, 0, field, str(error), error.allowed)) from None


def _content(path: Path) -> Any:
    try:
        return json.loads(read_text(path, _MOST))
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(
            Problem(str(path), 0, "", telling("not valid JSON: {detail}", detail=str(error)))
        ) from None


def _features(content: Any, path: Path) -> list[dict[str, Any]]:
    match content:
        case {"type": "FeatureCollection", "features": [*features]} if features:
            found = features
        case {"type": "Feature"}:
            found = [content]
        case _:
            raise InputError(Problem(str(path), 0, "type", "is no FeatureCollection with features"))
    wrong = [number for number, one in enumerate(found) if not isinstance(one, dict)]
    if wrong:
        raise InputError(Problem(str(path), 0, f"features[{wrong[0]}]", "is no Feature"))
    return found


def drawing_of(boundary: Boundary, name: str) -> Drawing:
    """The drawing that people mean by `SEGMENT/DRAWING`, or by `DRAWING` that every segment has.

    InputError with those there are for any other.
    """
    found = _by_name(boundary, name)
    if found is None:
        allowed = [f"{one.id}/{drawing}" for one in boundary.segments.values() for drawing in one.drawings]
        raise InputError(
            Problem(
                "DRAWING",
                0,
                "",
                telling("{zone} has no drawing '{drawing}'", zone=boundary.id, drawing=name),
                tuple(allowed),
            )
        )
    return drawn(found)


def _by_name(boundary: Boundary, name: str) -> dict[str, Any] | None:
    segment, slash, drawing = name.partition("/")
    if slash:
        one = boundary.segments.get(segment)
        return one.drawings[drawing].proposed.geometry if one and drawing in one.drawings else None
    pieces = [one.drawings.get(name) for one in boundary.segments.values()]
    if not all(pieces):
        return None
    return together([one.proposed.geometry for one in pieces if one is not None])
