from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.reading import Page

from truceline.publish.charts.plot import Ratios, Scale, Told, chart, figures, line

FIGURES = st.floats(0.001, 1e6)


@given(FIGURES)
def test_a_scale_ends_on_a_round_figure_that_holds_the_largest(largest):
    scale = Scale.up_to(largest, 100.0, 0.0)
    ticks = list(scale.ticks())
    assert scale.most >= largest * 0.999
    assert ticks[0] == 0
    assert ticks[-1] == pytest.approx(scale.most)
    assert 2 <= len(ticks) <= 8


@given(FIGURES, FIGURES)
def test_more_lies_higher_and_never_outside(one, other):
    scale = Scale.up_to(100.0, 200.0, 50.0)
    low, high = sorted((one, other))
    assert 50.0 <= scale.at(high) <= scale.at(low) <= 200.0


def test_half_as_many_lies_as_far_from_one_as_twice_as_many():
    scale = Ratios(0.1, 10.0, 0.0, 100.0)
    assert 50 - scale.at(0.5) == pytest.approx(scale.at(2.0) - 50)
    assert [round(tick, 2) for tick in scale.ticks()] == [0.1, 0.2, 0.5, 1, 2, 5, 10]
    assert (scale.at(0.0), scale.at(1e9)) == (0.0, 100.0)


def test_a_chart_is_told_by_its_title_and_its_words():
    seen = Page(chart(Told("one", "Shells", "Three a day."), 10, 10))
    assert seen.one("svg", role="img").attributes["aria-labelledby"] == "one-t one-d"
    assert seen.one("title", id="one-t").text == "Shells"
    assert seen.one("desc", id="one-d").text == "Three a day."


def test_figures_are_folded_and_each_row_has_a_name():
    seen = Page(figures("Figures", ("Week", "Events"), [("1 Jan", "3"), ("8 Jan", "4")]))
    assert seen.one("summary").text == "Figures"
    assert "open" not in seen.one("details").attributes
    assert [one.text for one in seen.all("th", scope="row")] == ["1 Jan", "8 Jan"]


def test_of_no_points_there_is_no_line():
    assert line([]) == ""
