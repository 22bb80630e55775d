"""The accounts of a server, and which of them own it."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from truceline.accounts import lockouts
from truceline.accounts.account import Account, Language, folded, login_name, wrong
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.refusal import NotAllowed
from truceline.accounts.tables import accounts, sessions, tokens
from truceline.errors import InputError


class People:
    """Looks accounts up, and does to them what an owner may do."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def get(self, account: str) -> Account:
        """The account of an id; InputError where there is none."""
        with self._home.reading() as connection:
            return account_of(row_of(connection, account))

    def find(self, name: str) -> Account | None:
        """The account of a log-in name, in whichever letters."""
        with self._home.reading() as connection:
            row = named(connection, name)
        return account_of(row) if row else None

    def listed(self) -> tuple[Account, ...]:
        """All accounts, disabled ones too, by name."""
        with self._home.reading() as connection:
            return tuple(
                account_of(row) for row in connection.execute(select(accounts).order_by(accounts.c.folded))
            )

    def set_language(self, account: str, language: Language) -> None:
        """The language the console speaks to somebody."""
        with self._home.writing() as connection:
            _changed(connection, account, language=language.value)
            self._told(connection, Happening.LANGUAGE_SET, account, account, language.value)

    def disable(self, account: str, by: str) -> None:
        """Shut an account: sessions and tokens end at once, and log-in answers as if it were not there."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            if row_of(connection, account).disabled_at is None:
                _changed(connection, account, disabled_at=self._home.now)
                _require_an_owner(connection)
                for table in (sessions, tokens):
                    connection.execute(delete(table).where(table.c.account == account))
                self._told(connection, Happening.DISABLED, by, account)

    def enable(self, account: str, by: str) -> None:
        """Open an account again, with the roles it had."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            if row_of(connection, account).disabled_at is not None:
                _changed(connection, account, disabled_at=None)
                self._told(connection, Happening.ENABLED, by, account)

    def set_owner(self, account: str, by: str, *, owner: bool) -> None:
        """Give or take the right to make accounts and give roles; a server keeps one owner at least."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            if row_of(connection, account).owner != owner:
                _changed(connection, account, owner=owner)
                _require_an_owner(connection)
                what = Happening.OWNER_GIVEN if owner else Happening.OWNER_TAKEN
                self._told(connection, what, by, account)

    def unlock(self, account: str, by: str) -> None:
        """Let somebody try again at once."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            row = row_of(connection, account)
            lockouts.cleared(connection, name_key(self._home, row.name))
            self._told(connection, Happening.UNLOCKED, by, account)

    def waits_s(self, account: str) -> int:
        """For how many seconds no log-in of this account is looked at: for owners to see."""
        with self._home.reading() as connection:
            row = row_of(connection, account)
            return lockouts.waiting_s(connection, name_key(self._home, row.name), self._home.now)

    def _told(self, connection: Connection, what: Happening, by: str, about: str, detail: str = "") -> None:
        write(connection, self._home.now, what, by=by, about=about, detail=detail)


def name_key(home: Home, name: str) -> str:
    """By what tries at a log-in name are counted, whether there is such an account or not."""
    return home.key.digest("name", folded(name))


def made(connection: Connection, home: Home, name: str, language: Language, *, owner: bool) -> str:
    """A new account, with nothing to log in by yet; returns its id. InputError where the name is taken."""
    kept = login_name(name)
    if named(connection, kept) is not None:
        raise wrong("name", "somebody has this name already")
    account = str(uuid.uuid4())
    row = {"id": account, "name": kept, "folded": folded(kept), "language": language.value}
    connection.execute(insert(accounts), {**row, "owner": owner, "made_at": home.now})
    return account


def row_of(connection: Connection, account: str) -> Row[Any]:
    """The row of an account; InputError where there is none."""
    known = account.isascii() and account.isprintable()
    row = connection.execute(select(accounts).where(accounts.c.id == account)).first() if known else None
    if row is None:
        raise wrong("account", "there is no such account")
    return row


def named(connection: Connection, name: str) -> Row[Any] | None:
    """The row of a log-in name; what could be no name is nobody's, and no question to a database."""
    try:
        login_name(name)
    except InputError:
        return None
    return connection.execute(select(accounts).where(accounts.c.folded == folded(name))).first()


def account_of(row: Row[Any]) -> Account:
    """What may be known of an account."""
    return Account(
        id=row.id,
        name=row.name,
        language=Language(row.language),
        owner=row.owner,
        made_at=row.made_at,
        disabled_at=row.disabled_at,
        has_password=row.password is not None,
        factor_since=row.factor_since,
        issuer=row.issuer,
    )


def require_owner(connection: Connection, by: str) -> None:
    """NotAllowed where that account does not own the server, or is shut."""
    row = connection.execute(select(accounts).where(accounts.c.id == by)).first()
    if row is None or not row.owner or row.disabled_at is not None:
        raise NotAllowed("only an owner of the server may do that")


def _require_an_owner(connection: Connection) -> None:
    """In the transaction of the change, which is undone by this error."""
    left = select(func.count()).where(accounts.c.owner, accounts.c.disabled_at.is_(None))
    if not connection.execute(left).scalar_one():
        raise wrong("owner", "a server keeps one owner at least; make another one first")


def _changed(connection: Connection, account: str, **values: object) -> None:
    row_of(connection, account)
    connection.execute(update(accounts).where(accounts.c.id == account).values(values))
