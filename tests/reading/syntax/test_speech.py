from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("The envoy said that the port was open.", [("The envoy", "say", "be")]),
        ("The envoy said the port had reopened.", [("The envoy", "say", "reopen")]),
        ("The port had reopened, the envoy said.", [("the envoy", "say", "reopen")]),
        ('"We will stay," said Omar Nasser, a rebel.', [("Omar Nasser", "say", "stay")]),
        ('"They have not left," the spokesman said.', [("the spokesman", "say", "leave")]),
        ("According to the Observatory, the army shelled Taiz.", [("the Observatory", "", "")]),
        ("Turkey shells Kurdish posts, SANA says", [("SANA", "say", "shell")]),
        ("He left, adding that the deal would hold.", [("He", "add", "hold")]),
        ("The army left the town.", []),
        ("It was reported that the army left.", []),
    ],
)
def test_the_speaker_of_a_clause_is_found(text: str, speakers: list[tuple[str, str, str]]) -> None:
    assert Read(text).speakers() == speakers


def test_quoted_words_are_token_ranges() -> None:
    read = Read('He said "we stay" and \u201cnobody leaves\u201d now.')
    quoted = [[read.parse.tokens[at].text for at in range(*span)] for span in read.parse.quotes]
    assert quoted == [["we", "stay"], ["nobody", "leaves"]]


def test_a_quotation_left_open_runs_to_the_end() -> None:
    read = Read('He said "we stay')
    assert read.parse.quotes == ((3, 5),)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Groups have begun to leave the town, a paper quoted two officials as saying.", "two officials"),
        ("A paper cited the mission as saying the groups had left the town.", "the mission"),
        ("A commander was quoted as saying the groups had left the town.", "A commander"),
    ],
)
def test_whoever_is_quoted_is_the_speaker(text, speaker):
    assert speaker in [told for told, _, _ in Read(text).speakers()]
