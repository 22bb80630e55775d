"""Fields that name something of the agreement: what a form offers as choices, and a reader looks up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic.fields import FieldInfo

Named = Literal["party", "zone", "term", "norm", "body"]


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of a field are ids of; says nothing to pydantic."""

    what: Named


@dataclass(frozen=True, slots=True)
class TakesNothing:
    """Of a field that stays empty: no form asks for it, and no command has an option for it."""


def takes_nothing(info: FieldInfo) -> bool:
    """Whether a field stays empty."""
    return any(isinstance(one, TakesNothing) for one in info.metadata)


PartyId = Annotated[str, Names("party")]
ZoneId = Annotated[str, Names("zone")]
TermId = Annotated[str, Names("term")]
NormId = Annotated[str, Names("norm")]
BodyId = Annotated[str, Names("body")]
"""A party of the agreement, or an organisation that counts people."""
