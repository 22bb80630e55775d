"""Stores brought up to date by processes that are killed on the way: `python -m tests.upkeep.dying`.

Reads JSON lines of store, address and moment from stdin; for each a child settles the store and is killed
after so many statements. Prints the exit status of each: a signal's number below zero, 0 for one that ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from itertools import count
from pathlib import Path

from alembic import command  # noqa: F401 - here once, and not in each child
from sqlalchemy import Engine, event

from truceline.ledger.address import Address, is_url, server
from truceline.upkeep.stores import STORES


def address_of(text: str) -> Address:
    """An address from its text."""
    return server(text) if is_url(text) else Path(text)


def settle(what: str, place: str, moment: int) -> None:
    """Settle a store, and die after the statement of this number."""
    numbers = count(1)

    def counted(*_told: object) -> None:
        if next(numbers) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", counted)
    next(one for one in STORES if one.what == what).settle(address_of(place))


def main() -> None:
    """Settle one after another."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            status = 1
            try:
                settle(*json.loads(line))
                status = 0
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    main()
