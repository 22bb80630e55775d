"""A copy of the bulletin is checked file by file, and against who signed it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from truceline.errors import InputError
from truceline.ledger.signing import Signer
from truceline.publish.bulletin.manifest import FILE, check, manifest_of
from truceline.publish.bulletin.writing import put

FILES = {"index.html": b"<p>", "reports/a/index.html": b"<q>"}
ANA, EVE = Signer.new("ana"), Signer.new("eve")


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "site"
    put(folder, FILES, manifest_of("River", FILES).signed(ANA))
    return folder


def test_a_whole_copy_is_sound(site):
    found = check(site, ANA.public)
    assert found.is_sound
    assert (found.files, found.signature, found.expected) == (2, "fits", True)


def test_a_changed_missing_and_added_file_are_named(site):
    (site / "index.html").write_bytes(b"<P>")
    (site / "reports/a/index.html").unlink()
    (site / "extra.txt").write_text("x")
    found = check(site)
    assert (found.changed, found.missing, found.added) == (
        ("index.html",),
        ("reports/a/index.html",),
        ("extra.txt",),
    )
    assert not found.is_sound


def test_a_manifest_made_to_fit_the_change_no_longer_fits_its_signature(site):
    told = json.loads((site / FILE).read_text())
    told["files"]["index.html"] = "0" * 64
    (site / FILE).write_text(json.dumps(told))
    assert check(site).signature == "does not fit"
    assert not check(site).is_sound


def test_another_signers_manifest_is_not_the_one_asked_for(site):
    put(site, FILES, manifest_of("River", FILES).signed(EVE))
    assert check(site).is_sound
    found = check(site, ANA.public)
    assert found.expected is False
    assert not found.is_sound


def test_an_unsigned_site_is_whole_and_vouched_for_by_nobody(tmp_path):
    put(tmp_path / "site", FILES, manifest_of("River", FILES))
    assert check(tmp_path / "site").signature == "none"
    assert check(tmp_path / "site", ANA.public).expected is False


@pytest.mark.parametrize(
    "content", ["", "{}", '{"format": "truceline/bulletin/1", "title": "x", "files": {"a": "b"}}', "\x00"]
)
def test_a_manifest_that_is_none_is_one_clear_error(tmp_path, content):
    (tmp_path / FILE).write_text(content)
    with pytest.raises(InputError, match=r"manifest\.json"):
        check(tmp_path)


def test_a_folder_without_one_is_no_bulletin(tmp_path):
    with pytest.raises(InputError, match="a bulletin has its manifest there"):
        check(tmp_path)


def test_a_site_takes_the_place_of_the_one_before_whole(site):
    put(site, {"index.html": b"new"}, manifest_of("River", {"index.html": b"new"}))
    assert check(site).is_sound
    assert not (site / "reports").exists()
    assert [one.name for one in site.parent.iterdir()] == ["site"]


def test_what_is_no_bulletin_is_never_replaced(tmp_path):
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter-1.txt").write_text("years of work")
    with pytest.raises(InputError, match="holds something that is no bulletin"):
        put(tmp_path / "thesis", FILES, manifest_of("River", FILES))
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="no bulletin"):
        put(tmp_path / "file", FILES, manifest_of("River", FILES))


def test_a_place_that_cannot_be_written_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match=r"file exists|not a directory"):
        put(tmp_path / "file" / "site", FILES, manifest_of("River", FILES))


@pytest.mark.parametrize("name", ["CNAME", ".git/config", "reports/notes.txt"])
def test_what_somebody_put_beside_the_pages_is_never_thrown_away(site, name):
    (site / name).parent.mkdir(exist_ok=True)
    (site / name).write_text("mine")
    with pytest.raises(InputError, match=name):
        put(site, FILES, manifest_of("River", FILES))
    assert (site / name).read_text() == "mine"


def test_a_manifest_of_something_else_makes_no_bulletin(tmp_path):
    (tmp_path / FILE).write_text('{"name": "an extension"}')
    with pytest.raises(InputError, match="holds something that is no bulletin"):
        put(tmp_path, FILES, manifest_of("River", FILES))


def test_a_link_to_the_site_stays_one(site, tmp_path):
    (tmp_path / "www").symlink_to(site, target_is_directory=True)
    put(tmp_path / "www", {"index.html": b"new"}, manifest_of("River", {"index.html": b"new"}))
    assert (tmp_path / "www").is_symlink()
    assert (site / "index.html").read_bytes() == b"new"


def test_the_site_before_comes_back_where_the_new_one_cannot_take_its_place(site, monkeypatch):
    move = Path.rename

    def refused(self, target):
        if Path(target) == site and self.name == "new":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(InputError, match="no space left"):
        put(site, {"index.html": b"new"}, manifest_of("River", {"index.html": b"new"}))
    assert check(site).is_sound
    assert (site / "index.html").read_bytes() == FILES["index.html"]
