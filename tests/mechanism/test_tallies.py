from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.errors import InputError
from truceline.mechanism.tallies import Tally, agreement_by_week

HAMA = {"where": "hama", "on": "2030-01-07"}


@pytest.fixture(autouse=True)
def _later(case):
    case.ledger._clock.at += timedelta(days=20)


def weeks(case):
    return agreement_by_week(case.mechanism.record().each(Tally))


def test_each_side_s_figure_stands_beside_the_other_s(act, matter):
    act("north-liaison", "count", **HAMA, firings=3)
    assert matter("tally", "hama.2030-01-07").state == "one side"
    act("south-liaison", "count", **HAMA, firings=0)
    found = matter("tally", "hama.2030-01-07")
    assert (found.state, found.told) == ("differ", "north 3, south 0")


def test_firings_counted_are_laid_to_nobody(act, case):
    act("north-liaison", "count", **HAMA, firings=3, adm1="Hama")
    (claim,) = case.ledger.claims()
    assert (claim.parties, claim.attribution_grade, claim.quantity[0].best) == (set(), "none", 3)


def test_a_figure_given_again_overtakes_the_same_side_s_first(act, case, matter):
    act("north-liaison", "count", **HAMA, firings=3)
    act("south-liaison", "count", **HAMA, firings=5)
    act("north-liaison", "count", **HAMA, firings=5)
    assert matter("tally", "hama.2030-01-07").state == "same"
    assert [claim.status for claim in case.ledger.claims()] == ["superseded", "accepted", "accepted"]


def test_agreement_is_a_share_of_what_both_have_counted(act, case):
    for day, north, south in (("2030-01-07", 3, 3), ("2030-01-08", 2, 4), ("2030-01-09", 0, 0)):
        act("north-liaison", "count", where="hama", on=day, firings=north)
        act("south-liaison", "count", where="hama", on=day, firings=south)
    act("north-liaison", "count", where="idlib", on="2030-01-09", firings=9)
    (week,) = weeks(case)
    assert (week.week, week.both, week.same, week.alone) == (date(2030, 1, 7), 3, 2, 1)
    assert (week.first_sum, week.second_sum) == (5, 7)


def test_weeks_and_pairs_are_told_apart(act, case):
    for who in ("north-liaison", "south-liaison", "mission-observer"):
        act(who, "count", **HAMA, firings=1)
    act("north-liaison", "count", where="hama", on="2030-01-14", firings=1)
    found = [(one.week.day, one.first, one.second) for one in weeks(case)]
    assert found == [(7, "mission", "north"), (7, "mission", "south"), (7, "north", "south")]


def test_a_figure_of_tomorrow_is_refused(act):
    with pytest.raises(InputError, match="2030-02-07 is yet to come"):
        act("north-liaison", "count", where="hama", on="2030-02-07", firings=1)
