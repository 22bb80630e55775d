"""Charts of days and weeks say in words what they show, and draw no figure that nobody gave."""

from __future__ import annotations

from datetime import date

from tests.publish.making import assessment, cited, entry
from tests.publish.report.materials import AS_OF, SINCE, bare, full, setting

from truceline.publish.report.by_day import dual_counts, killed_by_week, toll_by_day


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


def test_a_day_that_one_side_did_not_count_has_no_figure_and_no_bar():
    drawn = next(dual_counts(setting(full())))
    assert drawn.told.endswith("10\xa0Feb\xa02030: The North 2; The South: no figure.")


def test_the_dead_of_a_week_run_from_the_lowest_figures_to_the_highest():
    entries = (
        entry(1, start=date(2030, 1, 8), killed=(1, 2, 4)),
        entry(2, start=date(2030, 1, 9), claims=(cited(2),), killed=(3, 3, 3)),
        entry(3, start=SINCE, claims=(cited(3),), killed=(0, None, 7)),
        entry(4, start=SINCE, claims=(cited(4),), killed=None),
    )
    drawn = next(killed_by_week(setting(bare(now=assessment(AS_OF, violations=entries)))))
    assert drawn.told == "Week of 7\xa0Jan\xa02030: 4 to 7. Week of 4\xa0Feb\xa02030: 0 to 7."


def test_an_incident_under_two_promises_kills_once():
    twice = (
        entry(1, start=SINCE),
        entry(2, norm="guns-out", start=SINCE, claims=(cited(1),)),
        entry(3, start=date(2030, 1, 8), claims=(cited(9),)),
    )
    drawn = next(killed_by_week(setting(bare(now=assessment(AS_OF, violations=twice)))))
    assert "Week of 4\xa0Feb\xa02030: 2 to 5." in drawn.told


def test_one_week_alone_makes_no_chart():
    assert not list(killed_by_week(setting(bare(now=assessment(AS_OF, violations=(entry(1),))))))
