"""Decisions on claims, written down: one entry for all that are taken at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select

from truceline import __version__
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Status
from truceline.ledger.appending import write_entry
from truceline.ledger.entry import Origin, Register
from truceline.ledger.retrieval import next_of
from truceline.ledger.tables import claims, decisions

DECISION = "decision"
"""What an entry that brings decisions is called."""


class Verdict(NamedTuple):
    """What somebody decides about a claim, and why."""

    claim_id: str
    status: Status
    by: str
    why: str


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


def _numbers(connection: Connection, verdicts: Sequence[Verdict]) -> dict[str, int]:
    """The row number of each claim that is decided on."""
    numbers: dict[str, int] = {}
    problems: list[Problem] = []
    for verdict in verdicts:
        query = select(claims.c.seq).where(claims.c.claim_id == verdict.claim_id)
        seq = connection.execute(query).scalar()
        if seq is None:
            problems.append(Problem("ledger", 0, "claim_id", f"no claim {verdict.claim_id}"))
        else:
            numbers[verdict.claim_id] = seq
    if problems:
        raise InputError(problems)
    return numbers
