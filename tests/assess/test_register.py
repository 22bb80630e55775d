import pytest
from tests.assess.making import NamedMap, assessed, claim, duty, look, none_present, pact, sighting

QUIET = duty(
    "quiet",
    {"check": "no_event", "event": "armed_attack", "by": ["north", "south"], "where": "strip"},
    mode="refrain",
)


def entries(*claims, norm=QUIET, as_of="2020-02-01", **over):
    return assessed(pact(norm), list(claims), as_of, **over).violations


def test_an_attributed_attack_to_the_standard_is_confirmed():
    (entry,) = entries(claim("shell", by="north"))
    assert (entry.status, entry.is_breach, entry.committed_by) == ("confirmed", True, ("north",))


def test_committed_by_and_answerable_are_two_columns():
    (entry,) = entries(claim("shell", by="militia"))
    assert entry.committed_by == ("militia",)
    assert entry.answerable == ("patron",)


def test_the_norms_own_guarantor_answers_for_its_ward():
    norm = {**QUIET, "bearer": ["patron"], "guarantor_for": ["south"]}
    (entry,) = entries(claim("shell", by="south"), norm=norm)
    assert (entry.committed_by, entry.answerable) == (("south",), ("patron",))


def test_an_attack_below_the_standard_is_only_opened():
    (entry,) = entries(claim("shell", by="north", confidence=0.6))
    assert (entry.status, entry.is_breach) == ("opened", True)
    assert entry.reason == "below the standard clear (0.60 of 0.75)"


def test_unattributed_fire_is_shown_and_breaches_nothing():
    (entry,) = entries(claim("shell"))
    assert (entry.status, entry.is_breach, entry.committed_by, entry.answerable) == ("opened", False, (), ())
    assert entry.reason == "not attributed: an unattributed act binds nobody"


def test_a_battle_whose_starter_is_unknown_names_its_participants_only():
    (entry,) = entries(claim("clash", actor=[{"party": "north"}, {"party": "south"}]))
    assert (entry.committed_by, entry.participants) == ((), ("north", "south"))


def test_claims_tied_by_an_analyst_are_one_incident():
    (entry,) = entries(
        claim("shell", by="north", incident="i1", confidence=0.5),
        claim("shell", by="north", incident="i1", confidence=0.6, source="other"),
    )
    assert len(entry.claims) == 2
    assert entry.status == "confirmed"


def test_lookalikes_are_named_and_never_merged():
    one, two = entries(claim("shell", by="north"), claim("shell", "2020-01-11", by="north", source="other"))
    assert one.may_repeat == (two.entry_id,)
    assert two.may_repeat == (one.entry_id,)


def test_near_points_of_other_sources_may_be_one_incident_and_far_ones_not():
    def at(lat, source):
        return claim("shell", by="north", source=source, place=[{"text": source, "lat": lat, "lon": 36.0}])

    atlas = NamedMap({"one": 1.0, "two": 1.0, "three": 1.0})
    found = entries(at(35.0, "one"), at(35.02, "two"), at(35.5, "three"), atlas=atlas)
    assert [len(e.may_repeat) for e in sorted(found, key=lambda e: e.place)] == [1, 0, 1]


def test_an_entry_says_how_far_from_its_point_it_may_truly_be():
    def radius(**place):
        (entry,) = entries(claim("shell", by="north", place=[{"text": "Ford", **place}]))
        return entry.radius_km

    point = {"lat": 35.0, "lon": 36.0}
    shape = {"type": "Polygon", "coordinates": [[[36, 35], [36.1, 35], [36, 35.1], [36, 35]]]}
    assert radius(**point, precision=2) == 25.0
    assert radius(**point, radius_m=500) == 0.5
    assert radius(precision=2) is None
    assert radius(**point, geometry=shape) is None


def test_differing_counts_of_two_sides_stand_side_by_side():
    def bulletin(side, number):
        quantity = [{"kind": "count", "unit": "cases", "low": number, "best": number, "high": number}]
        return claim("shell", source=side, quantity=quantity)

    one, two = entries(bulletin("commission-a", 3), bulletin("commission-b", 7))
    assert sorted([one.count[1], two.count[1]]) == [3, 7]
    assert {one.claims[0].source, two.claims[0].source} == {"commission-a", "commission-b"}


def test_a_bulletin_of_nought_is_no_incident():
    nought = [{"kind": "count", "unit": "cases", "low": 0, "best": 0, "high": 0}]
    (entry,) = entries(claim("shell", quantity=nought))
    assert (entry.status, entry.is_breach, entry.count) == ("closed", False, (0, 0, 0))


