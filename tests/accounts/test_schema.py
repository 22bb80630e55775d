from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert, inspect, text
from sqlalchemy.exc import DBAPIError
from tests.accounts.making import NOW, with_owner

from truceline.accounts.tables import accounts, metadata
from truceline.errors import CaseError


def columns(tables) -> dict[str, dict[str, tuple[bool, bool]]]:
    return {
        table.name: {c.name: (bool(c.primary_key), bool(c.nullable)) for c in table.columns}
        for table in tables
    }


def test_the_migrations_make_the_tables_that_the_code_reads(either):
    engine: Engine = either.home._engine
    seen = inspect(engine)
    made = {
        name: {
            c["name"]: (c["name"] in seen.get_pk_constraint(name)["constrained_columns"], c["nullable"])
            for c in seen.get_columns(name)
        }
        for name in seen.get_table_names()
        if name != "alembic_version"
    }
    assert made == columns(metadata.tables.values())


@pytest.mark.parametrize("change", ["UPDATE journal SET detail = 'x'", "DELETE FROM journal"])
def test_the_journal_is_never_changed(either, change):
    with_owner(either)
    with (
        pytest.raises((CaseError, DBAPIError), match="append-only"),
        either.home.writing() as connection,
    ):
        connection.execute(text(change))


def test_an_identity_belongs_to_one_account(either):
    ana, ben = (
        {"id": name, "name": name, "folded": name, "language": "en", "owner": False, "made_at": NOW}
        for name in ("a", "b")
    )
    same = {"issuer": "https://id.example", "subject": "1"}
    with either.home.writing() as connection:
        connection.execute(insert(accounts), {**ana, **same})
    with pytest.raises(DBAPIError), either.home.writing() as connection:
        connection.execute(insert(accounts), {**ben, **same})
