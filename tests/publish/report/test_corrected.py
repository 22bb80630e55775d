"""Corrections: which of the reports before had told what was corrected."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.evidence.claim import Status
from truceline.publish.release.key import KEY_FILE
from truceline.publish.release.release import released_from
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue

DAY = date(2018, 10, 19)


def asked(case, kind, day, **changes):
    return gathered(case, Asked(kind, Frame(as_of=day), outlook=False, **changes), "Idlib")


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """What the next week's report says once a source of another incident was taken back."""
    case = Case.create(tmp_path_factory.mktemp("corrected") / "case", bundle="idlib-2018")
    spot = asked(case, "spot", DAY, incident="jurin-oct-13")
    for facts in (spot, asked(case, "weekly", DAY)):
        issue(case, facts, "ana")
    for label in ("ucdp-jurin", "local-shelling-lairmoun"):
        claim = case.ledger.claim(label)
        assert claim is not None
        case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "ana", label)
    facts = asked(case, "weekly", date(2018, 10, 26))
    return spot, {one.reason: one.reports for one in facts.corrections}


def test_a_spot_report_told_its_own_incident(corrected):
    spot, reports = corrected
    assert reports["ucdp-jurin"] == (spot.report, "weekly-2018-10-19")


def test_a_spot_report_told_no_other_incident(corrected):
    assert corrected[1]["local-shelling-lairmoun"] == ("weekly-2018-10-19",)


def taken_back(tmp_path, *kinds):
    """A case whose reports told of an incident, of which a source was then taken back."""
    case = Case.create(tmp_path / "case", bundle="idlib-2018")
    for kind in kinds:
        issue(case, asked(case, kind, DAY, incident="jurin-oct-13" if kind == "spot" else None), "ana")
    claim = case.ledger.claim("ucdp-jurin")
    assert claim is not None
    case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "ana", "a slip")
    return case


@pytest.mark.parametrize("kinds", [("weekly",), ("spot",), ("weekly", "spot")])
def test_the_first_report_of_a_kind_lists_what_others_told_otherwise(tmp_path, kinds):
    case = taken_back(tmp_path, *kinds)
    facts = asked(case, "daily", date(2018, 10, 20))
    assert [one.reason for one in facts.corrections] == ["a slip"]
    assert {one.split("-")[0] for one in facts.corrections[0].reports} == set(kinds)


def test_to_other_readers_nothing_was_told(tmp_path):
    case = taken_back(tmp_path, "weekly")
    assert asked(case, "daily", date(2018, 10, 20), public=True).corrections == ()


def test_a_public_report_told_what_it_named_by_a_reference(tmp_path):
    """Nothing but a public report was issued: the next public one says what of it is no longer so."""
    case = Case.create(tmp_path / "case", bundle="idlib-2018")
    issue(case, released_from(case, asked(case, "weekly", DAY, public=True)), "ana")
    claim = case.ledger.claim("ucdp-jurin")
    assert claim is not None
    case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "ana", "a slip")
    (one,) = asked(case, "weekly", date(2018, 10, 26), public=True).corrections
    assert one.reports == ("weekly-2018-10-19",)
    (case.folder / KEY_FILE).unlink()
    (one,) = asked(case, "weekly", date(2018, 10, 26), public=True).corrections
    assert one.reports == ()
