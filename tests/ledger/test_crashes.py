"""What was acknowledged is kept, whatever happens to the writer, the disk or the clock."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from tests.ledger.conftest import FILE, START, said

from truceline.errors import CaseError
from truceline.evidence.claim import Status
from truceline.evidence.wordless import WITHDRAWN
from truceline.ledger.store import Ledger

ROOT = Path(__file__).parents[2]
KILLS = 300


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True, timeout=300)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
def test_no_kill_loses_an_acknowledged_entry_or_breaks_the_chain(address):
    told = run("-m", "tests.ledger.crashing", address, KILLS, 2018).stdout
    after = Ledger.open(address)
    kept = {claim.says.split()[-1]: claim for claim in after.claims()}
    acknowledged = [tuple(map(int, line.split())) for line in told.splitlines() if line.count(" ")]
    assert len(acknowledged) > KILLS / 2
    for number, brought in acknowledged:
        for more in range(brought):
            assert str(number + more) in kept
        if not brought:
            assert kept[str(number)].status is Status.REJECTED
    found = after.verify()
    assert found.holds
    assert found.rows["entries"] == found.mark.position >= len(acknowledged)
    assert found.rows["claims"] == len(kept)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked")
def test_no_kill_leaves_half_forgotten_what_purging_does_not_finish(address):
    told = run("-m", "tests.ledger.crashing", address, 40, 2018, "forgetting").stdout
    after = Ledger.open(address)
    after.purge()
    assert after.verify().faults == ()
    forgotten = {claim.source.id for claim in after.claims() if claim.says == WITHDRAWN}
    acknowledged = {f"s-{int(line.split()[0]):010x}" for line in told.splitlines()}
    assert acknowledged
    assert acknowledged <= forgotten
    # Of each that spoke last nobody was told that it is forgotten: it is, with all its words, or not at all.
    whole = {stone.tombstone.consent for stone in after.tombstones()}
    assert whole == forgotten
    assert len(after.tombstones()) == 3 * len(forgotten)


WRITER = textwrap.dedent("""
    import sys
    from tests.ledger.conftest import said
    from tests.ledger.crashing import address_of
    from truceline.ledger.entry import Origin
    from truceline.ledger.store import Ledger
    ledger = Ledger.open(address_of(sys.argv[1]))
    for n in range(int(sys.argv[2]), int(sys.argv[3])):
        ledger.append(Origin("claims", sys.argv[2]), [said(n), said(n % 20)])
""")


def test_four_processes_at_once_lose_and_double_nothing_and_make_one_chain(ledger, address):
    running = [
        subprocess.Popen([sys.executable, "-c", WRITER, *map(str, (address, first, first + 40))], cwd=ROOT)
        for first in (100, 200, 300, 400)
    ]
    assert [process.wait(120) for process in running] == [0] * 4
    numbers = Counter(int(claim.says.split()[-1]) for claim in ledger.claims())
    expected = {*range(20), *(first + n for first in (100, 200, 300, 400) for n in range(40))}
    assert numbers == Counter(expected)
    found = ledger.verify()
    assert (found.holds, found.mark.position) == (True, 160)


FILLED = textwrap.dedent("""
    import resource, signal, sys
    from pathlib import Path
    from tests.ledger.conftest import FILE, said
    from truceline.errors import CaseError
    from truceline.ledger.store import Ledger
    ledger = Ledger.open(Path(sys.argv[1]))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
    try:
        for n in range(100_000):
            ledger.append(FILE, [said(n)])
            print(n, flush=True)
    except CaseError as refusal:
        print(refusal)
""")


def test_a_disk_that_fills_up_keeps_what_was_acknowledged(path):
    Ledger.create(path)
    *kept, refusal = run("-c", FILLED, path).stdout.splitlines()
    assert "nothing was written" in refusal
    after = Ledger.open(path)
    assert [claim.says.split()[-1] for claim in after.claims()] == kept
    assert after.verify().mark.position == len(kept)
    assert after.append(FILE, [said(100_001)]).position == len(kept) + 1
    assert after.verify().holds


def test_an_import_that_does_not_fit_leaves_the_chain_where_it_was(ledger, path):
    ledger.append(FILE, [said(1)])
    before = ledger.verify().mark

    def broken():
        yield from (said(n) for n in range(700))
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        ledger.append(FILE, broken())
    assert ledger.verify().mark == before


def test_a_clock_that_was_set_back_leaves_a_chain_that_holds(ledger, clock):
    ledger.append(FILE, [said(1)])
    clock.turn(days=-30)
    ledger.append(FILE, [said(2)])
    ledger.decide(said(1).content_digest, Status.REJECTED, "ana", "a rumour")
    assert [batch.entered_at for batch in ledger.batches()] == [START, START]
    assert clock.moment == START - timedelta(days=30)
    assert ledger.verify().holds


def test_a_disk_that_is_read_only_is_told_and_can_still_be_verified(path, monkeypatch):
    Ledger.create(path).append(FILE, [said(1)])
    dial = sqlite3.connect

    def read_only(database, **options):
        return dial(database.replace("mode=rw", "mode=ro"), **options)

    monkeypatch.setattr(sqlite3, "connect", read_only)
    with pytest.raises(CaseError, match="cannot be written"):
        Ledger.open(path).append(FILE, [said(2)])
    assert Ledger.open(path).verify().holds
