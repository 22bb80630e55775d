"""An invented agreement, and ways to read small invented tables under it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from truceline.agreement.model import Agreement
from truceline.agreement.naming import Names
from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.intake.readers import read
from truceline.intake.reading import Reading

AGREEMENT: dict[str, Any] = {
    "format": "truceline/agreement/1",
    "id": "river-truce",
    "title": "Truce on the river",
    "encoding": {"revision": 1, "encoded_by": ["a"], "date": "2020-01-01"},
    "instruments": [
        {
            "id": "truce",
            "kind": "accord",
            "authority": "signed",
            "in_force": {"from": "2020-01-01"},
            "source": "invented",
            "paragraphs": ["1"],
        }
    ],
    "clock": {"timezone": "UTC"},
    "parties": [
        {
            "id": "northland",
            "kind": "state",
            "aliases": {"en": ["Government of Northland", "Military Forces of Northland"]},
        },
        {"id": "river-front", "kind": "armed_group", "aliases": ["River Front", "RF"]},
        {"id": "hill-brigade", "kind": "armed_group", "aliases": ["Hill Brigade"]},
    ],
    "terms": [{"id": "heavy-weapons", "parts": ["tanks"]}],
    "events": [{"id": "raid", "acts": ["attack"]}],
    "zones": [{"id": "strip", "shape": "polygon", "geometry": {"status": "agreed"}}],
    "provisions": [
        {
            "para": "1",
            "says": "No shooting.",
            "norms": [
                {
                    "id": "no-shooting",
                    "kind": "duty",
                    "mode": "refrain",
                    "bearer": ["northland"],
                    "test": {"check": "no_event", "event": "raid"},
                }
            ],
        }
    ],
}


@dataclass
class Taken:
    """What came of a file."""

    reading: Reading
    claims: list[Claim]
    issues: list[Issue]

    @property
    def kinds(self) -> list[tuple[int, str, str]]:
        """Row, kind and effect of every issue, in order."""
        return [(issue.row, issue.kind, issue.effect) for issue in self.issues]

    @property
    def claim(self) -> Claim:
        (only,) = self.claims
        return only


@pytest.fixture(scope="session")
def agreement() -> Agreement:
    return Agreement.model_validate(AGREEMENT)


@pytest.fixture(scope="session")
def names(agreement: Agreement) -> Names:
    return Names.of(agreement)


@pytest.fixture
def take(tmp_path: Path, agreement: Agreement, names: Names) -> Callable[..., Taken]:
    """Write content to a file, read it, and sort what comes out."""

    def taken(
        content: bytes | str | Path,
        as_: str | None = None,
        *,
        name: str = "rows.csv",
        mapping: str | None = None,
        bounds: tuple[float, float, float, float] | None = None,
    ) -> Taken:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, str):
            content = content.encode()
        if isinstance(content, bytes):
            path.write_bytes(content)
        rules = None
        if mapping is not None:
            rules = tmp_path / "mapping.yaml"
            rules.write_text(mapping, encoding="utf-8")
        reading = read(path, as_, agreement, names, rules, bounds=bounds)
        rows = list(reading.rows())
        return Taken(
            reading,
            [row for row in rows if isinstance(row, Claim)],
            [row for row in rows if isinstance(row, Issue)],
        )

    return taken
