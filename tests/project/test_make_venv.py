"""The set-up step on machines whose Python lacks `venv`, played with stand-ins for the system's programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

# Fails as Debian's Python does until the package is there; then leaves a marker instead of an environment.
PYTHON = """#!/bin/sh
case "$*" in
    *"-m venv"*) test -e "$STAGE/installed" && touch "$STAGE/made" ;;
    *"-m virtualenv"*) test -e "$STAGE/has-virtualenv" && touch "$STAGE/made-otherwise" ;;
    -c*) echo 3.11 ;;
esac
"""
APT = '#!/bin/sh\necho "$*" >>"$STAGE/asked"\ncase "$*" in *install*) touch "$STAGE/installed" ;; esac\n'


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    """A folder of stand-ins that goes first on the path."""
    write(tmp_path / "python", PYTHON)
    write(tmp_path / "apt-get", APT)
    return tmp_path


def write(path: Path, script: str) -> None:
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def make_venv(
    root: Path, stage: Path, *, user: int, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    write(stage / "id", f"#!/bin/sh\necho {user}\n")
    return subprocess.run(
        [root / "tools" / "make_venv", stage / "python", folder or stage / "env"],
        env={"PATH": f"{stage}:{os.environ['PATH']}", "STAGE": str(stage)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_environment_that_works_is_left_alone(root: Path, stage: Path):
    assert make_venv(root, stage, user=1000, folder=Path(sys.prefix)).returncode == 0
    assert not (stage / "made").exists()


def test_as_root_the_missing_package_is_installed(root: Path, stage: Path):
    assert make_venv(root, stage, user=0).returncode == 0
    assert "install -y -qq python3.11-venv" in (stage / "asked").read_text(encoding="utf-8")
    assert (stage / "made").exists()


def test_without_root_virtualenv_will_do(root: Path, stage: Path):
    (stage / "has-virtualenv").touch()
    assert make_venv(root, stage, user=1000).returncode == 0
    assert (stage / "made-otherwise").exists()
    assert not (stage / "asked").exists()


def test_without_either_the_message_says_what_to_install(root: Path, stage: Path):
    done = make_venv(root, stage, user=1000)
    assert done.returncode == 2
    assert "install python3.11-venv" in done.stderr
