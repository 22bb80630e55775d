"""Asking feeds, and reading what is new in them into proposed claims: once, however often it is seen."""

from __future__ import annotations

import logging
import random
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import PurePath

from truceline.case.folder import Case
from truceline.case.reading import keep, read_report
from truceline.core.canonical import digest_bytes
from truceline.errors import CaseError, InputError
from truceline.feeds.folder import look_at_folder
from truceline.feeds.item import Item, Look, NotRead, believable, text_digest
from truceline.feeds.mail import Connect, look_at_mail, over_tls
from truceline.feeds.schema import FEEDS
from truceline.feeds.settings import AnyFeed, FolderFeed, Settings, WebFeed, read_settings
from truceline.feeds.standing import Standing, standings
from truceline.feeds.store import FeedStore, Sighting, State, Taking, Text
from truceline.feeds.web import MOST_BYTES, WHOLE_S, look_at_web
from truceline.ledger.clocks import Now, now
from truceline.replies.outgoing import Outgoing

LOG = logging.getLogger("truceline.web")
_BY = "truceline feeds"
_BROKEN = "reading it ends in an error of the program"
_JITTER = 0.2


@dataclass(frozen=True)
class Polled:
    """What one look at a feed brought."""

    feed: str
    documents: int = 0
    """Texts that nobody had seen."""
    again: int = 0
    """Texts that another feed, or an earlier entry, had brought: one more sighting each."""
    claims: int = 0
    trouble: str = ""
    """Why it could not be read, or what of it could not."""


