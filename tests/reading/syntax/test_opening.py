from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

IN_WHAT_IS_SAID = [
    ("The UN said that if the army attacks, thousands would flee.", "attack", "flee", "if"),
    ("He warned that, unless the rebels leave, the army will storm Esk.", "leave", "storm", "unless"),
    ("He said that although the army had left, the rebels had not come.", "leave", "come", "although"),
    ("He said that after the army left the town, the rebels entered it.", "leave", "enter", "after"),
    ("He said that when the shelling began, her family fled.", "begin", "flee", "when"),
    ("The UN warned that should fighting resume, thousands would flee.", "resume", "flee", "if"),
    ("Tarnia agreed that if Ostland refuses, it would attack.", "refuse", "attack", "if"),
]


@pytest.mark.parametrize(("text", "inner", "told", "marker"), IN_WHAT_IS_SAID)
def test_a_clause_before_what_is_said_hangs_on_it(text: str, inner: str, told: str, marker: str) -> None:
    read = Read(text)
    fronted, said = read.verb(inner), read.verb(told)
    assert (fronted.relation, fronted.marker, fronted.governor) == ("adverbial", marker, said.index)
    assert (said.marker, said.governor) == ("that", 0)


WITH_AN_ASIDE = [
    ("It was not clear whether the front, which rejects the deal, would leave.", "leave", "the front"),
    ("He denied that the army, which holds Esk, had shelled it.", "shell", "the army"),
    ("The army left because the rebels, who had entered Esk, would attack.", "attack", "the rebels"),
]


@pytest.mark.parametrize(("text", "verb", "subject"), WITH_AN_ASIDE)
def test_an_opened_clause_keeps_the_subject_that_a_relative_clause_follows(
    text: str, verb: str, subject: str
) -> None:
    assert Read(text).subject(verb) == [subject]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("It is unclear if the rebels will withdraw.", "complement"),
        ("It was not known if the rebels would withdraw.", "reported"),
        ("The road is open if the rebels withdraw.", "adverbial"),
    ],
)
def test_if_asks_behind_words_of_knowing(text: str, relation: str) -> None:
    assert Read(text).verb("withdraw").relation == relation


@pytest.mark.parametrize(
    "text",
    [
        "A nurse said by telephone that two children had died.",
        "Two children had died, a nurse said by phone.",
    ],
)
def test_what_is_said_by_telephone_has_its_speaker(text: str) -> None:
    assert Read(text).speakers() == [("A nurse" if text.startswith("A") else "a nurse", "say", "die")]
