from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FILES = ("requirements.txt", "requirements-demo.txt", "requirements-dev.txt", "requirements-bench.txt")
PIN = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[a-z0-9,_-]+\])?==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)",
    re.MULTILINE,
)


def text(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def pins(root: Path, name: str) -> dict[str, str]:
    return {canonicalize_name(package): version for package, version, _ in PIN.findall(text(root, name))}


@pytest.mark.parametrize("name", FILES)
def test_every_requirement_is_pinned_with_its_hashes(root: Path, name: str):
    lines = [line for line in text(root, name).splitlines() if line and not line.startswith((" ", "#"))]
    assert lines
    assert len(PIN.findall(text(root, name))) == len(lines)


@pytest.mark.parametrize("name", [*FILES, "requirements.in", "pyproject.toml"])
def test_no_requirement_names_an_index_or_a_place(root: Path, name: str):
    assert not re.search(r"--(index|extra-index|find-links|trusted)|file:/|@ ", text(root, name))
    assert "://" not in text(root, name)


@pytest.mark.parametrize(("name", "extra"), list(zip(FILES, (None, "report", "dev", "bench"), strict=True)))
def test_the_pins_are_what_the_project_asks_for(root: Path, name: str, extra: str | None):
    project = tomllib.loads(text(root, "pyproject.toml"))
    asked = list(project["project"]["dependencies"]) + project["build-system"]["requires"]
    asked += project["project"]["optional-dependencies"][extra] if extra else []
    pinned = pins(root, name)
    for line in asked:
        wanted = Requirement(line)
        assert pinned[canonicalize_name(wanted.name)] in wanted.specifier, line


def test_what_runs_is_pinned_alike_for_running_and_for_testing(root: Path):
    runtime, demo, dev = (pins(root, name) for name in FILES[:3])
    assert runtime.items() <= demo.items() <= dev.items()


def test_what_a_package_asks_for_with_an_extra_is_pinned_with_it(root: Path):
    # An older pip looks for `coverage[toml]` apart from the pin of `coverage`: takes the newest, and fails.
    asked = [
        Requirement(line) for package in pins(root, "requirements-dev.txt") for line in asked_by(package)
    ]
    extras = {canonicalize_name(one.name): one.extras for one in asked if one.extras}
    assert extras
    for name, wanted in extras.items():
        pinned = re.search(rf"^{name}\[([^]]+)\]==", text(root, "requirements-dev.txt"), re.MULTILINE)
        assert pinned, name
        assert wanted <= set(pinned.group(1).split(",")), name


def asked_by(package: str) -> list[str]:
    """What an installed package always needs, as its metadata has it; nothing where another system has it."""
    try:
        lines = requires(package) or []
    except PackageNotFoundError:
        return []
    return [
        line for line in lines if not (marker := Requirement(line).marker) or marker.evaluate({"extra": ""})
    ]


def test_what_is_measured_is_what_is_tested(root: Path):
    dev, bench = pins(root, "requirements-dev.txt"), pins(root, "requirements-bench.txt")
    assert pins(root, "requirements.txt").items() <= bench.items()
    assert not {name for name in dev.keys() & bench.keys() if dev[name] != bench[name]}


def test_no_test_needs_a_peer(root: Path):
    # DuckDB is a peer, too, but also cuts our map tiles.
    assert not {"duckdb-extension-spatial", "sedonadb", "polars"} & pins(root, "requirements-dev.txt").keys()


def test_running_needs_no_test_tool_and_no_heavy_extra(root: Path):
    assert not {"pytest", "ruff", "mypy", "pyarrow", "hypothesis"} & pins(root, "requirements.txt").keys()


# Left out of `all`: a model or a cluster of the user's own makes the 100 MB useful, and only then; peers
# are measured.
APART = {"spacy", "spark", "bench"}


def test_every_extra_holds_something_and_all_holds_every_one(root: Path):
    extras = tomllib.loads(text(root, "pyproject.toml"))["project"]["optional-dependencies"]
    assert all(extras.values())
    for name, wanted in extras.items():
        if name not in {"dev", *APART}:
            assert set(wanted) <= set(extras["all"]), name
