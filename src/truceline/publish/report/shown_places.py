"""Which places a map names: those of the case's own list, the biggest first, within the drawing."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.evidence.query import Box
from truceline.places.gazetteer import Entry, Gazetteer, LargeList

_RANK = {"capital": 0, "city": 1, "town": 2}
"""Smaller places would crowd a map of a whole zone."""
MOST = 24


def places_to_name(gazetteer: Gazetteer, bounds: Box | None) -> tuple[Entry, ...]:
    """Capitals, cities and towns of the case's list inside the bounds; a list too long to hold names none."""
    if bounds is None or isinstance(gazetteer.curated, LargeList):
        return ()
    known: Iterable[Entry] = (entry for several in gazetteer.curated.values() for entry in several)
    west, south, east, north = bounds
    inside = [
        entry
        for entry in dict.fromkeys(known)
        if entry.kind in _RANK and west <= entry.lon <= east and south <= entry.lat <= north
    ]
    inside.sort(key=lambda entry: _RANK[entry.kind])
    return tuple(inside[:MOST])
