from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.reading.acts.finder import ActFinder
from truceline.reading.acts.inflection import Inflection
from truceline.reading.acts.patterns import REACH, Compiler, backward, forward
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of

SETS = {
    "be": frozenset({"is", "are", "was"}),
    "have": frozenset({"has"}),
    "determiner": frozenset({"the"}),
    "preposition": frozenset({"of", "in"}),
    "modal": frozenset({"will"}),
}
STOPS = frozenset({".", ";"})
COMPILER = Compiler(SETS, Inflection({"irregular": "take took taken"}))
FINDER = ActFinder(Lexicon.of("en"))
# Words the lexicon reacts to, everyday ones and signs, in any order.
WORDS = (
    "pull back fire take of the out control under his tanks open on and , . "
    "withdrew is not in will 's by hold"
)


def after(line, text):
    pattern = COMPILER.pattern(line, "verb")
    return forward(pattern.after, text.split(), 1, STOPS)


def test_a_gap_takes_in_up_to_five_words():
    assert after("pull ~ back", "pull back") == [-1, 1]
    assert after("pull ~ back", "pull a b c d e back") == [-1, 6]
    assert after("pull ~ back", "pull a b c d e f back") is None
    assert REACH == 5


def test_a_gap_ends_at_a_sign():
    assert after("pull ~ back", "pull them . back") is None


def test_the_word_behind_a_gap_may_stand_twice():
    assert after("take ~ under control", "take it under their eyes under control") == [-1, 5, 6]


def test_a_word_may_be_missing():
    assert after("take out? guns", "take guns") == [-1, 1]


def test_every_form_of_a_verb_is_a_key():
    assert set(COMPILER.keys("take/pull ~ back", "verb")) >= {"take", "took", "taken", "taking", "pulled"}


def test_a_phrase_is_kept_under_its_first_rare_word():
    assert set(COMPILER.keys("in violation of", "phrase")) == {"violation"}
    pattern = COMPILER.pattern("<be> ~ stationed", "phrase")
    assert backward(pattern.before, ["they", "are", "now", "stationed"], 2, STOPS) == [-1, 1]
    assert backward(pattern.before, ["they", "now", "stationed"], 1, STOPS) is None


def test_the_last_word_of_a_compound_is_its_head():
    assert COMPILER.pattern("air strike", "noun").head == 1
    assert COMPILER.pattern("exchange of fire", "noun").head == 0
    assert COMPILER.pattern("in *fire", "phrase").head == 0


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS.split()), max_size=40))
def test_acts_of_any_words_stand_in_order_and_share_no_head(drawn):
    tokens = tokens_of(" ".join(drawn))
    spans = FINDER.find(tokens)
    heads = [span.head for span in spans]
    assert heads == sorted(set(heads))
    assert all(0 <= span.first <= span.head < span.last <= len(tokens) for span in spans)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text):
    assert isinstance(FINDER.find(tokens_of(text)), list)


@pytest.mark.parametrize("entry", FINDER.entries)
def test_every_entry_has_a_frame(entry):
    assert FINDER.frame(entry).entry == entry


def test_tags_settle_a_word_that_may_be_either():
    tokens = tokens_of("Rebel attacks village")
    assert FINDER.find(tokens, ["NN", "VBZ", "NN"])[0].form == "verb"
    assert FINDER.find(tokens, ["NN", "NNS", "NN"])[0].form == "noun"


def test_what_other_stages_know_serves_as_a_class():
    assert FINDER.find(tokens_of("the guests left it")) == []
    assert FINDER.find(tokens_of("the guests left it"), known={1: "force"})[0].act == "withdraw"


def test_a_language_needs_no_more_than_its_words():
    class Small:
        def table(self, name):
            line = {"act": "withdraw", "verbs": "retirer", "nouns": "retrait"}
            return {"entries": {"withdraw.all": line}} if name == "acts" else {}

    found = ActFinder(Small()).find(tokens_of("le retrait des chars est total"))
    assert [span.entry for span in found] == ["withdraw.all"]


def test_a_language_without_acts_finds_none():
    class Empty:
        def table(self, name):
            return {}

    assert ActFinder(Empty()).find(tokens_of("The army withdrew.")) == []
