"""The store of feeds: how each stands, every text once, and where it was seen."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Table, insert, select, update

from truceline.feeds import schema
from truceline.feeds.tables import feeds, sightings, texts
from truceline.ledger.address import Address
from truceline.ledger.connection import connect, reading, writing

_PATIENCE_S = 10.0


@dataclass(frozen=True)
class State:
    """How a feed stands."""

    id: str
    tried_at: datetime | None = None
    read_at: datetime | None = None
    mark: str = ""
    form: str = ""
    trouble: str = ""
    changed_at: datetime | None = None
    changed: str = ""


@dataclass(frozen=True)
class Text:
    """A text that was seen: the document it became, or why it is none."""

    digest: str
    document: str | None
    name: str
    trouble: str


@dataclass(frozen=True)
class Sighting:
    """A text in a feed."""

    feed: str
    key: str
    digest: str
    at: datetime
    dated: datetime | None

    @property
    def day(self) -> datetime:
        """When it came out, else when it was seen."""
        return self.dated or self.at


class FeedStore:
    """The feeds of one case, in a file or a database."""

    def __init__(self, engine: Engine, address: Address) -> None:
        self._engine = engine
        self.address = address
        weakref.finalize(self, engine.dispose)

    @classmethod
    def at(cls, address: Address) -> Self:
        """The store at a place, made where there is none."""
        made = cls(connect(address, create=isinstance(address, Path), patience_s=_PATIENCE_S), address)
        schema.settle(made._engine, address)
        return made

    def state(self, feed: str) -> State:
        """How a feed stands; one that was never asked stands as new."""
        with reading(self._engine, self.address) as connection:
            row = connection.execute(select(feeds).where(feeds.c.id == feed)).first()
        return State(feed) if row is None else State(*row)

    def keep(self, state: State) -> None:
        """Write down how a feed stands now."""
        with writing(self._engine, self.address) as connection:
            _put(connection, feeds, {"id": state.id}, vars(state))

    def known(self, feed: str) -> frozenset[str]:
        """The keys of what was seen in a feed."""
        with reading(self._engine, self.address) as connection:
            found = connection.execute(select(sightings.c.key).where(sightings.c.feed == feed))
            return frozenset(found.scalars())

    def text(self, digest: str) -> Text | None:
        """The text of this digest; null where none was seen."""
        query = select(texts.c.digest, texts.c.document, texts.c.name, texts.c.trouble)
        with reading(self._engine, self.address) as connection:
            row = connection.execute(query.where(texts.c.digest == digest)).first()
        return None if row is None else Text(*row)

    def see(self, text: Text, sighting: Sighting) -> None:
        """Write down a text, once, and where it was seen, once; both or neither."""
        with writing(self._engine, self.address) as connection:
            there = select(texts.c.digest).where(texts.c.digest == text.digest)
            if connection.execute(there).first() is None:
                row = {"digest": text.digest, "document": text.document, "name": text.name}
                connection.execute(insert(texts), row | {"trouble": text.trouble, "at": sighting.at})
            where = (sightings.c.feed == sighting.feed) & (sightings.c.key == sighting.key)
            if connection.execute(select(sightings.c.key).where(where)).first() is None:
                connection.execute(insert(sightings), vars(sighting))

    def sightings(self, feed: str | None = None) -> tuple[tuple[Sighting, Text], ...]:
        """Where texts were seen, the latest first; of one feed, or of all."""
        query = select(sightings, texts.c.document, texts.c.name, texts.c.trouble).join(texts)
        if feed is not None:
            query = query.where(sightings.c.feed == feed)
        with reading(self._engine, self.address) as connection:
            rows = connection.execute(query.order_by(sightings.c.at.desc(), sightings.c.key)).all()
        return tuple(
            (
                Sighting(row.feed, row.key, row.digest, row.at, row.dated),
                Text(row.digest, row.document, row.name, row.trouble),
            )
            for row in rows
        )

    def seen_in(self, document: str) -> tuple[Sighting, ...]:
        """Every sighting of a document, the first one first."""
        query = select(sightings).join(texts).where(texts.c.document == document)
        with reading(self._engine, self.address) as connection:
            rows = connection.execute(query.order_by(sightings.c.at, sightings.c.feed)).all()
        return tuple(Sighting(*row) for row in rows)


def _put(connection: Connection, table: Table, key: dict[str, str], row: dict[str, object]) -> None:
    where = [table.c[name] == value for name, value in key.items()]
    if connection.execute(select(table).where(*where)).first() is None:
        connection.execute(insert(table), row)
    else:
        connection.execute(update(table).where(*where), row)
