from __future__ import annotations

from datetime import date

import pytest
from tests.web.console.secrets import CANARY, secret_claim, secret_statement
from tests.web.console.visiting import Visitor

from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.disclosures import Outlet, Reserved
from truceline.ledger.entry import Origin, Recording
from truceline.outlook.stage import Stage

DAY = "?as_of=2018-10-19"


def looks(visitor: Visitor) -> list[tuple[Outlet, Reserved, str]]:
    return [(one.outlet, one.rows, one.by) for one in visitor.held.case.ledger.disclosures()]


def test_whoever_is_shown_a_secret_claim_stands_in_the_ledger_once_a_day(visitor: Visitor):
    path = f"promises/{secret_claim(visitor.held.case)}{DAY}"
    for name in ("analyst", "analyst", "auditor"):
        assert CANARY in visitor.get(path, name=name).text
    assert looks(visitor) == [
        (Outlet.SCREEN, Reserved(secret=1), "analyst"),
        (Outlet.SCREEN, Reserved(secret=1), "auditor"),
    ]


def test_whoever_is_shown_none_of_its_words_does_not(visitor: Visitor):
    path = f"promises/{secret_claim(visitor.held.case)}{DAY}"
    assert visitor.get(path, name="liaison").status_code == 200
    assert visitor.get("", name="analyst").status_code == 200
    assert looks(visitor) == []


def test_where_it_cannot_be_written_down_nothing_is_shown(visitor: Visitor, monkeypatch):
    from truceline.errors import CaseError, Problem

    def full(*_told: object) -> int:
        raise CaseError(Problem("ledger.sqlite", 0, "ledger", "the disk is full"))

    path = f"promises/{secret_claim(visitor.held.case)}{DAY}"
    monkeypatch.setattr("truceline.web.showing.look", full)
    page = visitor.get(path)
    assert page.status_code == 503
    assert CANARY not in page.text


@pytest.mark.parametrize("path", ["outlook", "/api/v1/cases/idlib/outlook"])
def test_whoever_sees_an_outlook_that_counts_what_is_secret_does_too(visitor: Visitor, path: str):
    a_secret_attack(visitor)
    for name in ("analyst", "analyst", "liaison"):
        assert visitor.get(f"{path}?as_of=2018-10-19", name=name).status_code == 200
    assert looks(visitor) == [(Outlet.SCREEN, Reserved(secret=1), "analyst")]


def a_secret_attack(visitor: Visitor) -> None:
    """One of the case's own attacks in the zone, told in secret once more."""
    case = visitor.held.case
    stage = Stage.of(case, Frame(as_of=date(2018, 10, 19)))
    claim = next(one for one in stage.inquiry.docket.claims if one.kind == "event")
    content = claim.model_dump(mode="json") | {"claim_id": "", "label": None, "sensitivity": "secret"}
    made = Claim.model_validate(content).identified()
    case.ledger.append(Origin("claims", "secret.jsonl"), [made], recorded=Recording.STATED)


def test_whoever_reads_secret_words_of_a_party_does_too(visitor: Visitor):
    secret_statement(visitor.held.case)
    page = visitor.get("postures?as_of=2018-10-19")
    assert CANARY in page.text
    assert looks(visitor) == [(Outlet.SCREEN, Reserved(secret=1), "analyst")]
    assert CANARY not in visitor.get("postures?as_of=2018-10-19", name="liaison").text
