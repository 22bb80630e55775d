"""A report on one incident fits on one page and says no more than is known."""

from __future__ import annotations

import pypdfium2
import pytest
from tests.publish.making import assessment, cited, entry, status
from tests.publish.report.materials import AS_OF, SINCE, bare, full, told, written

from truceline.publish.report.facts import InquiryTold, Released
from truceline.publish.report.printed import printed
from truceline.publish.tongue.tongue import tongue


def spot(*entries, about="e1"):
    return bare(kind="spot", incident=about, now=assessment(AS_OF, violations=entries))


def shelling(**changes):
    return entry(1, start=SINCE, end=SINCE, **changes)


def test_it_says_what_where_when_and_on_whose_word():
    words = told(written(spot(shelling(against=(cited(7, says="It was thunder."),)))), "incident")
    assert "Shell, Ford, 4\xa0Feb\xa02030." in words
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


CROWDED = "A patrol of the western bank saw smoke, heard two shells and was told of a third. " * 5
RULES = Released(
    delay_hours=72,
    town_km=2,
    open_km=8,
    least=3,
    left_out={"embargo": 10, "too few people": 5},
    licences=("press", "agency"),
    unnamed=12,
)


def pages(facts, language="en"):
    return len(pypdfium2.PdfDocument(printed(written(facts, tongue=tongue(language)))))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("released", [None, RULES], ids=["private", "public"])
@pytest.mark.parametrize("promises", [1, 2, 3])
def test_it_is_one_page_in_print(promises, released, language):
    claims = tuple(cited(n, says=CROWDED) for n in range(1, 12))
    norms = ("no-fire", "guns-out", "line-drawn")[:promises]
    told_of = [
        shelling(entry_id=f"e{n}", norm=norm, claims=claims, incident="ford")
        for n, norm in enumerate(norms, 1)
    ]
    statuses = [status(norm, would_change=("a report that the guns went " * 4,)) for norm in norms]
    facts = spot(*told_of)
    now = facts.now.model_copy(update={"norms": tuple(statuses)})
    inquiry = InquiryTold(
        id="ford", what="shell", day=SINCE, state="verified", accused="north", attributed_to="north",
        grade="assessed", replied=(), published=True,
    )  # fmt: skip
    told_whole = facts.model_copy(update={"now": now, "released": released, "inquiries": (inquiry,)})
    assert pages(told_whole, language) == 1


def test_what_is_too_much_for_a_page_is_counted():
    claims = tuple(cited(n) for n in range(1, 10))
    words = told(
        written(spot(shelling(claims=claims, against=(cited(20, says="Thunder.", weight=0.1),)))), "incident"
    )
    assert "5 more claims on it are in the proofs of the weekly report." in words
    assert "against | Thunder." in words


def test_an_inquiry_into_another_incident_is_left_to_other_reports():
    facts = full().model_copy(update={"kind": "spot", "incident": "e1"})
    assert "inquiry" not in [one.key for one in written(facts).sections]


def test_zones_out_of_sight_are_not_in_the_legend():
    (drawn,) = [
        one for one in written(spot(shelling(lat=30.0, lon=10.0))).sections[0].blocks if hasattr(one, "svg")
    ]
    assert not [words for _, words in drawn.legend if "strip" in words]


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
