"""The zones that an assessment uses are those in force on the day, as known in the frame."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.mechanism.conftest import enter, open_case
from tests.mechanism.sketch import EAST, WEST, box

from truceline.case.law import public_law
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim
from truceline.ledger.entry import Origin

DAY = date(2030, 1, 12)
NARROW = box(22.0, 40.0, 22.2, 40.05)
"""Without the ford, where the howitzer stands (40.1 N)."""
GUN = {
    "kind": "observation",
    "act": "presence",
    "actor": [{"party": "south"}],
    "object": {"term": "howitzers"},
    "place": [{"lat": 40.1, "lon": 22.1, "precision": 1, "radius_m": 50}],
    "time": {"start": "2030-01-11", "end": "2030-01-11"},
    "confidence": 0.9,
    "source": {"id": "ferryman", "family": "ferryman"},
    "says": "A howitzer at the ford.",
}


@pytest.fixture
def case(tmp_path):
    made = open_case(tmp_path / "case")
    made.ledger.append(Origin("test", "gun"), [Claim.model_validate(GUN)])
    return made


def draw(case, west=WEST, keys=("north-liaison", "south-liaison"), segments=("west", "east"), **more):
    enter(case, "north-liaison", "divide", zone="strip", segments=["west", "east"])
    for name, geometry in (("west", west), ("east", EAST)):
        enter(case, "north-liaison", "propose", zone="strip", segment=name, drawing="n1", geometry=geometry)
    for name in segments:
        for who in keys:
            enter(case, who, "approve", zone="strip", segment=name, drawing="n1", **more)


def guns_out(case, **frame):
    found = case.assess(Frame(**{"as_of": DAY} | frame))
    return next(one for one in found.norms if one.norm == "guns-out")


def south(status):
    return next(part.verdict for part in status.parts if part.party == "south")


def test_without_acts_the_law_is_the_agreement_itself(case):
    law = case.law(Frame(as_of=DAY))
    assert law.agreement is case.agreement
    assert law.atlas is case.atlas
    assert south(guns_out(case)) == "refuted"


def test_an_approved_boundary_decides_what_lies_in_the_zone(case):
    draw(case, NARROW)
    assert south(guns_out(case)) == "unknown"
    (mark,) = [mark for mark in guns_out(case).marks if "rests on" in mark]
    assert mark == (
        "rests on strip, whose lines are approved and in force (2 of 2 segments approved by north and south)"
    )


def test_with_one_key_missing_the_agreement_s_own_zone_stands_and_the_status_says_so(case):
    draw(case, NARROW, keys=("north-liaison",))
    status = guns_out(case)
    assert south(status) == "refuted"
    assert any(
        "proposed and not in force (0 of 2 segments approved, wanting south)" in m for m in status.marks
    )


def test_with_one_segment_missing_too(case):
    draw(case, NARROW, segments=("west",))
    status = guns_out(case)
    assert south(status) == "refuted"
    assert any(
        "proposed and not in force (1 of 2 segments approved, wanting" in mark for mark in status.marks
    )


def test_the_day_decides_which_lines_count(case):
    draw(case, NARROW, valid_from="2030-01-15")
    assert south(guns_out(case)) == "refuted"
    assert south(guns_out(case, as_of=date(2030, 1, 16))) == "refuted", (
        "seen on the 11th, under the old lines"
    )


def test_what_was_known_before_the_approval_uses_the_old_zone(case):
    before = case.ledger.now - timedelta(seconds=1)
    case.ledger._clock.at += timedelta(hours=1)
    draw(case, NARROW)
    assert south(guns_out(case)) == "unknown"
    assert not any("rests on" in mark for mark in guns_out(case, known_at=before).marks)


def test_a_disputed_line_stays_in_force_and_is_said_to_be_disputed(case):
    draw(case, NARROW)
    enter(case, "south-liaison", "dispute", zone="strip", segment="west", why="The mill is ours.")
    status = guns_out(case)
    assert south(status) == "unknown"
    assert any("disputed and not in force" not in mark and "disputed" in mark for mark in status.marks)


def test_the_lines_being_approved_makes_the_norm_that_settles_them(case):
    def made():
        found = case.assess(Frame(as_of=DAY))
        return next(one.standing for one in found.norms if one.norm == "line-drawn")

    draw(case, keys=("north-liaison",))
    assert made() == "not_made"
    enter(case, "south-liaison", "approve", zone="strip", segment="west", drawing="n1")
    assert made() == "not_made"
    enter(case, "south-liaison", "approve", zone="strip", segment="east", drawing="n1")
    assert made() == "made"


def test_every_status_along_the_way_replays(case):
    frame = Frame(as_of=DAY)
    kept = [case.assess(frame)]
    draw(case, NARROW, keys=("north-liaison",))
    kept.append(case.assess(frame))
    for name in ("west", "east"):
        enter(case, "south-liaison", "approve", zone="strip", segment=name, drawing="n1")
        kept.append(case.assess(frame))
    assert all(case.replay(one) for one in kept)


# What everybody may know


def test_lines_that_only_the_sides_know_are_in_no_public_law(case):
    draw(case, west=NARROW, sensitivity="restricted")
    on = DAY + timedelta(days=1)
    assert public_law(case).atlas.shape("strip", on, {}) == case.atlas.shape("strip", on, {})
    assert case.law().atlas.shape("strip", on, {}) != case.atlas.shape("strip", on, {})


def test_lines_approved_in_public_are(tmp_path):
    case = open_case(tmp_path / "open")
    enter(case, "north-liaison", "divide", zone="strip", segments=["west", "east"], sensitivity="public")
    for name, geometry in (("west", NARROW), ("east", EAST)):
        enter(
            case, "north-liaison", "propose", zone="strip", segment=name, drawing="n1", geometry=geometry,
            sensitivity="public",
        )  # fmt: skip
        for who in ("north-liaison", "south-liaison"):
            enter(case, who, "approve", zone="strip", segment=name, drawing="n1", sensitivity="public")
    on = DAY + timedelta(days=30)
    assert public_law(case).atlas.shape("strip", on, {}).equals(case.law().atlas.shape("strip", on, {}))


def test_without_acts_everybody_knows_the_agreement_as_it_was_signed(case):
    assert public_law(case).atlas is case.atlas
