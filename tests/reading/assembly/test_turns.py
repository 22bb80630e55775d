"""Who asks and who answers in a conversation: told by labels, by dashes, or by the questions alone."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims

HEADING = "Interview with the spokesman of the Velk Front\n\n"


def word_of(text, act):
    by = next(claim for claim in claims(text) if claim.act.value == act).attribution
    return by.by if by.by != "speaker" else by.party or by.text


def told(text, act):
    claim = next(claim for claim in claims(text) if claim.act.value == act)
    return [actor.party for actor in claim.actor], claim.modality.value


@pytest.mark.parametrize(
    "turns",
    [
        "Q: What happened?\nA: Tarnia shelled Esk.",
        "Q. What happened?\nA. Tarnia shelled Esk.",
        "Question: What happened?\nSpokesman: Tarnia shelled Esk.",
        "**Q:** What happened?\n**A:** Tarnia shelled Esk.",
        "- What happened? What did you see?\n- Tarnia shelled Esk.\n- Where was it?\n- Everywhere.",
        "What happened?\n\nTarnia shelled Esk.\n\nAre you sure?\n\nWe are.",
        "**What happened?**\n\nTarnia shelled Esk.\n\n**Are you sure?**\n\nWe are.",
        "Q: What happened?\n\nTarnia shelled Esk.\n\nQ: When?\n\nAt night.",
        "Question. What happened?\nAnswer. Tarnia shelled Esk.",
        "Reporter (Esk Daily): What happened?\nSpokesman (by phone): Tarnia shelled Esk.",
        "OR - What happened?\nMoro - Tarnia shelled Esk.\nOR - When?\nMoro - At night.",
        "INTERVIEWER\nWhat happened?\n\nMORO\nTarnia shelled Esk.\n\nINTERVIEWER\nWhen?\n\nMORO\nAt night.",
        "Ostland Radio: What happened?\nMoro: Tarnia shelled Esk.\nEsk Daily: When?\nMoro: At night.",
        "Ostland Radio: What happened?\nMoro: Tarnia shelled Esk.\nOstland Radio: When?\nMoro: At night.",
    ],
)  # fmt: skip
def test_an_answer_is_the_word_of_who_is_asked(turns):
    assert word_of(HEADING + turns, "shell") == "velk"


@pytest.mark.parametrize(
    "turns",
    [
        "Q: Did Tarnia shell Esk?\nA: Ask them.",
        "Presenter: Did Tarnia shell Esk?\nSpokesman: Ask them.",
        "Did Tarnia shell Esk?\n\nAsk them.\n\nWill you?\n\nNo.",
        "- Did Tarnia shell Esk?\n- Ask them.\n- Will you?\n- No.",
    ],
)
def test_a_question_is_the_authors_and_says_nothing_for_sure(turns):
    text = HEADING + turns
    assert (word_of(text, "shell"), told(text, "shell")[1]) == ("author", "possible")


@pytest.mark.parametrize(
    ("question", "act"),
    [
        ("Did you attack Lowmere?", "attack"),
        ("Will your fighters leave Esk?", "withdraw"),
        ("When did you close the road?", "close_route"),
        ("Have your men shelled Dorrin?", "shell"),
    ],
)
def test_you_in_a_question_is_whoever_answers(question, act):
    assert told(f"{HEADING}Q: {question}\nA: No comment.", act)[0] == ["velk"]


def test_you_outside_a_question_is_nobody():
    assert told("Some day you shelled Esk.", "shell")[0] == []


@pytest.mark.parametrize("answer", ["We shelled Esk.", "Our fighters shelled Esk.", "My men shelled Esk."])
def test_we_in_an_answer_are_those_of_who_answers(answer):
    assert told(f"{HEADING}Q: And then?\nA: {answer}", "shell")[0] == ["velk"]


def test_an_office_of_no_party_speaks_for_itself_and_not_for_the_country_told_of():
    text = "Briefing by the Norwegian envoy for Tarnia\n\nQ: And now?\nENVOY: The Velk Front shelled Esk."
    assert word_of(text, "shell") == "ENVOY"


def test_a_report_that_quotes_one_question_is_no_conversation():
    assert (
        word_of("Tarnia shelled Esk. Who will stop them? The Velk Front left Dorrin.", "withdraw") == "author"
    )


def test_a_remark_put_to_whoever_answers_is_asked_too():
    text = f"{HEADING}Is it quiet?\n\nIt is.\n\nTarnia claims that you shelled Esk.\n\nNo.\n\nReally?\n\nYes."
    assert (told(text, "shell")[0], word_of(text, "shell")) == (["velk"], "tarnia")


def test_lines_that_a_dash_opens_are_a_conversation_without_a_heading():
    text = (
        "A soldier of the 3rd brigade was there.\n\n- When did you leave?\n- At night. Tarnia shelled us.\n"
        "- Who ordered it?\n- Nobody."
    )
    assert (word_of(text, "shell"), word_of(text, "withdraw")) == ("soldier", "author")


def test_dashes_before_messages_are_no_conversation():
    text = "Feed\n\n- 07:10 Tarnia shelled Esk\n- 08:15 Velk to leave Dorrin?\n- 09:00 Tarnian patrol in Esk"
    assert word_of(text, "shell") == "author"


def test_each_of_several_who_answer_speaks_for_themselves():
    text = (
        "Press conference of the presidents of Ostland and Norland\n\n"
        "Moro: Tarnia shelled Esk.\nDale: The Velk Front left Dorrin."
    )
    assert word_of(text, "withdraw") != "ostland"


@pytest.mark.parametrize(
    "text",
    ["Is it true that you left Esk?", "Is it right that Velk fighters have left Esk?", "You left Esk?"],
)
def test_what_is_asked_is_open(text):
    assert told(text, "withdraw")[1] == "possible"


def test_an_age_at_the_head_of_a_line_is_no_label():
    (claim,) = claims("A 54-year-old man was killed in Esk.")
    assert claim.casualties.killed.best == 1


def test_a_retired_officer_speaks_for_no_side():
    text = (
        "Interview with a retired Tarnian colonel.\n\nQ: Is it quiet?\nColonel: The Velk Front shelled Esk."
        "\n\nQ: Who stopped?\nColonel: We have withdrawn our guns."
    )
    assert {claim.attribution.party for claim in claims(text)} == {None}
