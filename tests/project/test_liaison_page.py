"""The liaison officer's page is played: its commands run, in order, and print what it shows.

Keys and names of acts are new each time; they are masked. `TRUCELINE_REFRESH_GOLDEN=1` rewrites the output.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from truceline.cli.main import app

FENCE = re.compile(r"^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEY = re.compile(r"tk1[a-z2-7]{12,}(\.\.\.)?")
ACT = re.compile(r"\b[0-9a-f]{12}\b")
DRAWN = re.compile(r"^```json\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""The page brings the drawings that its commands take in."""


@pytest.mark.examples
def test_the_page_shows_what_its_commands_print(root: Path, tmp_path: Path, monkeypatch):
    page = root / "docs" / "how-to" / "work-with-the-other-cell.md"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    keys: dict[str, str] = {}
    text = page.read_text(encoding="utf-8")
    (lines,) = DRAWN.findall(text)
    Path("lines.geojson").write_text(lines)
    played = FENCE.sub(lambda fence: f"```text\n{_played(fence[1], keys)}```", text)
    if os.environ.get("TRUCELINE_REFRESH_GOLDEN"):
        page.write_text(played, encoding="utf-8")
    assert played == page.read_text(encoding="utf-8")


def _played(block: str, keys: dict[str, str]) -> str:
    """The block with what each of its commands prints now."""
    lines = []
    for line in block.splitlines():
        if line.startswith("$ "):
            lines += [line, *_printed(line[2:], keys)]
    return "\n".join(lines) + "\n"


def _printed(command: str, keys: dict[str, str]) -> list[str]:
    command, _, kept = command.partition(" > ")
    words = [keys.get(word, word) for word in shlex.split(command)[1:]]
    done = CliRunner().invoke(app, words)
    if kept:
        Path(kept).write_text(done.stdout, encoding="utf-8")
        return done.stderr.splitlines()
    if words[:2] == ["keys", "new"]:
        keys[f"{Path(words[2]).stem.upper()}-KEY"] = done.stdout.strip()
    shown = KEY.sub("tk1...", ACT.sub("............", done.output))
    return [line.rstrip() for line in shown.replace(str(Path.cwd()), ".").strip("\n").splitlines()]
