"""What a backup takes along, what it leaves to others, and where it is refused."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from tests.upkeep import scene as scenes
from tests.upkeep.scene import Scene

from truceline.case.folder import Case
from truceline.errors import CaseError, InputError
from truceline.upkeep import contents
from truceline.upkeep.stores import STORES
from truceline.upkeep.taking import take


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> Scene:
    return scenes.made(tmp_path_factory.mktemp("scene"))


@pytest.fixture
def own(scene: Scene, tmp_path: Path) -> tuple[Path, Path]:
    """A case and a home of this test's own."""
    return shutil.copytree(scene.case, tmp_path / "idlib"), shutil.copytree(scene.home, tmp_path / "home")


def test_every_store_is_in_it_and_no_key(scene: Scene, tmp_path: Path):
    made = take([scene.case], scene.home, tmp_path / "backup")
    assert contents.read(tmp_path / "backup") == made
    names = {Path(name).name for name in made.files}
    assert {f"{one.what}.sqlite" for one in STORES} <= names
    assert not any(name.endswith(".key") for name in names)
    assert {"providers.yaml.sealed", "box.password.sealed"} <= names
    assert made.left_out == ("home/notes-of-somebody.txt", "idlib/ana.key")
    (kept,) = made.cases
    mark = Case.open(scene.case).ledger.mark()
    assert mark is not None
    assert (kept.name, kept.position, kept.digest) == ("idlib", mark.position, mark.digest)


def test_a_case_without_a_home_is_taken_without_its_secrets(scene: Scene, tmp_path: Path):
    made = take([scene.case], None, tmp_path / "backup")
    assert not made.has_home
    assert made.left_out == ("idlib/ana.key", "idlib/box.password")
    assert not any(name.endswith(contents.SEALED) for name in made.files)


def test_what_only_leads_elsewhere_is_told(own, tmp_path: Path):
    case, home = own
    (case / "attached").symlink_to(tmp_path)
    assert "idlib/attached" in take([case], home, tmp_path / "backup").left_out


@pytest.mark.parametrize("inside", ["idlib/backup", "home/backup", "idlib"])
def test_a_backup_lies_in_nothing_that_is_backed_up(own, tmp_path: Path, inside: str):
    case, home = own
    with pytest.raises(InputError, match="which is backed up; name a folder elsewhere"):
        take([case], home, tmp_path / inside)


def test_a_folder_that_holds_something_is_refused(own, tmp_path: Path):
    case, home = own
    (tmp_path / "backup").mkdir()
    (tmp_path / "backup" / "mine.txt").write_text("mine")
    with pytest.raises(CaseError, match="the folder is not empty"):
        take([case], home, tmp_path / "backup")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CaseError, match="it exists and is no folder"):
        take([case], home, tmp_path / "file")


def test_two_cases_of_one_name_are_refused(own, tmp_path: Path):
    case, home = own
    other = shutil.copytree(case, tmp_path / "other" / "idlib")
    with pytest.raises(InputError, match="another case is called 'idlib'"):
        take([case, other], home, tmp_path / "backup")


def test_a_home_without_its_key_or_accounts_is_no_backup(own, tmp_path: Path):
    case, home = own
    (home / "accounts.sqlite").rename(tmp_path / "accounts.sqlite")
    with pytest.raises(CaseError, match=r"accounts\.sqlite.*missing"):
        take([case], home, tmp_path / "backup")
    (tmp_path / "accounts.sqlite").rename(home / "accounts.sqlite")
    (home / "server.key").unlink()
    with pytest.raises(CaseError, match=r"server\.key.*missing"):
        take([case], home, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


@pytest.mark.parametrize("store", STORES, ids=lambda one: one.what)
@pytest.mark.parametrize(("version", "told"), [("0000", "the version that served it"), ("9999", "upgrade")])
def test_no_store_of_another_version_is_opened_by_a_backup(own, tmp_path: Path, store, version, told):
    case, home = own
    place = (case if (case / f"{store.what}.sqlite").exists() else home) / f"{store.what}.sqlite"
    with closing(sqlite3.connect(place)) as prompt, prompt:
        prompt.execute("UPDATE alembic_version SET version_num = ?", (version,))
    with pytest.raises(CaseError, match=f"it has schema {version}.*{told}"):
        take([case], home, tmp_path / "backup")
    with closing(sqlite3.connect(place)) as prompt:
        assert prompt.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)


def test_a_disk_that_fills_up_leaves_no_half_of_a_backup(own, tmp_path: Path, monkeypatch):
    case, home = own

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CaseError, match="no space left on device; nothing was kept"):
        take([case], home, tmp_path / "backup")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "idlib"]


def test_a_backup_that_is_killed_at_its_last_step_is_not_there_and_can_be_taken_again(own, tmp_path: Path):
    case, home = own
    target = tmp_path / "backup"
    words = [sys.executable, "-c", _KILLED, str(case), str(home), str(target)]
    assert subprocess.run(words, check=False).returncode == -signal.SIGKILL
    assert not target.exists()
    (left,) = tmp_path.glob(".backup-*")
    assert left.stat().st_mode & 0o077 == 0
    made = take([case], home, target)
    assert contents.read(target) == made


_KILLED = """
import os, signal, sys
from pathlib import Path
from truceline.upkeep import contents
from truceline.upkeep.taking import take
contents.write = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
case, home, target = map(Path, sys.argv[1:])
take([case], home, target)
"""


def test_a_file_that_cannot_be_read_is_told_by_its_name(own, tmp_path: Path, monkeypatch):
    case, home = own
    refused = case / "agreement" / "agreement.yaml"
    opening = Path.open

    def opened(path: Path, *words, **more):
        if path == refused:
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *words, **more)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(CaseError, match=r"agreement\.yaml: .*it cannot be read: permission denied"):
        take([case], home, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
