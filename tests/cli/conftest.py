"""A made-up case of one river, opened through the command line itself, and golden outputs.

Golden files are refreshed with `TRUCELINE_REFRESH_GOLDEN=1 pytest tests/cli`; read the difference
before it is committed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from truceline.cli.main import app

HERE = Path(__file__).parent
TINY = HERE / "tiny"
GOLDEN = HERE / "golden"
Run = Callable[..., Result]


def invoke(*args: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args], input=typed)


@pytest.fixture(autouse=True)
def _plain_paper(monkeypatch):
    """Pages of 100 columns, whatever terminal the tests run in."""
    monkeypatch.setenv("COLUMNS", "100")
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run() -> Run:
    """Run the command line: `run("assess", folder)` gives click's result."""
    return invoke


@pytest.fixture
def tiny() -> Path:
    """The folder of the made-up agreement and its claims."""
    return TINY


@pytest.fixture
def tiny_claims() -> list[str]:
    """The claims of the river case, a JSON line each."""
    return (TINY / "claims.jsonl").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def river(tmp_path_factory) -> Path:
    """The river case with its claims; for tests that only look."""
    folder = tmp_path_factory.mktemp("cases") / "river"
    made = invoke("new", folder, "--agreement", TINY / "agreement.yaml")
    assert made.exit_code == 0, made.output
    imported = invoke("import", folder, TINY / "claims.jsonl", "--recorded", "stated")
    assert imported.exit_code == 0, imported.output
    return folder


@pytest.fixture
def own_river(river, tmp_path) -> Path:
    """A copy of the river case; for tests that change it."""
    return Path(shutil.copytree(river, tmp_path / "river"))


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of this name, or write it when refreshing."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("TRUCELINE_REFRESH_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
