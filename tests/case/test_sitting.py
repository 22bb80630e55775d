"""A case judged on many days gives on each what it gives alone."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.case.conftest import line

from truceline.case.folder import Case
from truceline.case.sitting import Sitting
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim, Source, Status
from truceline.ledger.entry import Origin
from truceline.ledger.source_acts import Deed, Doing

START = datetime(2020, 3, 1, 12, tzinfo=UTC)
FILE = Origin("claims", "march.jsonl", "f" * 64)
DAYS = st.dates(date(2020, 3, 5), date(2020, 5, 1))
REFERENCE = "s-3f9a01c2d4"
SHELLED = {"act": "shell"}
KINDS = (
    SHELLED,
    {"act": "shell", "actor": [{"text": "somebody"}], "attribution_grade": "none"},
    {"act": "shell", "polarity": "negative"},
    {"act": "meet"},
    {"act": "presence", "kind": "observation", "object": {"text": "guns", "term": "guns"}},
    {"act": "absence", "kind": "look", "coverage": 0.9, "object": {"text": "guns", "term": "guns"}},
)
PLACES = ({"lat": 35.1, "lon": 36.2}, {"lat": 35.3, "lon": 36.2, "precision": 2}, {"zone": "strip"}, None)
_numbers = itertools.count(1)


@st.composite
def reports(draw):
    day, place = draw(DAYS), draw(st.sampled_from(PLACES))
    said = {
        **draw(st.sampled_from(KINDS)),
        "time": {"start": str(day), "end": str(day)},
        "place": [place] if place else [],
        "incident": draw(st.sampled_from([None, None, "bridge"])),
        "status": draw(st.sampled_from(["accepted", "accepted", "proposed"])),
    }
    told = Claim.model_validate_json(line(next(_numbers), **said))
    name = draw(st.sampled_from(["post", "wire", REFERENCE]))
    return told.model_copy(update={"source": Source(id=name, family=name, reliability="B", credibility=2)})


class Turning:
    """A clock that goes on by an hour whenever it is looked at."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        self.moment += timedelta(hours=1)
        return self.moment


@pytest.fixture
def fresh(source, tmp_path):
    numbers = itertools.count(1)
    make = partial(Case.create, agreement=source / "river.yaml")
    return lambda: make(tmp_path / str(next(numbers)), clock=Turning())


def happen(case, data):
    """Something is entered: a report, a decision, a correction, or somebody is forgotten."""
    held = list(case.ledger.claims())
    what = data.draw(st.sampled_from(["report", "report", "decide", "correct", "forget"]))
    told = data.draw(st.lists(reports(), min_size=1, max_size=3))
    if case.ledger.is_forgotten(REFERENCE):  # of whom nothing is entered any more
        told = [one for one in told if one.source.id != REFERENCE]
    if what == "report" or not held:
        case.ledger.append(FILE, told)
    elif what == "decide":
        claim, status = data.draw(st.sampled_from(held)), data.draw(st.sampled_from(list(Status)[:3]))
        case.ledger.decide(claim.claim_id, status, "ana", "so")
    elif what == "correct":
        old = data.draw(st.sampled_from(held))
        case.ledger.append(FILE, [one.model_copy(update={"supersedes": old.claim_id}) for one in told[:1]])
    elif any(one.source.id == REFERENCE for one in held) and not case.ledger.is_forgotten(REFERENCE):
        case.ledger.forget(Doing(Deed.FORGOTTEN, REFERENCE, "ana", "asked to be"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), most=st.sampled_from([2, 1000]))
def test_any_day_knowledge_and_position_is_judged_as_it_is_alone(fresh, data, most):
    case = fresh()
    sitting = Sitting(case, most)
    for _ in range(data.draw(st.integers(2, 6))):
        happen(case, data)
        known_at = data.draw(st.none() | st.integers(1, 40).map(lambda n: START + timedelta(hours=n)))
        frame = Frame(as_of=data.draw(DAYS), known_at=known_at)
        position = data.draw(st.integers(0, case.ledger.position))
        found, alone = sitting.assess_at(position, frame), case.assess_at(position, frame)
        assert found == alone
        assert found.model_dump_json() == alone.model_dump_json()


def test_a_case_that_sits_judges_as_one_that_does_not(fresh):
    case = fresh()
    case.ledger.append(FILE, [Claim.model_validate_json(line(n)) for n in range(2)])
    sitting = Case.open(case.folder)
    sitting.sit()
    for day in (10, 20, 15):
        frame = Frame(as_of=date(2020, 4, day))
        found = sitting.assess(frame)
        assert found == case.assess(frame)
        assert sitting.replay(found)
        imagined = [Claim.model_validate_json(line(9))]
        assert sitting.assess(frame, imagined) == case.assess(frame, imagined)


def test_what_was_said_by_somebody_who_is_forgotten_is_kept_nowhere(fresh):
    case = fresh()
    said = json.loads(line(1, says="Zinnia saw it", **SHELLED))
    source = {**said["source"], "id": REFERENCE, "family": REFERENCE}
    case.ledger.append(FILE, [Claim.model_validate({**said, "source": source})])
    sitting, frame = Sitting(case), Frame(as_of=date(2020, 4, 1))
    assert "Zinnia" in sitting.assess_at(1, frame).model_dump_json()
    case.ledger.forget(Doing(Deed.FORGOTTEN, REFERENCE, "ana", "asked to be"))
    assert "Zinnia" not in sitting.assess_at(case.ledger.position, frame).model_dump_json()
    assert "Zinnia" not in str(vars(sitting))


def test_a_law_that_stays_the_same_is_kept_when_the_ledger_grows(fresh):
    case = fresh()
    first = case.law_at(0)
    case.ledger.append(FILE, [Claim.model_validate_json(line(1))])
    assert case.law_at(case.ledger.position).atlas is first.atlas
