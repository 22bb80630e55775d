"""Reports that were issued stay as they are, and the next one compares with them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.errors import InputError
from truceline.evidence.claim import Status
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue, issued, last_before, report_id

DAY = date(2018, 10, 19)


@pytest.fixture(scope="module")
def idlib(tmp_path_factory):
    return Case.create(tmp_path_factory.mktemp("issued") / "case", bundle="idlib-2018")


def weekly(case, day=DAY, **changes):
    return gathered(case, Asked("weekly", Frame(as_of=day), **changes), "Idlib")


def test_an_id_is_permanent():
    assert report_id("weekly", DAY) == "weekly-2018-10-19"
    assert report_id("spot", DAY, "e1") == "spot-2018-10-19-e1"


def test_issued_once_is_issued(idlib):
    facts = weekly(idlib)
    assert issue(idlib, facts, "ana") is not None
    assert issue(idlib, weekly(idlib), "ana") is None
    assert [one.facts.report for one in issued(idlib)] == ["weekly-2018-10-19"]
    assert next(issued(idlib)).facts == facts


def test_what_was_issued_cannot_be_issued_otherwise(idlib):
    with pytest.raises(InputError, match="weekly-2018-10-19 was issued on"):
        issue(idlib, weekly(idlib, since=DAY - timedelta(days=2)), "ana")


def test_the_next_report_begins_the_day_after_and_compares(idlib):
    facts = weekly(idlib, DAY + timedelta(days=7))
    assert facts.since == DAY + timedelta(days=1)
    assert facts.previous == "weekly-2018-10-19"
    assert facts.before == next(issued(idlib)).facts.now


def test_a_report_before_the_first_knows_of_none(idlib):
    assert last_before(idlib, "weekly", DAY, public=False) is None
    assert last_before(idlib, "daily", DAY + timedelta(days=9), public=False) is None
    assert last_before(idlib, "weekly", DAY + timedelta(days=9), public=True) is None


def test_a_claim_taken_back_is_a_correction_in_the_next_report(idlib):
    told = next(issued(idlib)).facts
    claim = idlib.ledger.claim(next(iter(told.quotes)))
    assert claim is not None
    idlib.ledger.decide(claim.claim_id, Status.WITHDRAWN, "ana", "it was another day")
    facts = weekly(idlib, DAY + timedelta(days=7))
    assert [one.reason for one in facts.corrections] == ["it was another day"]
    assert facts.corrections[0].says == claim.says
    assert facts.corrections[0].reports == ("weekly-2018-10-19",)


def test_what_was_corrected_later_than_known_is_no_correction(idlib):
    frame = Frame(as_of=DAY + timedelta(days=7), known_at=next(issued(idlib)).entered_at)
    facts = gathered(idlib, Asked("weekly", frame, outlook=False), "Idlib")
    assert facts.corrections == ()


def test_a_report_that_rests_on_later_knowledge_is_not_compared_with(idlib):
    early = idlib.agreement.tempo.last_moment(DAY + timedelta(days=7))
    facts = gathered(
        idlib, Asked("weekly", Frame(as_of=DAY + timedelta(days=7), known_at=early), outlook=False), "Idlib"
    )
    assert facts.previous is None
    assert facts.before is not None
    assert facts.before.frame.known_at == early


def test_a_report_is_compared_only_with_the_one_that_ended_the_day_before(idlib):
    later = DAY + timedelta(days=14)
    facts = weekly(idlib, later, since=later - timedelta(days=6), outlook=False)
    assert facts.previous is None
    assert facts.before is not None
    assert facts.before.frame.as_of == later - timedelta(days=7)
