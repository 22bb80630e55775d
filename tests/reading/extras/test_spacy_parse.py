"""The extra `spacy` adds evidence and never makes a claim surer than the reader had it."""

from __future__ import annotations

import sys
from dataclasses import replace
from types import SimpleNamespace

import pytest
from tests.reading.extras.parsed import MODEL, PARSES, SOURCE, StubPipeline, bare, stub
from tests.reading.reports import read, reader

from truceline.errors import InputError
from truceline.evidence.claim import Actor, AttributionGrade, Kind, MadeBy, Modality
from truceline.reading.extras import spacy_parse
from truceline.reading.extras.spacy_parse import SpacyParse
from truceline.reading.lexicon import Lexicon

FACTS = {Modality.ASSERTED, Modality.PRESUPPOSED}
UNREAD = MadeBy(reader="truceline 0 en", rules=("act:x",))


def added(text, **slots):
    return stub().add(reader(), bare(text, **slots), SOURCE).claims


def fact(text, **slots):
    """The first claim of a sentence, as if the reader had taken it for a plain fact."""
    told = {"modality": Modality.ASSERTED, "polarity": "positive", "made_by": UNREAD, "kind": Kind.EVENT}
    return added(text, **{**told, **slots})[0]


@pytest.mark.parametrize(
    ("text", "at", "party"),
    [
        ("Tarnian forces shelled Esk.", 0, "tarnia"),
        ("Esk was shelled by the Velk Front.", 0, "velk"),
        ("The Velk Front, which withdrew its tanks, left Esk.", 0, "velk"),
        ("The Tarnian army carried out an attack on Dorrin.", 0, "tarnia"),
        ("The shelling of Esk by the Velk Front went on.", 0, "velk"),
        ("Tarnia left Dorrin and shelled Esk.", 1, "tarnia"),
    ],
)
def test_an_empty_doer_is_filled_with_whom_the_reader_marked_there(text, at, party):
    claim = added(text, actor=(), attribution_grade=AttributionGrade.NONE)[at]
    assert [actor.party for actor in claim.actor] == [party]
    assert claim.attribution_grade is AttributionGrade.CLAIMED
    start, end = claim.actor[0].span
    assert text[start:end] == claim.actor[0].text
    assert claim.made_by.model == MODEL
    assert "spacy: actor" in claim.made_by.rules


def test_coordinated_doers_are_all_filled_in():
    (claim,) = added("Tarnia and Ostland shelled Esk.", actor=())
    assert [actor.party for actor in claim.actor] == ["tarnia", "ostland"]


def test_an_empty_target_and_an_empty_thing_are_filled():
    kill = added("Tarnia denied shelling Esk and killing civilians.", target=())
    assert [one.text for claim in kill for one in claim.target] == ["civilians"]
    withdraw = added("The Velk Front, which withdrew its tanks, left Esk.", object=None)[0]
    assert withdraw.object.term == "tanks"


def test_words_that_name_somebody_are_no_thing_besides():
    text = "The Velk Front, which withdrew its tanks, left Esk."
    at = text.index("tanks")
    tanks = (Actor(text="tanks", span=(at, at + 5)),)
    assert added(text, object=None, actor=tanks)[0].object is None


def test_what_it_fills_makes_the_claim_bear_on_its_norms():
    before = bare("Tarnian forces shelled Esk.", actor=(), bears_on=())
    after = stub().add(reader(), before, SOURCE)
    assert after.claims[0].bears_on == ("no-shelling",)
    assert after.claims[0].claim_id == after.claims[0].content_digest != before.claims[0].claim_id


@pytest.mark.parametrize("text", ["They shelled Esk.", "No Tarnian soldiers shelled Esk."])
def test_pronouns_and_nobodies_fill_nothing(text):
    assert added(text, actor=())[0].actor == ()


def test_whoever_suffers_it_is_not_made_its_doer():
    claim = added("Tarnian forces shelled Esk.", actor=(), target=(Actor(text="x", party="tarnia"),))[0]
    assert claim.actor == ()


