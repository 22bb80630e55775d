from __future__ import annotations

import pytest
from tests.web.api.calling import AUDITING, DAY, READING, ROLES, ROOT, call
from tests.web.console.secrets import CANARY, secret_claim
from tests.web.console.visiting import Visitor


@pytest.mark.parametrize("path", READING)
@pytest.mark.parametrize("name", ROLES)
def test_whoever_may_read_a_case_may_make_every_call_that_reads(reading: Visitor, path: str, name: str):
    answer = call(reading, f"{path}?as_of={DAY}", name=name)
    assert answer.status_code == 200, answer.text
    assert answer.headers["truceline-position"] == str(reading.held.position)


@pytest.mark.parametrize("path", AUDITING)
def test_the_ledger_s_history_is_for_auditors(reading: Visitor, path: str):
    assert {name for name in ROLES if call(reading, path, name=name).status_code == 200} == {"auditor"}


@pytest.mark.parametrize("path", [*READING, *AUDITING])
@pytest.mark.parametrize(("name", "status"), [("nobody", 404), ("owner", 404), ("", 401)])
def test_whoever_has_no_role_learns_nothing(reading: Visitor, path: str, name: str, status: int):
    answer = call(reading, path, name=name)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", READING)
def test_secret_words_are_in_no_answer_for_whoever_may_not_read_them(visitor: Visitor, path: str):
    secret_claim(visitor.held.case)
    assert CANARY not in call(visitor, f"{path}?as_of={DAY}", name="publisher").text


def test_whoever_may_read_secret_words_finds_them(visitor: Visitor):
    secret_claim(visitor.held.case)
    for path in ("assessment", "claims", "promises/heavy-weapons-out"):
        assert CANARY in call(visitor, f"{path}?as_of={DAY}").text


def test_who_was_shown_what_is_secret_stands_in_the_ledger(visitor: Visitor):
    secret_claim(visitor.held.case)
    before = visitor.held.position
    call(visitor, f"claims?source={CANARY}")
    (told,) = [one for one in visitor.held.case.ledger.disclosures() if one.by == "analyst"]
    assert visitor.held.position == before + 1
    assert told.by == "analyst"


def test_what_has_not_moved_is_not_sent_again(visitor: Visitor):
    first = call(visitor, "promises")
    again = call(visitor, "promises", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    visitor.held.case.add_document(b"News.", "news.txt", "text/plain")
    moved = call(visitor, "promises", headers={"if-none-match": first.headers["etag"]})
    assert moved.status_code == 200


@pytest.mark.parametrize(
    "other", ["?as_of=2018-09-20", "?known_at=2018-09-20", "?reading.zone_depth=fifteen"]
)
def test_another_frame_is_another_answer(reading: Visitor, other: str):
    tag = call(reading, "promises").headers["etag"]
    there = call(reading, f"promises?{other}", headers={"if-none-match": tag})
    assert there.status_code != 304


def test_no_answer_is_kept_for_somebody_else(reading: Visitor):
    tag = call(reading, "promises", name="analyst").headers["etag"]
    other = call(reading, "promises", name="observer", headers={"if-none-match": tag})
    assert other.status_code == 200


def test_a_parameter_that_is_none_is_told_and_not_passed_over(reading: Visitor):
    problem = call(reading, "promises?asof=2018-10-19").json()
    assert problem["status"] == 422
    assert problem["problems"][0]["field"] == "asof"
    assert "as_of" in problem["problems"][0]["allowed"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("as_of=yesterday", "as_of"),
        ("known_at=2018-13-01", "known_at"),
        ("reading.nothing=1", "reading"),
        ("instruments=nothing", "instruments"),
    ],
)
def test_a_frame_that_is_none_is_told_by_its_parameter(reading: Visitor, query: str, field: str):
    answer = call(reading, f"assessment?{query}")
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["problems"][0]["field"].startswith(field)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/nothing", 404), ("DELETE", "/cases", 405), ("GET", "/cases/none/claims", 404)],
)
def test_every_refusal_has_one_shape(reading: Visitor, method: str, path: str, status: int):
    answer = reading.ask(method, ROOT + path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status", "detail", "problems"}


def test_what_another_site_sends_with_a_cookie_is_refused_as_a_document(reading: Visitor):
    answer = reading.post(f"{ROOT}/cases", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("forbidden")


def test_a_bug_of_ours_is_a_document_without_a_word_of_it(visitor: Visitor, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr("truceline.web.api.statuses.narrowed", broken)
    answer = call(visitor, "assessment")
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("our-fault")
    assert CANARY not in answer.text
