"""What a case is set up with: its agreement, whose keys it trusts, what goes out how, who may do what."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.accounts.account import Grant
from truceline.ledger.signers import KeyStanding
from truceline.ledger.signing import PublicKey
from truceline.publish.release.rules import Rules, rules_of
from truceline.web.console.granting import words_of
from truceline.web.console.pages import case_page
from truceline.web.door import AccountsDoor
from truceline.web.rights import Right
from truceline.web.visit import Needs, Visit, door_of

router = APIRouter()
Reader = Annotated[Visit, Depends(Needs(Right.READ))]
_OF_RULES = frozenset({Right.AUDIT, Right.PUBLISH})


class KeyTold(NamedTuple):
    """A key that the case knows."""

    signer: str
    role: str
    party: str
    short: str
    is_trusted: bool


class MemberTold(NamedTuple):
    """A role that somebody has here."""

    name: str
    role: str
    is_shut: bool


@router.get("/cases/{case}/settings")
def settings(visit: Reader) -> Response:
    """All of it, as far as one may know it; it is changed where the case is kept."""
    case = visit.held.case
    return case_page(
        visit, "settings.html", here="settings", about=case.about, law=case.agreement, keys=_keys(visit),
        rules=rules_for(visit), members=_members(visit) if Right.AUDIT in visit.rights else None,
    )  # fmt: skip


def _keys(visit: Visit) -> tuple[KeyTold, ...]:
    voice = visit.voice
    return tuple(
        KeyTold(
            one.signer,
            visit.tongue.term(one.role.value),
            voice.party(one.party) if one.party else "",
            PublicKey.of(one.key).short,
            one.standing is KeyStanding.TRUSTED,
        )
        for one in visit.held.case.ledger.signers().now()
    )


def rules_for(visit: Visit) -> Rules | None:
    """The rules by which public facts are made, for those who publish or audit."""
    case = visit.held.case
    return rules_of(case.folder, case.agreement) if _OF_RULES & visit.rights else None


def _members(visit: Visit) -> tuple[MemberTold, ...]:
    """Who has which role; asked of the accounts, of which a test's door may have none."""
    door = door_of(visit.request)
    if not isinstance(door, AccountsDoor):
        return ()
    people = {one.id: one for one in door.accounts.people.listed()}
    held = [(people[one.account], one.grant) for one in door.accounts.roles.listed(case=visit.held.slug)]
    return tuple(
        MemberTold(person.name, _role(visit, grant), person.disabled_at is not None) for person, grant in held
    )


def _role(visit: Visit, grant: Grant) -> str:
    return words_of(grant, visit.held, visit.tongue)
