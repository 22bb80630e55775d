import pytest
from tests.assess.making import BASE, assessed, claim, duty, frame, look, none_present, pact, sighting, status

from truceline.assess.explain import explain
from truceline.assess.step import SHOWN_PER_REASON

OUT = duty(
    "out", none_present(), deadline={"by": "2020-01-31"}, parts={"by": ["bearer"]}, bearer_basis="inferred"
)
ROADS = duty(
    "roads",
    {
        "check": "all_of",
        "tests": [
            {"check": "state_holds", "of": "east", "state": "open_to_transit"},
            {"check": "state_holds", "of": "west", "state": "open_to_transit"},
        ],
    },
    parts={"by": ["where"]},
    deadline={"by": "2020-01-31"},
)
RATED = duty(
    "rated",
    {"check": "judged", "question": "Was it good?", "rubric": {"met": "all of it"}},
    mode="maintain",
    bearer=["north"],
)


def road(name, holds, day="2020-02-02", **over):
    return claim(
        "open_route", day, zone=None, state={"of": name, "state": "open_to_transit", "holds": holds}, **over
    )


def rating(value, day="2020-01-10", **over):
    return claim(
        "implement", day, kind="decision", zone=None, judgement={"norm": "rated", "rating": value}, **over
    )


def test_a_promise_divided_by_place_is_kept_place_by_place():
    found = status(pact(ROADS), [road("east", True), road("west", False)], "2020-02-05")
    assert [(p.part, p.verdict) for p in found.parts] == [("east", "established"), ("west", "refuted")]
    assert (found.degree, found.standing) == ((0.5, 0.5), "breached_in_part")


def test_a_state_said_not_to_hold_is_the_state_denied():
    assert (
        status(pact(ROADS), [road("east", True, polarity="negative")], "2020-02-05").parts[0].verdict
        == "refuted"
    )


def test_a_state_that_is_expected_does_not_hold_yet():
    found = status(pact(ROADS), [road("east", True, modality="expected")], "2020-02-05")
    assert found.parts[0].proof.set_aside[0].reason == "expected, not reported as done"


def test_parts_by_bearer_and_place_are_their_product():
    both = {**ROADS, "parts": {"by": ["bearer", "where"]}}
    assert [p.part for p in status(pact(both), [], "2020-02-05").parts] == [
        "north/east",
        "north/west",
        "south/east",
        "south/west",
    ]


def test_a_promise_divided_by_place_with_one_check_is_one_part():
    single = duty("out", none_present(), parts={"by": ["where"]})
    assert [p.part for p in status(pact(single), [], "2020-02-05").parts] == ["strip"]
    patrol = duty("seen", {"check": "any_of", "tests": [none_present()]}, parts={"by": ["where"]})
    assert [p.part for p in status(pact(patrol), [], "2020-02-05").parts] == ["part 1"]


@pytest.mark.parametrize(
    ("value", "performance", "standing"),
    [
        ("met", "fulfilled", "fulfilled"),
        ("partly_met", "partly_fulfilled", "breached_in_part"),
        ("not_met", "not_fulfilled", "breached"),
        ("cannot_judge", "unknown", "unproven"),
    ],
)
def test_a_rating_is_recorded_and_not_computed(value, performance, standing):
    found = status(pact(RATED), [rating(value)], "2020-01-12")
    assert (found.performance, found.standing) == (performance, standing)


def test_any_of_several_is_enough():
    either = duty(
        "either", {"check": "any_of", "tests": [none_present(), ROADS["test"]["tests"][0]]}, bearer=["north"]
    )
    assert status(pact(either), [road("east", True, "2020-01-09")], "2020-01-10").standing == "fulfilled"


def test_norm_is_asks_how_far_another_norm_is_kept():
    zone = duty(
        "zone",
        {"check": "norm_is", "norm": "out", "at_least": "partly_fulfilled"},
        bearer=["north"],
        mode="maintain",
    )
    agreement = pact(OUT, zone)
    partly = status(agreement, [look("north", "2020-01-30")], "2020-02-05", "zone")
    gone = [sighting("north", "2020-02-02"), sighting("south", "2020-02-02")]
    assert partly.standing == "fulfilled"
    assert status(agreement, gone, "2020-02-05", "zone").standing == "breached"
    full = duty("zone", {"check": "norm_is", "norm": "out"}, bearer=["north"])
    assert status(pact(OUT, full), [look("north", "2020-01-30")], "2020-02-05", "zone").standing == "unproven"


def test_every_status_opens_into_its_proof():
    found = status(pact(OUT), [sighting("north", "2020-02-02")], "2020-02-05")
    assert found.proof.parts[0].opposing[0].says.startswith("north: presence")
    assert found.would_change[0].startswith("a look at 60% of strip or more that finds no heavy of north")


def test_a_status_names_who_answers_apart_from_who_is_bound():
    found = status(pact(OUT), [], "2020-02-05")
    assert (found.bearers, found.answerable) == (("north", "south"), ("patron",))
    assert "who bears it is inferred, not stated in the text" in found.marks


