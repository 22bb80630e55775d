"""Signing in and out, the second factor, and the pages that a one-time link opens."""

from __future__ import annotations

from typing import Annotated, cast
from urllib.parse import urlsplit

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from truceline.accounts.account import Language
from truceline.accounts.providers import Provider
from truceline.accounts.refusal import LinkSpent, NotLoggedIn, Refused, Wait
from truceline.errors import CaseError, InputError
from truceline.publish.tongue.tongue import tongue
from truceline.web.console.mending import mended
from truceline.web.console.pages import plain_page
from truceline.web.door import AccountsDoor, address_of, waits_for_code
from truceline.web.visit import door_of, language_of

router = APIRouter()
Typed = Annotated[str, Form(max_length=1024)]


def accounts_door(request: Request) -> AccountsDoor:
    """The door of a server with accounts."""
    return cast("AccountsDoor", door_of(request))


def within(after: str) -> str:
    """Where to go on: a path of this server, whatever an address says; else the first page."""
    parts = urlsplit(after)
    is_ours = after.startswith("/") and not after.startswith(("//", "/\\")) and not parts.netloc
    return after if is_ours and "\\" not in after and after.isprintable() else "/"


@router.get("/login")
def login_form(request: Request, after: str = "/", made: str = "") -> Response:
    """The form to sign in; for a session that waits for its code, the form for that."""
    code = accounts_door(request).waits(request)
    return plain_page(
        request, "login.html", after=within(after), name="", told="", made=bool(made), code=code,
        providers=_providers(request),
    )  # fmt: skip


@router.post("/login")
def login(request: Request, name: Typed, password: Typed, after: Typed = "/") -> Response:
    """Sign in by name and password; a second factor is asked for next."""
    door = accounts_door(request)
    try:
        opened = door.accounts.log_in(
            name, password, None, address_of(request), agent=request.headers.get("user-agent", ""),
            instead_of=door.shown(request), device=door.device(request),
        )  # fmt: skip
    except (Refused, Wait) as error:
        status = 429 if isinstance(error, Wait) else 401
        return plain_page(
            request, "login.html", status=status, after=within(after), name=name, code=False,
            providers=_providers(request),
            told=_refusal(request, error),
        )  # fmt: skip
    if waits_for_code(opened):
        answer = plain_page(
            request,
            "login.html",
            after=within(after),
            name="",
            told="",
            providers=_providers(request),
            code=True,
        )
    else:
        answer = RedirectResponse(within(after), 303)
    door.let_in(answer, opened)
    return answer


@router.post("/login/code")
def login_code(request: Request, code: Typed, after: Typed = "/") -> Response:
    """The second step: the code of an app, or one kept on paper."""
    door = accounts_door(request)
    try:
        opened = door.accounts.second_step(
            door.shown(request), code.strip(), address_of(request), device=door.device(request)
        )
    except NotLoggedIn:
        return RedirectResponse("/login", 303)
    except (Refused, Wait) as error:
        status = 429 if isinstance(error, Wait) else 401
        return plain_page(
            request, "login.html", status=status, after=within(after), name="", code=True, providers=(),
            told=_refusal(request, error),
        )  # fmt: skip
    answer = RedirectResponse(within(after), 303)
    door.let_in(answer, opened)
    return answer


@router.post("/logout")
def logout(request: Request) -> Response:
    """Sign out: the session ends on the server, too."""
    door = accounts_door(request)
    caller = door.caller(request)
    if caller is not None and caller.session is not None:
        request.app.state.open_keys.lock(caller.session.id)
    door.accounts.log_out(door.shown(request))
    answer = RedirectResponse("/login", 303)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    door.let_out(answer)
    return answer


@router.get("/welcome/{link}")
def welcome_form(request: Request, link: str) -> Response:
    """What a one-time link is for; looking does not use it."""
    try:
        found = accounts_door(request).accounts.invitations.look(link)
    except LinkSpent:
        return _spent(request)
    return _welcome(request, link, resets=found.account is not None)


@router.post("/welcome/{link}")
def welcome(request: Request, link: str, password: Typed, again: Typed, name: Typed = "") -> Response:
    """Make an account by a link, or set a password anew, once."""
    accounts = accounts_door(request).accounts
    language = Language(language_of(request))
    try:
        resets = accounts.invitations.look(link).account is not None
        if password != again:
            say = tongue(language.value).say
            told = say("The two passwords differ.")
            return _welcome(request, link, resets=resets, name=name, problems=(told,), status=422)
        if resets:
            accounts.invitations.reset(link, password)
        else:
            accounts.invitations.accept(link, name, password, language)
    except LinkSpent:
        return _spent(request)
    except CaseError:
        raise
    except InputError as error:
        problems = mended(tongue(language.value), error)
        return _welcome(request, link, resets=resets, name=name, problems=problems, status=422)
    return RedirectResponse("/login?made=yes", 303)


def _welcome(
    request: Request,
    link: str,
    *,
    resets: bool,
    name: str = "",
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> Response:
    return plain_page(
        request, "welcome.html", status=status, link=link, resets=resets, name=name, problems=problems,
        providers=_providers(request),
    )  # fmt: skip


def _providers(request: Request) -> tuple[Provider, ...]:
    """Who else can say who somebody is, for buttons."""
    openid = accounts_door(request).openid
    return openid.providers if openid else ()


def _spent(request: Request) -> Response:
    say = tongue(language_of(request)).say
    told = say("This link was used, or it is too old. Ask for a new one.")
    return plain_page(
        request, "refused.html", status=410, heading=say("The link opens nothing"), told=told, problems=()
    )


def _refusal(request: Request, error: Refused | Wait) -> str:
    say = tongue(language_of(request)).say
    if isinstance(error, Wait):
        return say("Too many tries from this address. Wait {n} seconds.", n=error.seconds)
    return say("Name, password or code is wrong. After several tries the account waits for up to an hour.")
