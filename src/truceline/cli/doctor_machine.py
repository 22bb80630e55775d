"""What the doctor looks at of the machine: versions, extras, clock, disk, port."""

from __future__ import annotations

import http.client
import json
import os
import platform
import shutil
import socket
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from pathlib import Path

from truceline import __version__
from truceline.cli.ailments import Looked, doubtful, well, wrong
from truceline.extras import PACKAGES, installed
from truceline.ledger import sqlite
from truceline.ledger.clocks import Now, now

_GB = 1_000_000_000
LEAST_BYTES = 500_000_000
"""With less room a ledger may soon take nothing in."""
_BUILT = datetime(2025, 1, 1, tzinfo=UTC)
"""No clock that is right shows a day before this."""
_PATIENCE_S = 2.0
_FONTS = ("Amiri-Regular.ttf", "Amiri-Bold.ttf")


def versions() -> Looked:
    """What runs here."""
    told = f"truceline {__version__}, Python {platform.python_version()}, SQLite {sqlite.VERSION}"
    return well("versions", "", told)


def extras() -> Iterator[Looked]:
    """Extras that lack packages; only that of the server is asked for by a server."""
    for extra, packages in PACKAGES.items():
        missing = [name for name in packages if find_spec(name) is None]
        if not missing:
            yield well("extras", extra, "installed")
        elif extra == "server":
            yield wrong("extras", extra, f"missing: {', '.join(missing)}", installed(extra))
        elif extra == "report":
            told = f"missing: {', '.join(missing)}; no report can be written"
            yield doubtful("extras", extra, told, installed(extra))
        else:
            yield well("extras", extra, f"not installed ({', '.join(missing)})")


def fonts(package: Traversable | None = None) -> Looked:
    """Whether the fonts are there that reports in Arabic are set in."""
    folder = (package or files("truceline.publish")).joinpath("fonts")
    missing = [name for name in _FONTS if not folder.joinpath(name).is_file()]
    if missing:
        told = f"missing: {', '.join(missing)}; no PDF can be set in Arabic"
        return wrong("fonts", str(folder), told, "install truceline anew")
    return well("fonts", "", "there")


def clock(shows: Now = now) -> Looked:
    """Whether the clock can be right; by how much it is behind a ledger is told with the ledger."""
    at = shows()
    if at < _BUILT:
        return wrong("clock", "", f"it shows {at:%Y-%m-%d}", "set the clock, and keep it by NTP")
    return well("clock", "", f"{at:%Y-%m-%d %H:%M} UTC")


def disk(folder: Path, needed: int = 0) -> Looked:
    """Whether there is room where a folder is: for so many bytes, and half a gigabyte at least."""
    free = shutil.disk_usage(folder).free
    told = f"{free / _GB:.1f} GB free"
    if free < LEAST_BYTES:
        return wrong("disk", folder, told, "make room: with a full disk nothing is taken in")
    if free < needed:
        return doubtful("disk", folder, told, "make room: a copy of the ledger would not fit beside it")
    return well("disk", folder, told)


def port(host: str, number: int) -> Looked:
    """Whether a server could listen there, or one does."""
    where = f"{host}:{number}"
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with closing(socket.create_server((host, number), family=family)):
            return well("port", where, "free")
    except OSError as error:
        if is_ours(host, number):
            return well("port", where, "a truceline server answers there")
        told = (error.strerror or str(error)).partition(" (while")[0].lower()
        return wrong("port", where, told, "end what listens there, or choose another with --port")


def is_ours(host: str, number: int) -> bool:
    """Whether what listens there answers as a server of ours does."""
    asked = http.client.HTTPConnection(host, number, timeout=_PATIENCE_S)
    try:
        asked.request("GET", "/health", headers={"Host": "localhost"})
        answer = asked.getresponse()
        return bool(json.loads(answer.read(1000)) == {"status": "ok"})
    except (OSError, ValueError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def is_open_to_others(path: Path) -> bool:
    """Whether anybody but its owner has a right on a file or folder."""
    return os.name == "posix" and bool(path.stat().st_mode & 0o077)
