"""What a case is set up with, and the public half of the key that the server keeps for whoever asks."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from truceline.client.seats import KeyTold, MemberTold, RulesTold, SettingsTold
from truceline.errors import CaseError, InputError, Problem
from truceline.ledger.signers import KeyStanding, Trust
from truceline.web.api.posts import Actor, Looker, told_to
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.settings import rules_for
from truceline.web.door import AccountsDoor
from truceline.web.refusals import NotFound
from truceline.web.rights import Right
from truceline.web.visit import Visit, door_of

router = APIRouter(tags=["cases"])


@router.get("/cases/{case}/settings", response_model=SettingsTold)
def settings(visit: Looker) -> Response:
    """What the case is set up with, as far as one may know it; it is changed where the case is kept."""
    case = visit.held.case
    law = case.agreement
    return told_to(
        SettingsTold(
            agreement=law.id,
            title=visit.title,
            revision=law.encoding.revision,
            digest=law.content_digest,
            created=case.about.created,
            truceline=case.about.truceline,
            keys=tuple(map(_key, case.ledger.signers().now())),
            rules=_rules(visit),
            members=_members(visit) if Right.AUDIT in visit.rights else None,
        )
    )


@router.get("/cases/{case}/key", response_model=KeyTold)
def key(visit: Actor) -> Response:
    """The public half of the key that the server keeps, closed, for one's account in this case."""
    ring = Seat(visit).keyring
    kept = ring.keys_of(visit.asker.account) if ring else ()
    found = next((one for one in kept if one.case == visit.held.slug), None)
    if found is None:
        raise NotFound
    held = visit.held.case.ledger.signers().holder(found.public, visit.held.case.ledger.now)
    if held is not None:
        return told_to(_key(held))
    told = KeyTold(signer=found.signer, key=str(found.public), role=None, party=None, trusted=False)
    return told_to(told)


def _key(one: Trust) -> KeyTold:
    is_trusted = one.standing is KeyStanding.TRUSTED
    return KeyTold(signer=one.signer, key=one.key, role=one.role.value, party=one.party, trusted=is_trusted)


def _rules(visit: Visit) -> RulesTold | None:
    try:
        found = rules_for(visit)
    except CaseError:
        raise
    except InputError:  # nothing of it is told: it may name people
        raise CaseError(Problem("release", 0, "", "the file of the rules is wrong")) from None
    if found is None:
        return None
    return RulesTold(
        delay_hours=found.delay_hours,
        town_km=found.town_km,
        open_km=found.open_km,
        least=found.least,
        reply_days=found.reply_days,
        grades=found.grades,
    )


def _members(visit: Visit) -> tuple[MemberTold, ...]:
    """Who has which role; none on a server without accounts."""
    door = door_of(visit.request)
    if not isinstance(door, AccountsDoor):
        return ()
    people = {one.id: one for one in door.accounts.people.listed()}
    return tuple(
        MemberTold(
            name=people[one.account].name,
            role=one.grant.role.value,
            party=one.grant.party,
            shut=people[one.account].disabled_at is not None,
        )
        for one in door.accounts.roles.listed(case=visit.held.slug)
    )
