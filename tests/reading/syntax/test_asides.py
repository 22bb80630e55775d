from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Iran, they say, convinced the group to wait.", [("they", "say", "convince")]),
        ("The shelling began, he said, at six.", [("he", "say", "begin")]),
        ("The shelling began at six, my neighbour says.", [("my neighbour", "say", "begin")]),
        ("The envoy, he added, would return.", [("he", "add", "return")]),
        ("On Friday, she said, the shelling began.", [("she", "say", "begin")]),
        ("The Turks left, as Ankara itself has said.", [("Ankara", "say", "leave")]),
        ("Army: we fired at nobody.", [("Army", "", "")]),
        ("UN: no convoy entered the camp.", [("UN", "", "")]),
        ("Rebels to pull out next week - source", [("source", "", "")]),
        ("Rebels to pull out next week - source in the ministry.", [("source", "", "")]),
        ("Situation in the north: two men died.", []),
    ],
)
def test_who_says_so_is_found_wherever_it_stands(text: str, speakers: list[tuple[str, str, str]]) -> None:
    assert Read(text).speakers() == speakers


def test_the_sentence_goes_on_after_a_speaker_between_commas() -> None:
    read = Read("The shelling began, he said, at six.")
    assert read.oblique("begin") == [("at", "six")]
    assert Read("Iran, they say, convinced the group to wait.").subject("convince") == ["Iran"]
    assert Read("In Esk, they say, the shelling began.").oblique("begin") == [("in", "Esk")]


def test_adding_goes_on_with_the_speaker() -> None:
    read = Read("The army left the town, the ministry said, adding that tanks remained.")
    assert read.subject("add") == ["the ministry"]
    assert read.place("add")[1] == "say"


def test_a_source_after_a_dash_is_no_object() -> None:
    assert Read("Rebels to pull out next week - source").object("pull") == []
