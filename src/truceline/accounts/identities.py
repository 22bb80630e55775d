"""Accounts that come by way of an identity provider: matched by issuer and subject, by nothing else.

A name or an e-mail address that a provider tells is no proof: it may be another person's tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, update

from truceline.accounts.account import Account, Factor, Language, wrong
from truceline.accounts.credentials import Secret
from truceline.accounts.entrance import admitted, left
from truceline.accounts.home import Home
from truceline.accounts.invitations import joined
from truceline.accounts.journal import Happening, write
from truceline.accounts.people import account_of, row_of
from truceline.accounts.proofs import Proofs
from truceline.accounts.refusal import Refused
from truceline.accounts.sessions import Opened, opened
from truceline.accounts.tables import accounts
from truceline.accounts.tried import place_key


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a provider says somebody is; what is matched is issuer and subject, and nothing else."""

    provider: str
    issuer: str
    subject: str
    suggested_name: str
    """What the person is called there: to be put into a form, never to be trusted."""
    link: Secret | None
    """The invitation the person came with."""


class Identities:
    """Lets people in whom a provider vouches for, and binds accounts to them."""

    def __init__(self, home: Home, proofs: Proofs) -> None:
        self._home = home
        self._proofs = proofs

    def log_in(self, identity: Identity, address: str, *, agent: str = "", instead_of: str = "") -> Opened:
        """A session of the account bound to an identity; Refused where none is, or it is shut.

        An account with a second factor of ours is asked for its code all the same.
        """
        home = self._home
        with home.writing() as connection:
            row = _bound(connection, identity)
            place = place_key(home, address)
            there = row if row is not None and row.disabled_at is None else None
            if there is None:
                about = row.id if row is not None else None
                write(connection, home.now, Happening.FAILED, about=about, place=place)
                made = None
            else:
                if instead_of:
                    left(connection, home, instead_of)
                made = _entered(connection, home, there, agent, place)
        if made is None:
            raise Refused("no account here is bound to that identity; ask an owner for an invitation")
        return made

    def accept(
        self, identity: Identity, link: str, name: str, language: Language = Language.ENGLISH
    ) -> Account:
        """Make an account without a password by an invitation, once, bound to an identity."""
        with self._home.writing() as connection:
            _require_free(connection, identity)
            account = joined(connection, self._home, link, name, language)
            _bind(connection, self._home, account, identity)
            return account_of(row_of(connection, account))

    def bind(self, account: str, identity: Identity, password: str, address: str) -> None:
        """Bind an account that has a password to an identity; the password is asked for."""
        self._proofs.prove(account, password, address)
        with self._home.writing() as connection:
            if row_of(connection, account).issuer is not None:
                raise wrong("identity", "the account is bound to an identity already")
            _require_free(connection, identity)
            _bind(connection, self._home, account, identity)


def _entered(connection: Connection, home: Home, row: Row[Any], agent: str, place: str) -> Opened:
    if row.factor_since is not None:
        return opened(connection, home, row.id, Factor.WANTED, agent=agent)
    return admitted(connection, home, row, Factor.NONE, agent=agent, place=place)


def _bound(connection: Connection, identity: Identity) -> Row[Any] | None:
    c = accounts.c
    query = select(accounts).where(c.issuer == identity.issuer, c.subject == identity.subject)
    return connection.execute(query).first()


def _require_free(connection: Connection, identity: Identity) -> None:
    if _bound(connection, identity) is not None:
        raise wrong("identity", "an account is bound to that identity already; log in by it")


def _bind(connection: Connection, home: Home, account: str, identity: Identity) -> None:
    values = {"issuer": identity.issuer, "subject": identity.subject}
    connection.execute(update(accounts).where(accounts.c.id == account).values(values))
    write(connection, home.now, Happening.IDENTITY_BOUND, by=account, about=account, detail=identity.provider)
