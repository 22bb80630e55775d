from __future__ import annotations

import numpy as np
import pytest
from tests.publish.charts.drawing import NAMES, outlook, shelled, strand, subject
from tests.publish.reading import Page

from truceline.outlook.forecast import Unsaid
from truceline.publish.charts.provinces import UNTOLD, by_province, shown
from truceline.publish.charts.subject import Subject

ONES = np.ones(28)


def many(**provinces):
    return strand(ONES[:14], ONES[:14], provinces={name: ONES * share for name, share in provinces.items()})


def test_provinces_come_by_their_events_and_what_is_told_of_nowhere_comes_last():
    one = strand(ONES[:14], ONES[:14], provinces={"": ONES * 9, "A": ONES, "B": ONES * 2})
    assert list(shown(one, str)) == ["B", "A", UNTOLD]


def test_spellings_of_one_province_are_one_drawing():
    found = shown(many(Idleb=1, Idlib=2), lambda _: "Idlib")
    assert {name: sum(weeks) for name, weeks in found.items()} == {"Idlib": pytest.approx(84)}


def test_more_than_there_is_room_for_are_drawn_together():
    found = shown(many(**{f"p{number}": number + 1 for number in range(15)}), str)
    assert list(found)[-1] == "4 others together"
    assert sum(map(sum, found.values())) == pytest.approx(28 * sum(range(1, 16)))


def test_all_are_drawn_on_one_scale_with_their_totals():
    seen = Page(by_province(subject(shelled())))
    scales = [
        one.text
        for one in seen.all("text")
        if one.attributes.get("text-anchor") == "end" and one.text.isdigit()
    ]
    half = len(scales) // 2
    assert scales[:half] == scales[half:]
    assert sum("in all" in one.text for one in seen.all("text")) == 2
    assert "Upper" in seen.one("desc").text


def test_too_few_are_told_and_not_drawn():
    seen = Page(by_province(subject(many(A=1, B=0.01))))
    assert "Too few events to draw: B 0.3." in [one.text for one in seen.all("p")]
    assert not Page(by_province(subject(many(B=0.01)))).all("svg")


def test_where_nothing_happened_it_is_said():
    assert "Nothing happened" in by_province(subject(strand(ONES * 0, ONES * 0, provinces={})))


def forecast(province):
    """What may come, as of the last day of a shelled strand, by one name of a province."""
    one = shelled()
    told = [each.model_copy(update={"province": province}) for each in outlook(one).forecasts]
    return one, told


def test_what_may_come_in_a_province_stands_below_its_weeks():
    one, told = forecast("Upper")
    dark = [
        Unsaid(**one.name._replace(province="Lower")._asdict(), days=days, why="3.1 events in the last year")
        for days in (7, 14, 30)
    ]
    seen = outlook(one, by_province=tuple(told), unsaid_by_province=tuple(dark))
    cells = [each.text for each in Page(by_province(Subject(one, NAMES, seen, ()))).all("tr")]
    (upper,) = (row for row in cells if row.startswith("Upper"))
    assert f"{told[0].median} ({told[0].likely[0]} to {told[0].likely[1]})" in upper
    (lower,) = (row for row in cells if row.startswith("Lower"))
    assert lower.count("cannot say: 3.1 events in the last year") == 3


def test_where_nobody_can_say_anything_of_any_province_there_is_no_table():
    assert "What may come" not in by_province(subject(shelled()))
