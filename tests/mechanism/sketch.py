"""Drawings of the river strip's two halves."""

from __future__ import annotations


def box(west: float, south: float, east: float, north: float) -> dict:
    """A rectangle as a GeoJSON polygon, anticlockwise."""
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


WEST = box(22.0, 40.0, 22.2, 40.2)
EAST = box(22.2, 40.0, 22.4, 40.2)
