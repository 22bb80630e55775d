"""Zones on the map: how they look, how unsure their drawing is, and what the legend says of them."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from truceline.agreement.checks import ByReading, DepthKm
from truceline.agreement.model import Agreement, Zone
from truceline.publish.markup import Html, el, join
from truceline.publish.projection import Projection, path
from truceline.publish.words import capital, plain

_RANK = {"polygon": 0, "band": 1, "corridor": 2, "line": 3, "point": 4}
_SETTLED = frozenset({"agreed", "approved", "marked"})
_POST = 4.0
_CUT = 40.0


def ordered(agreement: Agreement) -> list[Zone]:
    """The zones, areas first, so that lines and points come to lie on top."""
    return sorted(agreement.zones, key=lambda zone: _RANK[zone.shape])


def zone_name(zone: Zone) -> str:
    """The zone's name, or its id in words."""
    return zone.name or capital(plain(zone.id))


def zone_shape(on: Projection, zone: Zone, shape: BaseGeometry) -> Html:
    """One zone: a soft edge one and two deviations wide, then the shape, dashed where it is not settled."""
    deviation = zone.geometry.uncertainty_km * on.per_km
    # The cut itself must stay out of sight, its soft edge included.
    drawn = on.shape(shape, margin=_CUT + 4 * deviation)
    if drawn.is_empty:
        return Html()
    title = el("title", {}, described(zone))
    if drawn.geom_type in {"Point", "MultiPoint"}:
        return el("g", {"class": _looks(zone)}, title, _post(drawn))
    line = path(drawn)
    soft = [
        el("path", {"class": "soft", "d": line, "stroke-width": f"{2 * times * deviation:.1f}"})
        for times in (2, 1)
        if deviation > 0
    ]
    return el("g", {"class": _looks(zone)}, title, soft, el("path", {"class": "edge", "d": line}))


def zone_legend(agreement: Agreement) -> Html:
    """Every drawn sort of zone with its swatch, status and uncertainty."""
    told: dict[str, tuple[Zone, str]] = {}
    for zone in ordered(agreement):
        if zone.shape == "point":
            names = [told["point"][1]] if "point" in told else []
            told["point"] = zone, ", ".join([*names, zone_name(zone)])
        else:
            told[zone.id] = zone, described(zone)
    items = [
        el("li", {}, _swatch(zone), " ", el("span", {"dir": "auto"}, words)) for zone, words in told.values()
    ]
    return el("ul", {"class": "legend zones"}, items)


def described(zone: Zone) -> str:
    """Name, shape, depth, status and uncertainty in one line."""
    depth = _depth(zone)
    unsure = (
        f", drawn to \N{PLUS-MINUS SIGN}{zone.geometry.uncertainty_km:g} km"
        if zone.geometry.uncertainty_km
        else ""
    )
    return f"{zone_name(zone)}: {zone.shape}{depth}, {zone.geometry.status}{unsure}"


def _depth(zone: Zone) -> str:
    match zone.depth_km:
        case DepthKm() as depth:
            return f" {depth.min:g} to {depth.max:g} km deep"
        case ByReading() as by:
            ways = ", ".join(_option(value) for value in by.options.values())
            return f" {ways} km deep, depending on the reading"
        case float() as km:
            return f" {km:g} km deep"
        case _:
            return ""


def _option(value: object) -> str:
    if isinstance(value, DepthKm):
        return f"{value.min:g} to {value.max:g}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _looks(zone: Zone) -> str:
    settled = "settled" if zone.geometry.status in _SETTLED else "unsettled"
    return f"zone {zone.shape} {settled}"


def _post(drawn: Any) -> Html:
    points = getattr(drawn, "geoms", (drawn,))
    return join(
        el(
            "path",
            {
                "class": "edge",
                "d": f"M{point.x:.1f} {point.y:.1f}v{-2.4 * _POST:.1f}h{1.8 * _POST:.1f}"
                f"v{1.4 * _POST:.1f}h{-1.8 * _POST:.1f}",
            },
        )
        for point in points
    )


def _swatch(zone: Zone) -> Html:
    shapes = {
        "polygon": "M2 3h20v12h-20Z",
        "band": "M2 3h20v12h-20Z",
        "corridor": "M2 9h20",
        "line": "M2 9h20",
        "point": "M9 16v-13h9v7h-9",
    }
    picture = el("path", {"class": "edge", "d": shapes[zone.shape]})
    return el(
        "svg",
        {"class": "swatch wide", "viewBox": "0 0 24 18", "aria-hidden": "true"},
        el("g", {"class": _looks(zone)}, picture),
    )
