"""Of every sort of matter: nobody is told what follows from an act that they may not see."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import NamedTuple

import pytest
from tests.mechanism.conftest import CAST, SIGNERS, START
from tests.mechanism.sketch import WEST, box
from tests.mechanism.test_deals import DEAL
from tests.mechanism.test_extensions import ASKED
from tests.mechanism.test_inquiries import ALLEGED, FOUND
from tests.mechanism.test_meetings import CALL, MINUTE
from tests.mechanism.test_messages import MESSAGE
from tests.mechanism.test_patrols import PLAN, REPORT
from tests.mechanism.test_record import AGREEMENT, REGISTER
from tests.mechanism.test_releases import PLEDGED
from tests.mechanism.test_returns import HOME
from tests.mechanism.test_routes import FORD, KEPT
from tests.mechanism.test_tallies import HAMA
from tests.mechanism.test_withdrawals import SITE, SOUTH

from truceline.ledger.signers import Role
from truceline.mechanism.kinds import MATTERS, deed_from
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.record import Record
from truceline.mechanism.sight import Viewer
from truceline.mechanism.signed import Signed

EARLY = (START + timedelta(days=8)).isoformat()
LATE = START + timedelta(days=20)
SEGMENT = {"zone": "strip", "segment": "west"}
OTHER = box(22.0, 40.1, 22.2, 40.2)
COUNTED = {"release": "r-1", "on": "2030-01-10"}


class Step(NamedTuple):
    """One act: who makes it, its kind and fields."""

    who: str
    kind: str
    fields: dict


COURSES: dict[str, tuple[Step, ...]] = {
    "message": (
        Step("north-liaison", "send", MESSAGE),
        Step("south-liaison", "acknowledge", {"message": "m-1"}),
        Step("south-liaison", "answer", {"message": "m-1", "text": "We did."}),
    ),
    "boundary": (
        Step("north-liaison", "divide", {"zone": "strip", "segments": ["west", "east"]}),
        Step("north-liaison", "propose", {**SEGMENT, "drawing": "n1", "geometry": WEST}),
        Step("south-liaison", "propose", {**SEGMENT, "drawing": "s1", "geometry": OTHER}),
        Step("south-liaison", "approve", {**SEGMENT, "drawing": "n1"}),
        Step("north-liaison", "approve", {**SEGMENT, "drawing": "n1"}),
    ),
    "withdrawal": (
        Step("south-liaison", "declare", SOUTH),
        Step("mission-observer", "verify", {"withdrawal": "w-1", "counted": 7, "on": "2030-01-11"}),
        Step("north-observer", "verify", {"withdrawal": "w-1", "counted": 12, "on": "2030-01-12"}),
    ),
    "site": (
        Step("south-liaison", "store", SITE),
        Step("mission-observer", "inspect", {"site": "depot-1", "seen": ["guns=2"], "on": "2030-01-11"}),
        Step("mission-verifier", "inspect", {"site": "depot-1", "seen": ["guns=3"], "on": "2030-01-12"}),
    ),
    "patrol": (
        Step("north-liaison", "plan", PLAN),
        Step("north-liaison", "set_out", {"patrol": "p-1"}),
        Step("north-liaison", "finish", REPORT),
        Step("south-liaison", "take_part", {"patrol": "p-1"}),
    ),
    "inquiry": (
        Step("north-liaison", "allege", ALLEGED),
        Step("mission-verifier", "take_up", {"incident": "ford-3"}),
        Step("mission-verifier", "task", {"incident": "ford-3", "team": "team two"}),
        Step("mission-observer", "visit", {"incident": "ford-3", "at": EARLY}),
        Step("mission-observer", "report", {"incident": "ford-3", "text": "Craters."}),
        Step("mission-verifier", "conclude", FOUND),
        Step("south-liaison", "answer_to", {"incident": "ford-3", "text": "Not ours."}),
    ),
    "tally": (
        Step("north-liaison", "count", {**HAMA, "firings": 4}),
        Step("south-liaison", "count", {**HAMA, "firings": 9}),
    ),
    "extension": (
        Step("south-liaison", "request", ASKED),
        Step("south-liaison", "grant", {"extension": "e-1"}),
        Step("north-liaison", "grant", {"extension": "e-1", "until": "2030-01-25"}),
    ),
    "meeting": (
        Step("north-liaison", "convene", CALL),
        Step("north-liaison", "hold", MINUTE),
        Step("south-liaison", "confirm", {"meeting": "w-1"}),
    ),
    "route": (
        Step("mission-observer", "route", FORD),
        Step("north-liaison", "route", FORD | {"stands": "closed", "on": "2030-01-15"}),
    ),
    "access": (Step("mission-observer", "keep_out", KEPT),),
    "release": (
        Step("south-liaison", "pledge", PLEDGED),
        Step("south-liaison", "let_go", {**COUNTED, "people": 19}),
        Step("north-liaison", "receive", {**COUNTED, "people": 17}),
        Step("mission-observer", "attest", {**COUNTED, "people": 16, "counted_by": "icrc"}),
    ),
    "return": (
        Step("mission-observer", "come_back", HOME),
        Step("north-liaison", "come_back", HOME | {"people": 90, "counted_by": "icrc"}),
    ),
    "deal": (
        Step("mission-observer", "reconcile", DEAL | {"stands": "talks"}),
        Step("north-observer", "reconcile", DEAL | {"stands": "agreed"}),
    ),
    "cell": (
        Step("analyst", "grade", {"cell": "south", "family": "south-state", "reliability": "D"}),
        Step("analyst", "grade", {"cell": "south", "family": "south-press", "reliability": "B"}),
    ),
}  # fmt: skip
SHAPED_BY_OTHERS = {"retraction", "survey"}
"""Sorts with one act each, about acts of other matters: test_retracting and test_surveys have them."""
CASES = [(sort, at) for sort, course in COURSES.items() for at in range(len(course))]


def entered(number: int, step: Step, sensitivity: str | None) -> Entered:
    moment = LATE + timedelta(hours=number)
    usual = {
        "agreement": AGREEMENT.id, "party": CAST[step.who][0], "signer": step.who, "kind": step.kind,
        "made_at": moment.isoformat(), **({"sensitivity": sensitivity} if sensitivity else {}),
    }  # fmt: skip
    signed = Signed.by(SIGNERS[step.who], deed_from({**usual, **step.fields}))
    return Entered(signed, "0" * 64, number + 1, number + 1, moment)


def matter_of(sort: str, acts: list[Entered]) -> Matter | None:
    record = Record.of(AGREEMENT, REGISTER, acts)
    assert not record.left_out, record.left_out
    found = [one for one in record.matters.values() if one.sort == sort]
    return found[0] if found else None


def course(sort: str, hidden: int) -> list[Entered]:
    """The acts of a sort's course, one of them secret."""
    steps = COURSES[sort]
    return [
        entered(number, step, "secret" if number == hidden else None) for number, step in enumerate(steps)
    ]


