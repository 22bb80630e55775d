"""A condition that a duty waits for: unknown leaves it dormant, contested names both ways."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.assess.making import assessed, claim, duty, look, none_present, pact, sighting, status

from truceline.assess.explain import explain

SIGN = duty("sign", {"check": "event_occurred", "event": "agree", "by": ["north"]}, bearer=["north"])
SIGNED = {"check": "norm_is", "norm": "sign", "at_least": "fulfilled"}
AGREED = claim("agree", "2020-01-05", by="north", zone=None)
NOT_AGREED = claim("agree", "2020-01-20", by="north", zone=None, polarity="negative")
BOTH = [AGREED, NOT_AGREED]
SEEN = sighting("north", "2020-02-02")
OPEN = {"check": "state_holds", "of": "road", "state": "open"}
SIGNED_WORDS = "sign is at least fulfilled"
HOLDS = f"if its condition holds ({SIGNED_WORDS})"
FAILS = "if its condition does not hold, so that it is dormant"


def road(day, *, is_open):
    state = {"of": "road", "state": "open", "holds": is_open}
    return claim("open_route", day, zone=None, kind="observation", state=state)


def contested_road(day):
    return [road(day, is_open=True), road(day, is_open=False)]


def out(when=SIGNED, **over):
    fields = {"bearer": ["north"], "deadline": {"by": "2020-01-31"}, **over}
    return duty("then", none_present(), when=when, **fields)


def quiet(when=OPEN, **over):
    test = {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"}
    return duty("quiet", test, mode="refrain", bearer=["north"], when=when, **over)


def sighting_on(day):
    return sighting("north", day)


def ways(found):
    return [(str(branch.standing), branch.condition) for branch in found.branches]


def steps(node):
    return [node, *(below for part in node.parts for below in steps(part))]


def test_a_condition_for_and_against_which_there_is_evidence_names_both_ways():
    found = status(pact(out(), SIGN), [*BOTH, SEEN], "2020-02-10", "then")
    assert (found.phase, found.performance, found.standing) == ("dormant", "unknown", "unresolved")
    assert ways(found) == [("breached", HOLDS), ("not_yet_due", FAILS)]
    mark = "its condition is contested (sign is at least fulfilled): active if it holds, dormant if not"
    assert mark in found.marks


def test_a_condition_of_which_nothing_is_known_leaves_the_duty_dormant():
    found = status(pact(out(), SIGN), [SEEN], "2020-02-10", "then")
    assert (found.phase, found.standing, found.branches) == ("dormant", "not_yet_due", ())
    assert "dormant: its condition is unknown (sign is at least fulfilled)" in found.marks


def test_two_ways_to_the_same_standing_are_one():
    found = status(pact(out(), SIGN), [*BOTH, SEEN], "2020-01-25", "then")
    assert (found.standing, found.branches) == ("not_yet_due", ())


def test_the_proof_shows_both_ways_and_what_would_settle_them():
    found = status(pact(out(), SIGN), [*BOTH, SEEN], "2020-02-10", "then")
    told = {step.statement: step for step in steps(found.proof)}
    assert told["if its condition holds: no heavy in strip"].verdict == "refuted"
    if_not = told["if it does not: no heavy in strip"]
    assert (if_not.verdict, if_not.set_aside[0].reason) == ("unknown", "the norm was not yet active then")
    assert told["condition of then"].notes == ("its condition is contested: both outcomes stay open",)
    text = explain(found)
    assert "then: unresolved: it depends on what is still open" in text
    assert f"  Open: breached {HOLDS}." in text
    assert f"  Open: not yet due {FAILS}." in text
    assert text.splitlines()[-2:] == [
        f"    * later evidence to the standard, or a correction, that settles its condition: {SIGNED_WORDS}",
        "    * for its condition: a report to the standard clear (0.75) that agree by north took place",
    ]


@pytest.mark.parametrize(
    ("last", "standing"),
    [
        (claim("agree", "2020-02-01", by="north", zone=None), "breached"),
        (claim("agree", "2020-02-01", by="north", zone=None, polarity="negative"), "unresolved"),
    ],
)
def test_later_evidence_settles_the_condition_or_leaves_it_contested(last, standing):
    assert status(pact(out(), SIGN), [*BOTH, SEEN, last], "2020-02-10", "then").standing == standing


def test_a_condition_asked_directly_is_open_while_its_reports_clash_and_settled_after():
    agreement, told = pact(out(OPEN)), [*contested_road("2020-01-10"), SEEN]
    asked = [
        status(agreement, [*told, *more], "2020-02-10") for more in ([], [road("2020-02-01", is_open=False)])
    ]
    assert [found.standing for found in asked] == ["unresolved", "not_yet_due"]
    assert asked[1].marks[0] == "dormant: its condition is refuted (road is open)"
    shown = status(agreement, [*told, road("2020-02-01", is_open=True)], "2020-02-10")
    assert (shown.phase, shown.marks[0]) == (
        "due",
        "whether it was active all along is contested (road is open)",
    )


def test_a_contested_condition_stays_open_when_its_evidence_grows_old():
    found = status(
        pact(out(OPEN)), [*contested_road("2020-01-10"), sighting("north", "2020-04-01")], "2020-04-10"
    )
    assert found.standing == "unresolved"
    notes = [note for step in steps(found.proof) for note in step.notes]
    assert "its condition was contested and has not been settled since: both outcomes stay open" in notes


def test_a_condition_shown_and_contested_later_is_open_from_then_on():
    told = [road("2020-01-05", is_open=True), SEEN]
    assert status(pact(out(OPEN)), told, "2020-02-10").standing == "breached"
    assert (
        status(pact(out(OPEN)), [*told, *contested_road("2020-01-20")], "2020-02-10").standing == "unresolved"
    )


def test_a_breach_while_the_condition_was_shown_is_doubted_with_the_condition():
    told = [AGREED, claim("shell", "2020-01-10", by="north")]
    sure, doubted = (
        assessed(pact(quiet(SIGNED), SIGN), given, "2020-02-10") for given in (told, [*told, NOT_AGREED])
    )
    assert (sure.norms[0].standing, [entry.is_breach for entry in sure.violations]) == ("breached", [True])
    assert (doubted.norms[0].standing, [e.is_breach for e in doubted.violations]) == ("unresolved", [False])


def test_a_condition_once_refuted_is_not_met_again_because_its_evidence_grows_old():
    told = [
        road("2020-01-05", is_open=True),
        road("2020-01-20", is_open=False),
        sighting("north", "2020-04-01"),
    ]
    assert status(pact(out(OPEN)), told, "2020-04-10").phase == "dormant"


def test_a_condition_through_a_norm_that_is_itself_open_is_open():
    agreement = pact(out(), {**SIGN, "when": OPEN})
    shot_at = quiet(OPEN)
    watched = {"check": "norm_is", "norm": "quiet", "at_least": "fulfilled"}
    monitored = claim(
        "absence", "2020-01-01", until="2020-02-10", event="armed_attack", kind="look", coverage=0.9
    )
    told = [*contested_road("2020-01-08"), claim("shell", "2020-01-10", by="north"), monitored, SEEN]
    found = status(pact(out(watched), shot_at), told, "2020-02-10", "then")
    assert found.standing == "unresolved"
    assert ways(found)[0] == ("breached", "if its condition holds (quiet is at least fulfilled)")
    assert status(agreement, [AGREED, SEEN], "2020-02-10", "then").standing == "breached"


def test_a_condition_that_hangs_on_a_rule_that_may_apply_is_open():
    dated = {**SIGN, "deadline": {"by": "2020-01-31"}}
    grace = {
        "id": "grace",
        "kind": "rule",
        "effect": "extend_deadline",
        "of": ["sign"],
        "to": {"by": "2020-02-29"},
        "when": {"check": "event_occurred", "event": "extend_deadline"},
    }
    denied = claim("agree", "2020-02-10", by="north", zone=None, polarity="negative")
    told = [AGREED, denied, sighting("north", "2020-03-02")]
    agreement = pact(out(), dated, grace)
    assert status(agreement, told, "2020-03-05", "then").standing == "unresolved"
    granted = [*told, claim("extend_deadline", "2020-01-20", by="south", zone=None)]
    assert status(agreement, granted, "2020-03-05", "then").standing == "breached"


@pytest.mark.parametrize(
    ("joint", "second", "standing"),
    [
        ("all_of", [road("2020-01-15", is_open=True)], "unresolved"),
        ("all_of", [], "not_yet_due"),
        ("all_of", [road("2020-01-15", is_open=False)], "not_yet_due"),
        ("any_of", [], "unresolved"),
        ("any_of", [road("2020-01-15", is_open=True)], "breached"),
        ("any_of", [road("2020-01-15", is_open=False)], "unresolved"),
    ],
)
def test_a_compound_condition_is_open_only_where_its_contested_part_decides(joint, second, standing):
    when = {"check": joint, "tests": [SIGNED, OPEN]}
    found = status(pact(out(when), SIGN), [*BOTH, SEEN, *second], "2020-02-10", "then")
    assert found.standing == standing
    if standing == "unresolved":
        word = {"all_of": "and", "any_of": "or"}[joint]
        assert f"sign is at least fulfilled {word} road is open" in found.branches[0].condition


@pytest.mark.parametrize("at_least", ["fulfilled", "partly_fulfilled"])
def test_a_norm_contested_in_part_is_contested_only_where_that_part_decides(at_least):
    gone = duty("gone", none_present(), bearer=["north", "south"], parts={"by": ["bearer"]})
    when = {"check": "norm_is", "norm": "gone", "at_least": at_least}
    agreement = pact(out(when, deadline=None, mode="maintain"), gone)
    clash = [look("north", "2020-01-10"), sighting("north", "2020-01-10")]
    shown = [look("south", "2020-01-10")]
    found = {
        name: status(agreement, told, "2020-01-12", "then")
        for name, told in {"clash": clash, "clash and shown": [*clash, *shown], "shown": shown}.items()
    }
    marks = {
        name: bool(one.marks) and one.marks[0].startswith("its condition is contested")
        for name, one in found.items()
    }
    whole = at_least == "fulfilled"
    assert marks == {"clash": not whole, "clash and shown": whole, "shown": False}


def test_an_attack_while_the_condition_was_contested_is_a_breach_only_if_it_held():
    told = [*contested_road("2020-01-10"), claim("shell", "2020-01-12", by="north")]
    during = assessed(pact(quiet()), told, "2020-01-15")
    assert ways(during.norms[0])[0] == ("breached", "if its condition holds (road is open)")
    (entry,) = during.violations
    assert (entry.status, entry.bearing) == ("opened", "no_breach")
    assert entry.reason == "whether the norm was active then is contested: a breach only if it was"
    after = assessed(pact(quiet()), [*told, road("2020-02-01", is_open=True)], "2020-02-10")
    assert (after.norms[0].phase, after.norms[0].standing) == ("in_force", "unresolved")
    assert ways(after.norms[0]) == [
        ("breached", "if its condition held while that was contested (road is open)"),
        ("unproven", "if its condition did not hold then"),
    ]
    assert not after.violations[0].is_breach


def test_a_sighting_is_registered_as_a_breach_only_if_the_condition_held():
    told = [*contested_road("2020-01-10"), SEEN, sighting(None, "2020-02-03")]
    entries = assessed(pact(out(OPEN)), told, "2020-02-10").violations
    assert [(entry.bearing, entry.reason[:12]) for entry in entries] == [
        ("no_breach", "whether the "),
        ("not_attributed", "nobody says "),
    ]


def test_each_bearers_part_has_both_ways_too():
    both = out(OPEN, bearer=["north", "south"], parts={"by": ["bearer"]})
    told = [*contested_road("2020-01-10"), SEEN, look("south", "2020-01-30")]
    found = status(pact(both), told, "2020-02-10")
    assert found.of_party("north").standing == "unresolved"
    assert [branch.standing for branch in found.branches] == ["breached_in_part", "not_yet_due"]


def test_open_deadlines_are_named_within_the_way_in_which_it_is_active():
    grace = {
        "id": "grace",
        "kind": "rule",
        "effect": "extend_deadline",
        "of": ["then"],
        "to": {"by": "2020-02-29"},
        "when": SIGNED,
    }
    found = status(pact(out(OPEN), SIGN, grace), [*contested_road("2020-01-10"), SEEN], "2020-02-10")
    assert ways(found) == [
        ("breached", "if its condition holds (road is open), and the text stands alone (due 2020-01-31)"),
        ("not_yet_due", "if its condition holds (road is open), and grace applies (due 2020-02-29)"),
        ("not_yet_due", FAILS),
    ]


def test_what_is_found_either_way_counts():
    agreement = pact(out(OPEN, deadline=None, mode="maintain"))
    found = status(agreement, [*contested_road("2020-01-10"), look("north", "2020-01-12")], "2020-01-15")
    assert found.performance == "fulfilled"
    assert {branch.standing for branch in found.branches} == {"fulfilled", "not_yet_due"}


def test_a_suspension_stands_above_a_contested_condition():
    paused = {"id": "pause", "kind": "rule", "effect": "suspend", "of": ["then"], "when": SIGNED}
    told = [*contested_road("2020-01-10"), AGREED, SEEN]
    found = status(pact(out(OPEN), SIGN, paused), told, "2020-02-10")
    assert (found.phase, found.standing, found.branches) == ("suspended", "suspended", ())


def test_a_breach_while_it_was_surely_active_is_one_either_way():
    told = [
        road("2020-01-05", is_open=True),
        claim("shell", "2020-01-06", by="north"),
        *contested_road("2020-01-10"),
        claim("shell", "2020-01-12", by="north"),
        road("2020-02-01", is_open=True),
    ]
    found = assessed(pact(quiet()), told, "2020-02-10")
    assert (found.norms[0].standing, found.norms[0].branches) == ("breached", ())
    assert [entry.is_breach for entry in found.violations] == [True, False]


JANUARY = st.integers(1, 28).map(lambda day: f"2020-01-{day:02}")
ROAD_DAYS = st.sampled_from(["2020-01-08", "2020-01-12", "2020-01-16"])
ROADS = st.builds(lambda day, is_open: road(day, is_open=is_open), ROAD_DAYS, st.booleans())
SHOTS = st.builds(lambda day: claim("shell", day, by="north"), JANUARY)
ROAD_PACT = pact(quiet(), out(OPEN, deadline={"by": "2020-01-20"}))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(ROADS, min_size=2, max_size=5), st.lists(st.one_of(SHOTS, JANUARY.map(sighting_on)), max_size=3)
)
def test_a_contested_condition_accuses_nobody(roads, deeds):
    found = assessed(ROAD_PACT, [*roads, *deeds], "2020-01-31")
    for one in found.norms:
        if one.marks and one.marks[0].startswith("its condition is contested"):
            assert one.standing in {"unresolved", "not_yet_due"}
            assert not any(entry.is_breach for entry in found.violations if entry.norm == one.norm)
        if one.standing == "unresolved":
            assert len({branch.standing for branch in one.branches}) > 1
        else:
            assert one.branches == ()
    again = assessed(ROAD_PACT, [*deeds, *roads][::-1], "2020-01-31")
    assert found.model_dump_json() == again.model_dump_json()


@settings(max_examples=40, deadline=None)
@given(st.lists(ROADS, max_size=5), st.lists(SHOTS, max_size=3))
def test_without_evidence_for_and_against_no_condition_branches(roads, deeds):
    one_sided = [one for one in roads if one.state.holds]
    found = assessed(ROAD_PACT, [*one_sided, *deeds], "2020-01-31")
    assert all(status.standing != "unresolved" for status in found.norms)
