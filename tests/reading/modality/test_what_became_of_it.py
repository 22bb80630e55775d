"""Rumours that spread, hopes voiced, deeds called a sham, plans that came to nothing."""

from __future__ import annotations

import pytest
from tests.reading.reports import Told, claims, faults


def denied(act, **more):
    return Told(act, "asserted", "negative", **more)


SPREAD = [
    ("Rumours swirled on Monday of a Velk pullout from Esk.", Told("withdraw", "possible")),
    ("Rumours spread that Velk fighters had left Esk.", Told("withdraw", "possible")),
    ("Claims emerged on Monday that Tarnia had shelled Esk.", Told("shell", "possible")),
    ("Word spread that Tarnia had shelled Esk.", Told("shell", "possible")),
    ("Fears are growing of a Tarnian offensive.", Told("attack", "possible")),
    ("Ostland denied reports circulated by some media about its troops shelling Esk.", denied("shell")),
    ("Ostland dismissed as untrue Velk claims of attacks on Esk.", Told("attack", "possible")),
    ("JMM: allegations of attacks on Esk baseless", denied("attack", by="mission")),
]
CALLED = [
    ("Ostland called the shelling a crime.", Told("shell", "presupposed", by="author")),
    ("Ostland branded the withdrawal a sham.", Told("withdraw", "possible", by="ostland")),
    ("Ostland called the report of an attack on Esk a lie.", denied("attack", by="ostland")),
    ('The "withdrawal" from Esk amounted to a change of uniforms.', Told("withdraw", "possible")),
    ("Ostland could neither confirm nor deny the withdrawal.", Told("withdraw", "possible")),
    ("Ostland stopped short of accusing Velk of shelling Esk.", Told("shell", "possible")),
]
HOPED = [
    ("Ostland hopes for a Velk withdrawal.", Told("withdraw", "expected", by="ostland")),
    ("Ostland fears that Velk will attack Esk.", Told("attack", "possible", by="ostland")),
    ("Ostland voiced hope that Velk would withdraw.", Told("withdraw", "expected", by="ostland")),
    ("Ostland voiced concern about the shelling of Esk.", Told("shell", "presupposed", by="author")),
    ("Ostland voiced concern about an attack on Esk.", Told("attack", "possible", by="ostland")),
    ("Velk to leave Esk, Ostland says", Told("withdraw", "expected", by="ostland")),
    ("Tarnia ruled out an offensive.", Told("attack", "refused", by="tarnia")),
]
CAME_TO_NOTHING = [
    ("A planned withdrawal from Esk fell through.", denied("withdraw")),
    ("The planned patrol in Esk was cancelled.", denied("patrol")),
    ("Barely a shot was fired in Esk on Friday.", denied("shell")),
    ("The withdrawal of the guns has hit a snag.", Told("withdraw", "expected")),
    ("Velk is yet to sign the deal, let alone withdraw.", denied("withdraw")),
    ("Nothing came of the promised opening of the road.", denied("open_route")),
    ("The withdrawal, which was agreed on Monday, never began.", denied("withdraw")),
    ("The truce came close to ending, but no attack on Esk followed.", denied("attack")),
]


@pytest.mark.parametrize(("text", "told"), [*SPREAD, *CALLED, *HOPED, *CAME_TO_NOTHING])
def test_a_deed_is_as_open_as_the_words_round_it_leave_it(text, told):
    assert faults(text, told) == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("A friend swears the Tarnian army has brought tanks to Esk.", "asserted"),
        ("He assured us that Velk fighters left Esk.", "asserted"),
        ("The general swore that Tarnian forces would leave Esk.", "committed"),
        ("On Monday mortar fire set two houses in Esk alight.", "asserted"),
        ("Ostland condemned the threat of a Velk commander to shell Esk.", "intended"),
    ],
)
def test_what_somebody_swears_has_happened_is_told_and_not_promised(text, modality):
    assert [claim.modality.value for claim in claims(text)][-1] == modality


@pytest.mark.parametrize(
    "text",
    [
        "The rumour that Tarnian forces left Esk is false.",
        "Reports in some media that Tarnian forces had left Esk do not correspond to reality.",
    ],
)
def test_what_only_a_report_called_false_tells_did_not_happen(text):
    (claim,) = claims(text)
    assert (claim.modality.value, claim.polarity) == ("asserted", "negative")


def test_a_duty_under_the_text_is_the_texts_word_and_a_concern_is_no_deed_of_ones_own():
    (leave,) = claims("In accordance with the memorandum the Velk Front is to leave Esk.")
    assert leave.attribution.by == "agreement"
    (shelling,) = claims("The Mission expressed deep concern about the shelling of Esk.")
    assert shelling.actor == ()
