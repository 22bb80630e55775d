"""The map as a drawing in the page, for readers without script: zones, towns and the same events."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

from truceline.publish.furniture import graticule, scale_and_north
from truceline.publish.labels import Labels
from truceline.publish.markup import Html, Value, el
from truceline.publish.projection import Bounds, Projection
from truceline.publish.symbols import MARKS
from truceline.publish.zones import ordered, zone_shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from truceline.agreement.model import Agreement
    from truceline.core.frame import Frame
    from truceline.places.atlas import Atlas
    from truceline.web.voice import Voice

Json = dict[str, Any]
_WIDTH = 760.0
_SIZE = 5.2
_CITY = 250_000
_LARGE, _SMALL = 12.5, 10.5
_LEAST, _MOST = 4.0, 16.0
_DONE = "done"


@dataclass(frozen=True)
class Drawing:
    """Draws one frame; what is drawn comes from the layers, so that it holds what they hold and no more."""

    agreement: Agreement
    atlas: Atlas
    frame: Frame
    bounds: Bounds
    on: Voice

    def html(self, events: Json, base: Json, told: str) -> Html:
        """The drawing; `told` is what it is called, as nobody can read it out."""
        on = Projection(self.bounds, _WIDTH)
        labels = Labels(_WIDTH, on.height)
        furniture = scale_and_north(on, labels, self.on.tongue)
        looks: dict[str, Value] = {
            "class": "map",
            "viewBox": f"0 0 {_WIDTH:.0f} {on.height:.0f}",
            "role": "img",
            "aria-label": told,
        }
        return el(
            "svg",
            looks,
            el("rect", {"class": "land", "width": "100%", "height": "100%"}),
            graticule(on),
            el("g", {"class": "zones"}, list(self._zones(on))),
            el("g", {"class": "incidents"}, list(_marks(on, events))),
            el("g", {"class": "names"}, list(_names(on, labels, base))),
            furniture,
        )

    def _zones(self, on: Projection) -> Iterator[Html]:
        for zone in ordered(self.agreement):
            shape = self.atlas.shape(zone.id, self.frame.as_of, self.frame.readings)
            if shape is not None:
                yield zone_shape(on, zone, shape)


def _marks(on: Projection, events: Json) -> Iterator[Html]:
    marks = {mark.key: mark for mark in MARKS}
    most = max((one["properties"].get("count", 1) for one in events["features"]), default=1) or 1
    for one in events["features"]:
        lon, lat = one["geometry"]["coordinates"]
        if not on.holds(lon, lat):
            continue
        x, y = on.point(lon, lat)
        told = one["properties"]
        if events["mode"] == "events":
            looks = "confirmed" if told["said"] == _DONE else "nobreach"
            path = marks[told["kind"]].path(x, y, _SIZE)
            yield el("path", {"class": f"act {told['kind']} {looks}", "d": path})
        else:
            radius = _LEAST + (_MOST - _LEAST) * sqrt(told["count"] / most)
            yield el(
                "circle", {"class": "act other", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"}
            )


def _names(on: Projection, labels: Labels, base: Json) -> Iterator[Html]:
    for one in base["features"]:
        told = one["properties"]
        if told["part"] != "town" or not on.holds(*one["geometry"]["coordinates"]):
            continue
        x, y = on.point(*one["geometry"]["coordinates"])
        is_city = told["rank"] >= _CITY
        named = labels.place(x, y, told["name"], _LARGE if is_city else _SMALL, "city" if is_city else "town")
        if named:
            yield el("circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": 1.6})
            yield named
