"""A PostgreSQL for the tests alone: made on first need, gone with the last process that uses it.

It listens on a Unix socket in a folder of its own, never on the network. The server lives as long
as somebody holds the folder's pipe open for writing, so that not even a killed test run leaves it behind.
"""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

# A power cut is no part of the tests; without waiting for the disk they are three times as fast.
QUICK = ("-c fsync=off", "-c full_page_writes=off")
CAREFUL = ("-c fsync=on",)
_ALWAYS = (
    "-c listen_addresses=",
    "-c max_connections=200",
    "-c shared_buffers=64MB",
    "-c log_statement=none",
)

# Starts the server, waits until nobody holds the pipe, stops the server and takes the folder away.
_KEEPER = """
{
cd "$1" && "$2/pg_ctl" start -w -s -D data -l log -o "$3" && : > ready || : > failed
cat pipe > gone
"$2/pg_ctl" stop -s -m immediate -D data
cd / && rm -rf "$1"
} &
"""


def programs() -> Path | None:
    """The folder of PostgreSQL's own programs (15 or later); None where it is not installed."""
    versions = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    found = sorted(versions, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


@dataclass(frozen=True)
class Throwaway:
    """A running server: the folder of its socket and data, and its programs."""

    folder: Path
    bin: Path

    def url(self, case: str | None = None, database: str = "postgres", user: str = "truceline") -> str:
        """The URL of a database, or of a case in it."""
        chosen = f"&case={case}" if case else ""
        return f"postgresql://{user}@/{database}?host={self.folder}{chosen}"

    def schema(self, case: str) -> str:
        """What makes the schema of a case anew, as SQL; quicker than running every migration."""
        dumped = self.run("pg_dump", "--inserts", "--no-owner", "-n", case, "postgres")
        # Lines with a backslash are for psql alone.
        return "\n".join(line for line in dumped.splitlines() if not line.startswith("\\"))

    def run(self, program: str, *arguments: str) -> str:
        """Run one of PostgreSQL's programs against the server; what it printed."""
        command = [str(self.bin / program), "-h", str(self.folder), "-U", "truceline", *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run a statement as a person at a prompt would; what it printed, bare."""
        return self.run(
            "psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement
        )

    def control(self, *words: str) -> None:
        """Start or stop the server: `pg_ctl` as the user it runs as."""
        command = [str(self.bin / "pg_ctl"), *words, "-w", "-s", "-D", str(self.folder / "data")]
        log = (
            ["-l", str(self.folder / "log"), "-o", _options(self.folder, CAREFUL)]
            if words[0] != "stop"
            else []
        )
        subprocess.run([*command, *log], check=True, cwd=self.folder, **_as_nobody())


def shared(meeting_place: Path) -> Throwaway:
    """The one server of a test run, whichever process of it comes first."""
    note = meeting_place / "postgresql.txt"
    with (meeting_place / "postgresql.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if note.exists():
            server = Throwaway(Path(note.read_text()), _programs_or_skip())
            _hold(server.folder)
            return server
        server = started(QUICK)
        note.write_text(str(server.folder))
        return server


def started(options: tuple[str, ...] = CAREFUL) -> Throwaway:
    """A server of one's own."""
    programs_ = _programs_or_skip()
    # The path of a socket has room for a hundred letters; pytest's own folders are longer.
    folder = Path(tempfile.mkdtemp(prefix="truceline-pg-"))
    user = _as_nobody()
    if user:
        os.chown(folder, user["user"], user["group"])
    initdb = [programs_ / "initdb", "-D", folder / "data", "-U", "truceline", "-A", "trust", "-E", "UTF8"]
    initdb += ["--locale=C", "--no-sync", "--no-instructions"]
    subprocess.run(list(map(str, initdb)), check=True, capture_output=True, cwd=folder, **user)
    os.mkfifo(folder / "pipe")
    keeper = ["sh", "-c", _KEEPER, "keeper", folder, programs_, _options(folder, options)]
    subprocess.run(
        list(map(str, keeper)),
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        **_as_nobody(),
    )
    _hold(folder)
    _wait(folder)
    return Throwaway(folder, programs_)


def _programs_or_skip() -> Path:
    found = programs()
    if found is None:
        assert not os.environ.get("CI"), "PostgreSQL is missing: make test installs it when run as root"
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    return found


def _options(folder: Path, options: tuple[str, ...]) -> str:
    return " ".join([*_ALWAYS, f"-c unix_socket_directories={folder}", *options])


def _as_nobody() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise AssertionError("no user to run PostgreSQL as")


def _hold(folder: Path) -> None:
    """Keep the server alive as long as this process lives; the handle is never closed on purpose."""
    os.set_inheritable(os.open(folder / "pipe", os.O_RDWR | os.O_NONBLOCK), False)


def _wait(folder: Path) -> None:
    deadline = time.monotonic() + 60
    while not (folder / "ready").exists():
        assert time.monotonic() < deadline, "PostgreSQL did not start"
        if (folder / "failed").exists():
            raise AssertionError((folder / "log").read_text())
        time.sleep(0.05)
