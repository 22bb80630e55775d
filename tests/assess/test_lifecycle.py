import pytest
from tests.assess.making import assessed, claim, duty, frame, look, none_present, pact, sighting, status

OUT = duty("out", none_present(), bearer=["north"], deadline={"by": "2020-01-31"})
GRACE = {
    "id": "grace",
    "kind": "understanding",
    "authority": "reported",
    "in_force": {"from": "2020-01-01"},
    "source": "press",
    "paragraphs": ["1"],
}
SIGN = duty("sign", {"check": "event_occurred", "event": "agree", "by": ["north"]}, bearer=["north"])
SIGNED = {"check": "norm_is", "norm": "sign", "at_least": "fulfilled"}


def rule(effect, **over):
    return {"id": "rule", "kind": "rule", "effect": effect, "of": ["out"], "when": SIGNED, **over}


EXTEND = rule("extend_deadline", to={"by": "2020-02-29"}, _instrument="grace")
AGREED = claim("agree", "2020-01-05", by="north", zone=None)
NOT_AGREED = claim("agree", "2020-02-05", by="north", zone=None, polarity="negative")
SEEN = sighting("north", "2020-02-02")


def judged(claims, as_of, *norms, instruments=(), **over):
    agreement = pact(OUT, SIGN, *norms, instruments=list(instruments))
    return status(agreement, claims, as_of, "out", **over)


def test_nothing_is_due_on_the_deadline_day_itself():
    assert judged([sighting("north", "2020-01-31")], "2020-01-31").standing == "not_yet_due"
    assert judged([sighting("north", "2020-01-31")], "2020-02-01").standing == "breached"


def test_a_norm_is_dormant_before_its_instrument_is_in_force():
    found = judged([], "2019-12-31")
    assert (found.phase, found.standing) == ("dormant", "not_yet_due")


def test_a_rule_that_fires_moves_the_deadline():
    found = judged([AGREED, SEEN], "2020-02-10", EXTEND, instruments=[GRACE])
    assert (found.standing, [str(d.by) for d in found.due]) == ("not_yet_due", ["2020-02-29"])
    assert found.due[0].source == "rule"


def test_a_rule_that_may_fire_leaves_both_branches_open_and_names_them():
    found = judged([SEEN], "2020-02-10", EXTEND, instruments=[GRACE])
    assert found.standing == "unresolved"
    assert {b.standing: b.condition for b in found.branches} == {
        "breached": "if the text stands alone (due 2020-01-31)",
        "not_yet_due": "if rule applies (due 2020-02-29)",
    }


def test_a_rule_whose_condition_is_refuted_moves_nothing():
    found = judged([SEEN, NOT_AGREED], "2020-02-10", EXTEND, instruments=[GRACE])
    assert found.standing == "breached"


def test_a_rule_of_an_instrument_left_out_does_not_exist():
    found = judged([AGREED, SEEN], "2020-02-10", EXTEND, instruments=[GRACE])
    assert found.standing == "not_yet_due"
    agreement = pact(OUT, SIGN, EXTEND, instruments=[GRACE])
    alone = status(agreement, [AGREED, SEEN], "2020-02-10", "out", instruments=frozenset({"pact"}))
    assert alone.standing == "breached"


def test_an_extension_to_an_earlier_day_changes_nothing():
    earlier = rule("extend_deadline", to={"by": "2020-01-15"}, _instrument="grace")
    found = judged([AGREED], "2020-01-20", earlier, instruments=[GRACE])
    assert [str(d.by) for d in found.due] == ["2020-01-31"]


@pytest.mark.parametrize(("effect", "outcome"), [("suspend", "suspended"), ("discharge", "discharged")])
def test_a_suspension_or_discharge_takes_the_norm_out_of_judgement(effect, outcome):
    found = judged([AGREED, SEEN], "2020-02-10", rule(effect))
    assert (found.phase, found.standing) == (outcome, outcome)
    assert f"{outcome} by rule" in found.marks


