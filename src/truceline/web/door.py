"""The door: who asks, by a session's cookie or a program's token; accounts know both."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from truceline.accounts.account import Factor, Scope
from truceline.accounts.accounts import Accounts
from truceline.accounts.caller import Caller
from truceline.accounts.refusal import NotLoggedIn
from truceline.accounts.sessions import ABSOLUTE, Opened
from truceline.web.asker import Asker, Membership
from truceline.web.rights import Right

_BEARER = "bearer "
_OF_SCOPE: dict[Scope, frozenset[Right]] = {
    Scope.READ: frozenset({Right.READ, Right.AUDIT}),
    Scope.WRITE: frozenset({Right.PROPOSE, Right.DECIDE, Right.ACT}),
    Scope.SECRET: frozenset({Right.SECRET}),
    Scope.PUBLISH: frozenset({Right.PUBLISH}),
    Scope.ADMIN: frozenset(),
}
assert set(_OF_SCOPE) == set(Scope), "every scope says what it lets through"


def cookie_name(*, secure: bool) -> str:
    """What the session's cookie is called; over TLS browsers hold that name to this host alone."""
    return "__Host-truceline" if secure else "truceline"


@dataclass(frozen=True)
class AccountsDoor:
    """Lets in whoever shows a session or a token that holds."""

    accounts: Accounts
    secure: bool = False
    """Whether browsers see this server over TLS."""

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
        return request.cookies.get(cookie_name(secure=self.secure), "")

    def let_in(self, response: Response, opened: Opened) -> None:
        """Give a browser the session that was opened."""
        response.set_cookie(
            cookie_name(secure=self.secure),
            opened.token.text,
            max_age=int(ABSOLUTE.total_seconds()),
            path="/",
            secure=self.secure,
            httponly=True,
            samesite="lax",
        )

    def let_out(self, response: Response) -> None:
        """Take the cookie back."""
        response.delete_cookie(
            cookie_name(secure=self.secure), path="/", secure=self.secure, httponly=True, samesite="lax"
        )


def waits_for_code(opened: Opened) -> bool:
    """Whether the session still waits for its second factor."""
    return opened.session.factor is Factor.WANTED


def _asker(caller: Caller) -> Asker:
    roles = {
        case: tuple(Membership(grant.role, grant.party) for grant in caller.grants if grant.case == case)
        for case in caller.cases
    }
    limit = None
    if caller.token is not None:
        limit = frozenset[Right]().union(*(_OF_SCOPE[scope] for scope in caller.token.scopes))
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
