"""The examples for systemd and for containers: they start commands of ours, and systemd takes the unit."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import click
import pytest

from truceline.cli.main import app

UNIT = Path("docs/operate/truceline.service")
CONTAINER = Path("docs/operate/Containerfile")
PROGRAM = "/usr/local/lib/truceline/bin/truceline"
MOST_EXPOSED = 15
"""In tenths, as systemd weighs it: the examples' own is 12."""


def commands(root: Path) -> list[list[str]]:
    """The command lines that the examples start, without the program."""
    unit = (root / UNIT).read_text(encoding="utf-8")
    started = [shlex.split(found) for found in re.findall(rf"^Exec\w+={PROGRAM} (.+)$", unit, re.MULTILINE)]
    container = (root / CONTAINER).read_text(encoding="utf-8")
    lines = re.findall(r"^CMD (\[.+\])$", container, re.MULTILINE)
    return [*started, *map(json.loads, lines)]


def test_the_examples_start_commands_that_there_are(root: Path):
    found = commands(root)
    assert [one[0] for one in found] == ["doctor", "serve", "serve"]
    for name, *words in found:
        command = app.get_command(click.Context(app), name)
        assert command is not None
        assert command.make_context(name, words).params["home"]


@pytest.fixture
def unit(root: Path, tmp_path: Path) -> Path:
    """The unit, with a program that is there in place of ours."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed (Debian: systemd)")
    text = (root / UNIT).read_text(encoding="utf-8")
    place = tmp_path / UNIT.name
    place.write_text(text.replace(PROGRAM, "/bin/true"), encoding="utf-8")
    return place


def analyzed(*words: object) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_systemd_has_nothing_to_say_against_the_unit(unit: Path):
    done = analyzed("verify", "--man=no", unit)
    own = [line for line in (done.stdout + done.stderr).splitlines() if UNIT.name in line]
    assert own == []


def test_the_unit_is_exposed_to_little(unit: Path):
    done = analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", unit)
    assert done.returncode == 0, done.stdout[-400:]
