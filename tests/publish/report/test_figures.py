"""The drawings of a report say in words what they show."""

from __future__ import annotations

from tests.publish.making import Blank, assessment
from tests.publish.report.materials import AS_OF, bare, full, setting

from truceline.publish.report.figures import map_of, timeline


def test_the_map_names_its_zones_and_counts_what_has_a_place():
    drawn = next(map_of(setting(full())))
    assert drawn.told == "The map shows Front and The strip, and 2 incidents with a place."
    assert any("The strip (undelineated, drawn to 3 km)" in words for _, words in drawn.legend)


def test_where_nothing_has_a_place_there_is_no_map():
    assert not list(map_of(setting(bare(), atlas=Blank())))


def test_a_deadline_that_may_come_is_drawn_and_told_as_such():
    drawn = next(timeline(setting(full())))
    assert "due 5\xa0Feb\xa02030; perhaps 20\xa0Feb\xa02030." in drawn.told
    assert drawn.svg.count('class="due possible"') == 1


def test_without_deadlines_there_is_no_timeline():
    assert not list(timeline(setting(bare(now=assessment(AS_OF, norms=(), violations=())))))


def test_what_was_seen_since_a_withdrawal_stands_on_the_map_with_its_depth():
    one = full().withdrawals[0]
    spot = one.seen.seen[0].model_copy(update={"lat": 35.55, "lon": 36.4, "radius_km": 2.0})
    seen = one.seen.model_copy(update={"seen": (spot,)})
    drawn = next(map_of(setting(full(withdrawals=(one.model_copy(update={"seen": seen}),)))))
    assert drawn.svg.count('class="sighting"') == 1
    assert "4.2 km" in drawn.svg
    assert any("seen since a withdrawal" in words for _, words in drawn.legend)


def test_a_sighting_without_a_place_is_not_drawn():
    assert 'class="sighting"' not in next(map_of(setting(full()))).svg
