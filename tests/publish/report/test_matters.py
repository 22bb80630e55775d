"""What the mechanism's record tells of a day: what has been taken back since is told of no day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import pytest
from tests.mechanism.conftest import enter, open_case

from truceline.core.frame import Frame
from truceline.publish.report.matters import Matters

LAST = date(2030, 1, 3)
GUNS = {"withdrawal": "w-1", "what": "guns", "count": 12, "leaves": "strip", "by": "2030-01-10"}


@pytest.fixture
def case(tmp_path):
    made = open_case(tmp_path / "case")
    enter(made, "analyst", "grade", cell="mission", family="mission", reliability="A")
    return made


def name(receipt):
    return receipt.entered[0].digest[:12]


def told(case, known=None, last=LAST):
    """The fields of a report of the last day, as known some days after it (null: by its end)."""
    known_at = None if known is None else case.agreement.tempo.last_moment(last + timedelta(days=known))
    return Matters.of(case, Frame(as_of=last, known_at=known_at), date(2030, 1, 1)).told()


def declared(act):
    return act("south-liaison", "declare", **GUNS)


def stored(act):
    return act("south-liaison", "store", site="s-1", holds=["guns=3"], lat=39.8, lon=22.1)


def inspected(act):
    stored(act)
    return act("mission-observer", "inspect", site="s-1", seen=["guns=2"], on="2030-01-01")


def alleged(act):
    return act("north-liaison", "allege", incident="i-1", what="shell", on="2030-01-01", text="A shell.")


def granted(act):
    act("south-liaison", "request", extension="x-1", norms=["fords-open"], until="2030-01-31", why="Floods.")
    return act("north-liaison", "grant", extension="x-1")


def convened(act):
    return act(
        "north-liaison",
        "convene",
        meeting="m-1",
        at="2030-01-04T09:00:00Z",
        invited=["south"],
        agenda="Fords.",
    )


def sent(act):
    return act("north-liaison", "send", message="m-1", to="south", subject="Fords", text="Open them.")


def routed(act):
    return act("mission-observer", "route", stretch="r-1", zone="strip", stands="open", on="2030-01-01")


MATTERS = {
    "withdrawals": ("south-liaison", declared),
    "sites": ("south-liaison", stored),
    "inquiries": ("north-liaison", alleged),
    "meetings": ("north-liaison", convened),
    "waits": ("north-liaison", sent),
    "routes": ("mission-observer", routed),
}


@pytest.mark.parametrize("field", MATTERS)
def test_what_was_taken_back_after_the_last_day_is_told_only_as_it_was_known_then(case, field):
    who, made = MATTERS[field]
    act = made(partial(enter, case))
    case.ledger._clock.at += timedelta(days=6)
    enter(case, who, "retract", act=name(act), why="A slip.")
    assert told(case)[field]
    assert told(case, known=1)[field] == told(case)[field]
    assert told(case, known=9)[field] == ()


def test_a_grant_that_was_taken_back_after_the_last_day_gives_no_time(case):
    act = granted(partial(enter, case))
    case.ledger._clock.at += timedelta(days=6)
    enter(case, "north-liaison", "retract", act=name(act), why="A slip.")
    assert told(case)["extensions"][0].granted == {"north": date(2030, 1, 31)}
    assert told(case, known=9)["extensions"][0].granted == {}


def test_a_look_that_was_taken_back_after_the_last_day_finds_nothing_missing(case):
    act = inspected(partial(enter, case))
    case.ledger._clock.at += timedelta(days=6)
    enter(case, "mission-observer", "retract", act=name(act), why="A slip.")
    assert told(case)["sites"][0].missing == {"guns": 1}
    assert told(case, known=9)["sites"][0].missing is None


def test_what_was_done_after_the_last_day_is_not_told_of_it(case):
    case.ledger._clock.at += timedelta(days=6)
    declared(partial(enter, case))
    act = stored(partial(enter, case))
    enter(case, "south-liaison", "retract", act=name(act), why="A slip.")
    assert told(case, known=9)["withdrawals"] == ()
    assert told(case, known=9)["sites"] == ()


def test_what_was_made_anew_after_a_slip_counts_from_then_on(case):
    act = declared(partial(enter, case))
    case.ledger._clock.at += timedelta(days=6)
    enter(case, "south-liaison", "retract", act=name(act), why="A slip.")
    declared(partial(enter, case))
    assert told(case, known=9)["withdrawals"] == ()
    assert len(told(case, known=9, last=LAST + timedelta(days=8))["withdrawals"]) == 1
