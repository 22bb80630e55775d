from __future__ import annotations

import pytest
from tests.reading.reports import claims


def doers(text):
    return [[actor.party for actor in claim.actor] for claim in claims(text)]


def speakers(text):
    return [claim.attribution.party for claim in claims(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Velk fighters left Esk, the French special representative for Tarnia said.",
        "Velk fighters left Esk, said the Danish envoy to Tarnia.",
    ],
)
def test_an_envoy_for_a_country_does_not_speak_for_it(text):
    assert speakers(text) == [None]


def test_a_spokesman_for_a_party_speaks_for_it():
    assert speakers("Velk fighters left Esk, a spokesman for Tarnia said.") == ["tarnia"]


def test_fighters_of_a_country_s_regime_are_the_country_s():
    assert doers("Tarnian regime fighters shelled Esk.") == [["tarnia"]]


def test_two_who_were_not_named_are_nobody():
    assert doers("Tarnia shelled Esk.\n\nThe two countries signed a deal in Lowmere.")[1:] == [[None]]


def test_it_does_not_reach_back_over_paragraphs():
    text = "Tarnia is tired.\n\nPeople talk. They trade. It shelled Esk."
    assert doers(text) in ([[]], [[None]])


def test_a_named_group_is_no_group_met_before():
    text = "Velk fighters left Esk. Three people died in Dorrin, the Lake Observatory monitoring group said."
    assert speakers(text)[-1] is None


def test_attacks_of_a_party_after_a_preposition_are_its_attacks():
    assert ["velk"] in doers("Two men were killed and others were injured in Velk attacks in Esk.")


@pytest.mark.parametrize("means", ["shrapnel", "debris", "flying splinters"])
def test_what_kills_is_nobody(means):
    assert doers(f"Two civilians were killed by {means} in Esk.") == [[]]
