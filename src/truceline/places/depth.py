"""How deep a strip is: a number, bounds, or what a reading says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from truceline.agreement.checks import ByReading, DepthKm
from truceline.agreement.model import Zone

# Full widths in kilometres where the agreement gives none. A corridor is the road and what direct fire
# from its verges reaches; a line or a post is as wide as places are commonly located exactly.
DEFAULT_WIDTH_KM = {"corridor": 2.0, "line": 1.0, "point": 1.0}


def depth_range(zone: Zone, readings: Mapping[str, str]) -> tuple[float, float]:
    """Least and greatest depth (km) of a strip under the readings chosen.

    A band without its reading spans all alternatives; a corridor, line or point is half its width.
    """
    if zone.shape != "band":
        half = (zone.width_km or DEFAULT_WIDTH_KM[zone.shape]) / 2
        return half, half
    if not isinstance(zone.depth_km, ByReading):
        return _bounds(zone.depth_km)
    options = zone.depth_km.options
    known = readings.get(zone.depth_km.reading)
    chosen = [options[known]] if known in options else list(options.values())
    ranges = [_bounds(option) for option in chosen]
    return min(least for least, _ in ranges), max(most for _, most in ranges)


def _bounds(depth: Any) -> tuple[float, float]:
    match depth:
        case DepthKm():
            return depth.min, depth.max
        case {"min": least, "max": most}:
            return float(least), float(most)
    return float(depth), float(depth)
