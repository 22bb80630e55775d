"""`truceline backup` and `restore` as they are typed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.accounts.making import opened, with_owner
from tests.cli.conftest import Run


@pytest.fixture
def beside(own_river: Path) -> Path:
    """The home beside the case."""
    home = own_river.parent / ".truceline"
    accounts = opened(home)
    with_owner(accounts)
    accounts.close()
    return home


def test_the_home_beside_the_case_is_taken_along_and_comes_back_beside_it(
    run: Run, own_river, beside, tmp_path
):
    done = run("backup", own_river, "--to", tmp_path / "backup")
    assert done.exit_code == 0, done.output
    assert done.stdout == ""
    assert f"keep a copy of {beside / 'server.key'} in another place" in done.stderr
    key = shutil.copy(beside / "server.key", tmp_path / "apart.key")
    done = run("restore", tmp_path / "backup", "--to", tmp_path / "there", "--key", key)
    assert done.exit_code == 0, done.output
    assert (
        f"truceline doctor {tmp_path / 'there' / 'river'} --home {tmp_path / 'there' / '.truceline'}"
        in done.stderr
    )
    assert run("doctor", tmp_path / "there" / "river").exit_code == 0
    before, after = (
        run("assess", folder, "--format", "json") for folder in (own_river, tmp_path / "there" / "river")
    )
    assert before.stdout == after.stdout


def test_a_case_alone_needs_no_key(run: Run, own_river, tmp_path):
    done = run("backup", own_river, "--to", tmp_path / "backup")
    assert "no accounts: there is no home beside the case" in done.stderr
    done = run("restore", tmp_path / "backup", "--to", tmp_path / "there")
    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["river"]
    assert run("ledger", "verify", tmp_path / "there" / "river").exit_code == 0


def test_what_is_refused_is_one_line_and_exit_code_2(run: Run, own_river, tmp_path):
    assert run("backup", own_river, "--to", tmp_path / "backup").exit_code == 0
    for words in (
        ("backup", own_river, "--to", tmp_path / "backup"),
        ("backup", tmp_path / "nowhere", "--to", tmp_path / "other"),
        ("restore", tmp_path / "backup", "--to", tmp_path),
        ("restore", tmp_path / "nowhere", "--to", tmp_path / "there"),
    ):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1, done.stderr
    assert not (tmp_path / "other").exists()


@pytest.fixture
def narrow(tmp_path):
    """A disk of 400 kB."""
    place = tmp_path / "narrow"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can make a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_disk_that_is_too_small_is_told_and_left_empty(run: Run, own_river, beside, narrow, tmp_path):
    done = run("backup", own_river, "--to", narrow / "backup")
    assert done.exit_code == 2, done.output
    assert "the disk is full; nothing was kept" in done.stderr or "no space left" in done.stderr
    assert list(narrow.iterdir()) == []
    assert run("backup", own_river, "--to", tmp_path / "backup").exit_code == 0
    (narrow / "others").write_bytes(bytes(250_000))
    done = run("restore", tmp_path / "backup", "--to", narrow / "there", "--key", beside / "server.key")
    assert done.exit_code == 2, done.output
    assert [path.name for path in narrow.rglob("*") if path.is_file()] == ["others"]
