"""Everybody's accounts, for owners of the server: who there is, in which role, and links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Depends, Form
from starlette.responses import RedirectResponse, Response

from truceline.accounts.account import Account, Grant
from truceline.accounts.invitations import Link
from truceline.errors import CaseError, InputError
from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.granting import Choice, grants_of, offers, value_of, words_of
from truceline.web.console.happened import told
from truceline.web.console.mending import mended
from truceline.web.console.pages import plain_page
from truceline.web.insider import Inside, Insider
from truceline.web.refusals import NotFound

router = APIRouter()
Owner = Annotated[Insider, Depends(Inside(owner=True))]
Chosen = Annotated[tuple[str, ...], Form(max_length=200)]
LINES = 50
"""Lines of the journal on one person's page."""


class Deed(StrEnum):
    """What an owner can do to an account by one press."""

    UNLOCK = "unlock"
    DISABLE = "disable"
    ENABLE = "enable"
    MAKE_OWNER = "make-owner"
    NO_OWNER = "no-owner"
    DROP_FACTOR = "drop-factor"


@dataclass(frozen=True)
class Person:
    """An account as owners see it."""

    account: Account
    roles: tuple[tuple[str, Choice], ...]
    """By case: a role, as a form sends it and in words."""
    waits_s: int
    is_oneself: bool


@router.get("/accounts")
def people(insider: Owner, done: str = "") -> Response:
    """Everybody, and the links that still open something."""
    return _people(insider, done=done)


@router.post("/accounts/links")
def invite(insider: Owner, grant: Chosen = (), owner: Annotated[bool, Form()] = False) -> Response:  # noqa: FBT002 - a box of a form
    """A link for a new account, shown this once."""
    try:
        link = insider.accounts.invitations.invite(insider.id, grants_of(insider.house, grant), owner=owner)
    except CaseError:
        raise
    except InputError as error:
        return _people(insider, problems=mended(insider.tongue, error), status=422)
    return _link(insider, link, "/accounts")


@router.post("/accounts/links/{link}/withdraw")
def withdraw(insider: Owner, link: str) -> Response:
    """Let a link open nothing any more."""
    insider.accounts.invitations.withdraw(link, insider.id)
    return RedirectResponse("/accounts?done=withdrawn", 303)


@router.get("/accounts/{account}")
def person(insider: Owner, account: str, done: str = "") -> Response:
    """One account: its roles, what can be done to it, and what happened to it."""
    return _person(insider, account, done=done)


@router.post("/accounts/{account}/roles")
def give(insider: Owner, account: str, grant: Chosen = ()) -> Response:
    """Give roles."""

    def given() -> None:
        for one in grants_of(insider.house, grant):
            insider.accounts.roles.give(account, one, insider.id)

    return _after(insider, account, given, "given")


@router.post("/accounts/{account}/roles/take")
def take(
    insider: Owner, account: str, case: Annotated[str, Form()], role: Annotated[str, Form()]
) -> Response:
    """Take a role away; of a case that is served no more, too."""
    held = [one.grant for one in insider.accounts.roles.listed(account=account)]
    found = next((one for one in held if (one.case, one.role) == (case, role)), None)
    if found is None:
        raise NotFound
    roles = insider.accounts.roles
    return _after(insider, account, lambda: roles.take(account, found.case, found.role, insider.id), "taken")


@router.post("/accounts/{account}/reset")
def reset(insider: Owner, account: str) -> Response:
    """A link to set a password anew, shown this once."""
    _known(insider, account)
    return _link(
        insider, insider.accounts.invitations.offer_reset(account, insider.id), f"/accounts/{account}"
    )


@router.post("/accounts/{account}/do/{deed}")
def do(insider: Owner, account: str, deed: Deed) -> Response:
    """What is done by one press."""
    return _after(insider, account, deed_of(insider, account, deed), deed)


