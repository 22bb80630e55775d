"""The second factor: codes of an app (TOTP, RFC 6238), and codes on paper for when the app is lost."""

from __future__ import annotations

import hmac
import io
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

import pyotp
import segno
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from truceline.accounts.account import wrong
from truceline.accounts.credentials import Secret
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.people import require_owner, row_of
from truceline.accounts.proofs import Proofs
from truceline.accounts.tables import accounts, recovery_codes

ISSUER = "truceline"
RECOVERY_CODES = 10
_STEP_S = 30
_DIGITS = 6
_DRIFT = (-1, 0, 1)
"""Clocks of telephones are off by up to a step."""
# No letters that are taken for each other; twelve of them are 59 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_RECOVERY_LETTERS = 12
_GROUP = 4


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app is given, once; it counts when a code of it has come back."""

    secret: Secret
    """In base 32, to type in."""
    uri: Secret
    """The same as `otpauth:` address."""

    def svg(self) -> Secret:
        """The address as a QR code (SVG, no script), to be looked at and not kept."""
        drawn = io.BytesIO()
        segno.make(self.uri.text, micro=False).save(drawn, kind="svg", scale=4, xmldecl=False)
        return Secret(drawn.getvalue().decode())


class Factors:
    """Sets up and takes away second factors."""

    def __init__(self, home: Home, proofs: Proofs) -> None:
        self._home = home
        self._proofs = proofs

    def begin(self, account: str, password: str, address: str) -> Enrolment:
        """A new secret for an app; nothing changes until `confirm`. InputError where there is a factor."""
        self._proofs.prove(account, password, address)
        secret = pyotp.random_base32()
        with self._home.writing() as connection:
            row = row_of(connection, account)
            if row.factor_since is not None:
                raise wrong("factor", "there is a second factor; remove it first")
            sealed = self._home.key.seal(secret.encode(), account)
            _put(connection, account, factor=sealed, factor_step=None)
        uri = pyotp.TOTP(secret).provisioning_uri(name=row.name, issuer_name=ISSUER)
        return Enrolment(Secret(secret), Secret(uri))

    def confirm(self, account: str, code: str) -> tuple[Secret, ...]:
        """Let log-in ask for codes from now on; returns those for paper. InputError: the code is wrong."""
        with self._home.writing() as connection:
            row = row_of(connection, account)
            if row.factor is None or row.factor_since is not None:
                raise wrong("factor", "no second factor is being set up")
            if not _fits_app(connection, self._home, row, code):
                raise wrong("code", "this is not the code of now; look at the clock of the telephone")
            _put(connection, account, factor_since=self._home.now)
            write(connection, self._home.now, Happening.FACTOR_SET, by=account, about=account)
            return _renewed(connection, self._home, account)

    def renew_codes(self, account: str, password: str, address: str) -> tuple[Secret, ...]:
        """New codes for paper; the old ones open nothing any more."""
        self._proofs.prove(account, password, address)
        with self._home.writing() as connection:
            if row_of(connection, account).factor_since is None:
                raise wrong("factor", "there is no second factor")
            write(connection, self._home.now, Happening.RECOVERY_RENEWED, by=account, about=account)
            return _renewed(connection, self._home, account)

    def codes_left(self, account: str) -> int:
        """How many codes on paper still open."""
        c = recovery_codes.c
        query = select(func.count()).where(c.account == account, c.used_at.is_(None))
        with self._home.reading() as connection:
            return int(connection.execute(query).scalar_one())

    def remove(self, account: str, password: str, address: str) -> None:
        """Ask for no code any more."""
        self._proofs.prove(account, password, address)
        with self._home.writing() as connection:
            removed(connection, self._home, account, by=account)

    def drop(self, account: str, by: str) -> None:
        """An owner takes away the second factor of somebody who lost telephone and paper."""
        with self._home.writing() as connection:
            require_owner(connection, by)
            removed(connection, self._home, account, by=by)


def fits(connection: Connection, home: Home, row: Row[Any], code: str) -> bool:
    """Whether a code opens this account; it does so once, whoever else shows it at the same time."""
    plain = digits(code)
    if len(plain) == _DIGITS and plain.isdecimal():
        return _fits_app(connection, home, row, plain)
    return _fits_paper(connection, home, row, code)


def digits(code: str) -> str:
    """A code as typed on any keyboard (Arabic digits, too), without gaps."""
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in code if not letter.isspace())


def _fits_app(connection: Connection, home: Home, row: Row[Any], code: str) -> bool:
    app = pyotp.HOTP(home.key.open(row.factor, row.id).decode())
    now = int(home.now.timestamp()) // _STEP_S
    plain = digits(code).encode("utf-8", "surrogatepass")
    last = row.factor_step or 0
    # Every step is compared, so that the time taken does not tell which one it was.
    right = [step for step in (now + d for d in _DRIFT) if _same(app.at(step), plain) and step > last]
    if not right:
        return False
    c = accounts.c
    unused = (c.factor_step.is_(None)) | (c.factor_step < right[0])
    taken = update(accounts).where(c.id == row.id, unused).values(factor_step=right[0])
    return connection.execute(taken).rowcount == 1


def _same(expected: str, given: bytes) -> bool:
    return hmac.compare_digest(expected.encode(), given)


def _fits_paper(connection: Connection, home: Home, row: Row[Any], code: str) -> bool:
    c = recovery_codes.c
    plain = "".join(letter for letter in digits(code).casefold() if letter.isalnum())
    mine = home.key.digest("recovery", row.id, plain).encode()
    kept = connection.execute(select(c.digest).where(c.account == row.id, c.used_at.is_(None))).scalars()
    right = [digest for digest in kept.all() if hmac.compare_digest(digest.encode(), mine)]
    if not right:
        return False
    taken = update(recovery_codes).where(c.account == row.id, c.digest == right[0], c.used_at.is_(None))
    if connection.execute(taken.values(used_at=home.now)).rowcount != 1:
        return False
    write(connection, home.now, Happening.RECOVERY_USED, by=row.id, about=row.id)
    return True


def _renewed(connection: Connection, home: Home, account: str) -> tuple[Secret, ...]:
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
    plain = [
        "".join(secrets.choice(_LETTERS) for _ in range(_RECOVERY_LETTERS)) for _ in range(RECOVERY_CODES)
    ]
    rows = [{"account": account, "digest": home.key.digest("recovery", account, code)} for code in plain]
    connection.execute(insert(recovery_codes), rows)
    return tuple(
        Secret("-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))) for code in plain
    )


def removed(connection: Connection, home: Home, account: str, *, by: str | None) -> None:
    """Take a second factor away in a transaction that is under way, with its codes on paper."""
    row_of(connection, account)
    _put(connection, account, factor=None, factor_since=None, factor_step=None)
    connection.execute(delete(recovery_codes).where(recovery_codes.c.account == account))
    write(connection, home.now, Happening.FACTOR_REMOVED, by=by, about=account)


def _put(connection: Connection, account: str, **values: object) -> None:
    connection.execute(update(accounts).where(accounts.c.id == account).values(values))
