from __future__ import annotations

from datetime import date

from truceline.places.delineation import Delineation, Lines
from truceline.places.draft import Draft
from truceline.places.geojson import Feature, drawn


def feature(day: date | None, lat: float) -> Feature:
    return Feature("z", day, 0.0, drawn({"type": "LineString", "coordinates": [[22, lat], [23, lat]]}))


OWN = Draft((feature(date(2030, 1, 1), 40), feature(date(2030, 3, 1), 41)))
NEW = feature(date(2030, 2, 1), 42)
PROPOSED = Lines(date(2030, 1, 10), "proposed", "by one", is_in_force=False)
APPROVED = Lines(date(2030, 2, 1), "approved", "by both", is_in_force=True)
LINES = Delineation("z", (NEW,), (PROPOSED, APPROVED))


def test_before_anybody_drew_there_is_nothing_to_say():
    assert LINES.on(date(2030, 1, 9)) is None
    assert Delineation("z", (), ()).on(None) is None


def test_each_day_has_the_standing_of_the_last_change_before_it():
    assert LINES.on(date(2030, 1, 10)) == PROPOSED
    assert LINES.on(date(2030, 1, 31)) == PROPOSED
    assert LINES.on(date(2030, 2, 1)) == LINES.on(None) == APPROVED


def test_what_was_put_in_force_ends_the_agreement_s_own_drawings():
    draft = LINES.over(OWN)
    assert draft.on(date(2030, 1, 20)) is OWN.features[0]
    assert draft.on(date(2030, 2, 1)) is NEW
    assert draft.on(date(2030, 4, 1)) is NEW


def test_a_zone_that_was_not_drawn_has_only_what_was_put_in_force():
    assert LINES.over(None).features == (NEW,)
