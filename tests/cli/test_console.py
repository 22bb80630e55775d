from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

from truceline.cli import console

START = [sys.executable, "-c", "from truceline.cli.main import main; main()"]


def on_a_terminal(*args, **environment):
    """What a terminal of 100 columns gets to see."""
    master, slave = pty.openpty()
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", **environment}
    settings.pop("NO_COLOR", None) if "NO_COLOR" not in environment else None
    process = subprocess.Popen([*START, *map(str, args)], stdout=slave, stderr=slave, env=settings)
    os.close(slave)
    seen = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:  # Linux tells the end of a terminal so
            break
        if not part:
            break
        seen += part
    os.close(master)
    assert process.wait() == 0, seen
    return seen.decode()


@pytest.mark.parametrize(("columns", "width"), [("40", 60), ("80", 80), ("100", 100), ("300", 140)])
def test_the_page_is_neither_too_narrow_nor_too_wide_to_read(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    assert console.width() == width


def test_a_terminal_gets_colours(river):
    assert "\x1b[" in on_a_terminal("assess", river, "--as-of", "2030-01-16")


def test_no_color_is_respected(river):
    seen = on_a_terminal("assess", river, "--as-of", "2030-01-16", NO_COLOR="1")
    assert "\x1b[31m" not in seen
    assert "\x1b[32m" not in seen
    assert "breached" in seen


def test_a_pipe_gets_neither_colours_nor_trailing_blanks(run, river):
    shown = run("assess", river, "--as-of", "2030-01-16").stdout
    assert "\x1b" not in shown
    assert all(line == line.rstrip() for line in shown.splitlines())
