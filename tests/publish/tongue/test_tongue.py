"""A tongue fills messages so that no value can turn the words around it."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import InputError
from truceline.publish.tongue.tongue import END, ENGLISH, ISOLATE, Tongue, tongue
from truceline.publish.tongue.vocabulary import vocabulary

ARABIC = tongue("ar")
NBSP = "\N{NO-BREAK SPACE}"
CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067"
HOSTILE = st.text(
    st.one_of(st.sampled_from(f"{CONTROLS}{ISOLATE}{END}"), st.sampled_from("aZ1-% \u0628\u05d0.,;{}")),
    max_size=40,
)
TONGUES = pytest.mark.parametrize("into", [ENGLISH, ARABIC], ids=["en", "ar"])


def depth(told: str) -> list[int]:
    """How deep within isolates each letter stands; fails where one ends that never began."""
    found, level = [], 0
    for letter in told:
        level += (letter == ISOLATE) - (letter == END)
        assert level >= 0
        found.append(level)
    assert level == 0
    return found


@TONGUES
@given(HOSTILE)
def test_whatever_is_told_isolates_are_balanced_and_no_other_control_is_left(into: Tongue, text: str):
    told = into.say("{party}: {says} ({source}, {grade})", party=text, says=text, source=text, grade="B2")
    assert max(depth(told), default=0) <= 9
    assert not set(told) & set(CONTROLS)


@TONGUES
@given(HOSTILE)
def test_a_value_that_runs_across_stands_apart_as_a_whole(into: Tongue, text: str):
    across = {"L"} if into.runs_left else {"R", "AL"}
    told = into.say("{promise}: {bearing}.", promise="", bearing=text)
    inside = [
        d for letter, d in zip(told, depth(told), strict=True) if unicodedata.bidirectional(letter) in across
    ]
    assert all(level > 0 for level in inside)


@TONGUES
@given(HOSTILE)
def test_to_set_apart_what_is_apart_changes_no_letter(into: Tongue, text: str):
    def letters(told: str) -> str:
        return told.replace(ISOLATE, "").replace(END, "")

    once = into.apart(text)
    assert letters(into.apart(once)) == letters(once)


@TONGUES
@given(st.lists(HOSTILE, max_size=4))
def test_lists_keep_each_name_to_itself(into: Tongue, names: list[str]):
    depth(into.listed(names))
    depth(into.strung(names))


def test_what_stands_apart_already_is_not_wrapped_again():
    assert ARABIC.apart(ARABIC.listed(["hts", "tip"])) == f"{ISOLATE}hts{END} و{ISOLATE}tip{END}"


def test_hostile_text_goes_no_deeper_than_sentences_do():
    assert max(depth(ENGLISH.apart(f"{ISOLATE * 500}\u0628{END * 500}"))) == 8


def test_sentences_within_sentences_keep_their_names_apart():
    one = ARABIC.say("{standing}: {n}", standing="weekly", n=3)
    told = ARABIC.say("{promise}: {bearing}.", promise="\u0628", bearing=one)
    assert told == f"\u0628: {ISOLATE}weekly{END}: 3."


@pytest.mark.parametrize("figure", ["-9", "90%", "2018-10-19", "+3", "1/2"])
def test_a_figure_that_arabic_letters_would_turn_stands_apart(figure: str):
    assert ARABIC.apart(figure) == f"{ISOLATE}{figure}{END}"
    assert ENGLISH.apart(figure) == figure


@pytest.mark.parametrize("figure", ["9", "1,234", "0.36", " 7 ", "", "?"])
def test_a_plain_figure_stands_as_it_is(figure: str):
    assert ARABIC.apart(figure) == figure


def test_figures_days_and_shares_are_told_in_western_digits():
    assert ARABIC.number(-1234.56) == "-1,234.6"
    assert ARABIC.percent(0.331) == "33%"
    assert ARABIC.percent(0.001) == f"أقل من {ISOLATE}1%{END}"
    assert ARABIC.percent(0.999) == f"أكثر من {ISOLATE}99%{END}"
    assert ARABIC.day(date(2018, 10, 19)) == f"19{NBSP}أكتوبر{NBSP}2018"
    assert ARABIC.day(datetime(2018, 10, 19, 23, tzinfo=UTC)) == ARABIC.day(date(2018, 10, 19))
    assert ARABIC.month(date(2018, 10, 19)) == "أكتوبر 2018"


def test_english_tells_them_as_the_field_s_tables_do():
    assert ENGLISH.number(1234.56) == "1,234.6"
    assert ENGLISH.percent(0.001) == f"under 1{NBSP}%"
    assert ENGLISH.percent(0.999) == f"over 99{NBSP}%"
    assert ENGLISH.interval(0.25, 0.25) == f"25{NBSP}%"
    assert ENGLISH.interval(0.0, 0.5) == f"0{NBSP}% to 50{NBSP}%"
    assert ENGLISH.month(date(2018, 10, 19)) == "Oct 2018"
    assert ENGLISH.days(date(2018, 10, 1), date(2018, 10, 3)) == f"1\N{EN DASH}3{NBSP}Oct{NBSP}2018"


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ((None, None, None), "unknown"),
        ((3, None, None), "at least 3"),
        ((None, None, 7), "at most 7"),
        ((4, 4, 4), "4"),
        ((2, None, 5), "2 to 5"),
        ((2, 3, 5), "3 (2 to 5)"),
    ],
)
def test_counts_are_told_with_their_bounds(bounds: tuple[float | None, ...], told: str):
    low, best, high = bounds
    assert ENGLISH.figures(low, best, high) == told


def test_open_stretches_of_days_are_told_in_words():
    day = date(2018, 10, 19)
    assert ARABIC.days(day, day) == ARABIC.day(day)
    assert ARABIC.days(day, None) == f"ابتداء من {ARABIC.day(day)}"
    assert ARABIC.days(None, day) == f"حتى {ARABIC.day(day)}"
    assert ARABIC.days(None, None) == "اليوم غير مذكور"


def test_names_are_listed_as_each_language_does():
    assert ENGLISH.listed(["a", "b", "c"]) == "a, b and c"
    assert ENGLISH.strung(["a", "b"]) == "a; b"
    assert ARABIC.listed(["تركيا", "روسيا"]) == "تركيا وروسيا"
    assert ARABIC.strung(["تركيا", "hts"]) == f"تركيا؛ {ISOLATE}hts{END}"


def test_messages_with_a_number_take_the_form_of_the_language():
    told = {n: ARABIC.count("{n} d", "{n} d", n) for n in (1, 2, 7, 14, 100)}
    assert told == {1: "يوم واحد", 2: "يومان", 7: "7 أيام", 14: "14 يوما", 100: "100 يوم"}
    assert ENGLISH.count("{n} day", "{n} days", 1) == "1 day"


_GRADES = frozenset("ABCDEF")
"""Grades of sources are letters in every language."""


def _is_arabic(told: str) -> bool:
    return any("\u0600" <= letter <= "\u06ff" for letter in told)


def test_every_word_of_the_vocabulary_is_told_in_arabic():
    assert [
        word
        for word in vocabulary()
        if not (_is_arabic(ARABIC.term(word)) or _is_arabic(ARABIC.phrase(word)) or word in _GRADES)
    ] == []
    assert ARABIC.term("breached_in_part") == "وقع خرق جزئي"
    assert ENGLISH.term("breached_in_part") == "breached in part"


def test_a_message_that_the_catalogue_lacks_stays_english():
    assert ARABIC.say("never said before") == "never said before"
    assert ARABIC.count("one thing", "{n} things", 2) == "2 things"


def test_languages_know_which_way_they_run():
    assert (ENGLISH.direction, ARABIC.direction) == ("ltr", "rtl")
    assert tongue("en") is ENGLISH


@pytest.mark.parametrize("code", ["fr", "", "../ar", "AR"])
def test_a_language_without_a_catalogue_is_refused_with_those_there_are(code: str):
    with pytest.raises(InputError) as caught:
        tongue(code)
    assert caught.value.problems[0].allowed == ("en", "ar")