def test_what_rests_on_a_supposed_claim_is_marked():
    agreement = pact(OUT)
    found = assessed(agreement, [], "2020-02-05", supposed=[sighting("north", "2020-02-02")])
    assert found.norms[0].supposed
    assert found.norms[0].proof.parts[0].opposing[0].supposed
    assert found.considered.supposed == 1
    assert not assessed(agreement, [sighting("north", "2020-02-02")], "2020-02-05").norms[0].supposed


def test_a_correction_overtakes_what_it_corrects_from_its_own_day():
    wrong = sighting("north", "2020-02-02")
    right = look("north", "2020-02-02", supersedes=wrong.claim_id, recorded="2020-02-04")
    found = assessed(pact(OUT), [wrong, right], "2020-02-05")
    assert found.norms[0].of_party("north").verdict == "established"
    assert found.considered.overtaken == 1
    before = assessed(pact(OUT), [wrong, right], "2020-02-05", known_at="2020-02-03")
    assert before.norms[0].of_party("north").verdict == "refuted"


@pytest.mark.parametrize("state", ["proposed", "rejected", "withdrawn", "superseded"])
def test_only_accepted_claims_bear_on_a_status(state):
    told = sighting("north", "2020-02-02", status=state)
    assert status(pact(OUT), [told], "2020-02-05").standing == "unproven"


def test_a_claim_accepted_later_was_not_yet_known():
    told = sighting("north", "2020-02-02", decided_at="2020-02-20T00:00:00Z")
    assert status(pact(OUT), [told], "2020-02-05", known_at="2020-02-10").standing == "unproven"
    assert status(pact(OUT), [told], "2020-02-05", known_at="2020-02-21").standing == "breached_in_part"


def test_a_claim_recorded_at_no_known_time_is_not_seen_by_a_dated_view():
    told = sighting("north", "2020-02-02", recorded_at=None)
    assert status(pact(OUT), [told], "2020-02-05", known_at="2020-03-01").standing == "unproven"
    assert status(pact(OUT), [told], "2020-02-05").standing == "breached_in_part"


def test_an_open_end_reaches_to_the_day_the_source_spoke():
    since = sighting("north", "2020-01-05", time={"start": "2020-01-05"}, published_on="2020-02-02")
    undated = sighting("north", time={}, recorded="2020-02-02")
    told = sighting("north", time={"start": "2020-02-02"}, published_on=None)
    for one in (since, undated, told):
        assert status(pact(OUT), [one], "2020-02-05").of_party("north").verdict == "refuted"


def test_a_claim_that_says_no_day_at_all_is_not_used():
    lost = sighting("north", time={}, published_on=None, recorded_at=None)
    assert status(pact(OUT), [lost], "2020-02-05").standing == "unproven"


def test_an_assessment_replays_byte_for_byte():
    claims = [sighting("north", "2020-02-02"), look("south", "2020-01-30")]
    one = assessed(pact(OUT), claims, "2020-02-05").model_dump_json()
    two = assessed(pact(OUT), claims[::-1], "2020-02-05").model_dump_json()
    assert one == two


def test_a_long_list_set_aside_is_shortened_and_counted():
    shots = [sighting(None, "2020-02-02", source=f"s{n}") for n in range(SHOWN_PER_REASON + 3)]
    node = status(pact(OUT), shots, "2020-02-05").parts[0].proof
    assert len(node.set_aside) == SHOWN_PER_REASON
    assert node.notes == ("3 more claims are set aside as: nobody says whose it is: it binds no party",)


def test_only_the_norms_of_the_instruments_admitted_are_assessed():
    found = assessed(pact(OUT), [], "2020-02-05", instruments=frozenset({"other"}))
    assert found.norms == ()
    with pytest.raises(KeyError):
        found.status("out")
    assert assessed(pact(OUT), [], "2020-02-05").status("out").norm == "out"


def test_a_norm_of_a_reported_instrument_says_so():
    grace = {
        "id": "grace",
        "kind": "u",
        "authority": "reported",
        "in_force": {"from": "2020-01-01"},
        "source": "press",
        "paragraphs": ["1"],
    }
    found = status(pact({**OUT, "_instrument": "grace"}, instruments=[grace]), [], "2020-02-05")
    assert "stands in an instrument that is only reported" in found.marks


# -- told in sentences ---------------------------------------------------------


def test_an_explanation_tells_standing_law_proof_and_what_would_change_it():
    told = explain(status(pact(OUT), [sighting("north", "2020-02-02", label="s1")], "2020-02-05"))
    for words in (
        "out: breached in part",
        "Bound: north, south; answerable besides: patron",
        "Due 2020-01-31 by the text.",
        "- against: [s1]",
        "What would change it:",
        "Note: rests on strip",
    ):
        assert words in told


def test_an_explanation_of_one_party_tells_only_its_part():
    found = status(pact(OUT), [sighting("north", "2020-02-02", label="s1")], "2020-02-05")
    assert "[s1]" in explain(found, "north")
    assert "[s1]" not in explain(found, "south")
    with pytest.raises(KeyError):
        explain(found, "patron")


