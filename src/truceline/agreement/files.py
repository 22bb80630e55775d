"""The files an agreement names: inside its folder, there, and drawn as GeoJSON should be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from math import isfinite
from pathlib import PurePosixPath
from typing import Any

from pydantic_core import from_json

from truceline.agreement.draft import Draft, Steps
from truceline.agreement.yaml_source import Node, read_text
from truceline.errors import InputError, Problem

MAX_MAP_BYTES = 20_000_000
_SHAPES = {
    "polygon": ("Polygon", "MultiPolygon"),
    "band": ("Polygon", "MultiPolygon"),
    "corridor": ("LineString", "MultiLineString", "Polygon", "MultiPolygon"),
    "line": ("LineString", "MultiLineString"),
    "point": ("Point",),
}
_MOST_LON, _MOST_LAT = 180, 90
_DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def check_files(draft: Draft) -> None:
    """Note files that are missing, outside the folder, or not the maps they should be."""
    for key, is_needed in (("gazetteer", False), ("examples_file", True)):
        _is_there(draft, (key,), is_needed=is_needed)
    maps: dict[str, dict[str, Any] | None] = {}
    for path, zone in draft.listed("zones"):
        where = (*path, "geometry", "file")
        name = draft.text(where)
        if name is None or not _is_there(draft, where, is_needed=False):
            continue
        if name not in maps:
            maps[name] = _read_map(draft, name)
        content = maps[name]
        if content is not None:
            _Drawing(draft, path, zone, name).check(content)


def _is_there(draft: Draft, path: Steps, *, is_needed: bool) -> bool:
    name = draft.text(path)
    if name is None:
        return False
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).is_absolute() or ".." in parts or "\\" in name or ":" in name or "\0" in name:
        draft.error(path, f"`{name}` must be a path inside the agreement's own folder")
        return False
    if (draft.folder / name).is_file():
        return True
    message = f"there is no file `{name}` beside the agreement"
    (draft.error if is_needed else draft.warn)(path, message)
    return False


def _read_map(draft: Draft, name: str) -> dict[str, Any] | None:
    """The GeoJSON object of a file, or None and the error noted."""
    path = draft.folder / name
    try:
        content = _parsed(read_text(path, MAX_MAP_BYTES))
    except InputError as error:
        draft.errors.extend(error.problems)
        return None
    except json.JSONDecodeError as error:
        draft.errors.append(Problem(str(path), error.lineno, "", f"not valid JSON: {error.msg}"))
        return None
    except RecursionError:
        draft.errors.append(Problem(str(path), 0, "", "not GeoJSON: nested too deeply"))
        return None
    if isinstance(content, dict) and content.get("type") in {"FeatureCollection", "Feature", *_DEPTH}:
        return content
    message = "not GeoJSON: a FeatureCollection, a Feature or a geometry is expected"
    draft.errors.append(Problem(str(path), 0, "type", message))
    return None


def _parsed(text: str) -> Any:
    """What a JSON text says; large maps are read three times faster so, and faults are told by the other."""
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)


class _Drawing:
    """How one zone is drawn in its file."""

    def __init__(self, draft: Draft, path: Steps, zone: Node, name: str) -> None:
        self.draft = draft
        self.path = path
        self.zone = zone
        self.file = str(draft.folder / name)
        self.allowed = _SHAPES.get(zone.get("shape").text or "", tuple(_DEPTH))

    def check(self, content: dict[str, Any]) -> None:
        """Find the zone's features (by `feature`, by its own id, the only one, or all dated ones)."""
        features = list(_features(content))
        geometry = self.zone.get("geometry")
        wanted = geometry.get("feature").text
        chosen = [feature for feature in features if _name(feature) == (wanted or self.zone.id)]
        if not chosen and wanted is None and (len(features) == 1 or all(map(_day, features))):
            chosen = features
        if not chosen:
            message = f"the file has no feature `{wanted or self.zone.id}`"
            key = "feature" if wanted else "file"
            named = sorted({name for feature in features if (name := _name(feature))})
            self.draft.error((*self.path, "geometry", key), message, named)
        dated = geometry.get("status").text == "moving" or len(chosen) > 1
        for position, feature in enumerate(chosen):
            name = _name(feature) or f"features[{position}]"
            if dated and not _day(feature):
                self._say(name, "`properties.date` must be the first day it holds, like 2015-02-18")
            self._shape(feature, name)

    def _shape(self, feature: dict[str, Any], name: str) -> None:
        geometry = feature.get("geometry")
        kind = geometry.get("type") if isinstance(geometry, dict) else None
        if not isinstance(geometry, dict) or kind not in self.allowed:
            message = f"a {self.zone.get('shape').text} cannot be drawn as {kind or 'nothing'}"
            self._say(name, message, self.allowed)
            return
        fault = _bad_coordinates(geometry.get("coordinates"), _DEPTH[kind]) or _bad_shape(geometry)
        if fault:
            self._say(name, fault)

    def _say(self, name: str, message: str, allowed: tuple[str, ...] = ()) -> None:
        self.draft.errors.append(Problem(self.file, 0, name, message, allowed))


