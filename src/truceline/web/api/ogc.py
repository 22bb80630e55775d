"""OGC API - Features, Part 1 (Core, GeoJSON): what lies somewhere, for GIS programs; longitude first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query
from shapely.geometry import box
from shapely.geometry import shape as read_shape
from starlette.responses import Response

from truceline.errors import InputError, Problem
from truceline.web.api.calls import Reader, headers_of
from truceline.web.api.cursors import Cursor, Limit, cursor_of, number_of
from truceline.web.api.features import COLLECTIONS, Collection
from truceline.web.refusals import NotFound
from truceline.web.visit import Visit

router = APIRouter(prefix="/cases/{case}/ogc", tags=["features"])
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMS = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
)
GEOJSON = "application/geo+json"
Json = dict[str, Any]
_NUMBER = re.compile(r"-?\d{1,6}(\.\d{1,15})?")
_OPEN = ("", "..")
_ISO_DAY = len("2018-10-19")
_Collection = Annotated[str, Path(max_length=40, description="Its id, as `collections` lists it.")]


class GeoJson(Response):
    """A body of GeoJSON."""

    media_type = GEOJSON


def _answer(visit: Visit, told: Json, kind: str = "application/json") -> Response:
    return Response(json.dumps(told, ensure_ascii=False).encode(), 200, headers_of(visit), kind)


def _link(visit: Visit, path: str, rel: str, kind: str = "application/json", **query: str) -> Json:
    base = str(visit.request.base_url).rstrip("/")
    asked = {**visit.frame_query, **query}
    told = f"?{urlencode(asked)}" if asked else ""
    return {"href": f"{base}/api/v1/cases/{visit.held.slug}/ogc{path}{told}", "rel": rel, "type": kind}


@router.get("", response_model=None)
def landing(visit: Reader) -> Response:
    """The landing page: where everything else is."""
    base = str(visit.request.base_url).rstrip("/")
    description = {
        "href": f"{base}/api/v1/openapi.json",
        "rel": "service-desc",
        "type": "application/vnd.oai.openapi+json;version=3.1",
    }
    links = [
        _link(visit, "", "self"),
        description,
        _link(visit, "/conformance", "conformance"),
        _link(visit, "/collections", "data"),
    ]
    return _answer(visit, {"title": visit.title, "description": "What lies somewhere.", "links": links})


router.add_api_route("/", landing, include_in_schema=False, response_model=None)


@router.get("/conformance", response_model=None)
def conformance(visit: Reader) -> Response:
    """Which parts of the standard are kept."""
    return _answer(visit, {"conformsTo": list(CONFORMS)})


@router.get("/collections", response_model=None)
def collections(visit: Reader) -> Response:
    """The collections of features."""
    told = [_collection(visit, name, one) for name, one in COLLECTIONS.items()]
    return _answer(visit, {"links": [_link(visit, "/collections", "self")], "collections": told})


@router.get("/collections/{collection}", response_model=None)
def collection(visit: Reader, collection: _Collection) -> Response:
    """One collection."""
    return _answer(visit, _collection(visit, collection, _known(collection)))


def _known(name: str) -> Collection:
    found = COLLECTIONS.get(name)
    if found is None:
        raise NotFound
    return found


def _collection(visit: Visit, name: str, one: Collection) -> Json:
    west, south, east, north = visit.held.map.bounds
    path = f"/collections/{name}"
    return {
        "id": name,
        "title": one.title,
        "description": one.told,
        "itemType": "feature",
        "extent": {"spatial": {"bbox": [[west, south, east, north]], "crs": CRS84}},
        "crs": [CRS84],
        "links": [_link(visit, path, "self"), _link(visit, f"{path}/items", "items", GEOJSON)],
    }


@dataclass(frozen=True)
class Window:
    """Where and when features are wanted."""

    bbox: str | None
    days: str | None

    def fits(self, one: Json, of: Collection) -> bool:
        """Whether a feature may lie in the box and in the days."""
        first, last = _days(self.days)
        start, end = of.days(one)
        if (start or end) and ((last and (start or "") > last) or (first and end and end < first)):
            return False
        if self.bbox is None:
            return True
        west, south, east, north = _box(self.bbox)
        windows = [box(west, south, east, north)]
        if west > east:  # over the line where the days meet
            windows = [box(west, south, 180, north), box(-180, south, east, north)]
        shape = read_shape(one["geometry"])
        return any(shape.intersects(each) for each in windows)


def window(
    bbox: Annotated[
        str | None, Query(max_length=200, description="West, south, east, north (degrees), with commas.")
    ] = None,
    datetime: Annotated[
        str | None, Query(max_length=80, description="A day or instant, or two with `/`; `..` is open.")
    ] = None,
) -> Window:
    """The window asked for; InputError where it is none."""
    found = Window(bbox, datetime)
    _days(found.days)
    if found.bbox is not None:
        _box(found.bbox)
    return found


def _box(told: str) -> tuple[float, float, float, float]:
    parts = told.split(",")
    if len(parts) == 6 and all(_NUMBER.fullmatch(one) for one in parts):  # noqa: PLR2004 - with heights
        del parts[5], parts[2]
    if len(parts) != 4 or not all(_NUMBER.fullmatch(one) for one in parts):  # noqa: PLR2004 - four edges
        raise InputError(Problem("query", 0, "bbox", "is not west,south,east,north in degrees"))
    west, south, east, north = map(float, parts)
    if south > north or not all(-90 <= one <= 90 for one in (south, north)):  # noqa: PLR2004 - latitudes
        raise InputError(Problem("query", 0, "bbox", "its south lies north of its north, or beyond a pole"))
    return west, south, east, north


def _days(told: str | None) -> tuple[str | None, str | None]:
    """First and last day, ISO; InputError for what is no time."""
    if told is None:
        return None, None
    ends = told.split("/")
    if len(ends) > 2:  # noqa: PLR2004 - from and to
        raise InputError(Problem("query", 0, "datetime", "is no time and no interval"))
    first, last = ends[0], ends[-1]
    return _day(first), _day(last)


def _day(told: str) -> str | None:
    if told in _OPEN:
        return None
    try:
        found = date.fromisoformat(told) if len(told) == _ISO_DAY else datetime.fromisoformat(told).date()
    except ValueError:
        raise InputError(Problem("query", 0, "datetime", "is neither a day nor an instant")) from None
    return found.isoformat()


@router.get("/collections/{collection}/items", response_class=GeoJson)
def items(
    visit: Reader,
    collection: _Collection,
    within: Annotated[Window, Depends(window)],
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """Features of a collection, page by page; `next` among the links leads on."""
    of, start = _known(collection), number_of(collection, cursor)
    found = list(islice(_numbered(visit, of, within, start), limit + 1))
    page = [one for _, one in found[:limit]]
    _note(visit, page)
    path, query = f"/collections/{collection}/items", visit.request.query_params
    kept = {name: query[name] for name in ("bbox", "datetime", "limit") if name in query}
    links = [_link(visit, path, "self", GEOJSON, **kept, **({"cursor": cursor} if cursor else {}))]
    links.append(_link(visit, f"/collections/{collection}", "collection"))
    if len(found) > limit:
        after = cursor_of(collection, str(found[limit - 1][0]))
        links.append(_link(visit, path, "next", GEOJSON, **kept, cursor=after))
    told: Json = {"type": "FeatureCollection", "features": page, "numberReturned": len(page), "links": links}
    return _answer(visit, told, GEOJSON)


def _numbered(visit: Visit, of: Collection, within: Window, start: int) -> Iterator[tuple[int, Json]]:
    for number, one in enumerate(of.features(visit), 1):
        if number > start and within.fits(one, of):
            yield number, one


def _note(visit: Visit, page: list[Json]) -> None:
    """Write down whose restricted or secret claims are among what is told."""
    visit.shows(visit.held.claims(str(one["id"]) for one in page if "id" in one).values())


@router.get("/collections/{collection}/items/{item}", response_class=GeoJson)
def item(visit: Reader, collection: _Collection, item: Annotated[str, Path(max_length=300)]) -> Response:
    """One feature."""
    of = _known(collection)
    found = next((one for one in of.features(visit) if one.get("id") == item), None)
    if found is None:
        raise NotFound
    _note(visit, [found])
    path = f"/collections/{collection}"
    links = [_link(visit, f"{path}/items/{item}", "self", GEOJSON), _link(visit, path, "collection")]
    return _answer(visit, {**found, "links": links}, GEOJSON)
