"""Which hooks cannot be told, and since when."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.hooks.test_store import clock, happened, home, made, store, written

from truceline.hooks.hook import MOST_TRIES, Ending
from truceline.hooks.standing import Untold, untold
from truceline.hooks.store import HookStore

__all__ = ["clock", "home", "store"]


def tried(store: HookStore, clock, fault: str) -> None:
    """One try of what is due."""
    (one,) = store.due()
    store.take(one)
    store.ended(one, fault)
    clock.move(days=1)


def test_what_was_delivered_or_waits_for_a_moment_is_no_fault(store, clock):
    hook = made(store)
    assert untold(store.address, store.now) == (1, ())
    store.note(hook, happened(store, "a"), written)
    assert untold(store.address, store.now) == (1, ())
    tried(store, clock, "")
    assert untold(store.address, store.now) == (1, ())


def test_what_waits_for_a_day_or_was_given_up_is_told_with_its_first_day_and_last_fault(store, clock):
    hook = made(store)
    store.note(hook, happened(store, "a"), written)
    first = store.now
    tried(store, clock, "it cannot be reached")
    wanted = Untold(hook.id, hook.host, 1, 0, first, "it cannot be reached")
    assert untold(store.address, store.now) == (1, (wanted,))
    for _ in range(MOST_TRIES - 1):
        tried(store, clock, "it answered 500")
    wanted = Untold(hook.id, hook.host, 0, 1, first, "it answered 500")
    assert untold(store.address, store.now) == (1, (wanted,))


def test_a_later_delivery_makes_it_well_again_and_an_ended_hook_is_no_fault(store, clock):
    hook, other = made(store), made(store, "amal")
    for key in ("a", "b"):
        store.note(hook, happened(store, key), written)
    for _ in range(MOST_TRIES):
        tried(store, clock, "it cannot be reached")
    assert [one.id for one in untold(store.address, store.now)[1]] == [hook.id]
    tried(store, clock, "")
    assert untold(store.address, store.now) == (2, ())
    store.note(other, happened(store, "c"), written)
    clock.move(days=2)
    assert [one.waiting for one in untold(store.address, store.now)[1]] == [1]
    store.end(other, Ending.ROLE)
    assert untold(store.address, store.now) == (1, ())


@pytest.mark.parametrize("hours", [23, 25])
def test_a_day_is_the_bound(store, clock, hours: int):
    store.note(made(store), happened(store, "a"), written)
    clock.move(seconds=timedelta(hours=hours).total_seconds())
    assert bool(untold(store.address, store.now)[1]) == (hours > 24)
