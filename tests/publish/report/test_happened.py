"""Incidents of the period: who did it, where, how surely; the dead; both sides' counts."""

from __future__ import annotations

from datetime import date

from tests.publish.making import assessment, cited, entry
from tests.publish.report.materials import AS_OF, SINCE, bare, full, told, written

from truceline.assess.result import NIL
from truceline.publish.report.composed import Table


def during(*entries):
    return bare(now=assessment(AS_OF, violations=entries))


def now(number=1, **changes):
    return entry(number, **{"start": SINCE, "end": SINCE, **changes})


def test_an_incident_before_the_period_is_not_told():
    words = told(written(during(entry(1, start=date(2030, 1, 5), end=date(2030, 1, 5)))), "violations")
    assert "No incident from" in words


def test_one_that_runs_into_the_period_is():
    words = told(written(during(entry(1, start=date(2030, 1, 5), end=SINCE))), "violations")
    assert "Ford" in words


def test_committed_by_and_answerable_stand_apart():
    words = told(written(during(now())), "violations")
    assert "The North | Patron | assessed | 3 (2 to 5) | 80\xa0% | confirmed" in words


def test_an_act_of_nobody_known_is_laid_to_nobody():
    words = told(
        written(during(now(committed_by=(), bearing="not_attributed", attribution="none"))), "violations"
    )
    assert "not attributed | Patron" in words
    assert "The North" not in words


def test_a_place_nobody_can_weigh_is_not_rounded_to_yes():
    words = told(written(during(now(p_inside=None))), "violations")
    assert "| not known |" in words


def test_an_incident_under_two_promises_is_one_incident():
    twice = during(now(1), now(2, norm="guns-out", claims=(cited(1),)))
    assert "1 incident of the period is on record." in told(written(twice), "changed")
    assert "1 incident of the period has a figure of people killed: 3 (2 to 5) in all." in told(
        written(twice), "casualties"
    )


def test_repeated_reports_are_no_independent_word():
    same = now(claims=(cited(1, family="press"), cited(2, family="press")))
    assert "None of them is told by more than one independent source." in told(
        written(during(same)), "casualties"
    )
    two = now(claims=(cited(1, family="press"), cited(2, family="radio")))
    assert "1 of them is told by more than one" in told(written(during(two)), "casualties")


def test_entries_that_may_repeat_each_other_count_once_in_sums():
    twins = (now(1, may_repeat=("e2",)), now(2, may_repeat=("e1",)))
    report = written(during(*twins))
    words = told(report, "casualties")
    assert "1 of these entries may be the same incident as another" in words
    assert "3 (2 to 5) in all" in words
    assert "| 1 to 2 |" in told(report, "violations"), "no sighting is told as two for sure"
    assert "1 of these entries may be the same incident" in told(report, "changed")


def test_counts_of_both_sides_are_never_added():
    words = told(written(full("Ford")), "counts")
    assert "Ford | 4\xa0Feb\xa02030 | 4 | 9" in words
    assert "Ford | 10\xa0Feb\xa02030 | 2 | no figure" in words
    assert "The North | The South | 9 | 4 | 2 | 1 | 3" in words


NOUGHT = {"status": "closed", "bearing": "no_breach", "reason": NIL}


def test_a_report_that_nothing_happened_is_no_incident():
    report = written(during(now(**NOUGHT)))
    assert "No incident from" in told(report, "violations")
    assert "No incident of the period is on record." in told(report, "changed")


def test_what_was_denied_to_the_standard_counts_against_no_promise():
    report = written(during(now(status="closed", reason="denied to the standard, not shown to the standard")))
    assert "1 incident of the period is on record." in told(report, "changed")
    assert "against a promise" not in told(report, "changed")


def test_an_incident_is_one_though_one_promise_weighs_more_of_its_claims_than_another():
    several = now(1, killed=None), now(2, norm="guns-out", claims=(cited(1), cited(2)), bearing="no_breach")
    report = written(during(*several))
    assert "1 incident of the period is on record." in told(report, "changed")
    assert "1 incident of the period has a figure of people killed" in told(report, "casualties")


def test_an_incident_is_one_by_the_analysts_handle():
    report = written(during(now(1, incident="dawn"), now(2, norm="guns-out", incident="dawn")))
    assert "1 incident of the period is on record." in told(report, "changed")


def test_of_thousands_of_incidents_the_first_of_each_promise_leads_to_its_proof():
    for many, links in ((10, 10), (400, 1)):
        report = written(during(*(now(n, start=AS_OF, end=AS_OF) for n in range(many))))
        (section,) = (one for one in report.sections if one.key == "violations")
        every = [block for block in section.blocks if isinstance(block, Table)][-1]
        assert len(every.rows) == many
        assert sum(cell.lead is not None for row in every.rows for cell in row.cells) == links
        assert all(row.key for row in every.rows), "sentences still lead to each"
