"""Which norms a claim may count for: by event or category, by whom, where; however it is told."""

from __future__ import annotations

import pytest
from tests.assess.making import NamedMap, claim, duty, none_present, pact, sighting

from truceline.assess.relevance import Relevance, norms_met

KEEP_FIRE = duty(
    "keep-fire",
    {"check": "no_event", "event": "armed_attack", "by": ["north", "south"], "where": "strip"},
    mode="refrain",
)
OUT = duty("out", none_present())
PATROLS = duty(
    "patrols",
    {"check": "activity_at_least", "event": "joint_patrol", "count": 1, "per_days": 7},
    bearer=["patron"],
)
RAIDERS = duty("raiders-out", none_present("raiders"), bearer=["patron"])


class Ground(NamedMap):
    """A map by names that also says where a place may lie."""

    def may_lie_in(self, place, zone, chance, *, on=None, readings=None):
        p = self.membership(place, zone, on=on, readings=readings or {}).p
        return p is None or p >= chance


def met(claim_, *norms, chances=None):
    return norms_met(pact(*norms), Ground(chances or {}), claim_)


def test_an_event_meets_the_duty_whose_check_asks_for_it():
    assert met(claim("shell", by="north"), KEEP_FIRE, OUT, PATROLS) == ("keep-fire",)


def test_the_norms_come_in_the_order_of_the_text():
    both = duty("either", {"check": "any_of", "tests": [KEEP_FIRE["test"], none_present()]})
    assert met(claim("shell", by="north"), KEEP_FIRE, both) == ("keep-fire", "either")
    assert met(claim("shell", by="north"), both, KEEP_FIRE) == ("either", "keep-fire")


@pytest.mark.parametrize("act", ["presence", "deploy", "withdraw", "absence"])
def test_a_category_is_met_by_what_is_there_comes_leaves_or_is_not_there(act):
    assert met(claim(act, by="north", obj="tank"), OUT) == ("out",)


@pytest.mark.parametrize(
    ("act", "obj"), [("presence", "rifle"), ("presence", None), ("shell", "tank"), ("open_route", "tank")]
)
def test_another_thing_or_another_act_does_not_meet_it(act, obj):
    assert met(claim(act, by="north", obj=obj), OUT) == ()


@pytest.mark.parametrize("by", ["militia", "south"])
def test_a_group_is_met_by_itself_and_a_member_counts_for_its_whole(by):
    assert met(claim("shell", by=by), KEEP_FIRE) == ("keep-fire",)
    assert met(sighting(by="militia", obj=None), RAIDERS) == ("raiders-out",)


def test_a_stranger_does_not_meet_a_norm_of_others():
    assert met(claim("shell", by="patron"), KEEP_FIRE) == ()


def test_nobody_named_rules_nobody_out():
    assert met(claim("shell"), KEEP_FIRE) == ("keep-fire",)


@pytest.mark.parametrize(
    ("chance", "norms"),
    [(1.0, ("keep-fire",)), (0.01, ("keep-fire",)), (0.009, ()), (0.0, ()), (None, ("keep-fire",))],
)
def test_only_a_place_that_surely_lies_elsewhere_rules_a_norm_out(chance, norms):
    there = claim("shell", by="north", zone=None, place=[{"text": "Ford"}])
    assert met(there, KEEP_FIRE, chances={"Ford": chance}) == norms


def test_one_of_several_places_is_enough():
    two = claim("shell", by="north", zone=None, place=[{"text": "Ford"}, {"text": "Mill"}])
    assert met(two, KEEP_FIRE, chances={"Ford": 0.0, "Mill": 0.6}) == ("keep-fire",)


def test_force_told_without_a_place_bears_on_no_zone_but_words_about_it_do():
    assert met(claim("shell", by="north", zone=None), KEEP_FIRE) == ()
    assert met(claim("shell", by="north", zone=None, modality="intended"), KEEP_FIRE) == ("keep-fire",)


@pytest.mark.parametrize(
    "modality", ["committed", "required", "intended", "possible", "refused", "expected", "conditional"]
)
def test_words_about_an_act_bear_on_the_norm_as_the_act_does(modality):
    said = claim(
        "withdraw", by="north", obj="tank", kind="statement", modality=modality, aspect="not_started"
    )
    assert met(said, OUT) == ("out",)


def test_a_limit_and_a_line_are_about_their_category():
    few = duty("few", {"check": "at_most", "what": "heavy", "where": "strip", "limit": 3})
    back = duty("back", {"check": "beyond_line", "what": "heavy", "line": "line", "km": 5})
    assert met(claim("withdraw", by="north", obj="tank"), few, back) == ("few", "back")


def test_a_state_is_met_by_a_claim_of_that_state_alone():
    quiet = duty("quiet", {"check": "state_holds", "of": "strip", "state": "quiet"})
    told = claim("comply", by="north", state={"of": "strip", "state": "quiet"})
    assert met(told, quiet) == ("quiet",)
    assert met(claim("comply", by="north", state={"of": "line", "state": "quiet"}), quiet) == ()
    assert met(claim("comply", by="north"), quiet) == ()


def test_what_people_must_judge_is_met_by_nothing_a_text_says():
    judged = duty("good-faith", {"check": "judged", "question": "In good faith?"})
    assert met(claim("comply", by="north"), judged) == ()


def test_the_condition_of_a_duty_is_met_as_its_test_is():
    later = duty("later", none_present(), when={"check": "event_occurred", "event": "joint_patrol"})
    assert met(claim("patrol", by="patron"), later) == ("later",)


def test_a_rule_counts_through_the_norms_it_looks_at():
    rule = {
        "id": "off",
        "kind": "rule",
        "effect": "discharge",
        "of": ["out"],
        "when": {"check": "event_occurred", "event": "armed_attack"},
    }
    assert met(claim("shell", by="north"), OUT, rule) == ()


def test_an_event_that_needs_a_thing_is_met_only_with_it():
    moves = duty("no-moves", {"check": "no_event", "event": "tank_move"}, mode="refrain")
    assert met(claim("deploy", by="north", obj="tank"), moves) == ("no-moves",)
    assert met(claim("deploy", by="north", obj="mortar"), moves) == ()


def test_many_claims_asked_one_after_another_get_the_same_answers():
    agreement = pact(KEEP_FIRE, OUT, PATROLS)
    relevance = Relevance(agreement, Ground())
    told = [claim("shell", by="north"), claim("deploy", by="north", obj="tank"), claim("patrol", by="patron")]
    told += [claim("clash", by="south"), claim("meet", by="north"), claim("shell", by="patron")]
    assert [relevance.norms(one) for one in told] == [norms_met(agreement, Ground(), one) for one in told]
    assert [relevance.norms(one) for one in told] == [
        ("keep-fire",), ("out",), ("patrols",), ("keep-fire",), (), ()
    ]  # fmt: skip


def test_a_claim_that_names_its_event_is_met_by_that_event_alone():
    named = claim("meet", by="north", event="armed_attack")
    assert met(named, KEEP_FIRE, OUT) == ("keep-fire",)
    assert met(claim("shell", by="north", event="joint_patrol"), KEEP_FIRE) == ()
