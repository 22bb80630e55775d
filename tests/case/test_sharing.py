"""A case whose ledger is on a server: started by one, joined by others, each with a folder of their own."""

from __future__ import annotations

import json
from itertools import count

import pytest

from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.errors import CaseError, InputError

_NUMBERS = count()


@pytest.fixture
def store(postgresql, worker_id) -> str:
    """The URL of a case that is not there yet."""
    return postgresql.url(f"shared_{worker_id}_{next(_NUMBERS)}")


@pytest.fixture
def shared(source, tmp_path, store) -> Case:
    return Case.create(tmp_path / "ours", agreement=source / "river.yaml", store=store)


def test_a_shared_case_keeps_neither_ledger_nor_documents_in_its_folder(shared):
    assert sorted(path.name for path in shared.folder.iterdir()) == ["agreement", "case.json"]
    told = json.loads((shared.folder / "case.json").read_text())
    assert told["store"] == str(shared.ledger.address)


def test_the_case_is_named_after_its_folder_where_the_url_names_none(source, tmp_path, postgresql, worker_id):
    folder = tmp_path / f"North Bank {worker_id}"
    made = Case.create(folder, agreement=source / "river.yaml", store=postgresql.url())
    assert made.ledger.address.case == f"north_bank_{worker_id}"


def test_who_joins_sees_what_the_others_enter(shared, source, tmp_path, store):
    other = Case.create(tmp_path / "theirs", agreement=source / "river.yaml", store=store, join=True)
    sha256 = shared.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    assert other.ledger.document(sha256) == b"Nine posts."
    assert Case.open(other.folder).ledger.position == 1


def test_a_shared_case_gives_the_assessment_of_one_in_a_folder(tmp_path, store):
    alone = Case.create(tmp_path / "alone", "idlib-2018")
    together = Case.create(tmp_path / "together", "idlib-2018", store=store)
    frame = Frame(alone.agreement.instruments[0].in_force.start)
    assert together.assess(frame) == alone.assess(frame)
    assert together.replay(alone.assess(frame))


def test_joining_a_case_does_not_fill_it_again(tmp_path, store):
    first = Case.create(tmp_path / "first", "idlib-2018", store=store)
    before = first.ledger.position
    Case.create(tmp_path / "second", "idlib-2018", store=store, join=True)
    assert first.ledger.position == before


def test_a_case_that_is_there_is_not_started_again(shared, source, tmp_path, store):
    with pytest.raises(CaseError, match="there is such a case in this database already"):
        Case.create(tmp_path / "again", agreement=source / "river.yaml", store=store)
    assert not (tmp_path / "again").exists()
    assert shared.ledger.position == 0


def test_a_case_that_is_not_there_cannot_be_joined(source, tmp_path, store):
    with pytest.raises(CaseError, match="no such case"):
        Case.create(tmp_path / "early", agreement=source / "river.yaml", store=store, join=True)
    assert list(tmp_path.glob("early")) == []


def test_a_start_that_fails_leaves_nothing_on_the_server(source, tmp_path, store, monkeypatch):
    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("truceline.case.manifest.write", broken)
    with pytest.raises(CaseError, match="No space left"):
        Case.create(tmp_path / "half", agreement=source / "river.yaml", store=store)
    monkeypatch.undo()
    Case.create(tmp_path / "whole", agreement=source / "river.yaml", store=store)


def test_a_password_in_the_case_file_is_refused_and_not_repeated(shared):
    file = shared.folder / "case.json"
    file.write_text(file.read_text().replace("truceline@", "truceline:hunter2@"))
    with pytest.raises(CaseError, match=r"case.json: store: leave the password out") as refusal:
        Case.open(shared.folder)
    assert "hunter2" not in str(refusal.value)


def test_a_password_in_a_url_is_refused_before_anything_is_made(source, tmp_path):
    with pytest.raises(InputError, match="leave the password out"):
        Case.create(tmp_path / "case", agreement=source / "river.yaml", store="postgresql://a:b@h/d?case=c")
    assert list(tmp_path.glob("case")) == []
