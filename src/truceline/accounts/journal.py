"""What happened to accounts: append-only, with ids and words of a closed list, and nothing that was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, func, insert, select

from truceline.accounts.home import Home
from truceline.accounts.tables import journal

LONGEST_PAGE = 500
"""Lines that one call gives at most."""


class Happening(StrEnum):
    """What can happen to an account."""

    FIRST_LINK = "first_link"
    INVITED = "invited"
    RESET_OFFERED = "reset_offered"
    MADE = "made"
    LOGGED_IN = "logged_in"
    FAILED = "failed"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    LOGGED_OUT = "logged_out"
    SESSION_ENDED = "session_ended"
    PASSWORD_SET = "password_set"  # noqa: S105 - a word of the journal
    FACTOR_SET = "factor_set"
    FACTOR_REMOVED = "factor_removed"
    RECOVERY_RENEWED = "recovery_renewed"
    RECOVERY_USED = "recovery_used"
    LANGUAGE_SET = "language_set"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    OWNER_GIVEN = "owner_given"
    OWNER_TAKEN = "owner_taken"
    DISABLED = "disabled"
    ENABLED = "enabled"
    TOKEN_MADE = "token_made"  # noqa: S105 - a word of the journal
    TOKEN_ENDED = "token_ended"  # noqa: S105 - a word of the journal
    HOOK_MADE = "hook_made"
    HOOK_ENDED = "hook_ended"
    KEY_KEPT = "key_kept"
    KEY_OPENED = "key_opened"
    KEY_FORGOTTEN = "key_forgotten"
    IDENTITY_BOUND = "identity_bound"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened."""

    seq: int
    at: datetime
    what: Happening
    by: str | None
    """The account that did it; null: nobody who is known, or the server itself."""
    about: str | None
    """The account it was done to."""
    case: str | None
    detail: str
    """A role, party, scope, or the name of a row; never a text that somebody typed."""
    place: str | None
    """A keyed digest of the address it came from: the same place, the same letters."""


def write(
    connection: Connection,
    at: datetime,
    what: Happening,
    *,
    by: str | None = None,
    about: str | None = None,
    case: str | None = None,
    detail: str = "",
    place: str | None = None,
) -> None:
    """Add a line in a transaction that is under way: what happened is kept with its record or not at all."""
    seq = connection.execute(select(func.coalesce(func.max(journal.c.seq), 0) + 1)).scalar_one()
    line = {"by": by, "about": about, "case": case, "detail": detail, "place": place}
    connection.execute(insert(journal), {"seq": seq, "at": at, "what": what.value, **line})


class Journal:
    """Reads what happened."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def listed(
        self,
        *,
        about: str | None = None,
        case: str | None = None,
        before: int | None = None,
        most: int = LONGEST_PAGE,
    ) -> tuple[Line, ...]:
        """Lines, the newest first; of an account, or of a case; `before` the number of a line, for pages."""
        query = select(journal).order_by(journal.c.seq.desc()).limit(min(most, LONGEST_PAGE))
        if about is not None:
            query = query.where((journal.c.about == about) | (journal.c.by == about))
        if case is not None:
            query = query.where(journal.c.case == case)
        if before is not None:
            query = query.where(journal.c.seq < before)
        with self._home.reading() as connection:
            return tuple(
                Line(r.seq, r.at, Happening(r.what), r.by, r.about, r.case, r.detail, r.place)
                for r in connection.execute(query)
            )


def failed_since_log_in(connection: Connection, account: str) -> int:
    """How many tries to log in failed since the last that did not."""
    mine = journal.c.about == account
    last = select(func.coalesce(func.max(journal.c.seq), 0)).where(
        mine, journal.c.what == Happening.LOGGED_IN.value
    )
    failed = select(func.count()).where(
        mine, journal.c.what == Happening.FAILED.value, journal.c.seq > last.scalar_subquery()
    )
    return int(connection.execute(failed).scalar_one())
