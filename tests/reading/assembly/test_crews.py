"""Who acts through weapons and vehicles, and who suffers in them."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text, act):
    return next(claim for claim in claims(text) if claim.act.value == act)


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("Tanks of the Velk Front fired on Dorrin.", "shell", "velk"),
        ("Artillery of the bandits shelled Esk.", "shell", "bandits"),
        ("Two drones of the JMM filmed Esk.", "monitor", "mission"),
        ("Trucks carrying masked men left Esk at dawn.", "withdraw", "masked men"),
        ("Buses transporting Velk fighters left Esk.", "withdraw", "velk"),
        ("Tarnian forces answered with mortar fire.", "shell", "tarnia"),
        ("The Velk Front hit Dorrin with rocket fire.", "shell", "velk"),
    ],
)
def test_whoever_has_the_weapon_or_rides_the_vehicle_does_the_deed(text, act, who):
    assert [actor.party or actor.text for actor in told(text, act).actor] == [who]


@pytest.mark.parametrize(
    "text",
    [
        "A convoy carrying Velk fighters was attacked near Esk.",
        "The Velk Front left Dorrin. Its positions were attacked in Esk.",
        "A bus carrying the leader of the Velk Front was attacked in Esk.",
        "Tarnia attacked a Velk convoy near Esk.",
    ],
)
def test_whoever_rides_the_vehicle_or_holds_the_post_suffers_the_deed(text):
    assert [actor.party for actor in told(text, "attack").target] == ["velk"]
