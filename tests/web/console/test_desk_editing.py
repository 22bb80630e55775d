from __future__ import annotations

import pytest
from tests.web.console.reports import SHA256, claims_of, now, waiting_report
from tests.web.console.visiting import Visitor

from truceline.case.editing import FIELDS
from truceline.evidence.claim import Claim, Status
from truceline.web.console.desk_editing import values_of

PILE = f"desk/{SHA256}"


@pytest.fixture
def waiting(visitor: Visitor) -> Visitor:
    waiting_report(visitor)
    return visitor


@pytest.fixture
def claim(waiting: Visitor) -> Claim:
    return claims_of(waiting)[0]


def correct(visitor: Visitor, claim: Claim, name: str | None = None, **changes: str):
    data = {**values_of(claim), **changes}
    return visitor.post(f"{PILE}/edit/{claim.claim_id}", data=data, name=name)


def correction(visitor: Visitor, claim: Claim) -> Claim:
    return next(one for one in claims_of(visitor) if one.supersedes == claim.claim_id)


def test_the_form_has_every_field_with_its_value(waiting: Visitor, claim: Claim):
    page = waiting.get(f"{PILE}/edit/{claim.claim_id}").text
    for name in FIELDS:
        assert f'name="{name}"' in page
    assert 'value="Hayat Tahrir al-Sham"' in page


def test_a_correction_is_proposed_and_takes_the_place_of_the_claim(waiting: Visitor, claim: Claim):
    answer = correct(waiting, claim, where="Hama")
    assert answer.status_code == 303
    made = correction(waiting, claim)
    assert [now(waiting, one) for one in (claim, made)] == [Status.SUPERSEDED, Status.PROPOSED]
    assert made.place[0].text == "Hama"
    assert made.actor == claim.actor  # what was not changed is as it was, with its place in the text
    assert made.evidence == claim.evidence
    page = waiting.get(answer.headers["location"]).text
    assert "somebody else has to accept it" in page


def test_whoever_corrected_a_claim_does_not_accept_it_and_somebody_else_does(waiting: Visitor, claim: Claim):
    correct(waiting, claim, where="Hama")
    made = correction(waiting, claim)
    data = {"claim": made.claim_id, "verdict": "accept"}
    own = waiting.post(f"{PILE}/decide", data=data)
    assert own.status_code == 403
    assert "somebody else has to accept it" in own.text
    assert now(waiting, made) is Status.PROPOSED
    assert waiting.post(f"{PILE}/decide", data=data, name="second").status_code == 303
    assert now(waiting, made) is Status.ACCEPTED


@pytest.mark.parametrize(
    ("changes", "beside", "told"),
    [
        ({"where": "Atlantis on Sea"}, "f-where-wrong", "no place is known"),
        ({"when": "2018-10-31/2018-10-01"}, "f-when-wrong", "before it starts"),
        ({"count": "some"}, "f-count-wrong", "does not fit"),
        ({"grade": "Z9"}, "f-grade-wrong", "is no grade"),
        ({"norms": "peace"}, "f-norms-wrong", "no norm"),
        ({"modality": "done"}, "f-modality-wrong", "must be"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(
    waiting: Visitor, claim: Claim, changes: dict[str, str], beside: str, told: str
):
    before = waiting.held.position
    page = correct(waiting, claim, why="a reason kept", **changes)
    assert page.status_code == 422
    assert told in page.text.partition(f'id="{beside}"')[2].partition("</p>")[0]
    assert 'role="alert"' in page.text
    (typed,) = changes.values()
    assert f'value="{typed}"' in page.text or changes.get("modality")
    assert 'value="a reason kept"' in page.text
    assert waiting.held.position == before


def test_a_correction_that_changes_nothing_is_none(waiting: Visitor, claim: Claim):
    page = correct(waiting, claim)
    assert page.status_code == 422
    assert "would change" in page.text


def test_fields_that_nobody_offered_are_not_taken(waiting: Visitor, claim: Claim):
    correct(
        waiting, claim, where="Hama", status="accepted", claim_id="x", sensitivity="public", supersedes="y"
    )
    made = correction(waiting, claim)
    assert (made.status, made.sensitivity) == (Status.PROPOSED, claim.sensitivity)


def test_a_claim_decided_meanwhile_is_not_corrected(waiting: Visitor, claim: Claim):
    waiting.held.case.ledger.decide(claim.claim_id, Status.REJECTED, "second", "misread")
    assert waiting.get(f"{PILE}/edit/{claim.claim_id}").status_code == 409
    assert correct(waiting, claim, where="Hama").status_code == 409


def test_a_correction_is_undone_as_one_step(waiting: Visitor, claim: Claim):
    correct(waiting, claim, where="Hama")
    made = correction(waiting, claim)
    assert waiting.post(f"{PILE}/undo").status_code == 303
    assert [now(waiting, one) for one in (claim, made)] == [Status.PROPOSED, Status.WITHDRAWN]


@pytest.mark.parametrize("content", [b"", b"%%%", b"where=" + b"x" * 200_000, b"a=1&" * 500])
def test_a_form_that_is_none_corrects_nothing(waiting: Visitor, claim: Claim, content: bytes):
    before = waiting.held.position
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = waiting.post(f"{PILE}/edit/{claim.claim_id}", content=content, headers=headers)
    assert 400 <= answer.status_code < 500
    assert waiting.held.position == before


def test_a_field_that_nobody_touched_keeps_its_party_where_its_words_go_over_a_line(visitor: Visitor):
    """Browsers take the ends of lines out of a field: what they send back is no change."""
    text = b"Report\n\nIDLIB, Oct 12, 2018 - Syrian government\nforces shelled Jisr al-Shughur.\n"
    (claim, *_) = [one for one in waiting_report(visitor, text, "lines.txt") if one.act == "shell"]
    assert "\n" in claim.actor[0].text
    page = f"desk/{claim.evidence.document}/edit/{claim.claim_id}"
    sent = {name: value.replace("\n", "") for name, value in values_of(claim).items()} | {"grade": "B2"}
    sent["says"] = sent["says"].replace("\n", "\r\n")
    assert visitor.post(page, data=sent).status_code == 303
    made = next(one for one in visitor.held.case.ledger.claims() if one.supersedes == claim.claim_id)
    assert made.actor == claim.actor
    assert made.bears_on == claim.bears_on
