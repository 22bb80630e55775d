"""Fire that is practice, play or show, and fire that only happens beside it."""

from __future__ import annotations

import pytest
from tests.reading.reports import said

PRACTICE = [
    "A tactical exercise with live firing takes place near Esk till Friday.",
    "The training of the teams, in which mortar rounds were fired at targets, was completed.",
    "A joint drill is planned for 25 March; it foresees a simulated attack on a convoy.",
    "It is quiet in Esk, only drills of the guard with loud firing.",
    "During the drill a mock attack was staged.",
]
REAL = [
    ("A shell landed on a wedding in Esk.", "shell"),
    ("Rebels attacked a training camp near Esk.", "attack"),
    ("A mortar round hit the drill hall.", "shell"),
]


@pytest.mark.parametrize("text", PRACTICE)
def test_practice_is_no_deed(text):
    assert said(text) == ""


@pytest.mark.parametrize(("text", "acts"), REAL)
def test_what_hits_a_wedding_is_real(text, acts):
    assert said(text) == acts


def test_fire_during_a_drill_may_be_practice():
    assert said("During the exercise the army shelled the hills.") == "shell?"
