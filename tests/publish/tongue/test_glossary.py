"""The page on Arabic words tells the words that reports use."""

from __future__ import annotations

import re

import pytest

from truceline.agreement.model import Authority
from truceline.assess.result import Pace, Posture, Standing
from truceline.core.finding import Standard, Verdict
from truceline.evidence.claim import AttributionGrade
from truceline.mechanism.boundary import STATES
from truceline.publish.tongue.catalogue import catalogue

ROW = re.compile(r"^\| ([a-z ]+) \| ([^|]+) \|", re.MULTILINE)
OF_THE_PAGE = "Ideas"
ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


@pytest.fixture(scope="module")
def tables(root) -> dict[str, list[tuple[str, str]]]:
    text = (root / "docs/reference/arabic.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    found = {title: ROW.findall(rows) for title, rows in zip(parts[::2], parts[1::2], strict=True)}
    return {title: [row for row in rows if row[0] != "word"] for title, rows in found.items()}


def test_words_are_those_of_the_catalogue(tables):
    arabic = catalogue("ar")
    assert arabic is not None
    for title, rows in tables.items():
        assert rows, title
        for word, told in rows if title != OF_THE_PAGE else ():
            assert arabic.message(word) == told, word


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("Standing", Standing),
        ("Pace", Pace),
        ("Posture", Posture),
        ("Attribution grade", AttributionGrade),
        ("Verdict and standard", {*Verdict, *Standard} - {Verdict.CONTESTED}),
        ("Texts", Authority.__args__),
        ("Lines", {*STATES, "moving"}),
    ],
)
def test_every_word_has_its_row(tables, title: str, wanted):
    words = {word for word, _ in tables[title]}
    assert {str(one).replace("_", " ") for one in wanted} <= words


def test_ideas_are_called_so_in_the_catalogue_s_sentences(tables):
    arabic = catalogue("ar")
    assert arabic is not None
    told = " ".join(str(one.string) for one in arabic.messages)
    names_of_cases = {"guarantor", "demilitarised zone", "line of contact", "ceasefire"}
    stems = {word: name.removeprefix(ARTICLE) for word, name in tables[OF_THE_PAGE]}
    assert [w for w, stem in stems.items() if w not in names_of_cases and stem.split()[0] not in told] == []
