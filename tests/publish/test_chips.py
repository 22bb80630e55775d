from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.making import status
from tests.publish.reading import Page

from truceline.assess.result import Pace, Phase, Posture, Standing
from truceline.core.finding import Standard, Verdict
from truceline.publish.chips import (
    PACES,
    POSTURES,
    STANDINGS,
    VERDICTS,
    chip,
    degree_bar,
    pace_words,
    phase_words,
    strength_bar,
)


def test_every_outcome_has_a_symbol_and_words_of_its_own():
    for signs, outcomes in ((STANDINGS, Standing), (VERDICTS, Verdict), (POSTURES, Posture)):
        assert set(signs) == set(outcomes)
        assert len({sign.word for sign in signs.values()}) == len(signs)
        assert all(sign.symbol and sign.tone for sign in signs.values())
    assert set(PACES) == set(Pace)


@pytest.mark.parametrize("standing", Standing)
def test_no_chip_speaks_by_colour_alone(standing):
    page = Page(chip(STANDINGS[standing]))
    symbol = page.one("span", class_="sym")
    assert symbol.attributes["aria-hidden"] == "true"
    assert page.one("span", class_="chip").text == symbol.text + STANDINGS[standing].word


@given(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted))
def test_the_bar_shows_just_the_interval(degree):
    low, high = degree
    page = Page(degree_bar((low, high)))
    wide = {
        name: float(page.one("rect", class_=name).attributes["width"] or 0) for name in ("shown", "maybe")
    }
    assert wide["shown"] == pytest.approx(low * 100, abs=0.01)
    assert wide["shown"] + wide["maybe"] == pytest.approx(high * 100, abs=0.02)
    assert page.one("svg").attributes["aria-label"]


def test_support_and_opposition_are_two_bars_never_netted():
    page = Page(strength_bar(0.8, 0.3, Standard.CLEAR))
    assert page.one("rect", class_="for").attributes["width"] == "80"
    assert page.one("rect", class_="against").attributes["width"] == "30"
    assert page.one("span", class_="num").text == "for 0.80, against 0.30; clear needs 0.75"


def test_phase_and_pace_in_words():
    assert {phase_words(status(phase=phase)) for phase in Phase} >= {"In force", "Fell due", "Suspended"}
    assert pace_words(None) is None
    assert re.sub(r"<[^>]*>", "", str(pace_words(Pace.ON_TRACK))).endswith("on track")