def viewers() -> list[Viewer]:
    known = [Viewer.named(name, REGISTER) for name in CAST]
    return [*(one for one in known if one is not None), Viewer("auditor", None, Role.AUDITOR), Viewer()]


def shape(matter: Matter) -> tuple:
    return matter.state, matter.told, json.dumps(matter.details, default=str)


def test_every_sort_is_tried():
    assert {*COURSES, *SHAPED_BY_OTHERS} == MATTERS.keys()


@pytest.mark.parametrize(("sort", "hidden"), CASES)
def test_a_secret_act_is_told_to_nobody_who_may_not_see_it(sort: str, hidden: int):
    acts = course(sort, hidden)
    matter = matter_of(sort, acts)
    blind = [one for one in viewers() if acts[hidden] not in one.acts_of(matter)]
    assert Viewer() in blind
    for viewer in blind:
        known, seen = viewer.shown(matter), viewer.acts_of(matter)
        if known is None:
            continue
        if matter.beside:
            assert shape(known) == shape(matter_of(sort, list(seen)))
        elif all(one in seen for one in acts[: acts.index(seen[-1])]):
            # What came later is as if it had not been.
            assert shape(known) == shape(matter_of(sort, acts[: acts.index(seen[-1]) + 1]))
        else:
            assert (known.told, known.details, known.is_whole) == ("", {}, False)


@pytest.mark.parametrize(("sort", "hidden"), CASES)
def test_whoever_sees_every_act_is_told_everything(sort: str, hidden: int):
    acts = course(sort, hidden)
    matter = matter_of(sort, acts)
    auditor = Viewer("auditor", None, Role.AUDITOR)
    assert auditor.acts_of(matter) == tuple(acts)
    assert auditor.shown(matter) == matter
    assert shape(auditor.shown(matter)) == shape(matter)
    assert auditor.shown(matter).is_whole


@pytest.mark.parametrize("sort", [sort for sort in COURSES if len(COURSES[sort]) > 1])
def test_a_secret_act_takes_a_matter_from_nobody_who_knew_of_it(sort: str):
    acts = course(sort, len(COURSES[sort]) - 1)
    before, after = matter_of(sort, acts[:-1]), matter_of(sort, acts)
    for viewer in viewers():
        if viewer.role is not None and viewer.sees(before):
            assert viewer.sees(after), viewer
