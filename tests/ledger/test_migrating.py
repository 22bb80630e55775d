"""Migrations of a folder, run on a connection that is open."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from truceline.ledger.migrating import upgrade

FIRST = """
"A first version, for the test."
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade():
    op.create_table("kept", sa.Column("said", sa.Text))
"""


@pytest.fixture
def versions(tmp_path: Path) -> Path:
    folder = tmp_path / "90% done" / "versions"
    folder.mkdir(parents=True)
    (folder / "v0001_first.py").write_text(FIRST)
    return folder


def test_a_folder_of_migrations_is_run_whatever_its_path_is_called(versions):
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection, versions, "0001")
        assert inspect(connection).get_table_names() == ["alembic_version", "kept"]
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "0001"


def test_migrations_that_are_there_already_are_not_run_again(versions):
    with create_engine("sqlite://").begin() as connection:
        upgrade(connection, versions, "0001")
        connection.execute(text("INSERT INTO kept VALUES ('word')"))
        upgrade(connection, versions, "0001")
        assert connection.execute(text("SELECT said FROM kept")).scalars().all() == ["word"]
