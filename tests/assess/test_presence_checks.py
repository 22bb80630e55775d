import pytest
from tests.assess.making import NamedMap, assessed, claim, duty, look, none_present, pact, sighting, status

from truceline.evidence.claim import Kind

OUT = duty("out", none_present(), deadline={"by": "2020-01-31"}, parts={"by": ["bearer"]})
RAIDERS = duty("raiders-out", none_present("raiders"), bearer=["patron"], deadline={"by": "2020-01-31"})


def test_a_look_with_enough_coverage_shows_that_none_is_there():
    found = status(pact(OUT), [look("north", "2020-01-30"), look("south", "2020-01-30")], "2020-02-01")
    assert (found.performance, found.standing) == ("fulfilled", "fulfilled")


def test_a_look_at_too_little_is_set_aside_and_says_so():
    found = status(pact(OUT), [look("north", "2020-01-30", coverage=0.4)], "2020-02-01")
    assert found.standing == "unproven"
    assert [a.reason for a in found.parts[0].proof.set_aside] == ["looked at 40%, too little to show absence"]


def test_a_look_that_does_not_say_how_much_it_saw_shows_nothing():
    found = status(pact(OUT), [look("north", "2020-01-30", coverage=None)], "2020-02-01")
    assert found.parts[0].proof.set_aside[0].reason == "does not say how much of the zone was looked at"


def test_one_sighting_refutes_the_part_of_its_owner_and_no_other():
    found = status(pact(OUT), [sighting("north", "2020-02-02")], "2020-02-03")
    assert found.standing == "breached_in_part"
    assert found.of_party("north").standing == "breached"
    assert found.of_party("south").standing == "unproven"


def test_a_weapon_of_nobody_known_binds_no_party():
    found = status(pact(OUT), [sighting(None, "2020-02-02")], "2020-02-03")
    assert found.standing == "unproven"
    assert found.parts[0].proof.set_aside[0].reason == "nobody says whose it is: it binds no party"


def test_an_undivided_promise_is_not_refuted_by_a_weapon_of_nobody_known():
    whole = duty("out", none_present(), deadline={"by": "2020-01-31"})
    assert status(pact(whole), [sighting(None, "2020-02-02")], "2020-02-03").standing == "unproven"


def test_a_look_that_found_nobodys_weapons_speaks_for_every_party():
    found = status(pact(OUT), [look(None, "2020-01-30")], "2020-02-01")
    assert found.standing == "fulfilled"


def test_what_a_member_group_owns_counts_as_its_coalitions():
    found = status(pact(OUT), [sighting("militia", "2020-02-02")], "2020-02-03")
    assert found.of_party("south").standing == "breached"


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"modality": "intended"}, "planned, not reported as done"),
        ({"modality": "committed"}, "promised, not reported as done"),
        ({"modality": "conditional"}, "told under a condition, not reported as done"),
        ({"aspect": "not_started"}, "said not to have begun"),
    ],
)
def test_a_withdrawal_that_is_not_told_as_done_never_counts(told, reason):
    found = status(pact(OUT), [look("north", "2020-01-30", **told)], "2020-02-01")
    assert found.parts[0].verdict == "unknown"
    assert found.parts[0].proof.set_aside[0].reason == reason


def test_a_denied_withdrawal_says_that_they_are_still_there():
    told = claim("withdraw", "2020-02-02", by="north", obj="heavy", polarity="negative")
    assert status(pact(OUT), [told], "2020-02-03").of_party("north").standing == "breached"


def test_a_completed_withdrawal_alone_does_not_show_that_none_is_left():
    told = claim("withdraw", "2020-01-30", by="north", obj="heavy")
    found = status(pact(OUT), [told], "2020-02-01")
    assert found.of_party("north").verdict == "unknown"
    assert (
        found.parts[0].proof.set_aside[0].reason == "does not come from a look that tells that none is left"
    )


def test_a_look_that_denies_any_presence_is_an_absence():
    told = claim(
        "presence", "2020-01-30", by="north", obj="heavy", kind="look", polarity="negative", coverage=0.9
    )
    assert status(pact(OUT), [told], "2020-02-01").of_party("north").verdict == "established"


