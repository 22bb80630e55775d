from tests.assess.making import claim, duty, look, none_present, pact, sighting, status

OUT = duty("out", none_present(), deadline={"by": "2020-01-31"}, parts={"by": ["bearer"]})


def pace(claims, as_of, norm=OUT):
    return status(pact(norm), claims, as_of).pace


def test_nothing_reported_has_no_pace():
    assert pace([], "2020-01-20") is None


def test_half_done_at_a_third_of_the_time_is_on_track():
    assert pace([look("north", "2020-01-08")], "2020-01-10") == "on_track"


def test_half_done_near_the_end_is_behind_while_it_still_moves():
    assert pace([look("north", "2020-01-28")], "2020-01-30") == "behind"


def test_half_done_and_no_step_in_a_fortnight_is_stalled():
    assert pace([look("north", "2020-01-05")], "2020-01-30") == "stalled"


def test_seen_again_after_it_was_gone_has_lapsed():
    assert pace([look("north", "2020-01-05"), sighting("north", "2020-01-20")], "2020-01-25") == "lapsed"


def test_what_is_kept_has_no_pace():
    assert pace([look("north", "2020-01-08"), look("south", "2020-01-08")], "2020-01-10") is None


def test_a_duty_to_refrain_has_none_but_lapses():
    quiet = duty(
        "quiet",
        {"check": "no_event", "event": "armed_attack", "by": ["north"], "where": "strip"},
        mode="refrain",
        bearer=["north"],
    )
    assert pace([claim("shell", by="north")], "2020-01-25", quiet) is None


def test_before_it_starts_there_is_no_pace():
    waiting = {**OUT, "during": {"from": {"at": "2020-01-20"}}}
    assert pace([look("north", "2020-01-08")], "2020-01-10", waiting) is None


def test_what_was_said_before_the_norm_began_gives_it_no_pace():
    assert pace([sighting("north", "2018-01-05")], "2020-01-25") is None
