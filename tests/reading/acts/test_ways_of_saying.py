"""Ways of saying an act that wires, patrols and messages use; each was missed once."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Our car was waved back by armed men near Esk.", "deny_access"),
        ("Access to the storage site was again denied.", "deny_access"),
        ("Quiet night in Esk, only some distant booms.", "shell"),
        ("One soldier was taken captive in Esk.", "arrest"),
        ("Velk answered fire from Tarnian trenches.", "shell"),
    ],
)
def test_the_act_is_found(text, act):
    assert act in [claim.act.value for claim in claims(text)]


def test_being_encouraged_by_a_drop_persuades_nobody():
    assert "persuade" not in [
        claim.act.value for claim in claims("The envoy was encouraged by the sharp drop.")
    ]


def test_either_or_pairs_two_verbs():
    told = {
        claim.act.value: claim.modality.value
        for claim in claims("There are Velk fighters who either refuse to leave or bargain with Ostland.")
    }
    assert (told["withdraw"], told["negotiate"]) == ("refused", "asserted")
