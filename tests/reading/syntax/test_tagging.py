from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The attack on the base failed.", "attack", "NN"),
        ("They will attack the base.", "attack", "VB"),
        ("Rebels attack army post in Marib", "attack", "VBP"),
        ("Regime forces shell Idlib", "shell", "VBP"),
        ("Two shells hit the school.", "shells", "NNS"),
        ("Turkey shells Kurdish positions", "shells", "VBZ"),
        ("Army shells village", "shells", "VBZ"),
        ("Seoul says the line was crossed.", "says", "VBZ"),
        ("Moscow claims that the truce holds.", "claims", "VBZ"),
        ("The claims were rejected.", "claims", "NNS"),
        ("The report was read.", "report", "NN"),
        ("They report violations daily.", "report", "VBP"),
        ("The patrol was delayed.", "patrol", "NN"),
        ("Soldiers patrol the street.", "patrol", "VBP"),
        ("Artillery fire continued.", "fire", "NN"),
        ("The tanks did not fire.", "fire", "VB"),
        ("If the rebels fire, we answer.", "fire", "VBP"),
        ("The premier, whom crowds have urged to quit, called on Ostland to help.", "called", "VBD"),
        ("Unless the militants retreat, the army will strike.", "retreat", "VBP"),
        ("The truce held, so on Friday residents demanded that the road be opened.", "demanded", "VBD"),
        ("The weapons withdrawn from the zone were old.", "withdrawn", "VBN"),
        ("Forces shelled the town.", "shelled", "VBD"),
        ("Armed groups left.", "Armed", "JJ"),
        ("The fighting went on.", "fighting", "NN"),
        ("They are fighting the army.", "fighting", "VBG"),
        ("He denied shelling the school.", "shelling", "VBG"),
        ("The shelling of the school was denied.", "shelling", "NN"),
        ("The Kurds pull back.", "Kurds", "NNPS"),
        ("The UN and the US agreed.", "US", "NNP"),
        ("They left on 5 May 2015.", "May", "NNP"),
        ("He may leave.", "may", "MD"),
        ("The general's statement was short.", "'s", "POS"),
        ("It's unclear.", "'s", "VBZ"),
        ("The forces that shelled the town left.", "that", "WDT"),
        ("He said that they left.", "that", "IN"),
        ("There is a plan.", "There", "EX"),
        ("Russian-backed rebels advanced.", "Russian-backed", "JJ"),
        ("Unknownese blorks advanced.", "blorks", "NNS"),
        ("Le cessez-le-feu tient 40 soldats.", "40", "CD"),
    ],
)
def test_a_word_bears_the_tag_its_neighbours_call_for(text: str, word: str, tag: str) -> None:
    assert Read(text).tag(word) == tag


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("The army withdrew.", "withdraw"),
        ("The army shelled it.", "shell"),
        ("They were hidden.", "hide"),
        ("He frobnicated the gate.", "frobnicate"),
        ("The deal obliges them.", "oblige"),
        ("They left it.", "leave"),
    ],
)
def test_the_main_verb_has_its_lemma(text: str, lemma: str) -> None:
    assert Read(text).verb(lemma).lemma == lemma


def test_names_told_from_outside_are_tagged_as_names() -> None:
    from tests.reading.syntax.reading_of import WORDS

    from truceline.reading.syntax import parse
    from truceline.reading.tokens import tokens_of

    found = parse(tokens_of("operation peace spring targets towns"), WORDS, [(0, 3)])
    assert found.tags[:4] == ("NNP", "NNP", "NNP", "VBZ")
