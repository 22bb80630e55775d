from __future__ import annotations

import re

import pytest
from tests.web.console.reports import SHA256, claims_of, now, waiting_report
from tests.web.console.visiting import Visitor

from truceline.case.reviewing import Desk
from truceline.evidence.claim import Claim, Modality, Status
from truceline.ledger.entry import Origin

PILE = f"desk/{SHA256}"
P, A, R = Status.PROPOSED, Status.ACCEPTED, Status.REJECTED


@pytest.fixture
def waiting(visitor: Visitor) -> Visitor:
    waiting_report(visitor)
    return visitor


@pytest.fixture
def claims(waiting: Visitor) -> list[Claim]:
    return claims_of(waiting)


def decide(visitor: Visitor, claim: Claim, verdict: str, name: str | None = None, **more: str):
    data = {"claim": claim.claim_id, "verdict": verdict, "expected": "proposed", **more}
    return visitor.post(f"{PILE}/decide", data=data, name=name)


def card(page: str, claim: Claim) -> str:
    return page.partition(f'id="c-{claim.claim_id[:16]}"')[2].partition("</article>")[0]


def test_every_claim_has_a_card_and_its_words_are_marked(waiting: Visitor, claims: list[Claim]):
    page = waiting.get(PILE).text
    assert page.count('class="deskcard') == len(claims)
    for claim in claims:
        assert f'data-c="c-{claim.claim_id[:16]}' in page or f" c-{claim.claim_id[:16]}" in page
    assert '<mark class="t-a">shelled</mark>' in page
    assert "Hayat Tahrir al-Sham" in card(page, claims[0])


def test_what_is_not_done_is_seen_at_a_glance(waiting: Visitor, claims: list[Claim]):
    page = waiting.get(PILE).text
    for claim in claims:
        told = card(page, claim)
        done = claim.modality is Modality.ASSERTED and claim.polarity == "positive"
        assert ("Told as done" in told) is done
        assert ("⊘" in told) is not done
    denied = next(one for one in claims if one.polarity == "negative")
    assert "Denied: told as not so" in card(page, denied)
    assert "¬A" in card(page, denied)
    assert 'class="t-a denied"' in page


def test_a_claim_is_accepted_under_the_name_of_who_decides(waiting: Visitor, claims: list[Claim]):
    answer = decide(waiting, claims[0], "accept", why="seen  on\n film")
    assert answer.status_code == 303
    assert f"at={claims[1].claim_id}" in answer.headers["location"]
    (decision,) = waiting.held.case.ledger.decisions(claims[0].claim_id)
    assert (decision.status, decision.by, decision.why) == (A, "analyst", "seen on film")


def test_the_next_card_is_at_hand_after_a_decision(waiting: Visitor, claims: list[Claim]):
    answer = decide(waiting, claims[2], "accept")
    page = waiting.get(answer.headers["location"]).text
    assert 'aria-current="true"' in card("id=" + page.partition("<main")[2], claims[3]) or (
        re.search(rf'<article class="deskcard[^"]* on" id="c-{claims[3].claim_id[:16]}"', page)
    )


def test_rejecting_what_bears_on_a_promise_needs_a_reason(waiting: Visitor, claims: list[Claim]):
    refused = decide(waiting, claims[0], "reject")
    assert refused.status_code == 422
    assert "say why you reject it" in refused.text
    assert 'aria-invalid="true"' in card(refused.text, claims[0])
    assert now(waiting, claims[0]) is P
    assert decide(waiting, claims[0], "reject", why="misread").status_code == 303
    assert now(waiting, claims[0]) is R
    loose = next(one for one in claims if not one.bears_on)
    assert decide(waiting, loose, "reject").status_code == 303


def test_nothing_is_overwritten_that_somebody_else_decided(waiting: Visitor, claims: list[Claim]):
    decide(waiting, claims[0], "reject", name="second", why="misread")
    late = decide(waiting, claims[0], "accept")
    assert late.status_code == 409
    assert "is rejected now. Nothing was changed." in late.text
    assert "Decided by second." in late.text
    assert now(waiting, claims[0]) is R


