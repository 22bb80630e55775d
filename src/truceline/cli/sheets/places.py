"""Places a text may mean, and where they lie."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import faint, heading, table
from truceline.places.locate import Candidate, Location

SHOWN = 5
"""Candidates shown in full; the likeliest come first."""
_FAR_OFF = 0.005
"""Below half a per cent a zone is not worth a line, unless it is the only one."""


def located(location: Location) -> Iterator[RenderableType]:
    """Each candidate with its position, the zones it may lie in and its distance from the lines."""
    for number, candidate in enumerate(location.candidates[:SHOWN]):
        yield heading(visible(candidate.told)) if number else Text(visible(candidate.told), style="bold")
        yield faint(_position(candidate))
        yield from _zones(candidate)
    hidden = [candidate.told for candidate in location.candidates[SHOWN:]]
    if hidden:
        yield faint(f"\nand {len(hidden)} more: {words.listed(hidden)}")


def _position(candidate: Candidate) -> str:
    place, entry = candidate.place, candidate.entry
    parts = []
    if place.lat is not None and place.lon is not None:
        parts.append(f"{place.lat:.4f}, {place.lon:.4f}")
    if place.radius_m is not None:
        parts.append(f"within {place.radius_m / 1000:.3g} km")
    if entry is not None:
        parts.append(f"{entry.source} list")
    return "; ".join(parts)


def _zones(candidate: Candidate) -> Iterator[RenderableType]:
    sheet = table("Zone", "Inside", "As drawn", "From its edge", right=("Inside", "From its edge"))
    outside = []
    for zone, found in candidate.zones.items():
        if found.p is not None and found.p < _FAR_OFF:
            outside.append(zone)
            continue
        sheet.add_row(zone, words.chance(found.p), found.state, _km(found.distance_km))
    if sheet.row_count:
        yield sheet
    if outside:
        yield faint(f"outside {words.listed(outside)}")
    for line, distance in candidate.lines.items():
        if distance is not None:
            side = "left" if distance > 0 else "right"
            yield Text(f"{abs(distance):.1f} km {side} of {line}")


def _km(distance: float | None) -> str:
    return "" if distance is None else f"{distance:+.1f} km"
