"""The map of a report: zones with their soft edges, incidents by shape, sightings by depth, and a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians

from shapely import make_valid, union_all
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from truceline.agreement.model import Zone
from truceline.assess.result import RegisterEntry
from truceline.places.areas import Area
from truceline.publish.furniture import graticule, scale_and_north
from truceline.publish.incidents import discs, distinct, incidents
from truceline.publish.inset import Corner, Inset
from truceline.publish.labels import Labels
from truceline.publish.map import WIDTH, CaseMap, Spot
from truceline.publish.markup import Html, Value, el
from truceline.publish.projection import Projection, path
from truceline.publish.report.composed import Drawing
from truceline.publish.report.drawing import lettered
from truceline.publish.report.setting import Setting
from truceline.publish.report.sighted import mark, placed, sightings
from truceline.publish.symbols import MARKS, Mark, mark_of
from truceline.publish.views import views_of
from truceline.publish.zones import ordered, zone_shape

_AROUND, _BROAD = 0.18, 2.4
"""Degrees of latitude shown either side of one incident, and how much broader than high its map is."""
_POLAR = 0.05
_BESIDE = 4.0


@dataclass(frozen=True)
class _Named:
    """A place under the name that the report's reader knows."""

    name: str
    lat: float
    lon: float
    kind: str


def mapped(on: Setting) -> Drawing | None:
    """The map of the period; None where neither a zone nor an incident has a place."""
    caption = on.tongue.say("Zones, and the incidents of the period")
    return _mapped(on, on.entries, caption, _case_map(on, on.entries).projection)


def near(on: Setting, entries: Sequence[RegisterEntry]) -> Drawing | None:
    """The map around one incident; None where it has no place."""
    spots = [(one.lon, one.lat) for one in entries if one.lat is not None and one.lon is not None]
    if not spots:
        return None
    (lon, lat), high = spots[0], _AROUND
    wide = high * _BROAD / max(cos(radians(lat)), _POLAR)
    bounds = lon - wide, max(lat - high, -90.0), lon + wide, min(lat + high, 90.0)
    caption = on.tongue.say("Where it was")
    return _mapped(on, tuple(entries), caption, Projection(bounds, WIDTH))


def _case_map(on: Setting, entries: Sequence[RegisterEntry]) -> CaseMap:
    shown = on.facts.now.model_copy(update={"violations": tuple(entries)})
    return CaseMap(on.agreement, on.atlas, views_of([shown], ()), _named(on))


def _mapped(
    on: Setting, entries: tuple[RegisterEntry, ...], caption: str, projection: Projection | None
) -> Drawing | None:
    if projection is None:
        return None
    labels = Labels(projection.width, projection.height)
    furniture = scale_and_north(projection, labels, on.tongue)
    labels.discs += discs(projection, entries)
    seen = sightings(on, projection, labels)
    small, height = _inset(projection, labels)
    names = _case_map(on, entries).names(projection, labels)
    looks: dict[str, Value] = {
        "xmlns": "http://www.w3.org/2000/svg",
        "class": "map",
        "viewBox": f"0 0 {projection.width:.0f} {height:.0f}",
    }
    svg = el(
        "svg",
        looks,
        el("rect", {"class": "land", "width": "100%", "height": f"{projection.height:.0f}"}),
        graticule(projection),
        el("g", {"class": "zones"}, _zones(on, projection)),
        _patrolled(on, projection),
        el("g", {"class": "incidents"}, incidents(projection, on.agreement, entries, {})),
        seen,
        names,
        furniture,
        small[1] if small else None,
    )
    return Drawing(
        key="map",
        caption=caption,
        told=" ".join(_told(on, entries, small[0] if small else None)),
        svg=lettered(svg),
        width=projection.width,
        height=height,
        legend=_legend(on, entries, projection),
    )


def _inset(on: Projection, labels: Labels) -> tuple[tuple[Area, Html] | None, float]:
    """The small map with its country, and how high the drawing is with it: below, where no corner is free."""
    found = Inset.of(on)
    if found is None:
        return None, on.height
    corner, height = found.corner(labels), on.height
    if corner is None:
        corner = Corner(_BESIDE, on.height + _BESIDE, found.small.width, found.small.height)
        height = corner.y + corner.high + _BESIDE
    labels.block((corner.x - 2, corner.y - 2, corner.x + corner.wide + 2, corner.y + corner.high + 2))
    return (found.country, found.html(corner)), height


def _looks(on: Setting) -> list[BaseGeometry]:
    """What the patrols of the period that are told looked at, as far as it is told."""
    return [make_valid(Polygon(ring)) for one in on.facts.patrols for ring in one.looked]


