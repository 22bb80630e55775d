"""The engine's sentences are understood as the phrases that they were made from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.agreement.examples import claims_of
from truceline.agreement.load import read_agreement
from truceline.assess.engine import assess
from truceline.assess.result import Assessment, ProofNode
from truceline.case.bundles import available, bundle_path
from truceline.core.frame import Frame
from truceline.places.atlas import Atlas
from truceline.publish.tongue.phrases import PHRASES, understood

SAMPLES = {
    "day": "2018-10-15",
    "parties": "turkey or syria-gov",
    "share": "60%",
    "n": "1,200",
    "km": "7.5",
    "days": "30",
    "missing": "12.5",
    "bar": "0.75",
    "support": "0.61",
    "standard": "clear",
    "state": "open to transit",
    "norm": "pull-back/ua-tanks",
}
OWN_WORDS = re.compile(
    r"[A-Z]"  # a question of the agreement, put to people
    r"|for its condition: "
)


@pytest.mark.parametrize("message", PHRASES)
def test_a_phrase_with_its_places_filled_is_that_phrase(message: str):
    sentence = re.sub(r"\{(\w+)\}", lambda found: SAMPLES.get(found[1], "op-morek_2"), message)
    found = {one.message: one.places for one in understood(sentence)}
    assert message in found
    wanted = set(re.findall(r"\{(\w+)\}", message))
    assert found[message] == {place: SAMPLES.get(place, "op-morek_2") for place in wanted}


def test_no_phrase_stands_twice():
    assert len(set(PHRASES)) == len(PHRASES)


# Hypothesis tries words that it finds in the code, and phrases are among them.
@given(st.text(max_size=60).filter(lambda text: text not in PHRASES))
def test_any_other_text_is_at_most_an_id(text: str):
    assert {one.message for one in understood(text)} <= {"{norm}"}


def sentences(result: Assessment) -> Iterator[str]:
    for status in result.norms:
        yield from (*status.marks, *status.would_change)
        yield from (one.condition for one in status.branches)
        yield from _of(status.proof)
    yield from (entry.reason for entry in result.violations if entry.reason)


def _of(node: ProofNode) -> Iterator[str]:
    yield node.statement
    yield from node.would_change
    yield from (one.reason for one in node.set_aside)
    for part in node.parts:
        yield from _of(part)


@pytest.mark.parametrize("bundle", available())
@pytest.mark.parametrize("day", [date(2015, 4, 1), date(2018, 10, 19), date(2019, 5, 31)])
def test_bundled_cases_say_nothing_but_phrases_and_words_of_their_own(bundle: str, day: date):
    folder = bundle_path(bundle)
    agreement = read_agreement(folder / "agreement.yaml").agreement
    result = assess(
        agreement, claims_of(agreement, folder).values(), Frame(as_of=day), Atlas.of(agreement, folder)
    )
    left = {one for one in sentences(result) if not any(understood(one)) and not OWN_WORDS.match(one)}
    assert left == set()