def test_another_doer_than_the_reader_found_changes_nothing_and_is_told():
    velk = (Actor(text="Velk", party="velk"),)
    found = stub().add(reader(), bare("Tarnian forces shelled Esk.", actor=velk), SOURCE)
    assert found.claims[0].actor == velk
    (issue,) = [issue for issue in found.issues if issue.kind == "parses-differ"]
    assert "velk" in issue.message
    assert "tarnia" in issue.message


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Tarnia did not shell Esk.", "not"),
        ("Tarnia denied that it shelled Esk.", "deny"),
        ("Tarnia denied shelling Esk and killing civilians.", "deny"),
        ("If Tarnia shelled Esk, the Mission left.", "if"),
        ("Tarnia may have shelled Esk.", "may"),
        ("Tarnia will shell Esk.", "will"),
        ("Velk fighters massed near Esk to shell it.", "to"),
        ("There was no attack on Esk.", "no"),
    ],
)
def test_a_fact_is_weakened_by_a_word_the_reader_did_not_see(text, word):
    told = {"modality": Modality.ASSERTED, "polarity": "positive", "made_by": UNREAD}
    claim = added(text, **told)[-1 if "massed" in text else 0]
    assert claim.modality is Modality.POSSIBLE
    assert claim.kind is Kind.STATEMENT
    assert not claim.is_done
    assert f"spacy: {word}: possible" in claim.made_by.rules
    assert claim.made_by.model == MODEL


def test_what_is_coordinated_with_a_denied_act_is_denied_too():
    told = {"modality": Modality.ASSERTED, "polarity": "positive", "made_by": UNREAD}
    kill = added("Tarnia denied shelling Esk and killing civilians.", **told)[1]
    assert kill.act == "kill"
    assert kill.modality is Modality.POSSIBLE


def test_a_noun_taken_for_known_is_asked_only_for_words_of_its_own():
    known = {"modality": Modality.PRESUPPOSED, "polarity": "positive", "made_by": UNREAD}
    assert added("Tarnia condemned the attack on Esk.", **known)[0].modality is Modality.PRESUPPOSED
    assert added("There was no attack on Esk.", **known)[0].modality is Modality.POSSIBLE


def test_clauses_set_side_by_side_do_not_govern_each_other():
    assert fact("Tarnia shelled Esk, the road could not be used.").modality is Modality.ASSERTED


def test_a_word_the_reader_weighed_is_not_weighed_again():
    for text, rule in (
        ("Tarnia did not shell Esk.", "nobody: not"),
        ("Tarnia denied that it shelled Esk.", "deny: not"),
        ("Tarnia may have shelled Esk.", "may: possible"),
        ("Tarnia will shell Esk.", "future: expected"),
    ):
        claim = fact(text, made_by=MadeBy(reader="x", rules=("act:x", rule)))
        assert claim.modality is Modality.ASSERTED, text


def test_a_word_the_reader_took_only_for_known_is_weighed_again():
    rules = MadeBy(reader="x", rules=("act:x", "may: presupposed"))
    assert fact("Tarnia may have shelled Esk.", made_by=rules).modality is Modality.POSSIBLE


@pytest.mark.parametrize("text", list(PARSES))
@pytest.mark.parametrize("modality", list(Modality))
def test_no_claim_is_ever_made_surer(text, modality):
    before = bare(text, modality=modality).claims if read(text).claims else ()
    after = stub().add(reader(), replace(read(text), claims=before), SOURCE).claims
    assert len(after) == len(before)
    for old, new in zip(before, after, strict=True):
        assert (new.act, new.trigger, new.polarity, new.status) == (
            old.act,
            old.trigger,
            old.polarity,
            old.status,
        )
        assert new.modality in {old.modality, Modality.POSSIBLE}
        assert old.modality in FACTS or new.modality is old.modality
        assert not new.is_done or old.is_done
        for slot in ("actor", "target", "object"):
            if getattr(old, slot):
                assert getattr(new, slot) == getattr(old, slot)


