"""The claim: what is part of what is said, what it weighs, and what it refuses."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from pydantic import ValidationError
from tests.evidence import strategies

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Actor, Claim, Quantity, Source, Status, When

NOON = datetime(2018, 10, 10, 12, tzinfo=UTC)


def claim(**fields) -> Claim:
    said = {"kind": "event", "act": "shell", "source": Source(id="post", family="post")}
    return Claim.model_validate({**said, **fields})


@given(strategies.claims)
def test_a_claim_survives_json_unchanged(one):
    assert Claim.model_validate_json(one.model_dump_json()) == one


KEPT = {
    "claim_id": "",
    "recorded_at": NOON,
    "status": Status.REJECTED,
    "decided_by": "ana",
    "decided_at": NOON,
}


@given(strategies.claims)
def test_bookkeeping_is_no_part_of_what_is_said(one):
    assert one.model_copy(update=KEPT).content_digest == one.content_digest


@given(strategies.claims, strategies.claims)
def test_claims_with_one_digest_say_one_thing(one, other):
    same = one.model_copy(update=KEPT) == other.model_copy(update=KEPT)
    assert (one.content_digest == other.content_digest) is same


@given(strategies.claims)
def test_the_id_is_the_digest_of_the_content(one):
    assert one.identified().claim_id == digest_bytes(one.content())


def test_a_changed_copy_has_an_id_of_its_own():
    one = claim(says="ten shells")
    before, weight = one.content_digest, one.weight
    changed = one.model_copy(update={"says": "two shells", "confidence": 0.9})
    assert changed.content_digest != before
    assert changed.weight != weight
    assert one.content_digest == before


def test_a_claim_weighs_what_the_analyst_says_or_else_what_its_grades_give():
    assert claim(confidence=0.3).weight == 0.3
    graded = claim(source=Source(id="a", family="a", reliability="B", credibility=2))
    assert graded.weight == pytest.approx(0.9)
    assert claim().weight == 0.5


def test_a_claim_is_named_by_its_label_or_the_first_digits_of_its_id():
    assert claim(label="putin-19-oct").name == "putin-19-oct"
    one = claim().identified()
    assert one.name == one.claim_id[:12]


@pytest.mark.parametrize(
    ("fields", "done"),
    [
        ({}, True),
        ({"modality": "presupposed"}, True),
        ({"modality": "committed"}, False),
        ({"modality": "conditional"}, False),
        ({"polarity": "negative"}, False),
        ({"aspect": "not_started"}, False),
        ({"aspect": "ongoing"}, True),
    ],
)
def test_only_what_is_asserted_and_begun_is_done(fields, done):
    assert claim(**fields).is_done is done


def test_only_actors_that_are_parties_are_parties():
    assert claim(actor=(Actor(text="men"), Actor(party="north"))).parties == {"north"}


@pytest.mark.parametrize(
    "fields",
    [
        {"colour": "red"},
        {"act": "sing"},
        {"coverage": 1.5},
        {"recorded_at": datetime(2018, 10, 10)},
        {"time": {"start": "2018-10-10", "end": "2018-10-09"}},
        {"place": [{"lat": 91, "lon": 0}]},
        {"confidence": float("nan")},
    ],
)
def test_what_no_claim_can_say_is_refused(fields):
    with pytest.raises(ValidationError):
        claim(**fields)


def test_an_open_end_is_no_end():
    assert When(start=date(2018, 10, 10)).end is None


def test_disordered_bounds_are_kept_for_whoever_counts_them():
    assert not Quantity(low=5, best=3, high=9).bounds.is_ordered
