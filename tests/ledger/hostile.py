"""Somebody with the file and an SQL prompt: a full ledger, and its triggers taken out."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from tests.ledger.conftest import START, SetClock, said

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Actor, Source, Status
from truceline.evidence.issue import Issue
from truceline.ledger.deciding import Verdict
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.ledger.signers import KeyStanding, Role, Trust
from truceline.ledger.source_acts import Deed, Doing
from truceline.ledger.store import Ledger
from truceline.ledger.tables import metadata
from truceline.ledger.tombstones import WORDY

TABLES = sorted(metadata.tables)


def fill(ledger: Ledger, clock: SetClock) -> None:
    """Seven entries that bring rows to every table but that of tombstones, more than one to most."""
    first = [
        said(
            n,
            label=f"post-{n}",
            actor=(Actor(party="north"), Actor(party="south")),
            bears_on=("no-fire", "guns-out"),
            time={"start": f"2018-10-{n:02}", "end": f"2018-10-{n + 1:02}"},
            place=[{"lat": 35.5 + n / 100, "lon": 36.25, "radius_m": 250}],
            state={"of": "bridge", "state": "open"},
            event="fire",
        )
        for n in range(1, 5)
    ]
    issues = [
        Issue(file="a.csv", row=n, kind="bad-date", message=f"no day {n}", effect="skipped") for n in (3, 4)
    ]
    ledger.append(Origin("table", "a.csv", "a" * 64, "ana"), first, issues)
    clock.turn(hours=1)
    second = [said(n, target=(Actor(party="south"),), status="proposed") for n in range(5, 8)]
    ledger.append(Origin("claims", "b.jsonl"), [*second, said(8, supersedes=first[0].content_digest)])
    ids = [claim.content_digest for claim in (*first, *second)]
    clock.turn(hours=1)
    ledger.decide(ids[1], Status.REJECTED, "bo", "a rumour")
    ledger.decide(ids[4], Status.ACCEPTED, "bo", "two sources")
    ledger.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    ledger.add_document(b"Ten posts.", "bulletin-2.txt", "text/plain")
    ledger.trust([trust("ana", "tk1a"), trust("bo", "tk1b")])


def forget(ledger: Ledger, clock: SetClock) -> None:
    """Two more entries: a source speaks and is decided on, and is forgotten; tombstones of every sort."""
    of_source = {"source": Source(id=REFERENCE, family=REFERENCE), "label": "at-the-mill"}
    paper = Paper(b"At the mill.", "mill.txt", "text/plain")
    told = [said(n, **of_source, evidence={"document": digest_bytes(paper.content)}) for n in (9, 10)]
    issue = Issue(file="mill.txt", row=0, kind="too-early", message="of the mill", effect="flagged")
    decided = [Verdict(told[0].content_digest, Status.REJECTED, "bo", "the mill burned down")]
    clock.turn(hours=1)
    ledger.append(Origin("reading", "mill.txt"), told, [issue], paper=paper, decided=decided)
    ledger.forget(Doing(Deed.FORGOTTEN, REFERENCE, "ana", "asked to be"))


REFERENCE = "s-3f9a01c2d4"


def trust(name: str, key: str) -> Trust:
    return Trust(key, name, "north", Role.LIAISON, KeyStanding.TRUSTED, START, "cy", "met")


@contextmanager
def prompt(path: Path):
    """A plain SQLite connection with nothing in its way; what it did is committed, and its traces removed."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        connection.commit()
        for _, sql in triggers:
            connection.execute(sql)


def dump(connection: sqlite3.Connection) -> list[tuple]:
    """Everything the tables hold."""
    return [
        (table, *row)
        for table in TABLES
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")  # noqa: S608
    ]


def made_older(path):
    """Take out of a ledger what came with the chain and after it."""
    with closing(sqlite3.connect(path)) as connection:
        for table in WORDY:
            connection.execute(f"DROP TRIGGER {table}_no_update")
        for table in ("links", "blocks", "tombstones"):
            connection.execute(f"DROP TABLE {table}")
        later = ("claims_by_source", "claims_by_document", "claims_by_opening")
        for index in ("decisions_by_entry", "documents_by_entry", *later):
            connection.execute(f"DROP INDEX {index}")
        for column in ("source", "document"):
            connection.execute(f"ALTER TABLE claims DROP COLUMN {column}")
        for table in WORDY:
            told = f"append-only: rows of {table} are never changed"
            refusal = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
            connection.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refusal}")
        connection.execute("UPDATE alembic_version SET version_num = '0002'")
        connection.commit()