def test_a_denial_alone_opens_no_entry():
    assert entries(claim("shell", by="north", polarity="negative")) == ()


def test_an_incident_denied_to_the_standard_and_not_shown_to_it_is_closed():
    told = claim("shell", by="north", incident="i1", confidence=0.5)
    denial = claim("shell", by="north", incident="i1", polarity="negative", source="other", confidence=0.9)
    (entry,) = entries(told, denial)
    assert (entry.status, len(entry.against)) == ("closed", 1)


def test_an_incident_shown_and_denied_alike_stays_open_as_contested():
    told = claim("shell", by="north", incident="i1")
    denial = claim("shell", by="north", incident="i1", polarity="negative", source="other")
    (entry,) = entries(told, denial)
    assert (entry.status, entry.reason) == ("opened", "contested: shown and denied, both to the standard")


@pytest.mark.parametrize(("act", "outcome"), [("settle_peacefully", "closed"), ("acknowledge", "confirmed")])
def test_a_decision_of_the_mechanism_closes_or_confirms(act, outcome):
    told = claim("shell", by="north", incident="i1", confidence=0.5)
    decision = claim(
        act, "2020-01-12", kind="decision", incident="i1", event="armed_attack", source="commission"
    )
    (entry,) = entries(told, decision)
    assert entry.status == outcome


def test_planned_attacks_and_attacks_outside_the_time_are_not_entered():
    assert entries(claim("shell", by="north", modality="intended")) == ()
    assert entries(claim("shell", "2019-12-01", by="north")) == ()
    assert entries(claim("shell", "2020-03-01", by="north")) == ()


def test_a_norm_not_yet_in_force_has_no_register():
    waiting = {**QUIET, "during": {"from": {"at": "2020-05-01"}}}
    assert entries(claim("shell", by="north"), norm=waiting) == ()


def test_the_dead_are_carried_with_their_bounds():
    toll = {"killed": {"low": 1, "best": 2, "high": 5}}
    (entry,) = entries(claim("shell", by="north", casualties=toll, zone="strip"))
    assert entry.killed == (1, 2, 5)


@pytest.mark.parametrize("weightier", [0.95, 0.5])
def test_an_entry_has_the_place_of_a_report_that_is_not_secret(weightier):
    hidden = {"place": [{"text": "the depot", "lat": 40.11, "lon": 22.11}], "sensitivity": "secret"}
    open_ = {"place": [{"text": "the ford", "lat": 40.1, "lon": 22.1}]}
    told = {"by": "north", "incident": "i1"}
    secret = claim("shell", **told, **hidden, confidence=weightier)
    (both,) = entries(secret, claim("shell", **told, **open_, confidence=0.6, source="other"))
    assert (both.place, both.lat) == ("the ford", 40.1)
    (alone,) = entries(secret)
    assert (alone.place, alone.lat) == ("the depot", 40.11)


def test_an_entry_without_a_place_says_so():
    (entry,) = entries(claim("shell", by="north", zone=None))
    assert (entry.place, entry.is_breach) == ("place not stated", False)


# -- things seen where none may be ------------------------------------------------

OUT = duty("out", none_present(), bearer=["north"], deadline={"by": "2020-01-31"})


def test_a_weapon_seen_after_the_deadline_is_entered_and_one_before_it_is_not():
    found = entries(
        sighting("north", "2020-01-20"),
        look("north", "2020-01-30"),
        sighting("north", "2020-02-01"),
        norm=OUT,
        as_of="2020-02-05",
    )
    assert [(str(e.start), e.is_breach, e.act) for e in found] == [("2020-02-01", True, "presence")]


def test_a_weapon_seen_before_the_deadline_is_entered_once_the_status_rests_on_it():
    seen = sighting("north", "2020-01-20")
    assert entries(seen, norm=OUT, as_of="2020-01-31") == ()
    assert [e.is_breach for e in entries(seen, norm=OUT, as_of="2020-02-05")] == [True]


def test_what_is_seen_under_an_undated_promise_is_no_breach_by_time_alone():
    undated = duty("out", none_present(), bearer=["north"])
    (entry,) = entries(sighting("north"), norm=undated)
    assert (entry.is_breach, entry.reason) == (
        False,
        "the text sets no date: no breach by time alone",
    )


def test_a_weapon_of_nobody_known_is_entered_without_a_breach():
    (entry,) = entries(sighting(None, "2020-02-01"), norm=OUT, as_of="2020-02-05")
    assert (entry.is_breach, entry.reason) == (False, "nobody says whose it is: it binds no party")


