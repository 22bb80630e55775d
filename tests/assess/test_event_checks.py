import pytest
from tests.assess.making import NamedMap, assessed, claim, duty, pact, status

QUIET = duty(
    "quiet",
    {"check": "no_event", "event": "armed_attack", "by": ["north", "south"], "where": "strip"},
    mode="refrain",
    parts={"by": ["bearer"]},
)
LINES = {
    "id": "lines",
    "kind": "constitutive",
    "fixes": "strip",
    "test": {"check": "event_occurred", "event": "approve_boundary", "by": ["north", "south"]},
}
PATROLS = duty(
    "patrols",
    {
        "check": "activity_at_least",
        "event": "joint_patrol",
        "by": ["north"],
        "where": "strip",
        "count": 2,
        "per_days": 7,
    },
    mode="maintain",
    bearer=["north"],
)


def monitoring(day, until, **over):
    return claim("absence", day, until=until, kind="look", event="armed_attack", **{"coverage": 0.9, **over})


def test_an_attributed_attack_breaches_the_part_of_whoever_did_it():
    found = status(pact(QUIET), [claim("shell", by="north")], "2020-01-11")
    assert found.standing == "breached_in_part"
    assert found.of_party("north").standing == "breached"
    assert found.of_party("south").standing == "unproven"


def test_an_old_attack_stays_a_breach():
    assert status(pact(QUIET), [claim("shell", by="north")], "2021-01-11").standing == "breached_in_part"


def test_unattributed_fire_binds_nobody():
    found = status(pact(QUIET), [claim("shell")], "2020-01-11")
    assert found.standing == "unproven"
    reasons = {a.reason for part in found.parts for a in part.proof.set_aside}
    assert reasons == {"not attributed: an unattributed act binds nobody"}


def test_silence_is_neither_breach_nor_compliance():
    found = status(pact(QUIET), [], "2020-01-11")
    assert (found.performance, found.standing, found.degree) == ("unknown", "unproven", (0.0, 1.0))


def test_silence_may_be_presumed_kept_where_the_agreement_says_so():
    norm = {**QUIET, "proof": {"silence": "presumed_kept", "burden": "accuser"}}
    assert status(pact(norm), [], "2020-01-11").standing == "presumed_kept"


def test_a_clash_with_others_is_no_attack_on_the_side_protected():
    test = {**QUIET["test"], "against": ["north"]}
    found = status(
        pact({**QUIET, "test": test}), [claim("clash", by="south", against="patron")], "2020-01-11"
    )
    assert found.standing == "unproven"
    assert any(a.reason == "not against the side this norm protects" for a in found.parts[1].proof.set_aside)


def test_an_attack_by_a_stranger_breaks_no_promise_of_the_parties():
    found = status(pact(QUIET), [claim("shell", by="patron")], "2020-01-11")
    assert found.parts[0].proof.set_aside[0].reason == "not by a party this norm is about"


@pytest.mark.parametrize(
    "told",
    [
        {"polarity": "negative"},
        {"modality": "intended"},
        {"modality": "possible"},
        {"quantity": [{"kind": "count", "unit": "cases", "low": 0, "best": 0, "high": 0}]},
    ],
)
def test_denied_planned_possible_and_nil_attacks_are_no_attacks(told):
    found = status(pact(QUIET), [claim("shell", by="north", **told)], "2020-01-11")
    assert found.standing == "unproven"
    assert len(found.parts[0].proof.set_aside) == 1


def test_an_attack_that_ended_before_the_window_is_not_shown():
    norm = {**QUIET, "during": {"from": {"at": "2020-02-01"}}}
    found = status(pact(norm), [claim("shell", by="north")], "2020-02-11")
    assert found.parts[0].proof.set_aside == ()


def test_an_attack_nobody_places_does_not_count():
    found = status(pact(QUIET), [claim("shell", by="north", zone=None)], "2020-01-11")
    assert found.parts[0].proof.set_aside[0].reason == "does not say where"


def test_monitoring_that_covers_the_window_shows_that_nothing_happened():
    found = status(pact(QUIET), [monitoring("2020-01-01", "2020-01-10")], "2020-01-10")
    assert found.standing == "fulfilled"


