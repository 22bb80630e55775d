from __future__ import annotations

import os
from pathlib import Path

import pytest

from truceline.errors import CaseError
from truceline.web.sealing import put


def test_a_file_is_put_in_place_of_the_one_before_and_is_closed_to_others(tmp_path: Path):
    path = tmp_path / "new" / "one.draft"
    put(path, b"first")
    put(path, b"second")
    assert path.read_bytes() == b"second"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["one.draft"]


@pytest.mark.parametrize("failing", ["open", "fsync", "replace"])
def test_what_cannot_be_written_leaves_the_file_of_before(tmp_path: Path, monkeypatch, failing: str):
    path = tmp_path / "one.draft"
    put(path, b"first")

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path if failing == "replace" else os, failing, full)
        with pytest.raises(CaseError, match="No space left on device; nothing was kept"):
            put(path, b"second")
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"first"]
