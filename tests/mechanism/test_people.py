from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from truceline.errors import InputError
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.people import OfPeople, counted, shown, told

PERSON = "Ahmad al-Hassan"
SLUG = "ahmad-al-hassan"
GIVEN = {
    "pledge": {"release": "r-9", "people": 12, "to": "north", "by": "2030-01-20"},
    "let_go": {"release": "r-1", "people": 12, "on": "2030-01-10", "through": "icrc"},
    "receive": {"release": "r-1", "people": 12, "on": "2030-01-10"},
    "attest": {"release": "r-1", "people": 12, "on": "2030-01-10", "counted_by": "icrc"},
    "come_back": {
        "to": "strip",
        "until": "2030-01-10",
        "since": "2030-01-02",
        "people": 40,
        "who": "displaced",
        "leaving": "SY-ID",
        "counted_by": "unhcr",
        "admitted_by": "south",
    },
    "reconcile": {
        "deal": "d-1",
        "where": "strip",
        "between": ["north"],
        "about": ["relief"],
        "stands": "talks",
        "on": "2030-01-10",
    },
}
WHO = {
    "pledge": "south-liaison",
    "let_go": "south-liaison",
    "receive": "north-liaison",
    "attest": "mission-observer",
    "come_back": "mission-observer",
    "reconcile": "mission-observer",
}
SET_BY_THE_DESK = {"format", "kind", "agreement", "party", "signer", "made_at"}
OWN = [
    (kind, field)
    for kind, cls in KINDS.items()
    if issubclass(cls, OfPeople)
    for field in cls.model_fields
    if field not in SET_BY_THE_DESK
]


@pytest.fixture(autouse=True)
def _later(act, case):
    act("south-liaison", "pledge", release="r-1", people=20, to="north", by="2030-01-20")
    case.ledger._clock.at += timedelta(days=11)


def test_every_kind_that_tells_of_people_is_tried_here():
    assert set(GIVEN) == {kind for kind, cls in KINDS.items() if issubclass(cls, OfPeople)}


@pytest.mark.parametrize("kind", GIVEN)
def test_the_acts_tried_here_can_be_made(act, kind):
    act(WHO[kind], kind, **GIVEN[kind])


@pytest.mark.parametrize(("kind", "field"), OWN)
@pytest.mark.parametrize("name", [PERSON, SLUG])
def test_no_field_takes_a_person_s_name(act, case, kind, field, name):
    value = [name] if isinstance(GIVEN[kind].get(field), list) else name
    with pytest.raises((InputError, ValidationError)):
        act(WHO[kind], kind, **GIVEN[kind] | {field: value})
    assert case.ledger.position == 2


def test_a_remark_is_refused_with_the_reason(act):
    with pytest.raises(ValidationError, match="stays empty: a remark could name somebody"):
        act(WHO["attest"], "attest", **GIVEN["attest"], note="He is well.")


@pytest.mark.parametrize("field", ["instance", "edition", "edits", "form"])
@pytest.mark.parametrize("name", [PERSON, SLUG, "abed", "mk-1"])
def test_no_submission_is_called_after_somebody(act, field, name):
    submitted = {"form": "attest/0123456789ab", "instance": "17", "edition": "17#2", "edits": "17#1"}
    with pytest.raises(ValidationError):
        act(WHO["attest"], "attest", **GIVEN["attest"], submitted=submitted | {field: name})
    act(WHO["attest"], "attest", **GIVEN["attest"], submitted=submitted)


def test_what_told_of_people_is_taken_back_in_set_words(act, case):
    act(WHO["attest"], "attest", **GIVEN["attest"])
    back = {"act": case.mechanism.record().acts[-1].signed.digest}
    slip = {"why": "A slip."}
    named = {"form": "attest/0123456789ab", "instance": PERSON, "edition": PERSON}
    for changed in ({"why": f"It was {PERSON}."}, slip | {"note": PERSON}, slip | {"submitted": named}):
        with pytest.raises(InputError, match="could name somebody"):
            act(WHO["attest"], "retract", **back | changed)
    act(WHO["attest"], "retract", **back, why="A slip.")


@pytest.mark.parametrize("kind", GIVEN)
def test_no_field_can_be_added_for_a_name(act, kind):
    with pytest.raises(ValidationError, match="names"):
        act(WHO[kind], kind, **GIVEN[kind], names=[PERSON])


@pytest.mark.parametrize("kind", GIVEN)
def test_acts_that_tell_of_people_are_not_public_unless_somebody_says_so(kind):
    field = KINDS[kind].model_fields["sensitivity"]
    assert field.default == "restricted"
    assert "public" in get_args(field.annotation)


@pytest.mark.parametrize("kind", [kind for kind in GIVEN if "people" in GIVEN[kind]])
def test_fewer_than_five_people_are_told_by_no_number_and_never_in_public(act, case, matter, kind):
    few = GIVEN[kind] | {"people": 3}
    with pytest.raises(InputError, match="fewer than 5 people is not public"):
        act(WHO[kind], kind, **few, sensitivity="public")
    act(WHO[kind], kind, **few)
    claim = list(case.ledger.claims())[-1]
    assert "fewer than 5" in claim.says
    assert (claim.quantity[0].low, claim.quantity[0].best, claim.quantity[0].high) == (1, None, 4)
    found = list(case.mechanism.record().matters.values())[-1]
    assert "3" not in found.told.replace("2030", "")
    assert "3" not in str(found.details).replace("2030", "")
    act(
        WHO[kind], kind, **GIVEN[kind] | {"people": 40, "release": "r-8"} if kind == "pledge" else GIVEN[kind]
    )


def test_none_and_many_are_told_as_they_are():
    assert [told(people) for people in (0, 1, 4, 5, 120)] == ["0", "fewer than 5", "fewer than 5", "5", "120"]
    assert [shown(people) for people in (0, 4, 5)] == [0, "fewer than 5", 5]
    assert counted(0)[0].high == 0
