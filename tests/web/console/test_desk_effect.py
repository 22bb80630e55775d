from __future__ import annotations

import threading

import pytest
from tests.web.console.reports import REPORT, SHA256, claims_of, field, now, waiting_report
from tests.web.console.visiting import Visitor

from truceline.assess.matching import why_not_done
from truceline.case.reviewing import Desk
from truceline.evidence.claim import Claim, Status
from truceline.web.keeping import Turns

PILE = f"desk/{SHA256}"


@pytest.fixture
def waiting(visitor: Visitor) -> Visitor:
    waiting_report(visitor)
    return visitor


@pytest.fixture
def claims(waiting: Visitor) -> list[Claim]:
    return claims_of(waiting)


def accept_all(visitor: Visitor, why: str = "read twice", name: str | None = None):
    digest = field(visitor.get(f"{PILE}/all", name=name).text, "digest")
    return visitor.post(f"{PILE}/all", data={"digest": digest, "why": why}, name=name)


def test_the_effect_of_a_claim_is_told_before_it_is_accepted(waiting: Visitor, claims: list[Claim]):
    before = waiting.held.position
    shelling = next(one for one in claims if "no-attack-on-idlib" in one.bears_on)
    page = waiting.get(f"{PILE}/effect?claim={shelling.claim_id}&as_of=2018-10-19").text
    assert "If this claim is accepted, as of 19\xa0Oct\xa02018" in page
    row = page.partition("No attack on Idlib")[2] or page.partition("attack")[2]
    assert ", then " in row  # more speaks against it than before
    assert waiting.held.position == before


def test_a_planned_act_changes_no_status(waiting: Visitor, claims: list[Claim]):
    planned = next(one for one in claims if one.modality == "intended")
    page = waiting.get(f"{PILE}/effect?claim={planned.claim_id}").text
    assert "No status changes." in page


def test_only_what_is_told_as_done_is_accepted_together(waiting: Visitor, claims: list[Claim]):
    page = waiting.get(f"{PILE}/all").text
    assert "2 claims would be accepted" in page
    for left in ("Denied: told as not so", "Planned, not done", "Under a condition, not done"):
        assert left in page
    assert accept_all(waiting).status_code == 303
    for claim in claims:
        expected = Status.ACCEPTED if why_not_done(claim) is None else Status.PROPOSED
        assert now(waiting, claim) is expected
    assert accept_all_again(waiting) == 0


def accept_all_again(visitor: Visitor) -> int:
    """How many more are told as done."""
    page = visitor.get(f"{PILE}/all").text
    assert "Nothing that waits here is told as done." in page
    return page.count('name="digest"')


def test_a_decision_on_many_needs_a_reason(waiting: Visitor, claims: list[Claim]):
    refused = accept_all(waiting, why="  ")
    assert refused.status_code == 422
    assert "needs a reason" in refused.text
    assert {now(waiting, one) for one in claims} == {Status.PROPOSED}


def test_what_changed_since_one_looked_is_not_accepted_unseen(waiting: Visitor, claims: list[Claim]):
    digest = field(waiting.get(f"{PILE}/all").text, "digest")
    done = next(one for one in claims if why_not_done(one) is None)
    waiting.held.case.ledger.decide(done.claim_id, Status.REJECTED, "second", "misread")
    late = waiting.post(f"{PILE}/all", data={"digest": digest, "why": "read twice"})
    assert late.status_code == 409
    assert "has changed since you looked" in late.text
    assert now(waiting, done) is Status.REJECTED


def test_all_together_is_undone_together(waiting: Visitor, claims: list[Claim]):
    accept_all(waiting)
    assert waiting.post(f"{PILE}/undo").status_code == 303
    assert {now(waiting, one) for one in claims} == {Status.PROPOSED}


def test_one_s_own_correction_is_not_accepted_along(waiting: Visitor, claims: list[Claim]):
    done = [one for one in claims if why_not_done(one) is None]
    made = Desk(waiting.held.case, "analyst").edit(done[0], ["where=Hama"], accept=False)
    assert "Your own: somebody else accepts them" in waiting.get(f"{PILE}/all").text
    accept_all(waiting)
    assert now(waiting, made) is Status.PROPOSED
    accept_all(waiting, name="second")
    assert now(waiting, made) is Status.ACCEPTED


def test_a_denied_copy_of_a_done_act_stays_denied(visitor: Visitor):
    text = REPORT.replace(b"shelled Aleppo", b"did not shell Aleppo").replace(
        b"shelled Jisr", b"may shell Jisr"
    )
    some = waiting_report(visitor, text, "denied.txt")
    page = visitor.get(f"desk/{some[0].evidence.document}/all").text
    assert "Nothing that waits here is told as done." in page


def test_of_what_somebody_asks_for_over_and_over_only_the_last_is_worked_out():
    turns, done, begun, let = Turns(), [], threading.Event(), threading.Event()

    def ask(number: int) -> None:
        with turns.turn("amal") as is_latest:
            if is_latest():
                done.append(number)
                begun.set()
                assert let.wait(10)

    first = threading.Thread(target=ask, args=(1,))
    first.start()
    assert begun.wait(10)
    others = [threading.Thread(target=ask, args=(number,)) for number in (2, 3, 4)]
    for one in others:
        one.start()
        while turns._asked["amal"] < others.index(one) + 2:
            pass
    let.set()
    for one in (first, *others):
        one.join(10)
    assert done == [1, 4]
