"""A quotation that goes on: every sentence of it is the word of whoever is said to say the first."""

from __future__ import annotations

import pytest
from tests.reading.reports import claims


def words_of(text, act):
    told = (claim.attribution for claim in claims(text) if claim.act.value == act)
    return [by.by if by.by != "speaker" else by.party or by.text for by in told]


@pytest.mark.parametrize(
    "text",
    [
        '"We are tired," a Velk spokesman said. "Tarnia shelled Esk."',
        '"We are tired," a Velk spokesman said. "We wait. Tarnia shelled Esk."',
        "\u201cWe are tired,\u201d said a Velk spokesman. \u201cIt is cold. Tarnia shelled Esk.\u201d",
    ],
)
def test_who_is_quoted_goes_on_speaking_until_the_quotation_ends(text):
    assert words_of(text, "shell") == ["velk"]


@pytest.mark.parametrize(
    "text",
    [
        '"We are tired," a Velk spokesman said. Tarnia shelled Esk.',
        '"We are tired," a Velk spokesman said. "We wait." Tarnia shelled Esk.',
        '"We are tired," a Velk spokesman said.\n\nTarnia shelled Esk.',
    ],
)
def test_behind_the_quotation_the_report_speaks_again(text):
    assert words_of(text, "shell") == ["author"]


def test_we_in_a_quotation_that_goes_on_are_who_is_quoted():
    text = '"It is quiet," a Velk spokesman said. "We left Esk. We will not attack Dorrin."'
    doers = {claim.act.value: [one.party for one in claim.actor] for claim in claims(text)}
    assert doers == {"withdraw": ["velk"], "attack": ["velk"]}
    assert words_of(text, "attack") == ["velk"]