def _features(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    match content:
        case {"type": "FeatureCollection", "features": list() as features}:
            yield from (feature for feature in features if isinstance(feature, dict))
        case {"type": "Feature"}:
            yield content
        case {"type": kind} if kind in _DEPTH:
            yield {"type": "Feature", "geometry": content}


def _name(feature: dict[str, Any]) -> str | None:
    properties = feature.get("properties")
    name = feature.get("id", properties.get("id") if isinstance(properties, dict) else None)
    return None if name is None else str(name)


def _day(feature: dict[str, Any]) -> date | None:
    properties = feature.get("properties")
    try:
        return date.fromisoformat(properties.get("date", "") if isinstance(properties, dict) else "")
    except (TypeError, ValueError):
        return None


def _bad_coordinates(value: Any, depth: int) -> str | None:
    """What is wrong with coordinates nested so deep; GeoJSON gives longitude first."""
    if not isinstance(value, list) or not value:
        return "coordinates are missing"
    if depth == 1 and _are_positions(value):
        return None
    if depth:
        return next((fault for item in value if (fault := _bad_coordinates(item, depth - 1))), None)
    match value:
        case [int() | float() as lon, int() | float() as lat, *_]:
            # A comparison with NaN is false, so what is no number is refused here too.
            if abs(lon) <= _MOST_LON and abs(lat) <= _MOST_LAT:
                return None
            return f"{value} is no longitude and latitude in degrees (longitude comes first)"
    return f"{value} is no position; write [longitude, latitude]"


def _are_positions(values: list[Any]) -> bool:
    """Whether all are longitudes and latitudes: a long path looked at in one go."""
    if set(map(type, values)) != {list} or not set(map(type, chain(*values))) <= {int, float}:
        return False
    if min(map(len, values)) < 2:  # noqa: PLR2004 - longitude and latitude
        return False
    lons, lats = [value[0] for value in values], [value[1] for value in values]
    inside = max(lons) <= _MOST_LON and min(lons) >= -_MOST_LON
    inside = inside and max(lats) <= _MOST_LAT and min(lats) >= -_MOST_LAT
    return inside and isfinite(sum(lons) + sum(lats))  # what is no number may be neither least nor most


def _bad_shape(geometry: dict[str, Any]) -> str | None:
    """What is wrong with paths each by itself; how rings lie to each other shows where they are drawn."""
    import numpy as np  # noqa: PLC0415  (heavy; only maps need it)
    from shapely import GEOSException, LineString, Point, Polygon  # noqa: PLC0415
    from shapely.validation import explain_validity  # noqa: PLC0415

    for path in _paths(geometry["coordinates"], _DEPTH[geometry["type"]]):
        at = np.array([position[:2] for position in path], dtype=np.float64)
        # Across the antimeridian longitudes run on, as the shorter way goes.
        at[:, 0] = np.unwrap(at[:, 0], period=2 * _MOST_LON)
        sort = Polygon if geometry["type"].endswith("Polygon") else LineString if len(at) > 1 else Point
        if sort is Polygon and abs(at[-1, 0] - at[0, 0]) > _MOST_LON:
            continue  # round a pole: it is no ring in degrees
        try:
            drawn = sort(at)
        except (GEOSException, ValueError, TypeError) as error:
            return f"cannot be drawn: {error}"
        if not drawn.is_valid:
            return f"the shape is not valid: {explain_validity(drawn)}"
    return None


def _paths(value: Any, depth: int) -> Iterable[Any]:
    """Every path of coordinates nested so deep."""
    match depth:
        case 0:
            return [[value]]
        case 1:
            return [value]
        case 2:
            return list(value)
    return list(chain(*value))
