"""Versions of the schema: made whole, brought up to date, and refused when newer."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.ledger.conftest import FILE, said

from truceline.errors import CaseError
from truceline.ledger import migrating, schema
from truceline.ledger.connection import connect, reading
from truceline.ledger.migrations import versions
from truceline.ledger.store import Ledger
from truceline.ledger.tables import Instant, metadata


@pytest.fixture
def address(path):
    """A file: this is about SQLite."""
    Ledger.create(path)
    return path


NOW = schema.HEAD
VERSION = f"{int(NOW) + 1:04}"
NEXT = f'''
"""A later version, for the test."""
import sqlalchemy as sa
from alembic import op

revision = "{VERSION}"
down_revision = "{NOW}"


def upgrade():
    op.add_column("entries", sa.Column("seal", sa.Text))
'''


def version_in(path: Path) -> str:
    with closing(sqlite3.connect(path)) as prompt:
        return prompt.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def set_version(path: Path, version: str) -> None:
    with closing(sqlite3.connect(path)) as prompt, prompt:
        prompt.execute("UPDATE alembic_version SET version_num = ?", (version,))


def with_next_version(script: str, folder: Path, monkeypatch) -> None:
    """Let truceline know one more version than it does."""
    shutil.copytree(schema.VERSIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / f"v{VERSION}_next.py").write_text(script)
    monkeypatch.setattr(schema, "VERSIONS", folder)
    monkeypatch.setattr(schema, "HEAD", VERSION)


def _same_type(context, inspected, column, inspected_type, column_type):
    """`Instant` is a plain DATETIME to the database."""
    return False if isinstance(column_type, Instant) else None


def test_the_migrations_make_the_tables_that_the_code_expects(ledger, path):
    with reading(connect(path), path) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": _same_type})
        assert compare_metadata(context, metadata) == []


def test_the_version_named_in_the_code_is_the_last_migration():
    scripts = ScriptDirectory(str(migrating.ENVIRONMENT), version_locations=[str(schema.VERSIONS)])
    assert scripts.get_heads() == [schema.HEAD]
    assert versions.__doc__


def test_a_ledger_is_in_write_ahead_mode(ledger, path):
    with closing(sqlite3.connect(path)) as prompt:
        assert prompt.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_ledger_of_a_newer_schema_is_refused_by_both_versions(ledger, path):
    set_version(path, "0042")
    with pytest.raises(CaseError, match=rf"schema 0042.*knows up to {schema.HEAD}") as refusal:
        Ledger.open(path)
    assert refusal.value.exit_code == 2
    assert version_in(path) == "0042"


def test_a_ledger_of_an_older_schema_is_migrated_and_keeps_its_claims(ledger, path, tmp_path, monkeypatch):
    ledger.append(FILE, [said(1)])
    with_next_version(NEXT, tmp_path / "versions", monkeypatch)
    migrated = Ledger.open(path)
    assert version_in(path) == VERSION
    assert [claim.says for claim in migrated.claims()] == ["shelling number 1"]
    assert Ledger.open(path).append(FILE, [said(2)]).added == 1


@pytest.mark.parametrize("version", ["", "0001", "0002", "0004", "0005x"])
def test_a_noted_version_that_the_tables_belie_is_told_and_nothing_is_migrated(ledger, path, version):
    set_version(path, version)
    with pytest.raises(CaseError, match=r"says that it has schema .* tables are not of that one"):
        Ledger.open(path)
    assert version_in(path) == version


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(ledger, path, tmp_path, monkeypatch):
    with_next_version(NEXT + "    raise ValueError('half way')\n", tmp_path / "versions", monkeypatch)
    with pytest.raises(ValueError, match="half way"):
        Ledger.open(path)
    with closing(sqlite3.connect(path)) as prompt:
        columns = [row[1] for row in prompt.execute("PRAGMA table_info(entries)")]
    assert (version_in(path), "seal" in columns) == (NOW, False)


def test_another_sqlite_file_is_no_ledger(tmp_path):
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as prompt, prompt:
        prompt.execute("CREATE TABLE notes (text)")
    with pytest.raises(CaseError, match="no truceline ledger"):
        Ledger.open(path)
