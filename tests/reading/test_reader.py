"""The reader as a whole: what it promises of any text, and of documents that speak for somebody."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.counting import calls_of
from tests.reading.reports import TOLD_ON, claims, read, reader

from truceline.agreement.load import load_agreement
from truceline.case.bundles import bundle_path
from truceline.evidence.claim import Source, Status
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.document import Document
from truceline.reading.reader import Reader

VOCABULARY = (
    "Tarnia Velk Front Ostland the Mission fighters tanks mortars not no never nobody neither nor "
    "if unless until after before that which who with without instead of from to in on by for "
    "withdrew withdraw withdrawing withdrawal shelled shelling attack attacks attacked killed kills "
    "three 12 dozens said says denied refused agreed must should will would may had has have been "
    "be is are was were there it they we and or but Esk Dorrin Lowmere Monday 2031-03-12 yesterday "
)
WORDS = [*VOCABULARY.split(), "\n", "\n\n"]
REPORT = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
ODD = st.text(max_size=120)


def spans_of(claim):
    """Every stretch of text a claim names, with its words."""
    things = [
        claim.trigger,
        claim.object,
        claim.time,
        *claim.actor,
        *claim.target,
        *claim.place,
        *claim.quantity,
    ]
    yield from ((thing.text, thing.span) for thing in things if thing is not None and thing.span is not None)
    if claim.attribution.span is not None:
        yield claim.attribution.text, claim.attribution.span
    yield claim.evidence.quote, claim.evidence.span


def hold(text):
    """The promises that hold for whatever is read."""
    reading = read(text)
    for claim in reading.claims:
        assert claim.trigger.span is not None
        assert claim.status is Status.PROPOSED
        assert claim.made_by is not None
        assert claim.claim_id == claim.content_digest
        start, end = claim.evidence.span
        assert start <= claim.trigger.span[0] < claim.trigger.span[1] <= end
        for words, (first, last) in spans_of(claim):
            assert 0 <= first < last <= len(text)
            assert text[first:last] == words
    return reading


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REPORT)
def test_any_row_of_words_is_read_and_every_span_holds_its_words(text):
    hold(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ODD)
def test_any_text_at_all_is_read(text):
    hold(text)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(REPORT)
def test_the_same_text_gives_the_same_claims(text):
    assert read(text) == read(text)


@pytest.mark.parametrize(
    "text", ["", "\n", ".", "?!", "\u200b", "((((", '"' * 50, "a" * 3000, "1 2 3 " * 50, "Q: A: Q: A:"]
)
def test_texts_without_a_sentence_make_no_claim(text):
    assert hold(text).claims == ()


@pytest.mark.parametrize("end", ["\n", "\r\n", " "])
def test_spans_are_code_points_whatever_stands_before(end):
    text = f"\u062d\u0645\u0635 \U0001f525{end}{end}Velk fighters shelled Dorrin."
    (claim,) = hold(text).claims
    assert text[slice(*claim.trigger.span)] == "shelled"


def calls(text):
    """How many functions it takes to read a text."""
    maker = reader()
    document = Document("long.txt", text, "0" * 64, "text/plain", TOLD_ON, "given")
    return calls_of(lambda: maker.read(document, Source(id="test", family="test")))


LONG = {
    "a plain list": "Tarnian forces shelled Esk, ",
    "clauses in clauses": "Ostland said that the Mission said that ",
    "conditions": "if Tarnia withdraws and if ",
    "coordination": "the army and the militia or ",
    "nouns on nouns": "the withdrawal of the tanks of the army of ",
    "brackets and quotes": '( " shelling ',
    "numbers": "12 in Esk, 3 in Dorrin and ",
}


@pytest.mark.parametrize("phrase", LONG.values(), ids=LONG.keys())
def test_a_longer_sentence_takes_work_in_line_with_its_words(phrase):
    words = len(phrase.split())
    short, middle, long = (phrase * (size // words) + "left." for size in (30, 300, 1500))
    calls(short)  # what is made when first met
    assert calls(middle) < 25 * calls(short)
    assert calls(long) < 7 * calls(middle)


def test_five_thousand_mixed_words_take_ten_times_the_work_of_five_hundred():
    text = " ".join(WORDS[at * at % len(WORDS)] for at in range(5000))
    short = " ".join(text.split(" ")[:500])
    calls(short)
    assert calls(text) < 14 * calls(short)


@pytest.mark.parametrize("sentence", ["It was quiet.\n", "Minister: It was quiet. Nobody fired.\n\n"])
def test_ten_times_the_sentences_take_ten_times_the_work(sentence):
    calls(sentence * 100)
    assert calls(sentence * 1000) < 14 * calls(sentence * 100)


def test_progress_is_told_sentence_by_sentence():
    told = []
    document = Document(
        "a.txt", "Tarnia shelled Esk. Nobody was hurt.", "0" * 64, "text/plain", TOLD_ON, "given"
    )
    reader().read(document, Source(id="test", family="test"), lambda at, of: told.append((at, of)))
    assert told == [(1, 2), (2, 2)]


def test_every_claim_names_the_reader_and_the_rules_that_made_it():
    *_, claim = claims("The Velk Front refused to withdraw.")
    assert claim.made_by.reader.startswith("truceline ")
    assert claim.made_by.reader.endswith(" en")
    assert claim.made_by.rules[0].startswith("act:withdraw")
    assert "refuse: refused" in claim.made_by.rules


def test_what_a_party_says_comes_from_that_party_whoever_prints_it():
    said, told = claims("Tarnia says the Velk Front shelled Esk. Velk fighters shelled Dorrin.")
    assert (said.source.family, told.source.family) == ("tarnia", "test")


HEAD = "Statement by the Velk Front\n\n"


@pytest.mark.parametrize(
    ("text", "act", "modality", "actor", "by"),
    [
        (
            "Statement by the Velk Front\n\nWe will withdraw our tanks.",
            "withdraw",
            "committed",
            "velk",
            "velk",
        ),
        (
            "Statement by the Velk Front\n\nOur fighters have left Esk.",
            "withdraw",
            "asserted",
            "velk",
            "author",
        ),
        (f"{HEAD}We will not withdraw.", "withdraw", "refused", "velk", "velk"),
        (f"{HEAD}Tarnia must leave Esk.", "withdraw", "required", "tarnia", "author"),
        ("Q: Will you withdraw?\n\nA: Ask the general.", "withdraw", "possible", None, "author"),
        ("LOWMERE, March 12 (Agency) - Tarnian forces shelled Esk.", "shell", "asserted", "tarnia", "author"),
    ],
)
def test_whose_text_it_is_tells_who_we_are(text, act, modality, actor, by):
    (claim,) = [one for one in claims(text) if one.act.value == act]
    assert claim.modality.value == modality
    assert [one.party for one in claim.actor] == ([actor] if actor else [])
    assert (claim.attribution.party or claim.attribution.by) == by


def test_in_an_interview_the_answers_are_the_word_of_who_answers():
    text = "Interview with the Velk Front\n\nReporter: Did you shell Esk?\n\nCommander: We did not shell Esk."
    asked, answered = claims(text)
    assert (asked.modality.value, asked.is_done) == ("possible", False)
    assert (answered.polarity, answered.actor[0].party, answered.attribution.party) == (
        "negative",
        "velk",
        "velk",
    )


def test_what_is_told_of_days_to_come_is_only_expected():
    (claim,) = claims("The Velk Front meets Ostland on 20 March.")
    assert (claim.modality.value, claim.aspect) == ("expected", "not_started")


def test_the_bundled_case_reads_its_own_conflict():
    folder = bundle_path("idlib-2018")
    agreement = load_agreement(folder / "agreement.yaml")
    atlas = Atlas.of(agreement, folder)
    made = Reader(agreement, Gazetteer.of(agreement, folder, atlas.bounds(40)), atlas)
    text = "Hayat Tahrir al-Sham refused to withdraw its heavy weapons from the demilitarized zone."
    document = Document("a.txt", text, "0" * 64, "text/plain", None, None)
    told = {one.act.value: one for one in made.read(document, Source(id="test", family="test")).claims}
    assert (told["withdraw"].modality.value, told["withdraw"].actor[0].party) == ("refused", "hts")
    assert not told["withdraw"].is_done


def test_those_who_die_in_a_nations_strikes_are_not_their_doers():
    strike = next(
        one
        for one in claims("Ten civilians were killed in Russian airstrikes on Esk.")
        if one.act == "air_strike"
    )
    assert [one.text for one in strike.actor] == ["Russian"]
    assert [one.base for one in strike.place] == ["Esk"]


def test_bombs_that_were_dropped_were_dropped():
    (strike,) = claims("Two barrel bombs were dropped on Esk.")
    assert (strike.act, strike.polarity) == ("air_strike", "positive")


def test_a_verbs_over_is_no_bound():
    (claim,) = claims("The Velk Front handed over 15 tanks.")
    assert [(one.text, one.best) for one in claim.quantity] == [("15", 15)]


def test_a_reading_may_let_its_sentences_go_and_has_the_same_claims():
    text = "Velk fighters shelled Dorrin on Monday.\n\nTarnia withdrew two tanks from there."
    document = Document("report.txt", text, "0" * 64, "text/plain", TOLD_ON, "given")
    source = Source(id="test", family="test")
    whole = reader().read(document, source)
    bare = reader().read(document, source, keeps_sentences=False)
    assert bare.claims == whole.claims
    assert (len(whole.sentences), bare.sentences) == (2, ())
