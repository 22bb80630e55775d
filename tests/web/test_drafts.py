from __future__ import annotations

import stat
from pathlib import Path

import pytest

from truceline.accounts.server_key import ServerKey
from truceline.errors import CaseError, InputError
from truceline.web import drafts as drafting
from truceline.web.drafts import Cell, Drafts

OURS = Cell(case="idlib", party="turkey")
THEIRS = Cell(case="idlib", party="russia")
ALONE = Cell(case="idlib", account="id-of-team")


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    return Drafts.open(tmp_path / "drafts", ServerKey.at(tmp_path, create=True))


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


def test_a_file_tells_nothing_without_the_server_s_key(drafts: Drafts):
    drafts.save(OURS, "send", "canary-name", {"canary-field": ("canary",)})
    (file,) = (drafts.folder / "idlib").iterdir()
    assert b"canary" not in file.read_bytes()
    other = Drafts(drafts.folder, ServerKey.at(drafts.folder, create=True))
    assert list(other.of(OURS)) == []


def test_a_file_that_is_moved_to_another_name_or_case_does_not_open(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {})
    (file,) = (drafts.folder / "idlib").iterdir()
    file.with_stem("f" * 32).write_bytes(file.read_bytes())
    (drafts.folder / "minsk").mkdir()
    (drafts.folder / "minsk" / file.name).write_bytes(file.read_bytes())
    assert [each.id for each in drafts.of(OURS)] == [one.id]
    assert list(drafts.of(Cell(case="minsk", party="turkey"))) == []


def test_drafts_that_lie_open_are_sealed_when_they_are_opened(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {"text": ("canary",)})
    (file,) = (drafts.folder / "idlib").iterdir()
    file.unlink()
    file.with_suffix(".json").write_text(one.model_dump_json(), encoding="utf-8")
    file.with_name(f"{'0' * 32}.json").write_text("{", encoding="utf-8")
    file.with_name(f"{one.id}.0a1b.new").write_text("half of one", encoding="utf-8")
    again = Drafts.open(drafts.folder, drafts.seal)
    assert list(again.of(OURS)) == [one]
    left = {path.name: path.read_bytes() for path in file.parent.iterdir()}
    assert set(left) == {file.name, f"{'0' * 32}.json"}
    assert not [name for name, content in left.items() if b"canary" in content]


def test_a_disk_without_room_keeps_the_draft_of_before(drafts: Drafts, monkeypatch: pytest.MonkeyPatch):
    one = drafts.save(OURS, "send", "amal", {"text": ("first",)})

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CaseError, match="No space left"):
        drafts.save(OURS, "send", "amal", {"text": ("second",)}, one.id)
    assert list(drafts.of(OURS)) == [one]
    assert len(list((drafts.folder / "idlib").iterdir())) == 1


def test_a_damaged_file_is_no_draft_and_hides_no_other(drafts: Drafts):
    one = drafts.save(OURS, "send", "amal", {"text": ("x",)})
    (drafts.folder / "idlib" / f"{'0' * 32}.draft").write_text("{", encoding="utf-8")
    assert [each.id for each in drafts.of(OURS)] == [one.id]


def test_what_is_too_long_or_too_many_is_not_kept(drafts: Drafts, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(InputError, match="too long"):
        drafts.save(OURS, "send", "amal", {"text": ("x" * (drafting.LONGEST + 1),)})
    monkeypatch.setattr(drafting, "MOST", 1)
    drafts.save(OURS, "send", "amal", {})
    with pytest.raises(InputError, match="already"):
        drafts.save(OURS, "send", "amal", {})
    drafts.save(THEIRS, "send", "boris", {})
