from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.publish.making import agreement, assessment, claim, entry, status
from tests.publish.reading import Page

from truceline.assess.result import Due, FrameRef
from truceline.publish.timeline import Timeline
from truceline.publish.timescale import Timescale
from truceline.publish.views import views_of

PACT = agreement()
YEAR = Timescale(date(2030, 1, 1), date(2030, 12, 31), 100, 900)


def drawn(*assessments, claims=()):
    return Page(Timeline(PACT, views_of(assessments or [assessment()], []), claims).html())


def titles(page, tag, **wanted):
    return [one.text.replace("\N{NO-BREAK SPACE}", " ") for one in page.all(tag, **wanted)]


@given(st.dates(date(2029, 1, 1), date(2031, 12, 31)))
def test_days_fall_in_order_within_the_axis(day):
    assert 100 <= YEAR.x(day) <= YEAR.x(day, 1.0) <= 900
    assert YEAR.x(day, 1.0) == YEAR.x(day + timedelta(days=1)) or not YEAR.holds(day)


@given(st.dates(date(2030, 1, 1), date(2030, 12, 31)))
def test_a_week_begins_on_a_monday_and_holds_its_day(day):
    monday = YEAR.week(day)
    assert monday.weekday() == 0
    assert timedelta(0) <= day - monday < timedelta(days=7)
    left, wide = YEAR.week_span(monday)
    assert left <= YEAR.x(day) <= left + wide


def test_long_axes_name_only_some_months():
    short = Page(YEAR.axis(0, 10)).all("text")
    long = Page(Timescale(date(2020, 1, 1), date(2030, 12, 31), 0, 800).axis(0, 10)).all("text")
    assert len(short) == 12
    assert 3 < len(long) < 30


def test_instruments_deadlines_and_frames_stand_on_the_axis():
    dues = (Due(by=date(2030, 2, 1), source="text"), Due(by=date(2030, 3, 1), source="letter", certain=False))
    page = drawn(assessment(norms=(status(due=dues),)))
    assert titles(page, "rect", class_="signed") == ["truce (signed)"]
    assert titles(page, "rect", class_="reported") == ["side-letter (reported)"]
    assert titles(page, "path", class_="due") == ["1 Feb 2030, text", "1 Mar 2030, letter (may apply)"]
    assert len(page.all("path", class_="possible")) == 1
    assert len(page.all("path", class_="reach")) == 1
    assert titles(page, "g", class_="flag") == ["1: as of 10 Feb 2030, as known now1"]


def test_flags_of_one_day_stand_side_by_side():
    page = drawn(assessment(), assessment(), assessment())
    at = [float(one.attributes["x"]) for one in page.all("rect", rx="3")]
    assert len(at) == 3
    assert at[1] - at[0] >= 16
    assert at[2] - at[1] >= 16


def test_the_day_of_knowledge_has_its_own_mark_where_it_differs():
    frame = FrameRef(
        as_of=date(2030, 2, 10),
        known_at=datetime(2030, 2, 15, 12, tzinfo=UTC),
        instruments=("truce",),
        readings={},
    )
    assert len(drawn(assessment(frame=frame)).all("path", class_="known")) == 1
    assert drawn(assessment()).all("path", class_="known") == []


def test_incidents_are_stacked_by_week_and_by_what_they_amount_to():
    entries = (
        entry(1), entry(2), entry(3, status="opened"), entry(4, bearing="no_breach"),
        entry(5, start=date(2030, 1, 29)),
        entry(6, start=None), entry(7, start=date(2020, 1, 1)),
    )  # fmt: skip
    page = drawn(assessment(violations=entries))
    assert titles(page, "rect", class_="count") == [
        "week of 14 Jan 2030: 2 confirmed", "week of 14 Jan 2030: 1 opened",
        "week of 14 Jan 2030: 1 not attributed or no breach",
        "week of 28 Jan 2030: 1 confirmed",
    ]  # fmt: skip
    tall = [float(one.attributes["height"]) for one in page.all("rect", class_="count")]
    assert tall[0] == 2 * tall[1] == 2 * tall[3]
    assert sum(tall[:3]) == 64


def test_claims_are_counted_when_they_happened_and_when_they_became_known():
    late = datetime(2031, 1, 1, tzinfo=UTC)
    claims = [
        claim(1),
        claim(2, recorded_at=late),
        claim(3, recorded_at=None, published_on=date(2030, 1, 30)),
    ]
    page = drawn(assessment(violations=()), claims=claims)
    assert titles(page, "rect", class_="happened") == ["week of 14 Jan 2030: 3 claims"]
    assert titles(page, "rect", class_="learnt") == [
        "week of 21 Jan 2030: 1 claim",
        "week of 28 Jan 2030: 1 claim",
    ]
    assert "(1 known after this axis)" in titles(page, "text", class_="note")


def test_long_titles_are_cut_and_told_in_full_on_pointing():
    pact = agreement()
    longer = pact.model_copy(
        update={"instruments": (pact.instruments[0].model_copy(update={"title": "T" * 80}),)}
    )
    page = Page(Timeline(longer, views_of([assessment()], []), ()).html())
    (label,) = [one for one in page.all("text", class_="label") if one.text.startswith("T")]
    assert label.text.startswith("T" * 80 + " (signed)" + "T" * 40)
    assert label.text.endswith("\N{HORIZONTAL ELLIPSIS}")
