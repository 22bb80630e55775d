"""Reading GeoJSON (RFC 7946) drawings, and telling people what is wrong with theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pydantic_core import from_json

from truceline.errors import InputError, Problem, telling
from truceline.places.drawing import GRID_KM, Drawing, Kind
from truceline.places.edges import Edges, UnknownEdgesError, along_geodesics, edges_in, edges_of
from truceline.places.plane import HALF_TURN, POLE, Plane, densified, middle, unwrapped
from truceline.places.seams import closed, without_holes

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from truceline.places.plane import Points

_KIND: dict[str, Kind] = {
    "Polygon": "area",
    "MultiPolygon": "area",
    "LineString": "line",
    "MultiLineString": "line",
    "Point": "point",
    "MultiPoint": "point",
}
_KEPT = 16
"""So many files' drawings are remembered."""
_FEWEST: dict[Kind, int] = {"area": 4, "line": 2, "point": 1}


@dataclass(frozen=True)
class Feature:
    """One drawing of a file: its id, the first day it is valid, its own uncertainty in km."""

    id: str | None
    day: date | None
    uncertainty_km: float
    drawing: Drawing
    is_settled: bool = False
    """Put in force by those who decide: its own uncertainty counts, and no longer the zone's."""


def read_features(path: Path, name: str) -> tuple[Feature, ...]:
    """Every feature of a GeoJSON file, in file order.

    `name` is what problems call the file. Raises InputError with all that is wrong in it, and
    FileNotFoundError where there is no such file: whether that matters is for the caller to say.
    """
    return _features_of(path.read_bytes(), name)


@lru_cache(maxsize=_KEPT)
def _features_of(text: bytes, name: str) -> tuple[Feature, ...]:
    """The features of a file's bytes: what says the same is the same drawings, in the whole process."""
    try:
        content = _parsed(text)
    except json.JSONDecodeError as error:
        raise InputError(
            Problem(name, error.lineno, "", telling("is no JSON: {detail}", detail=error.msg))
        ) from None
    except UnicodeDecodeError:
        raise InputError(Problem(name, 0, "", "is not UTF-8 text")) from None
    problems: list[Problem] = []
    found: list[Feature] = []
    features = _features(content, name)
    usual = _usual_edges(content, name)
    for index, raw in enumerate(features):
        try:
            found.append(_feature(raw, usual))
        except UnknownEdgesError as error:
            problems.append(Problem(name, 0, f"{_called(raw, index)}.edges", str(error), error.allowed))
        except ValueError as error:
            problems.append(Problem(name, 0, _called(raw, index), str(error)))
    if problems:
        raise InputError(problems)
    return tuple(found)


def _parsed(content: bytes) -> Any:
    """What a JSON file says; large maps are read three times faster so, and faults are told by the other."""
    try:
        return from_json(content)
    except ValueError:
        return json.loads(content)


def drawn(geometry: Mapping[str, Any], edges: Edges = "planar") -> Drawing:
    """The drawing of one GeoJSON geometry object; raises ValueError telling what is wrong."""
    sort = geometry.get("type")
    if sort not in _KIND:
        raise ValueError(
            telling("geometry type {name} is not one of {known}", name=repr(sort), known=", ".join(_KIND))
        )
    kind = _KIND[sort]
    groups = [
        [_path(path, kind) for path in _listed(group)]
        for group in _grouped(sort, geometry.get("coordinates"))
    ]
    if not groups or not all(groups):
        raise ValueError("the geometry is empty")
    return _area(groups, edges) if kind == "area" else _strokes(groups, kind, edges)


def _features(content: Any, name: str) -> Sequence[Any]:
    match content:
        case {"type": "FeatureCollection", "features": list(features)} if features:
            return features
        case {"type": "FeatureCollection"}:
            raise InputError(Problem(name, 0, "features", "is missing or empty"))
        case {"type": "Feature"}:
            return [content]
        case {"type": sort, "coordinates": _} if sort in _KIND:
            return [{"type": "Feature", "properties": {}, "geometry": content}]
    allowed = ("FeatureCollection", "Feature", *_KIND)
    raise InputError(Problem(name, 0, "type", "is no GeoJSON object that can be used", allowed))


def _usual_edges(content: Any, name: str) -> Edges:
    """What a whole file declares for the features that say nothing."""
    try:
        return edges_in(content)
    except UnknownEdgesError as error:
        raise InputError(Problem(name, 0, "edges", str(error), error.allowed)) from None


def _called(raw: Any, index: int) -> str:
    label = raw.get("id") if isinstance(raw, dict) else None
    return str(label) if label is not None else f"features[{index}]"


def _feature(raw: Any, usual: Edges) -> Feature:
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        raise ValueError("is no Feature")
    said = raw.get("properties") or {}
    if not isinstance(said, dict):
        raise ValueError("properties is no object")  # noqa: TRY004 - a person's file, not our own call
    label = raw.get("id", said.get("id"))
    return Feature(
        None if label is None else str(label),
        _day(said.get("date")),
        _uncertainty(said.get("uncertainty_km", 0)),
        drawn(_object(raw.get("geometry")), edges_of(raw, usual)),
    )


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _day(value: Any) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(telling("properties.date {text} is no day (2018-09-17)", text=repr(value))) from None


