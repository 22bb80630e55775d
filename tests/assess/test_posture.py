import pytest
from tests.assess.making import assessed, claim, duty, none_present, pact

OUT = duty("out", none_present(), deadline={"by": "2020-01-31"})


def said(act, day="2020-01-10", **over):
    return claim(act, day, by="north", kind="statement", zone=None, bears_on=["out"], **over)


def posture(*claims, as_of="2020-03-01"):
    return assessed(pact(OUT), list(claims), as_of).postures


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (said("agree"), "accepts"),
        (said("withdraw", modality="committed"), "accepts"),
        (said("agree", modality="conditional"), "conditional"),
        (said("demand"), "bargains"),
        (said("wait"), "ambiguous"),
        (said("reject"), "refuses"),
        (said("withdraw", modality="refused"), "refuses"),
        (said("agree", polarity="negative"), "refuses"),
        (said("reject", polarity="negative"), "accepts"),
    ],
)
def test_words_lean_one_way(told, expected):
    (entry,) = posture(told)
    assert (entry.party, entry.norm, entry.posture) == ("north", "out", expected)


def test_a_yes_and_a_no_within_a_fortnight_are_ambiguous():
    (entry,) = posture(said("agree"), said("reject", "2020-01-15"))
    assert (entry.posture, str(entry.since)) == ("ambiguous", "2020-01-10")


def test_the_latest_words_decide_and_date_from_when_they_began():
    (entry,) = posture(said("reject"), said("agree", "2020-02-10"), said("support", "2020-02-20"))
    assert (entry.posture, str(entry.since)) == ("accepts", "2020-02-10")
    assert len(entry.claims) == 3


def test_words_never_change_how_far_a_promise_is_kept():
    found = assessed(pact(OUT), [said("agree"), said("reject")], "2020-03-01").norms[0]
    assert (found.performance, found.standing) == ("unknown", "unproven")


def test_silence_and_words_to_come_make_no_entry():
    assert posture() == ()
    assert posture(said("agree", "2020-05-01")) == ()
    assert posture(said("tension")) == ()


def test_words_about_a_norm_outside_the_agreement_are_left_out():
    elsewhere = claim("agree", by="north", kind="statement", zone=None, bears_on=["other"])
    assert posture(elsewhere) == ()


def test_two_words_on_one_day_have_an_order_whatever_their_ids():
    for number in range(8):
        told = [
            said("agree", confidence=0.9, says=f"a{number}"),
            said("demand", confidence=0.5, says=f"d{number}"),
        ]
        (entry,) = posture(*told)
        assert entry.posture == "accepts"
