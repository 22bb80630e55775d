"""What a claim is selected by, straight from its content: no model is built, so a million take seconds.

The same as `truceline.evidence.query` tells of a claim; a property in the tests holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic_core import from_json

from truceline.evidence.query import Box, around, reach

Content = Mapping[str, Any]
_NOBODY = {None, ""}
_NOWHERE = (None, None, None, None)


class Columns(NamedTuple):
    """The values by which a claim is found; days as ISO texts, degrees in WGS84."""

    label: str | None
    kind: str
    act: str
    event: str | None
    state_of: str | None
    first_day: str | None
    last_day: str | None
    west: float | None
    south: float | None
    east: float | None
    north: float | None
    supersedes: str | None
    source: str
    document: str | None


def parsed(text: str) -> Content | None:
    """The content of a claim, read as the claim itself is read; None for what is no JSON object."""
    try:
        content = from_json(text)
    except ValueError:
        return None
    return content if isinstance(content, dict) else None


def columns_of(content: Content) -> Columns:
    """The columns that follow from a content; KeyError, TypeError or the like for what is no claim's."""
    get = content.get
    state, time = get("state"), content["time"]
    return Columns(
        get("label"),
        content["kind"],
        content["act"],
        get("event"),
        state["of"] if state else None,
        time.get("start"),
        time.get("end"),
        *(_extent(content["place"]) or _NOWHERE),  # type: ignore[call-arg]
        get("supersedes"),
        content["source"]["id"],
        content["evidence"].get("document"),
    )


def parties_in(content: Content) -> list[str]:
    """The parties a content names, in order."""
    named = {actor.get("party") for actor in content["actor"]}
    named.update(actor.get("party") for actor in content["target"])
    named.add(content["attribution"].get("party"))
    named -= _NOBODY
    return sorted(named)


def norms_in(content: Content) -> list[str]:
    """The norms a content says it bears on or rates, in order."""
    rated = content.get("judgement")
    named = {*content["bears_on"], rated["norm"]} if rated else set(content["bears_on"])
    return sorted(named)


def _extent(places: list[Content]) -> Box | None:
    if len(places) == 1:
        return reach(places[0].get)
    return around([reach(place.get) for place in places])
