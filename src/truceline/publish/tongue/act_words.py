"""What acts of the mechanism are asked and told with: what each kind does, its fields, its fixed answers."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import StrEnum
from typing import Literal, get_args, get_origin

from truceline.evidence.descriptions import descriptions
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed
from truceline.mechanism.kinds import KINDS
from truceline.mechanism.naming import takes_nothing
from truceline.mechanism.questions import shape_of
from truceline.publish.words import plain

PLACE = "Where: the place on the map."
SEES = "Who may see it."
_UNASKED = frozenset(
    {"format", "kind", "agreement", "party", "signer", "made_at", "submitted", "sensitivity"}
)


def act_words() -> frozenset[str]:
    """The sentences and words as they stand in a catalogue."""
    told = {one for kind in KINDS.values() for one in (*_labels(kind), *_answers(kind))}
    roles = {plain(role.value) for role in Role}
    return frozenset(told) | roles | {PLACE, SEES, "public", "restricted", "secret"}


def _labels(kind: type[Deed]) -> Iterator[str]:
    yield (inspect.getdoc(kind) or kind.__name__).splitlines()[0]
    described = descriptions(kind)
    for name, info in kind.model_fields.items():
        if name not in _UNASKED and not takes_nothing(info):
            yield described[name].splitlines()[0]


def _answers(kind: type[Deed]) -> Iterator[str]:
    for name, info in kind.model_fields.items():
        base = shape_of(info).base
        if name not in _UNASKED and get_origin(base) is Literal:
            yield from map(plain, get_args(base))
        if isinstance(base, type) and issubclass(base, StrEnum):
            yield from (plain(one.value) for one in base)
