from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawing import outlook, shelled
from tests.publish.reading import Page

from truceline.publish.charts.fan import SHARES, Fan, apart, in_words, resumption, rows_of, span

FRAME = (0.0, 0.0, 300.0, 200.0)


@pytest.fixture(scope="module")
def told():
    return outlook(shelled()).forecasts


def test_narrower_bands_lie_inside_wider_ones(told):
    for one in told:
        wide, likely, half = (span(one, share) for share in SHARES)
        assert wide[0] <= likely[0] <= half[0] <= one.median <= half[1] <= likely[1] <= wide[1]


def test_bands_differ_by_more_than_colour_and_say_what_they_are(told):
    seen = Page(Fan(told).drawn(FRAME))
    assert [len(seen.all("path", class_=name)) for name in ("b95", "b80", "b50")] == [1, 1, 1]
    assert "with 95%" in seen.one("path", class_="b95").text
    assert any("(80%)" in one.text for one in seen.all("text"))


def test_what_came_is_beside_the_fan_however_far_it_went(told):
    seen = Page(Fan(told, [1000.0] * 30).drawn(FRAME))
    assert "1000.0 in 30 days came" in [one.text for one in seen.all("path", class_="came")]
    assert Fan(told, [1000.0]).most == 1000.0
    assert not Page(Fan(told).drawn(FRAME)).all("path", class_="came")


def test_a_small_fan_labels_only_its_widest_band(told):
    seen = Page(Fan(told).drawn((0.0, 0.0, 300.0, 100.0)))
    assert not any("(80%)" in one.text for one in seen.all("text"))


def test_without_a_pace_before_there_is_no_line_for_it(told):
    bare = [one.model_copy(update={"chances": ()}) for one in told]
    assert not Page(Fan(bare).drawn(FRAME)).all("path", class_="usual")
    assert rows_of(bare)[0][-2] == "nothing before to compare"


def test_rows_tell_what_came_of_windows_that_are_over(told):
    assert [row[-1] for row in rows_of(told, [2.0] * 14)] == ["2.0", "2.0", ""]


def test_resumption_is_told_for_each_multiple_and_window(told):
    words = resumption(told).replace("\N{NO-BREAK SPACE}", " ")
    assert words.startswith("More than the pace before would bring: ")
    assert [words.count(part) for part in ("in 7 days", "in 30 days", "3 times as many")] == [3, 3, 1]
    bare = [one.model_copy(update={"chances": ()}) for one in told]
    assert resumption(bare).startswith("Nothing was observed before")


def test_a_fan_is_told_in_words(told):
    assert in_words(told).count("half below") == 3


@given(st.lists(st.floats(0, 100), min_size=1, max_size=7))
def test_labels_never_touch(spots):
    found = apart(sorted(spots), 11.0, 100.0)
    assert all(later - earlier >= 10.999 for earlier, later in pairwise(found))
    assert found[-1] <= 100.0
