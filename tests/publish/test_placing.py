"""What one command writes stands there whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.errors import InputError
from truceline.publish.placing import Placing, placed_with


def held(folder: Path) -> dict[str, str]:
    """Every file below a folder, by its path, and every folder."""
    found = sorted(folder.rglob("*"))
    return {str(one.relative_to(folder)): one.read_text() if one.is_file() else "" for one in found}


def make(placing: Placing, folder: Path, word: str) -> None:
    """Two files and a folder."""
    placing.file(folder / "a.html", word)
    placing.file(folder / "deep" / "b.pdf", word.encode())
    new = placing.aside(folder / "site")
    new.mkdir()
    (new / "index.html").write_text(word)


def test_nothing_stands_there_before_it_is_placed_and_nothing_is_left_aside(tmp_path):
    with Placing() as placing:
        make(placing, tmp_path / "out", "first")
        assert not [path for path in held(tmp_path) if path.endswith(("a.html", "b.pdf", "site"))]
        assert [path.name for path in placing.place()] == ["a.html", "b.pdf", "site"]
    first = {"out": "", "out/a.html": "first", "out/deep": "", "out/deep/b.pdf": "first", "out/site": ""}
    assert held(tmp_path) == {**first, "out/site/index.html": "first"}
    with Placing() as placing:
        make(placing, tmp_path / "out", "second")
        placing.place()
    assert set(held(tmp_path).values()) == {"", "second"}


def test_what_is_never_placed_leaves_no_trace(tmp_path):
    with Placing() as placing:
        make(placing, tmp_path / "out" / "below", "first")
    assert held(tmp_path) == {}


@pytest.mark.parametrize("standing", [False, True])
def test_where_the_last_cannot_be_placed_those_before_it_are_taken_back(tmp_path, monkeypatch, standing):
    if standing:
        with Placing() as placing:
            make(placing, tmp_path, "first")
            placing.place()
    before = held(tmp_path)
    rename = Path.rename

    def refused(self, target):
        if self.name == "new" and Path(target).name == "site":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with Placing() as placing:
        make(placing, tmp_path, "second")
        with pytest.raises(InputError, match="site: no space left on device"):
            placing.place()
    assert held(tmp_path) == before


def test_a_file_never_takes_the_place_of_a_folder(tmp_path):
    (tmp_path / "b.pdf").mkdir()
    with Placing() as placing:
        placing.file(tmp_path / "a.html", "x")
        placing.file(tmp_path / "b.pdf", "x")
        with pytest.raises(InputError, match=r"b\.pdf: is a directory"):
            placing.place()
    assert held(tmp_path) == {"b.pdf": ""}


def test_where_nothing_can_be_made_it_is_told_by_the_name_that_was_typed(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.chdir(tmp_path)
    with (
        Placing() as placing,
        pytest.raises(InputError, match=r"^file/a\.html: (not a directory|file exists)"),
    ):
        placing.file(Path("file/a.html"), "x")
    assert held(tmp_path) == {"file": "x"}


def test_a_disk_that_is_full_is_told(tmp_path, monkeypatch):
    def full(_self, _content):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with Placing() as placing, pytest.raises(InputError, match="no space left on device"):
        placing.file(tmp_path / "a.html", "x")
    assert held(tmp_path) == {}


def test_a_link_stays_one(tmp_path):
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "a.html").symlink_to("real.html")
    with placed_with(None) as placing:
        placing.file(tmp_path / "a.html", "new")
    assert (tmp_path / "a.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


def test_with_the_rest_nothing_is_placed_early(tmp_path):
    with Placing() as rest:
        with placed_with(rest) as placing:
            placing.file(tmp_path / "a.html", "new")
        assert not (tmp_path / "a.html").exists()
        rest.place()
    assert (tmp_path / "a.html").read_text() == "new"
