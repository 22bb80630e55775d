"""From the acts on a boundary to the lines that assessments use: in force on which day, standing how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from truceline.mechanism.boundary import Boundary
from truceline.mechanism.matter import Entered, Refusal
from truceline.mechanism.record import Record
from truceline.places.delineation import Delineation, Lines
from truceline.places.geojson import Feature, drawn

_NESTED = {"Polygon": "MultiPolygon", "LineString": "MultiLineString", "Point": "MultiPoint"}


def delineations(record: Record) -> tuple[Delineation, ...]:
    """The lines of every zone that the mechanism has begun to settle."""
    return tuple(_delineated(boundary, record) for boundary in record.each(Boundary))


def _delineated(boundary: Boundary, record: Record) -> Delineation:
    lines: list[Lines] = []
    features: list[Feature] = []
    before: tuple[str | None, ...] = ()
    for day, then in history(boundary, record):
        lines.append(Lines(day, then.standing(day), then.approvals(day), then.is_in_force(day)))
        drawings = tuple(segment.usable(day, then.deciders) for segment in then.segments.values())
        if drawings != before and all(drawings):
            features.append(composed(then, day))
        before = drawings
    return Delineation(boundary.id, tuple(features), tuple(lines))


def history(boundary: Boundary, record: Record) -> Iterator[tuple[date, Boundary]]:
    """The boundary as its acts had left it at the end of each day on which anything changed."""
    day_of = record.agreement.tempo.day_of
    ordered = sorted(boundary.acts, key=lambda one: day_of(one.signed.deed.made_at))
    by_day = {
        day: list(acts) for day, acts in groupby(ordered, key=lambda one: day_of(one.signed.deed.made_at))
    }
    starts = {day for segment in boundary.segments.values() for day, _ in segment.in_force}
    then: Boundary | None = None
    for day in sorted(by_day.keys() | starts):
        then = _after(then, by_day.get(day, ()), record)
        if then is not None:
            yield day, then


def _after(then: Boundary | None, acts: Iterable[Entered], record: Record) -> Boundary | None:
    """The boundary after the acts of one day; one that came out of turn has no effect yet."""
    for one in acts:
        try:
            then = Boundary.opened(one, record) if then is None else then.moved(one, record)
        except Refusal:
            continue
    return then


def composed(boundary: Boundary, day: date) -> Feature:
    """The drawing of the whole zone on a day: its segments in their order, one after the other."""
    pieces = [(segment, segment.usable(day, boundary.deciders)) for segment in boundary.segments.values()]
    chosen = [segment.drawings[name].proposed for segment, name in pieces if name is not None]
    assert len(chosen) == len(pieces), "only a boundary that is drawn throughout can be put together"
    unsure = max(one.uncertainty_km for one in chosen)
    whole = drawn(together([one.geometry for one in chosen]))
    return Feature(boundary.id, day, unsure, whole, is_settled=boundary.is_in_force(day))


def together(geometries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Geometries of one kind as one GeoJSON geometry; a single one stays as it is."""
    if len(geometries) == 1:
        return geometries[0]
    sort = geometries[0]["type"].removeprefix("Multi")
    parts: list[Any] = []
    for one in geometries:
        parts += one["coordinates"] if one["type"].startswith("Multi") else [one["coordinates"]]
    return {"type": _NESTED[sort], "coordinates": parts}
