from __future__ import annotations

import ast
from pathlib import Path

MODULE_LINES = 600
FUNCTION_LINES = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "data", "info"}


def modules(root: Path) -> list[Path]:
    return sorted(path for room in ("src", "tools", "benchmarks") for path in (root / room).rglob("*.py"))


def test_no_module_is_longer_than_a_sitting(root: Path):
    long = [
        f"{path.relative_to(root)}: {lines}"
        for path in modules(root)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    ]
    assert not long, long


def test_no_function_is_longer_than_a_screen(root: Path):
    long = [
        f"{path.relative_to(root)}:{node.lineno} {node.name}: {_lines(node)}"
        for path in modules(root)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


def test_modules_are_named_after_things_of_the_field(root: Path):
    named = [str(path.relative_to(root)) for path in modules(root) if path.stem in VAGUE]
    assert not named, named


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    assert node.end_lineno is not None
    first = node.body[0]
    told = ast.get_docstring(node) is not None
    docstring = (first.end_lineno or first.lineno) - first.lineno + 1 if told else 0
    return node.end_lineno - node.lineno + 1 - docstring
