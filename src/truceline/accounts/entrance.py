"""Logging in: by name and password, and a code where the account asks for one.

Whatever is wrong, the answer is the same and takes as long: a name nobody has, a wrong password, an
account that is shut, has no password or waits.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, update

from truceline.accounts import factors
from truceline.accounts import tried as trying
from truceline.accounts.account import Factor
from truceline.accounts.devices import counted_by, handed_out
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, failed_since_log_in, write
from truceline.accounts.people import named, row_of
from truceline.accounts.refusal import NotLoggedIn, Refused
from truceline.accounts.sessions import Opened, ended, opened, session_of, shown
from truceline.accounts.tables import accounts, sessions
from truceline.accounts.tried import Tried


class Entrance:
    """Opens sessions."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def log_in(
        self,
        name: str,
        password: str,
        code: str | None,
        address: str,
        *,
        agent: str = "",
        instead_of: str = "",
        device: str = "",
    ) -> Opened:
        """A new session; Refused or Wait. `instead_of`: the session shown until now, which ends.

        `device` is what the browser kept from a log-in before (`Opened.device`).
        Without the code that an account asks for, the session waits for it (`Factor.WANTED`), and opens
        nothing until `second_step`.
        """
        home = self._home
        with home.writing() as connection:
            tried = trying.begun(connection, home, counted_by(home, name, device), address)
            row = named(connection, name)
        there = row if row is not None and row.disabled_at is None and tried.looked_at else None
        fits = home.passwords.fits(there.password if there is not None else None, password)
        renewed = home.passwords.renewed(there.password, password) if there is not None and fits else None
        with home.writing() as connection:
            made = None
            if there is not None and fits:
                made = self._entered(connection, there, code, tried, agent=agent, renewed=renewed)
            if made is None:
                trying.failed(connection, home, tried, row.id if row is not None else None)
            elif instead_of:
                left(connection, home, instead_of)
        if made is None:
            raise Refused
        return made

    def second_step(self, text: str, code: str, address: str, *, device: str = "") -> Opened:
        """The session that waits for a code, made anew as one that is whole; Refused, Wait or NotLoggedIn."""
        home = self._home
        with home.writing() as connection:
            waiting = shown(connection, home, text)
            if waiting is None or waiting.factor != Factor.WANTED:
                raise NotLoggedIn
            row = row_of(connection, waiting.account)
            tried = trying.begun(connection, home, counted_by(home, row.name, device), address)
            made = None
            if tried.looked_at and factors.fits(connection, home, row, code):
                ended(connection, row.id, sessions.c.id == waiting.id)
                agent = session_of(waiting).agent
                made = self._whole(connection, row, tried, Factor.DONE, agent)
            if made is None:
                trying.failed(connection, home, tried, row.id)
        if made is None:
            raise Refused
        return made

    def _entered(
        self,
        connection: Connection,
        seen: Row[Any],
        code: str | None,
        tried: Tried,
        *,
        agent: str,
        renewed: str | None,
    ) -> Opened | None:
        """With the right password; None where the code is wrong, or the account was changed meanwhile."""
        row = row_of(connection, seen.id)
        if row.password != seen.password or row.disabled_at is not None:
            return None
        if renewed is not None:
            connection.execute(update(accounts).where(accounts.c.id == row.id).values(password=renewed))
        if row.factor_since is None:
            return self._whole(connection, row, tried, Factor.NONE, agent)
        if not code:
            trying.unfinished(connection, tried)
            return opened(connection, self._home, row.id, Factor.WANTED, agent=agent)
        if not factors.fits(connection, self._home, row, code):
            return None
        return self._whole(connection, row, tried, Factor.DONE, agent)

    def _whole(
        self, connection: Connection, row: Row[Any], tried: Tried, factor: Factor, agent: str
    ) -> Opened:
        trying.right(connection, tried)
        made = admitted(connection, self._home, row, factor, agent=agent, place=tried.place.what)
        return replace(made, device=handed_out(self._home, row.name))


def admitted(
    connection: Connection, home: Home, row: Row[Any], factor: Factor, *, agent: str, place: str | None
) -> Opened:
    """A session of somebody who has proved who they are."""
    failed = failed_since_log_in(connection, row.id)
    made = opened(connection, home, row.id, factor, agent=agent, failed=failed)
    session = made.session.id
    write(connection, home.now, Happening.LOGGED_IN, by=row.id, about=row.id, detail=session, place=place)
    return made


def left(connection: Connection, home: Home, text: str) -> None:
    """Let the session of before go: its cookie is worth nothing after a new log-in."""
    row = shown(connection, home, text)
    if row is not None:
        ended(connection, row.account, sessions.c.id == row.id)
