"""One-time links: the first owner's, invitations to make an account, and to set a forgotten password anew.

A link is a secret that opens one thing once, for three days. The database has its keyed digest only: who
can write rows and lacks the server's key can make no link that works.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from truceline.accounts import factors, lockouts, tokens
from truceline.accounts.account import Account, Grant, Language, login_name, wrong
from truceline.accounts.credentials import Credential, Secret
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.people import account_of, made, name_key, named, require_owner, row_of
from truceline.accounts.proofs import set_password
from truceline.accounts.refusal import LinkSpent, NotAllowed
from truceline.accounts.roles import checked, given
from truceline.accounts.tables import accounts, links
from truceline.ledger.signers import Role

HOLDS = timedelta(hours=72)
_PURPOSE = "link"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link is for; its id tells nothing by which it could be used."""

    id: str
    account: str | None
    """Whose password it sets anew; null: it makes an account."""
    owner: bool
    grants: tuple[Grant, ...]
    """The roles that the account has at once."""
    by: str | None
    """Who invited; null: the server, at its first start."""
    until: datetime


@dataclass(frozen=True, slots=True)
class Link:
    """A new invitation, and what is sent to whom it is for: the end of a link, shown this once."""

    invitation: Invitation
    secret: Secret


class Invitations:
    """Makes links, and opens what they open."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def first_link(self) -> Link:
        """The link by which the first owner makes an account; NotAllowed where there is any account.

        One made before opens nothing any more.
        """
        with self._home.writing() as connection:
            if _peopled(connection):
                raise NotAllowed("this server has accounts; its owner can invite")
            connection.execute(delete(links).where(links.c.used_at.is_(None)))
            write(connection, self._home.now, Happening.FIRST_LINK)
            return self._made(connection, owner=True)

    def invite(self, by: str, grants: Iterable[Grant] = (), *, owner: bool = False) -> Link:
        """A link for a new account, with roles that it has at once; only an owner invites."""
        asked = tuple(checked(grant) for grant in grants)
        with self._home.writing() as connection:
            require_owner(connection, by)
            link = self._made(connection, by=by, grants=asked, owner=owner)
            write(connection, self._home.now, Happening.INVITED, by=by, detail=link.invitation.id)
        return link

    def offer_reset(self, account: str, by: str) -> Link:
        """A link to set somebody's password anew; one offered before opens nothing any more."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            row_of(connection, account)
            return self._reset_offered(connection, account, by)

    def rescue(self, name: str, *, drop_factor: bool = False) -> Link:
        """For whoever has the server's terminal: a link for an owner whom no other owner can help.

        With `drop_factor` the second factor goes, too. InputError where no owner has that name.
        """
        with self._home.writing() as connection:
            row = named(connection, name)
            if row is None or not row.owner or row.disabled_at is not None:
                raise wrong("name", "no owner of the server has this name; an owner can help all others")
            if drop_factor:
                factors.removed(connection, self._home, row.id, by=None)
            return self._reset_offered(connection, row.id, None)

    def listed(self) -> tuple[Invitation, ...]:
        """The links that still open something, the newest first."""
        c = links.c
        query = select(links).where(c.used_at.is_(None), c.until > self._home.now)
        with self._home.reading() as connection:
            rows = connection.execute(query.order_by(c.made_at.desc(), c.id))
            return tuple(_invitation(row) for row in rows)

    def withdraw(self, invitation: str, by: str) -> None:
        """Let a link open nothing any more."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            connection.execute(delete(links).where(links.c.id == invitation, links.c.used_at.is_(None)))

    def look(self, text: str) -> Invitation:
        """What a link is for, without using it; LinkSpent where it opens nothing."""
        with self._home.reading() as connection:
            return _open(connection, self._home, text)

    def accept(self, text: str, name: str, password: str, language: Language = Language.ENGLISH) -> Account:
        """Make an account by a link, once; InputError (name, password) leaves the link as it was."""
        with self._home.reading() as connection:
            _require_new(_open(connection, self._home, text))
            if named(connection, login_name(name)) is not None:
                raise wrong("name", "somebody has this name already")
        hashed = self._home.passwords.hash(password, login_name(name))
        with self._home.writing() as connection:
            account = joined(connection, self._home, text, name, language)
            connection.execute(update(accounts).where(accounts.c.id == account).values(password=hashed))
            return account_of(row_of(connection, account))

    def reset(self, text: str, password: str) -> Account:
        """Set a password anew by a link, once: sessions and tokens end, and waiting is over."""
        with self._home.reading() as connection:
            account = _of_account(_open(connection, self._home, text))
            name = row_of(connection, account).name
        hashed = self._home.passwords.hash(password, name)
        with self._home.writing() as connection:
            _use(connection, self._home, text)
            row = row_of(connection, account)
            set_password(connection, self._home, row, hashed, by=None)
            tokens.ended(connection, account)
            lockouts.cleared(connection, name_key(self._home, row.name))
            return account_of(row_of(connection, account))

    def _reset_offered(self, connection: Connection, account: str, by: str | None) -> Link:
        connection.execute(delete(links).where(links.c.account == account, links.c.used_at.is_(None)))
        link = self._made(connection, by=by, account=account)
        now, what = self._home.now, Happening.RESET_OFFERED
        write(connection, now, what, by=by, about=account, detail=link.invitation.id)
        return link

    def _made(
        self,
        connection: Connection,
        *,
        by: str | None = None,
        account: str | None = None,
        grants: tuple[Grant, ...] = (),
        owner: bool = False,
    ) -> Link:
        made_now, now = Credential.new(), self._home.now
        row = {"id": made_now.name, "account": account, "owner": owner, "by": by, "until": now + HOLDS}
        told = json.dumps([[grant.case, grant.role.value, grant.party] for grant in grants])
        digest = self._home.key.digest(_PURPOSE, made_now.name, made_now.secret.text)
        connection.execute(insert(links), {**row, "grants": told, "made_at": now, "digest": digest})
        return Link(Invitation(made_now.name, account, owner, grants, by, now + HOLDS), made_now.shown())


def joined(connection: Connection, home: Home, text: str, name: str, language: Language) -> str:
    """Use a link to make an account in a transaction that is under way; returns its id."""
    invitation = _require_new(_use(connection, home, text))
    if invitation.by is None and _peopled(connection):
        raise LinkSpent
    account = made(connection, home, name, language, owner=invitation.owner)
    write(connection, home.now, Happening.MADE, by=invitation.by, about=account, detail=invitation.id)
    for grant in invitation.grants:
        given(connection, home, account, grant, invitation.by)
    return account


def _open(connection: Connection, home: Home, text: str) -> Invitation:
    told = Credential.of(text)
    row = told and connection.execute(select(links).where(links.c.id == told.name)).first()
    if not told or not row or not home.key.fits(row.digest, _PURPOSE, told.name, told.secret.text):
        raise LinkSpent
    if row.used_at is not None or home.now >= row.until:
        raise LinkSpent
    return _invitation(row)


def _use(connection: Connection, home: Home, text: str) -> Invitation:
    invitation = _open(connection, home, text)
    c = links.c
    used = update(links).where(c.id == invitation.id, c.used_at.is_(None)).values(used_at=home.now)
    if connection.execute(used).rowcount != 1:
        raise LinkSpent
    return invitation


def _require_new(invitation: Invitation) -> Invitation:
    if invitation.account is not None:
        raise LinkSpent
    return invitation


def _of_account(invitation: Invitation) -> str:
    if invitation.account is None:
        raise LinkSpent
    return invitation.account


def _peopled(connection: Connection) -> bool:
    return bool(connection.execute(select(func.count()).select_from(accounts)).scalar_one())


def _invitation(row: Row[Any]) -> Invitation:
    grants = tuple(Grant(case, Role(role), party) for case, role, party in json.loads(row.grants))
    return Invitation(row.id, row.account, row.owner, grants, row.by, row.until)
