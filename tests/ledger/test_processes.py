"""Two processes at once, and one that is killed: nothing lost, doubled or half-written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from tests.ledger.conftest import FILE, said

from truceline.ledger.store import Ledger


@pytest.fixture
def address(path):
    """A file: this is about SQLite."""
    Ledger.create(path)
    return path


ROOT = Path(__file__).parents[2]
BEGIN = """
import sys, time
from pathlib import Path
from tests.ledger.conftest import said
from truceline.ledger.entry import Origin
from truceline.ledger.store import Ledger
path, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
"""
APPEND = f"""{BEGIN}
ledger = Ledger.open(path)
print("ready", flush=True)
sys.stdin.readline()
receipt = ledger.append(Origin("claims", "numbers"), (said(n) for n in range(first, last)))
print(receipt.added, receipt.already_there, flush=True)
"""
# Stops in the middle of its transaction, after several chunks were written, and waits to be killed.
HANG = f"""{BEGIN}
def endless():
    for n in range(first, last):
        yield said(n)
    print("half way", flush=True)
    time.sleep(60)

Ledger.open(path).append(Origin("claims", "numbers"), endless())
"""
# Stops right after the commit, before anything is closed.
COMMITTED = f"""{BEGIN}
import os, signal
Ledger.open(path).append(Origin("claims", "numbers"), (said(n) for n in range(first, last)))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def start():
    """Start a script in a process of its own; whatever still runs at the end is killed."""
    running = []

    def begin(script: str, *arguments: object) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-c", script, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        running.append(process)
        return process

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def numbers(path: Path) -> list[int]:
    return sorted(int(claim.says.split()[-1]) for claim in Ledger.open(path).claims())


def test_two_processes_importing_at_once_lose_and_double_nothing(start, ledger, path):
    both = [start(APPEND, path, 0, 2000), start(APPEND, path, 1000, 3000)]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    answers = []
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        answers.append(tuple(map(int, process.stdout.readline().split())))
        assert process.wait(30) == 0
    assert numbers(path) == list(range(3000))
    assert sum(added for added, _ in answers) == 3000
    assert sum(known for _, known in answers) == 1000
    assert ledger.position == 2


def test_an_import_that_is_killed_in_the_middle_leaves_nothing(start, ledger, path):
    ledger.append(FILE, [said(1)])
    process = start(HANG, path, 100, 1600)
    assert process.stdout.readline() == "half way\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait(30)
    assert numbers(path) == [1]
    after = Ledger.open(path).append(FILE, [said(n) for n in range(100, 1600)])
    assert (after.added, after.already_there, after.position) == (1500, 0, 2)


def test_an_import_that_is_killed_after_its_commit_is_kept_whole(start, ledger, path):
    process = start(COMMITTED, path, 0, 1500)
    assert process.wait(30) == -signal.SIGKILL
    assert numbers(path) == list(range(1500))


def test_a_reader_is_not_kept_waiting_by_a_writer_and_sees_nothing_half_done(start, ledger, path):
    ledger.append(FILE, [said(1)])
    process = start(HANG, path, 100, 1600)
    assert process.stdout.readline() == "half way\n"
    assert [claim.says for claim in Ledger.open(path, patience_s=0.05).claims()] == ["shelling number 1"]
