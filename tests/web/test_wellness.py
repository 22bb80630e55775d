from __future__ import annotations

import threading
import time
from types import SimpleNamespace

from tests.web.console.visiting import Visitor

from truceline.errors import CaseError, Problem
from truceline.web import wellness
from truceline.web.wellness import Wellness, checks_of


def away():
    raise CaseError(Problem("postgresql://secret-host/db", 0, "ledger", "the server cannot be reached"))


def test_a_server_whose_ledgers_answer_is_ready(reading: Visitor):
    assert reading.get("/health").json() == {"status": "ok"}
    assert reading.get("/ready").json() == {"status": "ready"}


def test_what_does_not_answer_is_told_by_number_and_not_by_name(reading: Visitor, monkeypatch):
    monkeypatch.setattr(type(reading.held), "position", property(lambda _held: away()))
    answer = Visitor(reading.held.case.folder).get("/ready", name="")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "failing": ["ledger 1"]}
    assert answer.headers["retry-after"] == "5"


def test_accounts_are_asked_where_the_door_has_some(reading: Visitor):
    door = SimpleNamespace(accounts=SimpleNamespace(home=SimpleNamespace(is_there=lambda: True)))
    assert list(checks_of(reading.house, door)) == ["accounts", "ledger 1"]


def test_what_hangs_counts_as_away_and_is_not_asked_again_meanwhile(monkeypatch):
    monkeypatch.setattr(wellness, "_PATIENCE_S", 0.05)
    go_on, asked = threading.Event(), []

    def hangs():
        asked.append(1)
        go_on.wait(10)

    now = [0.0]
    well = Wellness({"accounts": hangs}, lambda: now[0])
    assert well.failing() == ("accounts",)
    now[0] = 5.0
    assert well.failing() == ("accounts",)
    assert len(asked) == 1
    go_on.set()
    deadline = time.monotonic() + 10
    while well.failing() and time.monotonic() < deadline:
        now[0] += 5.0
    assert well.failing() == ()
    well.close()


def test_databases_are_asked_once_a_second_at_most():
    asked = []
    now = [0.0]
    well = Wellness({"ledger 1": lambda: asked.append(1)}, lambda: now[0])
    for _ in range(5):
        assert well.failing() == ()
    assert len(asked) == 1
    now[0] = 1.5
    well.failing()
    assert len(asked) == 2
    well.close()


def test_a_server_that_is_away_and_comes_back_is_ready_again():
    here = [False]
    now = [0.0]
    well = Wellness({"ledger 1": lambda: here[0] or away()}, lambda: now[0])
    assert well.failing() == ("ledger 1",)
    here[0] = True
    now[0] = 2.0
    assert well.failing() == ()
    well.close()
