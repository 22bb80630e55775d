"""The server's log on stderr: a line for each answer, plain or as JSON. It names nobody, quotes nothing."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Literal

from truceline.web.guards import LOG, Seen

Style = Literal["plain", "json"]
_OTHERS = ("uvicorn",)
"""Logs of libraries that are written the same way; their tracebacks could quote what was sent."""


class PlainLines(logging.Formatter):
    """A line for people: when, how grave, what. Of an error of others only its kind."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return f"{at} {record.levelname} {_told(record)}"


class JsonLines(logging.Formatter):
    """An object a line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON; an answer in fields, anything else as `told`."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, object] = {"at": at, "level": record.levelname.lower()}
        seen = getattr(record, "seen", None)
        if isinstance(seen, Seen):
            line |= {
                "event": "answered",
                "request": seen.request,
                "method": seen.method,
                "route": seen.route,
                "status": seen.status,
                "ms": round(seen.ms, 1),
            }
        else:
            line |= {"event": "told", "told": _told(record)}
            request = getattr(record, "request", None)
            if isinstance(request, str):
                line["request"] = request
        return json.dumps(line, ensure_ascii=False)


@contextmanager
def journalling(style: Style = "plain") -> Iterator[None]:
    """Write the log to stderr while the server runs."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(JsonLines() if style == "json" else PlainLines())
    others = [logging.getLogger(name) for name in _OTHERS]
    for log, level in ((LOG, logging.INFO), *((one, logging.WARNING) for one in others)):
        log.addHandler(lines)
        log.setLevel(level)
        log.propagate = False
    try:
        yield
    finally:
        for log in (LOG, *others):
            log.removeHandler(lines)


def _told(record: logging.LogRecord) -> str:
    """The words of a record on one line, and no traceback."""
    told = " ".join(record.getMessage().split())
    kind = record.exc_info[0] if isinstance(record.exc_info, tuple) else None
    return f"{told}: {kind.__name__}" if kind else told
