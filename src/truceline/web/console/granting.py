"""Roles that an owner can give, case by case, as a form offers them and sends them back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from truceline.accounts.account import Grant, wrong
from truceline.ledger.signers import Role
from truceline.publish.tongue.tongue import Tongue
from truceline.web.house import Held, House
from truceline.web.voice import Voice

_BETWEEN = "|"


class Choice(NamedTuple):
    """One role to choose: what the form sends, and what it says."""

    value: str
    words: str


class Offer(NamedTuple):
    """The roles of one case."""

    slug: str
    title: str
    choices: tuple[Choice, ...]


def offers(house: House, tongue: Tongue) -> tuple[Offer, ...]:
    """Every role of every case that is served, a liaison officer's once for each party."""
    return tuple(_offer(held, tongue) for held in house.cases.values())


def _offer(held: Held, tongue: Tongue) -> Offer:
    grants = [Grant(held.slug, role) for role in Role if role is not Role.LIAISON]
    grants += [Grant(held.slug, Role.LIAISON, party) for party in held.case.agreement.party]
    choices = tuple(Choice(value_of(grant), words_of(grant, held, tongue)) for grant in grants)
    return Offer(held.slug, title_of(held, tongue), choices)


def title_of(held: Held, tongue: Tongue) -> str:
    """A case's title in the reader's language."""
    agreement = held.case.agreement
    return held.names(tongue.code).of("agreements", agreement.id) or agreement.title


def words_of(grant: Grant, held: Held | None, tongue: Tongue) -> str:
    """A role in words; of a case that is served no more a party is told by its id."""
    role = tongue.term(grant.role.value)
    if grant.party is None:
        return role
    if held is None:
        return tongue.say("{role} for {party}", role=role, party=grant.party)
    voice = Voice(held.case.agreement, tongue, held.names(tongue.code), held.province)
    return tongue.say("{role} for {party}", role=role, party=voice.party(grant.party))


def value_of(grant: Grant) -> str:
    """A role as a form sends it."""
    return _BETWEEN.join((grant.case, grant.role.value, grant.party or ""))


def grants_of(house: House, values: Iterable[str]) -> tuple[Grant, ...]:
    """The roles that a form sent; InputError for one that was not offered."""
    return tuple(_grant(house, value) for value in values)


def _grant(house: House, value: str) -> Grant:
    parts = value.split(_BETWEEN)
    case, role, party = parts if len(parts) == len(Grant.__slots__) else ("", "", "")
    held = house.held(case)
    if held is None or role not in set(Role):
        raise wrong("case", "a case is named by small letters, digits, dots, dashes and underscores")
    if party and (party not in held.case.agreement.party or role != Role.LIAISON):
        raise wrong("party", "a party's id has 1 to 64 characters")
    return Grant(case, Role(role), party or None)
