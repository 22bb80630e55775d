"""From drafts to claims: kind, aspect, grade and norms follow from what is told."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text, act):
    return next(claim for claim in claims(text) if claim.act.value == act)


@pytest.mark.parametrize(
    ("text", "act", "kind"),
    [
        ("Tarnian forces shelled Esk.", "shell", "event"),
        ("Tarnian forces must not shell Esk.", "shell", "statement"),
        ("Velk fighters remain in Esk.", "presence", "observation"),
        ("The Velk Front is complying with the agreement.", "comply", "observation"),
        ("Ostland demanded a withdrawal.", "demand", "statement"),
        ("Tarnia agreed to withdraw.", "agree", "statement"),
        ("Tarnia will withdraw.", "withdraw", "statement"),
        ("Ceasefire violations were recorded in Esk.", "violate", "observation"),
    ],
)
def test_the_kind_follows_from_the_act_and_how_it_is_told(text, act, kind):
    assert told(text, act).kind.value == kind


@pytest.mark.parametrize(
    ("text", "act", "aspect"),
    [
        ("Velk fighters remain in Esk.", "presence", "ongoing"),
        ("Velk fighters were seen in Esk.", "presence", "ongoing"),
        ("Ostland supports a withdrawal.", "support", "ongoing"),
        ("Ostland demanded a withdrawal.", "demand", "completed"),
        ("Ostland supports withdrawal", "support", "completed"),
        ("Tarnian guns may have shelled Esk.", "shell", "completed"),
        ("Tarnian guns may shell Esk.", "shell", "not_started"),
        ("Tarnian guns shell Esk every night.", "shell", "habitual"),
    ],
)
def test_how_far_an_act_has_got_follows_from_its_tense_and_kind(text, act, aspect):
    assert told(text, act).aspect == aspect


@pytest.mark.parametrize(
    ("text", "act", "grade"),
    [
        ("Tarnian forces shelled Esk.", "shell", "claimed"),
        ("Esk was shelled.", "shell", "none"),
        ("Unknown gunmen attacked Esk.", "attack", "none"),
        ("Tarnian troops and Velk fighters clashed near Esk.", "clash", "none"),
        ("Tarnian troops clashed with Velk fighters.", "clash", "none"),
    ],
)
def test_who_did_it_is_only_claimed_and_nobody_named_binds_nobody(text, act, grade):
    assert told(text, act).attribution_grade.value == grade


@pytest.mark.parametrize(
    ("text", "act", "norms"),
    [
        ("Velk fighters shelled Dorrin.", "shell", ("no-shelling",)),
        ("Velk fighters shelled Lowmere.", "shell", ()),
        ("Velk fighters shelled a village.", "shell", ()),
        ("Ostland shelled Dorrin.", "shell", ()),
        ("Tarnia withdrew its tanks from Esk.", "withdraw", ("guns-out",)),
        ("Tarnia plans to withdraw its tanks from Esk.", "withdraw", ("guns-out",)),
        ("Tarnia withdrew its tanks from Lowmere.", "withdraw", ()),
        ("Tarnian officials withdrew from Esk.", "withdraw", ()),
    ],
)
def test_a_claim_bears_on_the_norms_it_may_count_for(text, act, norms):
    assert told(text, act).bears_on == norms


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The Velk Front said it would withdraw.", "committed"),
        ("The Velk Front said that Tarnia would withdraw.", "expected"),
        ("The Velk Front said it will not withdraw.", "refused"),
        ("The Velk Front said Tarnia will not withdraw.", "expected"),
        ('"We will withdraw," a Velk commander said.', "committed"),
        ('"They will withdraw," a Velk commander said.', "expected"),
    ],
)  # fmt: skip
def test_what_its_own_doer_foretells_is_a_promise_and_what_another_does_is_not(text, modality):
    assert told(text, "withdraw").modality.value == modality