def test_a_weapon_of_nobody_known_breaks_no_part_of_a_divided_promise():
    divided = {**OUT, "bearer": ["north", "south"], "parts": {"by": ["bearer"]}}
    (entry,) = entries(sighting(None, "2020-02-01"), norm=divided, as_of="2020-02-05")
    assert (entry.is_breach, entry.answerable) == (False, ())


def test_a_sighting_between_two_possible_deadlines_waits_for_the_later():
    grace = {
        "id": "grace",
        "kind": "rule",
        "effect": "extend_deadline",
        "of": ["out"],
        "to": {"by": "2020-02-29"},
        "when": {"check": "event_occurred", "event": "agree"},
    }
    (entry,) = assessed(pact(OUT, grace), [sighting("north", "2020-02-10")], "2020-02-15").violations
    assert (entry.status, entry.is_breach) == ("opened", False)
    assert entry.reason == "not yet due if the later deadline (2020-02-29) holds"


def test_counts_over_a_ceiling_and_guns_too_near_are_entered():
    few = duty("few", {"check": "at_most", "what": "heavy", "where": "strip", "limit": 2}, mode="maintain")
    back = duty("back", {"check": "beyond_line", "what": "heavy", "line": "line", "km": 15}, mode="maintain")
    many = sighting("north", quantity=[{"kind": "count", "of": "tank", "low": 3, "best": 4, "high": 5}])
    near = sighting("north", quantity=[{"kind": "distance", "of": "line", "unit": "km", "best": 4}])
    assert [e.norm for e in entries(many, norm=few)] == ["few"]
    assert [e.norm for e in entries(near, norm=back)] == ["back"]


def test_a_norm_that_asks_twice_about_one_event_enters_it_once():
    one = {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"}
    two = {**one, "by": ["south"]}
    both = {**QUIET, "test": {"check": "all_of", "tests": [two, one]}}
    (entry,) = entries(claim("shell", by="north"), norm=both)
    assert (entry.is_breach, entry.committed_by) == (True, ("north",))


def test_the_toll_is_that_of_the_weightiest_report_that_gives_one():
    toll = {"killed": {"low": 1, "best": 2, "high": 5}}
    (entry,) = entries(
        claim("shell", by="north", incident="i1"),
        claim("shell", by="north", incident="i1", source="other", confidence=0.5, casualties=toll),
    )
    assert entry.killed == (1, 2, 5)


def test_nobody_knowing_who_did_it_is_told_apart_from_no_breach():
    unknown = claim("clash", actor=[{"party": "north"}, {"party": "south"}])
    stranger = claim("shell", "2020-01-12", by="patron")
    assert [e.bearing for e in entries(unknown, stranger)] == ["not_attributed", "no_breach"]


def test_a_fight_whose_both_sides_stand_together_is_infighting_though_nobody_knows_who_began_it():
    (entry,) = entries(claim("clash", actor=[{"party": "south"}, {"party": "militia"}]))
    assert (entry.bearing, entry.reason) == ("no_breach", "within one side: no breach between the sides")


def test_a_battle_of_others_is_not_against_the_side_protected():
    test = {**QUIET["test"], "by": ["north"], "against": ["patron"]}
    (entry,) = entries(
        claim("clash", actor=[{"party": "north"}, {"party": "south"}]), norm={**QUIET, "test": test}
    )
    assert entry.reason == "not against the side this norm protects"


def test_an_event_told_of_too_many_days_is_no_entry():
    assert entries(claim("shell", "2019-12-01", until="2020-01-20", by="north")) == ()


def test_the_same_source_in_two_files_may_tell_one_incident_twice():
    def row(name, number):
        return claim("shell", by="north", source="data", evidence={"file": name * 32, "row": number})

    assert [len(e.may_repeat) for e in entries(row("aa", 3), row("bb", 3))] == [1, 1]
    assert [len(e.may_repeat) for e in entries(row("aa", 3), row("aa", 4))] == [0, 0]


def test_accounts_of_one_incident_give_a_toll_from_the_lowest_to_the_highest():
    def told(source, confidence, killed):
        toll = {"killed": killed} if killed else {"injured": {"best": 9}}
        return claim(
            "shell", by="north", incident="i1", source=source, confidence=confidence, casualties=toll
        )

    (entry,) = entries(
        told("one", 0.6, {"low": 2, "best": 3, "high": 4}),
        told("two", 0.8, {"best": 5}),
        told("three", 0.9, None),
    )
    assert (entry.incident, entry.killed) == ("i1", (2, 5, 5))
    (empty,) = entries(told("one", 0.6, {}), told("two", 0.8, {"low": None}))
    assert empty.killed == (None, None, None)


def test_an_incident_without_a_handle_has_none():
    (entry,) = entries(claim("shell", by="north"))
    assert entry.incident is None
