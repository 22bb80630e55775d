from __future__ import annotations

import pytest
from tests.reading.reports import claims


def seen(text):
    return [
        [actor.party for actor in claim.actor]
        for claim in claims(text)
        if claim.act.value in {"presence", "absence"}
    ]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Two tanks were seen at a Velk position near Esk.", [["velk"]]),
        ("The Mission saw two tanks at a Tarnian army checkpoint in Esk.", [["tarnia"]]),
        ("The Mission saw two tanks in a village held by the Velk Front.", [["velk"]]),
        ("The Mission saw two tanks in Esk.", [[]]),
        ("The Mission saw two tanks near the Velk road in Esk.", [[]]),
    ],
)
def test_who_holds_the_ground_answers_for_what_stands_on_it(text, whose):
    assert seen(text) == whose


def test_men_who_were_not_there_are_nobody():
    assert seen("No gunmen were seen in Esk.") == [[]]


@pytest.mark.parametrize(
    "text",
    [
        "A round hit the mill in Esk.",
        "The process of withdrawing tanks from Esk began.",
        "Exchanges of mortar fire were reported in Esk.",
        "The violence killed two people in Esk.",
    ],
)
def test_things_are_no_actors(text):
    told = claims(text)
    assert told
    assert [claim.actor for claim in told] == [()] * len(told)
