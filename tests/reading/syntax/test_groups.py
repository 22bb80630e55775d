from __future__ import annotations

import pytest
from tests.reading.syntax.reading_of import Read

MODALS = [
    ("The groups must leave.", "leave", "must"),
    ("The groups should have left.", "leave", "should"),
    ("They may have shelled it.", "shell", "may"),
    ("The weapons are to be withdrawn.", "withdraw", "be to"),
    ("Rebels had to leave the town.", "leave", "have to"),
    ("They are going to leave.", "leave", "be going to"),
    ("Both sides need to withdraw.", "withdraw", "need to"),
    ("They ought to withdraw.", "withdraw", "ought to"),
    ("They won't leave.", "leave", "will"),
    ("The group cannot leave.", "leave", "can"),
    ("Syrian army to withdraw from Idlib", "withdraw", "be to"),
]


@pytest.mark.parametrize(("text", "lemma", "modal"), MODALS)
def test_a_verb_group_has_its_modal(text: str, lemma: str, modal: str) -> None:
    node = Read(text).verb(lemma)
    assert (node.modal, node.form) == (modal, "finite")


FEATURES = [
    ("The tanks were withdrawn.", "withdraw", "past", "passive"),
    ("The tanks have been withdrawn.", "withdraw", "present", "perfect passive"),
    ("The army is withdrawing.", "withdraw", "present", "progressive"),
    ("The army had been withdrawing.", "withdraw", "past", "perfect progressive"),
    ("The army has not yet withdrawn.", "withdraw", "present", "perfect negated"),
    ("The army never withdrew.", "withdraw", "past", "negated"),
    ("The army didn't withdraw.", "withdraw", "past", "negated"),
    ("The army will withdraw.", "withdraw", "future", ""),
    ("The army withdraws.", "withdraw", "present", ""),
    ("Did the army withdraw?", "withdraw", "past", "question"),
    ("Have the rebels withdrawn?", "withdraw", "present", "perfect question"),
    ("3 killed in shelling of Taiz", "kill", "past", "passive"),
    ("The group no longer controls the town.", "control", "present", "negated"),
]


@pytest.mark.parametrize(("text", "lemma", "tense", "features"), FEATURES)
def test_a_verb_group_has_tense_voice_and_negation(text: str, lemma: str, tense: str, features: str) -> None:
    node = Read(text).verb(lemma)
    held = [
        name for name in ("perfect", "progressive", "passive", "negated", "question") if getattr(node, name)
    ]
    assert (node.tense, " ".join(held)) == (tense, features)


@pytest.mark.parametrize(
    ("text", "lemma", "particle"),
    [
        ("Troops pulled back.", "pull", "back"),
        ("They carried out an attack.", "carry", "out"),
        ("They handed over their positions.", "hand", "over"),
        ("They handed their positions over.", "hand", "over"),
        ("The UN called for calm.", "call", "for"),
        ("Gunmen fired on the convoy.", "fire", "on"),
        ("The talks broke off.", "break", "off"),
    ],
)
def test_a_particle_belongs_to_its_verb(text: str, lemma: str, particle: str) -> None:
    assert Read(text).verb(lemma).particle == particle


def test_adverbs_around_a_verb_belong_to_it() -> None:
    read = Read("The militia has reportedly already withdrawn.")
    node = read.verb("withdraw")
    assert [read.parse.tokens[at].text for at in node.adverbs] == ["reportedly", "already"]


def test_an_adjective_is_the_predicate_of_be() -> None:
    read = Read("The militia is ready to leave.")
    assert read.parse.tokens[read.verb("be").predicate or 0].text == "ready"
    assert read.place("leave") == ("infinitive", "be", None)
    assert read.subject("leave") == ["The militia"]
