"""A case's ledger moved to a server and home again, and a lost one restored."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.case.folder import Case
from truceline.case.moving import copy
from truceline.core.frame import Frame
from truceline.errors import CaseError, InputError


@pytest.fixture
def store(postgresql, worker_id, request) -> str:
    name = f"moved_{worker_id}_{abs(hash(request.node.name)) % 10**8}"
    return postgresql.url(name)


@pytest.fixture
def idlib(tmp_path) -> Case:
    return Case.create(tmp_path / "idlib", "idlib-2018")


def test_a_case_moves_to_a_server_and_home_again(idlib, store):
    frame = Frame(idlib.agreement.instruments[0].in_force.start)
    before = idlib.assess(frame)
    copy(str(idlib.folder), store, switch=True)
    shared = Case.open(idlib.folder)
    assert not isinstance(shared.ledger.address, Path)
    assert shared.assess(frame) == before
    (idlib.folder / "ledger.sqlite").unlink()
    copy(str(idlib.folder), str(idlib.folder / "ledger.sqlite"), switch=True)
    home = Case.open(idlib.folder)
    assert home.ledger.address == idlib.folder / "ledger.sqlite"
    assert home.assess(frame) == before
    assert home.ledger.verify().holds


def test_a_lost_ledger_is_restored_from_a_copy(idlib, tmp_path):
    sha256 = idlib.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    copy(str(idlib.folder), str(tmp_path / "backup" / "ledger.sqlite"))
    (idlib.folder / "ledger.sqlite").unlink()
    (idlib.folder / "documents" / sha256).unlink()
    copy(str(tmp_path / "backup" / "ledger.sqlite"), str(idlib.folder))
    assert Case.open(idlib.folder).ledger.document(sha256) == b"Nine posts."


def test_only_a_case_can_be_switched(idlib, store, tmp_path):
    with pytest.raises(InputError, match="only a case's folder"):
        copy(str(idlib.folder / "ledger.sqlite"), store, switch=True)
    with pytest.raises(CaseError, match=r"a case uses a server, or ledger\.sqlite in its own folder"):
        copy(str(idlib.folder), str(tmp_path / "elsewhere.sqlite"), switch=True)


def test_a_folder_that_is_no_case_has_no_ledger(tmp_path):
    with pytest.raises(CaseError, match="it is no case"):
        copy(str(tmp_path), str(tmp_path / "copy.sqlite"))


def test_a_file_that_is_not_there_cannot_be_copied(tmp_path):
    with pytest.raises(CaseError, match="no such file"):
        copy(str(tmp_path / "none.sqlite"), str(tmp_path / "copy.sqlite"))
