"""Places that words point back to: "there", "the town", "the south of the city", "left it"."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def places(text, act):
    found = [claim for claim in claims(text) if claim.act.value == act]
    return [(place.base or place.zone, place.direction, place.role) for place in found[-1].place]


@pytest.mark.parametrize(
    ("text", "act", "where"),
    [
        ("Esk was shelled. Two men were killed in the town.", "kill", ("Esk", None, "location")),
        (
            "Esk was quiet. Shells fell on the southern districts of the town.",
            "shell",
            ("Esk", "S", "location"),
        ),
        ("Esk was quiet. Clashes broke out in the east of the town.", "clash", ("Esk", "E", "location")),
        (
            "Velk fighters took Harrowgate. They must leave the village by Monday.",
            "withdraw",
            ("Harrowgate", None, "origin"),
        ),
        ("Velk fighters hold Esk. They must leave it.", "withdraw", ("Esk", None, "origin")),
        ("The army came to Esk. It will not withdraw from it.", "withdraw", ("Esk", None, "origin")),
        ("Fighters stood near Esk. Tarnian forces shelled the town.", "shell", ("Esk", None, "location")),
        ("The zone is calm. Fighters left the zone.", "withdraw", ("separation", None, "origin")),
        (
            "Shells fell in the Upland province. Nine people were killed in the province.",
            "kill",
            ("Upland province", None, "location"),
        ),
    ],
)
def test_a_place_comes_back_by_its_noun(text, act, where):
    assert places(text, act) == [where]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Velk fighters hold Esk. Were there attacks during the weekend?", "attack"),
        ("Velk fighters hold Esk. There were attacks on Monday.", "attack"),
        ("Velk fighters hold Esk. It shelled nobody.", "shell"),
        ("Velk fighters hold Esk. The town council met on Monday.", "meet"),
        ("Ostland is a large country. The city was shelled.", "shell"),
        ("The Mission patrols here on Mondays.", "patrol"),
    ],
)
def test_other_words_point_at_no_place(text, act):
    assert places(text, act) == []


def test_here_and_this_town_are_where_a_talk_is_held():
    talk = """Conversation with a field commander, held in Dorrin

Reporter: Will you attack Esk?
Commander: No.
Reporter: Would you leave this town? Are Velk fighters stationed here?
"""
    found = {claim.act.value: [place.base for place in claim.place] for claim in claims(talk)}
    assert (found["withdraw"], found["presence"]) == (["Dorrin"], ["Dorrin"])


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Tarnian forces shelled Esk on Monday. Nine civilians were killed in the shelling.", "kill"),
        ("Gunmen attacked a checkpoint near Esk. The attack killed two soldiers.", "kill"),
        ("Rockets fell on Esk. The attack left three dead.", "attack"),
        ("Clashes broke out in Esk. Four fighters died in these clashes.", "clash"),
    ],
)
def test_fire_that_is_told_again_fell_where_it_was_told_first(text, act):
    assert places(text, act) == [("Esk", None, "location")]


def test_fire_of_any_kind_or_to_come_points_back_to_no_place():
    assert places("Tarnian forces shelled Esk. Can anybody stop these shellings?", "shell") == []
    assert places("Tarnian forces shelled Esk. Shelling went on elsewhere.", "shell") == []
