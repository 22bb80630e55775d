from __future__ import annotations

from datetime import date

import numpy as np
from tests.publish.charts.drawing import shelled, strand, unseen
from tests.publish.reading import Page

from truceline.outlook.comparison import ChangeShown, compared
from truceline.publish.charts.history import change_told, drawn_history, level_by_day

FRAME = (40.0, 20.0, 760.0, 300.0)


def drawn(one, changes=()):
    return Page(drawn_history(one, changes, FRAME))


def change(day, before=1.0, after=2.0):
    return ChangeShown(day=day, earliest=day, latest=day, before=before, after=after)


def test_a_fall_has_a_mark_of_its_own_shape_with_its_80_per_cent():
    one = shelled()
    seen = drawn(one, compared(one).changes)
    assert len(seen.all("path", class_="fewer")) == 1
    assert not seen.all("path", class_="more")
    assert "with 80 %" in seen.one("path", class_="sure").text


def test_the_day_from_which_it_binds_is_named():
    assert "binds from 1\N{NO-BREAK SPACE}Jan\N{NO-BREAK SPACE}2030" in [
        one.text for one in drawn(shelled()).all("text")
    ]


def test_days_that_nobody_observed_are_marked_and_have_no_level():
    one = shelled(observed=unseen(100, 129))
    assert "nobody can say" in drawn(one).one("path", class_="unseen").text
    assert not {number for number, _ in level_by_day(one)} & set(range(100, 130))
    assert not drawn(shelled()).all("path", class_="unseen")


def test_the_level_is_broken_where_nobody_observed():
    levels = drawn(shelled(observed=unseen(100, 129))).all("path", class_="level")
    assert {one.attributes["d"].count("M") for one in levels} == {2}
    assert {one.attributes["d"].count("M") for one in drawn(shelled()).all("path", class_="level")} == {1}


def test_where_nothing_was_observed_there_is_no_level():
    assert list(level_by_day(shelled(observed=unseen(0, 424)))) == []


def test_changes_close_together_stand_in_rows():
    days = [date(2029, 6, number) for number in (1, 2, 3, 4)]
    seen = drawn(shelled(), [change(day) for day in days])
    numbers = [one for one in seen.all("text", class_="strong") if one.text.isdigit()]
    assert len({one.attributes["y"] for one in numbers[:3]}) == 3


def test_changes_before_the_days_shown_are_not_drawn():
    assert not drawn(shelled(), [change(date(2020, 1, 1))]).all("path", class_="more")


def test_a_series_of_noughts_can_be_drawn():
    assert drawn(strand(np.zeros(20), np.zeros(20))).one("path", class_="bar").attributes["d"] == ""


def test_a_change_is_told_in_words():
    told = change_told(change(date(2030, 1, 2))).replace("\N{NO-BREAK SPACE}", " ")
    assert told.startswith("from 1.00 to 2.00 a day on 2 Jan 2030")
