"""Who withdrew consent: nothing that such a source said is entered again, by whatever way it comes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sqlalchemy import Connection, select

from truceline.errors import InputError, Problem, telling
from truceline.evidence.claim import Claim
from truceline.ledger.tables import documents, entries, tombstones

SOURCE = "source"
"""What an entry about a protected source is called."""
FORGOTTEN = "forgotten"
"""What such an entry says when consent was withdrawn."""

_REFERENCE = re.compile(r"s-[0-9a-f]{10}")


def require_consent(connection: Connection, claims: Iterable[Claim]) -> None:
    """Raise InputError where a claim is of a protected source that withdrew consent."""
    named = {claim.source.id for claim in claims if _REFERENCE.fullmatch(claim.source.id)}
    if not named:
        return
    told = {name: entry for entry, name in _forgotten(connection) if name in named}
    if told:
        raise InputError(
            Problem(
                "ledger",
                0,
                "source",
                telling("{name} withdrew consent (entry {n}): it is not entered", name=name, n=entry),
            )
            for name, entry in sorted(told.items())
        )


def require_words(connection: Connection, sha256: str) -> None:
    """Raise InputError for a document whose words were withdrawn: it is not there, nor kept again."""
    c = tombstones.c
    query = select(c.entry).where(c.of_table == documents.name, c.of_row == sha256)
    entry = connection.execute(query).scalar()
    if entry is not None:
        raise InputError(
            Problem(sha256[:12], 0, "documents", telling("its words were withdrawn (entry {n})", n=entry))
        )


def is_forgotten(connection: Connection, reference: str) -> bool:
    """Whether the source of a reference withdrew consent."""
    return any(name == reference for _, name in _forgotten(connection))


def _forgotten(connection: Connection) -> list[tuple[int, str]]:
    c = entries.c
    query = select(c.position, c.name).where(c.what == SOURCE, c.kind == FORGOTTEN).order_by(c.position)
    return [(position, name.partition(" ")[0]) for position, name in connection.execute(query)]
