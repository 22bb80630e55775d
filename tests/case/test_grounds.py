from __future__ import annotations

from datetime import timedelta

import pytest
from tests.mechanism.conftest import enter, open_case

from truceline.case.grounds import grounds_of
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin

LOOK = {
    "kind": "look",
    "act": "absence",
    "actor": [{"party": "north"}],
    "object": {"term": "guns"},
    "place": [{"zone": "strip"}],
    "time": {"start": "2030-01-09", "end": "2030-01-09"},
    "coverage": 0.9,
    "confidence": 0.9,
    "source": {"id": "mission", "family": "mission"},
    "says": "No guns of the north.",
}
ASKED = {"norms": ["fords-open"], "until": "2030-01-31", "why": "High water."}
FINDING = {"finding": "guns-out", "finding_as_of": "2030-01-10", "finding_says": "partly_fulfilled"}


@pytest.fixture
def case(tmp_path):
    return open_case(tmp_path / "case")


def told(case, name):
    return grounds_of(case, case.mechanism.record().matters["extension", name])


def test_what_a_request_says_stands_beside_what_the_record_gives(case):
    case.ledger.append(Origin("test", "look"), [Claim.model_validate(LOOK)])
    enter(case, "south-liaison", "request", extension="e-1", **ASKED, **FINDING)
    found = told(case, "e-1")
    assert (found.said, found.found, found.degree) == ("partly_fulfilled", "unknown", (0.5, 1.0))
    assert found.told == (
        "guns-out as of 2030-01-10: said to be partly fulfilled; on record then: unknown, 50% to 100%"
    )


def test_what_came_to_light_after_the_request_does_not_count(case):
    enter(case, "south-liaison", "request", extension="e-1", **ASKED, **FINDING)
    case.ledger._clock.at += timedelta(days=20)
    case.ledger.append(Origin("test", "look"), [Claim.model_validate(LOOK)])
    assert told(case, "e-1").degree == (0.0, 1.0)


def test_a_request_without_a_finding_rests_on_none(case):
    enter(case, "south-liaison", "request", extension="e-1", **ASKED)
    assert told(case, "e-1") is None
