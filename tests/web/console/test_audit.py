"""What auditors read."""

from __future__ import annotations

import time

import pytest
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor, everybody, somebody

from truceline.evidence.claim import Status
from truceline.ledger.signers import Role
from truceline.web.console import audit
from truceline.web.jobs import State
from truceline.web.rights import Right

PAGES = (
    "audit",
    "audit/decisions",
    "audit/corrections",
    "audit/custody",
    "audit/disclosures",
    "audit/accounts",
)
WITHOUT = somebody("program", Role.AUDITOR, limit=frozenset({Right.READ, Right.AUDIT}), is_program=True)


@pytest.fixture
def audited(visitor):
    visitor.name = "auditor"
    return visitor


@pytest.mark.parametrize("page", [*PAGES, "audit/soundness"])
def test_auditors_read_it_and_nobody_else(reading, page):
    for name, status in (("auditor", 200), ("analyst", 403), ("owner", 404), ("nobody", 404), ("", 303)):
        assert reading.get(page, name=name).status_code == status
    assert 'dir="rtl"' in reading.get(f"{page}?language=ar", name="auditor").text


def test_entries_are_told_the_newest_first_and_page_by_page(audited, monkeypatch):
    case = audited.held.case
    claim = next(case.ledger.claims())
    for n in range(3):
        case.ledger.decide(claim.claim_id, Status.ACCEPTED, "Ana", f"why {n}")
    monkeypatch.setattr(audit, "PAGE", 2)
    first = audited.get("audit").text
    last = case.ledger.position
    assert f"before={last - 1}" in first
    assert case.ledger.mark().digest[:12] in first
    assert "decisions: 1" in first
    second = audited.get(f"audit?before={last - 1}").text
    assert case.ledger.mark().digest[:12] not in second
    assert "why 2" in audited.get("audit/decisions").text
    assert "why 2" not in audited.get(f"audit/decisions?before={last - 2}").text


@pytest.mark.parametrize("before", ["-1", "0", "99999999999999999999999", "x"])
def test_a_page_that_is_none_is_empty_or_told_as_wrong(reading, before):
    for page in PAGES:
        assert reading.get(f"{page}?before={before}", name="auditor").status_code in (200, 422)


def test_words_about_secret_claims_are_for_those_who_may_read_secrets(idlib_made, tmp_path, visitor):
    people = Visitor(visitor.held.case.folder, [*everybody(), WITHOUT])
    case = people.held.case
    secret_claim(case)
    claim = next(one for one in case.ledger.claims() if one.sensitivity == "secret")
    case.ledger.decide(claim.claim_id, Status.ACCEPTED, "Ana", f"{CANARY} told me")
    case.ledger.decide(claim.claim_id, Status.WITHDRAWN, "Ana", f"{CANARY} is in danger")
    for page in ("audit/decisions", "audit/corrections"):
        assert CANARY in people.get(page, name="auditor").text
        hidden = people.get(page, name="program").text
        assert (CANARY in hidden, "a secret claim" in hidden) == (False, True)


def test_corrections_say_what_took_the_place_of_what(audited):
    ledger = audited.held.case.ledger
    claim = next(one for one in ledger.claims() if one.status is Status.ACCEPTED)
    ledger.decide(claim.claim_id, Status.WITHDRAWN, "Ana", "it was another village")
    told = audited.get("audit/corrections").text
    assert claim.claim_id[:12] in told
    assert "it was another village" in told
    assert claim.claim_id[:12] not in audited.get("audit/corrections?before=1").text


def test_custody_names_each_document_and_who_took_it_in(audited):
    sha256 = audited.held.case.add_document(b"<b>words</b>", "a <b>name</b>.html", "text/html")
    told = audited.get("audit/custody").text
    assert (sha256[:12] in told, "<b>name" in told) == (True, False)


def verified(people) -> str:
    sent = people.post("audit/verify")
    assert sent.status_code == 303
    path = sent.headers["location"]
    (job,) = people.app.state.jobs._jobs.values()
    until = time.monotonic() + 30
    while job.is_open and time.monotonic() < until:
        time.sleep(0.02)
    assert job.state is State.DONE
    return people.get(path).text


def test_the_record_is_verified_beside_the_pages_and_a_checkpoint_of_it_taken(audited):
    assert audited.post("audit/checkpoint").status_code == 409
    assert "The record holds." in verified(audited)
    page = audited.get("audit/soundness").text
    assert "Verified last" in page
    made = audited.post("audit/checkpoint")
    assert made.headers["content-disposition"].startswith('attachment; filename="checkpoint-')
    assert made.json()["digest"] == audited.held.case.ledger.mark().digest
    checked = audited.post("audit/check", files={"file": ("c.json", made.content)}).text
    assert "This record is the same" in checked
    assert "Nobody whom this case trusts has signed it" in checked
    other = made.json() | {"digest": "0" * 64}
    import json

    told = audited.post("audit/check", files={"file": ("c.json", json.dumps(other).encode())}).text
    assert "another record" in told
    later = made.json() | {"position": 10**6}
    told = audited.post("audit/check", files={"file": ("c.json", json.dumps(later).encode())}).text
    assert "ends before" in told
    (name, *_), drawn = made.json()["drawings"], made.json() | {"drawings": {}}
    told = audited.post("audit/check", files={"file": ("c.json", json.dumps(drawn).encode())}).text
    assert "Zones are drawn otherwise than at the checkpoint" in told
    assert name in told
    assert "drawn otherwise" not in checked


def test_only_auditors_verify(reading):
    for path in ("audit/verify", "audit/checkpoint", "audit/check"):
        assert reading.post(path, name="analyst").status_code == 403
        assert reading.post(path, name="nobody").status_code == 404


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe", b"[" * 50_000, b"nothing"])
def test_a_file_that_is_no_checkpoint_is_told_as_such(reading, content):
    answer = reading.post("audit/check", name="auditor", files={"file": ("<b>x</b>", content)})
    assert (answer.status_code, 'role="alert"' in answer.text) == (422, True)


def test_a_code_that_was_read_out_is_compared(reading):
    import re

    page = reading.get("audit/soundness", name="auditor").text
    code = re.search(r'<p class="code"[^>]*>([^<]+)<', page)[1]
    right = reading.post("audit/check", name="auditor", data={"code": code.lower()})
    assert "The code is the one of this record" in right.text
    assert reading.post("audit/check", name="auditor", data={"code": "1-AAAA"}).status_code == 422
    assert reading.post("audit/check", name="auditor", data={"code": ""}).status_code == 422
