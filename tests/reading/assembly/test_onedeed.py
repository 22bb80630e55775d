"""One deed told with two words."""

from __future__ import annotations

import pytest
from tests.reading.reports import said

ONCE = [
    # with what
    ("Four hundred families were assisted through food distribution.", "aid"),
    ("The Velk Front shelled Esk with mortar fire.", "shell"),
    ("The Mission monitored Esk through aerial surveillance.", "monitor"),
    # what became of the rounds
    ("The team heard seven incoming mortar rounds, impacts seen 400 m to the south.", "shell"),
    ("The Mission heard 34 explosions, of which 20 were assessed as mortar impacts.", "shell"),
    # only the doer is open
    ("Mortars struck a school in Esk; it is not known who fired them.", "shell"),
    ("Two rockets hit Dorrin, and nobody could say who fired them.", "shell"),
    # a convoy or a patrol that something is done to, or that does something
    ("A relief convoy for Esk was not allowed through.", "deny_access"),
    ("Two aid convoys were turned back at Dorrin.", "deny_access"),
    ("The Velk Front opened the road to Esk for the relief convoy.", "open_route"),
    ("Gunmen attacked an aid convoy near Esk.", "attack"),
    ("The Velk Front ambushed a patrol near Dorrin.", "ambush"),
    ("A Tarnian patrol entered Esk.", "deploy"),
    ("A patrol of two vehicles drove to Esk and back.", "patrol"),
    ("An aid convoy reached Esk with food.", "aid"),
    ("Tarnia carried out a patrol on the road.", "patrol"),
]


@pytest.mark.parametrize(("text", "acts"), ONCE)
def test_one_deed_is_one_claim(text, acts):
    assert said(text) == acts
