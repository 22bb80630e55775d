"""Sessions: who is logged in, from when until when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from truceline.accounts.account import Factor
from truceline.accounts.credentials import Credential, Secret
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.refusal import NotLoggedIn
from truceline.accounts.tables import sessions

IDLE = timedelta(hours=12)
ABSOLUTE = timedelta(days=7)
FOR_THE_CODE = timedelta(minutes=10)
"""So long a session waits for its second factor."""
LONGEST_AGENT = 120
_SEEN_EVERY = timedelta(minutes=1)
"""When a session was last used is written down no more often: a page is no reason to wait for the disk."""
_PURPOSE = "session"


@dataclass(frozen=True, slots=True)
class Session:
    """One log-in; its id tells nothing by which it could be used."""

    id: str
    account: str
    factor: Factor
    agent: str
    """What the browser calls itself, shortened: for its owner to recognise."""
    made_at: datetime
    seen_at: datetime
    failed_before: int
    """How many tries to log in had failed since the log-in before: for its owner to see."""

    @property
    def until(self) -> datetime:
        """When it ends if it is not used again."""
        if self.factor is Factor.WANTED:
            return self.made_at + FOR_THE_CODE
        return min(self.seen_at + IDLE, self.made_at + ABSOLUTE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session, and what its holder shows from now on: for a cookie, and nothing else."""

    session: Session
    token: Secret
    device: Secret | None = None
    """By which the browser is known at the next log-in, so that tries of others do not keep it waiting."""


class Sessions:
    """Lists and ends sessions."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def listed(self, account: str) -> tuple[Session, ...]:
        """The sessions of an account that hold, the newest first."""
        query = select(sessions).where(sessions.c.account == account)
        with self._home.reading() as connection:
            rows = connection.execute(query.order_by(sessions.c.made_at.desc(), sessions.c.id))
            found = [session_of(row) for row in rows]
        return tuple(session for session in found if self._home.now < session.until)

    def end(self, account: str, session: str) -> None:
        """End one of an account's own sessions; one that is no more stays so."""
        with self._home.writing() as connection:
            if ended(connection, account, sessions.c.id == session):
                self._told(connection, Happening.SESSION_ENDED, account, session)

    def end_others(self, account: str, kept: str | None) -> int:
        """End all sessions of an account but one; how many there were."""
        with self._home.writing() as connection:
            count = ended(connection, account, sessions.c.id != (kept or ""))
            if count:
                self._told(connection, Happening.SESSION_ENDED, account, str(count))
        return count

    def log_out(self, text: str) -> None:
        """End the session that is shown; whoever shows none is logged out already."""
        with self._home.writing() as connection:
            row = shown(connection, self._home, text)
            if row is not None:
                ended(connection, row.account, sessions.c.id == row.id)
                self._told(connection, Happening.LOGGED_OUT, row.account, row.id)

    def _told(self, connection: Connection, what: Happening, account: str, detail: str) -> None:
        write(connection, self._home.now, what, by=account, about=account, detail=detail)

    def seen(self, session: Session) -> None:
        """Write down that a session is in use, once a minute at most."""
        now = self._home.now
        if now - session.seen_at >= _SEEN_EVERY:
            with self._home.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.id == session.id).values(seen_at=now))


def opened(
    connection: Connection, home: Home, account: str, factor: Factor, *, agent: str = "", failed: int = 0
) -> Opened:
    """A new session in a transaction that is under way; those whose time is over go."""
    made, now = Credential.new(), home.now
    over = or_(sessions.c.made_at <= now - ABSOLUTE, sessions.c.seen_at <= now - IDLE)
    connection.execute(delete(sessions).where(over))
    session = Session(made.name, account, factor, plain(agent), now, now, failed)
    digest = home.key.digest(_PURPOSE, made.name, made.secret.text)
    row = {**asdict(session), "factor": factor.value, "digest": digest}
    connection.execute(insert(sessions), row)
    return Opened(session, made.shown())


def shown(connection: Connection, home: Home, text: str) -> Row[Any] | None:
    """The row of the session that a text proves; None where it proves none that holds."""
    told = Credential.of(text)
    if told is None:
        return None
    row = connection.execute(select(sessions).where(sessions.c.id == told.name)).first()
    if row is None or not home.key.fits(row.digest, _PURPOSE, told.name, told.secret.text):
        return None
    return row if home.now < session_of(row).until else None


def known(connection: Connection, home: Home, text: str) -> Session:
    """The session that a text proves; NotLoggedIn where it proves none."""
    row = shown(connection, home, text)
    if row is None:
        raise NotLoggedIn
    return session_of(row)


def ended(connection: Connection, account: str, which: Any = None) -> int:
    """End sessions of an account, all or some; how many there were."""
    gone = delete(sessions).where(sessions.c.account == account)
    return connection.execute(gone if which is None else gone.where(which)).rowcount


def session_of(row: Row[Any]) -> Session:
    """A session as it may be shown."""
    return Session(
        row.id, row.account, Factor(row.factor), row.agent, row.made_at, row.seen_at, row.failed_before
    )


def plain(agent: str) -> str:
    """What a browser says of itself, in one short line."""
    return "".join(letter for letter in agent if letter.isprintable())[:LONGEST_AGENT]
