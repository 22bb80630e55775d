from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

QUESTIONS = [
    ("Have our guns been withdrawn?", "withdraw", ["our guns"], []),
    ("When do both sides leave the city?", "leave", ["both sides"], ["the city"]),
    ("General, did the rebels really leave the ports?", "leave", ["the rebels"], ["the ports"]),
    ("Why has the group not left?", "leave", ["the group"], []),
    ("Is the truce holding?", "hold", ["the truce"], []),
    ("Were the troops withdrawn?", "withdraw", ["the troops"], []),
    ("How many tanks did the army withdraw?", "withdraw", ["the army"], []),
    ("Who shelled the town?", "shell", [], ["the town"]),
    ("Can Moscow stop these attacks?", "stop", ["Moscow"], ["these attacks"]),
]


@pytest.mark.parametrize(("text", "lemma", "doers", "objects"), QUESTIONS)
def test_a_question_is_one_verb_with_its_subject(
    text: str, lemma: str, doers: list[str], objects: list[str]
) -> None:
    read = Read(text)
    assert read.verb(lemma).question
    assert read.verb(lemma).relation == "root"
    assert (read.subject(lemma), read.object(lemma)) == (doers, objects)
    assert len(read.parse.nodes) == 1


CONDITIONS = [
    ("Should the enemy assault the city, we shall strike.", "assault", "strike", ["the enemy"]),
    (
        "Should hostilities resume, up to 900 people could be displaced.",
        "resume",
        "displace",
        ["hostilities"],
    ),
    ("Should fighting resume, thousands would flee.", "resume", "flee", ["fighting"]),
    ("But should the rebels storm Esk, the deal would fail.", "storm", "fail", ["the rebels"]),
    ("Were the troops to leave, the truce would collapse.", "leave", "collapse", ["the troops"]),
    ("Had the convoy arrived, nobody would have starved.", "arrive", "starve", ["the convoy"]),
    ("Ankara would act alone should the militants remain.", "remain", "act", ["the militants"]),
    (
        "It is a step that would have started ten days ago had the ceasefire held.",
        "hold",
        "start",
        ["the ceasefire"],
    ),
]


@pytest.mark.parametrize(("text", "lemma", "main", "doers"), CONDITIONS)
def test_an_inverted_condition_is_an_if(text: str, lemma: str, main: str, doers: list[str]) -> None:
    read = Read(text)
    assert read.place(lemma) == ("adverbial", main, "if")
    assert read.subject(lemma) == doers
    assert not read.verb(lemma).question


@pytest.mark.parametrize(
    ("text", "lemma", "negated"),
    [
        ("Nor did the group hand over its tanks.", "hand", True),
        ("Never has the army attacked civilians.", "attack", True),
        ("On no account should the guns be returned.", "return", True),
        ("Only then did the convoy leave.", "leave", False),
        ("Not only did they shell the town, they also burned the fields.", "shell", False),
    ],
)
def test_words_in_front_that_turn_the_order_make_no_question(text: str, lemma: str, negated: bool) -> None:
    node = Read(text).verb(lemma)
    assert node.subject
    assert not node.question
    assert (node.negated, node.relation) == (negated, "root")


def test_who_asks_inside_quotation_marks_is_asked_by_the_speaker() -> None:
    read = Read('"Why were we not told?" he asked.')
    assert read.verb("tell").question
    assert read.verb("tell").passive
    assert read.subject("ask") == ["he"]


def test_a_verb_in_its_place_is_no_auxiliary_before_a_subject() -> None:
    read = Read("The army has the town and shelled the port.")
    assert read.object("have") == ["the town"]
    assert read.place("shell") == ("coordinate", "have", "and")
