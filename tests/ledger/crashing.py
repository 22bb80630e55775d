"""Writers killed at random moments: `python -m tests.ledger.crashing LEDGER KILLS SEED [forgetting]`.

A process of its own, with one thread, so that it can fork: a writer that has to import everything
first takes a second to start, and 300 of them five minutes. Prints what writers were told is kept.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.ledger.conftest import said

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Source, Status
from truceline.ledger.address import Address, is_url, server
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.ledger.source_acts import Deed, Doing
from truceline.ledger.store import Ledger

LONGEST_S = 0.01
Work = Callable[[Ledger, int, int], None]


def address_of(text: str) -> Address:
    """A file, or a case on a server."""
    return server(text) if is_url(text) else Path(text)


def write(ledger: Ledger, first: int, acknowledged: int) -> None:
    """Append without end, a few claims at a time, some decided on; say after each that it is kept."""
    ledger._engine.dispose(close=False)  # the connections are the other process's
    number = first
    while True:
        claims = [said(number + more) for more in range(1 + number % 3)]
        ledger.append(Origin("claims", "numbers"), claims)
        os.write(acknowledged, f"{number} {len(claims)}\n".encode())
        ledger.decide(claims[0].content_digest, Status.REJECTED, "ana", "a rumour")
        os.write(acknowledged, f"{number} 0\n".encode())
        number += len(claims)


def forget(ledger: Ledger, first: int, acknowledged: int) -> None:
    """Let sources speak and be forgotten without end, words, document and all; say so after each."""
    ledger._engine.dispose(close=False)
    number = first
    while True:
        reference = f"s-{number:010x}"
        paper = Paper(f"{reference} told us".encode(), f"{reference}.txt", "text/plain")
        evidence = {"document": digest_bytes(paper.content), "quote": "told us"}
        told = said(number, source=Source(id=reference, family=reference), evidence=evidence)
        ledger.append(Origin("reading", paper.name), [told], paper=paper)
        ledger.forget(Doing(Deed.FORGOTTEN, reference, "ana", "asked to be"))
        os.write(acknowledged, f"{number} 1\n".encode())
        ledger.purge()
        number += 1


def killed(ledger: Ledger, first: int, chance: random.Random, work: Work) -> str:
    """What a writer had said when it was killed: one in four at its very start, else after its first word."""
    reading, writing = os.pipe()
    writer = os.fork()
    if writer == 0:
        os.close(reading)
        try:
            work(ledger, first, writing)
        finally:
            os._exit(1)
    os.close(writing)
    if chance.random() > 1 / 4:
        select.select([reading], [], [], 10)
    time.sleep(chance.uniform(0, LONGEST_S))
    os.kill(writer, signal.SIGKILL)
    os.waitpid(writer, 0)
    with os.fdopen(reading, encoding="ascii") as told:
        return told.read()


def main(where: str, kills: str, seed: str, forgetting: str = "") -> None:
    """Kill, and print what was said, a line for each entry."""
    work = forget if forgetting else write
    chance = random.Random(int(seed))  # noqa: S311 - moments, not secrets
    ledger = Ledger.open(address_of(where))
    # Statements are put into words once, here, and not in each of the writers.
    first = said(10**6)
    ledger.append(Origin("claims", "numbers"), [first])
    ledger.decide(first.content_digest, Status.REJECTED, "ana", "a rumour")
    for number in range(int(kills)):
        sys.stdout.write(killed(ledger, number * 1000, chance, work))
        if number % 100 == 0:
            # A file whose words were withdrawn may lie there until the next purge.
            faults = [fault for fault in ledger.verify().faults if fault.table != "files"]
            assert not faults, f"after {number + 1} kills"


if __name__ == "__main__":
    main(*sys.argv[1:])
