from __future__ import annotations

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOMS = {
    "accounts",
    "agreement",
    "assess",
    "bulk",
    "case",
    "cli",
    "client",
    "core",
    "evidence",
    "feeds",
    "hooks",
    "intake",
    "ledger",
    "mechanism",
    "outlook",
    "places",
    "publish",
    "reading",
    "replies",
    "upkeep",
    "web",
}


@pytest.fixture
def _loggers_stay_on() -> Iterator[None]:
    """The linter switches off every logger that there is: tests after it would hear nothing."""
    loggers = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    before = [one.disabled for one in loggers]
    yield
    for one, was in zip(loggers, before, strict=True):
        one.disabled = was


@pytest.mark.usefixtures("_loggers_stay_on")
def test_rooms_import_downward_only(root: Path, capsys: pytest.CaptureFixture[str]):
    code = lint_imports(config_filename=str(root / "pyproject.toml"), no_cache=True)
    assert code == EXIT_STATUS_SUCCESS, capsys.readouterr().out


def test_every_room_has_its_place_and_holds_something(root: Path):
    package = root / "src" / "truceline"
    rooms = {path.parent.name for path in package.glob("*/__init__.py")} - {"cases"}
    assert rooms == ROOMS
    for room in rooms:
        modules = [path for path in (package / room).glob("*.py") if path.name != "__init__.py"]
        assert modules, f"{room} is empty"


def test_general_code_knows_no_case(root: Path):
    package = root / "src" / "truceline"
    told = []
    for path in sorted(package.rglob("*.py")):
        if "cases" in path.relative_to(package).parts:
            continue
        for number, text in _literals(path):
            named = [
                word
                for word in ("idlib", "sochi", "syria", "minsk", "ukrain", "donbas")
                if word in text.lower()
            ]
            if named:
                told.append(f"{path.relative_to(root)}:{number}: {named[0]}")
    assert not told, "\n".join(told)


def _literals(path: Path) -> list[tuple[int, str]]:
    """String constants that are no docstrings: a docstring may give an example."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
    ]
