"""How far a deed has got."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def aspect(text, act):
    return next(claim.aspect for claim in claims(text) if claim.act.value == act)


TOLD = [
    # the present of a text goes on, that of a headline is done
    ("Tarnia negotiates with Ostland instead.", "negotiate", "ongoing"),
    ("Ostland accuses the Velk Front of delay.", "dispute", "ongoing"),
    ("The road to Esk is cut.", "close_route", "ongoing"),
    ("Nobody shoots in Esk.", "shell", "ongoing"),
    ("Army shells Esk", "shell", "completed"),
    ("We demand the withdrawal of the guns.", "demand", "completed"),
    ("Ostland again calls on both sides to leave Esk.", "demand", "completed"),
    # since
    ("The Mission has been kept out of Esk since Sunday.", "deny_access", "ongoing"),
    ("Mortar fire near Esk since 2 am", "shell", "ongoing"),
    ("Clashes in Dorrin since Monday.", "clash", "ongoing"),
    ("The army has killed nine people since Monday.", "kill", "completed"),
    # until
    ("Heavy machine-gun fire near Esk until 03:00.", "shell", "completed"),
    # habits
    ("A partner now brings water to Esk every day.", "aid", "habitual"),
    ("The Velk Front has repeatedly refused to leave Esk.", "refuse", "habitual"),
    ("The Velk Front has repeatedly refused to leave Esk.", "withdraw", "not_started"),
    ("Tarnia always threatens Esk with an offensive.", "attack", "not_started"),
    # what is under way though not told as a fact
    ("Our soldiers will continue to be stationed in Esk.", "presence", "ongoing"),
    ("Tarnia will attack if the port stays blocked.", "close_route", "ongoing"),
    # what was denied
    ("We deny that our forces were shelling Esk.", "shell", "completed"),
    ("Would Tarnia resume air strikes?", "air_strike", "not_started"),
    ("Ostland persuaded the Velk Front to wait.", "wait", "completed"),
]


@pytest.mark.parametrize(("text", "act", "held"), TOLD)
def test_an_aspect_is_read_from_tense_and_time(text, act, held):
    assert aspect(text, act) == held


CALLED = [
    ("Contact group meets on Tuesday", ("expected", "2031-03-18")),
    ("The envoy meets both sides on Saturday.", ("expected", "2031-03-15")),
    ("The envoy met both sides on Tuesday.", ("asserted", "2031-03-11")),
]


@pytest.mark.parametrize(("text", "held"), CALLED)
def test_who_meets_on_a_weekday_has_not_met_yet(text, held):
    (claim,) = claims(text)
    assert (claim.modality.value, claim.time.start.isoformat()) == held
