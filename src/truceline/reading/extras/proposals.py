"""What a model may propose: the claim's own slots, by words of the sentence and the closed vocabulary."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality
from truceline.evidence.strict import Strict
from truceline.reading.extras.endpoint import Trouble

_MOST = 64
"""Proposals of one answer; a batch of sentences tells no more."""
_LONGEST_SHOWN = 80
# Faults whose own message would list the whole vocabulary.
_CLOSED = frozenset({"enum", "literal_error"})
Excerpt = Annotated[str, Field(min_length=1, max_length=400)]
"""Words of the sentence, to the letter."""


class Somebody(Strict):
    """Who: words of the sentence, and the party they mean, if any."""

    text: Excerpt
    party: str | None


class Something(Strict):
    """What: words of the sentence, and the term they mean, if any."""

    text: Excerpt
    term: str | None


class Proposal(Strict):
    """One act that one sentence tells; no key may be left out, so that servers can hold a model to all."""

    sentence: int
    act: Act
    trigger: Excerpt
    actor: Annotated[tuple[Somebody, ...], Field(max_length=12)]
    target: Annotated[tuple[Somebody, ...], Field(max_length=12)]
    object: Something | None
    place: Annotated[tuple[Excerpt, ...], Field(max_length=12)]
    time: Excerpt | None
    quantity: Annotated[tuple[Excerpt, ...], Field(max_length=12)]
    modality: Modality
    polarity: Literal["positive", "negative"]
    aspect: Literal["completed", "ongoing", "habitual", "not_started"]
    speaker: Somebody | None


class Answer(Strict):
    """The whole answer to one batch."""

    proposals: tuple[Proposal, ...]


def answer_schema() -> dict[str, Any]:
    """The JSON Schema of an answer, as it is sent along."""
    return Answer.model_json_schema()


def read_answer(text: str) -> Iterator[Proposal | Trouble]:
    """The proposals of an answer, and why each of the others is none; one bad one spoils no other."""
    found = _listed(text)
    if isinstance(found, Trouble):
        yield found
        return
    for one in found[:_MOST]:
        try:
            yield Proposal.model_validate_json(json.dumps(one))
        except (ValidationError, ValueError) as error:
            yield Trouble("bad-proposal", _why(error))
    if len(found) > _MOST:
        yield Trouble(
            "bad-proposal", f"{len(found) - _MOST} proposals past the {_MOST} of one answer were left out"
        )


def _listed(text: str) -> list[Any] | Trouble:
    """The list of proposals, also from between the fences that models like to put round JSON."""
    first, last = text.find("{"), text.rfind("}")
    try:
        found = json.loads(text[first : last + 1] if first >= 0 else text)
    except (ValueError, RecursionError):
        return Trouble("bad-answer", "the answer is no JSON")
    listed = found.get("proposals") if isinstance(found, Mapping) else None
    if not isinstance(listed, list):
        return Trouble("bad-answer", "the answer holds no list of proposals")
    return listed


def _why(error: ValueError) -> str:
    if not isinstance(error, ValidationError):
        return "the proposal is no JSON object"
    first = error.errors(include_url=False, include_context=False, include_input=True)[0]
    where = shown(".".join(str(part) for part in first["loc"]))
    fault = "is none of those there are" if first["type"] in _CLOSED else first["msg"]
    return f"{where}: {fault} (got {shown(first['input'])})"


def shown(value: object) -> str:
    """A value out of an answer as a message may show it: short, and with no sign that steers a terminal."""
    text = value if isinstance(value, str) else ascii(value)
    short = text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "..."
    return "".join(sign if sign.isprintable() else "?" for sign in short)