def test_monitoring_of_a_few_days_shows_nothing_of_the_whole():
    found = status(pact(QUIET), [monitoring("2020-01-09", "2020-01-10")], "2020-01-20")
    assert found.standing == "unproven"
    assert "cover only 10% of the days" in found.parts[0].proof.set_aside[0].reason


def test_one_source_that_repeats_itself_stays_one_source():
    weak = {"confidence": 0.5, "family": "state media"}
    told = [claim("shell", by="north", source=name, **weak) for name in ("agency", "channel", "paper")]
    assert status(pact(QUIET), told, "2020-01-11").standing == "unproven"
    free = [claim("shell", by="north", source=name, confidence=0.5) for name in ("one", "two")]
    assert status(pact(QUIET), free, "2020-01-11").standing == "breached_in_part"


# -- an event that must come ---------------------------------------------------


def test_a_fact_not_made_is_no_breach():
    found = status(pact(LINES), [], "2020-06-01")
    assert (found.kind, found.standing) == ("constitutive", "not_made")


def test_what_both_must_do_is_not_done_by_one():
    one = claim("approve_boundary", by="north", zone=None)
    both = [one, claim("approve_boundary", by="south", zone=None)]
    assert status(pact(LINES), [one], "2020-06-01").standing == "not_made"
    assert status(pact(LINES), both, "2020-06-01").standing == "made"


STARTED = duty(
    "started",
    {"check": "event_occurred", "event": "tank_move", "by": ["north"]},
    bearer=["north"],
    deadline={"by": "2020-01-31"},
)


def test_an_event_after_the_deadline_is_fulfilled_late():
    late = claim("deploy", "2020-02-05", by="north", obj="tank")
    assert status(pact(STARTED), [late], "2020-02-10").standing == "fulfilled_late"
    assert (
        status(pact(STARTED), [claim("deploy", by="north", obj="tank")], "2020-02-10").standing == "fulfilled"
    )


def test_an_event_is_told_by_its_object_where_the_agreement_says_which():
    other = claim("deploy", by="north", obj="observer")
    assert status(pact(STARTED), [other], "2020-02-10").standing == "unproven"


def test_a_promise_to_act_is_no_act():
    said = claim("deploy", by="north", obj="tank", modality="committed")
    found = status(pact(STARTED), [said], "2020-02-10")
    assert found.standing == "unproven"
    assert found.proof.parts[0].set_aside[0].reason == "promised, not reported as done"


def test_a_denial_opposes_until_the_act_is_reported():
    denial = claim("deploy", "2020-02-01", by="north", obj="tank", polarity="negative")
    report = claim("deploy", "2020-02-05", by="north", obj="tank")
    assert status(pact(STARTED), [denial], "2020-02-10").standing == "breached"
    assert status(pact(STARTED), [denial], "2020-06-10").standing == "unproven"
    assert status(pact(STARTED), [denial, report], "2020-02-10").standing == "fulfilled_late"


def test_an_act_of_another_or_of_nobody_is_set_aside_by_its_reason():
    found = status(
        pact(STARTED), [claim("deploy", by="south", obj="tank"), claim("deploy", obj="tank")], "2020-02-10"
    )
    reasons = {a.reason for a in found.proof.parts[0].set_aside}
    assert reasons == {"not reported of north", "nobody says who did it"}


def test_an_event_must_lie_where_the_check_looks():
    norm = {**STARTED, "test": {**STARTED["test"], "where": "strip"}}
    nowhere = claim("deploy", by="north", obj="tank", zone=None)
    assert (
        status(pact(norm), [nowhere], "2020-02-10").proof.parts[0].set_aside[0].reason == "does not say where"
    )


def test_an_event_before_entry_into_force_does_not_count_unless_asked():
    early = claim("deploy", "2019-12-20", by="north", obj="tank")
    any_time = {**STARTED, "test": {**STARTED["test"], "after_start": False}}
    assert status(pact(STARTED), [early], "2020-02-10").standing == "unproven"
    assert status(pact(any_time), [early], "2020-02-10").standing == "fulfilled"


