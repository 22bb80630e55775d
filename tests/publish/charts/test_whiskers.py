from __future__ import annotations

import pytest
from tests.publish.reading import Page

from truceline.outlook.comparison import Ratio
from truceline.publish.charts.plot import Told
from truceline.publish.charts.whiskers import Row, span_told, whiskers


def drawn(*rows: Row) -> Page:
    return Page(whiskers(Told("one", "Ratios", "In words."), rows))


def row(ratio: Ratio | None, **changes) -> Row:
    return Row(
        **({"what": "No fire", "who": "the North", "before": "3", "since": "1", "ratio": ratio} | changes)
    )


def test_a_change_has_a_full_dot_and_what_may_be_none_a_hollow_one():
    sure, open_ = Ratio(ratio=0.3, low=0.2, high=0.5), Ratio(ratio=0.9, low=0.5, high=1.6)
    seen = drawn(row(sure), row(open_))
    assert [one.attributes["class"] for one in seen.all("path", class_="dot")] == ["dot", "dot hollow"]
    told = [one.text for one in seen.all("text")]
    assert {"a change", "may be no change", "0.30 (0.20 to 0.50)"} <= set(told)


def test_what_cannot_be_said_is_said_in_its_row():
    seen = drawn(row(None, why="0.0 events in both windows: 5.0 more needed"))
    assert "cannot say: 0.0 events in both windows" in seen.one("text", class_="unsaid").text
    assert not seen.all("path", class_="whisker")
    assert seen.all("td")[-1].text.startswith("0.0 events")


@pytest.mark.parametrize("high", [None, 500.0])
def test_an_interval_beyond_the_scale_ends_in_an_arrow(high):
    path = drawn(row(Ratio(ratio=None, low=0.001, high=high))).one("path", class_="whisker").attributes["d"]
    assert path.count("l") == 4


def test_nothing_before_has_no_dot():
    seen = drawn(row(Ratio(ratio=None, low=1.5, high=None)))
    assert not seen.all("path", class_="dot")
    assert any("none before" in one.text for one in seen.all("text"))
    assert span_told(Ratio(ratio=None, low=1.5, high=None)) == "1.50 and more"


def test_the_raw_ratio_stands_beside_it_in_a_shape_of_its_own():
    ratio = Ratio(ratio=0.3, low=0.2, high=0.5)
    assert (
        drawn(row(ratio, raw=Ratio(ratio=0.4, low=0.3, high=0.6))).one("path", class_="crude").text
        == "raw: 0.40"
    )
    assert not drawn(row(ratio)).all("path", class_="crude")


@pytest.mark.parametrize(("high", "told"), [(0.998, "just under 1"), (1.0, "1.00"), (1.002, "just over 1")])
def test_an_end_close_to_one_reads_as_on_its_own_side_of_it(high, told):
    assert span_told(Ratio(ratio=0.6, low=0.39, high=high)) == f"0.39 to {told}"
