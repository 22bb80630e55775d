from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The rebels, not the army, shelled the town.", ["The rebels"]),
        ("Not the army but the rebels shelled the town.", ["the rebels"]),
        ("The rebels and not the army shelled the town.", ["The rebels"]),
        ("It was not the army but the rebels who shelled the town.", ["the rebels"]),
    ],
)
def test_whoever_is_set_aside_is_no_doer(text, who):
    assert Read(text).subject("shell") == who


@pytest.mark.parametrize(
    "text",
    [
        "The town was shelled by rebels, not by the army.",
        "The town was shelled not by the army but by rebels.",
    ],
)
def test_nor_in_a_passive(text):
    assert [words for by, words in Read(text).oblique("shell") if by == "by"] == ["rebels"]
    assert not Read(text).verb("shell").negated


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("The envoy said the army, which denies it, had sent tanks.", "send", ["the army"]),
        ("Rescuers said two people, among them a child, died.", "die", ["two people"]),
        ("The mayor said four men, including two guards, were killed.", "kill", ["four men"]),
    ],
)
def test_what_is_said_without_that_keeps_its_subject_over_an_insertion(text, verb, who):
    read = Read(text)
    assert read.subject(verb) == who
    assert read.place(verb)[:2] == ("reported", "say")
