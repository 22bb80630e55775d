"""Sightings of what was to be withdrawn, on the map: how sure the spot is, and how deep behind the line."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.case.depths import Sighting
from truceline.publish.labels import Labels
from truceline.publish.markup import Html, el
from truceline.publish.projection import Projection
from truceline.publish.report.setting import Setting

_ARM = 6.0
_SIZE = 9.5
_SMALLEST = 2.0
"""Points below which the disc that the truth lies in would not be seen."""


def placed(on: Setting) -> list[Sighting]:
    """Every sighting with a place, once, however many withdrawals it speaks against."""
    found = {s.claim_id: s for one in on.facts.withdrawals for s in one.seen.seen if s.lat is not None}
    return list(found.values())


def sightings(on: Setting, projection: Projection, labels: Labels) -> Html:
    """An eye for each, in the disc that the truth lies in, with its depth in kilometres."""
    return el(
        "g",
        {"class": "sightings"},
        [part for one in placed(on) for part in _drawn(on, projection, labels, one)],
    )


def _drawn(on: Setting, projection: Projection, labels: Labels, one: Sighting) -> Iterator[Html]:
    assert one.lat is not None
    assert one.lon is not None
    if not projection.holds(one.lon, one.lat):
        return
    x, y = projection.point(one.lon, one.lat)
    labels.discs.append((x, y, _ARM))
    radius = (one.radius_km or 0.0) * projection.per_km
    if radius > _SMALLEST:
        yield el("circle", {"class": "may-be", "cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": f"{radius:.1f}"})
    yield el("path", {"class": "sighting", "d": mark(x, y)})
    if one.depth_km is not None:
        words = on.tongue.say("{n} km", n=one.depth_km)
        told = labels.place(x, y, words, _SIZE, "depth")
        if told:
            yield told


def mark(x: float, y: float) -> str:
    """The outline of an eye around a point."""
    ends = f"{x - _ARM:.1f} {y:.1f}", f"{x + _ARM:.1f} {y:.1f}"
    lid, low = f"{x:.1f} {y - _ARM:.1f}", f"{x:.1f} {y + _ARM:.1f}"
    pupil = f"M{x - 1.6:.1f} {y:.1f}a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0Z"
    return f"M{ends[0]}Q{lid} {ends[1]}Q{low} {ends[0]}Z{pupil}"
