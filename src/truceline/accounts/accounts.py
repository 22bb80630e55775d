"""The accounts of a server, for doors: everything that a page, an API or a terminal may ask."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from truceline.accounts.answers import Answers
from truceline.accounts.caller import Callers
from truceline.accounts.entrance import Entrance
from truceline.accounts.factors import Factors
from truceline.accounts.home import Home
from truceline.accounts.identities import Identities
from truceline.accounts.invitations import Invitations
from truceline.accounts.journal import Journal
from truceline.accounts.keyring import Keyring
from truceline.accounts.passwords import Passwords
from truceline.accounts.people import People
from truceline.accounts.proofs import Proofs
from truceline.accounts.roles import Roles
from truceline.accounts.sessions import Sessions
from truceline.accounts.tokens import Tokens
from truceline.ledger.clocks import Now, now


class Accounts:
    """One home's accounts; its parts share a database, a key and a clock, and are safe to use in threads."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.people = People(home)
        self.roles = Roles(home)
        self.invitations = Invitations(home)
        self.proofs = Proofs(home)
        self.factors = Factors(home, self.proofs)
        self.identities = Identities(home, self.proofs)
        self.sessions = Sessions(home)
        self.tokens = Tokens(home)
        self.keyring = Keyring(home)
        self.journal = Journal(home)
        self.answers = Answers(home)
        entrance, callers = Entrance(home), Callers(home)
        self.log_in = entrance.log_in
        self.second_step = entrance.second_step
        self.session = callers.of_session
        self.token = callers.of_token
        self.log_out = self.sessions.log_out
        self.first_link = self.invitations.first_link

    def __repr__(self) -> str:
        return f"Accounts({str(self.home.folder)!r})"

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        store: str | None = None,
        clock: Now = now,
        passwords: Passwords | None = None,
    ) -> Self:
        """The accounts of a home, made where there is none; `store` is the URL of a PostgreSQL database.

        CaseError where the home cannot be used.
        """
        return cls(Home.open(folder, store=store, clock=clock, passwords=passwords))

    def close(self) -> None:
        """Let go of the connections."""
        self.home.close()
