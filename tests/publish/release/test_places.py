"""Where something was, as the public is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.publish.release.world import ATLAS, ground, gun, public, shelling

from truceline.evidence.claim import Place
from truceline.places.gazetteer import Entry
from truceline.places.spelling import key
from truceline.publish.release.places import NOWHERE, Places, Spot
from truceline.publish.release.towns import nearest


def spot(*places: Place) -> Spot:
    claim = shelling(place=places)
    return Places(ground([claim]), ATLAS).spot(claim)


def at(lat: float, lon: float, **more) -> Place:
    return Place(**{"lat": lat, "lon": lon, "radius_m": 200.0, **more})


def test_a_point_is_told_by_its_square_the_nearest_town_and_the_province():
    told = spot(at(40.1, 22.2, text="the miller's house", adm1="the miller's own country"))
    assert told.lat is not None
    assert (told.lat, told.lon) != (40.1, 22.2)
    assert told.radius_km == pytest.approx(5.7)
    assert "miller" not in f"{told}"
    assert told.place
    assert told.adm1


def test_a_claim_without_a_place_is_told_without_one():
    assert spot() == NOWHERE
    assert spot(at(40.1, 22.2, role="destination")) == NOWHERE


def test_a_zone_that_the_agreement_knows_is_named_and_no_other():
    assert spot(Place(zone="strip")) == Spot(place="strip")
    assert spot(Place(zone="the-miller")) == NOWHERE


def test_a_province_alone_is_told_as_maps_call_it():
    assert spot(Place(text="somewhere", adm1="Idlib governorate")) == Spot(adm1="Idlib")


def test_a_point_is_not_told_where_its_square_lies_in_another_province():
    assert spot(at(40.1, 22.2, adm1="Idlib")) == Spot(adm1="Idlib")


def test_what_is_known_to_a_province_only_has_no_point():
    assert spot(at(40.1, 22.2, radius_m=75_000.0)).lat is None


def test_a_wide_place_is_told_as_wide_as_it_is_in_steps():
    assert spot(at(41.5, 22.2, radius_m=12_345.0)).radius_km == 15


def test_no_point_is_told_that_lies_on_the_other_side_of_a_border_than_its_square():
    """Else row and square together would say on which side of the border it was."""
    places = Places(ground([]), ATLAS)
    differ = alike = 0
    for number in range(200):
        lat = 39.95 + number * 0.001
        claim = shelling(place=(at(lat, 22.2),))
        told = places.spot(claim)
        square = ground([]).squares.square(lat, 22.2)
        inside = ATLAS.membership(at(lat, 22.2), "strip").p or 0.0
        middle = ATLAS.membership(at(square.lat, square.lon), "strip").p or 0.0
        if told.lat is None:
            differ += 1
        else:
            alike += 1
            assert abs(inside - middle) < 0.9
    assert differ
    assert alike


def test_the_chance_that_is_told_is_the_square_s_own():
    (entry,) = public([shelling()]).now.violations
    assert entry.lat is not None
    at_ = Place(lat=entry.lat, lon=entry.lon, radius_m=5700.0)
    assert entry.p_inside == pytest.approx(ATLAS.membership(at_, "strip").p, abs=0.01)
    assert public([shelling(place=(Place(zone="strip"),))]).now.violations[0].p_inside is None


def test_the_depth_that_is_told_is_the_square_s_own():
    claim = gun()
    places = Places(ground([claim]), ATLAS)
    told = places.spot(claim)
    day = date(2030, 1, 20)
    depth = places.depth_km(told, "river", day, 1.0)
    assert depth == round(ATLAS.distance_km(Place(lat=told.lat, lon=told.lon), "river", day))
    assert places.depth_km(told, "river", day, -1.0) == -depth
    assert places.depth_km(NOWHERE, "river", day, 1.0) is None
    assert places.depth_km(told, "nowhere", day, 1.0) is None


def test_no_strength_tells_how_near_to_an_edge_it_was():
    """Whatever P(inside) two places of one square have: where a point is told, the rows are the same."""
    squares = ground([]).squares
    told: dict[object, set[str]] = {}
    for number in range(100):
        lat = 39.98 + number * 0.0006
        (entry, *_) = public([shelling(place=(at(lat, 22.2),))]).now.violations or (None,)
        if entry is not None and entry.lat is not None:
            plain = entry.model_copy(update={"entry_id": "", "claims": ()})
            told.setdefault(squares.square(lat, 22.2), set()).add(plain.model_dump_json())
    assert told
    assert all(len(rows) == 1 for rows in told.values())


def test_a_town_is_called_as_the_case_spells_it_where_that_is_a_name_of_the_town():
    plain = spot(at(36.2021, 37.1343)).place
    town = nearest(36.2021, 37.1343)
    assert town is not None
    mine = Entry(town.names[0], town.lat, town.lon, 1000.0, "town", None, "curated")
    claim = shelling(place=(at(36.2021, 37.1343),))

    def called(entry: Entry, *names: str) -> str:
        held = ground([claim], spellings={key(name): (entry,) for name in names})
        return Places(held, ATLAS).spot(claim).place

    assert plain == town.name
    assert called(mine, town.name) == town.names[0]
    assert called(replace(mine, name="the miller's town"), town.name) == plain
    assert called(replace(mine, lat=town.lat + 1), town.name) == plain
