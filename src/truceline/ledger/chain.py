"""The hash chain: each entry's link covers its head, every row it brought and the link before.

The first link, at position 0, is no entry: it names the ledger itself. Whoever holds the digest of a
link holds the whole record up to it: nothing before can be changed without another digest.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    Select,
    Text,
    bindparam,
    exists,
    insert,
    literal,
    select,
    union_all,
)

from truceline import __version__
from truceline.core.canonical import digest_bytes
from truceline.ledger.address import Address
from truceline.ledger.connection import writing
from truceline.ledger.lines import BLOCK, LINED, Lined, digest_of, instant, raw, written
from truceline.ledger.retrieval import position_of
from truceline.ledger.tables import blocks, entries, links

FORMAT = "truceline/chain/1"
HEAD = tuple(column.name for column in entries.c if column.name != "position")
"""What a link says of the entry itself, besides its position."""


class Tally(NamedTuple):
    """What an entry brought to one table: the number of rows, and the SHA-256 of their blocks."""

    rows: int
    sha256: str


@contextmanager
def entering(engine: Engine, address: Address) -> Iterator[Connection]:
    """A write transaction whose entries are linked into the chain at its end."""
    with writing(engine, address) as connection:
        before = position_of(connection)
        yield connection
        for position in range(before + 1, position_of(connection) + 1):
            link(connection, position)


def is_begun(connection: Connection) -> bool:
    """Whether the ledger has a chain."""
    return connection.execute(select(links.c.position).limit(1)).scalar() is not None


def begin(connection: Connection) -> None:
    """Give a ledger its name, and link the entries that it has (none when it is new).

    Entries from before the ledger had a chain are linked as they are found. The first link says how
    many: of them the chain proves only that nobody changed them since.
    """
    found = position_of(connection)
    first = {
        "format": FORMAT,
        "ledger": secrets.token_hex(16),
        "linked_afterwards": found,
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "truceline": __version__,
    }
    _write(connection, 0, written(first))
    for position in range(1, found + 1):
        link(connection, position)


def link(connection: Connection, position: int) -> None:
    """Write the blocks of an entry's rows, and the link that covers them."""
    at = {"position": position}
    names = set(connection.execute(_TABLES, at).scalars())
    brought = {
        lined.name: _write_blocks(connection, lined, position) for lined in LINED if lined.name in names
    }
    before = str(connection.execute(_LAST).scalar())
    head = connection.execute(_HEAD, at).one()
    _write(connection, position, link_text(before, head, brought))


def link_text(before: str, head: Sequence[Any], brought: dict[str, Tally]) -> str:
    """A link as canonical JSON, of which the next one names the SHA-256; `head` as `heads` gives it."""
    position, *values = head
    entry = head_line(values)
    rows = {name: tally._asdict() for name, tally in brought.items()}
    return written({"before": before, "position": position, "entry": entry, "rows": rows})


def head_line(values: Sequence[Any]) -> dict[str, Any]:
    """What a link says of an entry's head."""
    said = dict(zip(HEAD, values, strict=True))
    return said | {"entered_at": instant(said["entered_at"]), "name": digest_of(said["name"])}


def heads() -> Select[Any]:
    """Position and head of every entry, in order, as raw as the driver gives them."""
    columns = (raw(entries.c[name]) for name in HEAD)
    return select(raw(entries.c.position), *columns).order_by(entries.c.position)


def tally_of(texts: Iterable[str], count: int) -> Tally:
    """The tally of an entry's blocks of one table."""
    covered = hashlib.sha256()
    for text in texts:
        covered.update(text.encode() + b"\n")
    return Tally(count, covered.hexdigest())


def _write_blocks(connection: Connection, lined: Lined, position: int) -> Tally:
    """Write an entry's rows of one table as blocks, a block at a time in memory."""
    covered, count = hashlib.sha256(), 0
    at = {"position": position}
    found = connection.execute(_ROWS[lined.name], at, execution_options={"yield_per": BLOCK})
    for part, rows in enumerate(found.partitions()):
        text = lined.block(rows)
        row = {"entry": position, "of_table": lined.name, "part": part, "content": text}
        connection.execute(insert(blocks), row)
        covered.update(text.encode() + b"\n")
        count += len(rows)
    return Tally(count, covered.hexdigest())


def _write(connection: Connection, position: int, content: str) -> None:
    row = {"position": position, "content": content, "digest": digest_bytes(content.encode())}
    connection.execute(insert(links), row)


# Put together once: an append is linked in a few milliseconds, and making a statement takes part of one.
_POSITION = bindparam("position", type_=Integer)
_TABLES = union_all(
    *(
        select(literal(lined.name, Text)).where(exists().where(lined.table.c.entry == _POSITION))
        for lined in LINED
    )
)
"""The names of the tables that an entry brought rows to."""
_ROWS = {lined.name: lined.query().where(lined.table.c.entry == _POSITION) for lined in LINED}
_HEAD = heads().where(entries.c.position == _POSITION)
_LAST = select(links.c.digest).order_by(links.c.position.desc()).limit(1)
