"""How acts tell of people: by counts and organisations, in fields that no name fits into."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from truceline.core.spelling import NUMBERED, WHERE
from truceline.errors import telling
from truceline.evidence.claim import Place, Quantity, Thing, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed, Submitted
from truceline.mechanism.matter import Refusal
from truceline.mechanism.naming import TakesNothing

if TYPE_CHECKING:
    from truceline.mechanism.record import Record

Numbered = Annotated[str, Field(pattern=NUMBERED)]
"""A handle that names nobody: one letter and numbers (`r-12`, `r-2018-10-4`)."""
Where = Annotated[str, Field(pattern=WHERE)]
"""A zone of the agreement, or an ISO 3166 code of a country or province (`TR`, `SY-ID`)."""
People = Annotated[int, Field(ge=0, le=10_000_000)]
FEW = 5
"""Fewer people than this could be told who they are by their number, day and place."""
_ISO = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_COUNTRY = 2
_NAMELESS = re.compile(
    r"([0-9]{1,20}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|digest:[0-9a-f]{64})(#[0-9]{1,6})?"
)
WHY = ("Edited.", "A slip.", "A wrong figure.", "Told twice.", "Told by mistake.")
"""Why an act that tells of people is taken back: other words could name somebody."""


class Organisation(StrEnum):
    """Bodies that count people, or go between; others are parties of the agreement."""

    ICRC = "icrc"
    RED_CROSS = "red-cross"
    RED_CRESCENT = "red-crescent"
    UN = "un"
    UNHCR = "unhcr"
    IOM = "iom"
    OCHA = "ocha"
    UNICEF = "unicef"
    OSCE = "osce"


def _nameless(submitted: Submitted | None) -> Submitted | None:
    named = () if submitted is None else (submitted.instance, submitted.edition, submitted.edits)
    if not all(one is None or _NAMELESS.fullmatch(one) for one in named):
        raise ValueError("a submission that tells of people is called by a UUID or a number")
    return submitted


def _empty(words: str) -> str:
    if words:
        raise ValueError("stays empty: a remark could name somebody")
    return words


class OfPeople(Deed):
    """An act that tells of people: no remark, and nothing public of the few."""

    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON})

    note: Annotated[str, AfterValidator(_empty), TakesNothing()] = ""
    """Stays empty: a remark could name somebody."""
    submitted: Annotated[Submitted | None, AfterValidator(_nameless)] = None
    """The form submission it was made from, by a UUID or a number."""
    sensitivity: Literal["public", "restricted", "secret"] = "restricted"
    """Who may see it; what tells of fewer than five people is never public."""


def told(people: int) -> str:
    """A number of people as anybody may read it: `12`, `fewer than 5`."""
    return f"fewer than {FEW}" if 0 < people < FEW else str(people)


def shown(people: int) -> int | str:
    """A number of people as a JSON value that anybody may read."""
    return told(people) if 0 < people < FEW else people


def counted(people: int, status: Literal["achieved", "target"] = "achieved") -> tuple[Quantity, ...]:
    """A number of people as a claim bears it: of the few only that there are some."""
    if 0 < people < FEW:
        return (Quantity(unit="people", low=1, high=FEW - 1, status=status),)
    return (Quantity(unit="people", low=people, best=people, high=people, status=status),)


def place_of(where: str, record: Record, role: Literal["location", "origin"] = "location") -> Place:
    """A zone, a country or a province as the place."""
    if _ISO.fullmatch(where):
        return Place(text=where, role=role, precision=6 if len(where) == _COUNTRY else 4)
    return Place(text=record.agreement.zone[where].name or where, zone=where, role=role)


def fields_of(
    record: Record, what: str, people: int, where: str | None = None, on: date | None = None
) -> dict[str, Any]:
    """What claims about people share: how many of whom, where and when."""
    return {
        "object": Thing(text=what.replace("_", " ")),
        "quantity": counted(people),
        "place": () if where is None else (place_of(where, record),),
        **({} if on is None else {"time": When(start=on, end=on)}),
    }


def require_few_kept(deed: OfPeople, people: int) -> None:
    """Raise Refusal where the number of few people would be public."""
    if deed.sensitivity == "public" and 0 < people < FEW:
        told_why = telling("what tells of fewer than {n} people is not public", n=FEW)
        raise Refusal("sensitivity", told_why, ("restricted", "secret"))


def require_where(record: Record, **given: str | None) -> None:
    """Raise Refusal for a place that is neither a zone of the agreement nor a code."""
    for field, where in given.items():
        if where is not None and where not in record.agreement.zone and not _ISO.fullmatch(where):
            message = telling(
                "'{name}' is neither a zone of the agreement nor an ISO 3166 code (TR, SY-ID)", name=where
            )
            raise Refusal(field, message, tuple(record.agreement.zone))


def require_body(record: Record, **given: str | None) -> None:
    """Raise Refusal for an organisation that is neither a party of the agreement nor a known body."""
    known = (*(one.value for one in Organisation), *record.agreement.party)
    for field, body in given.items():
        if body is not None and body not in known:
            raise Refusal(field, telling("'{name}' is no organisation", name=body), known)


def require_party(record: Record, **given: str | None) -> None:
    """Raise Refusal for who is no party of the agreement."""
    for field, party in given.items():
        if party is not None and party not in record.agreement.party:
            raise Refusal(field, telling("'{name}' is no party", name=party), tuple(record.agreement.party))


def require_past(record: Record, deed: Deed, **days: date) -> None:
    """Raise Refusal for a day that was yet to come when the act was made."""
    for field, day in days.items():
        if day > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal(field, telling("{day} is yet to come", day=day))
