"""What acts of one sentence lend each other, and whose the dead and injured are."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text):
    return {claim.act.value: claim for claim in claims(text)}


def toll(claim, kind="killed"):
    found = getattr(claim.casualties, kind) if claim.casualties else None
    return None if found is None else (found.low, found.best, found.high)


@pytest.mark.parametrize(
    ("text", "act", "killed", "injured"),
    [
        ("Shelling in Dorrin killed three civilians and wounded ten.", "kill", (3, 3, 3), (10, 10, 10)),
        ("Velk fighters shelled Dorrin, killing two children.", "kill", (2, 2, 2), None),
        ("Velk fighters shelled Dorrin and wounded two children.", "shell", None, (2, 2, 2)),
        ("At least five soldiers were killed near Esk.", "kill", (5, None, None), None),
        ("Up to five soldiers were killed near Esk.", "kill", (None, None, 5), None),
        ("Between two and four soldiers were killed near Esk.", "kill", (2, None, 4), None),
        ("Nobody was killed in Esk.", "kill", (0, 0, 0), None),
        (
            "Eight civilians, among them three women and two children, were killed in Esk.",
            "kill",
            (8, 8, 8),
            None,
        ),
        (
            "Eight civilians, including three women and two girls, were killed in Esk.",
            "kill",
            (8, 8, 8),
            None,
        ),
        ("Shells killed eight civilians, three women and two children among them.", "kill", (8, 8, 8), None),
        ("Eight civilians, including three women, and two soldiers were killed.", "kill", (10, 10, 10), None),
        ("Three women, two children and a soldier were killed in Esk.", "kill", (6, 6, 6), None),
    ],
)
def test_the_dead_and_injured_go_to_the_act_they_are_told_of(text, act, killed, injured):
    claim = told(text)[act]
    assert (toll(claim), toll(claim, "injured")) == (killed, injured)
    assert claim.quantity == ()


@pytest.mark.parametrize(
    "text",
    [
        "Velk fighters shelled Dorrin on Monday, killing two children.",
        "On Monday Velk fighters shelled Dorrin and killed two children.",
        "On Monday Velk fighters shelled Dorrin, which killed two children.",
    ],
)
def test_what_an_act_brings_about_happened_where_and_when_it_did(text):
    shelled, killed = told(text)["shell"], told(text)["kill"]
    assert [place.base for place in killed.place] == ["Dorrin"]
    assert killed.time.start == shelled.time.start
    assert killed.time.start is not None
    assert [actor.party for actor in killed.actor] == ["velk"]


def test_a_time_at_the_head_of_a_sentence_frames_all_its_main_clauses():
    first, second = claims("On Tuesday Tarnian forces shelled Esk and Velk fighters shelled Dorrin.")
    assert first.time.start == second.time.start
    assert first.time.start is not None


def test_what_is_still_to_come_happens_on_the_next_such_day():
    past, ahead = claims("On Friday Velk fighters left Esk. Tarnian forces will leave Dorrin on Friday.")
    assert past.time.start < past.published_on < ahead.time.start


def test_a_place_in_another_clause_is_not_lent():
    claim = told("Velk fighters shelled Dorrin after talks in Lowmere failed.")["shell"]
    assert [place.base for place in claim.place] == ["Dorrin"]


def test_who_blames_another_did_not_kill_those_who_died():
    (kill,) = [
        claim
        for claim in claims("The Velk Front blamed Tarnia for the raid in which nine civilians were killed.")
        if claim.act.value == "kill"
    ]
    assert "velk" not in [actor.party for actor in kill.actor]
