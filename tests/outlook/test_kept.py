"""Chances of promises are held against the assessment once their day has come."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from tests.outlook.conftest import look

from truceline.core.frame import Frame
from truceline.outlook.document import outlook_of
from truceline.outlook.frozen import issue, scores_of
from truceline.outlook.kept import chances_given

DAY = date(2030, 1, 6)
DUE = date(2030, 1, 10)


@pytest.fixture
def half(case, told):
    """The North's guns are shown out; the outlook of that day, issued the morning after."""
    case.ledger._clock.at = datetime(2030, 1, 7, 6, tzinfo=UTC)
    told(look("north", date(2030, 1, 5), 1))
    made = outlook_of(case, Frame(as_of=DAY))
    assert issue(case, made, "ana") is not None
    case.ledger._clock.at = datetime(2030, 2, 1, 6, tzinfo=UTC)
    return made


def chance_in(outlook) -> float:
    guns = next(one for one in outlook.fulfilments if one.norm == "guns-out")
    return guns.deadlines[0].chance


def kept(scores):
    return next(one for one in scores.promises if one.what == "kept")


def test_until_the_day_has_come_it_is_open(case, half):
    early = scores_of(case, date(2030, 1, 9))
    assert (early.promises, early.promise_records, early.open) == ((), (), 2)


def test_a_promise_kept_in_time_came(case, half, told):
    told(look("south", date(2030, 1, 9), 2))
    one = kept(scores_of(case, DUE))
    assert (one.name, one.by, one.issued_as_of, one.came) == ("guns-out", DUE, DAY, True)
    assert one.chance == chance_in(half)
    assert one.brier == pytest.approx((1 - one.chance) ** 2, abs=1e-4)


def test_what_was_shown_a_day_late_did_not_come_in_time(case, half, told):
    told(look("south", date(2030, 1, 11), 2))
    one = kept(scores_of(case, date(2030, 1, 20)))
    assert (one.came, one.brier) == (False, pytest.approx(one.chance**2, abs=1e-4))


def test_what_becomes_known_later_counts(case, half, told):
    assert kept(scores_of(case, DUE)).came is False
    told(look("south", date(2030, 1, 8), 2))
    assert kept(scores_of(case, DUE)).came is True


def test_what_became_known_later_does_not_count_for_whoever_asks_what_was_known(case, half, told):
    told(look("south", date(2030, 1, 8), 2))
    eve = datetime(2030, 1, 8, tzinfo=UTC)
    assert kept(scores_of(case, DUE, eve)).came is False


def test_a_forecast_issued_later_is_none_yet(case, half):
    assert scores_of(case, DUE, datetime(2030, 1, 7, 5, tzinfo=UTC)).issued == 0


def test_more_time_came_where_the_condition_is_shown(case, half):
    found = scores_of(case, DUE)
    one = next(one for one in found.promises if one.what == "more_time")
    assert (one.name, one.by, one.chance, one.came, one.brier) == ("ten-days-more", DUE, 1.0, True, 0.0)


def test_all_of_them_are_summed_up(case, half):
    record, other = scores_of(case, DUE).promise_records
    assert (record.what, record.forecasts, record.came, record.usual) == ("kept", 1, 0.0, 0.0)
    assert record.said == pytest.approx(chance_in(half))
    assert (other.what, other.brier) == ("more_time", 0.0)


def test_they_are_scored_under_the_readings_they_were_made_under(case, told):
    """By the narrow reading there are two days more."""
    case.ledger._clock.at = datetime(2030, 1, 7, 6, tzinfo=UTC)
    told(look("north", date(2030, 1, 5), 1))
    for bank in ("wide", "narrow"):
        issue(case, outlook_of(case, Frame(as_of=DAY, readings={"bank": bank})), "ana")
    told(look("south", date(2030, 1, 11), 2))
    found = [one for one in scores_of(case, date(2030, 1, 20)).promises if one.what == "kept"]
    assert [(one.by.day, one.came) for one in found] == [(10, False), (12, True)]


def test_of_one_day_the_first_chance_counts(half):
    again = half.model_copy(update={"ledger_position": 99})
    assert chances_given([half, again]) == chances_given([half])


def test_what_the_agreement_lost_since_is_not_scored(case, half):
    gone = half.fulfilments[0].model_copy(update={"norm": "never-heard-of", "more_time": ()})
    other = half.model_copy(update={"fulfilments": (gone,)})
    case.ledger._clock.at = datetime(2030, 1, 7, 6, tzinfo=UTC)
    assert issue(case, other, "ana") is not None
    assert {one.name for one in scores_of(case, DUE).promises} == {"guns-out", "ten-days-more"}
