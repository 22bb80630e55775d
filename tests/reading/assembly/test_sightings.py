"""Several things seen in one sentence."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims, said

SEVERAL = [
    ("The team saw two tanks near Esk and one howitzer in Dorrin.", "presence presence"),
    ("Five tanks and two howitzers were seen near Esk.", "presence presence"),
    (
        "The Mission observed three mortars in Esk, two guns near Dorrin and an armoured vehicle.",
        "presence " * 3,
    ),
    (
        "The team saw two tanks (type undetermined) of Tarnian forces and one of their howitzers.",
        "presence presence",
    ),
    ("The team saw 14 men in uniform and no heavy weapons.", "absence presence"),
    ("The team saw seven armed men but no tanks.", "absence presence"),
    ("The patrol saw three tanks and heard two shots.", "presence shell"),
    ("In Esk the team spotted a howitzer of the Velk Front.", "presence"),
]


@pytest.mark.parametrize(("text", "acts"), SEVERAL)
def test_each_sort_counted_by_itself_is_a_sighting(text, acts):
    assert said(text) == acts.strip()


def test_each_sighting_has_its_own_thing_number_side_and_place():
    tanks, howitzer = claims(
        "The Mission saw four tanks of the Tarnian army near Esk "
        "and, in Velk-controlled areas, one howitzer in Dorrin."
    )
    assert (tanks.object.text, tanks.quantity[0].best, tanks.actor[0].party, tanks.place[0].base) == (
        "tanks",
        4,
        "tarnia",
        "Esk",
    )
    assert (howitzer.object.text, howitzer.quantity[0].best, howitzer.place[0].base) == (
        "howitzer",
        1,
        "Dorrin",
    )


def test_a_place_told_behind_the_last_holds_for_all():
    for claim in claims("Five tanks and two howitzers were seen near Esk."):
        assert [place.base for place in claim.place] == ["Esk"]


def test_what_was_seen_may_stand_behind_words_between_commas():
    (claim,) = claims("The Mission saw, on 3 March, two tanks near Esk.")
    assert (claim.act.value, claim.quantity[0].best, claim.place[0].base) == ("presence", 2, "Esk")


def test_what_there_was_is_seen_and_counted():
    (tanks,) = claims("On Monday there were eleven tanks in Esk.")
    assert (tanks.act.value, tanks.object.text, tanks.quantity[0].best) == ("presence", "tanks", 11)
    assert said("There were two tanks and one howitzer in Esk.") == "presence presence"
