"""A ledger with a clock that the test sets, and claims to put into it."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from truceline.evidence.claim import Claim, Source
from truceline.ledger.address import Address, Server, server
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


@pytest.fixture(scope="session")
def new_case(postgresql, worker_id):
    """A function that makes an empty case on the server each time it is called, and gives its address."""
    psycopg = pytest.importorskip("psycopg")
    template = f"template_{worker_id}"
    Ledger.create(server(postgresql.url(template)))
    made = postgresql.schema(template)
    cases = (f"case_{worker_id}_{number}" for number in count())

    def make() -> Server:
        case = next(cases)
        with psycopg.connect(postgresql.url(), autocommit=True) as prompt:
            prompt.execute(made.replace(template, case))
        return server(postgresql.url(case))

    return make


@pytest.fixture(scope="session")
def new_file(tmp_path_factory):
    """A function that makes an empty ledger file each time it is called, and gives its path."""
    folder = tmp_path_factory.mktemp("ledgers")
    Ledger.create(folder / "empty.sqlite")
    names = (folder / f"{number}.sqlite" for number in count())
    return lambda: Path(shutil.copyfile(folder / "empty.sqlite", next(names)))


@pytest.fixture(scope="session", params=STORES)
def fresh(request):
    """A function that gives an empty ledger each time it is called, in either database."""
    make = request.getfixturevalue("new_file" if request.param == "sqlite" else "new_case")
    return lambda: Ledger.open(make())


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