class Feeds:
    """The feeds of one case."""

    def __init__(
        self,
        case: Case,
        *,
        outgoing: Outgoing | None = None,
        connect: Connect = over_tls,
        clock: Now = now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """`outgoing` and `connect` stand for the network."""
        self._case = case
        self._outgoing = outgoing or Outgoing(most_bytes=MOST_BYTES, whole_s=WHOLE_S, purpose="feeds")
        self._connect = connect
        self._clock = clock
        self._chance = chance
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._due: dict[str, datetime] = {}

    @property
    def settings(self) -> Settings:
        """The feeds as the file has them now; InputError where it is wrong or not there."""
        return read_settings(self._case.folder)

    @cached_property
    def store(self) -> FeedStore:
        """Where they are kept, made on first need."""
        return FeedStore.at(FEEDS.place(self._case.ledger.address))

    def standings(self) -> tuple[Standing, ...]:
        """How each feed stands."""
        return standings(self.settings, self.store, self._clock())

    def due(self) -> tuple[AnyFeed, ...]:
        """The feeds whose time has come; no two of them at the very same moment each day."""
        return tuple(one for one in self.settings.feeds if self._is_due(one, self.store.state(one.id)))

    def _is_due(self, feed: AnyFeed, state: State) -> bool:
        tried = state.tried_at
        if tried is None:
            return True
        if feed.id not in self._due or self._due[feed.id] <= tried:
            minutes = feed.every_minutes * (1 + _JITTER * (2 * self._chance() - 1))
            self._due[feed.id] = tried + timedelta(minutes=minutes)
        return self._clock() >= self._due[feed.id]

    def poll_due(self, feed: AnyFeed, wanted: Callable[[], bool] = lambda: True) -> Polled | None:
        """`poll` a feed whose time has come; null where another process asks it, or did just now."""
        state = self.store.state(feed.id)
        if not self._is_due(feed, state) or not self.store.ask(state, self._clock()):
            return None
        return self.poll(feed, wanted)

    def poll(self, feed: AnyFeed, wanted: Callable[[], bool] = lambda: True) -> Polled:
        """Ask one feed and take in what is new; stops between two texts where it is not wanted any more.

        A text enters the ledger whole, and only then counts as seen: killed in between, it is read again
        and adds nothing. While one feed keeps us waiting, others are asked. CaseError where ledger or store
        cannot be used.
        """
        with self._turns[feed.id]:
            state, at = self.store.state(feed.id), self._clock()
            try:
                look = self._look(feed, state)
            except NotRead as error:
                self.store.keep(replace(state, tried_at=at, trouble=str(error)))
                return Polled(feed.id, trouble=str(error))
            done = Polled(feed.id, trouble="; ".join(dict.fromkeys(look.troubles)))
            known = self.store.known(feed.id)
            for item in look.items:
                if not wanted():
                    return done
                if item.key not in known:
                    done = self._taken(feed, item, done)
            self.store.keep(_after(state, look, at))
            return done

    def _look(self, feed: AnyFeed, state: State) -> Look:
        if isinstance(feed, FolderFeed):
            return look_at_folder(feed, self._case.folder, self.store.known(feed.id))
        if isinstance(feed, WebFeed):
            return look_at_web(feed, self._outgoing, state.mark)
        return look_at_mail(feed, self._case.folder, state.mark, self._connect)

    def _taken(self, feed: AnyFeed, item: Item, done: Polled) -> Polled:
        digest = _digest(item)
        # Two feeds that bring one text at once would make two documents of it, under two sources.
        with self.store.turn():
            at = self._clock()
            dated = believable(item.dated, at)
            known = self.store.text(digest) or self._ended(digest)
            if known is not None:
                self.store.see(known, Sighting(feed.id, item.key, digest, at, dated))
                return replace(done, again=done.again + 1)
            sha256 = digest_bytes(item.content)
            self.store.begin(Taking(digest, feed.id, item.key, sha256, item.name, at, dated))
            text, claims = self._read(feed, item, digest, dated)
            self.store.see(text, Sighting(feed.id, item.key, digest, at, dated))
        documents = done.documents + (text.document is not None)
        return replace(done, documents=documents, claims=done.claims + claims)

    def _ended(self, digest: str) -> Text | None:
        """A text that somebody took in and died before telling so: the ledger holds it, it is no new one."""
        begun = self.store.begun(digest)
        if begun is None or all(one.sha256 != begun.sha256 for one in self._case.ledger.documents()):
            return None
        text = Text(digest, begun.sha256, begun.name, "")
        self.store.see(text, Sighting(begun.feed, begun.key, digest, begun.at, begun.dated))
        return text

    def _read(self, feed: AnyFeed, item: Item, digest: str, dated: datetime | None) -> tuple[Text, int]:
        day: date | None = self._case.agreement.tempo.day_of(dated) if dated else None
        try:
            reading = read_report(
                self._case,
                item.content,
                item.name,
                published=day,
                source=feed.told_by,
                language=feed.language,
            )
            kept = keep(self._case, reading, item.content, _BY)
        except CaseError:  # the ledger is busy, or its disk full: the text itself may be read the next time
            raise
        except InputError as error:
            return Text(digest, None, item.name, error.problems[0].message), 0
        except Exception as error:  # noqa: BLE001 - one text must not keep all later ones of its feed away
            LOG.error("a text of a feed: %s", type(error).__name__)  # noqa: TRY400 - it may quote it
            return Text(digest, None, item.name, _BROKEN), 0
        return Text(digest, reading.document.sha256, item.name, ""), kept.added


def _digest(item: Item) -> str:
    """By its text where it is text; a file of another kind by what is read in it."""
    if PurePath(item.name).suffix == ".txt":
        return text_digest(item.content.decode("utf-8", "replace"))
    from truceline.reading.formats.read import read_document  # noqa: PLC0415 - formats load slowly

    try:
        return text_digest(read_document(item.content, item.name).text)
    except Exception:  # noqa: BLE001 - what cannot be read is told when it is taken in
        return text_digest(item.content.hex())


def _after(state: State, look: Look, at: datetime) -> State:
    """How a feed stands after it was read."""
    after = replace(state, tried_at=at, read_at=at, mark=look.mark, trouble="", form=look.form or state.form)
    if state.form and look.form and look.form != state.form:
        told = f"it was made as {state.form!r} and is now {look.form!r}"
        return replace(after, changed_at=at, changed=told)
    return after