def test_two_who_decide_in_the_same_moment_do_not_overwrite_each_other(
    waiting: Visitor, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
):
    first = Desk.decide

    def late(self: Desk, some, status, why=""):
        monkeypatch.undo()
        decide(waiting, claims[0], "reject", name="second", why="misread")
        return first(self, some, status, why)

    monkeypatch.setattr(Desk, "decide", late)
    answer = decide(waiting, claims[0], "accept")
    assert answer.status_code == 409
    assert "rejected" in answer.text
    assert now(waiting, claims[0]) is R


def test_a_claim_corrected_meanwhile_takes_no_decision(waiting: Visitor, claims: list[Claim]):
    Desk(waiting.held.case, "second").edit(claims[0], ["where=Hama"], accept=False)
    late = decide(waiting, claims[0], "accept")
    assert late.status_code == 409
    assert "is corrected now" in late.text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"verdict": "accept"}, 422),
        ({"claim": "f" * 64, "verdict": "accept"}, 404),
        ({"claim": "x", "verdict": "accept"}, 404),
        ({"claim": "f" * 65, "verdict": "accept"}, 422),
    ],
)
def test_a_form_that_is_none_decides_nothing(waiting: Visitor, data: dict[str, str], status: int):
    before = waiting.held.position
    assert waiting.post(f"{PILE}/decide", data=data).status_code == status
    assert waiting.held.position == before


@pytest.mark.parametrize("verdict", ["withdraw", "superseded", "proposed", ""])
def test_no_other_verdict_is_taken(waiting: Visitor, claims: list[Claim], verdict: str):
    assert decide(waiting, claims[0], verdict).status_code == 422
    assert now(waiting, claims[0]) is P


def test_a_claim_of_another_document_is_not_decided_here(waiting: Visitor, claims: list[Claim]):
    data = {"claim": claims[0].claim_id, "verdict": "accept"}
    assert waiting.post("desk/none/decide", data=data).status_code == 404
    assert now(waiting, claims[0]) is P


@pytest.mark.parametrize(
    ("name", "status"), [("observer", 403), ("verifier", 403), ("auditor", 403), ("nobody", 404), ("", 401)]
)
def test_only_those_who_decide_decide(waiting: Visitor, claims: list[Claim], name: str, status: int):
    assert decide(waiting, claims[0], "accept", name=name).status_code == status
    for path in ("undo", "all", f"edit/{claims[0].claim_id}"):
        data = {"digest": "0", "why": "x"}
        assert waiting.post(f"{PILE}/{path}", data=data, name=name).status_code == status
    assert now(waiting, claims[0]) is P


def test_whoever_only_proposes_sees_no_buttons(waiting: Visitor):
    page = waiting.get(PILE, name="observer").text
    assert "deskcard" in page
    assert 'name="verdict"' not in page


def test_undo_takes_back_one_s_own_last_decision(waiting: Visitor, claims: list[Claim]):
    decide(waiting, claims[0], "accept")
    decide(waiting, claims[1], "accept")
    answer = waiting.post(f"{PILE}/undo")
    assert answer.status_code == 303
    assert f"at={claims[1].claim_id}" in answer.headers["location"]
    assert [now(waiting, one) for one in claims[:2]] == [A, P]
    assert [one.why for one in waiting.held.case.ledger.decisions(claims[1].claim_id)] == ["", "undone"]
    assert waiting.post(f"{PILE}/undo", name="second").status_code == 409
    assert waiting.post(f"{PILE}/undo").status_code == 303
    none = waiting.post(f"{PILE}/undo")
    assert none.status_code == 409
    assert "no decision of yours here" in none.text


def test_undo_leaves_what_somebody_else_decided_since(waiting: Visitor, claims: list[Claim]):
    decide(waiting, claims[0], "accept")
    waiting.held.case.ledger.decide(claims[0].claim_id, R, "second", "")
    assert waiting.post(f"{PILE}/undo").status_code == 409
    assert now(waiting, claims[0]) is R


