"""Whose a weapon, a post or an area is, told by words beside it; who the former and the latter are."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text, act):
    return [claim for claim in claims(text) if claim.act.value == act][-1]


def doers(text, act):
    return [actor.party or actor.text for actor in told(text, act).actor]


def sufferers(text, act):
    return [actor.party or actor.text for actor in told(text, act).target]


@pytest.mark.parametrize(
    ("text", "act", "whose"),
    [
        ("The JMM saw two howitzers belonging to the Velk Front moving north.", "presence", "velk"),
        ("Tanks operated by the Velk Front fired on Dorrin.", "shell", "velk"),
        ("Two tanks were seen in a Velk-held village near Esk.", "presence", "velk"),
        ('The JMM saw two tanks in "Velk"-controlled areas.', "presence", "velk"),
        ("The JMM saw two tanks in non-government-controlled areas.", "presence", "velk"),
        ("Two tanks were spotted in an area under Velk control.", "presence", "velk"),
        ("Two tanks were spotted in areas under the control of the Velk Front.", "presence", "velk"),
        ('Two tanks were spotted in a yard controlled by the "Velk".', "presence", "velk"),
        ("A Velk tank fired at Esk.", "shell", "velk"),
        ("The battalion pulled back from Esk.", "withdraw", "battalion"),
    ],
)
def test_the_doer_is_whose_the_weapons_or_the_ground_are(text, act, whose):
    assert doers(text, act) == [whose]


@pytest.mark.parametrize(
    "text",
    [
        "Artillery pounded positions held by the Velk Front near Esk.",
        "Artillery pounded positions that Velk fighters hold near Esk.",
        "Tarnian guns pounded a Velk strongpoint near Esk.",
        "Tarnian guns pounded Velk-held trenches near Esk.",
    ],
)
def test_the_sufferer_is_who_holds_the_post(text):
    assert sufferers(text, "shell") == ["velk"]


def test_a_town_is_not_whoever_holds_it():
    assert sufferers("The Velk-held town of Esk was shelled.", "shell") == []


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("The Velk Front and Tarnia met. The former shelled Esk.", "velk"),
        ("The Velk Front and Tarnia met. The latter shelled Esk.", "tarnia"),
        ("The Velk Front's spokesman denied that the group had shelled Esk.", "velk"),
        ("Tarnian forces shelled Dorrin; Velk fighters replied with mortars.", "velk"),
    ],
)
def test_words_that_choose_among_those_named(text, whose):
    assert doers(text, "shell") == [whose]


def test_the_ministry_is_no_militia():
    text = "Velk fighters rested. The ministry accused them of delay."
    assert doers(text, "dispute") == ["The ministry"]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Mortars fired by the Velk Front hit Esk.", ["velk"]),
        ("Esk was hit by mortar rounds fired from Lowmere.", []),
    ],
)
def test_rounds_fired_that_hit_are_one_deed(text, whose):
    (claim,) = claims(text)
    assert [actor.party for actor in claim.actor] == whose


@pytest.mark.parametrize(
    ("text", "act", "whose"),
    [
        ("An ambush set by Velk fighters near Esk killed two men.", "ambush", ["velk"]),
        ("The attack that the Velk Front launched on Esk failed.", "attack", ["velk"]),
        ("A child was killed in Esk by a mine planted by the Velk Front.", "kill", ["velk"]),
        (
            "Shelling from the territory controlled by the Velk Front damaged a mill in Esk.",
            "shell",
            ["velk"],
        ),
        ("Shelling from the territory damaged a mill in Esk.", "shell", []),
        ("The Velk People's Militia shelled Esk.", "shell", ["velk"]),
        ('"Velk" armed persons shelled Esk.', "shell", ["velk"]),
    ],
)
def test_the_doer_is_told_by_what_hangs_on_the_noun(text, act, whose):
    assert doers(text, act) == whose


def test_backed_by_another_only_says_who_they_are():
    acts = [claim.act.value for claim in claims("Rebels backed by Ostland shelled Esk.")]
    assert acts == ["shell"]


@pytest.mark.parametrize(
    ("text", "act", "whose"),
    [
        ("Two men were killed in Esk by shelling attributed to the Velk Front.", "shell", ["velk"]),
        ("Two soldiers were captured by the Velk Front and later executed.", "murder", ["velk"]),
    ],
)
def test_the_doer_is_who_the_deed_is_laid_to(text, act, whose):
    assert doers(text, act) == whose


def test_its_men_are_those_of_whoever_speaks_behind():
    assert sufferers("Four of its men were killed by snipers, the Velk Front said.", "kill") == ["velk"]


def test_who_fired_a_shell_is_not_whom_it_hit():
    assert sufferers("A shell fired from Lowmere by the Velk Front's artillery landed in Esk.", "shell") == []
