from __future__ import annotations

import shutil

import pytest
from tests.web.api.calling import ROLES, ROOT, pages
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.test_audit import WITHOUT
from tests.web.console.visiting import Visitor, everybody

from truceline.evidence.claim import Status

LISTS = ("entries", "decisions", "corrections", "custody", "disclosures", "accounts")


def decided(visitor: Visitor, times: int = 5) -> str:
    claim = next(visitor.held.case.ledger.claims())
    for n in range(times):
        visitor.held.case.ledger.decide(claim.claim_id, Status.ACCEPTED, "Ana", f"why {n}")
    return claim.claim_id


@pytest.mark.parametrize("name", LISTS)
def test_lists_of_auditors_are_for_auditors(reading: Visitor, name: str):
    for who in ROLES:
        answer = reading.get(f"{ROOT}/cases/idlib/audit/{name}", name=who)
        assert answer.status_code == (200 if who == "auditor" else 403), who
    assert reading.get(f"{ROOT}/cases/idlib/audit/{name}", name="nobody").status_code == 404


def test_every_entry_is_told_once_the_newest_first(visitor: Visitor):
    decided(visitor)
    ledger = visitor.held.case.ledger
    found = pages(visitor, "audit/entries", limit=3, name="auditor")
    assert [one["position"] for one in found] == list(range(ledger.position, 0, -1))
    assert found[0]["digest"] == ledger.mark().digest
    assert found[0]["brought"] == {"decisions": 1}


def test_decisions_are_told_with_who_and_why(visitor: Visitor):
    claim = decided(visitor)
    found = pages(visitor, "audit/decisions", limit=2, name="auditor")
    assert [one["why"] for one in found][:5] == [f"why {n}" for n in reversed(range(5))]
    assert {(one["claim_id"], one["by"]) for one in found[:5]} == {(claim, "Ana")}


def test_what_counted_and_counts_no_more_is_told(visitor: Visitor):
    claim = decided(visitor, 1)
    visitor.held.case.ledger.decide(claim, Status.WITHDRAWN, "Ana", "It was another day.")
    (one,) = pages(visitor, "audit/corrections", limit=1, name="auditor")
    assert (one["what"], one["claim_id"], one["why"]) == ("withdrawn", claim, "It was another day.")


def test_custody_and_disclosures_come_whole_over_all_pages(visitor: Visitor):
    case = visitor.held.case
    for n in range(3):
        case.add_document(f"News {n}.".encode(), f"news-{n}.txt", "text/plain")
    secret_claim(case)
    visitor.get(f"{ROOT}/cases/idlib/claims?limit=500", name="analyst")
    found = pages(visitor, "audit/custody", limit=2, name="auditor")
    assert [one["name"] for one in found if one["name"].startswith("news-")] == [
        "news-2.txt", "news-1.txt", "news-0.txt",
    ]  # fmt: skip
    assert len({one["position"] for one in found}) == len(found)
    shown = pages(visitor, "audit/disclosures", limit=1, name="auditor")
    assert shown[0]["by"] == "analyst"
    assert shown[0]["outlet"] == "screen"
    assert shown[0]["secret"] > 0


def test_words_about_secret_claims_are_for_those_who_may_read_them(idlib_made, tmp_path):
    visitor = Visitor(shutil.copytree(idlib_made, tmp_path / "idlib"), [*everybody(), WITHOUT])
    case = visitor.held.case
    secret_claim(case)
    secret = next(one for one in case.ledger.claims() if one.sensitivity == "secret")
    case.ledger.decide(secret.claim_id, Status.ACCEPTED, "Ana", f"As {CANARY} says.")
    path = f"{ROOT}/cases/idlib/audit/decisions"
    assert CANARY in visitor.get(path, name="auditor").text
    assert CANARY not in visitor.get(path, name="program").text


@pytest.mark.parametrize("cursor", ["x", "W10", "999", "WyJjbGFpbXMiLCAiNSJd"])
def test_a_cursor_that_no_page_gave_is_refused(reading: Visitor, cursor: str):
    for name in LISTS[:-1]:
        answer = reading.get(f"{ROOT}/cases/idlib/audit/{name}?cursor={cursor}", name="auditor")
        assert answer.status_code == 422
