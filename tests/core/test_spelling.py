from __future__ import annotations

import re

import pytest

from truceline.core.spelling import ACT, HANDLE, IN_WORDS, ITEMS, NUMBERED, SHA256, STATE, WHERE, in_words

FITS = {
    HANDLE: ("r1", "m-2.b_c"),
    NUMBERED: ("r-12", "r-2018-10-4"),
    WHERE: ("TR", "SY-ID", "vale"),
    ITEMS: ("mortars=12",),
    STATE: ("open", "shut_by_snow"),
    ACT: ("0123456789ab",),
    SHA256: ("0" * 64,),
}
MISFITS = {
    HANDLE: ("R1", "-a", ""),
    NUMBERED: ("r1", "hassan", "r-12345"),
    WHERE: ("Syria", "SY-IDLIB"),
    ITEMS: ("mortars", "mortars=", "=3"),
    STATE: ("Open", "1st"),
    ACT: ("0123456789a", "x" * 12),
    SHA256: ("0" * 63, "G" * 64),
}


@pytest.mark.parametrize(("pattern", "text"), [(p, one) for p, texts in FITS.items() for one in texts])
def test_what_is_written_so_fits(pattern: str, text: str):
    assert re.search(pattern, text)


@pytest.mark.parametrize(("pattern", "text"), [(p, one) for p, texts in MISFITS.items() for one in texts])
def test_what_is_written_otherwise_does_not(pattern: str, text: str):
    assert not re.search(pattern, text)


def test_each_pattern_has_words_of_its_own():
    assert len(set(IN_WORDS.values())) == len(IN_WORDS)
    assert in_words(NUMBERED) != in_words(HANDLE)


def test_a_pattern_nobody_has_put_in_words_is_told_all_the_same():
    assert in_words("^x$") == "is not written as it must be"
