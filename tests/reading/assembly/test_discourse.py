"""Who "they", "it", "both sides" and "the city" are: told by what went before, else nobody."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text, act):
    """The last claim of an act."""
    return [claim for claim in claims(text) if claim.act.value == act][-1]


def parties(text, act):
    return [actor.party for actor in told(text, act).actor]


def places(text, act):
    return [place.base or place.zone for place in told(text, act).place]


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("The Velk Front left Esk. It shelled Dorrin.", "shell", ["velk"]),
        ("Tarnia and the Velk Front met. They agreed to open the road.", "agree", ["tarnia", "velk"]),
        ("Tarnia met the Velk Front. Ostland rejoiced. Both sides shelled Esk.", "shell", ["tarnia", "velk"]),
        ("The two sides withdrew their tanks.", "withdraw", ["tarnia", "velk"]),
        ("The conflicting sides withdrew their tanks.", "withdraw", ["tarnia", "velk"]),
        ("The guarantors met in Lowmere.", "meet", ["ostland"]),
        ("Tarnian troops met Velk fighters. The militants attacked.", "attack", ["velk"]),
        ("The Velk Front left Esk. The group shelled Dorrin.", "shell", ["velk"]),
        ("They shelled Dorrin.", "shell", []),
        ("It shelled Dorrin.", "shell", []),
        ("Unknown gunmen attacked Esk.", "attack", [None]),
        ("Its tanks left the separation zone.", "withdraw", []),
        ("Tarnia rested. Its tanks left the separation zone.", "withdraw", ["tarnia"]),
    ],
)  # fmt: skip
def test_words_that_point_back_mean_who_was_named(text, act, who):
    assert parties(text, act) == who


def test_a_state_is_never_the_militia():
    assert parties("The Velk Front left Esk. Tarnia rejoiced. The militia shelled Dorrin.", "shell") == [
        "velk"
    ]


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Clashes broke out in Esk. Two soldiers were killed there.", "kill", ["Esk"]),
        ("Fighters entered Lowmere. Tarnian forces shelled the town.", "shell", ["Lowmere"]),
        ("There were clashes. There was shelling.", "shell", []),
        ("Tarnian forces shelled the town.", "shell", []),
        ("Fighters entered Lowmere. There was shelling.", "shell", []),
        ("Fighters entered Lowmere. The town hall was attacked.", "attack", []),
    ],
)
def test_the_place_last_named_comes_back_by_there_and_by_the_town(text, act, where):
    assert places(text, act) == where


def test_what_is_pointed_back_to_keeps_its_own_words():
    text = "The Velk Front left Esk. It shelled Dorrin."
    (actor,) = told(text, "shell").actor
    assert (actor.text, text[slice(*actor.span)]) == ("It", "It")


def test_a_memory_of_one_document_does_not_reach_another():
    claims("The Velk Front left Esk.")
    assert parties("They shelled Dorrin.", "shell") == []


def test_names_long_gone_are_not_meant():
    filler = "Ostland spoke. The Mission spoke. " * 12
    assert parties(f"The Velk Front left Esk. {filler} The fighters shelled Dorrin.", "shell") != ["velk"]