# -- an activity that goes on --------------------------------------------------


def patrol(day, **over):
    return claim("patrol", day, by="north", **over)


def test_enough_distinct_patrols_keep_the_activity_up():
    told = [patrol("2020-01-08"), patrol("2020-01-10")]
    assert status(pact(PATROLS), told, "2020-01-12").standing == "fulfilled"


def test_one_patrol_told_twice_is_one_patrol():
    told = [patrol("2020-01-10"), patrol("2020-01-10", source="other")]
    assert status(pact(PATROLS), told, "2020-01-12").standing == "unproven"
    named = [patrol("2020-01-09", incident="p1"), patrol("2020-01-10", source="other", incident="p1")]
    assert status(pact(PATROLS), named, "2020-01-12").standing == "unproven"


def test_patrols_of_last_month_do_not_keep_it_up_and_it_has_lapsed():
    told = [patrol("2020-01-08"), patrol("2020-01-10")]
    found = status(pact(PATROLS), told, "2020-02-12")
    assert (found.standing, found.pace) == ("unproven", "lapsed")


def test_a_report_of_no_patrols_in_the_whole_period_speaks_against_it():
    none = patrol("2020-01-01", until="2020-01-12", polarity="negative")
    assert status(pact(PATROLS), [none], "2020-01-12").standing == "breached"
    assert (
        status(pact(PATROLS), [patrol("2020-01-10", polarity="negative")], "2020-01-12").standing
        == "unproven"
    )


def test_an_activity_of_several_is_asked_of_each():
    test = {**PATROLS["test"], "by": ["north", "south"], "count": 1}
    found = status(
        pact({**PATROLS, "test": test, "bearer": ["north", "south"]}), [patrol("2020-01-10")], "2020-01-12"
    )
    assert [part.verdict for part in found.proof.parts[0].parts] == ["established", "unknown"]
    assert found.standing == "unproven"


def test_a_chance_of_lying_inside_weighs_an_attack():
    told = claim("shell", by="north", place=[{"text": "near"}], confidence=0.9)
    low = assessed(pact(QUIET), [told], "2020-01-11", atlas=NamedMap({"near": 0.4}))
    assert low.norms[0].standing == "unproven"
    assert low.violations[0].status == "opened"


# -- what a hostile reader tried --------------------------------------------------


def test_a_decision_about_an_attack_is_no_attack():
    decision = claim("settle_peacefully", by="north", kind="decision", event="armed_attack")
    assert status(pact(QUIET), [decision], "2020-01-11").standing == "unproven"


def test_a_statement_that_one_patrolled_is_no_patrol_but_a_statement_of_consent_is_consent():
    told = [patrol(day, kind="statement") for day in ("2020-01-08", "2020-01-10")]
    assert status(pact(PATROLS), told, "2020-01-12").standing == "unproven"
    both = [claim("approve_boundary", by=one, zone=None, kind="statement") for one in ("north", "south")]
    assert status(pact(LINES), both, "2020-06-01").standing == "made"


def test_two_rumours_of_two_attacks_are_not_one_attack_well_shown():
    told = [
        claim("shell", "2020-01-03", by="north", source="a", confidence=0.5),
        claim("shell", "2020-01-08", by="north", source="b", confidence=0.5),
    ]
    found = assessed(pact(QUIET), told, "2020-01-11")
    assert found.norms[0].standing == "unproven"
    assert {entry.status for entry in found.violations} == {"opened"}


def test_an_attack_shown_and_denied_alike_is_contested():
    told = claim("shell", by="north", incident="i")
    denial = claim("shell", by="north", incident="i", polarity="negative", source="other", confidence=0.9)
    found = status(pact(QUIET), [told, denial], "2020-01-11")
    assert found.of_party("north").standing == "contested"
    weak = claim("shell", by="north", incident="i", confidence=0.5)
    assert status(pact(QUIET), [weak, denial], "2020-01-11").standing == "unproven"
    other = claim("shell", "2020-01-05", by="north")
    assert status(pact(QUIET), [told, denial, other], "2020-01-11").of_party("north").standing == "breached"
    low = denial.model_copy(update={"confidence": 0.3}).identified()
    assert status(pact(QUIET), [told, low], "2020-01-11").of_party("north").standing == "breached"


