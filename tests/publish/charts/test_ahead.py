from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from tests.publish.charts.drawing import STARTS, shelled, strand, subject, unseen
from tests.publish.reading import Page

from truceline.outlook.hindsight import Hindsight
from truceline.publish.charts.ahead import looking_ahead, looking_back


def back(number: int, came: int = 10) -> Hindsight:
    told = subject(shelled()).forecasts
    return Hindsight(STARTS + timedelta(days=number), told, tuple(float(at) for at in range(1, came + 1)))


def test_history_and_fan_stand_in_one_chart_with_all_their_figures():
    seen = Page(looking_ahead(subject(shelled())))
    assert seen.one("svg", role="img")
    assert len(seen.all("path", class_="median")) == 1
    summaries = [one.text for one in seen.all("summary")]
    assert summaries == ["The fan in figures", "The changes in figures", "The weeks in figures"]
    assert "half below" in seen.one("desc").text


def test_without_a_forecast_it_is_said_why():
    seen = Page(looking_ahead(subject(strand([1] * 20, [1] * 20))))
    assert "more needed" in seen.one("ul", class_="unsaid").text
    assert "No forecast can be made." in seen.one("desc").text
    assert not seen.all("path", class_="median")


def test_days_not_observed_have_a_key_of_their_own():
    assert "hardly observed" in looking_ahead(subject(shelled(observed=unseen(5, 30))))


def test_forecasts_of_the_past_stand_beside_what_came():
    one = replace(subject(shelled()), hindsight=(back(0), back(7, 30)))
    seen = Page(looking_back(one))
    assert len(seen.all("path", class_="end")) == 2
    assert "Came in 10\xa0days: 10.0." in seen.one("desc").text
    assert [row.text for row in seen.all("td")][-1] == "30.0"


def test_the_last_nine_are_drawn_and_the_older_ones_counted():
    one = replace(subject(shelled()), hindsight=tuple(back(number) for number in range(11)))
    seen = Page(looking_back(one))
    assert len(seen.all("path", class_="end")) == 9
    assert "2\N{NO-BREAK SPACE}older ones not drawn." in seen.one("p", class_="quiet").text


def test_where_none_was_issued_there_is_nothing_to_look_back_on():
    assert looking_back(subject(shelled())) is None
