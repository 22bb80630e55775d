from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mechanism.conftest import Promised

from truceline.errors import InputError

DEAL = {"deal": "d-1", "where": "strip", "between": ["north", "south"], "on": "2030-01-05"}


@pytest.fixture(autouse=True)
def _later(case):
    case.ledger._clock.at += timedelta(days=11)


@pytest.fixture
def report(act, case):
    """Report where the deal stands; the claim it becomes."""

    def reported(stands, **changed):
        act("mission-observer", "reconcile", **DEAL | changed, stands=stands)
        return list(case.ledger.claims())[-1]

    return reported


def test_a_deal_goes_from_talks_to_agreed_to_carried_out(report, matter):
    assert report("talks").act == "negotiate"
    assert report("agreed", about=["relief", "police"]).act == "reconcile"
    done = report("carried_out")
    assert (done.act, done.event) == ("implement", "local_deal")
    assert matter("deal", "d-1").state == "carried out"


def test_it_is_told_with_its_sides_and_what_it_settles(report, matter):
    claim = report("agreed", about=["relief", "police"])
    assert (claim.parties, claim.attribution_grade) == ({"north", "south"}, "claimed")
    assert matter("deal", "d-1").told == "north and south in strip: relief, police"
    assert matter("deal", "d-1").details == {"on": "2030-01-05", "by": "mission"}


@pytest.mark.parametrize("stands", ["refused", "broken"])
def test_that_one_failed_is_laid_to_nobody(report, stands):
    report("talks" if stands == "refused" else "agreed")
    claim = report(stands)
    assert (claim.act, claim.parties, claim.attribution_grade) == ("tension", set(), "none")


def test_only_what_was_agreed_can_be_broken(report):
    report("talks")
    with pytest.raises(InputError, match="the deal d-1 is in talks: it is not broken after that"):
        report("broken")


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"where": "moon"}, "neither a zone of the agreement nor an ISO 3166 code"),
        ({"between": ["moon"]}, "'moon' is no party"),
        ({"on": "2030-02-05"}, "2030-02-05 is yet to come"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(report, changed, why):
    with pytest.raises(InputError, match=why):
        report("talks", **changed)


def test_a_deal_stays_in_its_place(report):
    report("talks")
    with pytest.raises(InputError, match="the deal d-1 is of strip"):
        report("agreed", where="SY-ID")


def test_a_promise_to_reconcile_is_shown_by_a_deal_that_was_agreed(tmp_path):
    check = {"check": "event_occurred", "event": "reconcile", "by": ["south"], "where": "strip"}
    promised = Promised(tmp_path, check)
    promised.later(days=12)
    promised.enter("mission-observer", "reconcile", **DEAL, stands="talks")
    assert promised.performance == "unknown"
    promised.enter("mission-observer", "reconcile", **DEAL, stands="agreed")
    assert promised.performance == "fulfilled"
