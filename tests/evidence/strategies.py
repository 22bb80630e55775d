"""Claims and queries of every shape, for properties about selecting and storing them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from truceline.evidence.acts import Act
from truceline.evidence.claim import (
    Actor,
    Attribution,
    Claim,
    Judgement,
    Kind,
    Place,
    Source,
    State,
    Status,
    When,
)
from truceline.evidence.query import EvidenceQuery

DAY = date(2018, 10, 1)
NOON = datetime(2018, 10, 1, 12, tzinfo=UTC)
PARTIES = ("north", "south", "guarantor")
NORMS = ("pull-back", "no-fire")
ACTS = (Act.SHELL, Act.PRESENCE, Act.PATROL)
EVENTS = ("shelling", "joint-patrol")

days = st.integers(-6, 6).map(lambda offset: DAY + timedelta(days=offset))
instants = st.integers(-6, 6).map(lambda offset: NOON + timedelta(days=offset))
some_days = st.none() | days
# A coarse grid, so that edges of boxes and points often coincide.
longitudes = st.integers(30, 40).map(float) | st.sampled_from([-180.0, 179.9, 180.0])
latitudes = st.integers(30, 40).map(float) | st.sampled_from([-90.0, 89.5])


@st.composite
def boxes(draw):
    west, east = sorted([draw(longitudes), draw(longitudes)])
    south, north = sorted([draw(latitudes), draw(latitudes)])
    return west, south, east, north


@st.composite
def shapes(draw):
    lon, lat = draw(longitudes), draw(latitudes)
    return draw(
        st.sampled_from(
            [
                {"type": "Point", "coordinates": [lon, lat]},
                {"type": "LineString", "coordinates": [[lon, lat], [31.0, 31.0]]},
                {"type": "Polygon", "coordinates": [[[lon, lat], [31, 31], [31, 32], [lon, lat]]]},
                {"type": "GeometryCollection", "geometries": []},
                {"type": "Polygon", "coordinates": []},
            ]
        )
    )


places = st.builds(
    Place,
    lat=latitudes,
    lon=longitudes,
    radius_m=st.none() | st.sampled_from([0.0, 5_000.0, 300_000.0]),
    precision=st.none() | st.integers(1, 7),
    zone=st.sampled_from([None, None, "strip"]),
    geometry=st.none() | shapes(),
) | st.builds(Place, text=st.just("somewhere"), geometry=st.none() | shapes())


@st.composite
def times(draw):
    start, end = draw(some_days), draw(some_days)
    if start and end and end < start:
        start, end = end, start
    return When(start=start, end=end)


def _named(names):
    return st.lists(st.sampled_from(names), max_size=2, unique=True).map(tuple)


actors = _named((*PARTIES, None)).map(lambda ids: tuple(Actor(text=i or "they", party=i) for i in ids))

claims = st.builds(
    Claim,
    kind=st.sampled_from(list(Kind)),
    act=st.sampled_from(ACTS),
    event=st.none() | st.sampled_from(EVENTS),
    actor=actors,
    target=actors,
    place=st.lists(places, max_size=2).map(tuple),
    time=times(),
    attribution=st.just(Attribution()) | st.just(Attribution(by="speaker", party="north")),
    state=st.none() | st.just(State(of="road", state="open")),
    judgement=st.none() | st.just(Judgement(norm="no-fire", rating="met")),
    source=st.builds(Source, id=st.sampled_from(["a", "b"]), family=st.just("f")),
    says=st.text(max_size=5),
    bears_on=_named(NORMS),
    recorded_at=instants,
    status=st.sampled_from([Status.ACCEPTED, Status.PROPOSED, Status.REJECTED]),
    confidence=st.none() | st.floats(0, 1),
)


def _some(values):
    return st.frozensets(st.sampled_from(values), max_size=2)


_plain = {
    "first": some_days,
    "last": some_days,
    "bbox": st.none() | boxes(),
    "kinds": _some(list(Kind)),
    "acts": _some(ACTS),
    "events": _some(EVENTS),
    "parties": _some(PARTIES),
    "norms": _some(NORMS),
    "about_norm": st.booleans(),
    "about_state": st.booleans(),
}
_known = st.none() | instants
queries = st.builds(
    EvidenceQuery,
    known_at=_known,
    besides=st.lists(st.builds(EvidenceQuery, known_at=_known, **_plain), max_size=2).map(tuple),
    **_plain,
)
