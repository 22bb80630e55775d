"""The history of a ledger: its entries one by one, the newest first, with what each brought."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from truceline.ledger.diagnosis import told_by
from truceline.ledger.tables import claims, decisions, entries, links

LONGEST_PAGE = 500
"""Entries that one call gives at most."""


class Entry(NamedTuple):
    """One entry: who, when, what, and how many rows of which table."""

    position: int
    entered_at: datetime
    what: str
    """Of a closed list: `append`, `decision`, `document`, `disclosure`, `signers`, `source`."""
    kind: str
    name: str
    """A file, a signer, a claim; of a source's entry a reference and words of a person."""
    by: str | None
    truceline: str
    digest: str
    """Of its link: whoever knows it knows the record up to here."""
    brought: Mapping[str, int]
    """Rows by table."""


class Decided(NamedTuple):
    """A decision on a claim, as it was entered."""

    seq: int
    position: int
    at: datetime
    claim_id: str
    status: str
    by: str
    why: str


def history(connection: Connection, before: int | None, most: int) -> list[Entry]:
    """Entries, the newest first; `before` a position, for pages."""
    e = entries.c
    query = (
        select(*e, links.c.digest, links.c.content)
        .select_from(entries.outerjoin(links, links.c.position == e.position))
        .order_by(e.position.desc())
        .limit(min(most, LONGEST_PAGE))
    )
    if before is not None:
        query = query.where(e.position < before)
    return [
        Entry(
            r.position,
            r.entered_at,
            r.what,
            r.kind,
            r.name,
            r.by,
            r.truceline,
            r.digest or "",
            _brought(r.content),
        )
        for r in connection.execute(query)
    ]


def decided(connection: Connection, before: int | None, most: int) -> list[Decided]:
    """Decisions, the last entered first; `before` the number of one, for pages."""
    d = decisions.c
    query = (
        select(d.seq, d.entry, d.at, claims.c.claim_id, d.status, d.by, d.why)
        .join(claims, d.claim == claims.c.seq)
        .order_by(d.seq.desc())
        .limit(min(most, LONGEST_PAGE))
    )
    if before is not None:
        query = query.where(d.seq < before)
    return [Decided(*row) for row in connection.execute(query)]


def _brought(content: str | None) -> Mapping[str, int]:
    """How many rows a link says that its entry brought, by table; none where it was tampered with."""
    rows = told_by(content).get("rows") if content else None
    if not isinstance(rows, dict):
        return {}
    counted = ((name, tally.get("rows")) for name, tally in rows.items() if isinstance(tally, dict))
    return {str(name): count for name, count in counted if isinstance(count, int)}
