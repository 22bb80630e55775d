"""The store of feeds: how each stands, every text once, and where it was seen."""

from __future__ import annotations

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, update

from truceline.feeds.schema import FEEDS, TURN
from truceline.feeds.tables import changes, feeds, sightings, takings, texts
from truceline.ledger import postgres
from truceline.ledger.address import Address
from truceline.ledger.connection import connect, reading, writing

_PATIENCE_S = 10.0
_TURN_S = 90.0
"""So long one process waits for another that takes in a text, seconds."""


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
class Taking:
    """A text that somebody began to take in."""

    digest: str
    feed: str
    key: str
    sha256: str
    """Of the content that goes into the ledger."""
    name: str
    at: datetime
    dated: datetime | None


@dataclass(frozen=True)
class Change:
    """What somebody did to a feed in the console."""

    at: datetime
    feed: str
    what: str
    """`added`, `changed` or `removed`."""
    by: str


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
        FEEDS.settle(made._engine, address)
        return made

    @classmethod
    def there(cls, address: Address) -> Self:
        """The store at a place as it is: nothing is made or migrated."""
        return cls(connect(address, patience_s=_PATIENCE_S), address)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Held while one text is taken in: of all threads and processes one has it, as long as it lives.

        CaseError where another holds it for too long.
        """
        if isinstance(self.address, Path):
            with writing(self._turns, self.address):
                yield
            return
        with reading(self._turns, self.address) as connection:
            postgres.take_turn(connection, "taking")
            yield

    @cached_property
    def _turns(self) -> Engine:
        place = self.address.with_name(TURN) if isinstance(self.address, Path) else self.address
        made = connect(place, create=isinstance(place, Path), patience_s=_TURN_S)
        weakref.finalize(self, made.dispose)
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

    def ask(self, state: State, at: datetime) -> bool:
        """Write down that a feed is asked; false where somebody else asked it since `state`."""
        with writing(self._engine, self.address) as connection:
            row = connection.execute(select(feeds.c.tried_at).where(feeds.c.id == state.id)).first()
            if (row.tried_at if row else None) != state.tried_at:
                return False
            told = {**(vars(state) if row is None else {}), "tried_at": at}
            if row is None:
                connection.execute(insert(feeds), told)
            else:
                connection.execute(update(feeds).where(feeds.c.id == state.id).values(told))
        return True

    def begin(self, taking: Taking) -> None:
        """Write down that a text is about to enter the ledger."""
        with writing(self._engine, self.address) as connection:
            _put(connection, takings, {"digest": taking.digest}, vars(taking))

    def begun(self, digest: str) -> Taking | None:
        """The text that somebody began to take in, and did not tell the end of; null where nobody did."""
        with reading(self._engine, self.address) as connection:
            row = connection.execute(select(takings).where(takings.c.digest == digest)).first()
        return None if row is None else Taking(*row)

    def note(self, change: Change) -> None:
        """Write down what somebody did to a feed."""
        with writing(self._engine, self.address) as connection:
            seq = connection.execute(select(func.coalesce(func.max(changes.c.seq), 0) + 1)).scalar_one()
            connection.execute(insert(changes), {"seq": seq, **vars(change)})

    def changes(self, most: int) -> tuple[Change, ...]:
        """What was done to feeds, the latest first."""
        c = changes.c
        query = select(c.at, c.feed, c.what, c.by).order_by(c.seq.desc()).limit(most)
        with reading(self._engine, self.address) as connection:
            return tuple(Change(*row) for row in connection.execute(query))

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
            connection.execute(delete(takings).where(takings.c.digest == text.digest))

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