def test_a_denial_that_touches_no_report_is_shown_and_counts_for_nothing():
    denial = claim("shell", "2020-01-03", by="north", polarity="negative")
    found = status(pact(QUIET), [claim("shell", by="north"), denial], "2020-01-11")
    assert [a.reason for a in found.of_party("north").proof.set_aside] == ["denied"]


def test_a_weak_rumour_does_not_lift_a_strong_denial():
    denial = claim("deploy", "2020-02-01", by="north", obj="tank", polarity="negative", confidence=0.95)
    rumour = claim("deploy", "2020-02-05", by="north", obj="tank", confidence=0.05, source="x")
    assert status(pact(STARTED), [denial, rumour], "2020-02-10").standing == "breached"


def test_a_denial_before_the_deadline_says_nothing_of_the_time_left():
    denial = claim("deploy", "2020-01-20", by="north", obj="tank", polarity="negative")
    assert status(pact(STARTED), [denial], "2020-02-10").standing == "unproven"


@pytest.mark.parametrize(("day", "until"), [("2020-01-01", "2020-01-31"), ("2020-01-20", "2020-02-20")])
def test_an_attack_that_may_lie_outside_the_window_does_not_count(day, until):
    norm = {**QUIET, "during": {"from": {"at": "2020-01-15"}, "until": {"at": "2020-02-10"}}}
    vague = claim("shell", day, until=until, by="north")
    assert status(pact(norm), [vague], "2020-03-01").standing == "unproven"
    ongoing = claim("shell", day, until=until, by="north", aspect="ongoing")
    assert status(pact(norm), [ongoing], "2020-03-01").standing == "breached_in_part"


def test_an_attack_on_a_day_nobody_names_does_not_count():
    undated = claim("shell", by="north", time={}, published_on="2020-01-10")
    found = status(pact(QUIET), [undated], "2020-01-11")
    assert found.of_party("north").proof.set_aside[0].reason == "does not say when"


def test_a_third_partys_attack_breaks_no_promise_of_those_bound():
    test = {"check": "no_event", "event": "armed_attack", "where": "strip"}
    told = claim("shell", by="patron")
    assert status(pact({**QUIET, "test": test}), [told], "2020-01-11").standing == "unproven"


def test_infighting_within_one_side_is_shown_and_breaks_nothing():
    test = {**QUIET["test"], "against": ["north", "south"]}
    told = claim("clash", by="south", against="militia")
    found = assessed(pact({**QUIET, "test": test}), [told], "2020-01-11")
    assert found.norms[0].standing == "unproven"
    assert found.violations[0].reason == "within one side: no breach between the sides"


def test_a_guarantors_part_is_the_act_of_its_ward():
    norm = duty(
        "patrol",
        {"check": "event_occurred", "event": "joint_patrol", "by": ["south"]},
        bearer=["patron"],
        guarantor_for=["south"],
        parts={"by": ["bearer"]},
    )
    assert status(pact(norm), [claim("patrol", by="south")], "2020-01-12").standing == "fulfilled"
    assert status(pact(norm), [claim("patrol", by="patron")], "2020-01-12").standing == "unproven"


def test_a_patrol_told_as_a_day_and_as_two_days_is_one():
    told = [patrol("2020-01-10"), patrol("2020-01-10", until="2020-01-11", source="other")]
    assert status(pact(PATROLS), told, "2020-01-12").standing == "unproven"
    mixed = [patrol("2020-01-10", incident="p1"), patrol("2020-01-10", source="other")]
    assert status(pact(PATROLS), mixed, "2020-01-12").standing == "unproven"


def test_monitoring_of_one_side_shows_nothing_of_the_other():
    norm = duty("quiet", QUIET["test"], mode="refrain")
    watched = monitoring("2020-01-01", "2020-01-10", by="north")
    assert status(pact(norm), [watched], "2020-01-10").standing == "unproven"
