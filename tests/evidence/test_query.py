"""What a check needs to see: time, place, names, and what is kept besides."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evidence import strategies

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
    When,
)
from truceline.evidence.query import EVERYTHING, EvidenceQuery, extent, norms_of, parties_of

NOON = datetime(2018, 10, 10, 12, tzinfo=UTC)
TENTH = date(2018, 10, 10)


def claim(**fields) -> Claim:
    said = {"kind": "event", "act": "shell", "source": Source(id="a", family="a"), "recorded_at": NOON}
    return Claim.model_validate({**said, **fields})


def on(start: date | None, end: date | None) -> Claim:
    return claim(time=When(start=start, end=end))


def at(**place) -> Claim:
    return claim(place=(Place(**place),))


@given(strategies.claims)
def test_an_empty_query_keeps_everything(one):
    assert EVERYTHING.matches(one)


@given(strategies.queries, strategies.claims, st.data())
def test_knowing_less_never_shows_more(query, one, data):
    earlier = replace(query, known_at=data.draw(strategies.instants))
    later = replace(query, known_at=None)
    assert later.matches(one) or not earlier.matches(one)


@given(strategies.queries, strategies.claims)
def test_what_is_kept_besides_only_adds(query, one):
    assert query.matches(one) or not replace(query, besides=()).matches(one)


def test_a_claim_is_known_from_its_own_instant_on():
    assert EvidenceQuery(known_at=NOON).matches(claim())
    assert not EvidenceQuery(known_at=NOON.replace(hour=11)).matches(claim())


def test_a_claim_that_was_never_recorded_is_not_hidden():
    assert EvidenceQuery(known_at=NOON).matches(claim(recorded_at=None))


def test_a_known_at_without_a_time_zone_is_a_bug():
    with pytest.raises(AssertionError, match="aware"):
        EvidenceQuery(known_at=datetime(2018, 10, 10))


@pytest.mark.parametrize(
    ("start", "end", "kept"),
    [
        (TENTH, TENTH, True),
        (date(2018, 10, 1), date(2018, 10, 9), False),
        (date(2018, 10, 1), TENTH, True),
        (date(2018, 10, 12), date(2018, 10, 12), False),
        (date(2018, 10, 11), date(2018, 10, 30), True),
        (date(2018, 1, 1), None, True),
        (None, date(2018, 10, 9), False),
        (None, None, True),
    ],
)
def test_time_keeps_what_touches_the_days_and_what_has_no_end(start, end, kept):
    query = EvidenceQuery(first=TENTH, last=date(2018, 10, 11))
    assert query.matches(on(start, end)) is kept


BOX = (36.0, 35.0, 37.0, 36.0)


@pytest.mark.parametrize(
    ("place", "kept"),
    [
        ({"lat": 35.5, "lon": 36.5}, True),
        ({"lat": 35.0, "lon": 36.0}, True),
        ({"lat": 34.9, "lon": 36.5}, False),
        ({"lat": 34.9, "lon": 36.5, "radius_m": 20_000}, True),
        ({"lat": 34.9, "lon": 36.5, "precision": 4}, True),
        ({"lat": 34.9, "lon": 36.5, "precision": 4, "radius_m": 100}, False),
        ({"lat": 34.9, "lon": 36.5, "zone": "strip"}, True),
        ({"text": "somewhere"}, True),
        ({"lat": 34.9, "lon": 36.5, "geometry": {"type": "Point", "coordinates": [36.5, 35.5]}}, True),
        ({"geometry": {"type": "LineString", "coordinates": [[1, 1], [50, 50]]}}, True),
        ({"geometry": {"type": "LineString", "coordinates": [[1, 1], [2, 2]]}}, False),
        ({"geometry": {"type": "Polygon"}}, True),
        ({"lat": 89.9, "lon": 36.5}, True),
        ({"lat": 35.5, "lon": 179.9, "radius_m": 90_000}, True),
    ],
)
def test_place_keeps_what_may_touch_the_box_and_what_is_not_on_the_map(place, kept):
    assert EvidenceQuery(bbox=BOX).matches(at(**place)) is kept


def test_one_place_off_the_map_keeps_a_claim_of_several_places():
    far = Place(lat=10.0, lon=10.0)
    assert not EvidenceQuery(bbox=BOX).matches(claim(place=(far,)))
    assert EvidenceQuery(bbox=BOX).matches(claim(place=(far, Place(text="the front"))))
    assert extent(claim()) is None


@given(st.floats(-60, 60), st.floats(-170, 170), st.floats(0, 200_000), st.floats(0, 1), st.floats(0, 6.283))
def test_the_box_round_a_disc_holds_every_spot_of_the_disc(lat, lon, radius_m, share, bearing):
    from pyproj import Geod

    west, south, east, north = extent(at(lat=lat, lon=lon, radius_m=radius_m))
    spot = Geod(ellps="WGS84").fwd(lon, lat, bearing * 57.29577951, radius_m * share)
    slack = 1e-9
    assert west - slack <= spot[0] <= east + slack
    assert south - slack <= spot[1] <= north + slack


def test_sets_keep_what_names_one_of_their_members():
    one = claim(
        event="shelling",
        actor=(Actor(party="north"), Actor(text="unknown men")),
        target=(Actor(party="south"),),
        attribution=Attribution(by="speaker", party="guarantor"),
        bears_on=("no-fire",),
        judgement=Judgement(norm="pull-back", rating="met"),
    )
    assert parties_of(one) == {"north", "south", "guarantor"}
    assert norms_of(one) == {"no-fire", "pull-back"}
    for field, good, bad in (
        ("parties", "guarantor", "other"),
        ("norms", "pull-back", "other"),
        ("events", "shelling", "other"),
        ("acts", Act.SHELL, Act.PATROL),
        ("kinds", Kind.EVENT, Kind.LOOK),
    ):
        assert EvidenceQuery(**{field: frozenset({good, bad})}).matches(one)
        assert not EvidenceQuery(**{field: frozenset({bad})}).matches(one)


def test_claims_about_norms_and_states_can_be_asked_for():
    about_norm, about_state = EvidenceQuery(about_norm=True), EvidenceQuery(about_state=True)
    assert about_norm.matches(claim(bears_on=("no-fire",)))
    assert not about_norm.matches(claim())
    assert about_state.matches(claim(state=State(of="road", state="open")))
    assert not about_state.matches(claim())


def test_what_is_kept_besides_still_has_to_be_known():
    query = EvidenceQuery(known_at=NOON, last=date(2018, 1, 1), besides=(EvidenceQuery(),))
    late = claim(time=When(start=TENTH, end=TENTH))
    assert query.matches(late)
    assert not query.matches(late.recorded(NOON.replace(hour=13)))
