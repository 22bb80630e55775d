from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import truceline

NEEDED = ("pyproject.toml", "README.md", "LICENSE", "NOTICE")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from a copy of the checkout."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in NEEDED:
        shutil.copy(root / name, copy / name)
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(root / "src", copy / "src", ignore=ignored)
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-build-isolation",
        "--no-deps",
        "--no-index",
        "-w",
        "dist",
        ".",
    ]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (built,) = (copy / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package(root: Path, wheel: set[str]):
    source = root / "src"
    files = {
        path.relative_to(source).as_posix()
        for path in (source / "truceline").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files - wheel == set()
    assert "truceline/py.typed" in wheel


def test_the_wheel_carries_the_licence_and_nothing_else_of_the_checkout(wheel: set[str]):
    assert any(name.endswith("licenses/LICENSE") for name in wheel)
    assert {name.split("/")[0] for name in wheel if "dist-info" not in name} == {"truceline"}


def test_the_version_is_one_and_has_its_entry_in_the_changelog(root: Path):
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert truceline.__version__ == project["version"]
    versions = re.findall(r"^## (\S+)", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert versions[0] == project["version"]


def test_the_licence_is_apache_2(root: Path):
    text = (root / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text