def test_a_sighting_elsewhere_is_not_even_shown():
    found = status(pact(OUT), [sighting("north", "2020-02-02", zone="line")], "2020-02-03")
    assert found.parts[0].proof.set_aside == ()
    assert found.standing == "unproven"


def test_a_sighting_without_a_place_is_set_aside():
    found = status(pact(OUT), [sighting("north", "2020-02-02", zone=None)], "2020-02-03")
    assert found.parts[0].proof.set_aside[0].reason == "does not say where"


def test_a_sighting_that_an_analyst_tied_to_the_norm_needs_no_place():
    told = sighting("north", "2020-02-02", zone=None, bears_on=["out"])
    assert status(pact(OUT), [told], "2020-02-03").of_party("north").standing == "breached"


def test_a_claim_tied_to_another_norm_is_left_to_it():
    told = sighting("north", "2020-02-02", bears_on=["elsewhere"])
    assert status(pact(OUT), [told], "2020-02-03").standing == "unproven"


def test_a_sighting_counts_by_its_chance_of_lying_inside():
    told = sighting("north", "2020-02-02", place=[{"text": "near", "lat": 1, "lon": 1}], confidence=0.9)
    sure = status(pact(OUT), [told], "2020-02-03", atlas=NamedMap({"near": 0.9}))
    unsure = status(pact(OUT), [told], "2020-02-03", atlas=NamedMap({"near": 0.5}))
    assert sure.of_party("north").standing == "breached"
    assert unsure.of_party("north").standing == "unproven"
    assert unsure.parts[0].proof.opposing[0].p_inside == 0.5


def test_the_groups_that_must_go_are_seen_whoever_vouches_for_them():
    there = claim("presence", "2020-02-02", by="militia", kind="observation")
    assert status(pact(RAIDERS), [there], "2020-02-03").standing == "breached"


def test_a_group_is_not_refuted_by_the_presence_of_another():
    norm = duty(
        "gone",
        none_present("raiders"),
        bearer=["militia", "band"],
        deadline={"by": "2020-01-31"},
        parts={"by": ["bearer"]},
    )
    parties = [
        {"id": "militia", "kind": "armed_group"},
        {"id": "band", "kind": "armed_group"},
    ]
    terms = [{"id": "raiders", "parties": ["militia", "band"]}]
    there = claim("presence", "2020-02-02", by="militia", kind="observation")
    found = status(pact(norm, parties=parties, terms=terms, guarantees=[]), [there], "2020-02-03")
    assert found.of_party("militia").standing == "breached"
    assert found.of_party("band").standing == "unproven"


def test_whatever_rests_on_open_lines_says_so():
    found = status(pact(OUT), [], "2020-02-01")
    assert "rests on strip, whose lines are undelineated, to be settled by lines" in found.marks


# -- ceilings ------------------------------------------------------------------

CEILING = duty(
    "few",
    {"check": "at_most", "what": "heavy", "where": "strip", "limit": 5},
    bearer=["north"],
    mode="maintain",
)


def count(low, high, **over):
    return {"quantity": [{"kind": "count", "of": "tank", "low": low, "high": high}], **over}


def test_more_than_the_ceiling_for_sure_is_a_breach():
    assert status(pact(CEILING), [sighting("north", **count(6, 9))], "2020-01-12").standing == "breached"


def test_perhaps_more_than_the_ceiling_is_no_breach():
    found = status(pact(CEILING), [sighting("north", **count(4, 9))], "2020-01-12")
    assert found.standing == "unproven"
    assert "does not settle" in found.proof.parts[0].set_aside[0].reason


def test_an_inventory_within_the_ceiling_keeps_it():
    all_heavy = [{"kind": "count", "of": "heavy", "low": 3, "high": 5}]
    told = sighting("north", obj="heavy", coverage=0.9, quantity=all_heavy)
    assert status(pact(CEILING), [told], "2020-01-12").standing == "fulfilled"


def test_a_look_that_finds_none_is_within_any_ceiling():
    assert status(pact(CEILING), [look("north")], "2020-01-12").standing == "fulfilled"


def test_a_sighting_without_a_count_says_nothing_of_a_ceiling():
    found = status(pact(CEILING), [sighting("north")], "2020-01-12")
    assert found.proof.parts[0].set_aside[0].reason == "gives no count"


# -- distances -----------------------------------------------------------------