@pytest.mark.parametrize("effect", ["suspend", "discharge"])
def test_a_suspension_that_is_not_shown_does_not_apply(effect):
    assert judged([SEEN], "2020-02-10", rule(effect)).standing == "breached"


def test_a_repaired_breach_stays_a_breach_and_says_that_it_was_repaired():
    later = claim("agree", "2020-02-08", by="north", zone=None)
    repair = rule("reparation", when={"check": "event_occurred", "event": "agree", "by": ["north"]})
    found = judged([later, SEEN], "2020-02-10", repair)
    assert found.standing == "breached"
    assert "repaired under rule" in found.marks


def test_an_amendment_supersedes_the_norm_from_its_own_day():
    newer = duty(
        "out-2",
        none_present(),
        bearer=["north"],
        deadline={"by": "2020-03-31"},
        replaces="out",
        _instrument="addendum",
    )
    addendum = {**GRACE, "id": "addendum", "authority": "signed", "in_force": {"from": "2020-02-05"}}
    before = judged([SEEN], "2020-02-03", newer, instruments=[addendum])
    after = judged([SEEN], "2020-02-06", newer, instruments=[addendum])
    assert (before.phase, before.standing) == ("due", "breached")
    assert (after.phase, after.standing) == ("superseded", "discharged")
    assert "superseded by out-2" in after.marks


def test_a_duty_waits_for_its_condition():
    waiting = duty("then", none_present(), bearer=["north"], deadline={"by": "2020-01-31"}, when=SIGNED)
    agreement = pact(waiting, SIGN)
    asleep = status(agreement, [SEEN], "2020-02-10", "then")
    awake = status(agreement, [SEEN, AGREED], "2020-02-10", "then")
    assert (asleep.phase, asleep.standing) == ("dormant", "not_yet_due")
    assert any(mark.startswith("dormant: its condition is unknown") for mark in asleep.marks)
    assert (awake.phase, awake.standing) == ("due", "breached")


