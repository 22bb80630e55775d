"""The agreement of the benchmark, which the project does not bundle: other parties, other aliases."""

from functools import cache
from pathlib import Path

import pytest

from truceline.agreement.load import load_agreement
from truceline.reading.actors.finder import ActorFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of

_FILE = Path(__file__).parents[3] / "benchmarks/reading/agreements/hudaydah-2018/agreement.yaml"


@cache
def _finder() -> ActorFinder:
    return ActorFinder.of(load_agreement(_FILE), Lexicon.of("en"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Houthi movement left.", ["houthis"]),
        ("Members of the Houthi movement left.", ["houthis"]),
        ("Houthi-controlled areas burn.", ["houthis"]),
        ("The Saudi-led coalition bombed.", ["coalition"]),
        ("The Saudi-backed government wrote.", ["yemen-gov"]),
        ("Militiamen loyal to the coalition left.", ["coalition"]),
        ("Sanaa threatens Riyadh.", ["houthis", "saudi-arabia"]),
        ("The authorities in Sana'a wrote.", ["houthis"]),
        ("The Government of the Republic of Yemen wrote.", ["yemen-gov"]),
        ("The head of the UN observers wrote.", ["unmha"]),
        ("The WFP wrote.", ["un"]),
        ("Saudi soldiers left.", ["saudi-arabia"]),
        ("Two Red Cross drivers left.", [None]),
        ("The Yemen envoy left.", [None]),
        ("The UN Yemen envoy left.", ["un"]),
        ("The Yemeni envoy left.", ["yemen-gov"]),
    ],
)
def test_parties_of_a_third_agreement_are_found(text, found):
    assert [span.party for span in _finder().find(tokens_of(text))] == found
