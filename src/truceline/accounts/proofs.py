"""Proving once more, within a session, that it is still the same person: before what would let another in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, update

from truceline.accounts import tried as trying
from truceline.accounts.account import Factor
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.people import row_of
from truceline.accounts.refusal import CodeWanted, NotAllowed, Refused
from truceline.accounts.sessions import Opened, ended, known, opened
from truceline.accounts.tables import accounts


class Proofs:
    """Asks for the password again."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def prove(self, account: str, password: str, address: str) -> None:
        """Refused or Wait where this is not the account's password; one that has none need not show any."""
        with self._home.reading() as connection:
            row = row_of(connection, account)
        if row.password is None:
            return
        with self._home.writing() as connection:
            # Apart from log-ins: who is outside cannot make somebody wait who is within.
            within = self._home.key.digest("within", account)
            tried = trying.begun(connection, self._home, within, address)
        fits = self._home.passwords.fits(row.password if tried.looked_at else None, password)
        with self._home.writing() as connection:
            if fits:
                trying.right(connection, tried)
            else:
                trying.failed(connection, self._home, tried, account)
        if not fits:
            raise Refused

    def change_password(self, shown: str, old: str, new: str, address: str) -> Opened:
        """Set another password from within a session: all sessions end, and a new one takes its place."""
        with self._home.reading() as connection:
            session = known(connection, self._home, shown)
            row = row_of(connection, session.account)
        if session.factor is Factor.WANTED:
            raise CodeWanted
        if row.password is None:
            raise NotAllowed("this account has no password; an owner can send a link to set one")
        hashed = self._home.passwords.hash(new, row.name)
        self.prove(session.account, old, address)
        with self._home.writing() as connection:
            set_password(connection, self._home, row, hashed, by=row.id)
            factor = Factor.NONE if row.factor_since is None else session.factor
            return opened(connection, self._home, row.id, factor, agent=session.agent)


def set_password(connection: Connection, home: Home, row: Row[Any], hashed: str, *, by: str | None) -> None:
    """Keep the hash of a new password; whoever was logged in with the old one is no more."""
    connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=hashed))
    ended(connection, row.id)
    write(connection, home.now, Happening.PASSWORD_SET, by=by, about=row.id)
