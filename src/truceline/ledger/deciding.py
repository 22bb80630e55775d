"""Decisions on claims, written down: one entry for all that are taken at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from truceline import __version__
from truceline.errors import InputError, Problem, telling
from truceline.evidence.claim import Status
from truceline.ledger.appending import write_entry
from truceline.ledger.entry import Origin, Register
from truceline.ledger.retrieval import next_of
from truceline.ledger.tables import claims, decisions
from truceline.ledger.waiting import standings

DECISION = "decision"
"""What an entry that brings decisions is called."""

_AT_ONCE = 500

UNDONE = "undone"
"""Why of a decision that takes another one back."""


class Verdict(NamedTuple):
    """What somebody decides about a claim, and why."""

    claim_id: str
    status: Status
    by: str
    why: str
    expected: Status | None = None
    """How the claim stood when it was looked at; null: however it stands."""


class Overtaken(InputError):  # noqa: N818 - it says what is so
    """Somebody else decided on a claim, or corrected it, since whoever decides now looked at it."""

    def __init__(self, now: Mapping[str, Status]) -> None:
        """`now` is how those claims stand, by id."""
        self.now = dict(now)
        super().__init__(
            Problem("ledger", 0, one, telling("was decided on meanwhile: it is {state}", state=status))
            for one, status in now.items()
        )


def write_decisions(
    connection: Connection, verdicts: Sequence[Verdict], register: Register, at: datetime | None
) -> int:
    """Write decisions in one entry; returns the new position. InputError names every unknown claim."""
    assert verdicts, "an entry says something"
    numbers = _numbers(connection, verdicts)
    first = verdicts[0]
    name = first.claim_id if len(verdicts) == 1 else f"{len(verdicts)} claims"
    entry = write_entry(connection, DECISION, Origin(DECISION, name, by=first.by), register, __version__)
    _insert(connection, verdicts, numbers, entry, at or register.entered_at)
    return entry


def add_decisions(
    connection: Connection, verdicts: Sequence[Verdict], register: Register, entry: int
) -> None:
    """Write decisions under an entry that brings other things too."""
    _insert(connection, verdicts, _numbers(connection, verdicts), entry, register.entered_at)


def _insert(
    connection: Connection, verdicts: Sequence[Verdict], numbers: dict[str, int], entry: int, at: datetime
) -> None:
    _require_expected(connection, verdicts)
    next_seq = next_of(connection, decisions)
    rows = [
        {
            "seq": seq,
            "entry": entry,
            "claim": numbers[verdict.claim_id],
            "status": verdict.status.value,
            "by": verdict.by,
            "why": verdict.why,
            "at": at,
        }
        for seq, verdict in enumerate(verdicts, next_seq)
    ]
    connection.execute(insert(decisions), rows)


def _require_expected(connection: Connection, verdicts: Sequence[Verdict]) -> None:
    """In the transaction that writes, so that of two who decide at the same time one is told."""
    expected = {one.claim_id: one.expected for one in verdicts if one.expected is not None}
    ids = list(expected)
    now: dict[str, Status] = {}
    for first in range(0, len(ids), _AT_ONCE):
        found = standings(connection, ids[first : first + _AT_ONCE])
        now |= {one: standing.status for one, standing in found.items()}
    if others := {one: status for one, status in now.items() if status is not expected[one]}:
        raise Overtaken(others)


def _numbers(connection: Connection, verdicts: Sequence[Verdict]) -> dict[str, int]:
    """The row number of each claim that is decided on."""
    numbers: dict[str, int] = {}
    problems: list[Problem] = []
    for verdict in verdicts:
        query = select(claims.c.seq).where(claims.c.claim_id == verdict.claim_id)
        seq = connection.execute(query).scalar()
        if seq is None:
            problems.append(
                Problem("ledger", 0, "claim_id", telling("no claim {name}", name=verdict.claim_id))
            )
        else:
            numbers[verdict.claim_id] = seq
    if problems:
        raise InputError(problems)
    return numbers
