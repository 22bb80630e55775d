"""Counts told apart by place make one claim each; totals that differ are flagged, never mended."""

from __future__ import annotations

import pytest
from tests.reading.reports import read


def counts(text):
    return [
        (claim.place[0].base if claim.place else None, claim.quantity[0].best if claim.quantity else None)
        for claim in read(text).claims
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The JMM recorded 5 ceasefire violations in Dorrin (2) and Esk (3).",
        "The JMM recorded five ceasefire violations: Dorrin (2), Esk (3).",
        "The JMM recorded ceasefire violations: 2 in Dorrin, 3 in Esk.",
        "The JMM recorded ceasefire violations: Dorrin - 2, Esk - 3.",
        "5 ceasefire violations were recorded in Dorrin (2) and Esk (3).",
    ],
)
def test_each_place_with_a_count_of_its_own_is_a_claim(text):
    assert counts(text) == [("Dorrin", 2), ("Esk", 3)]


def test_a_total_that_differs_from_its_parts_is_an_issue():
    reading = read("The JMM recorded 6 ceasefire violations in Dorrin (2) and Esk (3).")
    assert [issue.kind for issue in reading.issues] == ["counts-disagree"]
    assert reading.issues[0].file == "report.txt"
    assert [claim.quantity[0].best for claim in reading.claims] == [2, 3]


def test_a_total_that_agrees_is_none():
    assert read("The JMM recorded 5 ceasefire violations in Dorrin (2) and Esk (3).").issues == ()


@pytest.mark.parametrize(
    "text",
    [
        "No ceasefire violations were recorded in Dorrin (2) and Esk (3).",
        "The JMM expects ceasefire violations in Dorrin (2) and Esk (3).",
        "The JMM recorded 5 ceasefire violations in Dorrin and Esk.",
        "The JMM recorded 5 ceasefire violations in Dorrin (2).",
    ],
)
def test_one_count_or_what_is_no_fact_is_not_told_apart(text):
    assert len(read(text).claims) == 1
