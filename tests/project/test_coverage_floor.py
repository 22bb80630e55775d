from __future__ import annotations

import json
from pathlib import Path

import pytest

import coverage_floor

REPORT = {
    "files": {
        "src/truceline/core/degree.py": {
            "summary": {"covered_lines": 18, "num_statements": 20, "covered_branches": 8, "num_branches": 10}
        },
        "src/truceline/core/frame.py": {"summary": {"covered_lines": 10, "num_statements": 10}},
        "src/truceline/assess/core/odd.py": {"summary": {"covered_lines": 0, "num_statements": 100}},
    }
}


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "coverage.json"
    path.write_text(json.dumps(REPORT), encoding="utf-8")
    return str(path)


def test_lines_and_branches_of_a_room_count_alike():
    room = coverage_floor.measured(REPORT, "core")
    assert (room.covered, room.total) == (36, 40)
    assert room.percent == 90.0


def test_a_room_at_its_floor_passes(report: str, capsys: pytest.CaptureFixture[str]):
    assert coverage_floor.main([report, "core=90"]) == 0
    assert "90.0 %" in capsys.readouterr().out


def test_one_room_below_its_floor_fails_the_run(report: str, capsys: pytest.CaptureFixture[str]):
    assert coverage_floor.main([report, "core=90", "assess=95"]) == 1
    assert "TOO LOW" in capsys.readouterr().out


def test_a_room_that_was_not_measured_is_no_success(report: str):
    with pytest.raises(LookupError, match="places"):
        coverage_floor.main([report, "places=1"])
