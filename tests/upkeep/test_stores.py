"""Stores that have migrations: an older one is brought up to date, a newer one refused, in both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from tests.web.served import served, token_for

from truceline.case.folder import Case
from truceline.errors import CaseError
from truceline.feeds.schema import FEEDS as FEEDS_BESIDE
from truceline.ledger import migrating, postgres, sqlite
from truceline.ledger.address import Address, Server, server
from truceline.ledger.checkup import is_there, schema_version
from truceline.ledger.connection import connect, reading, writing
from truceline.ledger.signers import Role
from truceline.upkeep.stores import ACCOUNTS, LEDGER, OF_A_CASE, OF_A_HOME, STORES, Store

MOMENTS = (1, 3, 6, 12)
"""Statements after which an upgrade is killed: in all of them its transaction is open or not yet begun."""
Places = Callable[[Store], Address]


def older(store: Store) -> list[str]:
    """The versions before the one of today, the oldest first."""
    return [f"{number:04}" for number in range(1, int(store.head))]


def at_version(store: Store, address: Address, version: str) -> None:
    """Make a store as an older truceline did."""
    engine = connect(address, create=True)
    if isinstance(address, Path):
        sqlite.write_ahead(engine)
    with writing(engine, address) as connection:
        if isinstance(address, Server):
            postgres.make_schema(connection, address.case)
        migrating.upgrade(connection, store.versions, version)
    engine.dispose()


def set_version(address: Address, version: str) -> None:
    engine = connect(address)
    with writing(engine, address) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    engine.dispose()


def columns_in(address: Address) -> dict[str, set[str]]:
    """The tables that are there, with their columns."""
    engine = connect(address)
    with reading(engine, address) as connection:
        seen = inspect(connection)
        found = {name: {one["name"] for one in seen.get_columns(name)} for name in seen.get_table_names()}
    engine.dispose()
    found.pop("alembic_version")
    return found


def is_whole(store: Store, address: Address) -> bool:
    found = columns_in(address)
    wanted = {table.name: set(table.columns.keys()) for table in store.tables.sorted_tables}
    return schema_version(address) == store.head and {name: found.get(name) for name in wanted} == wanted


@pytest.fixture(params=("sqlite", "postgresql"))
def place(request, tmp_path) -> Places:
    """A function that gives the address of a store that is not there yet."""
    numbers = count()
    if request.param == "sqlite":
        return lambda store: tmp_path / f"{next(numbers)}" / f"{store.what}.sqlite"
    throwaway, worker = request.getfixturevalue("postgresql"), request.getfixturevalue("worker_id")
    database = f"stores_{worker}"
    throwaway.sql(f"DROP DATABASE IF EXISTS {database}")
    throwaway.sql(f"CREATE DATABASE {database}")
    return lambda store: server(throwaway.url(f"{store.what}_{next(numbers)}", database))


def made_at(place: Places, store: Store, version: str) -> Address:
    address = place(store)
    if isinstance(address, Path):
        address.parent.mkdir()
    if version:
        at_version(store, address, version)
    return address


def test_no_store_that_has_migrations_is_forgotten(root: Path):
    known = {one.versions.relative_to(root / "src" / "truceline").as_posix() for one in STORES}
    assert known == {
        path.relative_to(root / "src" / "truceline").as_posix()
        for path in (root / "src" / "truceline").glob("**/migrations/versions")
    }
    assert {*OF_A_CASE, *OF_A_HOME} == {*STORES}


@pytest.mark.parametrize("store", STORES, ids=lambda one: one.what)
def test_the_version_in_the_code_is_that_of_the_last_migration(store: Store):
    scripts = ScriptDirectory(str(migrating.ENVIRONMENT), version_locations=[str(store.versions)])
    assert scripts.get_heads() == [store.head]
    assert len(list(store.versions.glob("v*.py"))) == int(store.head)


@pytest.mark.parametrize("store", STORES, ids=lambda one: one.what)
def test_every_older_version_is_brought_up_to_date_and_stays_so(place: Places, store: Store):
    for version in ["", *older(store)]:
        address = made_at(place, store, version)
        store.settle(address)
        assert is_whole(store, address), version
        store.settle(address)
        assert is_whole(store, address), version


@pytest.mark.parametrize("store", STORES, ids=lambda one: one.what)
def test_a_newer_version_is_refused_in_words_and_stays_as_it_is(place: Places, store: Store):
    address = made_at(place, store, "")
    store.settle(address)
    set_version(address, "9999")
    told = f"{store.what} ha(s|ve) schema 9999, made by a newer truceline; this one knows up to {store.head}"
    with pytest.raises(CaseError, match=told):
        store.settle(address)
    assert schema_version(address) == "9999"


def test_an_upgrade_that_is_killed_on_the_way_is_made_by_the_next_start(place: Places):
    begun = [
        (store, made_at(place, store, version), moment)
        for store in STORES
        for version in (older(store)[:1] or [""])
        for moment in MOMENTS
    ]
    lines = "".join(json.dumps([store.what, str(address), moment]) + "\n" for store, address, moment in begun)
    done = subprocess.run(
        [sys.executable, "-m", "tests.upkeep.dying"], input=lines, capture_output=True, text=True, check=False
    )
    ends = [int(line) for line in done.stdout.split()]
    assert len(ends) == len(begun), done.stderr
    assert ends.count(-9) >= len(begun) * 3 // 4, done.stderr
    for store, address, moment in begun:
        store.settle(address)  # as the next start does
        assert is_whole(store, address), (store.what, moment)


def test_a_server_brings_every_store_up_to_date_as_it_starts(tmp_path: Path):
    case = Case.create(tmp_path / "idlib", agreement="idlib-2018")
    (case.folder / "feeds.yaml").write_text("format: truceline/feeds/1\nfeeds: []\n")
    token = token_for(tmp_path / "home", "idlib", Role.ANALYST)
    ledger, accounts = tmp_path / "idlib" / "ledger.sqlite", tmp_path / "home" / "accounts.sqlite"
    ledger.unlink()
    at_version(LEDGER, ledger, older(LEDGER)[-1])
    at_version(next(one for one in STORES if one.what == "feeds"), FEEDS_BESIDE.place(ledger), "0001")
    accounts_before(accounts)
    with served(case.folder, tmp_path / "home", token) as server:
        server.wait_for("/ready", 200)
        assert server.get("/cases/idlib/feeds").status_code == 200
        assert server.get("/api/v1/cases/idlib/claims").json()["items"] == []
    places = [(one, one.place(ledger)) for one in OF_A_CASE] + [
        (one, one.place(accounts)) for one in OF_A_HOME
    ]
    found = {one.what: is_whole(one, address) for one, address in places if is_there(address)}
    assert found == {"ledger": True, "feeds": True, "accounts": True, "hooks": True}


def accounts_before(path: Path) -> None:
    """Accounts as they were before the version of today, with the people in them."""
    engine = connect(path)
    with writing(engine, path) as connection:
        connection.execute(text("DROP TABLE answers"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    assert ACCOUNTS.head == "0002", "take back what the migrations since 0001 made"
