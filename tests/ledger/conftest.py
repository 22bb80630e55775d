"""A ledger with a clock that the test sets, and claims to put into it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from truceline.evidence.claim import Claim, Source
from truceline.ledger.entry import Origin
from truceline.ledger.store import Ledger

START = datetime(2018, 10, 1, 12, tzinfo=UTC)


class SetClock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def turn(self, **by) -> datetime:
        self.moment += timedelta(**by)
        return self.moment


def said(number: int, **fields) -> Claim:
    """A claim that no other number makes."""
    content = {
        "kind": "event",
        "act": "shell",
        "says": f"shelling number {number}",
        "source": Source(id="post", family="post"),
    }
    return Claim.model_validate({**content, **fields})


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """A function that gives an empty ledger each time it is called (made once, then copied)."""
    folder = tmp_path_factory.mktemp("ledgers")
    Ledger.create(folder / "empty.sqlite")
    names = (folder / f"{number}.sqlite" for number in count())
    return lambda: Ledger.open(Path(shutil.copyfile(folder / "empty.sqlite", next(names))))


FILE = Origin("claims", "october.jsonl", "f" * 64)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger(path, clock) -> Ledger:
    return Ledger.create(path, clock=clock)