BACK = duty(
    "back",
    {
        "check": "beyond_line",
        "what": "heavy",
        "line": "line",
        "km": {"reading": "width", "narrow": 25, "wide": 50},
    },
    bearer=["north"],
    deadline={"by": "2020-01-31"},
)
WIDTHS = {"readings": {"width": {"narrow": "half", "wide": "whole"}}}


def at(km, **over):
    far = [{"kind": "distance", "of": "line", "unit": "km", "best": km}]
    return sighting("north", "2020-02-02", zone=None, quantity=far, **over)


def test_a_gun_nearer_than_allowed_is_a_breach_under_the_reading_that_forbids_it():
    agreement = pact(BACK, **WIDTHS)
    assert status(agreement, [at(30)], "2020-02-03").standing == "unproven"
    assert status(agreement, [at(30)], "2020-02-03", readings={"width": "wide"}).standing == "breached"


def test_a_status_says_when_it_depends_on_a_reading():
    found = status(pact(BACK, **WIDTHS), [at(30)], "2020-02-03")
    assert found.depends_on_reading == {"width": {"narrow": "unproven", "wide": "breached"}}


def test_one_gun_in_the_right_place_proves_nothing_of_the_others():
    found = status(pact(BACK, **WIDTHS), [at(60)], "2020-02-03")
    assert found.performance == "unknown"
    assert "one in the right place" in found.proof.parts[0].set_aside[0].reason


def test_a_point_is_measured_from_the_line_and_needs_to_be_surely_too_near():
    def seen(radius_m):
        place = [{"text": "hill", "lat": 1, "lon": 1, "radius_m": radius_m}]
        return sighting("north", "2020-02-02", place=place)

    atlas = NamedMap(distances={"hill": -22.0})
    agreement = pact(BACK, **WIDTHS)
    assert status(agreement, [seen(1000)], "2020-02-03", atlas=atlas).standing == "breached"
    assert status(agreement, [seen(9000)], "2020-02-03", atlas=atlas).standing == "unproven"


def test_a_side_is_measured_with_its_sign():
    sided = duty(
        "back",
        {"check": "beyond_line", "what": "heavy", "line": "line", "km": 10, "side": "right"},
        bearer=["north"],
        deadline={"by": "2020-01-31"},
    )
    told = sighting("north", "2020-02-02", place=[{"text": "hill", "lat": 1, "lon": 1}])
    far, wrong = NamedMap(distances={"hill": -20.0}), NamedMap(distances={"hill": 20.0})
    assert status(pact(sided), [told], "2020-02-03", atlas=far).standing == "unproven"
    assert status(pact(sided), [told], "2020-02-03", atlas=wrong).standing == "breached"


def test_a_survey_of_the_line_shows_that_none_stands_too_near():
    agreement = pact(BACK, **WIDTHS)
    survey = look("north", "2020-01-30", zone="line")
    assert status(agreement, [survey], "2020-02-01").standing == "fulfilled"
    partial = look("north", "2020-01-30", zone="line", coverage=0.2)
    assert status(agreement, [partial], "2020-02-01").standing == "unproven"
    others = look("south", "2020-01-30", zone="line")
    assert status(agreement, [others], "2020-02-01").standing == "unproven"


def test_planned_and_unowned_guns_breach_no_distance():
    agreement = pact(BACK, **WIDTHS)
    assert status(agreement, [at(5, modality="intended")], "2020-02-03").standing == "unproven"
    unplaced = sighting("north", "2020-02-02", zone=None)
    assert assessed(agreement, [unplaced], "2020-02-03").norms[0].proof.parts[0].set_aside == ()


# -- what a hostile reader tried --------------------------------------------------


def test_a_withdrawal_of_many_or_a_number_aimed_at_breaks_no_ceiling():
    gone = claim("withdraw", by="north", obj="tank", **count(12, 12))
    denied = sighting("north", polarity="negative", **count(12, 12))
    aim = [{"kind": "count", "of": "tank", "low": 12, "high": 12, "status": "target"}]
    for told in (gone, denied, sighting("north", quantity=aim)):
        assert status(pact(CEILING), [told], "2020-01-12").standing == "unproven"


