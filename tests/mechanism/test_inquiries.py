from __future__ import annotations

from datetime import date, timedelta

import pytest

from truceline.core.frame import Frame
from truceline.errors import InputError

ALLEGED = {
    "incident": "ford-3",
    "what": "shell",
    "on": "2030-01-05",
    "text": "Three shells fell by the house of a miller.",
    "accused": "south",
    "against": "north",
    "place": "the ford",
    "lat": 40.1,
    "lon": 22.2,
}
FOUND = {"incident": "ford-3", "finding": "verified", "basis": "Craters and fragments."}


@pytest.fixture
def alleged(act, case):
    case.ledger._clock.at += timedelta(days=6)
    act("north-liaison", "allege", **ALLEGED)


@pytest.fixture
def reported(alleged, act, case):
    act("mission-verifier", "take_up", incident="ford-3")
    act("mission-verifier", "task", incident="ford-3", team="team two")
    act("mission-observer", "visit", incident="ford-3", at=case.ledger.now.isoformat())
    act("mission-observer", "report", incident="ford-3", text="Craters.")


def entry(case):
    found = case.assess(Frame(as_of=date(2030, 1, 20)))
    return next(one for one in found.violations if one.incident == "ford-3")


def test_an_allegation_binds_by_word_alone(alleged, case, matter):
    assert matter("inquiry", "ford-3").state == "alleged"
    (claim,) = case.ledger.claims()
    assert (claim.attribution_grade, claim.source.credibility, claim.incident) == ("claimed", 6, "ford-3")
    assert "miller" not in claim.model_dump_json()
    assert entry(case).status == "opened"


def test_without_an_accused_it_is_laid_to_nobody(act, case):
    case.ledger._clock.at += timedelta(days=6)
    act("north-liaison", "allege", **{k: v for k, v in ALLEGED.items() if k != "accused"})
    (claim,) = case.ledger.claims()
    assert (claim.parties, claim.attribution_grade) == (set(), "none")


def test_a_verified_finding_confirms_the_register_s_entry(reported, act, case, matter):
    assert entry(case).status == "opened"
    act("mission-verifier", "conclude", **FOUND, attributed_to="south", grade="confirmed")
    assert matter("inquiry", "ford-3").state == "verified"
    assert entry(case).status == "confirmed"
    laid = [claim for claim in case.ledger.claims() if claim.attribution_grade == "confirmed" and claim.actor]
    assert any(claim.act == "shell" and claim.parties == {"south"} for claim in laid)


def test_a_step_of_the_inquiry_confirms_nothing(reported, case):
    assert entry(case).status == "opened"


def test_an_unfounded_one_closes_it(reported, act, case, matter):
    act("mission-verifier", "conclude", **FOUND | {"finding": "unfounded"})
    assert (matter("inquiry", "ford-3").state, entry(case).status) == ("unfounded", "closed")


@pytest.mark.parametrize("finding", ["not_verified", "accidental"])
def test_other_findings_leave_it_open(reported, act, case, matter, finding):
    act("mission-verifier", "conclude", **FOUND | {"finding": finding})
    assert matter("inquiry", "ford-3").state == finding.replace("_", " ")
    assert entry(case).status == "opened"


def test_closing_the_file_does_not_undo_the_finding(reported, act, case, matter):
    act("mission-verifier", "conclude", **FOUND)
    act("mission-verifier", "file", incident="ford-3")
    assert (matter("inquiry", "ford-3").state, entry(case).status) == ("filed", "confirmed")


# Different people


def test_whoever_alleged_it_cannot_take_it_up_or_conclude_it(case, act):
    """The same person, whose key was later trusted in another role."""
    case.ledger._clock.at += timedelta(days=6)
    act("north-liaison", "allege", **ALLEGED)
    from tests.mechanism.conftest import trust

    from truceline.ledger.signers import Role

    case.ledger.trust([trust("north-liaison", "north", Role.VERIFIER, case.ledger.now)])
    with pytest.raises(InputError, match="north-liaison alleged or reported it: author, verifier"):
        act("north-liaison", "take_up", incident="ford-3")


def test_roles_are_kept_apart(reported, act):
    with pytest.raises(InputError, match="is observer, and this act is not made as that"):
        act("mission-observer", "conclude", **FOUND)
    with pytest.raises(InputError, match="is verifier, and this act is not made as that"):
        act("mission-verifier", "publish", incident="ford-3")


def test_who_is_named_has_a_window_for_reply(reported, act, case, matter):
    act("mission-verifier", "conclude", **FOUND, attributed_to="south")
    with pytest.raises(InputError, match="south is named, and may reply until"):
        act("publisher", "publish", incident="ford-3")
    case.ledger._clock.at += timedelta(days=7)
    act("publisher", "publish", incident="ford-3")
    assert matter("inquiry", "ford-3").state == "published"


def test_a_reply_ends_the_window(reported, act, matter):
    act("mission-verifier", "conclude", **FOUND, attributed_to="south")
    act("south-liaison", "answer_to", incident="ford-3", text="A stray round.")
    act("publisher", "publish", incident="ford-3")
    assert matter("inquiry", "ford-3").details["replied"] == ["south"]


def test_a_finding_that_names_nobody_needs_no_window(reported, act, matter):
    act("mission-verifier", "conclude", **FOUND)
    act("publisher", "publish", incident="ford-3")
    assert matter("inquiry", "ford-3").state == "published"


def test_nothing_is_published_before_it_is_concluded(reported, act):
    with pytest.raises(InputError, match="inquiry ford-3 is reported: it cannot publish"):
        act("publisher", "publish", incident="ford-3")


# What is refused


def test_what_was_not_shown_is_laid_to_nobody(reported, act):
    with pytest.raises(InputError, match="what is unfounded is laid to nobody"):
        act("mission-verifier", "conclude", **FOUND | {"finding": "unfounded", "attributed_to": "south"})
    with pytest.raises(InputError, match="'west' is no party"):
        act("mission-verifier", "conclude", **FOUND, attributed_to="west")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"accused": "west"}, "'west' is no party"),
        ({"on": "2030-02-05"}, "is yet to come"),
        ({"lon": None}, "a point has both"),
    ],
)
def test_an_allegation_that_makes_no_sense_is_refused(act, case, changed, told):
    case.ledger._clock.at += timedelta(days=6)
    given = {key: value for key, value in (ALLEGED | changed).items() if value is not None}
    with pytest.raises(InputError, match=told):
        act("north-liaison", "allege", **given)


def test_the_details_name_author_and_verifier(reported, act, matter):
    act("mission-verifier", "conclude", **FOUND)
    details = matter("inquiry", "ford-3").details
    assert details["authors"] == ["mission-observer", "north-liaison"]
    assert details["verifier"] == "mission-verifier"
