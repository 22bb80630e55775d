"""A print of a case tells every change of what its answers hang on, and stays while there is none."""

import json

import pytest

from truceline.case import fingerprint
from truceline.case.bundles import AGREEMENT
from truceline.case.creation import AGREEMENT_FOLDER
from truceline.case.fingerprint import PARTS, print_of
from truceline.case.folder import Case
from truceline.case.manifest import LEDGER, NAME


@pytest.fixture
def folder(tmp_path, source):
    return Case.create(tmp_path / "case", agreement=source / "river.yaml").folder


def test_it_reads_what_a_case_consists_of():
    assert set(PARTS) == {NAME, AGREEMENT_FOLDER, LEDGER, f"{LEDGER}-wal"}


def test_it_stays_while_nothing_changes(folder):
    first = print_of(folder, "as of", 1)
    Case.open(folder)
    (folder / "page.html").write_text("what a command wrote", encoding="utf-8")
    assert first == print_of(folder, "as of", 1)
    assert len(first) == 64


def test_a_ledger_that_is_open_has_the_same_print(folder):
    first = print_of(folder)
    (folder / f"{LEDGER}-wal").touch()
    assert print_of(folder) == first


def test_what_is_asked_is_part_of_it(folder):
    assert len({print_of(folder, 1), print_of(folder, "1"), print_of(folder), print_of(folder, 1, None)}) == 4


@pytest.mark.parametrize("name", [NAME, f"{AGREEMENT_FOLDER}/{AGREEMENT}", LEDGER, f"{LEDGER}-wal"])
def test_another_byte_is_another_print(folder, name):
    first = print_of(folder)
    path = folder / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b" ")
    assert print_of(folder) not in (first, None)


def test_a_file_of_the_agreement_that_goes_is_told(folder):
    (folder / AGREEMENT_FOLDER / "more.csv").write_text("", encoding="utf-8")
    first = print_of(folder)
    (folder / AGREEMENT_FOLDER / "more.csv").rename(folder / AGREEMENT_FOLDER / "other.csv")
    assert print_of(folder) not in (first, None)


def test_a_change_of_the_program_is_told(folder, tmp_path, monkeypatch):
    package = tmp_path / "package"
    (package / "__pycache__").mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(fingerprint.truceline, "__file__", str(package / "__init__.py"))
    first = print_of(folder)
    (package / "__pycache__" / "compiled.pyc").write_text("", encoding="utf-8")
    assert print_of(folder) == first
    (package / "__init__.py").write_text("1", encoding="utf-8")
    assert print_of(folder) != first


def test_what_cannot_be_told_from_the_folder_has_none(folder, monkeypatch):
    manifest = json.loads((folder / NAME).read_text(encoding="utf-8"))
    monkeypatch.setattr(fingerprint, "MOST_BYTES", 1)
    assert print_of(folder) is None
    monkeypatch.undo()
    (folder / NAME).write_text(json.dumps({**manifest, "store": "postgresql://there/db"}), encoding="utf-8")
    assert print_of(folder) is None
    (folder / NAME).write_text("[", encoding="utf-8")
    assert print_of(folder) is None
    (folder / NAME).unlink()
    assert print_of(folder) is None
