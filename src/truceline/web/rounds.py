"""Rounds of the feeds: while the server runs, each is asked when its time has come, beside the pages.

Each look has a thread of its own, and there are few of them: a feed that takes its time holds up no other
and no page. Other servers and `truceline feeds poll` may go round at the same time: a feed is asked by one
of them, and no text is taken in twice.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from datetime import UTC, datetime
from typing import cast

from truceline.errors import TrucelineError
from truceline.feeds.polling import Feeds, Polled
from truceline.feeds.settings import AnyFeed, is_set_up
from truceline.feeds.web import MOST_BYTES, WHOLE_S
from truceline.replies.outgoing import Outgoing
from truceline.web.guards import LOG, told_of
from truceline.web.house import House
from truceline.web.visit import Visit

EVERY_S = 10.0
"""How often is looked whose time has come."""
AT_ONCE = 4
"""So many feeds are asked at the same time."""
_LONGEST_REST_S = 2.0
_LAST_LOOK_S = 3.0
_STEP_S = 0.2
_FIRST = datetime.min.replace(tzinfo=UTC)
Told = Callable[[str], None]
"""Told the case whose feeds have been asked, from any thread."""


def outgoing_for(purpose: str, allowed: Iterable[str] = ()) -> Outgoing:
    """What asks the open web for feeds; `allowed` are hosts of one's own network."""
    return Outgoing(most_bytes=MOST_BYTES, whole_s=WHOLE_S, purpose=purpose, allowed=frozenset(allowed))


class Rounds:
    """The feeds of all cases of a server."""

    def __init__(self, house: House, outgoing: Outgoing, told: Told = lambda _slug: None) -> None:
        self._of = {slug: Feeds(held.case, outgoing=outgoing) for slug, held in house.cases.items()}
        self._folders = {slug: held.case.folder for slug, held in house.cases.items()}
        self._told = told
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._underway: dict[tuple[str, str], threading.Thread] = {}
        self._wrong: dict[str, str] = {}
        self._ticks: threading.Thread | None = None

    def of(self, slug: str) -> Feeds:
        """The feeds of a case."""
        return self._of[slug]

    def is_set_up(self, slug: str) -> bool:
        """Whether a case has feeds."""
        return is_set_up(self._folders[slug])

    def start(self, every_s: float = EVERY_S) -> None:
        """Go round until stopped."""
        self._ticks = threading.Thread(target=self._go, args=(every_s,), name="feeds", daemon=True)
        self._ticks.start()

    def stop(self) -> None:
        """Ask no feed any more; what is being taken in is finished."""
        self._stopping.set()

    def close(self) -> None:
        """Stop, and wait a little for what is being taken in: a ledger takes a text whole or not at all."""
        self.stop()
        until = time.monotonic() + _LAST_LOOK_S
        with self._lock:
            running = [*self._underway.values(), *([self._ticks] if self._ticks else [])]
        for one in running:
            one.join(max(0.0, until - time.monotonic()))

    def look(self) -> int:
        """Begin to ask the feeds whose time has come, as far as there is room; how many were begun."""
        waiting = [(slug, feed) for slug in self._of for feed in self._due(slug)]
        waiting.sort(key=lambda one: self._of[one[0]].store.state(one[1].id).tried_at or _FIRST)
        return sum(self._begin(slug, feed) for slug, feed in waiting)

    def now(self, slug: str, feed: AnyFeed, check: Callable[[], None]) -> Polled:
        """Ask one feed at once, whatever its time; `check` raises where whoever asked wants it no more.

        Then the look goes on by itself until its network ends, and takes in nothing further.
        """
        asked: Future[Polled] = Future()
        left = threading.Event()

        def work() -> None:
            try:
                asked.set_result(self._of[slug].poll(feed, lambda: not left.is_set()))
            except BaseException as error:  # noqa: BLE001 - handed on to whoever waits
                asked.set_exception(error)

        threading.Thread(target=work, name="feed", daemon=True).start()
        try:
            while not asked.done():
                check()
                wait((asked,), _STEP_S)
            return asked.result()
        finally:
            left.set()
            self._told(slug)

    def _go(self, every_s: float) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - a store that cannot be had now is asked again later
                LOG.warning("feeds: %s", told_of(error))
            self._stopping.wait(every_s)

    def _due(self, slug: str) -> tuple[AnyFeed, ...]:
        """The feeds of a case whose time has come; what is wrong with their file is told once."""
        if not self.is_set_up(slug):
            return ()
        try:
            found = self._of[slug].due()
        except Exception as error:  # noqa: BLE001 - what is wrong with one case holds up no other's feeds
            if self._wrong.get(slug) != (told := type(error).__name__):
                self._wrong[slug] = told
                LOG.warning("feeds of a case cannot be read; `truceline feeds CASE check` says why")
            return ()
        self._wrong.pop(slug, None)
        return found

    def _begin(self, slug: str, feed: AnyFeed) -> bool:
        key = (slug, feed.id)
        with self._lock:
            if key in self._underway or len(self._underway) >= AT_ONCE or self._stopping.is_set():
                return False
            thread = threading.Thread(target=self._ask, args=(slug, feed), name="feed", daemon=True)
            self._underway[key] = thread
            thread.start()
        return True

    def _ask(self, slug: str, feed: AnyFeed) -> None:
        try:
            done = self._of[slug].poll_due(feed, self.resting())
            if done is not None:
                _log(done)
                self._told(slug)
        except TrucelineError as error:
            LOG.warning("a feed: %s", told_of(error))
        except Exception as error:  # noqa: BLE001 - its words may quote a text
            LOG.error("a feed: %s", told_of(error))
        finally:
            with self._lock:
                self._underway.pop((slug, feed.id), None)

    def resting(self) -> Callable[[], bool]:
        """Whether to go on to the next text: after each, pages get as long as it took."""
        begun = time.monotonic()

        def wanted() -> bool:
            nonlocal begun
            rest = min(_LONGEST_REST_S, time.monotonic() - begun)
            stopped = self._stopping.wait(rest)
            begun = time.monotonic()
            return not stopped

        return wanted


def _log(done: Polled) -> None:
    """A line without a name of anything, and without a word of what was read."""
    trouble = ", trouble" if done.trouble else ""
    LOG.info("a feed was read: %d new, %d again%s", done.documents, done.again, trouble)


def rounds_of(visit: Visit) -> Rounds:
    """The rounds of the server that is visited."""
    return cast("Rounds", visit.request.app.state.rounds)
