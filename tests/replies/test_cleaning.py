from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.replies.cleaning import (
    cleaned_line,
    cleaned_text,
    cut,
    has_letter,
    is_mailbox,
    links_in,
    mixes_alphabets,
    shows_mailbox,
    without_mailboxes,
)

ANY = st.text(st.characters(), max_size=300)


@given(ANY)
def test_what_is_kept_has_no_control_no_override_and_no_hole(text):
    for kept in (cleaned_text(text), cleaned_line(text)):
        assert not [
            char for char in kept if unicodedata.category(char) in ("Cc", "Cs", "Cn") and char != "\n"
        ]
        assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00")
    assert "\n" not in cleaned_line(text)


@given(ANY)
def test_cleaning_twice_changes_nothing(text):
    once = cleaned_text(text)
    assert cleaned_text(once) == once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x1b[31mc", "ab[31mc"),
        ("safe \u202etxt.exe", "safe txt.exe"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("one\n\n\n \n\ntwo", "one\n\ntwo"),
        ("  much\t\u00a0 air  ", "much air"),
        ("Z" + "\u0335" * 40, "Z" + "\u0335" * 4),
        ("می\u200cروم", "می\u200cروم"),
        ("a\u200b\u200d\u200eb", "a\u200bb"),
        ("hi\U000e0041\U000e0042", "hi"),
        ("e\u0301", "\u00e9"),
    ],
)
def test_text_is_made_fit_to_keep(typed, kept):
    assert cleaned_text(typed) == kept


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("a@b.example", True),
        ("first.last+news@mail.b.example", True),
        ("بريد@مثال.شبكة", True),
        ("a@b", False),
        ("a b@c.example", False),
        ("@b.example", False),
        ("a@b..example", False),
        ("a@b.example\nBcc: c@d.example", False),
        ("x" * 250 + "@b.example", False),
    ],
)
def test_the_form_of_an_address_is_looked_at(text, is_one):
    assert is_mailbox(text) is is_one


def test_an_address_in_a_public_text_is_found_and_taken_out():
    assert shows_mailbox("write to a.b@c.example please")
    assert shows_mailbox("write to a.b @ c.example please")
    assert not shows_mailbox("we met @ noon, at the bridge")
    assert without_mailboxes("by a.b@c.example, 3 May") == "by [...], 3 May"


def test_links_are_counted_however_they_are_written():
    assert links_in("https://a.example HTTP://b.example www.c.example [url=d] <a href=e>") == 5
    assert links_in("no links here") == 0


def test_a_text_of_signs_alone_has_nothing_to_read():
    assert not has_letter("... !!! \u200b")
    assert has_letter("ن")


def test_what_is_cut_says_so():
    assert cut("abcdefgh", 8) == "abcdefgh"
    assert cut("abcdefghi", 8) == "abcd ..."


CYRILLIC_E, GREEK_A = "\N{CYRILLIC SMALL LETTER IE}", "\N{GREEK CAPITAL LETTER ALPHA}"


@pytest.mark.parametrize(
    "name", ["Ministry of Defence", "Министерство обороны", "وزارة الدفاع", "H2O 東京", f"Press {CYRILLIC_E}"]
)
def test_names_of_one_alphabet_a_word_are_as_they_are(name):
    assert not mixes_alphabets(name)


@pytest.mark.parametrize("name", [f"F{CYRILLIC_E}deral", f"{GREEK_A}thens", f"The {GREEK_A}{CYRILLIC_E}"])
def test_a_word_of_letters_that_look_alike_is_found(name):
    assert mixes_alphabets(name)
