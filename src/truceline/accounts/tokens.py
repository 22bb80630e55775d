"""Tokens for programs: each belongs to an account, and can never do more than it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from truceline.accounts.account import Scope, wrong
from truceline.accounts.credentials import Credential, Secret
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.people import require_owner, row_of
from truceline.accounts.refusal import NotAllowed, NotLoggedIn
from truceline.accounts.roles import grants_of
from truceline.accounts.tables import tokens

PREFIX = "tlc_"
"""What every token begins with: programs that look for leaked secrets know it by that."""
LONGEST = timedelta(days=366)
_LONGEST_NAME = 64
_USED_EVERY = timedelta(minutes=1)
_PURPOSE = "token"


@dataclass(frozen=True, slots=True)
class Token:
    """A program's right to act for an account; its id tells nothing by which it could be used."""

    id: str
    account: str
    name: str
    case: str | None
    """Null: of no case, for an owner's work on accounts alone."""
    scopes: frozenset[Scope]
    made_at: datetime
    until: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token, and the text that is shown this once."""

    token: Token
    secret: Secret


class Tokens:
    """Makes, lists and ends tokens."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def make(
        self, account: str, name: str, case: str | None, scopes: Iterable[Scope], until: datetime
    ) -> MadeToken:
        """A new token; InputError or NotAllowed where it would reach further than its account."""
        asked = frozenset(scopes)
        _require_sense(name, case, asked, until, self._home.now)
        made = Credential.new()
        with self._home.writing() as connection:
            _require_reach(connection, account, case)
            row: dict[str, object] = {"id": made.name, "account": account, "name": name.strip()}
            row |= {"case": case, "scopes": " ".join(sorted(asked)), "until": until}
            row["made_at"] = self._home.now
            digest = self._home.key.digest(_PURPOSE, made.name, made.secret.text)
            connection.execute(insert(tokens), {**row, "digest": digest})
            kept = connection.execute(select(tokens).where(tokens.c.id == made.name)).one()
            self._told(connection, Happening.TOKEN_MADE, account, kept, f"{made.name} {kept.scopes}")
        return MadeToken(token_of(kept), made.shown(PREFIX))

    def listed(self, account: str) -> tuple[Token, ...]:
        """The tokens of an account that hold, the newest first."""
        query = select(tokens).where(tokens.c.account == account, tokens.c.until > self._home.now)
        with self._home.reading() as connection:
            rows = connection.execute(query.order_by(tokens.c.made_at.desc(), tokens.c.id))
            return tuple(token_of(row) for row in rows)

    def end(self, token: str, by: str) -> None:
        """End a token: one's own, or as an owner anybody's."""
        with self._home.writing() as connection:
            row = connection.execute(select(tokens).where(tokens.c.id == token)).first()
            if row is None:
                return
            if row.account != by:
                require_owner(connection, by)
            connection.execute(delete(tokens).where(tokens.c.id == token))
            self._told(connection, Happening.TOKEN_ENDED, by, row, token)

    def _told(self, connection: Connection, what: Happening, by: str, row: Row[Any], detail: str) -> None:
        now = self._home.now
        write(connection, now, what, by=by, about=row.account, case=row.case, detail=detail)

    def used(self, token: Token) -> None:
        """Write down that a token is in use, once a minute at most."""
        now = self._home.now
        if token.used_at is None or now - token.used_at >= _USED_EVERY:
            with self._home.writing() as connection:
                connection.execute(update(tokens).where(tokens.c.id == token.id).values(used_at=now))


def borne(connection: Connection, home: Home, text: str) -> Token:
    """The token that a text proves; NotLoggedIn where it proves none that holds."""
    told = Credential.of(text, PREFIX)
    row = told and connection.execute(select(tokens).where(tokens.c.id == told.name)).first()
    if not told or not row or not home.key.fits(row.digest, _PURPOSE, told.name, told.secret.text):
        raise NotLoggedIn
    if home.now >= row.until:
        raise NotLoggedIn
    return token_of(row)


def token_of(row: Row[Any]) -> Token:
    """A token as it may be shown."""
    scopes = frozenset(Scope(word) for word in row.scopes.split())
    return Token(row.id, row.account, row.name, row.case, scopes, row.made_at, row.until, row.used_at)


def ended(connection: Connection, account: str) -> None:
    """End all tokens of an account."""
    connection.execute(delete(tokens).where(tokens.c.account == account))


def _require_sense(
    name: str, case: str | None, scopes: frozenset[Scope], until: datetime, now: datetime
) -> None:
    if not (0 < len(name.strip()) <= _LONGEST_NAME and name.isprintable()):
        raise wrong("name", f"a token's name has 1 to {_LONGEST_NAME} characters")
    if not scopes:
        raise wrong("scopes", "say what it is for", tuple(Scope))
    if scopes != {Scope.ADMIN} if case is None else Scope.ADMIN in scopes:
        raise wrong("case", "a token is for one case, and for accounts (`admin`) alone without a case")
    if not now < until <= now + LONGEST:
        raise wrong("until", f"a token ends within {LONGEST.days} days")


def _require_reach(connection: Connection, account: str, case: str | None) -> None:
    row = row_of(connection, account)
    if row.disabled_at is not None:
        raise NotAllowed
    if case is None:
        require_owner(connection, account)
    elif not any(grant.case == case for grant in grants_of(connection, account)):
        raise NotAllowed("this account has no role in that case")
