"""What left is named by the SHA-256 of just that, so that a file found elsewhere can be recognised."""

from __future__ import annotations

import hashlib

import pytest

from truceline.case.disclosing import export, look
from truceline.case.folder import Case
from truceline.core.canonical import canonical_json
from truceline.ledger.disclosures import Outlet, Reserved

ROWS = Reserved(1, 2)


@pytest.fixture
def ledger(source, tmp_path):
    return Case.create(tmp_path / "case", agreement=source / "river.yaml").ledger


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_one_file_is_named_by_its_bytes(ledger):
    export(ledger, Outlet.CLAIMS, ROWS, {"claims.jsonl": b"words"}, "ana")
    assert ledger.disclosures()[0].sha256 == sha256(b"words")


def test_several_files_are_named_by_their_index(ledger):
    export(ledger, Outlet.FIGURES, ROWS, {"b.csv": b"two", "a.csv": b"one"}, "ana")
    index = {"a.csv": sha256(b"one"), "b.csv": sha256(b"two")}
    assert ledger.disclosures()[0].sha256 == sha256(canonical_json(index))


def test_a_look_is_named_by_the_ids_that_were_shown(ledger):
    look(ledger, ROWS, ["one", "two"], "ana")
    (found,) = ledger.disclosures()
    assert (found.outlet, found.sha256) == (Outlet.SCREEN, sha256(b'["one","two"]'))
