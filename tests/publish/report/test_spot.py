"""A report on one incident fits on one page and says no more than is known."""

from __future__ import annotations

import pypdfium2
from tests.publish.making import assessment, cited, entry
from tests.publish.report.materials import AS_OF, SINCE, bare, told, written

from truceline.publish.report.printed import printed


def spot(*entries, about="e1"):
    return bare(kind="spot", incident=about, now=assessment(AS_OF, violations=entries))


def shelling(**changes):
    return entry(1, start=SINCE, end=SINCE, **changes)


def test_it_says_what_where_when_and_on_whose_word():
    words = told(written(spot(shelling(against=(cited(7, says="It was thunder."),)))), "incident")
    assert "shell, Ford, 4\xa0Feb\xa02030." in words
    assert "Committed by The North; attribution: assessed." in words
    assert "Answerable: Patron." in words
    assert "for | Claim 1. | press | B2" in words
    assert "against | It was thunder. | press | B2" in words


def test_nobody_is_blamed_for_what_nobody_knows():
    words = told(
        written(spot(shelling(committed_by=(), attribution="none", bearing="not_attributed"))), "incident"
    )
    assert "Who committed it is not known: it binds nobody." in words
    assert "The North" not in words


def test_the_same_incident_under_another_promise_is_told_too():
    words = told(
        written(spot(shelling(), entry(2, norm="guns-out", claims=(cited(1),), bearing="no_breach"))),
        "bears-on",
    )
    assert "no fire: counts as a breach." in words.lower() or "Nobody fires" in words
    assert "Guns leave the strip: no breach." in words


def test_another_incident_is_not():
    words = told(written(spot(shelling(), entry(2, norm="guns-out", claims=(cited(9),)))), "bears-on")
    assert "Guns leave the strip" not in words


def test_that_it_may_repeat_another_is_said():
    assert "nobody has said so yet" in told(written(spot(shelling(may_repeat=("e9",)))), "incident")


def test_it_is_one_page_in_print():
    assert len(pypdfium2.PdfDocument(printed(written(spot(shelling()))))) == 1


def test_without_a_place_there_is_no_map():
    report = written(spot(shelling(lat=None, lon=None, p_inside=None)))
    assert "How likely it lies in the zone is not known." in told(report, "incident")
    assert not any(hasattr(block, "svg") for block in report.sections[0].blocks)


def test_the_same_incident_with_other_claims_under_another_promise_is_told_too():
    other = entry(2, norm="guns-out", claims=(cited(1), cited(2)), bearing="no_breach")
    assert "Guns leave the strip: no breach." in told(written(spot(shelling(), other)), "bears-on")


def test_what_was_denied_to_the_standard_is_closed_and_no_breach():
    words = told(written(spot(shelling(status="closed"))), "bears-on")
    assert "closed." in words
    assert "counts as a breach" not in words
