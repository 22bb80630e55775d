"""What a model answers is taken apart one by one: what is no proposal is told, the rest stays."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading.extras.serving import proposal

from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality
from truceline.reading.extras.endpoint import Trouble
from truceline.reading.extras.proposals import Proposal, answer_schema, read_answer, shown


def answer(*proposals):
    return json.dumps({"proposals": list(proposals)})


def test_a_whole_proposal_is_taken():
    (found,) = read_answer(answer(proposal(actor=[{"text": "They", "party": "velk"}])))
    assert isinstance(found, Proposal)
    assert found.act is Act.SHELL
    assert found.actor[0].party == "velk"


@pytest.mark.parametrize("around", ["```json\n{}\n```", "Here you are:\n{}", "  {}  "])
def test_fences_and_talk_round_the_json_do_not_matter(around):
    assert len(list(read_answer(around.replace("{}", answer(proposal()))))) == 1


@pytest.mark.parametrize(
    "slots",
    [
        {"act": "annihilate"},
        {"modality": "certain"},
        {"polarity": "yes"},
        {"aspect": "done"},
        {"trigger": ""},
        {"trigger": "x" * 401},
        {"trigger": None},
        {"sentence": "first"},
        {"actor": "They"},
        {"actor": [{"text": "They"}]},
        {"actor": [{"text": "They", "party": None}] * 13},
        {"object": {"text": "guns", "kind": "x"}},
        {"status": "accepted"},
        {"confidence": 1.0},
        {"bears_on": ["no-shelling"]},
        {"decided_by": "editor"},
    ],
)
def test_what_is_not_of_the_closed_schema_is_refused_alone(slots):
    first, second = read_answer(answer(proposal(**slots), proposal()))
    assert isinstance(first, Trouble)
    assert first.kind == "bad-proposal"
    assert next(iter(slots)) in first.message
    assert isinstance(second, Proposal)


def test_a_missing_slot_is_refused():
    short = proposal()
    del short["modality"]
    (found,) = read_answer(answer(short))
    assert isinstance(found, Trouble)
    assert "modality" in found.message


@pytest.mark.parametrize(
    "text", ["", "no", "{", "[]", "{}", '{"proposals": {}}', '"{}"', '{"a": ' * 5000 + "}" * 5000]
)
def test_what_holds_no_list_of_proposals_is_told(text):
    (found,) = read_answer(text)
    assert isinstance(found, Trouble)
    assert found.kind == "bad-answer"


def test_endless_lists_are_cut():
    found = list(read_answer(answer(*[proposal()] * 100)))
    assert isinstance(found[-1], Trouble)
    assert "36 proposals past the 64" in found[-1].message
    assert len(found) == 65


def test_a_message_shows_little_and_nothing_that_steers_a_terminal():
    (found,) = read_answer(answer(proposal(act="\x1b[31m" + "x" * 500)))
    assert isinstance(found, Trouble)
    assert "\x1b" not in found.message
    assert len(found.message) < 200
    assert shown("\u202eabc") == "?abc"


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([*proposal(), "x"]), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_no_json_whatever_makes_it_fail(value):
    for found in read_answer(json.dumps({"proposals": [value]})):
        assert isinstance(found, (Proposal, Trouble))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_no_text_whatever_makes_it_fail(text):
    assert all(isinstance(found, (Proposal, Trouble)) for found in read_answer(text))


def test_the_schema_sent_along_holds_the_closed_vocabulary():
    schema = json.dumps(answer_schema())
    assert all(f'"{act.value}"' in schema for act in Act)
    assert all(f'"{modality.value}"' in schema for modality in Modality)
    assert answer_schema()["additionalProperties"] is False
