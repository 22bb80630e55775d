"""The drawings of a report say in words what they show."""

from __future__ import annotations

from tests.publish.making import Blank, assessment, entry
from tests.publish.report.materials import AS_OF, SINCE, bare, full, setting

from truceline.publish.report.figures import dual_counts, map_of, timeline, toll_by_day


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


def test_incidents_day_by_day_tell_how_many_are_of_the_period():
    entries = (entry(1), entry(2, start=SINCE, end=SINCE, claims=()))
    drawn = next(toll_by_day(setting(bare(now=assessment(AS_OF, violations=entries)))))
    assert drawn.told == "2 incidents from 20\xa0Jan\xa02030 to 10\xa0Feb\xa02030, 1 of them in the period."


def test_both_sides_counts_stand_beside_each_other():
    drawn = next(dual_counts(setting(full())))
    assert drawn.told.startswith("4\xa0Feb\xa02030: The North 4; The South 9.")


def test_one_side_alone_makes_no_comparison():
    alone = full().tallies[1:]
    assert not list(dual_counts(setting(full(tallies=alone))))