def test_a_window_opens_the_day_another_norm_is_fulfilled():
    after = duty(
        "quiet",
        {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"},
        mode="refrain",
        bearer=["north"],
        during={"from": {"after": "sign", "days": 2}},
    )
    agreement = pact(after, SIGN)
    early, late = claim("shell", "2020-01-06", by="north"), claim("shell", "2020-01-08", by="north")
    closed = status(agreement, [early], "2020-02-10", "quiet")
    assert closed.marks[0] == "starts once sign is fulfilled, which is not shown"
    assert status(agreement, [AGREED, early], "2020-02-10", "quiet").standing == "unproven"
    opened = status(agreement, [AGREED, early, late], "2020-02-10", "quiet")
    assert (str(opened.starts), opened.standing) == ("2020-01-07", "breached")


def test_a_window_closes_and_what_comes_later_does_not_count():
    until = duty(
        "quiet",
        {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"},
        mode="refrain",
        bearer=["north"],
        during={"until": {"at": "2020-01-31"}},
    )
    found = status(pact(until), [claim("shell", "2020-02-01", by="north")], "2020-02-10")
    assert (found.phase, found.standing) == ("due", "unproven")


def test_a_deadline_may_hang_on_another():
    hung = duty("then", none_present(), bearer=["north"], deadline={"days": 5, "after": "out"})
    assert str(status(pact(OUT, hung), [], "2020-01-10", "then").due[0].by) == "2020-02-05"


def test_a_deadline_may_hang_on_the_day_a_norm_without_date_is_fulfilled():
    hung = duty("then", none_present(), bearer=["north"], deadline={"days": 5, "after": "sign"})
    agreement = pact(hung, SIGN)
    assert status(agreement, [], "2020-01-20", "then").due == ()
    assert str(status(agreement, [AGREED], "2020-01-20", "then").due[0].by) == "2020-01-10"


def test_a_deadline_may_depend_on_a_reading():
    norm = {**OUT, "deadline": {"by": {"reading": "start", "a": "2020-01-31", "b": "2020-02-29"}}}
    agreement = pact(norm, readings={"start": {"a": "first", "b": "second"}})
    found = status(agreement, [SEEN], "2020-02-10")
    assert (found.standing, found.depends_on_reading["start"]) == (
        "breached",
        {"a": "breached", "b": "not_yet_due"},
    )


def test_a_day_to_come_decides_nothing():
    dated = rule("extend_deadline", to={"by": "2020-02-29"}, when={**SIGNED, "as_of": "2020-01-20"})
    early = judged([AGREED], "2020-01-10", dated)
    assert [str(d.by) for d in early.due] == ["2020-01-31", "2020-02-29"]
    assert not any(d.certain for d in early.due)
    assert [str(d.by) for d in judged([AGREED], "2020-01-21", dated).due] == ["2020-02-29"]


def test_what_was_seen_in_october_does_not_tell_who_is_there_in_november():
    found = judged([SEEN], "2020-03-10")
    assert (found.performance, found.standing) == ("unknown", "unproven")
    assert "older than 30 days" in found.proof.parts[0].set_aside[0].reason


def test_a_later_look_answers_an_earlier_sighting_and_the_other_way_round():
    gone = judged([sighting("north", "2020-01-20"), look("north", "2020-01-30")], "2020-02-03")
    back = judged([look("north", "2020-01-30"), sighting("north", "2020-02-02")], "2020-02-03")
    assert (gone.standing, back.standing) == ("fulfilled", "breached")


def test_evidence_of_the_same_days_for_and_against_is_contested():
    found = judged([look("north", "2020-02-01"), sighting("north", "2020-02-01")], "2020-02-03")
    assert (found.standing, found.performance) == ("contested", "unknown")


def test_what_is_shown_only_after_the_deadline_is_late_for_who_must_prove():
    late = [look("north", "2020-02-05")]
    assert judged(late, "2020-02-10").standing == "fulfilled_late"
    accused = {**OUT, "proof": {"burden": "accuser"}}
    assert status(pact(accused), late, "2020-02-10").standing == "fulfilled"


def test_a_promise_without_a_date_says_how_it_is_read():
    undated = duty("out", none_present(), bearer=["north"])
    assert (
        "the text sets no date: undone, it is not breached by time alone"
        in status(pact(undated), [], "2020-02-10").marks
    )


def test_a_promise_without_a_date_is_not_breached_by_time_alone():
    undated = duty("out", none_present(), bearer=["north"])
    seen = status(pact(undated), [SEEN], "2020-02-10")
    assert (seen.performance, seen.standing) == ("not_fulfilled", "not_yet_due")
    assert status(pact(undated), [], "2020-02-10").standing == "unproven"
    assert status(pact(undated), [look("north", "2020-02-05")], "2020-02-10").standing == "fulfilled"


def test_a_deadline_hung_on_one_that_may_move_has_both_days_too():
    hung = duty("then", none_present(), bearer=["north"], deadline={"days": 5, "after": "out"})
    agreement = pact(OUT, SIGN, EXTEND, hung, instruments=[GRACE])
    found = status(agreement, [SEEN], "2020-02-10", "then")
    assert [(str(d.by), d.certain) for d in found.due] == [("2020-02-05", False), ("2020-03-05", False)]
    assert {b.standing for b in found.branches} == {"breached", "not_yet_due"}


def attack_norm(**over):
    test = {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"}
    return duty("quiet", test, mode="refrain", bearer=["north"], **over)


def test_an_attack_before_the_condition_was_met_is_no_breach_after_it():
    agreement = pact(attack_norm(when=SIGNED), SIGN)
    signed = claim("agree", "2020-01-20", by="north", zone=None)
    early, late = claim("shell", "2020-01-10", by="north"), claim("shell", "2020-01-25", by="north")
    assert status(agreement, [signed, early], "2020-02-10", "quiet").standing == "unproven"
    assert status(agreement, [signed, late], "2020-02-10", "quiet").standing == "breached"


def test_a_condition_once_shown_stays_met_when_its_evidence_ages():
    gone = {"check": "none_present", "what": "heavy", "where": "strip"}
    agreement = pact(attack_norm(when=gone))
    told = [look("north", "2020-01-10"), claim("shell", "2020-01-20", by="north")]
    assert status(agreement, told, "2020-04-10", "quiet").standing == "breached"
    back = sighting("north", "2020-04-09")
    assert status(agreement, [*told, back], "2020-04-10", "quiet").phase == "dormant"


def test_an_attack_while_the_norm_was_suspended_never_becomes_a_breach():
    pause = {
        "id": "pause",
        "kind": "rule",
        "effect": "suspend",
        "of": ["quiet"],
        "when": {"check": "state_holds", "of": "truce", "state": "paused"},
    }
    agreement = pact(attack_norm(), pause)
    paused = claim("implement", "2020-01-08", zone=None, state={"of": "truce", "state": "paused"})
    resumed = claim(
        "implement", "2020-01-20", zone=None, state={"of": "truce", "state": "paused", "holds": False}
    )
    attack = claim("shell", "2020-01-10", by="north")
    during = assessed(agreement, [paused, attack], "2020-01-12")
    after = assessed(agreement, [paused, attack, resumed], "2020-01-25")
    assert during.norms[0].standing == "suspended"
    assert after.norms[0].standing == "unproven"
    assert [e.is_breach for e in (*during.violations, *after.violations)] == [False, False]


def test_a_rule_sees_nothing_from_before_its_own_instrument():
    early = claim("agree", "2019-06-05", by="north", zone=None)
    moved = {**EXTEND, "when": {"check": "event_occurred", "event": "agree", "by": ["north"]}}
    assert judged([early, SEEN], "2020-02-10", moved, instruments=[GRACE]).standing == "unresolved"


def test_a_breach_is_not_repaired_by_an_act_before_it():
    repair = rule("reparation", when={"check": "event_occurred", "event": "agree", "by": ["north"]})
    assert "repaired under rule" not in judged([AGREED, SEEN], "2020-02-10", repair).marks
    later = claim("agree", "2020-02-08", by="north", zone=None)
    assert "repaired under rule" in judged([later, SEEN], "2020-02-10", repair).marks


def test_a_norm_of_an_instrument_left_out_or_not_yet_in_force_decides_nothing():
    other = {**SIGN, "_instrument": "addendum"}
    addendum = {**GRACE, "id": "addendum", "authority": "signed", "in_force": {"from": "2020-02-05"}}
    agreement = pact(duty("zone", SIGNED, bearer=["north"], mode="maintain"), other, instruments=[addendum])
    agreed = claim("agree", "2020-02-06", by="north", zone=None)
    early = claim("agree", "2020-01-06", by="north", zone=None)
    assert status(agreement, [agreed], "2020-02-10", "zone").standing == "fulfilled"
    alone = status(agreement, [agreed], "2020-02-10", "zone", instruments=frozenset({"pact"}))
    assert alone.standing == "unproven"
    assert status(agreement, [early], "2020-02-03", "zone").standing == "unproven"


def test_an_extension_once_granted_outlives_its_instrument():
    short = {**GRACE, "in_force": {"from": "2020-01-01", "until": "2020-02-05"}}
    assert judged([AGREED, SEEN], "2020-02-10", EXTEND, instruments=[short]).standing == "not_yet_due"


def test_what_was_shown_in_time_stays_in_time_under_a_later_deadline():
    told = [AGREED, look("north", "2020-01-10"), look("north", "2020-03-20")]
    assert judged(told, "2020-03-20").standing == "fulfilled"
    assert judged(told, "2020-03-20", EXTEND, instruments=[GRACE]).standing == "fulfilled"


def test_a_reading_in_the_rule_that_moves_the_deadline_is_named():
    to = {"by": {"reading": "month", "short": "2020-02-05", "long": "2020-03-15"}}
    agreement = pact(
        OUT,
        SIGN,
        {**EXTEND, "to": to},
        instruments=[GRACE],
        readings={"month": {"short": "30 days", "long": "calendar"}},
    )
    found = status(agreement, [AGREED, SEEN, sighting("north", "2020-02-08")], "2020-02-10", "out")
    assert found.depends_on_reading == {"month": {"short": "breached", "long": "not_yet_due"}}


def test_the_frame_alone_decides_what_is_known():
    assert frame("2020-01-01").known_at is None
    told = sighting("north", "2020-02-02", recorded="2020-02-09")
    assert judged([told], "2020-02-03", known_at="2020-02-08").standing == "unproven"
    assert judged([told], "2020-02-03", known_at="2020-02-09").standing == "breached"


PARTED = {**OUT, "bearer": ["north", "south"], "parts": {"by": ["bearer"]}}
PARTLY = {"check": "norm_is", "norm": "out", "at_least": "partly_fulfilled", "as_of": "2020-01-25"}
LOOKING_BACK = rule("extend_deadline", to={"by": "2020-02-29"}, when=PARTLY)
NORTH_GONE, SOUTH_THERE = look("north", "2020-01-20"), sighting("south", "2020-02-02")


def looked_back(claims, as_of, *norms, **over):
    return status(pact(PARTED, LOOKING_BACK, *norms), claims, as_of, "out", **over)


def test_an_extension_may_ask_how_far_its_own_norm_was_kept_before_it_applied():
    moved = looked_back([NORTH_GONE, SOUTH_THERE], "2020-02-10")
    assert [(str(due.by), due.source, due.certain) for due in moved.due] == [("2020-02-29", "rule", True)]
    assert moved.standing == "not_yet_due"
    there = [sighting("north", "2020-01-20"), sighting("south", "2020-01-20"), SOUTH_THERE]
    assert looked_back(there, "2020-02-10").standing == "breached"


def test_an_extension_that_looks_back_leaves_both_ways_open_where_the_day_shows_nothing():
    found = looked_back([SOUTH_THERE], "2020-02-10")
    assert [branch.standing for branch in found.branches] == ["breached_in_part", "not_yet_due"]
    assert found.proof.parts[-1].notes == ("its condition is not shown: both outcomes stay open",)
    before = looked_back([], "2020-01-20")
    assert ([str(due.by) for due in before.due], before.standing) == (
        ["2020-01-31", "2020-02-29"],
        "not_yet_due",
    )


def test_what_came_after_the_day_looked_back_on_does_not_move_the_deadline():
    late = look("north", "2020-01-28")
    there = [sighting("north", "2020-01-20"), sighting("south", "2020-01-20"), SOUTH_THERE]
    assert looked_back([*there, late], "2020-02-10").standing == "breached_in_part"


def test_the_moved_deadline_passes_too():
    assert (
        looked_back([NORTH_GONE, sighting("south", "2020-03-02")], "2020-03-05").standing
        == "breached_in_part"
    )


def test_two_extensions_that_look_back_on_one_norm_do_not_go_round():
    second = rule(
        "extend_deadline", id="second", to={"by": "2020-03-31"}, when={**PARTLY, "as_of": "2020-01-30"}
    )
    found = looked_back([NORTH_GONE, SOUTH_THERE], "2020-02-10", second)
    assert [str(due.by) for due in found.due] == ["2020-03-31"]


def test_an_extension_may_look_back_through_a_norm_that_asks_about_the_one_it_moves():
    zone = duty("zone", {**PARTLY, "as_of": None}, bearer=["north"])
    through = {**LOOKING_BACK, "when": {**PARTLY, "norm": "zone"}}
    agreement = pact(PARTED, zone, through)
    found = status(agreement, [NORTH_GONE, SOUTH_THERE], "2020-02-10", "out")
    assert [str(due.by) for due in found.due] == ["2020-02-29"]
