"""The database is restarted under load, as by a failing machine: that is told, and all is well afterwards."""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Self

import httpx
import pytest
from tests import throwaway
from tests.web.crashing import CLAIM
from tests.web.served import Served, served, token_for

from truceline.case.folder import Case
from truceline.ledger.signers import Role

PAGES = ("", "register", "desk", "documents", "audit", "account", "nothing")
CALLS = ("claims", "documents", "statuses", "matters")
AWAY_S = 2.0
_LONG_S = 60.0
"""A machine that does much else takes its time."""


class Load:
    """People and programs who ask and write without end, and what each was answered."""

    def __init__(self, server: Served) -> None:
        self.server = server
        self.statuses: Counter[int] = Counter()
        self.wrong: list[str] = []
        self.kept: list[str] = []
        self.phase = "before"
        self.seen: dict[str, Counter[int]] = {}
        self.ended = threading.Event()
        self._threads = [threading.Thread(target=one) for one in (self.read, self.call, self.write)]

    def __enter__(self) -> Self:
        for one in self._threads:
            one.start()
        return self

    def __exit__(self, *_ended: object) -> None:
        self.ended.set()
        for one in self._threads:
            one.join()

    def read(self) -> None:
        while not self.ended.is_set():
            for page in PAGES:
                self.ask("GET", f"/cases/idlib/{page}" if page != "account" else "/account")

    def call(self) -> None:
        while not self.ended.is_set():
            for call in CALLS:
                self.ask("GET", f"/api/v1/cases/idlib/{call}")

    def write(self) -> None:
        number = 0
        while not self.ended.is_set():
            number += 1
            words = f"Rounds number {number}"
            answer = self.ask("POST", "/cases/idlib/desk/new", data={**CLAIM, "words": words})
            if answer is not None and answer.status_code == 303:
                self.kept.append(words)

    def ask(self, method: str, path: str, **more) -> httpx.Response | None:
        phase = self.phase
        headers = {"Authorization": f"Bearer {self.server.token}"}
        try:
            answer = httpx.request(
                method, f"{self.server.address}{path}", headers=headers, trust_env=False, timeout=60, **more
            )
        except httpx.TransportError as error:
            self.wrong.append(f"{method} {path}: {error!r}")
            return None
        self.seen.setdefault(phase, Counter())[answer.status_code] += 1
        if answer.status_code >= 500 and wrong_refusal(answer, path):
            self.wrong.append(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
        return answer

    def during(self, phase: str, seconds: float, *awaited: int) -> Counter[int]:
        """What was answered to what was asked in so many seconds, or until all awaited answers came."""
        self.phase = phase
        time.sleep(seconds)
        deadline = time.monotonic() + _LONG_S
        while not all(self.seen.get(phase, Counter())[one] for one in awaited):
            assert time.monotonic() < deadline, (phase, self.seen)
            time.sleep(0.1)
        return self.seen.get(phase, Counter())


def wrong_refusal(answer: httpx.Response, path: str) -> bool:
    """Whether an answer is no refusal in words that says when to ask again."""
    told = answer.headers.get("content-type", "")
    kind = "application/problem+json" if path.startswith("/api/") else "text/html"
    in_words = "cannot be read or written just now" in answer.text
    retry = answer.headers.get("retry-after")
    return answer.status_code != 503 or not told.startswith(kind) or not in_words or not retry


@pytest.fixture
def server(tmp_path: Path):
    """A server whose case and accounts are in a PostgreSQL of its own; that one too."""
    own = throwaway.started(throwaway.CAREFUL)
    folder = Case.create(tmp_path / "idlib", agreement="idlib-2018", store=own.url()).folder
    token = token_for(tmp_path / "home", "idlib", Role.ANALYST, Role.AUDITOR, store=own.url())
    with served(folder, tmp_path / "home", token) as running:
        yield running, own


def test_a_database_that_is_restarted_under_load_is_told_and_forgotten(server):
    running, own = server
    running.get("/cases/idlib/")
    headers = {"Authorization": f"Bearer {running.token}"}
    told: list[str] = []
    with httpx.Client(trust_env=False, timeout=120) as browser, Load(running) as load:
        listening = threading.Thread(target=listen, args=(browser, running, headers, told))
        listening.start()
        load.during("before", 3, 200, 303)
        own.control("stop", "-m", "immediate")
        load.during("away", AWAY_S, 503)
        assert running.get("/ready").status_code == 503
        assert running.get("/health").status_code == 200
        own.control("start")
        running.wait_for("/ready", 200)
        at_return = len(told)
        load.during("coming back", 0)
        time.sleep(1)
        after = load.during("after", 3, 200, 303)
        deadline = time.monotonic() + _LONG_S
        while len(told) <= at_return + 2:  # the same stream tells of what is written afterwards
            assert time.monotonic() < deadline, told[-4:]
            time.sleep(0.1)
        load.ended.set()
    complaints = [line for line in running.lines if '"error"' in line]
    assert load.wrong == [], complaints
    assert complaints == []
    assert not after[503], after
    everything_acknowledged_is_there(Path(running.process.args[4]), load.kept)
    running.process.terminate()
    running.process.wait(30)
    listening.join(30)
    assert not [line for line in running.lines if "Traceback" in line]


def listen(browser: httpx.Client, running: Served, headers: dict[str, str], told: list[str]) -> None:
    """Keep what an open page hears, in the one stream that it opened."""
    address = f"{running.address}/cases/idlib/changes"
    with suppress(httpx.TransportError), browser.stream("GET", address, headers=headers) as stream:
        told.extend(line for line in stream.iter_lines() if line.startswith("data"))


def everything_acknowledged_is_there(folder: Path, kept: list[str]) -> None:
    case = Case.open(folder)
    assert kept
    assert set(kept) <= {one.evidence.quote for one in case.ledger.claims()}
    assert case.ledger.verify().faults == ()
