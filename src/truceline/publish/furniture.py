"""What every map carries: graticule, scale bar, north."""

from __future__ import annotations

from math import ceil, floor

import shapely
from shapely.geometry import LineString

from truceline.publish.labels import Labels
from truceline.publish.markup import Html, el, join
from truceline.publish.projection import Projection, path
from truceline.publish.tongue.tongue import ENGLISH, Tongue

_STEPS = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
_LINES = 6
_BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def graticule(projection: Projection) -> Html:
    """Meridians and parallels with their degrees at the edge."""
    west, south, east, north = projection.bounds
    step = next((one for one in _STEPS if max(east - west, north - south) / one <= _LINES), _STEPS[-1])
    parts: list[Html] = []
    for lon in _between(west, east, step):
        parts += _line(projection, [(lon, south), (lon, north)], f"{lon:g}\N{DEGREE SIGN}E", east=True)
    for lat in _between(south, north, step):
        parts += _line(projection, [(west, lat), (east, lat)], f"{lat:g}\N{DEGREE SIGN}N", east=False)
    return el("g", {"class": "grid", "aria-hidden": "true"}, parts)


def _between(low: float, high: float, step: float) -> list[float]:
    return [number * step for number in range(ceil(low / step), floor(high / step) + 1)]


def _line(projection: Projection, ends: list[tuple[float, float]], words: str, *, east: bool) -> list[Html]:
    words = words.replace("-", "").replace("E", "W" if words.startswith("-") else "E")
    words = words.replace("N", "S") if ends[0][1] < 0 and not east else words
    drawn = projection.shape(shapely.segmentize(LineString(ends), 0.1))
    x, y = projection.point(*ends[1 if east else 0])
    at = {"x": f"{x + 3:.1f}", "y": "11"} if east else {"x": "3", "y": f"{y - 3:.1f}"}
    return [el("path", {"d": path(drawn)}), el("text", {**at, "font-size": 9}, words)]


def scale_and_north(projection: Projection, labels: Labels, tongue: Tongue = ENGLISH) -> Html:
    """A scale bar and an arrow to true north, in the lower left corner."""
    target = projection.width / 5
    km = max((one for one in _BARS_KM if one * projection.per_km <= target), default=_BARS_KM[0])
    long = km * projection.per_km
    left, base = 14.0, projection.height - 16.0
    labels.block((left - 8, base - 22, left + long + 70, base + 12))
    bar = [
        el(
            "rect",
            {
                "class": "plate",
                "x": left - 8,
                "y": f"{base - 20:.1f}",
                "width": f"{long + 46:.1f}",
                "height": 30,
                "rx": 4,
            },
        ),
        el("path", {"class": "scalebar", "d": f"M{left:.1f} {base - 5:.1f}v6h{long:.1f}v-6"}),
        el(
            "text",
            {"x": f"{left + long / 2:.1f}", "y": f"{base - 6:.1f}", "text-anchor": "middle", "font-size": 11},
            tongue.say("{n} km", n=km),
        ),
    ]
    x = left + long + 22
    north = [
        el("path", {"class": "needle", "d": f"M{x:.1f} {base - 7:.1f}l4 10l-4 -2.5l-4 2.5Z"}),
        el(
            "text",
            {"x": f"{x:.1f}", "y": f"{base - 9:.1f}", "text-anchor": "middle", "font-size": 9},
            tongue.say("N"),
        ),
    ]
    return el("g", {"class": "furniture"}, join(bar), join(north))
