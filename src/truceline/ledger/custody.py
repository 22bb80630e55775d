"""Custody: who took in which document or file, when and from where, and what rests on it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from truceline.ledger.tables import claims, documents, entries


class Handling(NamedTuple):
    """One entry that took something in: a document that is kept, or a file that only rows came from."""

    position: int
    entered_at: datetime
    sha256: str
    name: str
    kind: str
    """How it came: the kind of import, `reading`, a media type, ..."""
    by: str | None
    """Who took it in; null where nobody said."""
    truceline: str
    """The version that did it."""
    kept: bool
    """Whether its bytes are kept from this entry on."""
    size: int | None
    """Bytes, where it is kept."""
    claims: int
    """Claims that this entry brought."""


def custody(connection: Connection, beginning: str = "") -> list[Handling]:
    """Every entry that took in a document or file whose SHA-256 begins so, in order."""
    sha256 = func.coalesce(documents.c.sha256, entries.c.sha256)
    brought = select(func.count()).where(claims.c.entry == entries.c.position).scalar_subquery()
    e, d = entries.c, documents.c
    query = (
        select(
            e.position,
            e.entered_at,
            sha256.label("sha256"),
            func.coalesce(d.name, e.name).label("name"),
            e.kind,
            e.by,
            e.truceline,
            d.size,
            brought.label("brought"),
        )
        .select_from(entries.outerjoin(documents, d.entry == e.position))
        .where(sha256.startswith(beginning, autoescape=True))
        .order_by(e.position, sha256)
    )
    return [
        Handling(
            row.position,
            row.entered_at,
            row.sha256,
            row.name,
            row.kind,
            row.by,
            row.truceline,
            row.size is not None,
            row.size,
            row.brought,
        )
        for row in connection.execute(query)
    ]
