"""Shapes as GeoJSON for the map: no finer than a screen shows, with fringes of kilometres round edges."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

Json = dict[str, Any]
_DIGITS = 5
_FINE = 0.0004
"""Degrees; 40 m are less than a point at any zoom that a zone is looked at."""
_ARC = 6


def feature(shape: BaseGeometry, properties: Json, name: str | None = None, fine: float = _FINE) -> Json:
    """A geometry in degrees with what is told of it."""
    drawn = shape if shape.geom_type.endswith("Point") else shape.simplify(fine)
    drawn = shape if drawn.is_empty else drawn
    rounded = shapely.transform(shapely.force_2d(drawn), lambda at: np.round(at, _DIGITS))
    found: Json = {
        "type": "Feature",
        "geometry": json.loads(shapely.to_geojson(rounded)),
        "properties": properties,
    }
    return found if name is None else {"type": "Feature", "id": name, **found}


def collection(features: list[Json], **told: Any) -> Json:
    """A FeatureCollection with foreign members."""
    return {"type": "FeatureCollection", **told, "features": features}


def around(shape: BaseGeometry, km: float) -> BaseGeometry:
    """Everything within so many kilometres of a shape, degrees; true to scale over some 100 km."""
    middle = shape.envelope.centroid
    centre = f"+proj=aeqd +lon_0={middle.x:.5f} +lat_0={middle.y:.5f} +units=km"
    there: Any = Transformer.from_crs("EPSG:4326", centre, always_xy=True).transform
    back: Any = Transformer.from_crs(centre, "EPSG:4326", always_xy=True).transform
    flat: Any = shapely.transform(shape, there, interleaved=False)
    wide: Any = shapely.transform(
        shapely.buffer(flat, km, quad_segs=_ARC).simplify(km / 50), back, interleaved=False
    )
    found: BaseGeometry = wide
    return found
