from __future__ import annotations

import sys
from pathlib import Path

import pytest
from benchmarks.__main__ import HEADER, page, row
from benchmarks.figures import install
from benchmarks.measure import Figure, Run, median_of, run, told_seconds, wall_seconds


def test_a_figure_above_its_limit_catches_the_eye():
    assert row(Figure("import", 12.0, 10.0, "s", 119.4)) == (
        "import",
        "12.00 s",
        "10 s",
        "120% OVER",
        "119 MB",
    )
    assert row(Figure("help", 75.0, 150.0, "ms")) == ("help", "75 ms", "150 ms", "50%", "")


def test_a_figure_without_a_limit_has_no_share_of_it():
    assert row(Figure("command", 1.0, None, "s")) == ("command", "1.00 s", "", "", "")


def test_what_should_be_much_is_over_its_limit_below_it():
    assert row(Figure("merge", 50.0, 25.0, "times", least=True))[2:4] == ("at least 25 times", "50%")
    assert row(Figure("merge", 20.0, 25.0, "times", least=True))[3] == "125% OVER"


def test_the_median_leaves_the_first_run_out():
    seconds = [100.0, 1.0, 2.0, 3.0, 4.0, 50.0]
    taken = median_of(lambda number: Run(seconds[number], 10.0 * number, ""), wall_seconds)
    assert taken == (3.0, 50.0)


def test_time_memory_and_last_word_of_a_run_are_taken(tmp_path: Path):
    done = run([sys.executable, "-c", "print('took', 0.25)"], tmp_path)
    assert told_seconds(done) == 0.25
    assert done.seconds > 0
    assert done.worked > 0
    assert done.peak_mb > 1


def test_peak_memory_is_the_command_s_own(tmp_path: Path):
    ours = bytearray(200_000_000)
    assert run([sys.executable, "-c", "pass"], tmp_path).peak_mb < len(ours) / 1e6


def test_a_command_that_fails_says_what_it_said(tmp_path: Path):
    with pytest.raises(RuntimeError, match="ended with 3:\nwrong"):
        run([sys.executable, "-c", "import sys; print('wrong'); sys.exit(3)"], tmp_path)
    with pytest.raises(RuntimeError, match="ended with nothing"):
        run(["no-such-command"], tmp_path)


def test_a_run_that_fails_says_what_it_said(tmp_path: Path):
    with pytest.raises(RuntimeError, match="no such thing"):
        run([sys.executable, "-c", "raise SystemExit('no such thing')"], tmp_path)


def test_the_page_has_one_line_for_each_figure_and_says_what_is_missing():
    text = page([row(Figure("a", 1.0, 2.0, "s")), row(Figure("b", 1.0, 2.0, "s"))], "Left out: c.")
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert table[0] == f"| {' | '.join(HEADER)} |"
    assert len(table) == 4
    assert "Left out: c." in text


def test_the_core_install_stays_within_its_limit():
    size = install()
    assert size.ratio is not None
    assert 0.1 < size.ratio < 1
