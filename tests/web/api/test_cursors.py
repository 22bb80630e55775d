from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.api.calling import DAY, call, pages
from tests.web.console.visiting import Visitor

from truceline.errors import InputError
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin
from truceline.web.api.cursors import cursor_of, key_of, number_of


@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
def test_a_cursor_gives_back_what_it_was_made_of(key: list[str]):
    assert key_of("list", cursor_of("list", *key), len(key)) == tuple(key)


@given(st.text(max_size=60))
def test_any_other_text_is_told_as_no_cursor(text: str):
    with pytest.raises(InputError):
        key_of("list", text)


@pytest.mark.parametrize("told", ["-1", "1e9", "x", "9" * 40, "\u0663"])
def test_a_number_that_is_none_is_told(told: str):
    with pytest.raises(InputError):
        number_of("list", cursor_of("list", told))


@pytest.mark.parametrize("told", [[], {}, None, ["claims", 3], ["claims", "1", "2"], ["register", "1"]])
def test_a_cursor_of_another_list_is_refused(reading: Visitor, told: object):
    made = urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")
    answer = call(reading, f"claims?cursor={made}")
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "cursor"


@pytest.mark.parametrize("path", ["claims", f"register?as_of={DAY}"])
def test_pages_come_to_the_whole_list(reading: Visitor, path: str):
    whole = pages(reading, path, limit=500)
    assert pages(reading, path, limit=7) == whole
    assert len(whole) > 14


def test_what_is_added_meanwhile_neither_repeats_nor_hides_a_claim(visitor: Visitor):
    ledger = visitor.held.case.ledger
    first = call(visitor, "claims?limit=5").json()
    one = next(ledger.known([first["items"][0]["claim_id"]]))
    more = {**one.model_dump(mode="json"), "claim_id": "", "label": None, "says": "said once more"}
    ledger.append(Origin("claims", "more.jsonl"), [Claim.model_validate(more).identified()])
    second = call(visitor, f"claims?limit=500&cursor={first['next']}").json()
    ids = [each["claim_id"] for each in (*first["items"], *second["items"])]
    assert len(ids) == len(set(ids))
    assert second["items"][-1]["says"] == "said once more"
