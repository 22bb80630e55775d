from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.making import agreement

from truceline.publish.wording import Wording
from truceline.publish.words import (
    capital,
    counted,
    day,
    days,
    figures,
    interval,
    listed,
    moment,
    norm_title,
    party_name,
    percent,
    shortened,
)


def spaced(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{EN DASH}", "-")


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        (date(2030, 1, 5), date(2030, 1, 5), "5 Jan 2030"),
        (date(2030, 1, 5), date(2030, 1, 9), "5-9 Jan 2030"),
        (date(2030, 1, 30), date(2030, 2, 2), "30 Jan - 2 Feb 2030"),
        (date(2029, 12, 30), date(2030, 1, 2), "30 Dec 2029 - 2 Jan 2030"),
        (date(2030, 1, 5), None, "from 5 Jan 2030"),
        (None, date(2030, 1, 5), "until 5 Jan 2030"),
        (None, None, "day not given"),
    ],
)
def test_a_stretch_of_days_is_told_as_short_as_it_can_be(start, end, told):
    assert spaced(days(start, end)) == told


def test_the_last_moment_of_a_local_day_is_told_as_the_day():
    pact = agreement()
    assert moment(pact.tempo.last_moment(date(2030, 1, 5)), pact) == day(date(2030, 1, 5))
    assert spaced(moment(datetime(2030, 1, 5, 21, 30, tzinfo=UTC), pact)) == "6 Jan 2030 00:30"


@pytest.mark.parametrize(
    ("bounds", "told"),
    [
        ((8, 8, 8), "8"),
        ((9, 18, 22), "18 (9-22)"),
        ((5, None, None), "at least 5"),
        ((None, None, 5), "at most 5"),
        ((None, 4, None), "4"),
        ((2, None, 4), "2-4"),
        ((None, None, None), "unknown"),
    ],
)
def test_a_count_keeps_its_bounds(bounds, told):
    assert spaced(figures(*bounds)) == told


@given(st.floats(0, 1))
def test_only_nothing_reads_as_nothing_and_only_all_as_all(share):
    assert (spaced(percent(share)) == "0 %") == (share == 0)
    assert (spaced(percent(share)) == "100 %") == (share == 1)


def test_an_interval_is_one_figure_where_its_ends_meet():
    assert spaced(interval(0.5, 0.5)) == "50 %"
    assert spaced(interval(1 / 3, 2 / 3)) == "33-67 %"


def test_small_words():
    assert [listed(["a", "b", "c"]), listed(["a"]), listed([])] == ["a, b and c", "a", ""]
    assert [spaced(counted(1, "entry", "entries")), spaced(counted(1200, "claim"))] == [
        "1 entry",
        "1,200 claims",
    ]
    assert capital("late") == "Late"
    assert [shortened("abc", 3), shortened("abcd efgh", 6)] == ["abc", "abcd\N{HORIZONTAL ELLIPSIS}"]


def test_parties_and_norms_have_names_or_their_ids_in_words():
    pact = agreement()
    names = [party_name(pact, party) for party in ("north", "south", "patron", "un-mission")]
    assert names == ["The North", "The South", "Patron", "Un mission"]
    assert norm_title(pact, "guns-out") == "Guns leave the strip"
    assert norm_title(pact, "line-drawn") == "The line is drawn."
    assert norm_title(pact, "line-drawn", "A title") == "A title"
    assert norm_title(pact, "gone-norm") == "Gone norm"


def test_ids_in_the_engines_sentences_become_names():
    say = Wording(agreement()).told
    assert say("no guns of north in river-strip") == "no guns of The North in The strip"
    assert (
        say("a change in guns-out")
        == "a change in \N{LEFT DOUBLE QUOTATION MARK}Guns leave the strip\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    assert say("northern fronts on post-15") == "northern fronts on post-15"
    assert say("the truce and the front") == "the truce and the front"


def test_a_word_of_a_promise_that_is_also_a_partys_id_stays_a_word():
    written = agreement().model_dump(mode="json", by_alias=True, exclude_unset=True)
    written["provisions"][0]["norms"][0]["says"] = "Guns leave the strip south of the river"
    assert Wording(agreement(provisions=written["provisions"])).title("guns-out") == (
        "Guns leave the strip south of the river"
    )
