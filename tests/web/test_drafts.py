from __future__ import annotations

import stat
from pathlib import Path

import pytest

from truceline.errors import InputError
from truceline.web import drafts as drafting
from truceline.web.drafts import Cell, Drafts

OURS = Cell(case="idlib", party="turkey")
THEIRS = Cell(case="idlib", party="russia")
ALONE = Cell(case="idlib", account="id-of-team")


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts(tmp_path / "drafts")


def test_a_draft_is_its_cell_s_alone(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {"text": ("not yet",)})
    assert [each.id for each in drafts.of(OURS)] == [one.id]
    for other in (THEIRS, ALONE, Cell(case="darfur", party="turkey"), Cell(case="idlib", account="turkey")):
        assert list(drafts.of(other)) == []
        assert drafts.one(other, one.id) is None
        drafts.drop(other, one.id)
    assert drafts.one(OURS, one.id) == one


def test_a_draft_saved_again_stands_in_its_own_place(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {"text": ("first",)})
    again = drafts.save(OURS, "send", "amal", {"text": ("second",)}, one.id)
    assert again.id == one.id
    assert [each.fields["text"] for each in drafts.of(OURS)] == [("second",)]


def test_nobody_writes_over_another_cell_s_draft(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {"text": ("ours",)})
    other = drafts.save(THEIRS, "send", "boris", {"text": ("theirs",)}, one.id)
    assert other.id != one.id
    found = drafts.one(OURS, one.id)
    assert found is not None
    assert found.fields["text"] == ("ours",)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 32, "0" * 31, "0" * 32])
def test_there_is_no_draft_of_any_other_name(drafts: Drafts, name: str):
    assert drafts.one(OURS, name) is None


def test_only_the_server_s_own_account_reads_the_files(drafts: Drafts):
    drafts.save(OURS, "send", "amal", {"text": ("x",)})
    (file,) = (drafts.folder / "idlib").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((drafts.folder / "idlib").stat().st_mode) == 0o700


def test_a_damaged_file_is_no_draft_and_hides_no_other(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {"text": ("x",)})
    (drafts.folder / "idlib" / f"{'0' * 32}.json").write_text("{", encoding="utf-8")
    assert [each.id for each in drafts.of(OURS)] == [one.id]


def test_what_is_too_long_or_too_many_is_not_kept(drafts: Drafts, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(InputError, match="too long"):
        drafts.save(OURS, "send", "amal", {"text": ("x" * (drafting.LONGEST + 1),)})
    monkeypatch.setattr(drafting, "MOST", 1)
    drafts.save(OURS, "send", "amal", {})
    with pytest.raises(InputError, match="already"):
        drafts.save(OURS, "send", "amal", {})
    drafts.save(THEIRS, "send", "boris", {})
