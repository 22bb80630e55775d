"""Restricted and secret rows that left a case or were looked at: each time an entry of the chain.

The entry says who, when, in what, how many rows of which sensitivity, and the SHA-256 of what left. Of the
rows themselves it holds nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from truceline import __version__
from truceline.core.canonical import canonical_json
from truceline.ledger.appending import write_entry
from truceline.ledger.entry import Origin, Register
from truceline.ledger.inserting import listed
from truceline.ledger.tables import claims, entries

DISCLOSURE = "disclosure"
"""What an entry about rows that left is called."""


class Outlet(StrEnum):
    """In what rows that are not for everybody left a case, or were looked at."""

    REPORT = "report"
    """A report, as pages."""
    FIGURES = "figures"
    """Figures, as data or a page: beside a report, of the mechanism, of an outlook."""
    CLAIMS = "claims"
    """Claims, as data."""
    STATUSES = "statuses"
    """Statuses with the claims they rest on, as data."""
    ACTS = "acts"
    """Acts of the mechanism, as data: what another cell can enter."""
    LINES = "lines"
    """Drawings of a boundary, as GeoJSON."""
    LEDGER = "ledger"
    """A copy of the whole ledger."""
    SCREEN = "screen"
    """A list or text that somebody looked at."""


class Reserved(NamedTuple):
    """How many rows are not for everybody."""

    restricted: int = 0
    secret: int = 0

    @classmethod
    def of(cls, sensitivities: Iterable[str]) -> Reserved:
        """Counted from what each row says of itself."""
        said = list(sensitivities)
        return cls(said.count("restricted"), said.count("secret"))


class Disclosing(NamedTuple):
    """Rows that are about to leave."""

    outlet: Outlet
    rows: Reserved
    sha256: str
    by: str


class Disclosure(NamedTuple):
    """Rows that left, as the ledger keeps it."""

    position: int
    at: datetime
    outlet: Outlet
    rows: Reserved
    sha256: str
    """Of a file its bytes, of several the canonical JSON of their names and digests; of a screen the
    canonical list of the ids that were shown, of a ledger its last link."""
    by: str


def write_disclosure(connection: Connection, done: Disclosing, register: Register) -> int:
    """Write down that rows leave; returns the ledger's new position."""
    rows = canonical_json(done.rows._asdict()).decode()
    origin = Origin(done.outlet.value, rows, done.sha256, done.by)
    return write_entry(connection, DISCLOSURE, origin, register, __version__)


def disclosures_of(connection: Connection) -> list[Disclosure]:
    """Every time, oldest first."""
    c = entries.c
    query = select(c.position, c.entered_at, c.kind, c.name, c.sha256, c.by).where(c.what == DISCLOSURE)
    return [
        Disclosure(position, at, Outlet(kind), Reserved(**json.loads(name)), sha256, by)
        for position, at, kind, name, sha256, by in connection.execute(query.order_by(c.position))
    ]


def reserved_of(connection: Connection, claim_ids: Iterable[str] | None = None) -> Reserved:
    """How many claims are not for everybody: of these, or of all."""
    wanted = None if claim_ids is None else listed(connection, claim_ids)
    found = []
    for sensitivity in Reserved._fields:
        # Quotes inside a text are escaped in JSON, so that only the field itself is found.
        says_so = claims.c.content.contains(f'"sensitivity":"{sensitivity}"', autoescape=True)
        query = select(func.count()).select_from(claims).where(says_so)
        if wanted is not None:
            query = query.where(claims.c.claim_id.in_(wanted))
        found.append(int(connection.execute(query).scalar() or 0))
    return Reserved(*found)
