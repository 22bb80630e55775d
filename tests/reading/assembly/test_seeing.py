"""What is seen to move."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims, said

SEEN = [
    ("The team saw four guns of the Velk Front, covered with tarpaulin, leaving the town.", "withdraw"),
    ("So far nobody has seen the fighters leaving the zone.", "withdraw!"),
    ("Until now nobody see fighters going away from the zone.", "withdraw!"),
    ("Residents saw tanks entering Esk.", "deploy"),
    ("Observers saw a convoy of guns being moved to the rear.", "withdraw"),
    ("Monitors saw men shooting at a car.", "shell"),
    ("The Mission saw six mortars near Esk.", "presence"),
    ("A convoy of 20 vehicles was seen to leave Esk.", "withdraw"),
    ("Farmers saw a convoy of 20 vehicles leave Esk before dawn.", "withdraw"),
    ("A reporter saw 14 flatbed trucks haul howitzers north out of Esk.", "withdraw"),
    ("They watched Velk soldiers detain two men.", "arrest"),
    ("Witnesses saw two jets drop barrel bombs on Dorrin.", "air_strike"),
    ("He had seen three buses of fighters from Lowmere arrive in Esk.", "deploy"),
    ("Nobody saw the fighters leave.", "withdraw!"),
]


@pytest.mark.parametrize(("text", "acts"), SEEN)
def test_the_moving_is_the_claim(text, acts):
    assert said(text) == acts


def test_whoever_saw_it_does_not_move():
    (claim,) = claims("The team saw four guns of the Velk Front, covered with tarpaulin, leaving the town.")
    assert [one.party for one in claim.actor] == ["velk"]