def test_secret_words_stay_with_those_who_may_read_them(waiting: Visitor, claims: list[Claim]):
    content = claims[0].model_dump(mode="json") | {
        "claim_id": "",
        "sensitivity": "secret",
        "says": "kanarienvogel",
    }
    in_document = Claim.model_validate(content).identified()
    content["evidence"] = {"quote": "kanarienvogel"}
    loose = Claim.model_validate(content).identified()
    ledger = waiting.held.case.ledger
    ledger.append(Origin("claims", "x.jsonl"), [loose])
    assert "kanarienvogel" in waiting.get("desk/none").text
    hidden = waiting.get("desk/none", name="observer")
    assert hidden.status_code == 200
    assert "kanarienvogel" not in hidden.text
    assert waiting.get(f"desk/none/effect?claim={loose.claim_id}", name="observer").status_code == 404
    ledger.append(Origin("claims", "y.jsonl"), [in_document])
    assert waiting.get(PILE, name="observer").status_code == 403
    assert waiting.get(PILE).status_code == 200


def test_whoever_is_shown_a_secret_claim_stands_in_the_ledger(waiting: Visitor, claims: list[Claim]):
    content = claims[0].model_dump(mode="json") | {"claim_id": "", "sensitivity": "secret", "says": "x"}
    secret = Claim.model_validate(content).identified()
    ledger = waiting.held.case.ledger
    ledger.append(Origin("claims", "x.jsonl"), [secret])
    waiting.get(f"{PILE}?act=patrol")  # its words stand in the text, if not in a card
    assert [one.by for one in ledger.disclosures()] == ["analyst"]


def test_what_a_report_says_is_no_markup(visitor: Visitor):
    text = b"Turkey shelled <script>alert(1)</script> <img src=x onerror=alert(2)> Aleppo on Oct 3, 2018.\n"
    (first, *_) = waiting_report(visitor, text, "<b>bold</b>.txt")
    page = visitor.get(f"desk/{first.evidence.document}").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<b>bold" not in page


def test_a_long_pile_is_shown_page_by_page(visitor: Visitor):
    text = "\n\n".join(f"On October {n % 28 + 1}, 2018 Turkey shelled Aleppo." for n in range(90)).encode()
    some = waiting_report(visitor, text, "long.txt")
    path = f"desk/{some[0].evidence.document}"
    page = visitor.get(path).text
    shown = page.count('class="deskcard')
    assert shown < len(some)
    more = re.search(r'id="desk-more" rel="next" href="([^"]+)"', page)
    assert more
    second = visitor.get(more[1].replace("&amp;", "&")).text
    assert card(second, some[shown])
    assert not card(second, some[0])


def test_enter_in_the_field_for_a_reason_decides_nothing_by_itself(waiting: Visitor):
    for form in waiting.get(PILE).text.split("<form")[1:]:
        if 'name="verdict"' in form:
            assert form.index("<button disabled hidden>") < form.index('value="accept"')


def test_claims_on_a_document_that_is_not_held_are_decided(waiting: Visitor, claims: list[Claim]):
    evidence = {"document": "0" * 64, "quote": "far"}
    content = claims[0].model_dump(mode="json") | {"claim_id": "", "evidence": evidence}
    claim = Claim.model_validate(content).identified()
    waiting.held.case.ledger.append(Origin("claims", "x.jsonl"), [claim])
    page = waiting.get(f"desk/{'0' * 64}")
    assert page.status_code == 200
    assert "which the case does not hold" in page.text
    assert "<blockquote" in page.text
    data = {"claim": claim.claim_id, "verdict": "accept"}
    assert waiting.post(f"desk/{'0' * 64}/decide", data=data).status_code == 303
    assert now(waiting, claim) is A
    assert "Nothing waits here any more." in waiting.get(f"desk/{'0' * 64}").text
    assert waiting.get(f"desk/{'1' * 64}").status_code == 404


def test_after_a_decision_the_page_says_what_was_decided_and_where_it_shows(visitor: Visitor):
    waiting_report(visitor)
    claim = next(one for one in claims_of(visitor) if "no-attack-on-idlib" in one.bears_on)
    sent = {"claim": claim.claim_id, "verdict": "accept", "expected": "proposed"}
    answer = visitor.post(f"desk/{SHA256}/decide", data=sent)
    page = visitor.get(answer.headers["location"]).text
    assert "<b>Accepted</b>" in page
    assert "promises/no-attack-on-idlib?as_of=2018-10-12" in page
    assert "<b>Accepted</b>" not in visitor.get(f"desk/{SHA256}?done=unknown").text
