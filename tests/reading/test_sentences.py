from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.counting import calls_of

from truceline.reading.document import Block, Document
from truceline.reading.lexicon import Lexicon
from truceline.reading.sentences import sentences_of
from truceline.reading.span import Sentence

ENGLISH = Lexicon.of("en")


def document(text: str, blocks: tuple[Block, ...] = ()) -> Document:
    return Document("report.txt", text, "0" * 64, "text/plain", blocks=blocks)


def read(text: str, blocks: tuple[Block, ...] = ()) -> tuple[Sentence, ...]:
    return sentences_of(document(text, blocks), ENGLISH)


def texts(text: str, blocks: tuple[Block, ...] = ()) -> list[str]:
    return [text[one.start : one.end] for one in read(text, blocks)]


WHOLE = [
    "Gen. Petrov met Mr. Hassan in the town.",
    "The U.S. envoy and the U.N. mission met Col. A. Diallo.",
    "No. 5 battery lies approx. 3.5 km from the line.",
    "Vehicles, e.g. trucks, i.e. all of them, were stopped.",
    "The convoy reached St. Petersburg; it stayed there.",
    "It was agreed on Sept. 17 and signed on 17.09.2018.",
    "Shelling was heard (see p. 12. The list is annexed.) near the road.",
    "The patrol began at 5 a.m. and ended at noon.",
    '"Will they leave?" he asked.',
    '"We left." he said.',
    "The file is at www.example.org today.",
    "1. The parties agree to a truce.",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_full_stop_inside_does_not_end_a_sentence(text: str) -> None:
    assert texts(text) == [text]


PARTED = [
    ("The army left. The town is calm.", ["The army left.", "The town is calm."]),
    ("He left the U.S. The army stayed.", ["He left the U.S.", "The army stayed."]),
    ('"We left." The town is calm.', ['"We left."', "The town is calm."]),
    ("They left (by road). Then it rained!", ["They left (by road).", "Then it rained!"]),
    ("Is it over? Yes.", ["Is it over?", "Yes."]),
    ("They left Idlib.The army came.", ["They left Idlib.", "The army came."]),
    ("They waited... Then they left.", ["They waited...", "Then they left."]),
    ("the army left. they came back.", ["the army left.", "they came back."]),
    (
        "\u0647\u0644\u061f \u0646\u0639\u0645\u06d4 \u0643\u0644\u0627",
        ["\u0647\u0644\u061f", "\u0646\u0639\u0645\u06d4", "\u0643\u0644\u0627"],
    ),
]


@pytest.mark.parametrize(("text", "parts"), PARTED)
def test_sentences_are_parted_at_their_ends(text: str, parts: list[str]) -> None:
    assert texts(text) == parts


def test_wrapped_lines_are_one_sentence() -> None:
    text = "The army withdrew its tanks from the line on\nMonday and the mission confirmed it.\n"
    assert texts(text) == [text.strip()]


def test_short_lines_with_capitals_are_parted() -> None:
    text = "Army shells village\nRebels deny it\nResidents say that nobody was there on that day\n"
    assert len(texts(text)) == 3


def test_headings_items_and_rows_are_told_from_their_lines() -> None:
    text = (
        "# Situation on Monday\n\nCalm held. Nobody fired.\n\n- first item\n- second item\n2) third\n\n"
        "| place | shots |\n\nViolations\n\nTwo shots were heard.\n"
    )
    found = [(one.kind, text[one.start : one.end], one.heading) for one in read(text)]
    assert found == [
        ("heading", "# Situation on Monday", "Situation on Monday"),
        ("sentence", "Calm held.", "Situation on Monday"),
        ("sentence", "Nobody fired.", "Situation on Monday"),
        ("item", "- first item", "Situation on Monday"),
        ("item", "- second item", "Situation on Monday"),
        ("item", "2) third", "Situation on Monday"),
        ("row", "| place | shots |", "Situation on Monday"),
        ("heading", "Violations", "Violations"),
        ("sentence", "Two shots were heard.", "Violations"),
    ]


def test_blocks_of_the_format_are_kept() -> None:
    text = "Title. Part two\nOne. Two."
    blocks = (Block(0, 15, "heading"), Block(16, 25))
    assert [(one.kind, one.paragraph) for one in read(text, blocks)] == [
        ("heading", 0),
        ("sentence", 1),
        ("sentence", 1),
    ]


def test_an_empty_document_has_no_sentences() -> None:
    assert read("") == ()
    assert read(" \n\n ") == ()


def test_sentences_are_numbered_and_paragraphs_counted() -> None:
    found = read("One came. Two went.\n\nThree stayed there.")
    assert [(one.index, one.paragraph) for one in found] == [(0, 0), (1, 0), (2, 1)]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab AB.?!()\"'\n-1\u061f", max_size=120))
def test_every_token_stands_in_one_sentence_in_order(text: str) -> None:
    found = read(text)
    ends = [0]
    for one in found:
        assert ends[-1] <= one.start < one.end
        ends.append(one.end)
    inside = sum(len(text[one.start : one.end].split()) for one in found)
    assert inside >= len(text.split()) - text.count("#")


def test_a_sentence_of_forty_thousand_words_takes_time_in_proportion() -> None:
    def calls(words: int) -> int:
        text = "the army (left the town. " * words
        return calls_of(lambda: read(text))

    assert calls(10_000) < 15 * calls(1_000)


def test_lines_that_begin_with_an_hour_are_entries_of_their_own() -> None:
    text = "08:10 Shells on the town, nobody killed\n09:30 Convoy enters from the north\nand halts there\n"
    assert [one.split()[0] for one in texts(text)] == ["08:10", "09:30"]


HEADLINES = """UN: parties agree on plan, details to follow
Velk to withdraw 5 km from Esk, Tarnia 1 km from Dorrin
Government spokesman: "We have signed nothing yet"
Two dead, 3 hurt as shell lands on wedding in Esk
Tarnia says it intercepted a drone near Dorrin airport; residents say they heard nothing
Tarnian brigade captures hill east of Lowmere after overnight raid"""


def test_headlines_that_nobody_wrapped_are_a_sentence_each() -> None:
    assert texts(HEADLINES) == HEADLINES.split("\n")


def test_wrapped_prose_with_names_at_its_line_heads_stays_one_sentence() -> None:
    text = "On Tuesday the monitors said that shells fell on\nEsk and on the road that leads to\nDorrin."
    assert texts(text) == [text]


def test_a_unit_behind_a_figure_ends_a_sentence_before_a_name():
    text = "They agreed to pull back by 15 km. Tarnia has not. The hill is 6 km. SW of Esk."
    assert len(texts(text)) == 3
