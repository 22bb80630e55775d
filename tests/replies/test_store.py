from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.replies.making import CANARY, NOW, arrival

from truceline.errors import CaseError, InputError
from truceline.ledger.connection import writing
from truceline.replies import store as storing
from truceline.replies.reply import Handled, Mandate, ReplyState
from truceline.replies.schema import HEAD, place_beside
from truceline.replies.store import QueueFull, Replies


@pytest.fixture(params=("sqlite", "postgresql"))
def store(request, tmp_path):
    """An empty store in either database."""
    ledger = (
        tmp_path / "ledger.sqlite" if request.param == "sqlite" else request.getfixturevalue("new_case")()
    )
    made = Replies.made(place_beside(ledger), clock=lambda: NOW)
    yield made
    made.close()


def test_what_comes_in_is_held_and_nobody_sees_who_sent_it(store):
    name = store.receive(arrival(), b"sealed")
    reply = store.get(name)
    assert (reply.state, reply.received_at, reply.mandate) == (ReplyState.HELD, NOW, None)
    assert [(step.handled, step.by) for step in reply.steps] == [(Handled.HELD, "truceline")]
    assert "sealed" not in reply.model_dump_json()
    assert store.sealed_mailbox(name) == b"sealed"


def test_the_same_words_to_the_same_page_are_kept_once(store):
    assert store.receive(arrival(), b"1") == store.receive(arrival(), b"2")
    assert store.receive(arrival(page="week-3.html")) != store.receive(arrival(text="Closed."))
    assert len(store.listed()) == 3


def test_decisions_are_kept_with_who_and_why_and_the_last_one_holds(store):
    name = store.receive(arrival())
    spoken = Mandate(party="north", basis="its letter of 1 June")
    assert store.decide(name, ReplyState.SHOWN, "ana", "fair", spoken).mandate == spoken
    reply = store.decide(name, ReplyState.REFUSED, "ben", "names a child")
    assert (reply.state, reply.mandate) == (ReplyState.REFUSED, None)
    assert [(s.handled.value, s.by, s.why) for s in reply.steps] == [
        ("held", "truceline", ""),
        ("shown", "ana", "fair"),
        ("refused", "ben", "names a child"),
    ]


def test_replies_are_listed_by_state_and_page(store):
    first, second = store.receive(arrival()), store.receive(arrival(page="week-3.html"))
    spam = store.receive_spam(arrival(text="Buy now"), b"sealed", "too many links")
    assert [reply.id for reply in store.listed()] == [first, second, spam]
    assert [reply.id for reply in store.listed(ReplyState.SPAM)] == [spam]
    assert [reply.id for reply in store.listed(ReplyState.HELD, "week-3.html")] == [second]
    assert store.get(spam).steps[0].why == "too many links"
    assert store.is_there()


def test_history_is_never_changed(store):
    store.receive(arrival())
    for change in ("UPDATE reply_steps SET why = 'x'", "DELETE FROM reply_steps"):
        with (
            pytest.raises((CaseError, DBAPIError), match="append-only"),
            writing(store._engine, store.address) as connection,
        ):
            connection.execute(text(change))


def test_what_is_not_there_is_told(store):
    for ask in (store.get, store.sealed_mailbox):
        with pytest.raises(InputError, match="there is no reply 'r-0'"):
            ask("r-0")
    with pytest.raises(InputError, match="without an address"):
        store.sealed_mailbox(store.receive(arrival()))


def test_a_queue_that_nobody_looks_at_fills_up(store, monkeypatch):
    monkeypatch.setattr(storing, "MOST_HELD", 2)
    first = store.receive(arrival(text="one"))
    store.receive(arrival(text="two"))
    with pytest.raises(QueueFull):
        store.receive(arrival(text="three"))
    store.decide(first, ReplyState.SPAM, "ana", "")
    assert store.receive(arrival(text="three"))


def test_a_flood_is_stopped_within_the_hour(tmp_path, monkeypatch):
    monkeypatch.setattr(storing, "MOST_AN_HOUR", 2)
    times = [NOW]
    store = Replies.made(tmp_path / "replies.sqlite", clock=lambda: times[-1])
    store.receive(arrival(text="one"))
    store.receive(arrival(text="two"))
    with pytest.raises(QueueFull):
        store.receive(arrival(text="three"))
    times.append(NOW + timedelta(hours=1))
    assert store.receive(arrival(text="three"))


