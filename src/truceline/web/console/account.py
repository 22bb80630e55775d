"""One's own account: language, password, second factor, sessions, tokens, and who tried to sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from markupsafe import Markup
from starlette.responses import RedirectResponse, Response

from truceline.accounts.account import Language, Scope
from truceline.accounts.credentials import Secret
from truceline.accounts.refusal import Refused, Wait
from truceline.errors import CaseError, InputError
from truceline.publish.tongue.tongue import Tongue
from truceline.web.console.granting import Choice, title_of
from truceline.web.console.happened import told
from truceline.web.console.mending import mended, status_of
from truceline.web.console.pages import plain_page
from truceline.web.insider import Inside, Insider

router = APIRouter()
Own = Annotated[Insider, Depends(Inside())]
Typed = Annotated[str, Form(max_length=1024)]
LINES = 20
"""Lines of the journal on the page."""
_MOST_DAYS = 366
Problems = tuple[str, ...]


@router.get("/account")
def account(insider: Own, done: str = "") -> Response:
    """The whole page."""
    return _page(insider, done=done)


@router.post("/account/language")
def language(insider: Own, language: Annotated[Language, Form()]) -> Response:
    """Choose the console's language."""
    insider.accounts.people.set_language(insider.id, language)
    return _on("language")


@router.post("/account/password")
def password(insider: Own, old: Typed, new: Typed, again: Typed) -> Response:
    """Set another password: all sessions end, and this browser gets a new one."""
    if new != again:
        return _page(insider, problems=(insider.tongue.say("The two passwords differ."),), status=422)
    shown = insider.door.shown(insider.request)
    try:
        opened = insider.accounts.proofs.change_password(shown, old, new, insider.address)
    except CaseError:
        raise
    except (InputError, Refused, Wait) as error:
        return _mended(insider, error)
    answer = _on("password")
    insider.door.let_in(answer, opened)
    return answer


@router.post("/account/factor")
def factor(insider: Own, password: Typed = "") -> Response:
    """Begin to set up a second factor: the code to scan, shown this once."""
    try:
        begun = insider.accounts.factors.begin(insider.id, password, insider.address)
    except CaseError:
        raise
    except (InputError, Refused, Wait) as error:
        return _mended(insider, error)
    drawn = Markup(begun.svg().text)  # noqa: S704 - drawn by segno, out of squares
    return _factor(insider, drawn=drawn, secret=begun.secret.text)


@router.post("/account/factor/confirm")
def confirm(insider: Own, code: Typed) -> Response:
    """The first code has come back: from now on signing in asks for one. Codes for paper, shown this once."""
    try:
        codes = insider.accounts.factors.confirm(insider.id, code)
    except CaseError:
        raise
    except InputError as error:
        return _factor(insider, problems=mended(insider.tongue, error), status=422)
    return _codes(insider, codes)


@router.post("/account/factor/codes")
def codes(insider: Own, password: Typed = "") -> Response:
    """New codes for paper, shown this once; the old ones open nothing any more."""
    try:
        return _codes(insider, insider.accounts.factors.renew_codes(insider.id, password, insider.address))
    except CaseError:
        raise
    except (InputError, Refused, Wait) as error:
        return _mended(insider, error)


@router.post("/account/factor/remove")
def remove(insider: Own, password: Typed = "") -> Response:
    """Be asked for no code any more."""
    act = insider.accounts.factors.remove
    return _after(insider, lambda: act(insider.id, password, insider.address), "factor")


@router.post("/account/sessions/end")
def end_session(insider: Own, session: Typed) -> Response:
    """End a session of one's own; the one that asks, too."""
    insider.accounts.sessions.end(insider.id, session)
    own = insider.caller.session
    return RedirectResponse("/login", 303) if own and own.id == session else _on("session")


@router.post("/account/sessions/others")
def end_others(insider: Own) -> Response:
    """End all sessions but the one that asks."""
    own = insider.caller.session
    insider.accounts.sessions.end_others(insider.id, own.id if own else None)
    return _on("sessions")


