"""Clauses that only say who or what is meant take their deed for known; those that tell news do not."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims

WHICH = [
    ("Those who were captured in Esk are well.", "arrest", "presupposed"),
    ("The men who attacked Esk fled.", "attack", "presupposed"),
    ("Residents who fled Esk cannot return.", "displace", "presupposed"),
    ("The deal reached in Ostland is being ignored.", "agree", "presupposed"),
    ("The zone agreed in September remains quiet.", "agree", "presupposed"),
    ("The army, which took Esk in March, is resting.", "restore_control", "asserted"),
    ("It is the army that shelled Esk.", "shell", "asserted"),
    ("Driver abducted by masked men", "abduct", "asserted"),
]


@pytest.mark.parametrize(("text", "act", "modality"), WHICH)
def test_a_clause_that_says_which_takes_its_deed_for_known(text, act, modality):
    assert [claim.modality.value for claim in claims(text) if claim.act.value == act] == [modality]


ORDERS = [
    ("I say: let the Mission watch it from the bridge.", "monitor"),
    ("We demand one thing: withdraw the guns from Esk.", "withdraw"),
    ("The order was clear: leave Esk at once.", "withdraw"),
    ("The commander said: stop shelling Esk.", "shell"),
]


@pytest.mark.parametrize(("text", "act"), ORDERS)
def test_a_bare_verb_behind_a_colon_is_an_order(text, act):
    assert [claim.modality.value for claim in claims(text) if claim.act.value == act] == ["required"]
