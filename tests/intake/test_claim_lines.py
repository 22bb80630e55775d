"""Claims as JSON Lines: every line checked against the claim's model."""

from __future__ import annotations

import json
from typing import Any

import pytest

BASE: dict[str, Any] = {
    "kind": "event",
    "act": "shell",
    "source": {"id": "log", "family": "log"},
    "says": "Shells fell.",
}


def lines(*claims: dict[str, Any]) -> str:
    return "".join(json.dumps(claim) + "\n" for claim in claims)


def test_claims_keep_their_own_evidence_and_bookkeeping(take) -> None:
    taken = take(
        lines({**BASE, "recorded_at": "2020-02-02T00:00:00Z", "evidence": {"cite": "p. 3"}}), name="c.jsonl"
    )
    claim = taken.claim
    assert taken.reading.kind == "claims"
    assert claim.recorded_at.isoformat() == "2020-02-02T00:00:00+00:00"
    assert (claim.evidence.cite, claim.evidence.row) == ("p. 3", None)
    assert claim.claim_id == claim.content_digest


def test_a_claim_comes_out_as_it_went_in(take) -> None:
    first = take(lines({**BASE, "place": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]})).claim
    again = take(first.model_dump_json() + "\n")
    assert again.claim == first
    assert again.issues == []


@pytest.mark.parametrize(
    ("change", "kind", "field"),
    [
        ({"act": "bombard"}, "unknown-act", "act"),
        ({"acts": "shell"}, "unknown-field", "acts"),
        ({"source": {"id": "log"}}, "missing-value", "source.family"),
        ({"coverage": "half"}, "bad-number", "coverage"),
        ({"published_on": "5 March"}, "bad-date", "published_on"),
        ({"recorded_at": "2020-02-02T10:00:00"}, "bad-date", "recorded_at"),
        ({"time": {"start": "2020-02-02", "end": "2020-02-01"}}, "reversed-dates", "time"),
        ({"place": [{"lat": 100}]}, "bad-value", "place.0.lat"),
        ({"says": 7}, "bad-value", "says"),
        ({"place": [{"lat": 35.5, "lon": True}]}, "bad-number", "place.0.lon"),
        ({"coverage": "0.5"}, "bad-number", "coverage"),
        ({"casualties": {"killed": {"best": "1_000"}}}, "bad-number", "casualties.killed.best"),
        ({"published_on": 1538697600}, "bad-date", "published_on"),
        ({"published_on": "1538697600"}, "bad-date", "published_on"),
        ({"recorded_at": "1538697600"}, "bad-date", "recorded_at"),
        ({"time": {"start": "0001-01-01"}}, "bad-date", "time.start"),
    ],
)
def test_a_line_that_is_no_claim_is_skipped_with_field_and_reason(take, change, kind, field) -> None:
    taken = take(lines(BASE, {**BASE, **change}), "claims")
    assert taken.kinds == [(2, kind, "skipped")]
    assert taken.issues[0].field == field
    assert len(taken.claims) == 1


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"claim_id": "0" * 64}, "changed-content"),
        ({"actor": [{"party": "nobody"}]}, "unknown-party"),
        ({"judgement": {"norm": "none", "rating": "met"}}, "unknown-reference"),
        ({"quantity": [{"low": 5, "high": 2}]}, "disordered-bounds"),
        ({"place": [{"lat": 35.5}]}, "missing-coordinates"),
        ({"published_on": "9999-12-31"}, "implausible-date"),
        ({"recorded_at": "9999-12-31T23:59:59-12:00"}, "implausible-date"),
        ({"decided_at": "0001-01-01T00:00:00+12:00"}, "implausible-date"),
    ],
)
def test_a_doubtful_claim_is_kept_and_flagged(take, change, kind) -> None:
    taken = take(lines({**BASE, **change}), "claims")
    assert taken.kinds == [(1, kind, "flagged")]
    assert taken.claim.act == "shell"


def test_copies_bad_lines_and_reused_labels_are_counted(take) -> None:
    labelled = {**BASE, "label": "a"}
    taken = take(lines(labelled, labelled, {**labelled, "says": "Other."}) + "nonsense\n", "claims")
    assert taken.kinds == [
        (2, "duplicate-row", "skipped"),
        (3, "repeated-id", "flagged"),
        (4, "bad-json", "skipped"),
    ]


def test_every_problem_of_a_line_is_told(take) -> None:
    taken = take(lines({**BASE, "act": "x", "kind": "y"}), "claims")
    assert [(issue.kind, issue.field) for issue in taken.issues] == [
        ("bad-value", "kind"),
        ("unknown-act", "act"),
    ]


def test_a_key_that_stands_twice_makes_the_line_no_claim(take) -> None:
    twice = lines(BASE).replace("{", '{"modality": "intended", "modality": "asserted", ', 1)
    taken = take(twice + lines(BASE), "claims")
    assert taken.kinds == [(1, "bad-json", "skipped")]
    assert "'modality' stands twice" in taken.issues[0].message
    assert len(taken.claims) == 1


def test_who_did_it_and_whom_it_hit_are_not_the_same_claim(take) -> None:
    side = [{"party": "northland"}]
    taken = take(lines({**BASE, "actor": side}, {**BASE, "target": side}), "claims")
    assert taken.issues == []
    assert len(taken.claims) == 2


def test_a_claim_without_its_implausible_day_is_digested_anew(take) -> None:
    claim = take(lines({**BASE, "published_on": "9999-12-31"}), "claims").claim
    assert claim.published_on is None
    assert claim.claim_id == claim.content_digest
