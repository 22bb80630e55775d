"""A layer as GeoJSON (RFC 7946): longitude and latitude of WGS84, every feature with the row of its table."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

if TYPE_CHECKING:
    from truceline.publish.beside.about import About
    from truceline.publish.beside.layers import Feature, Layer

MEDIA_TYPE = "application/geo+json"
_HALF_WORLD = 180.0


def geojson(layer: Layer, about: About) -> bytes:
    """The whole layer; foreign members say which report it is of, and what was left out."""
    collection: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": layer.name,
        "title": layer.about,
        "report": about.report,
        "as_of": about.as_of.isoformat(),
        "notes": list(layer.notes),
    }
    bbox = bounds(layer)
    if bbox is not None:
        collection["bbox"] = list(bbox)
    collection["features"] = [_feature(one) for one in layer.features]
    return (json.dumps(collection, ensure_ascii=False, allow_nan=False) + "\n").encode()


def bounds(layer: Layer) -> tuple[float, float, float, float] | None:
    """West, south, east, north of all shapes; None without any, or where they lie round the antimeridian."""
    shapes = [one.shape for one in layer.features if one.shape is not None]
    if not shapes:
        return None
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    return None if east - west > _HALF_WORLD else (west, south, east, north)


def _feature(one: Feature) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": one.id,
        "geometry": None if one.shape is None else shapely.geometry.mapping(one.shape),
        "properties": one.row.model_dump(mode="json"),
    }
