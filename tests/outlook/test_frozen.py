from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.outlook.conftest import TRUCE, shell, shelling

from truceline.core.canonical import canonical_json
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.claim import Place
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.outlook.document import outlook_of
from truceline.outlook.frozen import MEDIA_TYPE, ORIGIN, issue, issued, scores_of

DAY = date(2030, 3, 1)


@pytest.fixture
def on(shelled):
    """Turn the clock to the morning after a day."""

    def turn(day: date) -> None:
        shelled.ledger._clock.at = datetime(day.year, day.month, day.day, 6, tzinfo=UTC) + timedelta(days=1)

    turn(DAY)
    return turn


@pytest.fixture
def kept(shelled, on):
    """The outlook of the first of March, issued the morning after."""
    made = outlook_of(shelled, Frame(as_of=DAY))
    assert issue(shelled, made, "ana") == shelled.ledger.position
    return made


def test_an_issued_outlook_is_kept_as_it_was(shelled, kept, told):
    told(*shelling(DAY, [30]))
    (found,) = issued(shelled)
    assert found.outlook == kept
    assert shelled.ledger.verify().holds


@pytest.mark.parametrize(
    "later",
    [
        {"fulfilments": True, "tables": True, "comparisons": {"__all__": {"quiet_since"}}},
        {"fulfilments": {"__all__": {"more_time"}}},
        {"by_province": True, "unsaid_by_province": True, "displacement": {"__all__": {"excess"}}},
        {"counted": True, **{key: {"__all__": {"table"}} for key in ("comparisons", "forecasts", "unsaid")}},
    ],
)
def test_what_was_kept_before_a_part_was_added_can_still_be_read(shelled, kept, later):
    """A ledger outlives the version that wrote it: parts added later have defaults."""
    written = kept.model_dump(mode="json", exclude=later)
    content = canonical_json(written)
    shelled.ledger.append(
        Origin(ORIGIN, "older.json", by="ana"), (), paper=Paper(content, "older.json", MEDIA_TYPE)
    )
    assert [one.outlook.forecasts for one in issued(shelled)] == [kept.forecasts] * 2


def test_the_same_outlook_is_issued_once(shelled, kept):
    assert issue(shelled, outlook_of(shelled, Frame(as_of=DAY)), "ben") is None
    assert len(list(issued(shelled))) == 1


def test_nothing_is_issued_of_days_that_have_come(shelled, on):
    made = outlook_of(shelled, Frame(as_of=DAY))
    on(DAY + timedelta(days=3))
    with pytest.raises(InputError, match="from 2030-03-01 nothing can be issued"):
        issue(shelled, made, "ana")
    on(DAY - timedelta(days=5))
    with pytest.raises(InputError, match="2030-03-01 is yet to come"):
        issue(shelled, made, "ana")
    assert list(issued(shelled)) == []


def test_a_forecast_is_scored_when_its_last_day_has_come(shelled, kept, told):
    told(*shelling(DAY + timedelta(days=1), [1, 2, 0, 1, 1, 1, 1]))
    early = scores_of(shelled, DAY + timedelta(days=6))
    assert (early.issued, early.open, early.forecasts) == (1, 3, ())
    due = scores_of(shelled, DAY + timedelta(days=7))
    (one,) = due.forecasts
    assert (one.days, one.came, one.held, due.open) == (7, 7, True, 2)
    (record,) = due.records
    assert (record.forecasts, record.held) == (1, 1.0)
    assert record.skill == pytest.approx(1 - record.crps / min(record.baselines.values()), abs=1e-3)


def test_what_breaks_out_costs_the_forecast_its_score(shelled, kept, told):
    told(*shelling(DAY + timedelta(days=1), [40] * 7))
    (one,) = scores_of(shelled, DAY + timedelta(days=7)).forecasts
    assert (one.held, one.came) == (False, 280)
    assert one.crps > 200
    assert one.brier > 0.8


def test_without_issued_outlooks_there_is_nothing_to_score(shelled):
    found = scores_of(shelled, DAY)
    assert (found.issued, found.open, found.records) == (0, 0, ())


def test_forecasts_of_provinces_are_scored_by_themselves(case, told):
    ford = Place(text="the ford", lat=40.1, lon=22.2, radius_m=100.0, adm1="Upper")
    first = TRUCE - timedelta(days=200)
    claims = [
        shell(first + timedelta(days=day), number, place=(ford,)) for day in range(260) for number in range(2)
    ]
    case.ledger._clock.at = datetime(2030, 3, 2, 6, tzinfo=UTC)
    told(*(one for one in claims if one.time.start <= DAY))
    made = outlook_of(case, Frame(as_of=DAY))
    assert {(one.province, one.days) for one in made.by_province} == {
        ("Upper", 7),
        ("Upper", 14),
        ("Upper", 30),
    }
    assert issue(case, made, "ana") is not None
    found = scores_of(case, DAY + timedelta(days=7))
    assert {(one.province, one.days) for one in found.forecasts} == {(None, 7), ("Upper", 7)}
    assert [(one.scope, one.forecasts) for one in found.records] == [("whole", 1), ("province", 1)]
