"""Who is asking, and what they may do: from a session or a token, looked up anew for each request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from truceline.accounts.account import Account, Factor, Grant, Scope
from truceline.accounts.home import Home
from truceline.accounts.people import account_of, row_of
from truceline.accounts.refusal import CodeWanted, NotLoggedIn
from truceline.accounts.roles import grants_of
from truceline.accounts.sessions import Session, Sessions, known
from truceline.accounts.tokens import Token, Tokens, borne
from truceline.ledger.signers import Role


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody known, by way of a session or of a token."""

    account: Account
    grants: tuple[Grant, ...]
    """Of a token: those in its case alone."""
    session: Session | None = None
    token: Token | None = None

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases in which they have any role, in order."""
        return tuple(dict.fromkeys(grant.case for grant in self.grants))

    def roles(self, case: str) -> frozenset[Role]:
        """Their roles in a case; none: they may not even know of it."""
        return frozenset(grant.role for grant in self.grants if grant.case == case)

    def party(self, case: str) -> str | None:
        """The party they act for in a case, of which there is one at most."""
        return next((grant.party for grant in self.grants if grant.case == case and grant.party), None)

    def may(self, scope: Scope) -> bool:
        """Whether the way they came is for that sort of act; whether their roles are is another question."""
        return self.token is None or scope in self.token.scopes

    @property
    def owner(self) -> bool:
        """Whether they may make accounts and give roles, and came by a way that is for it."""
        return self.account.owner and self.may(Scope.ADMIN)


class Callers:
    """Finds out who is asking."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._sessions, self._tokens = Sessions(home), Tokens(home)

    def of_session(self, text: str) -> Caller:
        """By what a cookie holds; NotLoggedIn, or CodeWanted while its second factor is missing."""
        with self._home.reading() as connection:
            session = known(connection, self._home, text)
            if session.factor is Factor.WANTED:
                raise CodeWanted
            caller = Caller(*_standing(connection, session.account), session=session)
        self._sessions.seen(session)
        return caller

    def of_token(self, text: str) -> Caller:
        """By what a program shows; NotLoggedIn where it is no token that holds."""
        with self._home.reading() as connection:
            token = borne(connection, self._home, text)
            account, held = _standing(connection, token.account)
        self._tokens.used(token)
        return Caller(account, tuple(grant for grant in held if grant.case == token.case), token=token)


def _standing(connection: Connection, account: str) -> tuple[Account, tuple[Grant, ...]]:
    row = row_of(connection, account)
    if row.disabled_at is not None:
        raise NotLoggedIn
    return account_of(row), grants_of(connection, account)
