from __future__ import annotations

from pathlib import Path

import pytest

from truceline.accounts.server_key import ServerKey
from truceline.web.unfinished import Note, Notes

ONE = Note(id="abc", slug="idlib", account="id-of-amal", name="Reading canary.pdf", back="desk/documents")


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path / "work", ServerKey.at(tmp_path, create=True))


def test_a_note_is_there_until_it_is_dropped_and_tells_nothing_without_the_key(notes: Notes, tmp_path: Path):
    notes.keep(ONE)
    (file,) = (tmp_path / "work").iterdir()
    assert b"canary" not in file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(notes.left()) == [ONE]
    notes.drop(ONE.id)
    notes.drop(ONE.id)
    assert list(notes.left()) == []


def test_a_note_under_another_name_or_key_is_nobody_s(notes: Notes, tmp_path: Path):
    notes.keep(ONE)
    (file,) = (tmp_path / "work").iterdir()
    file.rename(file.with_stem("def"))
    assert list(notes.left()) == []
    assert list((tmp_path / "work").iterdir()) == []
