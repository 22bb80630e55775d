"""The courier: while the server runs, it finds what hooks are to be told of, and delivers it.

What is found is kept with the mark up to which it was looked for, before anything is sent: a server that is
killed loses nothing, and tells a thing again only under the same id.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import cast

from truceline.accounts.accounts import Accounts
from truceline.core.canonical import canonical_json
from truceline.errors import InputError, TrucelineError
from truceline.hooks.hook import FORMAT, Delivery, Ending, Event, Happened, Hook, Mark
from truceline.hooks.sending import outgoing_of_hooks, sent
from truceline.hooks.store import MOST_WAITING, HookStore
from truceline.replies.outgoing import Outgoing
from truceline.web.guards import LOG, told_of
from truceline.web.hooks.bearer import bearer_of
from truceline.web.hooks.happenings import Between, mark_of
from truceline.web.house import House
from truceline.web.rounds import Rounds
from truceline.web.visit import Visit

EVERY_S = 2.0
"""How often is looked for what happened."""
AT_ONCE = 4
"""So many receivers are told at the same time, each of one thing."""
_FEEDS_S = 30.0
_FORGET_S = 3600.0
_REST = 10
"""A look that took long is followed by a rest of so many times its length: large cases have other readers."""
_LONGEST_REST_S = 300.0
_LAST_S = 3.0
Standings = Callable[[str], Mapping[str, str]]
"""A case -> how each of its feeds stands."""


class Courier:
    """Tells the hooks of a server what happens in its cases."""

    def __init__(
        self,
        house: House,
        accounts: Accounts,
        outgoing: Outgoing,
        feeds: Standings,
        *,
        address: str = "",
        allowed: frozenset[str] = frozenset(),
    ) -> None:
        """`address` is where browsers see the server, for links; `allowed` hosts of one's own network."""
        self.store = HookStore(accounts.home, allowed)
        self._house = house
        self._accounts = accounts
        self._outgoing = outgoing
        self._feeds = feeds
        self._address = address
        self._known: dict[str, tuple[float, Mapping[str, str]]] = {}
        self._stopping = threading.Event()
        self._soon = threading.Event()
        self._lock = threading.Lock()
        self._underway: dict[str, threading.Thread] = {}
        self._round: threading.Thread | None = None
        self._forgot_at = 0.0

    def start(self) -> None:
        """Go on until stopped."""
        self._round = threading.Thread(target=self._go, name="hooks", daemon=True)
        self._round.start()

    def stop(self) -> None:
        """Begin nothing any more."""
        self._stopping.set()
        self._soon.set()

    def close(self) -> None:
        """Stop, and wait a little; what a receiver was being told is told again after the next start."""
        self.stop()
        until = time.monotonic() + _LAST_S
        with self._lock:
            running = [*self._underway.values(), *([self._round] if self._round else [])]
        for one in running:
            one.join(max(0.0, until - time.monotonic()))

    def mark(self, slug: str) -> Mark:
        """Where a case stands now, for a hook that begins."""
        return mark_of(self._house.cases[slug], self._standings(slug))

    def gather(self) -> None:
        """Keep what happened since each hook was told last; hooks whose role ended end."""
        marks: dict[str, Mark] = {}
        for hook in self.store.alive():
            try:
                self._gather(hook, marks)
            except Exception as error:  # noqa: BLE001 - what one case has not got now holds up no other's hooks
                LOG.warning("a hook: %s", told_of(error))

    def _gather(self, hook: Hook, marks: dict[str, Mark]) -> None:
        """The same for one; `marks` say where each case stands in this look."""
        who = bearer_of(self._accounts, hook)
        if who is None:
            self.store.end(hook, Ending.ROLE)
            return
        held = self._house.held(hook.case)
        if held is None:
            return
        if hook.case not in marks:
            marks[hook.case] = self.mark(hook.case)
        now = marks[hook.case]
        if now == hook.mark:
            return
        if self.store.waiting(hook.id) >= MOST_WAITING:
            self.store.end(hook, Ending.FULL)
            return
        told = Between(held, hook.mark, now, who).happened(hook.events)
        self.store.tell(hook, told, now, partial(self._written, hook.case))

    def deliver(self) -> int:
        """Begin to deliver what is due, as far as there is room; how many were begun."""
        return sum(self._begin(one) for one in self.store.due())

    def trial(self, hook: Hook) -> None:
        """Tell a hook that somebody tries it out."""
        at = self.store.now
        happened = Happened(Event.TRIAL, at.isoformat(), at, hook.mark.position, {}, "hooks", "hooks")
        self.store.note(hook, happened, partial(self._written, hook.case))
        self._soon.set()

    def built(self, slug: str, digest: str) -> None:
        """Tell that the bulletin was built, once for each that is another."""
        subject = {"bulletin": digest}
        position = self._house.cases[slug].position
        told = Happened(Event.BULLETIN_BUILT, digest, self.store.now, position, subject, "reports", "reports")
        for hook in self.store.listed(slug):
            is_asked = hook.ended_at is None and Event.BULLETIN_BUILT in hook.events
            if is_asked and bearer_of(self._accounts, hook) is not None:
                self.store.note(hook, told, partial(self._written, slug))

    def _go(self) -> None:
        next_at = 0.0
        while not self._stopping.is_set():
            self._soon.clear()
            begun = time.monotonic()
            try:
                if begun >= next_at:
                    self.gather()
                    took = time.monotonic() - begun
                    next_at = begun + took + max(EVERY_S, min(_REST * took, _LONGEST_REST_S))
                self.deliver()
                self._forget()
            except Exception as error:  # noqa: BLE001 - what cannot be had now is looked for again later
                LOG.warning("hooks: %s", told_of(error))
                next_at = time.monotonic() + EVERY_S
            self._soon.wait(EVERY_S)

    def _forget(self) -> None:
        if time.monotonic() - self._forgot_at > _FORGET_S:
            self._forgot_at = time.monotonic()
            self.store.forget()

    def _standings(self, slug: str) -> Mapping[str, str]:
        """How the feeds of a case stand, looked up no oftener than they are asked."""
        at, known = self._known.get(slug, (float("-inf"), {}))
        if time.monotonic() - at < _FEEDS_S:
            return known
        try:
            known = self._feeds(slug)
        except InputError:  # a wrong file says nothing of any feed
            LOG.warning("how feeds stand cannot be told to hooks")
        self._known[slug] = (time.monotonic(), known)
        return known

    def _written(self, slug: str, happened: Happened, name: str) -> str:
        """What is sent."""
        root = self._address
        told = {
            "format": FORMAT,
            "delivery": name,
            "event": happened.event.value,
            "case": slug,
            "at": happened.at.isoformat(),
            "position": happened.position,
            "subject": dict(happened.subject),
            "page": f"{root}/cases/{slug}/{happened.page}",
            "call": f"{root}/api/v1/cases/{slug}/{happened.call}",
        }
        return canonical_json(told).decode()

    def _begin(self, one: Delivery) -> bool:
        with self._lock:
            if one.hook in self._underway or len(self._underway) >= AT_ONCE or self._stopping.is_set():
                return False
            thread = threading.Thread(target=self._send, args=(one,), name="hook", daemon=True)
            self._underway[one.hook] = thread
            thread.start()
        return True

    def _send(self, one: Delivery) -> None:
        try:
            self._try(one)
        except TrucelineError as error:
            LOG.warning("a hook: %s", told_of(error))
        except Exception as error:  # noqa: BLE001 - its words may quote an address
            LOG.error("a hook: %s", told_of(error))
        finally:
            with self._lock:
                self._underway.pop(one.hook, None)
            self._soon.set()

    def _try(self, one: Delivery) -> None:
        hook = self.store.hook(one.hook)
        if bearer_of(self._accounts, hook) is None:
            self.store.end(hook, Ending.ROLE)
            return
        if not self.store.take(one):
            return
        url, secret = self.store.address_of(hook)
        fault = sent(self._outgoing, one, url, secret, self.store.now)
        self.store.ended(one, fault)
        LOG.info("a hook was told%s", ", in vain" if fault else "")


def courier_for(
    house: House, door: object, rounds: Rounds, address: str, allowed: frozenset[str]
) -> Courier | None:
    """The courier of a server; null for one without accounts, to which hooks would belong."""
    accounts = getattr(door, "accounts", None)
    if not isinstance(accounts, Accounts):
        return None

    def standings(slug: str) -> Mapping[str, str]:
        found = rounds.of(slug).standings() if rounds.is_set_up(slug) else ()
        return {one.feed.id: one.standing.value for one in found}

    return Courier(house, accounts, outgoing_of_hooks(allowed), standings, address=address, allowed=allowed)


def courier_of(visit: Visit) -> Courier | None:
    """The courier of the server that is visited; null on one without accounts."""
    return cast("Courier | None", visit.request.app.state.courier)
