"""`truceline serve` as a process of its own on this machine, and the people who have accounts there."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

from argon2 import PasswordHasher

from truceline.accounts.account import Grant
from truceline.accounts.accounts import Accounts
from truceline.accounts.passwords import Passwords

PATIENCE_S = 60.0
PASSWORD = "canary-quetzal-horse"  # noqa: S105 - a test's
COOKIE = "truceline"
WELCOME = "/welcome/"
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PROGRAM = "from truceline.cli.main import main; main()"


class Server:
    """A server that runs: where it answers, and its accounts, which this process may change, too."""

    def __init__(self, address: str, home: Path, log: Path) -> None:
        self.address = address
        self.log = log
        # Hashes that cost nothing: the server checks what it finds.
        self.accounts = Accounts.open(home, passwords=Passwords(_CHEAP))
        self._owner: str | None = None
        self._sessions: dict[str, str] = {}

    @property
    def told(self) -> str:
        """What it said on the terminal."""
        return self.log.read_text(encoding="utf-8")

    def person(self, name: str, *grants: Grant, owner: bool = False) -> str:
        """Let there be an account of this name; returns what its browser shows, from one log-in."""
        if name not in self._sessions:
            link = self.invited(*grants, owner=owner).removeprefix(WELCOME)
            self.accounts.invitations.accept(link, name, PASSWORD)
            opened = self.accounts.log_in(name, PASSWORD, None, "127.0.0.1")
            self._sessions[name] = opened.token.text
        return self._sessions[name]

    def invited(self, *grants: Grant, owner: bool = False) -> str:
        """Let the owner invite somebody; returns where the link leads."""
        if self._owner is None:
            link = self.accounts.first_link().secret.text
            self._owner = self.accounts.invitations.accept(link, "The owner", PASSWORD).id
        return WELCOME + self.accounts.invitations.invite(self._owner, grants, owner=owner).secret.text


@contextmanager
def served(folders: Iterable[Path], scratch: Path, *more: str):
    """Serve cases until the end of the block."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    log, home = scratch / "log", scratch / "home"
    words = [sys.executable, "-c", PROGRAM, "serve", *map(str, folders)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*words, *more, "--home", str(home), "--port", str(port)],
            stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=environment,
        )  # fmt: skip
    server = None
    try:
        _wait(process, log)
        server = Server(f"http://127.0.0.1:{port}", home, log)
        yield server
    finally:
        if server is not None:
            server.accounts.close()
        process.terminate()
        try:
            process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_S
    while not re.search("^answering at ", log.read_text(encoding="utf-8"), re.MULTILINE):
        if process.poll() is not None or time.monotonic() > until:
            raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.05)
