from __future__ import annotations

from dataclasses import fields

import pytest

from truceline.replies.checking import Wrong
from truceline.replies.reply import LANGUAGES
from truceline.web.replies.words import DIRECTION, NAMED, WORDS, Words, language_of


def test_every_language_has_every_message():
    assert set(WORDS) == set(DIRECTION) == set(NAMED) == set(LANGUAGES)
    for words in WORDS.values():
        assert all(getattr(words, field.name) for field in fields(Words))
        assert set(words.wrong) == set(Wrong)


def test_no_message_is_left_in_another_language():
    for field in fields(Words):
        if field.name != "wrong":
            assert getattr(WORDS["en"], field.name) != getattr(WORDS["ar"], field.name)
    for text in WORDS["ar"].wrong.values():
        assert any("\u0600" <= char <= "\u06ff" for char in text)


@pytest.mark.parametrize(
    ("asked", "accepted", "found"),
    [
        ("ar", "en", "ar"),
        (None, "ar-SY,ar;q=0.9,en;q=0.8", "ar"),
        (None, "fr, en;q=0.5, ar;q=0.3", "en"),
        ("xx", "", "en"),
        (None, ";;,,", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_first_we_have(asked, accepted, found):
    assert language_of(asked, accepted) == found
