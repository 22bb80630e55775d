from __future__ import annotations

from datetime import date, timedelta

from tests.outlook.conftest import BY_SOUTH, TRUCE, shell, shelling

from truceline.core.frame import Frame
from truceline.outlook.document import outlook_of

DAY = date(2030, 2, 20)


def test_the_outlook_says_what_changed_and_what_may_come(shelled):
    found = outlook_of(shelled, Frame(as_of=DAY))
    assert {one.party for one in found.comparisons} == {None, "north", "south"}
    assert {one.days for one in found.forecasts} == {7, 14, 30}
    assert all(one.party is None for one in found.forecasts)
    assert found.unsaid == ()


def test_a_corrupted_future_changes_nothing(shelled, told):
    before = outlook_of(shelled, Frame(as_of=DAY))
    told(*shelling(DAY + timedelta(days=1), [40] * 5))
    after = outlook_of(shelled, Frame(as_of=DAY))
    assert after.model_copy(update={"ledger_position": before.ledger_position}) == before


def test_what_becomes_known_later_changes_nothing_that_was_known_then(shelled, told, case):
    known = case.agreement.tempo.instant(str(DAY))
    frame = Frame(as_of=DAY, known_at=known)
    before = outlook_of(shelled, frame)
    told(*(shell(date(2030, 2, 10), n, published_on=date(2030, 3, 1)) for n in range(100, 120)))
    assert outlook_of(shelled, frame).inputs == before.inputs
    assert outlook_of(shelled, Frame(as_of=DAY)).inputs != before.inputs


def test_what_is_supposed_moves_the_figures_and_is_told(shelled):
    supposed = [shell(date(2030, 2, 10), n, **BY_SOUTH) for n in range(200, 230)]
    found = outlook_of(shelled, Frame(as_of=DAY), supposed=supposed)
    assert found.supposed == 30
    assert found.forecasts[0].mean > outlook_of(shelled, Frame(as_of=DAY)).forecasts[0].mean


def test_one_more_event_is_another_digest(shelled, told):
    before = outlook_of(shelled, Frame(as_of=DAY)).inputs
    told(shell(TRUCE, 99))
    assert outlook_of(shelled, Frame(as_of=DAY)).inputs != before
