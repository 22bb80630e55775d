from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from tests.accounts.making import Clock, opened, with_owner

from truceline.errors import CaseError, InputError
from truceline.hooks.hook import MOST_OF_ONE, MOST_TRIES, WAITS, Ending, Event, Fate, Happened, Hook, Mark
from truceline.hooks.store import KEPT, HookStore, Wanted
from truceline.ledger.connection import reading, writing

URL = "https://programs.example/told?key=CANARY"
MARK = Mark(5, "2020-06-01")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=("sqlite", "postgresql"))
def home(request, tmp_path, clock):
    """A home whose accounts, with the hooks beside them, are in either database."""
    store = None
    if request.param == "postgresql":
        case = request.getfixturevalue("new_case")()
        store = f"{case.url}&case={case.case}_accounts"
    accounts = opened(tmp_path / "home", clock, store)
    yield accounts
    accounts.close()


@pytest.fixture
def store(home) -> HookStore:
    return HookStore(home.home)


def made(store: HookStore, account: str = "olga", url: str = URL) -> Hook:
    return store.make(Wanted(account, "river", url, [Event.ACT_MADE, Event.CLAIM_DECIDED]), MARK).hook


def happened(store: HookStore, key: str, event: Event = Event.ACT_MADE) -> Happened:
    return Happened(event, key, store.now, 6, {"act": key}, "mechanism", "acts")


def written(one: Happened, name: str) -> str:
    return f"{one.key} {name}"


def test_a_hook_is_as_it_was_asked_for_and_its_secret_is_told_once(store):
    new = store.make(Wanted("olga", "river", URL, [Event.ACT_MADE, Event.TRIAL], "t1"), MARK)
    assert store.hook(new.hook.id) == new.hook
    assert (new.hook.host, new.hook.token) == ("programs.example", "t1")
    assert new.hook.events == {Event.ACT_MADE}
    assert new.secret.startswith("tlh_")
    assert store.address_of(new.hook) == (URL, new.secret)
    assert "CANARY" not in repr(new.hook)


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_the_file_holds_neither_address_nor_secret_and_is_closed_to_others(store):
    new = store.make(Wanted("olga", "river", URL, [Event.ACT_MADE]), MARK)
    assert isinstance(store.address, Path)
    assert store.address.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(store.address)) as database:
        dump = "\n".join(database.iterdump())
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for told in (dump.encode(), store.address.read_bytes()):
        assert b"CANARY" not in told
        assert new.secret.encode() not in told


def test_one_account_has_few_hooks_in_a_case_and_others_have_theirs(store):
    hooks = [made(store) for _ in range(MOST_OF_ONE)]
    with pytest.raises(InputError, match="five hooks"):
        made(store)
    made(store, "amal")
    store.end(hooks[0], Ending.OWNER, "olga")
    made(store)


def test_what_happened_and_the_mark_are_kept_both_or_neither(store):
    hook = made(store)
    later = Mark(6, "2020-06-02", {"news": "failing"})

    def breaks(_one: Happened, _name: str) -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.tell(hook, [happened(store, "a")], later, breaks)
    assert store.hook(hook.id).mark == MARK
    assert store.deliveries(hook.id) == ()
    assert store.tell(hook, [happened(store, "a")], later, written)
    assert store.hook(hook.id).mark == later
    assert not store.tell(hook, [happened(store, "b")], later, written), "somebody else was quicker"
    (one,) = store.deliveries(hook.id)
    assert one.body == f"a {one.id}"


def test_the_same_thing_found_twice_is_delivered_once(store):
    hook = made(store)
    for _ in range(2):
        store.note(hook, happened(store, "a"), written)
    (one,) = store.due()
    assert store.take(one)
    store.ended(one, "")
    store.note(hook, happened(store, "a"), written)
    assert [one.fate for one in store.deliveries(hook.id)] == [Fate.DELIVERED]
    assert store.due() == ()