def _uncertainty(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < np.inf:
        raise ValueError(
            telling("properties.uncertainty_km {text} is no number of kilometres", text=repr(value))
        )
    return float(value)


def _grouped(sort: str, coordinates: Any) -> list[Any]:
    """The coordinates as groups (polygons, or single lines and points) of paths of positions."""
    match sort:
        case "Point":
            return [[[coordinates]]]
        case "LineString":
            return [[coordinates]]
        case "Polygon":
            return [coordinates]
        case "MultiPoint":
            return [[[position]] for position in _listed(coordinates)]
        case "MultiLineString":
            return [[path] for path in _listed(coordinates)]
    return _listed(coordinates)


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise ValueError("coordinates are not nested as the geometry type asks")  # noqa: TRY004 - as above
    return list(value)


def _path(positions: Any, kind: Kind) -> Points:
    given = _listed(positions)
    lonlat = _at_once(given)
    if lonlat is None:
        lonlat = np.array([_position(position) for position in given], dtype=np.float64)
    if len(lonlat) < _FEWEST[kind]:
        raise ValueError(
            telling(
                "a path of {n} positions is too short, {least} are needed", n=len(lonlat), least=_FEWEST[kind]
            )
        )
    if kind == "area" and (lonlat[0] != lonlat[-1]).any():
        raise ValueError(
            telling("the ring from {point} does not end where it starts", point=_told(lonlat[0]))
        )
    return lonlat


def _at_once(positions: list[Any]) -> Points | None:
    """All positions of a path if nothing is wrong with any; None where each must be looked at."""
    if set(map(type, positions)) != {list} or not set(map(type, chain(*positions))) <= {int, float}:
        return None
    try:
        numbers = np.array(positions, dtype=np.float64)
    except (ValueError, OverflowError):
        return None
    if numbers.ndim != 2 or numbers.shape[1] < 2:  # noqa: PLR2004 - longitude and latitude
        return None
    lonlat: Points = np.ascontiguousarray(numbers[:, :2])
    return lonlat if (np.abs(lonlat) <= (HALF_TURN, POLE)).all() else None


def _position(value: Any) -> tuple[float, float]:
    pair = _listed(value)[:2]
    if len(pair) < 2 or not all(_is_number(n) for n in pair):  # noqa: PLR2004 - longitude and latitude
        raise ValueError(telling("{text} is no position [longitude, latitude]", text=repr(value)))
    lon, lat = map(float, pair)
    if not (abs(lon) <= HALF_TURN and abs(lat) <= POLE):
        raise ValueError(
            telling(
                "{point} is off the globe; longitude comes first, then latitude", point=f"[{lon:g}, {lat:g}]"
            )
        )
    return lon, lat


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and bool(np.isfinite(value))


def _told(lonlat: Points) -> str:
    return f"[{lonlat[0]:g}, {lonlat[1]:g}]"


def _strokes(groups: Iterable[Iterable[Points]], kind: Kind, edges: Edges) -> Drawing:
    paths = [path if kind == "point" else _fine(unwrapped(path), edges) for group in groups for path in group]
    rough = Drawing(kind, tuple((path,) for path in paths))
    if kind == "point" or len(paths) == 1:
        return rough
    # A line cut at the antimeridian comes in parts; they are one line again, its direction kept.
    flat = shapely.set_precision(rough.seen_from(rough.home), GRID_KM, mode="pointwise")
    return Drawing.of(shapely.line_merge(flat, directed=True), rough.home, kind)


def _fine(path: Points, edges: Edges) -> Points:
    """The path cut so fine that its edges run as declared and are straight on any nearby plane."""
    return densified(along_geodesics(path) if edges == "geodesic" else path)


def _area(groups: Sequence[Sequence[Points]], edges: Edges) -> Drawing:
    rings = [[_fine(_round_pole(unwrapped(ring)), edges) for ring in group] for group in groups]
    home = middle(np.concatenate([ring for group in rings for ring in group]))
    polygons = [_polygon([home.project(ring) for ring in group], home) for group in rings]
    # Snapping heals the seam of an area that was cut in two at the antimeridian.
    whole = polygons[0] if len(polygons) == 1 else closed(shapely.union_all(polygons, grid_size=GRID_KM))
    return Drawing.of(whole, home, "area")


def _round_pole(ring: Points) -> Points:
    """A ring that goes round the pole, without its detour along the antimeridian to the pole."""
    if abs(ring[-1, 0] - ring[0, 0]) < HALF_TURN:
        return ring
    kept = ring[np.abs(ring[:, 1]) < POLE]
    return np.concatenate((kept, [[kept[0, 0] + (ring[-1, 0] - ring[0, 0]), kept[0, 1]]]))


def _polygon(rings: Sequence[Points], home: Plane) -> BaseGeometry:
    polygon = shapely.Polygon(rings[0], rings[1:])
    if polygon.is_valid and polygon.area > 0:
        return polygon
    if (without := without_holes(*map(shapely.Polygon, rings))) is not None:
        return without
    reason = shapely.is_valid_reason(polygon)
    where = reason[reason.find("[") + 1 : reason.find("]")].split() if "[" in reason else []
    if not where:
        raise ValueError(telling("the polygon is not valid: {detail}", detail=reason))
    at = home.unproject(np.array([[float(number) for number in where]]))[0]
    raise ValueError(
        telling(
            "the polygon is not valid: {detail} near {point}",
            detail=reason.split("[")[0].lower(),
            point=_told(at.round(4)),
        )
    )
