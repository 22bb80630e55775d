"""Accounts, roles and links, for owners of the server and programs of theirs (scope `admin`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends
from starlette.responses import Response

from truceline.accounts.account import Account, Grant
from truceline.accounts.invitations import Link
from truceline.accounts.refusal import AccountError
from truceline.client.orders import DoToAccount, GiveRoles, GrantSent, InviteSomebody, TakeRole
from truceline.client.receipts import Accounts, AccountTold, Ended, LinkTold
from truceline.errors import InputError, Problem
from truceline.ledger.signers import Role
from truceline.web.api.calls import Counted, require_known
from truceline.web.api.description import ROOT
from truceline.web.api.posts import Posted, takes, told_to
from truceline.web.console.granting import grants_of, value_of
from truceline.web.console.mending import status_of
from truceline.web.console.people import Deed, deed_of
from truceline.web.insider import Inside, Insider
from truceline.web.refusals import Forbidden, NotFound, TooOften

T = TypeVar("T")
router = APIRouter(tags=["accounts"])
_OWNER = Inside(owner=True)
_FORBIDDEN = 403
_TOO_OFTEN = 429


def counted(_asker: Counted, insider: Annotated[Insider, Depends(_OWNER)]) -> Insider:
    """An owner of the server, whose calls are counted as any."""
    require_known(insider.request)
    return insider


Owner = Annotated[Insider, Depends(counted)]


@router.get("/accounts", response_model=Accounts)
def accounts(insider: Owner) -> Response:
    """Everybody who has an account, with their roles."""
    told = (_told(insider, one) for one in insider.accounts.people.listed())
    return told_to(Accounts(accounts=tuple(told)))


@router.get("/accounts/{account}", response_model=AccountTold)
def one_account(insider: Owner, account: str) -> Response:
    """One account with its roles."""
    return told_to(_told(insider, _known(insider, account)))


@router.post(
    "/accounts/links",
    **takes(
        InviteSomebody, LinkTold, status=201, example={"grants": [{"case": "river", "role": "observer"}]}
    ),
)
def invite(insider: Owner, post: Posted) -> Response:
    """A link by which somebody makes an account, with roles that it has at once; it opens once."""
    given = post.read(InviteSomebody)

    def work() -> Response:
        grants = _grants(insider, given.grants)
        link = _refusing(lambda: insider.accounts.invitations.invite(insider.id, grants, owner=given.owner))
        return _linked(insider, link)

    return post.once(work)


@router.post("/accounts/links/{link}/withdraw", **takes(None, Ended))
def withdraw(insider: Owner, post: Posted, link: str) -> Response:
    """Let a link open nothing any more."""

    def work() -> Response:
        if all(one.id != link for one in insider.accounts.invitations.listed()):
            raise NotFound
        insider.accounts.invitations.withdraw(link, insider.id)
        return told_to(Ended(id=link))

    return post.once(work)


@router.post(
    "/accounts/{account}/roles",
    **takes(GiveRoles, AccountTold, example={"grants": [{"case": "river", "role": "verifier"}]}),
)
def give(insider: Owner, post: Posted, account: str) -> Response:
    """Give roles; a role that the account has already changes nothing."""
    given = post.read(GiveRoles)

    def act() -> None:
        for one in _grants(insider, given.grants):
            insider.accounts.roles.give(account, one, insider.id)

    return post.once(lambda: _done(insider, account, act))


@router.post(
    "/accounts/{account}/roles/take",
    **takes(TakeRole, AccountTold, example={"case": "river", "role": "verifier"}),
)
def take(insider: Owner, post: Posted, account: str) -> Response:
    """Take a role away; of a case that is served no more, too."""
    given = post.read(TakeRole)

    def work() -> Response:
        _known(insider, account)
        held = [one.grant for one in insider.accounts.roles.listed(account=account)]
        found = next((one for one in held if (one.case, one.role) == (given.case, given.role)), None)
        if found is None:
            raise NotFound
        roles = insider.accounts.roles
        return _done(insider, account, lambda: roles.take(account, found.case, found.role, insider.id))

    return post.once(work)


@router.post("/accounts/{account}/reset", **takes(None, LinkTold, status=201))
def reset(insider: Owner, post: Posted, account: str) -> Response:
    """A link by which somebody sets a password anew; it opens once."""

    def work() -> Response:
        _known(insider, account)
        link = _refusing(lambda: insider.accounts.invitations.offer_reset(account, insider.id))
        return _linked(insider, link)

    return post.once(work)


@router.post("/accounts/{account}/deeds", **takes(DoToAccount, AccountTold, example={"deed": "disable"}))
def do(insider: Owner, post: Posted, account: str) -> Response:
    """Shut or open an account, make it an owner or none, drop its second factor, let it try again at once."""
    deed = Deed(post.read(DoToAccount).deed)
    return post.once(lambda: _done(insider, account, deed_of(insider, account, deed)))


@router.post("/accounts/{account}/tokens/{token}/end", **takes(None, Ended))
def end_token(insider: Owner, post: Posted, account: str, token: str) -> Response:
    """End a program's token of somebody's."""

    def work() -> Response:
        _known(insider, account)
        if all(one.id != token for one in insider.accounts.tokens.listed(account)):
            raise NotFound
        insider.accounts.tokens.end(token, insider.id)
        return told_to(Ended(id=token))

    return post.once(work)


def _known(insider: Insider, account: str) -> Account:
    try:
        return insider.accounts.people.get(account)
    except InputError:
        raise NotFound from None


def _done(insider: Insider, account: str, act: Callable[[], None]) -> Response:
    """Do it, and tell how the account stands then."""
    _known(insider, account)
    _refusing(act)
    return told_to(_told(insider, _known(insider, account)))


def _refusing(act: Callable[[], T]) -> T:
    """Do it; what the accounts refuse is told as the API tells it."""
    try:
        return act()
    except AccountError as error:
        status = status_of(error)
        if status == _TOO_OFTEN:
            raise TooOften from error
        if status == _FORBIDDEN:
            raise Forbidden(why=str(error)) from error
        raise InputError(Problem("account", 0, "", str(error))) from error


def _grants(insider: Insider, sent: Iterable[GrantSent]) -> tuple[Grant, ...]:
    """Roles as a form would send them: of cases that are served, and of parties that they have."""
    return grants_of(insider.house, (value_of(Grant(one.case, Role(one.role), one.party)) for one in sent))


def _told(insider: Insider, account: Account) -> AccountTold:
    held = insider.accounts.roles.listed(account=account.id)
    return AccountTold(
        id=account.id,
        name=account.name,
        owner=account.owner,
        disabled=account.disabled_at is not None,
        has_factor=account.factor_since is not None,
        grants=tuple(
            GrantSent(case=one.grant.case, role=one.grant.role.value, party=one.grant.party) for one in held
        ),
    )


def _linked(insider: Insider, link: Link) -> Response:
    url = f"{insider.here}/welcome/{link.secret.text}"
    told = LinkTold(id=link.invitation.id, url=url, until=link.invitation.until)
    return told_to(told, 201, location=f"{ROOT}/accounts")
