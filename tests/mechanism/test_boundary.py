from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.mechanism.conftest import CAST, SIGNERS, START, TINY, trust
from tests.mechanism.sketch import EAST, WEST, box

from truceline.agreement.load import load_agreement
from truceline.errors import InputError
from truceline.ledger.signers import Signers
from truceline.mechanism.boundary import STATES, Boundary
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.mapping import as_geojson
from truceline.mechanism.matter import Entered
from truceline.mechanism.record import Record
from truceline.mechanism.sight import Viewer
from truceline.mechanism.signed import Signed

DAY = date(2030, 3, 1)


@pytest.fixture
def divided(act):
    act("north-liaison", "divide", zone="strip", segments=["west", "east"])


@pytest.fixture
def drawn(divided, act):
    """Both segments drawn: the west by both sides, the east by the north alone."""
    act("north-liaison", "propose", zone="strip", segment="west", drawing="n1", geometry=WEST)
    act(
        "south-liaison",
        "propose",
        zone="strip",
        segment="west",
        drawing="s1",
        geometry=box(22.0, 40.02, 22.2, 40.2),
    )
    act("north-liaison", "propose", zone="strip", segment="east", drawing="n1", geometry=EAST)


def approve(act, who, segment, drawing="n1", **more):
    return act(who, "approve", zone="strip", segment=segment, drawing=drawing, **more)


def refusal(act, who, kind, **fields) -> str:
    with pytest.raises(InputError) as caught:
        act(who, kind, zone="strip", **fields)
    return str(caught.value)


def segment(matter, name):
    return matter("boundary", "strip").segments[name]


def state(matter, name):
    return segment(matter, name).state(DAY, ("north", "south"))


# Two keys


def test_a_segment_is_in_force_once_both_have_approved_the_same_drawing(drawn, act, matter):
    approve(act, "north-liaison", "west")
    assert segment(matter, "west").in_force == ()
    approve(act, "south-liaison", "west")
    assert segment(matter, "west").on(DAY) == "n1"
    assert state(matter, "west") == "approved"


def test_one_side_cannot_approve_for_both_however_many_keys_it_has(drawn, act, matter):
    approve(act, "south-liaison", "west", "n1")
    assert "south has approved n1 of west already" in refusal(
        act, "south-second", "approve", segment="west", drawing="n1"
    )
    assert segment(matter, "west").in_force == ()


def test_two_who_approve_rival_drawings_have_approved_nothing(drawn, act, matter):
    approve(act, "north-liaison", "west", "n1")
    approve(act, "south-liaison", "west", "s1")
    assert state(matter, "west") == "proposed"
    approve(act, "north-liaison", "west", "s1")
    assert segment(matter, "west").on(DAY) == "s1"


def test_an_approval_that_went_over_to_another_drawing_no_longer_counts_for_the_first(drawn, act, matter):
    approve(act, "north-liaison", "west", "n1")
    approve(act, "north-liaison", "west", "s1")
    approve(act, "south-liaison", "west", "n1")
    assert segment(matter, "west").in_force == ()


def test_nobody_but_a_decider_approves_agrees_or_disputes(drawn, act):
    for kind, more in (
        ("approve", {"drawing": "n1"}),
        ("agree", {"drawing": "n1"}),
        ("dispute", {"why": "x"}),
    ):
        told = refusal(act, "mission-liaison", kind, segment="west", **more)
        assert "the boundary is settled by north and south (allowed: north, south)" in told


def test_an_observer_of_a_decider_cannot_approve_for_it(drawn, act):
    assert "is observer" in refusal(act, "north-observer", "approve", segment="west", drawing="n1")


def test_the_last_of_two_days_is_the_first_day_in_force(drawn, act, matter):
    approve(act, "north-liaison", "west", valid_from="2030-02-01")
    approve(act, "south-liaison", "west", valid_from="2030-02-10")
    found = segment(matter, "west")
    assert (found.on(date(2030, 2, 9)), found.on(date(2030, 2, 10))) == (None, "n1")


def test_a_new_drawing_replaces_the_old_from_its_own_day_on(drawn, act, matter):
    for who in ("north-liaison", "south-liaison"):
        approve(act, who, "west", "n1", valid_from="2030-02-01")
    for who in ("north-liaison", "south-liaison"):
        approve(act, who, "west", "s1", valid_from="2030-02-20")
    found = segment(matter, "west")
    assert (found.on(date(2030, 2, 19)), found.on(date(2030, 2, 20))) == ("n1", "s1")


# The boundary as somebody knows it who does not see all of it


