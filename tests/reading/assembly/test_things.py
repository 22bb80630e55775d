"""What an act is about: the weapon named, or of a pronoun the one told before."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def term(text, act):
    found = [claim for claim in claims(text) if claim.act.value == act]
    return found[-1].object.term if found[-1].object else ""


@pytest.mark.parametrize(
    ("text", "act", "held"),
    [
        ("Tarnia brought tanks to Esk. It will withdraw them by Monday.", "withdraw", "tanks"),
        ("A tank stood in Esk. Tarnia agreed to withdraw it.", "withdraw", "tanks"),
        ("Tarnia will withdraw its tanks if the other side withdraws its own.", "withdraw", "tanks"),
        ("Three tanks were missing in Esk; five others were present.", "presence", "tanks"),
        ("Artillery of Tarnia fired 25 shells at Esk.", "shell", "artillery"),
        ("Rockets were fired at Esk.", "shell", "rocket"),
        ("His men had come under tank fire near Esk.", "shell", "tanks"),
        ("A drone flew over Esk for hours.", "monitor", "drone"),
    ],
)
def test_what_moves_or_fires_is_the_object(text, act, held):
    assert term(text, act) == held


def test_people_told_last_are_no_weapon():
    assert term("Tanks and soldiers came to Esk. Tarnia withdrew them.", "withdraw") == ""
