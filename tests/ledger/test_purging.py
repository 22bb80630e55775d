"""What was withdrawn is in none of the ledger's files any more: their bytes are searched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from tests import throwaway
from tests.ledger.test_erasing import CANARY, FORGET, PAPER, SHA256, full  # noqa: F401 - a fixture

from truceline.errors import CaseError
from truceline.ledger.address import server
from truceline.ledger.store import Ledger


def files_with(folder: Path, word: str) -> list[str]:
    """The files under a folder in which a word stands."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and word.encode() in path.read_bytes()
    )


class TestInAFile:
    @pytest.fixture
    def address(self, path):
        Ledger.create(path)
        return path

    def test_no_byte_of_the_words_is_left(self, full, path):  # noqa: F811
        assert files_with(path.parent, CANARY)
        full.forget(FORGET)
        assert files_with(path.parent, CANARY), "the log and free pages hold them still"
        assert full.purge() is None
        assert files_with(path.parent, CANARY) == []
        assert full.verify().holds

    def test_a_reader_in_the_way_is_told_and_purging_can_be_repeated(self, full, path):  # noqa: F811
        impatient = Ledger.open(path, patience_s=0.05)
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM claims").fetchone()
            impatient.forget(FORGET)
            assert "another process reads it" in impatient.purge()
        assert impatient.purge() is None
        assert files_with(path.parent, CANARY) == []

    def test_a_copy_never_had_them(self, full, tmp_path):  # noqa: F811
        full.forget(FORGET)
        full.copy(tmp_path / "copy" / "ledger.sqlite")
        assert files_with(tmp_path / "copy", CANARY) == []

    def test_a_file_that_cannot_be_removed_is_told(self, full, path, monkeypatch):  # noqa: F811
        def refuses(*_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "unlink", refuses)
        with pytest.raises(CaseError, match="withdrawn document cannot be removed"):
            full.forget(FORGET)
        monkeypatch.undo()
        assert full.purge() is None
        assert full.verify().holds


@pytest.fixture(scope="module")
def own():
    """A server whose files nobody else writes to."""
    return throwaway.started(throwaway.QUICK)


class TestOnAServer:
    @pytest.fixture
    def address(self, own, request):
        place = server(own.url(f"case_{abs(hash(request.node.name)) % 10**6}"))
        Ledger.create(place)
        return place

    @staticmethod
    def tables_with(own, word: str) -> list[str]:
        """The files of tables and indexes in which a word stands, once the server has written them."""
        own.sql("CHECKPOINT")
        return files_with(own.folder / "data" / "base", word)

    def test_no_table_holds_a_byte_of_the_words(self, own, full):  # noqa: F811
        own.sql("ANALYZE")
        assert self.tables_with(own, CANARY)
        full.forget(FORGET)
        assert full.purge() is None
        assert self.tables_with(own, CANARY) == []
        assert full.verify().holds

    def test_a_transaction_from_before_is_told_and_purging_can_be_repeated(self, own, full, address):  # noqa: F811
        impatient = Ledger.open(address, patience_s=0.2)
        with psycopg.connect(own.url()) as reader:
            reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            reader.execute("SELECT 1")
            impatient.forget(FORGET)
            assert "another transaction has been open" in impatient.purge()
        assert impatient.purge() is None
        assert self.tables_with(own, CANARY) == []

    def test_who_may_only_add_can_forget_nothing(self, own, full, address):  # noqa: F811
        own.sql("DROP USER IF EXISTS adder; CREATE USER adder")
        own.sql(f"GRANT USAGE ON SCHEMA {address.case} TO adder")
        own.sql(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {address.case} TO adder")
        before = full.position
        with pytest.raises(CaseError, match="no right to do that"):
            Ledger.open(server(own.url(address.case, user="adder"))).forget(FORGET)
        own.sql("DROP OWNED BY adder")
        assert (full.position, full.document(SHA256)) == (before, PAPER.content)

    def test_who_does_not_own_the_tables_is_told(self, own, full, address):  # noqa: F811
        full.forget(FORGET)
        own.sql("DROP USER IF EXISTS member; CREATE USER member")
        own.sql(f"GRANT USAGE ON SCHEMA {address.case} TO member")
        own.sql(f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {address.case} TO member")
        told = Ledger.open(server(own.url(address.case, user="member"))).purge()
        own.sql("DROP OWNED BY member")
        assert "owner" in told
