"""What a sentence counts in a whole and names again as a part is one claim."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def told(text):
    return [claim.act.value for claim in claims(text) if claim.is_done]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("The Mission heard 32 explosions in Esk, including nine outgoing mortar rounds.", ["shell"]),
        ("The Mission heard 32 explosions in Esk, among them nine mortar rounds.", ["shell"]),
        ("The Mission saw three tanks in Esk, including a T-72.", ["presence"]),
        ("Velk fired 12 mortar shells at Esk, four of which hit houses.", ["shell"]),
        ("Tarnia brought in reinforcements to Esk.", ["deploy"]),
        ("Velk shelled Esk and Tarnia shelled Dorrin.", ["shell", "shell"]),
    ],
)
def test_a_part_is_no_second_claim(text, acts):
    assert told(text) == acts


@pytest.mark.parametrize(
    "text",
    [
        "The Mission recorded 40 ceasefire violations in Esk, including 12 rounds of mortar fire.",
        "Two tanks were seen by the Mission in Esk.",
        "The Mission has had no access to Esk since 18 February, when shelling began.",
    ],
)
def test_whoever_counts_or_sees_did_not_do_it(text):
    assert [actor for claim in claims(text) for actor in claim.actor if claim.is_done] == []


def test_her_death_is_not_her_deed():
    assert [claim.actor for claim in claims("Shells killed a woman in Esk. Her death was the third.")] == [
        (),
        (),
    ]


def test_a_sum_of_dead_and_injured_is_told_by_its_parts():
    (claim,) = claims("There were 28 casualties in Esk: 11 men killed and 17 injured.")
    assert (claim.casualties.killed.best, claim.casualties.injured.best) == (11, 17)
