"""The door: who asks, by a session's cookie or a program's token; accounts know both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from truceline.accounts.account import Factor, Scope
from truceline.accounts.accounts import Accounts
from truceline.accounts.caller import Caller
from truceline.accounts.refusal import CodeWanted, NotLoggedIn
from truceline.accounts.sessions import ABSOLUTE, Opened
from truceline.accounts.tokens import Token
from truceline.web.asker import Asker, Membership
from truceline.web.rights import Right

if TYPE_CHECKING:
    from truceline.accounts.oidc import OpenId

_DEVICE = timedelta(days=365)
_BEARER = "bearer "
_OF_SCOPE: dict[Scope, frozenset[Right]] = {
    Scope.READ: frozenset({Right.READ, Right.AUDIT}),
    Scope.WRITE: frozenset({Right.PROPOSE, Right.DECIDE, Right.ACT}),
    Scope.SECRET: frozenset({Right.SECRET}),
    Scope.PUBLISH: frozenset({Right.PUBLISH}),
    Scope.ADMIN: frozenset(),
}
assert set(_OF_SCOPE) == set(Scope), "every scope says what it lets through"


def cookie_name(kind: str = "", *, secure: bool) -> str:
    """What a cookie is called, the session's or another; over TLS browsers hold it to this host alone."""
    name = f"truceline-{kind}" if kind else "truceline"
    return f"__Host-{name}" if secure else name


def address_of(request: Request) -> str:
    """Where a request comes from, as far as the server is told."""
    return request.client.host if request.client else ""


@dataclass(frozen=True)
class AccountsDoor:
    """Lets in whoever shows a session or a token that holds."""

    accounts: Accounts
    secure: bool = False
    """Whether browsers see this server over TLS."""
    openid: OpenId | None = None
    """Identity providers by which people may sign in; null: none."""

    def asker(self, request: Request) -> Asker | None:
        """Who sent the request; null where nobody known did."""
        caller = self.caller(request)
        return None if caller is None else _asker(caller)

    def caller(self, request: Request) -> Caller | None:
        """The same as accounts know it; looked up once for each request."""
        if not hasattr(request.state, "caller"):
            request.state.caller = self._caller(request)
        found: Caller | None = request.state.caller
        return found

    def _caller(self, request: Request) -> Caller | None:
        told = request.headers.get("authorization", "")
        try:
            if told[: len(_BEARER)].lower() == _BEARER:
                return self.accounts.token(told[len(_BEARER) :].strip())
            shown = self.shown(request)
            return self.accounts.session(shown) if shown else None
        except NotLoggedIn:
            return None

    def shown(self, request: Request) -> str:
        """What the session's cookie holds; empty without one."""
        return self.cookie(request)

    def device(self, request: Request) -> str:
        """What the browser kept of a log-in before, so that tries of others do not keep it waiting."""
        return self.cookie(request, "device")

    def waits(self, request: Request) -> bool:
        """Whether the session that is shown waits for the code of its second factor."""
        try:
            self.accounts.session(self.shown(request))
        except CodeWanted:
            return True
        except NotLoggedIn:
            return False
        return False

    def let_in(self, response: Response, opened: Opened) -> None:
        """Give a browser the session that was opened."""
        self.give(response, "", opened.token.text, ABSOLUTE)
        if opened.device is not None:
            self.give(response, "device", opened.device.text, _DEVICE)

    def let_out(self, response: Response) -> None:
        """Take the session's cookie back."""
        self.take(response, "")

    def cookie(self, request: Request, kind: str = "") -> str:
        """What a cookie of ours holds; empty without one."""
        return request.cookies.get(cookie_name(kind, secure=self.secure), "")

    def give(self, response: Response, kind: str, text: str, holds: timedelta) -> None:
        """Give a browser a cookie that no script reads and no other site sends along with a form."""
        name, seconds = cookie_name(kind, secure=self.secure), int(holds.total_seconds())
        response.set_cookie(
            name, text, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def take(self, response: Response, kind: str) -> None:
        """Take a cookie back."""
        name = cookie_name(kind, secure=self.secure)
        response.delete_cookie(name, path="/", secure=self.secure, httponly=True, samesite="lax")


def waits_for_code(opened: Opened) -> bool:
    """Whether the session still waits for its second factor."""
    return opened.session.factor is Factor.WANTED


def limit_of(token: Token) -> frozenset[Right]:
    """What a token lets through at most."""
    return frozenset[Right]().union(*(_OF_SCOPE[scope] for scope in token.scopes))


def _asker(caller: Caller) -> Asker:
    roles = {
        case: tuple(Membership(grant.role, grant.party) for grant in caller.grants if grant.case == case)
        for case in caller.cases
    }
    limit = None if caller.token is None else limit_of(caller.token)
    return Asker(
        account=caller.account.id,
        name=caller.account.name,
        language=caller.account.language.value,
        roles=roles,
        is_owner=caller.owner,
        limit=limit,
        is_program=caller.token is not None,
        session=caller.session.id if caller.session else "",
    )