def test_spam_takes_no_room_from_what_people_send_and_has_an_end(store, monkeypatch):
    monkeypatch.setattr(storing, "MOST_AN_HOUR", 1)
    monkeypatch.setattr(storing, "MOST_SPAM", 3)
    kept = [store.receive_spam(arrival(text=f"buy {number}"), b"s", "links") for number in range(5)]
    assert [name is None for name in kept] == [False, False, False, True, True]
    assert store.receive(arrival())
    assert len(store.listed(ReplyState.SPAM)) == 3


def test_a_store_is_opened_again_with_all_it_had_and_made_once(store):
    name = store.receive(arrival())
    assert Replies.open(store.address).get(name).text == arrival().text
    assert Replies.made(store.address).get(name).text == arrival().text


def test_a_store_that_cannot_be_used_is_told(tmp_path):
    with pytest.raises(CaseError, match="missing"):
        Replies.open(tmp_path / "none.sqlite")
    empty = tmp_path / "empty.sqlite"
    sqlite3.connect(empty).close()
    with pytest.raises(CaseError, match="no replies"):
        Replies.open(empty)
    newer = tmp_path / "newer.sqlite"
    Replies.made(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(CaseError, match="newer truceline"):
        Replies.open(newer)


def test_an_older_store_is_brought_up_to_date(tmp_path, monkeypatch):
    path = tmp_path / "replies.sqlite"
    Replies.made(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()
    done = []
    monkeypatch.setattr(
        "truceline.replies.schema.upgrade",
        lambda _connection, versions, head: done.append((versions.parts[-3:], head)),
    )
    Replies.open(path).close()
    assert done == [(("replies", "migrations", "versions"), HEAD)]


def test_no_byte_of_the_database_tells_an_address(folder_with_reply: Path):
    files = [path for path in folder_with_reply.rglob("*") if path.is_file()]
    assert any(path.name == "replies.sqlite" for path in files)
    told = [path.name for path in files if CANARY.encode() in path.read_bytes()]
    told += [path.name for path in files if CANARY.split("@", maxsplit=1)[0].encode() in path.read_bytes()]
    assert told == []


@pytest.fixture
def folder_with_reply(desk, folder):
    from truceline.replies.sealing import Seal

    desk.store.receive(arrival(), Seal.of(desk.settings.seal).close(CANARY))
    desk.store.close()
    return folder


def test_the_tables_are_those_that_the_migrations_make(tmp_path):
    from sqlalchemy import inspect

    from truceline.replies.tables import metadata

    store = Replies.made(tmp_path / "replies.sqlite")
    looked = inspect(store._engine)
    assert set(looked.get_table_names()) - {"alembic_version"} == set(metadata.tables)
    for name, table in metadata.tables.items():
        made = {column["name"]: column["nullable"] for column in looked.get_columns(name)}
        assert made == {column.name: column.nullable for column in table.columns}, name


def test_many_write_at_once_and_nothing_is_lost(store):
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(lambda number: store.receive(arrival(text=f"reply {number}"), b"s"), range(80)))
        list(pool.map(lambda name: store.decide(name, ReplyState.SHOWN, "ana", ""), names))
    assert sorted(reply.id for reply in store.listed(ReplyState.SHOWN)) == sorted(names)
    assert {len(reply.steps) for reply in store.listed()} == {2}


def test_who_is_forgotten_leaves_no_word_in_either_database(store):
    name = store.receive(arrival(name="Zinnia Quetzal", text="A canary sang."), b"sealed canary")
    store.decide(name, ReplyState.SHOWN, "ana", "", Mandate(party="north", basis="its letter"))
    reply = store.forget(name, "ana", "asked for it")
    assert (reply.state, reply.name, reply.text, reply.mandate) == (
        ReplyState.REFUSED,
        "-",
        "words withdrawn",
        None,
    )
    assert [step.handled.value for step in reply.steps] == ["held", "shown", "forgotten"]
    with pytest.raises(InputError, match="without an address"):
        store.sealed_mailbox(name)
    assert store.purge() is None
    if isinstance(store.address, Path):
        store.close()
        held = b"".join(path.read_bytes() for path in store.address.parent.glob("replies.sqlite*"))
        assert not [word for word in (b"Zinnia", b"canary sang", b"sealed canary") if word in held]


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
def test_the_file_and_its_log_are_for_their_owner_alone(tmp_path):
    store = Replies.made(tmp_path / "replies.sqlite")
    store.receive(arrival())
    rights = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.glob("replies.sqlite*")}
    assert set(rights.values()) == {0}
    assert len(rights) > 1