def _patrolled(on: Setting, projection: Projection) -> Html | None:
    looks = _looks(on)
    if not looks:
        return None
    drawn = projection.shape(union_all(looks))
    return el("g", {"class": "patrolled"}, el("path", {"class": "looked", "d": path(drawn)}))


def _zones(on: Setting, projection: Projection) -> list[Html]:
    return [zone_shape(projection, zone, area) for zone, area in _drawn(on, projection)]


def _drawn(on: Setting, projection: Projection) -> Iterator[tuple[Zone, BaseGeometry]]:
    """The zones that show on the drawing, by themselves or by their soft edge."""
    frame = on.facts.now.frame
    for zone in ordered(on.agreement):
        area = on.atlas.shape(zone.id, frame.as_of, frame.readings)
        soft = 2 * zone.geometry.uncertainty_km * projection.per_km
        if area is not None and not projection.shape(area, margin=soft).is_empty:
            yield zone, area


def _named(on: Setting) -> tuple[Spot, ...]:
    return tuple(
        _Named(on.names.of("places", one.name) or one.name, one.lat, one.lon, one.kind) for one in on.spots
    )


def _told(on: Setting, entries: Sequence[RegisterEntry], country: Area | None) -> Iterator[str]:
    placed = [one for one in distinct(entries) if one.lat is not None]
    zones = on.tongue.listed(on.zone(one.id) for one in on.agreement.zones if one.shape != "point")
    yield on.tongue.count(
        "The map shows {zones}, and {n} incident with a place.",
        "The map shows {zones}, and {n} incidents with a place.",
        len(placed),
        zones=zones,
    )
    patrols = sum(bool(one.looked) for one in on.facts.patrols)
    if patrols:
        yield on.tongue.count(
            "Within dotted edges is what {n} patrol of the period looked at.",
            "Within dotted edges is what {n} patrols of the period looked at.",
            patrols,
        )
    if country is not None:
        name = on.names.of("places", country.name) or on.tongue.country(country.country, country.name)
        yield on.tongue.say("The small map shows where it lies: {country}.", country=name)


def _legend(
    on: Setting, entries: Sequence[RegisterEntry], projection: Projection
) -> tuple[tuple[Html, str], ...]:
    used = {mark_of(entry.act).key for entry in entries if entry.lat is not None}
    marks = [(_swatch(one), on.tongue.term(one.words)) for one in MARKS if one.key in used]
    lines: dict[str, tuple[Html, str]] = {}
    for zone, _ in _drawn(on, projection):
        name = on.zone(zone.id) if zone.shape != "point" else on.tongue.say("observation post or point")
        status = on.tongue.term(zone.geometry.status)
        unsure = zone.geometry.uncertainty_km
        if zone.shape == "point":
            words = name
        elif unsure:
            words = on.tongue.say("{zone} ({status}, drawn to {n} km)", zone=name, status=status, n=unsure)
        else:
            words = on.tongue.say("{zone} ({status})", zone=name, status=status)
        lines.setdefault(words, (_zone_swatch(zone.shape, zone.geometry.status), words))
    if _looks(on):
        told = (
            on.tongue.say("looked at by patrols of the period, by whole squares")
            if on.facts.is_public
            else on.tongue.say("looked at by patrols of the period")
        )
        marks.append((_sample(el("path", {"class": "looked", "d": "M2 4h14v10h-14Z"})), told))
    if placed(on):
        seen = on.tongue.say("seen since a withdrawal was declared, with its depth behind the line")
        marks.append((_sample(el("path", {"class": "sighting", "d": mark(9, 9)})), seen))
    if used:
        hollow = on.tongue.say("hollow: not attributed, or no breach; faint: less likely inside the zone")
        marks.append((_swatch(MARKS[0], "nobreach"), hollow))
    return (*marks, *lines.values())


def _swatch(mark: Mark, looks: str = "confirmed") -> Html:
    path = el("path", {"class": f"act {mark.key} {looks}", "d": mark.path(9, 9, 5.5)})
    return _sample(path)


def _zone_swatch(shape: str, status: str) -> Html:
    settled = "" if status in ("agreed", "approved", "marked") else " unsettled"
    path = "M2 9h14" if shape in ("line", "corridor") else "M2 4h14v10h-14Z"
    if shape == "point":
        path = "M9 4l5 5l-5 5l-5 -5Z"
    return _sample(el("g", {"class": f"zone {shape}{settled}"}, el("path", {"class": "edge", "d": path})))


def _sample(drawn: Html) -> Html:
    looks: dict[str, Value] = {"class": "swatch", "viewBox": "0 0 18 18", "aria-hidden": "true"}
    return el("svg", {"xmlns": "http://www.w3.org/2000/svg", **looks}, drawn)