@pytest.mark.parametrize("hidden", ["agree", "approve", "dispute"])
def test_who_stands_behind_a_drawing_in_secret_is_told_to_nobody_else(drawn, act, case, hidden):
    behind = {"why": "A well."} if hidden == "dispute" else {"drawing": "n1"}
    act("south-liaison", hidden, zone="strip", segment="west", **behind, sensitivity="secret")
    approve(act, "north-liaison", "west")
    record = case.mechanism.record()
    whole = next(record.each(Boundary))
    known = Viewer.named("north-observer", record.signers).shown(whole)
    west = known.segments["west"]
    assert (west.drawings["n1"].agreed, set(west.drawings["n1"].approved)) == ({"north"}, {"north"})
    assert (west.disputed, west.chosen, west.in_force) == (frozenset(), {"north": "n1"}, ())
    assert (west.on(DAY), west.state(DAY, known.deciders)) == (None, "proposed")
    assert west.wanting(DAY, known.deciders) == ("south",)
    assert known.segments["east"] == whole.segments["east"]
    assert Viewer.named("south-second", record.signers).shown(whole) == whole


def test_a_drawing_proposed_in_secret_is_not_there_for_others(divided, act, case):
    act("north-liaison", "propose", zone="strip", segment="west", drawing="n1", geometry=WEST)
    hidden = {"drawing": "s1", "geometry": EAST, "sensitivity": "secret"}
    act("south-liaison", "propose", zone="strip", segment="west", **hidden)
    approve(act, "south-liaison", "west", "s1", sensitivity="secret")
    act("north-liaison", "propose", zone="strip", segment="east", drawing="n1", geometry=EAST)
    record = case.mechanism.record()
    known = Viewer.named("north-observer", record.signers).shown(next(record.each(Boundary)))
    assert set(known.segments["west"].drawings) == {"n1"}
    assert known.segments["west"].chosen == {}
    assert "s1" not in str(as_geojson(known, DAY))


# The boundary as a whole


def test_rival_drawings_that_the_parties_approved_are_told_as_such(drawn, act, matter):
    approve(act, "north-liaison", "west", "n1")
    assert matter("boundary", "strip").told == "0 of 2 segments approved, wanting north and south"
    approve(act, "south-liaison", "west", "s1")
    for who in ("north-liaison", "south-liaison"):
        approve(act, who, "east")
    found = matter("boundary", "strip")
    assert found.told == "1 of 2 segments approved, rival drawings approved by north and south"
    assert found.segments["west"].wanting(DAY, found.deciders) == ("north", "south")
    assert found.segments["east"].wanting(DAY, found.deciders) == ()
    approve(act, "north-liaison", "west", "s1")
    assert matter("boundary", "strip").told == "2 of 2 segments approved by north and south"


def test_one_drawing_that_is_to_hold_later_has_no_rival(drawn, act, matter):
    for who in ("north-liaison", "south-liaison"):
        for name in ("west", "east"):
            approve(act, who, name, valid_from="2030-02-01")
    assert matter("boundary", "strip").approvals(date(2030, 1, 31)) == "0 of 2 segments approved"


def settled(case):
    return [claim for claim in case.ledger.claims() if claim.event == "line_agreed"]


def test_the_lines_are_agreed_only_with_the_last_key_of_the_last_segment(drawn, act, case, matter):
    for who, name in (("north-liaison", "west"), ("south-liaison", "west"), ("north-liaison", "east")):
        approve(act, who, name)
        assert not settled(case)
    assert matter("boundary", "strip").told == "1 of 2 segments approved, wanting south"
    approve(act, "south-liaison", "east")
    (claim,) = settled(case)
    assert claim.parties == {"north", "south"}
    assert claim.bears_on == ("line-drawn",)
    assert claim.source.family == "north+south"
    assert matter("boundary", "strip").told == "2 of 2 segments approved by north and south"


def test_a_segments_own_approval_is_no_event_of_the_agreement(drawn, act, case):
    approve(act, "north-liaison", "west")
    assert {claim.event for claim in case.ledger.claims()} == {"boundary_segment"}


def test_a_boundary_stands_as_its_worst_segment_does(drawn, act, matter):
    assert matter("boundary", "strip").state == "proposed"
    for who in ("north-liaison", "south-liaison"):
        approve(act, who, "west")
    assert matter("boundary", "strip").state == "proposed"
    act("south-liaison", "agree", zone="strip", segment="east", drawing="n1")
    assert matter("boundary", "strip").state == "agreed"
    act("south-liaison", "dispute", zone="strip", segment="west", why="The mill is ours.")
    assert matter("boundary", "strip").state == "disputed"
    assert STATES.index("disputed") == 0


def test_a_segment_that_nobody_drew_is_undelineated(divided, matter):
    assert matter("boundary", "strip").state == "undelineated"


# Agreeing, disputing, marking


def test_agreeing_puts_nothing_in_force(drawn, act, matter):
    act("south-liaison", "agree", zone="strip", segment="east", drawing="n1")
    found = segment(matter, "east")
    assert (state(matter, "east"), found.on(DAY), found.usable(DAY, ("north", "south"))) == (
        "agreed",
        None,
        "n1",
    )


def test_two_drawings_that_all_agree_to_leave_none_to_go_by(drawn, act, matter):
    act("south-liaison", "agree", zone="strip", segment="west", drawing="n1")
    act("north-liaison", "agree", zone="strip", segment="west", drawing="s1")
    assert segment(matter, "west").usable(DAY, ("north", "south")) is None


