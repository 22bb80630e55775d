"""The map: zones and lines in force, incidents, patrols and sightings, with a table beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.web.apart import NotYet
from truceline.web.console.pages import case_page
from truceline.web.console.span import Span
from truceline.web.map.case_map import CaseMap
from truceline.web.map.events import LATER
from truceline.web.map.page import MapPart, Urls
from truceline.web.map.reader import Reader
from truceline.web.map.wanted import Wanted
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit

router = APIRouter()
Looking = Annotated[Visit, Depends(Needs(Right.READ))]
_AN_HOUR = "private, max-age=3600"
_AFRESH = "private, no-cache"


def map_of(visit: Visit) -> CaseMap:
    """The map of the case that is visited; one for all who look."""
    return visit.held.map


def reader_of(visit: Visit) -> Reader:
    """What the visitor may see on it."""
    return Reader(visit.sees_secrets, visit.viewer)


def wanted_of(visit: Visit) -> Wanted:
    """The filter, as the address has it."""
    given = visit.request.query_params
    query: Mapping[str, Sequence[str]] = {name: given.getlist(name) for name in given}
    return Wanted.of(query, visit.agreement)


@router.get("/cases/{case}/map")
def map_page(visit: Looking) -> Response:
    """The map in the frame asked for, as a drawing and a table where there is no script."""
    drawn, reader, wanted = map_of(visit), reader_of(visit), wanted_of(visit)
    shown = _events(visit, wanted)
    _note(visit, shown)
    span = Span.of(visit)
    part = MapPart(
        on=visit.voice,
        wanted=wanted,
        urls=_urls(visit),
        first=span.first,
        last=span.as_of,
        bounds=drawn.bounds,
        events=shown,
        action=visit.request.url.path,
        kept=visit.frame_query,
        drawing=drawn.drawing(visit.frame, reader, shown, visit.language),
        hrefs={"claim": visit.url("claims/ID").replace("ID", "{id}"), "proof": _proofs(visit)},
    )
    return case_page(visit, "map.html", here="map", map=part, span=span, part_path="map")


def _urls(visit: Visit) -> Urls:
    return Urls(
        events=visit.url("map/events"),
        base=visit.url("map/base"),
        zones=visit.url("map/zones"),
        patrols=visit.url("map/patrols"),
        sightings=visit.url("map/sightings"),
    )


def _proofs(visit: Visit) -> str:
    return visit.url("promises/ID").replace("ID", "{id}")


@router.get("/cases/{case}/map/events")
def events(visit: Looking) -> Response:
    """Events of a view, one by one, or counted by squares where they are many."""
    shown = _events(visit, wanted_of(visit))
    _note(visit, shown)
    return _layer(shown)


def _events(visit: Visit, wanted: Wanted) -> dict[str, Any]:
    """The events; nothing but `mode` later while they are being read or their chances worked out."""
    try:
        map_of(visit).spots()  # before the rest, which takes long as well
        return map_of(visit).events(visit.frame, reader_of(visit), wanted, visit.assessment)
    except NotYet:
        return LATER


@router.get("/cases/{case}/map/base")
def base(visit: Looking) -> Response:
    """Countries, provinces and towns."""
    return _layer(map_of(visit).base(visit.language), _AN_HOUR)


@router.get("/cases/{case}/map/zones")
def zones(visit: Looking) -> Response:
    """Zones and lines in force, their uncertainty, and rival drawings."""
    return _layer(map_of(visit).zones(visit.frame, reader_of(visit), visit.language))


@router.get("/cases/{case}/map/patrols")
def patrols(visit: Looking) -> Response:
    """What patrols covered; routes to come only for those who may know them."""
    return _layer(map_of(visit).patrols(visit.frame, reader_of(visit), visit.language))


@router.get("/cases/{case}/map/sightings")
def sightings(visit: Looking) -> Response:
    """What was seen since withdrawals were declared, with its depth behind the line."""
    try:
        shown = map_of(visit).sightings(visit.frame, reader_of(visit), visit.language)
    except NotYet:
        return _layer(LATER)
    _note(visit, shown)
    return _layer(shown)


def _note(visit: Visit, shown: dict[str, Any]) -> None:
    """Write down which restricted and secret claims are shown."""
    private = map_of(visit).private_of(shown) if shown["features"] else ()
    if private:
        visit.shows(visit.held.claims(private).values())


def _layer(shown: dict[str, Any], cache: str = _AFRESH) -> Response:
    # Written by msgspec: squares of a whole country are tens of thousands of numbers.
    return Response(
        msgspec.json.encode(shown), headers={"Cache-Control": cache}, media_type="application/geo+json"
    )
