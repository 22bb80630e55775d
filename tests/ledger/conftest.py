"""A ledger with a clock that the test sets, and claims to put into it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from truceline.evidence.claim import Claim, Source
from truceline.ledger.address import Address
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


FILE = Origin("claims", "october.jsonl", "f" * 64)
STORES = ("sqlite", "postgresql")


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ledger.sqlite"


@pytest.fixture(params=STORES)
def address(request, path) -> Address:
    """Where an empty ledger is, in either database; a module about one of them has its own."""
    if request.param == "sqlite":
        Ledger.create(path)
        return path
    return request.getfixturevalue("new_case")()


@pytest.fixture
def ledger(address, clock) -> Ledger:
    return Ledger.open(address, clock=clock)