def test_a_dispute_leaves_in_force_what_is_and_ends_with_a_new_yes(drawn, act, matter):
    for who in ("north-liaison", "south-liaison"):
        approve(act, who, "west")
    act("south-liaison", "dispute", zone="strip", segment="west", why="The mill is ours.")
    assert (state(matter, "west"), segment(matter, "west").on(DAY)) == ("disputed", "n1")
    act("south-liaison", "agree", zone="strip", segment="west", drawing="n1")
    assert state(matter, "west") == "approved"


def test_only_what_is_in_force_is_marked(drawn, act, matter):
    assert "only what is in force is marked" in refusal(
        act, "north-liaison", "mark", segment="west", drawing="n1"
    )
    for who in ("north-liaison", "south-liaison"):
        approve(act, who, "west")
    act("mission-liaison", "mark", zone="strip", segment="west", drawing="n1")
    assert state(matter, "west") == "marked"


# What is refused


def test_once_an_approval_is_given_the_division_stands(drawn, act):
    act("south-liaison", "divide", zone="strip", segments=["west", "east"])
    act("north-liaison", "propose", zone="strip", segment="west", drawing="n1", geometry=WEST)
    approve(act, "north-liaison", "west")
    assert "the division stands" in refusal(act, "south-liaison", "divide", segments=["all"])


def test_a_drawing_must_be_of_the_zone_s_kind_and_sound(divided, act):
    line = {"type": "LineString", "coordinates": [[22, 40], [22.1, 40]]}
    bowtie = {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}
    given = {"segment": "west", "drawing": "n1"}
    assert "strip is a polygon: it cannot be drawn as a line" in refusal(
        act, "north-liaison", "propose", geometry=line, **given
    )
    assert "self-intersection near [0.5, 0.5]" in refusal(
        act, "north-liaison", "propose", geometry=bowtie, **given
    )
    assert "geometry type None" in refusal(act, "north-liaison", "propose", geometry={}, **given)


def test_names_that_are_not_there_are_answered_with_those_that_are(drawn, act):
    assert "strip has no segment 'mid' (allowed: west, east)" in refusal(
        act, "north-liaison", "agree", segment="mid", drawing="n1"
    )
    assert "west has no drawing 'n9' (allowed: n1, s1)" in refusal(
        act, "north-liaison", "agree", segment="west", drawing="n9"
    )
    assert "west has a drawing n1 already" in refusal(
        act, "south-liaison", "propose", segment="west", drawing="n1", geometry=WEST
    )
    with pytest.raises(InputError, match="there is no zone 'moon'"):
        act("north-liaison", "divide", zone="moon", segments=["a"])
    with pytest.raises(InputError, match="there is no boundary river"):
        act("north-liaison", "agree", zone="river", segment="a", drawing="b")
    with pytest.raises(InputError, match="named twice"):
        act("north-liaison", "divide", zone="river", segments=["a", "a"])


def test_the_details_tell_who_stands_behind_which_drawing(drawn, act, matter):
    approve(act, "south-liaison", "west", "n1")
    west = matter("boundary", "strip").details["segments"]["west"]
    assert west["drawings"]["n1"] == {
        "proposed_by": "north",
        "agreed_by": ["north", "south"],
        "approved_by": ["south"],
    }


# Whatever comes, in whatever order


STEPS = st.tuples(
    st.sampled_from(["north-liaison", "south-liaison", "south-second", "mission-liaison"]),
    st.sampled_from(["approve", "agree", "dispute"]),
    st.sampled_from(["west", "east"]),
    st.sampled_from(["n1", "s1"]),
)


def _signed(number, who, kind, **fields):
    moment = START + timedelta(minutes=number)
    usual = {"agreement": "river-2030", "party": CAST[who][0], "signer": who, "made_at": moment.isoformat()}
    made = Signed.by(SIGNERS[who], deed_from({**usual, "kind": kind, "zone": "strip", **fields}))
    return Entered(made, "0" * 64, number + 1, number + 1, moment)


@settings(max_examples=40)
@given(st.lists(STEPS, max_size=14))
def test_nothing_is_in_force_that_not_every_decider_has_approved_with_its_own_key(steps):
    acts = [_signed(0, "north-liaison", "divide", segments=["west", "east"])]
    for segment, name in product(("west", "east"), ("n1", "s1")):
        given_ = {"segment": segment, "drawing": name, "geometry": WEST}
        acts.append(_signed(len(acts), "north-liaison", "propose", **given_))
    for who, kind, segment, name in steps:
        fields = {"why": "x"} if kind == "dispute" else {"drawing": name}
        acts.append(_signed(len(acts), who, kind, segment=segment, **fields))
    register = Signers(tuple(trust(name, *post) for name, post in CAST.items()))
    record = Record.of(load_agreement(TINY), register, acts)
    boundary = record.one(Boundary, "strip")
    keys = {
        (one.signed.deed.segment, one.signed.deed.drawing, CAST[one.signed.deed.signer][0])
        for one in boundary.acts
        if one.signed.deed.kind == "approve"
    }
    for one in boundary.segments.values():
        for _, name in one.in_force:
            assert {(one.id, name, "north"), (one.id, name, "south")} <= keys