def test_a_delivery_is_tried_again_later_and_later_and_then_given_up(store, clock):
    hook = made(store)
    store.note(hook, happened(store, "a"), written)
    ids = set()
    for number in range(MOST_TRIES):
        (one,) = store.due()
        ids.add(one.id)
        assert store.take(one)
        store.ended(one, "it cannot be reached")
        assert store.due() == ()
        if number < len(WAITS):
            clock.move(seconds=WAITS[number].total_seconds() - 1)
            assert store.due() == ()
            clock.move(seconds=1)
    (one,) = store.deliveries(hook.id)
    assert (one.fate, one.tries, one.fault) == (Fate.GIVEN_UP, MOST_TRIES, "it cannot be reached")
    clock.move(days=2)
    assert store.due() == ()
    assert store.again(hook.id) == 1
    assert {one.id for one in store.due()} == ids


def test_one_of_two_takes_a_delivery_and_whoever_dies_over_it_is_followed(store, clock):
    hook = made(store)
    store.note(hook, happened(store, "a"), written)
    (one,) = store.due()
    assert [store.take(one), store.take(one)] == [True, False]
    assert store.due() == ()
    clock.move(seconds=61)
    (again,) = store.due()
    assert (again.id, again.tries) == (one.id, 1)


def test_hooks_are_told_in_order_and_none_waits_for_another(store):
    first, second = made(store), made(store, "amal")
    for key in ("a", "b"):
        for hook in (first, second):
            store.note(hook, happened(store, key), written)
    assert sorted(one.body[0] for one in store.due()) == ["a", "a"]
    one = next(one for one in store.due() if one.hook == first.id)
    store.take(one)
    store.ended(one, "")
    assert {one.hook: one.body[0] for one in store.due()} == {first.id: "b", second.id: "a"}


@pytest.mark.parametrize("home", ["postgresql"], indirect=True)
def test_no_row_on_a_server_holds_an_address_or_a_secret(store):
    new = store.make(Wanted("olga", "river", URL, [Event.ACT_MADE]), MARK)
    with reading(store._engine, store.address) as connection:
        rows = repr(connection.execute(text("SELECT * FROM hooks")).all())
    assert "programs.example" in rows
    assert "CANARY" not in rows
    assert new.secret not in rows


def test_two_servers_that_take_the_same_delivery_at_once_take_it_once(store, home):
    hook = made(store)
    store.note(hook, happened(store, "a"), written)
    (one,) = store.due()
    others = [HookStore(home.home) for _ in range(4)]
    start = threading.Barrier(len(others))

    def taken(other: HookStore) -> bool:
        start.wait()
        return other.take(one)

    with ThreadPoolExecutor(len(others)) as pool:
        assert sorted(pool.map(taken, others)) == [False, False, False, True]


def test_servers_that_open_the_store_for_the_first_time_at_once_make_it_once(home):
    start = threading.Barrier(4)

    def opened_at_once(_number: int) -> tuple[Hook, ...]:
        start.wait()
        return HookStore(home.home).listed()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(opened_at_once, range(4))) == [()] * 4


def test_an_ended_hook_is_told_nothing_and_keeps_no_secret(store):
    hook = made(store)
    store.note(hook, happened(store, "a"), written)
    assert [store.end(hook, Ending.ROLE), store.end(hook, Ending.OWNER, "olga")] == [True, False]
    assert store.due() == ()
    assert store.alive() == ()
    assert store.hook(hook.id).ended_by is Ending.ROLE
    with pytest.raises(InputError, match="has ended"):
        store.address_of(hook)
    assert not store.tell(hook, [happened(store, "b")], Mark(9, "2020-06-01"), written)


def test_making_and_ending_stand_in_the_journal_without_the_address(store, home):
    account = with_owner(home)
    hook = made(store, account.id)
    store.end(hook, Ending.OWNER, account.id)
    lines = home.journal.listed(case="river")
    assert [one.what.value for one in lines] == ["hook_ended", "hook_made"]
    assert {one.detail for one in lines} == {hook.id}


def test_what_is_done_with_goes_after_a_month(store, clock):
    hook = made(store)
    store.note(hook, happened(store, "a"), written)
    (one,) = store.due()
    store.take(one)
    store.ended(one, "")
    clock.move(seconds=(KEPT - timedelta(hours=1)).total_seconds())
    store.forget()
    assert len(store.deliveries(hook.id)) == 1
    clock.move(hours=2)
    store.forget()
    assert store.deliveries(hook.id) == ()


def test_hooks_of_a_newer_truceline_are_left_alone(store, home):
    with writing(store._engine, store.address) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CaseError, match="newer truceline"):
        HookStore(home.home)
