"""Whose document it is: "we", "our forces" and "the ministry" are the issuer's, wherever it is named."""

from __future__ import annotations

import pytest
from tests.reading.reports import Told, claims, faults


def doers(text, act):
    return [actor.party for claim in claims(text) if claim.act.value == act for actor in claim.actor]


@pytest.mark.parametrize(
    "heading",
    [
        "Statement by the Velk Front",
        "Daily report of the command of the Velk Front, 13 March",
        "Press release of the Velk Front concerning the Tarnian offensive",
        "Velk Front: communique no. 4",
        "Velk Front, operations room - what Tarnia did on 12 March",
        "Letter from the leader of the Velk Front addressed to Ostland",
        "Comment by the spokesman of the Velk Front on the words of the Tarnian government",
        "Evening summary (translated) of the Velk militia",
        "SUMMARY of the command of the Velk Front, 12 March",
        "Chronicle of the day from the headquarters of the Velk Front",
        "Velk Front Brigades. Evening review, 12 March",
    ],
)
def test_we_are_those_whom_the_heading_names(heading):
    assert doers(f"{heading}\n\nWe left Esk on Monday.", "withdraw") == ["velk"]


def test_we_are_those_whom_the_first_sentence_gives_the_word_to():
    assert doers("The Velk Front reports that all is quiet. Our fighters left Esk.", "withdraw") == ["velk"]


def test_we_are_those_who_sign():
    text = "To the people of Esk\n\nWe left Esk on Monday.\n\nCommand of the Velk Front, 13 March"
    assert doers(text, "withdraw") == ["velk"]


@pytest.mark.parametrize(
    "text",
    [
        "Tarnia: what happened in March\n\nWe saw tanks. We left Esk.",
        "From my window\n\nWe left Esk. Tarnia rejoiced.",
        "The Velk Front says it is tired. We left Esk in the morning, my sister and I.",
        "Velk Front Council: briefing on the war\n\nWe left Esk. Tarnia rejoiced.",
        "Summary of the news\n\nWe left Esk. The Velk Front rejoiced.",
    ],
)
def test_we_in_anybodys_report_are_no_party(text):
    assert doers(text, "withdraw") == []


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("The command left Esk.", "withdraw"),
        ("This front attacked Lowmere.", "attack"),
        ("It shelled Dorrin.", "shell"),
        ("The head of the command met the observers.", "meet"),
    ],
)
def test_a_noun_of_the_heading_means_the_issuer(sentence, act):
    assert doers(f"Statement by the command of the Velk Front\n\n{sentence}", act) == ["velk"]


@pytest.mark.parametrize("other", ["The other side", "The opposite side", "The opposing party"])
def test_the_other_side_is_nobody_the_text_has_named(other):
    assert doers(f"Statement by the Velk Front\n\nWe rest. {other} shelled Esk.", "shell") == [None]


def test_what_the_issuer_tells_is_the_documents_own_word_and_what_it_promises_its_own():
    head = "Statement by the Velk Front\n\n"
    assert not faults(
        f"{head}The Velk Front affirms that Tarnia shelled Esk.", Told("shell", "asserted", by="author")
    )
    assert not faults(f"{head}We will not leave Esk.", Told("withdraw", "refused", by="velk"))
    assert not faults(
        f"{head}According to our intelligence, Tarnia shelled Esk.", Told("shell", "asserted", by="velk")
    )


def test_where_an_office_works_is_not_whose_it_is():
    text = "Bulletin of the centre for reconciliation in Tarnia\n\nOur teams left Esk."
    assert doers(text, "withdraw") != ["tarnia"]


@pytest.mark.parametrize("sentence", ["We shall not leave Esk.", "Our men shall not leave Esk."])
def test_shall_of_ones_own_is_no_duty_but_a_word_given(sentence):
    head = "Statement by the Velk Front\n\n"
    assert not faults(f"{head}{sentence}", Told("withdraw", "refused", by="velk"))
    assert not faults(f"{head}Tarnia shall leave Esk.", Told("withdraw", "required", by="author"))


@pytest.mark.parametrize(
    "opening", ["I wish to inform you that", "We would like to stress that", "I am pleased to report that"]
)
def test_what_one_wishes_to_say_is_said(opening):
    text = f"Letter from the leader of the Velk Front\n\n{opening} Tarnia shelled Esk."
    assert not faults(text, Told("shell", "asserted", by="author"))


@pytest.mark.parametrize(
    "sentence",
    [
        "We do not wish to say that Tarnia shelled Esk.",
        "We plan to announce the withdrawal of our guns.",
        "We wish to shell Esk.",
        "I want to tell you that we will leave Esk.",
    ],
)
def test_what_one_only_wishes_or_does_not_wish_to_say_is_not_done(sentence):
    text = f"Letter from the leader of the Velk Front\n\n{sentence}"
    assert not {claim.act.value for claim in claims(text) if claim.is_done}


@pytest.mark.parametrize(
    ("opening", "whose"),
    [
        ("A conversation with an adviser at the Ostland foreign ministry", "ostland"),
        ("The envoy of a foreign ministry received us after a day in Tarnia.", None),
    ],
)
def test_whoever_is_asked_answers(opening, whose):
    asked = claims(f"{opening}\n\nQ: Is it quiet?\n\nA: The army shelled Esk.")
    assert [claim.attribution.party for claim in asked if claim.act.value == "shell"] == [whose]
