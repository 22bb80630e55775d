"""A server in a process of its own, somebody who may read its case, and what asking it takes."""

from __future__ import annotations

import asyncio
import os
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import httpx
from argon2 import PasswordHasher

from truceline.accounts.account import Grant
from truceline.accounts.accounts import Accounts
from truceline.accounts.passwords import Passwords
from truceline.ledger.signers import Role

PATIENCE_S = 300.0
COOKIE = "truceline"
_SCRIPT = {"HX-Request": "true"}
_PROGRAM = "from truceline.cli.main import main; main()"
_PASSWORD = "as long as it must be"  # noqa: S105 - of a server that is gone in minutes


class Asked(NamedTuple):
    """What answers took, in ms: on the wall, and of the server's processor."""

    median_ms: float
    p95_ms: float
    worked_ms: float


@dataclass(frozen=True)
class Serving:
    """A server that runs, and the session of an analyst of its case."""

    address: str
    session: str
    process: int
    slug: str

    def url(self, path: str) -> str:
        """A page of the case as a whole address."""
        return f"{self.address}/cases/{self.slug}/{path}"

    @property
    def cookies(self) -> dict[str, str]:
        """What a browser of the analyst shows."""
        return {COOKIE: self.session}

    @property
    def worked_s(self) -> float:
        """Seconds of processor that the server has taken so far."""
        told = Path(f"/proc/{self.process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def resident_mb(self) -> float:
        """Memory of the server now, MB."""
        pages = int(Path(f"/proc/{self.process}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    @property
    def most_mb(self) -> float:
        """Memory of the server at its most, MB."""
        told = Path(f"/proc/{self.process}/status").read_text(encoding="ascii")
        found = re.search(r"^VmHWM:\s+(\d+) kB", told, re.MULTILINE)
        assert found is not None, "this machine does not say"
        return int(found[1]) * 1024 / 1e6

    def answer(self, path: str) -> dict[str, Any]:
        """A page that is JSON."""
        found: dict[str, Any] = httpx.get(self.url(path), cookies=self.cookies, timeout=PATIENCE_S).json()
        return found

    def asked(self, paths: list[str]) -> Asked:
        """What pages take, one after another, as a script asks for them: it waits for what is worked out.

        RuntimeError where one is refused.
        """
        took = []
        worked = self.worked_s
        with httpx.Client(cookies=self.cookies, headers=_SCRIPT, timeout=PATIENCE_S) as client:
            for path in paths:
                began = time.perf_counter()
                answer = client.get(self.url(path))
                took.append((time.perf_counter() - began) * 1000)
                if answer.status_code != httpx.codes.OK:
                    raise RuntimeError(f"{path} answered {answer.status_code}")
        each = (self.worked_s - worked) * 1000 / len(paths)
        p95 = statistics.quantiles(took, n=20)[-1] if len(took) > 1 else took[0]
        return Asked(statistics.median(took), p95, each)

    def per_second(self, path: str, seconds: float, readers: int = 8) -> float:
        """Answers a second to readers who ask without a pause."""
        return asyncio.run(self._flooded(path, seconds, readers))

    async def _flooded(self, path: str, seconds: float, readers: int) -> float:
        """By plain sockets: a client that takes more than the server would be measured instead of it."""
        host, port = self.address.removeprefix("http://").split(":")
        until = time.perf_counter() + seconds
        what = f"GET /cases/{self.slug}/{path} HTTP/1.1"
        head = f"{what}\r\nHost: {host}:{port}\r\nCookie: {COOKIE}={self.session}"

        async def one() -> int:
            reader, writer = await asyncio.open_connection(host, int(port))
            count = 0
            while time.perf_counter() < until:
                writer.write(f"{head}\r\n\r\n".encode())
                told = await reader.readuntil(b"\r\n\r\n")
                found = re.search(rb"content-length: (\d+)", told)
                if not told.startswith(b"HTTP/1.1 200") or not found:
                    raise RuntimeError(told.partition(b"\r\n")[0].decode())
                await reader.readexactly(int(found[1]))
                count += 1
            writer.close()
            await writer.wait_closed()
            return count

        began = time.perf_counter()
        counts = await asyncio.gather(*(one() for _ in range(readers)))
        return sum(counts) / (time.perf_counter() - began)


@contextmanager
def serving(case: Path, scratch: Path) -> Iterator[Serving]:
    """Serve a case until the end of the block; the log of requests goes to a file, as it would."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    home, log = scratch / "home", scratch / "served.log"
    session = _session(home, case.name)
    words = [sys.executable, "-c", _PROGRAM, "serve", str(case), "--home", str(home), "--port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        _wait(process, log)
        yield Serving(f"http://127.0.0.1:{port}", session, process.pid, case.name)
    finally:
        process.terminate()
        process.wait()


def _session(home: Path, case: str) -> str:
    """The session of an analyst; a hash that costs nothing, as no log-in is measured."""
    accounts = Accounts.open(home, passwords=Passwords(PasswordHasher(1, 8, 1)))
    try:
        if not accounts.people.listed():
            accounts.invitations.accept(accounts.first_link().secret.text, "analyst", _PASSWORD)
        owner = accounts.people.listed()[0]
        accounts.roles.give(owner.id, Grant(case, Role.ANALYST), owner.id)
        return accounts.log_in("analyst", _PASSWORD, None, "127.0.0.1").token.text
    finally:
        accounts.close()


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while "answering at" not in log.read_text(encoding="utf-8", errors="replace"):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.05)
