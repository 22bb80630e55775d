from __future__ import annotations

import pytest
from sqlalchemy import text

from truceline.errors import CaseError
from truceline.feeds.schema import FEEDS
from truceline.hooks.schema import HOOKS
from truceline.ledger.address import Server
from truceline.ledger.connection import connect, writing


@pytest.mark.parametrize("beside", [FEEDS, HOOKS], ids=lambda one: one.what)
def test_it_lies_in_a_file_of_its_own_or_in_a_schema_of_its_own(tmp_path, beside):
    assert beside.place(tmp_path / "ledger.sqlite") == tmp_path / f"{beside.what}.sqlite"
    server = Server("postgresql://desk.example/truceline", "idlib")
    assert beside.place(server) == Server(server.url, f"idlib_{beside.what}")


@pytest.mark.parametrize("beside", [FEEDS, HOOKS], ids=lambda one: one.what)
def test_tables_of_a_newer_version_are_left_alone(tmp_path, beside):
    address = beside.place(tmp_path / "ledger.sqlite")
    engine = connect(address, create=True)
    beside.settle(engine, address)
    beside.settle(engine, address)
    assert address.stat().st_mode & 0o077 == 0
    with writing(engine, address) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CaseError, match=f"the {beside.what} have schema 9999, made by a newer truceline"):
        beside.settle(engine, address)
    engine.dispose()
