from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.charts.drawing import shelled, strand, subject, unseen
from tests.publish.reading import Page

from truceline.publish.charts.heat import calendar, class_of, edges_of


@given(st.lists(st.floats(0, 5000), min_size=1, max_size=50))
def test_classes_rise_with_the_count(counts):
    edges = edges_of(counts)
    assert len(edges) == 4
    assert list(edges) == sorted(set(edges))
    found = [class_of(count, edges) for count in sorted(counts)]
    assert found == sorted(found)
    assert set(found) <= set(range(6))


def test_every_day_has_its_square_and_the_busier_the_larger():
    seen = Page(calendar(subject(shelled())))
    squares = seen.all("path", class_="heat")
    drawn = sum(one.attributes["d"].count("M") for one in squares)
    assert drawn == 425 + 6  # and the key
    assert len(seen.all("path", class_="ring")) == 2


def test_days_that_nobody_observed_are_crossed_and_told():
    counts = np.zeros(425)
    seen = Page(calendar(subject(strand(counts[:365], counts[:60], observed=unseen(10, 19)))))
    assert max(one.attributes["d"].count("M") for one in seen.all("path", class_="cross")) == 10
    assert "Not observed: 10\xa0days" in seen.one("desc").text
    assert [one.text for one in seen.all("td")].count("not observed") == 10


def test_the_figures_have_a_row_for_each_week():
    seen = Page(calendar(subject(strand([1] * 7, [2] * 7))))
    assert 2 <= len(seen.all("th", scope="row")) <= 3
    assert {one.text for one in seen.all("td")} <= {"1.00", "2.00", ""}
