from __future__ import annotations

import runpy
import sys

import pytest

from truceline import __version__


def test_the_program_is_run_as_a_module_too(monkeypatch: pytest.MonkeyPatch, capsys):
    monkeypatch.setattr(sys, "argv", ["truceline", "--version"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("truceline", run_name="__main__")
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"truceline {__version__}\n"
