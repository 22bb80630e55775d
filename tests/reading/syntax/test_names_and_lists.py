from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

NAMED = [
    (
        "Clashes between the Front for Reform and the Velk Army increased.",
        ("Front for Reform", "Velk Army"),
        ["the Front for Reform", "the Velk Army"],
    ),
    ("The Ministry of Roads and Ports denied it.", ("Ministry of Roads and Ports",), []),
    ("Talks between Tarnia, Norin and the Party of the North resumed.", ("Party of the North",), []),
]


@pytest.mark.parametrize(("text", "names", "between"), NAMED)
def test_a_name_with_small_words_is_one_phrase(text: str, names: tuple[str, ...], between: list[str]) -> None:
    read = Read(text, names=names)
    phrases = [read.words(n) for n in range(len(read.parse.phrases))]
    for name in names:
        assert any(words.removeprefix("the ").removeprefix("The ") == name for words in phrases)
    for words in between:
        assert ("between", words) in read.post("Clashes")


def test_the_head_of_a_name_stands_before_its_preposition() -> None:
    read = Read("The Front for Reform and Work shelled Esk.", names=("Front for Reform and Work", "Esk"))
    head = read.parse.phrases[read.verb("shell").subject[0]].head
    assert read.parse.tokens[head].text == "Front"
    assert read.object("shell") == ["Esk"]


def test_a_place_so_far_from_another_is_no_part_of_the_noun_before() -> None:
    read = Read("Shells hit positions of the army 6 km north of Esk.", names=("6 km north of Esk",))
    assert read.post("positions") == [("of", "the army")]
    assert read.object("hit") == ["positions"]


LISTS = [
    (
        "The guns were withdrawn, but Velk, Norin and the Tarn Party refuse to hand over their tanks.",
        "refuse",
        ["Velk", "Norin", "the Tarn Party"],
    ),
    ("Talks between Russia, Turkey and Iran resumed.", "resume", ["Talks"]),
    ("In talks with Russia, Turkey and Iran agreed to stay.", "agree", ["Turkey", "Iran"]),
    (
        "Under the paper of 17 September 2018, Norin and Velk must carry out patrols.",
        "carry",
        ["Norin", "Velk"],
    ),
    ("The town fell, but Velk and Norin refuse to talk.", "refuse", ["Velk", "Norin"]),
]


@pytest.mark.parametrize(("text", "lemma", "doers"), LISTS)
def test_a_list_is_the_subject_it_stands_for(text: str, lemma: str, doers: list[str]) -> None:
    assert Read(text).subject(lemma) == doers


def test_what_a_list_after_but_refuses_hangs_on_the_refusal() -> None:
    read = Read("The guns left, but Velk, Norin and the Tarn Party refuse to leave their posts.")
    assert read.parse.nodes[-2].lemma == "refuse"
    assert read.parse.nodes[-1].governor == read.parse.nodes[-2].index
    assert len(read.parse.nodes[-1].subject) == 3
