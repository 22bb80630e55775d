"""A telling: the nearest governing word counts, the strongest outranks it, negations cancel out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.evidence.claim import Modality
from truceline.reading.lexicon import Lexicon
from truceline.reading.modality.governors import Governors
from truceline.reading.modality.telling import FACTS, Telling, Voice

EFFECTS = Governors.of(Lexicon.of("en")).effects
MODALITIES = st.sampled_from(list(Modality))


@given(st.lists(st.sampled_from(sorted(EFFECTS)), max_size=6))
def test_no_row_of_governing_words_makes_a_fact_of_what_is_none(names):
    told = Telling().under(Modality.COMMITTED, "promise")
    for name in names:
        told = told.affected(EFFECTS[name], name)
    assert not told.is_fact


@given(st.lists(MODALITIES.filter(lambda one: one not in FACTS), min_size=1, max_size=5))
def test_the_first_counts_unless_a_stronger_one_stands_further_out(row):
    strong = [Modality.REFUSED, Modality.CONDITIONAL, Modality.CONDITIONAL_ANTECEDENT]
    told = Telling()
    for modality in row:
        told = told.under(modality, "word")
    later = [modality for modality in row[1:] if modality in strong]
    assert told.modality is (later[-1] if later else row[0])


@given(st.integers(0, 6))
def test_two_negations_cancel_out(count):
    told = Telling()
    for _ in range(count):
        told = told.flipped("not")
    assert told.negative == bool(count % 2)


def test_the_nearest_speaker_and_doer_stay():
    told = Telling().said_by(Voice(1)).said_by(Voice(2)).said_by(None)
    assert told.voice == Voice(1)
    assert Telling().done_by(()).done_by((3,)).done_by((4,)).doer == (3,)


def test_what_is_only_reported_is_open_when_denied_and_turned_round_when_not():
    report = Telling(hearsay=True)
    assert (report.denied("no").modality, report.denied("no").negative) == (Modality.POSSIBLE, False)
    assert (Telling().denied("no").modality, Telling().denied("no").negative) == (Modality.ASSERTED, True)


@pytest.mark.parametrize("name", sorted(EFFECTS))
def test_every_governing_word_leaves_its_name_in_the_reasons(name):
    assert any("word" in step for step in Telling().affected(EFFECTS[name], "word").steps)
