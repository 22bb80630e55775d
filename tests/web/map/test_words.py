from __future__ import annotations

import re
from pathlib import Path

import pytest

from truceline.ledger.spots import Said
from truceline.web.map.words import SAID, WORDS

WEB = Path(__file__).parents[3] / "src" / "truceline" / "web"
SCRIPT = "\n".join(path.read_text("utf-8") for path in sorted((WEB / "map" / "source").glob("*.js")))
TEMPLATE = (WEB / "console" / "templates" / "map_part.html").read_text("utf-8")
PYTHON = "\n".join((WEB / "map" / name).read_text("utf-8") for name in ("page.py", "case_map.py"))
PLACE = re.compile(r"\{(\w+)\}")


def test_every_language_has_every_word_with_the_same_places():
    for words in WORDS.values():
        assert words.keys() == WORDS["en"].keys()
        for name, message in words.items():
            assert sorted(PLACE.findall(message)) == sorted(PLACE.findall(WORDS["en"][name])), name


def test_every_way_to_tell_an_event_has_its_words():
    for words in SAID.values():
        assert set(words) == {said.name.lower() for said in Said}


def test_every_word_the_script_says_is_there():
    said = set(re.findall(r"""(?:\bsay|\bline)\("(\w+)\"""", SCRIPT))
    assert len(said) > 30
    assert said <= WORDS["en"].keys()


@pytest.mark.parametrize("name", sorted(WORDS["en"]))
def test_no_word_is_kept_for_nobody(name):
    used = rf"""["']{name}["']|map\.words\.{name}\b"""
    assert any(re.search(used, text) for text in (SCRIPT, TEMPLATE, PYTHON))