def deed_of(insider: Insider, account: str, deed: Deed) -> Callable[[], None]:
    """What an owner does to an account by one word."""
    by, people_, factors = insider.id, insider.accounts.people, insider.accounts.factors
    deeds: Mapping[Deed, Callable[[], None]] = {
        Deed.UNLOCK: lambda: people_.unlock(account, by),
        Deed.DISABLE: lambda: people_.disable(account, by),
        Deed.ENABLE: lambda: people_.enable(account, by),
        Deed.MAKE_OWNER: lambda: people_.set_owner(account, by, owner=True),
        Deed.NO_OWNER: lambda: people_.set_owner(account, by, owner=False),
        Deed.DROP_FACTOR: lambda: factors.drop(account, by),
    }
    return deeds[deed]


@router.post("/accounts/{account}/tokens/end")
def end_token(insider: Owner, account: str, token: Annotated[str, Form()]) -> Response:
    """End a program's token of somebody's."""
    return _after(insider, account, lambda: insider.accounts.tokens.end(token, insider.id), "token")


def _known(insider: Insider, account: str) -> Account:
    try:
        return insider.accounts.people.get(account)
    except CaseError:
        raise
    except InputError:
        raise NotFound from None


def _after(insider: Insider, account: str, act: Callable[[], None], done: str) -> Response:
    """Do it, and show the person again: as they are now, or with what is to be mended."""
    _known(insider, account)
    try:
        act()
    except CaseError:
        raise
    except InputError as error:
        return _person(insider, account, problems=mended(insider.tongue, error), status=422)
    # Whoever shuts themselves out or gives the right up has no page of others any more.
    away = account == insider.id and done in (Deed.DISABLE, Deed.NO_OWNER)
    return RedirectResponse("/" if away else f"/accounts/{account}?done={done}", 303)


def _people(
    insider: Insider, *, done: str = "", problems: tuple[str, ...] = (), status: int = 200
) -> Response:
    accounts = insider.accounts
    return plain_page(
        insider.request, "people.html", asker=insider.asker, status=status, problems=problems,
        people=[_told(insider, one) for one in accounts.people.listed()],
        links=[
            (one, [_choice(insider, grant) for grant in one.grants]) for one in accounts.invitations.listed()
        ],
        names={one.id: one.name for one in accounts.people.listed()},
        offers=offers(insider.house, insider.tongue), done=_done(insider.tongue, done),
    )  # fmt: skip


def _person(
    insider: Insider, account: str, *, done: str = "", problems: tuple[str, ...] = (), status: int = 200
) -> Response:
    found, accounts = _known(insider, account), insider.accounts
    names = {one.id: one.name for one in accounts.people.listed()}
    return plain_page(
        insider.request, "person.html", asker=insider.asker, status=status, problems=problems,
        person=_told(insider, found), offers=offers(insider.house, insider.tongue),
        tokens=accounts.tokens.listed(account), done=_done(insider.tongue, done),
        lines=told(insider.tongue, accounts.journal.listed(about=account, most=LINES), names),
    )  # fmt: skip


def _told(insider: Insider, account: Account) -> Person:
    held = insider.accounts.roles.listed(account=account.id)
    roles = tuple((one.grant.case, _choice(insider, one.grant)) for one in held)
    return Person(account, roles, insider.accounts.people.waits_s(account.id), account.id == insider.id)


def _choice(insider: Insider, grant: Grant) -> Choice:
    return Choice(value_of(grant), words_of(grant, insider.house.held(grant.case), insider.tongue))


def _link(insider: Insider, link: Link, back: str) -> Response:
    address = f"{insider.here}/welcome/{link.secret.text}"
    until = link.invitation.until
    return plain_page(
        insider.request, "link.html", asker=insider.asker, once=True, address=address, until=until, back=back,
        resets=link.invitation.account is not None,
    )  # fmt: skip


def _done(tongue: Tongue, done: str) -> str:
    say = tongue.say
    return {
        "withdrawn": say("The link opens nothing any more."),
        "given": say("The roles were given."),
        "taken": say("The role was taken."),
        "token": say("The token was ended."),
        Deed.UNLOCK: say("The account need not wait any more."),
        Deed.DISABLE: say("The account is shut; its sessions and tokens ended."),
        Deed.ENABLE: say("The account is open again, with the roles it had."),
        Deed.MAKE_OWNER: say("The account owns this server, too."),
        Deed.NO_OWNER: say("The account owns this server no more."),
        Deed.DROP_FACTOR: say("Signing in asks this account for no code any more."),
    }.get(done, "")
