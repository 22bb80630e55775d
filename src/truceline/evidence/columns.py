"""What a claim is selected by, straight from its content: no model is built, so a million take seconds.

The same as `truceline.evidence.query` tells of a claim; a property in the tests holds the two together.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from msgspec import DecodeError, Struct
from msgspec.json import Decoder

from truceline.evidence.query import Box, around, reach

_NOWHERE = (None, None, None, None)
_NOBODY = frozenset[str]()
"""What most contents name; made once and not a million times."""


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


# Parts of a content hold no cycles, so the collector need not know of them (`gc=False`).
class _Who(Struct, gc=False):
    party: str | None = None


class _Place(Struct, gc=False):
    zone: str | None = None
    lat: float | None = None
    lon: float | None = None
    geometry: dict[str, Any] | None = None
    precision: int | None = None
    radius_m: float | None = None


class _Time(Struct, gc=False):
    start: str | None = None
    end: str | None = None


class _Source(Struct, gc=False):
    id: str


class _Evidence(Struct, gc=False):
    document: str | None = None


class _State(Struct, gc=False):
    of: str


class _Judgement(Struct, gc=False):
    norm: str


class Content(Struct, gc=False):
    """What is needed of a content; the rest of it is passed over, but must be JSON."""

    kind: str
    act: str
    actor: list[_Who]
    target: list[_Who]
    place: list[_Place]
    time: _Time
    attribution: _Who
    source: _Source
    evidence: _Evidence
    bears_on: list[str]
    label: str | None = None
    event: str | None = None
    state: _State | None = None
    judgement: _Judgement | None = None
    supersedes: str | None = None


def parsed(text: str) -> Content | None:
    """The content of a claim as the ledger keeps it; None for what is no claim's."""
    try:
        return _DECODER.decode(text)
    except (DecodeError, RecursionError, UnicodeEncodeError):
        return None


def columns_of(content: Content) -> tuple[Any, ...]:
    """The values of `Columns` that follow from a content; OverflowError for a shape that is nowhere.

    A plain tuple, which is made in half the time.
    """
    state, time, places = content.state, content.time, content.place
    box = reach(places[0]) if len(places) == 1 else _round(places)
    return (
        content.label,
        content.kind,
        content.act,
        content.event,
        None if state is None else state.of,
        time.start,
        time.end,
        *(box or _NOWHERE),
        content.supersedes,
        content.source.id,
        content.evidence.document,
    )


def parties_in(content: Content) -> frozenset[str]:
    """The parties a content names."""
    named = [*content.actor, *content.target, content.attribution]
    for who in named:
        if who.party:
            return frozenset([who.party for who in named if who.party])
    return _NOBODY


def norms_in(content: Content) -> frozenset[str]:
    """The norms a content says it bears on or rates."""
    rated, norms = content.judgement, content.bears_on
    if rated is None:
        return frozenset(norms) if norms else _NOBODY
    return frozenset([*norms, rated.norm])


def _round(places: list[_Place]) -> Box | None:
    return around([reach(place) for place in places])


_DECODER = Decoder(Content)
