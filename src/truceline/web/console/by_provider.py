"""Signing in by way of an identity provider (OpenID Connect), and binding accounts to who one is there."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.accounts.account import Language
from truceline.accounts.carried import WITHIN, carried, sealed
from truceline.accounts.identities import Identity
from truceline.accounts.oidc import OpenId
from truceline.accounts.refusal import Refused, Wait
from truceline.errors import CaseError, InputError
from truceline.publish.tongue.tongue import tongue
from truceline.web.console.mending import mended
from truceline.web.console.pages import plain_page
from truceline.web.console.signing_in import accounts_door, within
from truceline.web.door import AccountsDoor, address_of, waits_for_code
from truceline.web.insider import Inside, Insider, seen_at
from truceline.web.refusals import NotFound
from truceline.web.visit import asker_of, language_of

router = APIRouter()
BACK = "/login/back"
"""Where a provider sends people back to: its operator has to be told this address."""
_BEGUN, _MET = "with", "met"
Typed = Annotated[str, Form(max_length=1024)]


@router.get("/login/with/{provider}")
def sent_out(request: Request, provider: str, after: str = "/") -> Response:
    """Send somebody to their provider."""
    return _sent(request, provider, within(after))


@router.get("/welcome/{link}/with/{provider}")
def sent_with_link(request: Request, link: str, provider: str) -> Response:
    """The same, with an invitation to make an account by."""
    if accounts_door(request).accounts.invitations.look(link).account is not None:
        raise NotFound
    return _sent(request, provider, "/", link=link)


@router.get(BACK)
def came_back(request: Request) -> Response:
    """Somebody comes back from their provider: to sign in, to make an account, or to bind theirs."""
    door = accounts_door(request)
    kept, _, after = door.cookie(request, _BEGUN).partition(".")
    identity = _openid(door).finish(kept, request.query_params)
    answer = _met(request, door, identity, within(unquote(after)))
    door.take(answer, _BEGUN)
    return answer


@router.post("/login/join")
def join(request: Request, name: Typed) -> Response:
    """Make an account without a password, by an invitation, under a name of one's own."""
    door = accounts_door(request)
    identity = carried(door.accounts.home, door.cookie(request, _MET))
    if identity.link is None:
        raise NotFound
    language = Language(language_of(request))
    try:
        door.accounts.identities.accept(identity, identity.link.text, name, language)
    except CaseError:
        raise
    except InputError as error:
        told = mended(tongue(language.value), error)
        return _asked(request, door, identity, "join.html", name=name, problems=told, status=422)
    answer = _let_in(request, door, identity, "/")
    door.take(answer, _MET)
    return answer


@router.post("/account/identity")
def bind(insider: Annotated[Insider, Depends(Inside())], password: Typed) -> Response:
    """Bind one's account to who one is at a provider; the password is asked for."""
    door = insider.door
    identity = carried(door.accounts.home, door.cookie(insider.request, _MET))
    try:
        door.accounts.identities.bind(insider.id, identity, password, insider.address)
    except CaseError:
        raise
    except (InputError, Refused, Wait) as error:
        told = mended(insider.tongue, error)
        return _asked(insider.request, door, identity, "bind.html", problems=told, status=422)
    answer = RedirectResponse("/account?done=identity", 303)
    door.take(answer, _MET)
    return answer


def _openid(door: AccountsDoor) -> OpenId:
    if door.openid is None:
        raise NotFound
    return door.openid


def _sent(request: Request, provider: str, after: str, link: str | None = None) -> Response:
    door = accounts_door(request)
    openid = _openid(door)
    if provider not in {one.name for one in openid.providers}:
        raise NotFound
    begun = openid.begin(provider, f"{seen_at(request)}{BACK}", link=link)
    answer = RedirectResponse(begun.url, 303)
    door.give(answer, _BEGUN, f"{begun.kept.text}.{quote(after, safe='')}", WITHIN)
    return answer


def _met(request: Request, door: AccountsDoor, identity: Identity, after: str) -> Response:
    if identity.link is not None:
        return _asked(request, door, identity, "join.html", name=identity.suggested_name)
    try:
        return _let_in(request, door, identity, after)
    except Refused:
        caller = door.caller(request)
        if caller and caller.session and caller.account.has_password and caller.account.issuer is None:
            return _asked(request, door, identity, "bind.html")
    say = tongue(language_of(request)).say
    told = say("No account here is bound to who you are there. Ask an owner of the server for an invitation.")
    return plain_page(
        request, "refused.html", status=403, heading=say("Not yours to do"), told=told, problems=()
    )


def _let_in(request: Request, door: AccountsDoor, identity: Identity, after: str) -> Response:
    opened = door.accounts.identities.log_in(
        identity,
        address_of(request),
        agent=request.headers.get("user-agent", ""),
        instead_of=door.shown(request),
    )
    waits = waits_for_code(opened)
    answer = RedirectResponse(f"/login?after={quote(after, safe='')}" if waits else after, 303)
    door.let_in(answer, opened)
    return answer


def _asked(
    request: Request,
    door: AccountsDoor,
    identity: Identity,
    template: str,
    *,
    name: str = "",
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    """A form about an identity, which the browser carries sealed until it is sent."""
    asker = asker_of(request) if template == "bind.html" else None
    provider = next(
        (one.label for one in _openid(door).providers if one.name == identity.provider), identity.provider
    )
    answer = plain_page(
        request, template, asker=asker, status=status, once=True, name=name, problems=problems,
        provider=provider, suggested=identity.suggested_name,
    )  # fmt: skip
    door.give(answer, _MET, sealed(door.accounts.home, identity).text, WITHIN)
    return answer
