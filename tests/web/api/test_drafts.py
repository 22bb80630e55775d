from __future__ import annotations

from typing import Any

import pytest
from tests.web.api.calling import ROOT
from tests.web.api.posting import post
from tests.web.console.one_table import Table

from truceline.web.drafts import LONGEST

MINE, THEIRS = "turkey-liaison", "russia-liaison"
WORDS = "ourunsentwords"
DRAFT = {"kind": "send", "fields": {"to": ["russia"], "subject": [WORDS], "text": [WORDS]}}


def saved(table: Table, name: str = MINE, **more: Any) -> str:
    answer = post(table, "drafts", {**DRAFT, **more}, name=name)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def listed(table: Table, name: str = MINE) -> list[dict[str, Any]]:
    answer = table.get(f"{ROOT}/cases/idlib/drafts", name=name)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["drafts"]
    return found


def test_a_draft_by_call_stands_on_the_cell_s_pages_and_the_other_way_round(table: Table):
    name = saved(table)
    assert WORDS in table.get(f"mechanism/new/send?draft={name}", name=MINE).text
    page = table.post("mechanism/new/send", name=MINE, data={"do": "draft", "subject": "By page."})
    assert page.status_code == 303
    assert {one["fields"]["subject"][0] for one in listed(table)} == {WORDS, "By page."}
    assert {one["id"] for one in listed(table, "second-turkey-liaison")} == {
        one["id"] for one in listed(table)
    }


@pytest.mark.parametrize("other", [THEIRS, "iran-liaison", "turkey-observer", "russia-observer"])
def test_no_draft_is_told_or_touched_outside_its_cell(table: Table, other: str):
    name = saved(table)
    assert listed(table, other) == []
    one = table.get(f"{ROOT}/cases/idlib/drafts/{name}", name=other)
    gone = post(table, f"drafts/{name}/drop", name=other)
    over = post(table, "drafts", {**DRAFT, "draft": name}, name=other)
    nowhere = table.get(f"{ROOT}/cases/idlib/drafts/{'0' * 32}", name=other)
    assert (one.status_code, gone.status_code, over.status_code) == (404, 404, 404)
    assert (one.content, WORDS in one.text + gone.text + over.text) == (nowhere.content, False)
    assert [one["fields"]["text"] for one in listed(table)] == [[WORDS]]


@pytest.mark.parametrize(("other", "status"), [("auditor", 403), ("owner", 404), ("nobody", 404)])
def test_who_makes_no_acts_has_no_drafts(table: Table, other: str, status: int):
    name = saved(table)
    for path in ("drafts", f"drafts/{name}"):
        assert table.get(f"{ROOT}/cases/idlib/{path}", name=other).status_code == status
    assert post(table, "drafts", DRAFT, name=other).status_code == status


def test_a_draft_is_kept_in_place_of_another_and_dropped(table: Table):
    name = saved(table)
    again = saved(table, draft=name, fields={"subject": ["Another."]})
    assert again == name
    (one,) = listed(table)
    assert one["fields"] == {"subject": ["Another."]}
    assert post(table, f"drafts/{name}/drop", name=MINE).status_code == 200
    assert listed(table) == []
    assert post(table, f"drafts/{name}/drop", name=MINE).status_code == 404


def test_a_draft_that_is_sent_again_with_its_key_is_one_and_its_answer_has_no_words(table: Table):
    first, second = (post(table, "drafts", DRAFT, key="d", name=MINE) for _ in range(2))
    assert first.content == second.content
    assert len(listed(table)) == 1
    assert WORDS not in first.text


def test_a_draft_is_nothing_in_the_ledger(table: Table):
    before = table.held.position
    saved(table)
    assert table.held.position == before


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"fields": {"text": "a word"}}, "fields.text"),
        ({"fields": {"text": ["x" * LONGEST, "y"]}}, ""),
        ({"more": 1}, "more"),
    ],
)
def test_what_is_no_draft_is_not_kept(table: Table, wrong: dict[str, Any], field: str):
    answer = post(table, "drafts", {**DRAFT, **wrong}, name=MINE)
    assert answer.status_code == 422, answer.text
    assert {one["field"] for one in answer.json()["problems"]} == {field}
    assert listed(table) == []


def test_a_draft_does_not_become_one_of_another_act(table: Table):
    name = saved(table)
    answer = post(table, "drafts", {**DRAFT, "kind": "convene", "draft": name}, name=MINE)
    assert answer.status_code == 422
    assert [one["kind"] for one in listed(table)] == ["send"]
