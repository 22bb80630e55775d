"""`truceline serve` as a process of its own, with people who may ask it by token."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from tests.accounts.making import CHEAP, with_owner, with_person

from truceline.accounts.account import Grant, Scope
from truceline.accounts.accounts import Accounts
from truceline.accounts.passwords import Passwords
from truceline.ledger.signers import Role

_PROGRAM = "from truceline.cli.main import main; main()"


@dataclass
class Served:
    """A running server: its process, where it answers, and a token for its analyst."""

    process: subprocess.Popen[str]
    address: str
    token: str
    lines: list[str] = field(default_factory=list)
    """What it said on stderr so far."""

    def get(self, path: str, **more) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return httpx.get(f"{self.address}{path}", headers=headers, trust_env=False, timeout=20, **more)

    def rss(self) -> int:
        """Bytes of memory that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmRSS"))

    def answers(self) -> list[dict]:
        """Its log's lines about answers."""
        found = [json.loads(line) for line in self.lines if line.startswith("{")]
        return [line for line in found if line["event"] == "answered"]

    def wait_for(self, path: str, status: int, within_s: float = 30) -> httpx.Response:
        """Ask until it answers so."""
        deadline = time.monotonic() + within_s
        while True:
            with contextlib.suppress(httpx.TransportError):
                answer = self.get(path)
                if answer.status_code == status:
                    return answer
            assert time.monotonic() < deadline, (path, status, self.lines)
            time.sleep(0.05)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait(30)


def token_for(home: Path, slug: str, *roles: Role, store: str | None = None) -> str:
    """A token of somebody with these roles in a case; the home is made where there is none."""
    accounts = Accounts.open(home, store=store, passwords=Passwords(CHEAP))
    owner = with_owner(accounts)
    person = with_person(accounts, owner, "Ana", *(Grant(slug, role) for role in roles))
    until = datetime.now(UTC) + timedelta(days=1)
    made = accounts.tokens.make(person.id, "tests", slug, [Scope.READ, Scope.SECRET, Scope.WRITE], until)
    accounts.home.close()
    return made.secret.text


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as place:
        return int(place.getsockname()[1])


@contextlib.contextmanager
def served(folder: Path, home: Path, token: str, *more: str) -> Iterator[Served]:
    """Serve a case until the end of the block."""
    port = free_port()
    words = ["serve", str(folder), "--home", str(home), "--port", str(port), "--log", "json", *more]
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    running = Served(process, f"http://127.0.0.1:{port}", token)
    assert process.stderr is not None
    listening = threading.Thread(target=lambda: running.lines.extend(process.stderr or ()), daemon=True)
    listening.start()
    try:
        running.wait_for("/health", 200, within_s=60)
        yield running
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)
        listening.join(10)
        process.stderr.close()
