from __future__ import annotations

import pytest
from tests.web.console.visiting import Visitor, somebody

from truceline.evidence.claim import Claim, Modality, Status
from truceline.ledger.signers import Role

SEEN = {
    "act": "shell",
    "modality": "asserted",
    "polarity": "positive",
    "words": "Six rounds from the south, I counted.",
    "source": "observer-7",
    "published": "2018-10-11",
    "sensitivity": "public",
    "who": "Syrian government",
    "where": "Aleppo",
    "when": "2018-10-11",
    "count": "6",
}


def entered(visitor: Visitor) -> list[Claim]:
    pile = visitor.held.case.ledger.waiting
    wanted = [one for one in visitor.held.case.ledger.claims() if one.source.id == "observer-7"]
    return list(pile.claims(one.claim_id for one in wanted).values())


def test_an_observer_enters_a_claim_and_it_counts_for_nothing_yet(visitor: Visitor):
    answer = visitor.post("desk/new", data=SEEN, name="observer")
    assert answer.status_code == 303
    (claim,) = entered(visitor)
    assert claim.status is Status.PROPOSED
    assert claim.supersedes is None
    assert (claim.act, claim.kind, claim.evidence.quote) == ("shell", "event", SEEN["words"])
    assert claim.quantity[0].best == 6
    assert claim.parties
    assert claim.bears_on
    page = visitor.get(answer.headers["location"], name="observer")
    assert "Six rounds" in page.text


def test_whoever_entered_it_does_not_accept_it_and_somebody_else_does(visitor: Visitor):
    visitor.door.people["second"] = somebody("second", Role.ANALYST)
    visitor.post("desk/new", data=SEEN)
    (claim,) = entered(visitor)
    page = visitor.get("desk/none").text
    assert "somebody else has to accept it" in page
    assert 'value="accept" disabled' in page
    data = {"claim": claim.claim_id, "verdict": "accept"}
    assert visitor.post("desk/none/decide", data=data).status_code == 403
    assert visitor.post("desk/none/decide", data=data, name="second").status_code == 303
    assert entered(visitor)[0].status is Status.ACCEPTED


def test_the_same_entered_twice_is_one_claim(visitor: Visitor):
    visitor.post("desk/new", data=SEEN)
    before = visitor.held.position
    visitor.post("desk/new", data=SEEN, name="observer")
    assert visitor.held.position == before
    assert len(entered(visitor)) == 1


def test_a_plan_entered_is_no_deed(visitor: Visitor):
    visitor.post("desk/new", data={**SEEN, "modality": "intended"})
    (claim,) = entered(visitor)
    assert (claim.modality, claim.kind, claim.aspect) == (Modality.INTENDED, "statement", "not_started")
    assert not claim.is_done


def test_a_denial_entered_is_no_deed(visitor: Visitor):
    visitor.post("desk/new", data={**SEEN, "polarity": "negative"})
    assert not entered(visitor)[0].is_done


@pytest.mark.parametrize(
    ("changes", "beside"),
    [
        ({"source": " "}, "f-source-wrong"),
        ({"words": ""}, "f-words-wrong"),
        ({"where": "Atlantis on Sea"}, "f-where-wrong"),
        ({"when": "soon"}, "f-when-wrong"),
        ({"published": "2018-02-31"}, "f-published-wrong"),
        ({"act": "levitate"}, "f-act-wrong"),
        ({"modality": "done"}, "f-modality-wrong"),
        ({"sensitivity": "open"}, "f-sensitivity-wrong"),
        ({"norms": "peace"}, "f-norms-wrong"),
        ({"words": "x" * 4001}, "f-words-wrong"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field(visitor: Visitor, changes: dict[str, str], beside: str):
    before = visitor.held.position
    page = visitor.post("desk/new", data={**SEEN, **changes})
    assert page.status_code == 422
    assert f'id="{beside}"' in page.text
    assert 'value="observer-7"' in page.text or "source" in changes
    assert visitor.held.position == before


def test_everything_wrong_is_told_at_once(visitor: Visitor):
    page = visitor.post("desk/new", data={**SEEN, "source": "", "where": "Atlantis on Sea"}).text
    assert "f-source-wrong" in page
    assert "f-where-wrong" in page


@pytest.mark.parametrize(
    ("name", "status"), [("auditor", 403), ("publisher", 403), ("nobody", 404), ("", 401)]
)
def test_only_those_who_propose_enter(visitor: Visitor, name: str, status: int):
    assert visitor.post("desk/new", data=SEEN, name=name).status_code == status
    assert not entered(visitor)