def test_no_mortars_is_not_no_heavy_weapons():
    part = look("north", "2020-01-30", obj="mortar")
    found = status(pact(OUT), [part], "2020-02-01")
    assert found.of_party("north").verdict == "unknown"
    assert found.parts[0].proof.set_aside[0].reason == "tells of a part of the category only"
    assert status(pact(CEILING), [look("north", obj="mortar")], "2020-01-12").standing == "unproven"


def test_one_group_gone_is_not_all_of_them_gone():
    terms = [{"id": "raiders", "parties": ["militia", "patron"]}]
    gone = claim("absence", "2020-01-30", by="militia", kind="look", coverage=0.9)
    norm = duty("gone", none_present("raiders"), bearer=["south"], deadline={"by": "2020-01-31"})
    assert status(pact(norm, terms=terms), [gone], "2020-02-01").standing == "unproven"


def test_a_look_at_one_side_does_not_show_the_other_gone():
    whole = duty("out", none_present(), deadline={"by": "2020-01-31"})
    found = status(pact(whole), [look("north", "2020-01-30")], "2020-02-01")
    assert found.standing == "unproven"
    assert found.proof.parts[0].set_aside[0].reason == "does not speak for south"


def test_a_look_at_a_member_does_not_show_its_coalition_gone():
    found = status(pact(OUT), [look("militia", "2020-01-30")], "2020-02-01")
    assert found.of_party("south").verdict == "unknown"


def test_a_partys_own_statement_that_it_left_is_words():
    said = look("north", "2020-01-30", coverage=0.9).model_copy(update={"kind": Kind.STATEMENT}).identified()
    found = status(pact(OUT), [said], "2020-02-01")
    assert found.parts[0].proof.set_aside[0].reason == "a statement: words, not conduct"


def test_nought_seen_is_not_something_seen():
    nought = [{"kind": "count", "low": 0, "best": 0, "high": 0}]
    assert (
        status(pact(OUT), [sighting("north", "2020-02-02", quantity=nought)], "2020-02-03").standing
        == "unproven"
    )
    looked = claim(
        "presence", "2020-01-30", by="north", obj="heavy", kind="look", coverage=0.9, quantity=nought
    )
    assert status(pact(OUT), [looked], "2020-02-01").of_party("north").verdict == "established"


def test_a_look_that_saw_some_is_a_sighting():
    saw = claim("presence", "2020-02-02", by="north", obj="tank", kind="look", coverage=0.9)
    assert status(pact(OUT), [saw], "2020-02-03").of_party("north").standing == "breached"


def test_a_deployment_into_the_zone_is_presence_in_it():
    into = [{"zone": "strip", "role": "destination"}, {"zone": "line", "role": "origin"}]
    told = claim("deploy", "2020-02-02", by="north", obj="tank", place=into)
    assert status(pact(OUT), [told], "2020-02-03").of_party("north").standing == "breached"


def test_a_point_known_only_to_its_province_is_not_surely_too_near():
    place = [{"text": "hill", "lat": 1, "lon": 1, "precision": 4}]
    told = sighting("north", "2020-02-02", place=place)
    atlas = NamedMap(distances={"hill": 2.0})
    assert status(pact(BACK, **WIDTHS), [told], "2020-02-03", atlas=atlas).standing == "unproven"


def test_metres_are_not_kilometres_and_an_unknown_unit_is_no_distance():
    def off(value, unit):
        return sighting(
            "north",
            "2020-02-02",
            zone=None,
            quantity=[{"kind": "distance", "of": "line", "unit": unit, "best": value}],
        )

    agreement = pact(BACK, **WIDTHS)
    assert status(agreement, [off(1500, "m")], "2020-02-03").standing == "breached"
    assert status(agreement, [off(3, "leagues")], "2020-02-03").standing == "unproven"


def test_an_owner_named_without_attribution_is_no_owner():
    told = sighting("north", "2020-02-02", attribution_grade="none")
    assert status(pact(OUT), [told], "2020-02-03").standing == "unproven"


def test_agreeing_sources_make_a_place_no_likelier_to_lie_inside():
    told = [
        sighting("north", "2020-02-02", place=[{"text": "near"}], source=name, confidence=1.0)
        for name in ("one", "two", "three")
    ]
    found = status(pact(OUT), told, "2020-02-03", atlas=NamedMap({"near": 0.5}))
    assert found.of_party("north").verdict == "unknown"
    assert found.parts[0].proof.opposition == 0.5
