"""What is left of a claim whose words were withdrawn is what it is found and counted by, and no word."""

from __future__ import annotations

from typing import Any, get_args

from hypothesis import given
from pydantic import BaseModel
from tests.evidence.strategies import claims

from truceline.evidence.claim import Claim
from truceline.evidence.columns import Columns, columns_of, norms_in, parsed, parties_in
from truceline.evidence.wordless import FACTS, WITHDRAWN, wordless

WORDS = {
    "claim_id",
    "label",
    "trigger",
    "says",
    "recorded_at",
    "status",
    "decided_by",
    "decided_at",
    "text",
    "span",
    "quote",
    "cite",
    "reason",
    "rules",
}
"""Every field that goes: words, where they stood, and what the ledger keeps in columns of its own."""


@given(claims)
def test_a_claim_is_found_by_the_same_columns_but_its_label(claim):
    content, left = parsed(claim.content().decode()), parsed(wordless(claim).content().decode())
    assert columns_of(left) == Columns(*columns_of(content))._replace(label=None)
    assert parties_in(left) == parties_in(content)
    assert norms_in(left) == norms_in(content)


@given(claims)
def test_taking_the_words_out_twice_takes_out_nothing_more(claim):
    assert wordless(wordless(claim)) == wordless(claim)
    assert wordless(claim).says == WITHDRAWN


def models(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in models(part)]


def unsettled(model: type[BaseModel], kept: Any):
    """Fields of which nobody has said whether they are words."""
    named = kept if isinstance(kept, dict) else dict.fromkeys(kept, True)
    named = named.get("__all__", named)
    named = named if isinstance(named, dict) else dict.fromkeys(named, True)
    for name, field in model.model_fields.items():
        if name not in named:
            yield from () if name in WORDS else (name,)
        elif named[name] is not True:
            for inner in models(field.annotation):
                yield from unsettled(inner, named[name])


def test_every_field_of_a_claim_is_a_fact_or_words():
    assert list(unsettled(Claim, FACTS)) == []
