"""The map of one case: zones with their uncertainty, and the register's incidents, in one SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from shapely.geometry.base import BaseGeometry

from truceline.agreement.model import Agreement
from truceline.assess.result import RegisterEntry
from truceline.publish.furniture import graticule, scale_and_north
from truceline.publish.incidents import discs, incidents
from truceline.publish.labels import Labels
from truceline.publish.markup import Html, Value, el, join
from truceline.publish.projection import Bounds, Projection
from truceline.publish.views import View, per_view
from truceline.publish.zones import ordered, zone_shape

WIDTH = 760.0
_PAD_KM = 9.0
_PAD_DEGREES = 0.12
_BIG = frozenset({"city", "capital"})
_LARGE, _SMALL = 12.5, 10.5


class Drawn(Protocol):
    """What the map needs of an atlas."""

    def shape(self, zone_id: str, on: date | None, readings: Mapping[str, str]) -> BaseGeometry | None: ...
    def bounds(self, pad_km: float) -> Bounds | None: ...


class Spot(Protocol):
    """What the map needs of a gazetteer's entry."""

    @property
    def name(self) -> str: ...
    @property
    def lat(self) -> float: ...
    @property
    def lon(self) -> float: ...
    @property
    def kind(self) -> str: ...


@dataclass
class CaseMap:
    """Draws one case; `spots` are the places to name, most important first."""

    agreement: Agreement
    atlas: Drawn
    views: Sequence[View]
    spots: Sequence[Spot] = ()
    projection: Projection | None = field(init=False)

    def __post_init__(self) -> None:
        entries = [one for view in self.views for one in view.assessment.violations]
        bounds = self.atlas.bounds(_PAD_KM) or _bounds_of(entries)
        self.projection = Projection(bounds, WIDTH) if bounds else None

    def html(self, rows: Mapping[tuple[int, str], str]) -> Html | None:
        """The drawing, or None where nothing has a place. `rows`: (view, entry id) -> id of its row."""
        on = self.projection
        if on is None:
            return None
        labels = Labels(WIDTH, on.height)
        furniture = scale_and_north(on, labels)
        for view in self.views:
            labels.discs += discs(on, view.assessment.violations)
        zones = [(view.index, self._zones(on, view)) for view in self.views]
        marks = [
            (
                view.index,
                incidents(on, self.agreement, view.assessment.violations, _rows_of(rows, view.index)),
            )
            for view in self.views
        ]
        looks: dict[str, Value] = {
            "class": "map",
            "viewBox": f"0 0 {WIDTH:.0f} {on.height:.0f}",
            "role": "group",
            "aria-label": "Map of the zones and of the incidents; the register below says the same",
        }
        return el(
            "svg",
            looks,
            el("rect", {"class": "land", "width": "100%", "height": "100%"}),
            graticule(on),
            per_view("g", zones, "zones"),
            per_view("g", marks, "incidents"),
            self.names(on, labels),
            furniture,
        )

    def _zones(self, on: Projection, view: View) -> Html:
        frame = view.assessment.frame
        shapes = (
            (zone, self.atlas.shape(zone.id, frame.as_of, frame.readings)) for zone in ordered(self.agreement)
        )
        return join(zone_shape(on, zone, shape) for zone, shape in shapes if shape is not None)

    def names(self, on: Projection, labels: Labels) -> Html:
        """The places that have room, each with its name."""
        parts: list[Html] = []
        for spot in self.spots:
            if on.holds(spot.lon, spot.lat):
                x, y = on.point(spot.lon, spot.lat)
                size = _LARGE if spot.kind in _BIG else _SMALL
                kind = "city" if spot.kind in _BIG else "town"
                named = labels.place(x, y, spot.name, size, kind)
                if named:
                    parts += [el("circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": 1.6}), named]
        return el("g", {"class": "names", "aria-hidden": "true"}, parts)


def _rows_of(rows: Mapping[tuple[int, str], str], view: int) -> dict[str, str]:
    return {entry: row for (index, entry), row in rows.items() if index == view}


def _bounds_of(entries: Sequence[RegisterEntry]) -> Bounds | None:
    spots = [(one.lon, one.lat) for one in entries if one.lon is not None and one.lat is not None]
    if not spots:
        return None
    east, north = (max(axis) + _PAD_DEGREES for axis in zip(*spots, strict=True))
    west, south = (min(axis) - _PAD_DEGREES for axis in zip(*spots, strict=True))
    return west, south, east, north