def test_an_explanation_names_branches_readings_pace_and_suppositions():
    norm = {**OUT, "deadline": {"by": {"reading": "start", "a": "2020-01-31", "b": "2020-02-29"}}}
    agreement = pact(norm, readings={"start": {"a": "first", "b": "second"}})
    claims = [look("north", "2020-01-30", place=[{"zone": "strip"}]), sighting("south", "2020-02-02")]
    found = assessed(agreement, [], "2020-02-05", supposed=claims).norms[0]
    told = explain(found)
    for words in ("[rests on supposed claims]", "Depends on the reading of start:", "SUPPOSED", "Pace:"):
        assert words in told


def test_an_explanation_says_what_was_set_aside_and_by_what_chance_it_lay_inside():
    from tests.assess.making import NamedMap

    near = sighting("north", "2020-02-02", place=[{"text": "near"}], evidence={"quote": "seen", "row": 4})
    stale = sighting("south", "2020-01-01")
    told = explain(status(pact(OUT), [near, stale], "2020-02-05", atlas=NamedMap({"near": 0.95})))
    assert "P(inside) 0.95" in told
    assert 'rests on "seen" (row 4)' in told
    assert "0 set aside (older than 30 days" in told


def test_a_row_of_a_file_is_cited_by_its_number():
    rowed = sighting("north", "2020-02-02", evidence={"file": "ab" * 32, "row": 17})
    assert "file abababababab row 17" in explain(status(pact(OUT), [rowed], "2020-02-05"))


def test_possible_deadlines_and_branches_are_told():
    extend = {
        "id": "grace",
        "kind": "rule",
        "effect": "extend_deadline",
        "of": ["out"],
        "to": {"by": "2020-02-29"},
        "when": {"check": "event_occurred", "event": "agree"},
    }
    told = explain(status(pact(OUT, extend), [sighting("north", "2020-02-02")], "2020-02-05"))
    assert "Due 2020-02-29 by grace, if that holds." in told
    assert "Open: not yet due if grace applies (due 2020-02-29)." in told
    assert frame("2020-02-05").admits("pact")


def test_a_withdrawal_of_a_claim_does_not_reach_back():
    told = sighting("north", "2020-02-02", status="withdrawn", decided_at="2020-02-20T00:00:00Z")
    assert status(pact(OUT), [told], "2020-02-05", known_at="2020-02-10").standing == "breached_in_part"
    assert status(pact(OUT), [told], "2020-02-05", known_at="2020-02-21").standing == "unproven"


def test_a_claim_recorded_twice_is_known_from_its_first_record():
    first = sighting("north", "2020-02-02")
    again = first.recorded(first.recorded_at.replace(month=6))
    for told in ([first, again], [again, first]):
        assert status(pact(OUT), told, "2020-02-05", known_at="2020-02-10").standing == "breached_in_part"


@pytest.mark.parametrize(
    "told", [{"modality": "expected"}, {"polarity": "negative"}, {"aspect": "not_started"}]
)
def test_a_rating_that_is_not_given_is_no_rating(told):
    assert status(pact(RATED), [rating("met", **told)], "2020-01-12").standing == "unproven"


def test_a_rating_of_one_bearer_is_no_rating_of_the_other():
    both = {**RATED, "bearer": ["north", "south"], "parts": {"by": ["bearer"]}}
    found = status(pact(both), [rating("not_met", by="south")], "2020-01-12")
    assert {p.party: p.standing for p in found.parts} == {"north": "unproven", "south": "breached"}


def test_two_checks_in_one_zone_are_two_parts_with_names_of_their_own():
    twice = duty(
        "twice",
        {"check": "all_of", "tests": [none_present(), none_present("raiders")]},
        parts={"by": ["where"]},
        bearer=["north"],
    )
    assert [p.part for p in status(pact(twice), [], "2020-02-05").parts] == ["strip", "strip (2)"]


def test_the_wrong_guarantor_does_not_answer():
    parties = [*BASE["parties"], {"id": "patron2", "kind": "state"}]
    norm = duty(
        "quiet",
        {"check": "no_event", "event": "armed_attack", "by": ["north", "south"], "where": "strip"},
        mode="refrain",
        bearer=["patron", "patron2"],
        guarantor_for=["north", "south"],
    )
    backed = [*BASE["guarantees"], {"guarantor": "patron2", "backs": "north", "standard": "ensure"}]
    agreement = pact(norm, parties=parties, guarantees=backed)
    (entry,) = assessed(agreement, [claim("shell", by="south")], "2020-01-12").violations
    assert entry.answerable == ("patron",)


def test_what_is_reported_and_binds_nobody_is_remarked_on():
    quiet = duty(
        "quiet",
        {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"},
        mode="refrain",
        bearer=["north"],
    )
    one = assessed(pact(quiet), [claim("shell")], "2020-01-12").norms[0].marks
    two = assessed(pact(quiet), [claim("shell"), claim("clash")], "2020-01-12").norms[0].marks
    assert "1 reported incident is attributed to nobody and so binds nobody (see the register)" in one
    assert "2 reported incidents are attributed to nobody and so bind nobody (see the register)" in two
