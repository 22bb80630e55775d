"""Accounts in a home of their own, with a clock that tests move and hashes that cost nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
from argon2 import PasswordHasher

from truceline.accounts.account import Account, Grant
from truceline.accounts.accounts import Accounts
from truceline.accounts.passwords import Passwords
from truceline.ledger.signers import Role

NOW = datetime(2020, 6, 1, 9, tzinfo=UTC)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PASSWORD = "canary-quetzal-horse"  # noqa: S105 - a test's
HERE = "192.0.2.7"
ELSEWHERE = "192.0.2.8"
ANALYST = Grant("river", Role.ANALYST)
NORTH = Grant("river", Role.LIAISON, "north")


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOW

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def opened(folder: Path, clock: Clock | None = None, store: str | None = None) -> Accounts:
    return Accounts.open(folder, store=store, clock=clock or Clock(), passwords=Passwords(CHEAP))


def with_owner(accounts: Accounts, name: str = "Olga") -> Account:
    """The first owner."""
    return accounts.invitations.accept(accounts.first_link().secret.text, name, PASSWORD)


def with_person(accounts: Accounts, owner: Account, name: str, *grants: Grant) -> Account:
    """Somebody whom the owner invited."""
    link = accounts.invitations.invite(owner.id, grants)
    return accounts.invitations.accept(link.secret.text, name, PASSWORD)


def with_factor(accounts: Accounts, account: Account) -> tuple[pyotp.TOTP, tuple[str, ...]]:
    """The app of an account that asks for codes from now on, and its codes on paper."""
    app = pyotp.TOTP(accounts.factors.begin(account.id, PASSWORD, HERE).secret.text)
    paper = accounts.factors.confirm(account.id, app.at(accounts.home.now - timedelta(seconds=30)))
    return app, tuple(code.text for code in paper)