@router.post("/account/tokens")
def make_token(
    insider: Own,
    name: Typed,
    days: Annotated[int, Form()],
    case: Typed = "",
    scope: Annotated[tuple[Scope, ...], Form()] = (),
) -> Response:
    """A token for a program, shown this once; without a case for accounts and roles alone."""
    until = insider.accounts.home.now + timedelta(days=max(0, min(days, _MOST_DAYS + 1)))
    scopes = scope if case else (Scope.ADMIN,)
    try:
        made = insider.accounts.tokens.make(insider.id, name, case or None, scopes, until)
    except CaseError:
        raise
    except InputError as error:
        return _mended(insider, error)
    return _once(insider, "token.html", token=made.token, secret=made.secret.text)


@router.post("/account/tokens/end")
def end_token(insider: Own, token: Typed) -> Response:
    """End a token of one's own."""
    if any(one.id == token for one in insider.accounts.tokens.listed(insider.id)):
        insider.accounts.tokens.end(token, insider.id)
    return _on("token")


def _on(done: str) -> Response:
    return RedirectResponse(f"/account?done={done}", 303)


def _after(insider: Insider, act: Callable[[], None], done: str) -> Response:
    try:
        act()
    except CaseError:
        raise
    except (InputError, Refused, Wait) as error:
        return _mended(insider, error)
    return _on(done)


def _mended(insider: Insider, error: InputError | Refused | Wait) -> Response:
    status = 422 if isinstance(error, InputError) else status_of(error)
    return _page(insider, problems=mended(insider.tongue, error), status=status)


def _page(insider: Insider, *, done: str = "", problems: Problems = (), status: int = 200) -> Response:
    accounts, own = insider.accounts, insider.caller.session
    lines = accounts.journal.listed(about=insider.id, most=LINES)
    names = {one.id: one.name for one in accounts.people.listed()}
    return plain_page(
        insider.request, "account.html", asker=insider.asker, status=status, problems=problems,
        account=insider.caller.account, done=_done(insider.tongue, done),
        failed=own.failed_before if own else 0, codes_left=accounts.factors.codes_left(insider.id),
        sessions=accounts.sessions.listed(insider.id), current=own.id if own else "",
        tokens=accounts.tokens.listed(insider.id), scopes=scopes(insider.tongue), cases=_cases(insider),
        providers=insider.door.openid.providers if insider.door.openid else (),
        lines=told(insider.tongue, lines, names),
    )  # fmt: skip


def _cases(insider: Insider) -> tuple[Choice, ...]:
    """The cases that a token may be for."""
    served = insider.house.cases
    return tuple(
        Choice(slug, title_of(served[slug], insider.tongue) if slug in served else slug)
        for slug in insider.caller.cases
    )


def _factor(
    insider: Insider,
    *,
    drawn: Markup | None = None,
    secret: str = "",
    problems: Problems = (),
    status: int = 200,
) -> Response:
    return _once(insider, "factor.html", status, drawn=drawn, secret=secret, problems=problems)


def _codes(insider: Insider, codes: tuple[Secret, ...]) -> Response:
    return _once(insider, "codes.html", codes=tuple(code.text for code in codes))


def _once(insider: Insider, template: str, status: int = 200, **context: Any) -> Response:
    """A page with a secret that is shown this once."""
    return plain_page(insider.request, template, asker=insider.asker, status=status, once=True, **context)


def scopes(tongue: Tongue) -> tuple[Choice, ...]:
    """What a token of a case may be for, in words."""
    say = tongue.say
    return (
        Choice(Scope.READ, say("read")),
        Choice(Scope.WRITE, say("bring in, decide, act")),
        Choice(Scope.SECRET, say("read secret words")),
        Choice(Scope.PUBLISH, say("publish")),
    )


def _done(tongue: Tongue, done: str) -> str:
    say = tongue.say
    return {
        "language": say("The language was chosen."),
        "password": say("The password was set. Your other sessions have ended."),
        "factor": say("Signing in asks you for no code any more."),
        "session": say("The session was ended."),
        "sessions": say("Your other sessions were ended."),
        "token": say("The token was ended."),
        "identity": say("Your account is bound to the identity provider."),
    }.get(done, "")