def test_a_claim_the_parse_adds_nothing_to_stays_the_same_claim():
    text = "Esk was shelled by the Velk Front."
    assert stub().add(reader(), read(text), SOURCE).claims == read(text).claims


def test_a_trigger_that_the_parse_does_not_know_is_left_alone():
    before = bare("Tarnian forces shelled Esk.", actor=(), trigger=None)
    assert stub().add(reader(), before, SOURCE).claims == before.claims


def test_the_same_report_gives_the_same_claims_each_time():
    text = "The Velk Front, which withdrew its tanks, left Esk."
    first = stub().add(reader(), bare(text, actor=()), SOURCE)
    assert first.claims == stub().add(reader(), bare(text, actor=()), SOURCE).claims


def test_only_sentences_with_claims_are_parsed_and_each_is_told():
    text = "It rained in Esk.\n\nTarnian forces shelled Esk."
    pipeline, steps = StubPipeline(), []
    SpacyParse(pipeline, MODEL).add(reader(), read(text), SOURCE, lambda *step: steps.append(step))
    assert (pipeline.asked, steps) == (1, [(1, 1)])


def test_spans_of_a_later_sentence_point_into_the_document():
    text = "It rained in Esk.\n\nTarnian forces shelled Esk."
    claim = added(text, actor=())[0]
    start, end = claim.actor[0].span
    assert text[start:end] == "Tarnian forces"


def test_a_sentence_of_endless_length_is_not_parsed_and_told(monkeypatch):
    monkeypatch.setattr(spacy_parse, "_LONGEST", 3)
    found = stub().add(reader(), bare("Tarnian forces shelled Esk.", actor=()), SOURCE)
    assert found.claims[0].actor == ()
    assert [issue.kind for issue in found.issues] == ["sentence-too-long"]


def test_a_report_in_another_language_is_left_as_it_was():
    other = SimpleNamespace(lexicon=Lexicon.of("ar"))
    reading = read("Tarnian forces shelled Esk.")
    found = stub().add(other, reading, SOURCE)
    assert found.claims == reading.claims
    assert found.issues[-1].kind == "no-model"


class TestTheInstalledModel:
    """Which model is taken, and what is said if there is none."""

    def spacy(self, monkeypatch, *names, load=None):
        def loaded(name, exclude):
            assert exclude == ["ner"]
            return SimpleNamespace(meta={"version": "3.8.0"}, name=name)

        util = SimpleNamespace(get_installed_models=lambda: list(names))
        monkeypatch.setitem(sys.modules, "spacy", SimpleNamespace(util=util, load=load or loaded))

    def test_its_name_and_version_are_known(self, monkeypatch):
        self.spacy(monkeypatch, "de_core_news_sm", "en_core_web_sm")
        assert SpacyParse.installed().model == "en_core_web_sm 3.8.0"

    def test_of_several_the_largest_that_is_not_slow_is_taken(self, monkeypatch):
        self.spacy(monkeypatch, "en_core_web_trf", "en_core_web_sm", "en_core_web_own", "en_core_web_lg")
        assert SpacyParse.installed().model.startswith("en_core_web_lg ")

    def test_without_spacy_it_is_told_how_to_get_it(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "spacy", None)
        with pytest.raises(InputError, match=r"pip install 'truceline\[spacy\]'"):
            SpacyParse.installed()

    def test_without_an_english_model_it_is_told_that_none_is_downloaded(self, monkeypatch):
        self.spacy(monkeypatch, "de_core_news_sm")
        with pytest.raises(InputError, match="downloads none"):
            SpacyParse.installed()

    def test_a_model_that_cannot_be_loaded_is_told_by_name(self, monkeypatch):
        def broken(name, exclude):
            raise ValueError("E053")

        self.spacy(monkeypatch, "en_core_web_md", load=broken)
        with pytest.raises(InputError, match="en_core_web_md cannot be loaded"):
            SpacyParse.installed()
