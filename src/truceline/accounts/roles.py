"""Roles of accounts in cases. Whether one person may do two acts of one thing is asked at the act."""

from __future__ import annotations

import re

from sqlalchemy import Connection, delete, insert, select

from truceline.accounts.account import Grant, Membership, wrong
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.people import require_owner, row_of
from truceline.accounts.tables import memberships
from truceline.ledger.signers import Role

_CASE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LONGEST_PARTY = 64


class Roles:
    """Gives and takes roles; only an owner of the server does, and has none by that."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def listed(self, *, account: str | None = None, case: str | None = None) -> tuple[Membership, ...]:
        """Who has which role: of an account, or in a case."""
        query = select(memberships).order_by(memberships.c.case, memberships.c.account, memberships.c.role)
        if account is not None:
            query = query.where(memberships.c.account == account)
        if case is not None:
            query = query.where(memberships.c.case == case)
        with self._home.reading() as connection:
            return tuple(
                Membership(row.account, Grant(row.case, Role(row.role), row.party), row.since, row.by)
                for row in connection.execute(query)
            )

    def give(self, account: str, grant: Grant, by: str) -> None:
        """Give a role; InputError where it lacks its party, or would let one person act for two parties."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            given(connection, self._home, account, grant, by)

    def take(self, account: str, case: str, role: Role, by: str) -> None:
        """Take a role away; what was done in it stays done."""
        c = memberships.c
        with self._home.writing() as connection:
            require_owner(connection, by)
            row_of(connection, account)
            gone = delete(memberships).where(c.account == account, c.case == case, c.role == role.value)
            if connection.execute(gone).rowcount:
                now, what = self._home.now, Happening.ROLE_TAKEN
                write(connection, now, what, by=by, about=account, case=case, detail=role.value)


def checked(grant: Grant) -> Grant:
    """A role as it may be given; InputError says what is missing."""
    if not _CASE.fullmatch(grant.case):
        raise wrong("case", "a case is named by small letters, digits, dots, dashes and underscores")
    if grant.role is Role.LIAISON and not grant.party:
        raise wrong("party", "a liaison officer acts for a party of the agreement; say for which")
    if grant.party is not None and not (0 < len(grant.party) <= _LONGEST_PARTY and grant.party.isprintable()):
        raise wrong("party", f"a party's id has 1 to {_LONGEST_PARTY} characters")
    return grant


def given(connection: Connection, home: Home, account: str, grant: Grant, by: str | None) -> None:
    """Give a role in a transaction that is under way; the same role again changes nothing."""
    checked(grant)
    row_of(connection, account)
    others = [held for held in grants_of(connection, account) if held.case == grant.case]
    if grant in others:
        return
    parties = {held.party for held in others if held.party} | ({grant.party} if grant.party else set())
    if len(parties) > 1 or any(held.role is grant.role for held in others):
        raise wrong("party", "an account acts for one party in a case; take the other role away first")
    row = {"account": account, "case": grant.case, "role": grant.role.value, "party": grant.party, "by": by}
    connection.execute(insert(memberships), {**row, "since": home.now})
    detail = f"{grant.role.value} {grant.party or ''}".strip()
    write(connection, home.now, Happening.ROLE_GIVEN, by=by, about=account, case=grant.case, detail=detail)


def grants_of(connection: Connection, account: str) -> tuple[Grant, ...]:
    """All roles of an account, by case."""
    query = select(memberships).where(memberships.c.account == account)
    rows = connection.execute(query.order_by(memberships.c.case, memberships.c.role))
    return tuple(Grant(row.case, Role(row.role), row.party) for row in rows)
