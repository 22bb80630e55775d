from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

SUBJECTS = [
    ("On 24 January two silos were damaged.", "24 January", "damage", ["two silos"]),
    ("Yesterday three soldiers were killed.", "Yesterday", "kill", ["three soldiers"]),
    ("Over the past night its troops shelled the town.", "the past night", "shell", ["its troops"]),
    ("Two weeks ago fighters left.", "Two weeks ago", "leave", ["fighters"]),
    ("Since Tuesday clashes became less.", "Tuesday", "become", ["clashes"]),
    ("From 3 to 5 May troops left.", "From 3 to 5 May", "leave", ["troops"]),
    ("The 24 January ceasefire holds.", "The 24 January", "hold", ["The 24 January ceasefire"]),
    ("Groups, in contrast, last week withdrew tanks.", "last week", "withdraw", ["Groups"]),
]


@pytest.mark.parametrize(("text", "time", "lemma", "doers"), SUBJECTS)
def test_words_of_time_are_no_part_of_a_subject(text: str, time: str, lemma: str, doers: list[str]) -> None:
    assert Read(text, (time,)).subject(lemma) == doers


@pytest.mark.parametrize(
    ("text", "lemma", "doers"),
    [
        ("On 24 January two silos were damaged.", "damage", ["two silos"]),
        ("08:55 Regime artillery targets the outskirts.", "target", ["Regime artillery"]),
        ("At 08:30 mortars hit a school.", "hit", ["mortars"]),
        ("A drone launched at 10:15 filmed trenches.", "film", ["A drone"]),
    ],
)
def test_dates_and_hours_nobody_marked_stand_apart_too(text: str, lemma: str, doers: list[str]) -> None:
    assert Read(text).subject(lemma) == doers


def test_words_of_time_hang_on_their_verb() -> None:
    assert Read("They left the town on 5 May 2015.", ("5 May 2015",)).oblique("leave") == [
        ("on", "5 May 2015")
    ]
    assert ("", "last week") in Read("Groups, in contrast, last week left.", ("last week",)).oblique("leave")


def test_a_clause_begins_with_its_words_of_time() -> None:
    read = Read("The militias refuse to open the road, and on Friday they detained two men.", ("Friday",))
    assert read.place("detain") == ("coordinate", "refuse", "and")
    assert read.oblique("detain") == [("on", "Friday")]
    assert read.object("detain") == ["two men"]


def test_a_possessor_of_time_stays_one() -> None:
    assert Read("Monday's attack killed two.", ("Monday",)).subject("kill") == ["attack"]


def test_a_subject_that_sticks_to_the_words_before_it_is_parted() -> None:
    read = Read("In first days of truce fighters of both camps exchanged fire.")
    assert read.subject("exchange") == ["fighters"]
    read = Read("Since the beginning of the ceasefire units of the Armed Forces have observed it.")
    assert read.subject("observe") == ["units"]
    assert read.verb("observe").relation == "root"
