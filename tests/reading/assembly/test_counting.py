"""How many, how often, how far: the numbers an act is told with."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def counts(text, act):
    claim = next(claim for claim in claims(text) if claim.act.value == act)
    return [(quantity.low, quantity.best, quantity.high) for quantity in claim.quantity]


@pytest.mark.parametrize(
    ("text", "act", "held"),
    [
        ("Trucks carrying dozens of masked fighters left Esk.", "withdraw", [(24, None, None)]),
        ("Lorries transporting 40 soldiers left Dorrin.", "withdraw", [(40, 40, 40)]),
        (
            "In March 61 trucks delivered food for 140,000 people.",
            "aid",
            [(61, 61, 61), (140000, 140000, 140000)],
        ),
        ("A charity distributed water to 6,000 households in Esk.", "aid", [(6000, 6000, 6000)]),
        ("Tarnia pulled the tanks back, all twelve.", "withdraw", [(12, 12, 12)]),
        ("A Tarnian tank was stationed near the school.", "presence", [(1, 1, 1)]),
        ("A howitzer was seen 2 km from Esk.", "presence", [(1, 1, 1), (2, 2, 2)]),
        ("Velk fighters captured most of the town.", "restore_control", [(0.5, None, None)]),
        ("The plant near Esk was shelled twice.", "shell", [(2, 2, 2)]),
        ("Tarnia brought reinforcements from Esk, estimated at 200 men.", "deploy", [(None, 200, None)]),
        ("Hundreds of thousands of people fled Esk.", "displace", [(200000, None, None)]),
        ("Tanks were seen near Esk.", "presence", []),
    ],
)
def test_an_act_has_the_numbers_told_of_it(text, act, held):
    assert counts(text, act) == held


def test_how_deep_a_zone_is_was_not_gone():
    (claim,) = claims("Velk fighters left the 20 km deep separation zone.")
    assert claim.quantity == ()
