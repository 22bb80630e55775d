"""Replies brought along when a case's ledger has moved: to a server, or back into the folder."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, insert, select

from truceline.case import manifest
from truceline.case.moving import place_of
from truceline.errors import CaseError, Problem
from truceline.ledger.connection import reading, writing
from truceline.replies.schema import place_beside
from truceline.replies.store import Replies
from truceline.replies.tables import metadata, replies

_AT_ONCE = 500


def bring(folder: Path, origin: str) -> int:
    """Copy all replies from beside another place of the ledger (a folder, file or URL); how many they are.

    Raises CaseError where there are none to bring, or some here already: then nothing is changed.
    """
    here = place_beside(manifest.ledger_of(folder, manifest.read(folder)))
    there = place_beside(place_of(origin))
    if here == there:
        raise CaseError(Problem(origin, 0, "replies", "that is where this case's replies are"))
    source = Replies.open(there)
    target = Replies.made(here)
    with reading(source.engine, there) as old, writing(target.engine, here) as new:
        if new.execute(select(func.count()).select_from(replies)).scalar_one():
            raise CaseError(Problem(str(here), 0, "replies", "there are replies already; nothing was copied"))
        for table in metadata.sorted_tables:
            found = old.execute(select(table).order_by(*table.primary_key)).mappings()
            for rows in found.partitions(_AT_ONCE):
                new.execute(insert(table), [dict(row) for row in rows])
        return int(new.execute(select(func.count()).select_from(replies)).scalar_one())
