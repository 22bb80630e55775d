"""Clocks that differ: a ledger's time never runs backwards, and a clock that is ahead is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.ledger.conftest import FILE, START, SetClock, said
from tests.ledger.hostile import trust

from truceline.evidence.claim import Status
from truceline.evidence.query import EvidenceQuery
from truceline.ledger import clocks
from truceline.ledger.address import Server
from truceline.ledger.store import Ledger

FAST = timedelta(hours=3)


@pytest.fixture
def machines(address) -> tuple[Ledger, Ledger, SetClock, SetClock]:
    """Two machines that write to one ledger, the second with a clock three hours fast."""
    slow, fast = SetClock(), SetClock()
    fast.turn(hours=3)
    return Ledger.open(address, clock=slow), Ledger.open(address, clock=fast), slow, fast


def entered(ledger: Ledger) -> list[datetime]:
    return [batch.entered_at for batch in ledger.batches()]


@pytest.mark.parametrize("apart", [timedelta(minutes=4), FAST, timedelta(days=400)])
def test_entries_of_two_machines_are_in_the_order_of_their_times(machines, apart):
    one, other, slow, fast = machines
    fast.moment = slow.moment + apart
    for number in range(6):
        (one, other)[number % 2].append(FILE, [said(number)])
        slow.turn(minutes=1)
        fast.turn(minutes=1)
    times = entered(one)
    assert times == sorted(times)
    assert [claim.recorded_at for claim in one.claims()] == times
    assert one.verify().holds


def test_what_the_slower_machine_enters_is_known_from_the_time_of_the_entry_before(machines):
    one, other, _, _ = machines
    other.append(FILE, [said(1)])
    one.append(FILE, [said(2)])
    one.decide(said(1).content_digest, Status.REJECTED, "ana", "a rumour")
    assert entered(one) == [START + FAST] * 2
    before = EvidenceQuery(known_at=START + FAST - timedelta(seconds=1))
    assert list(one.claims(before)) == []
    assert [claim.says[-1] for claim in one.claims(EvidenceQuery(known_at=START + FAST))] == ["1", "2"]


def test_a_clock_that_is_ahead_is_told_and_one_that_is_a_little_off_is_not(machines):
    one, other, slow, _ = machines
    other.append(FILE, [said(1)])
    assert (one.verify().ahead_s, one.verify().holds) == (3 * 3600, True)
    assert other.verify().ahead_s == 0
    slow.turn(hours=2, minutes=59, seconds=30)
    assert one.verify().ahead_s == 0


def test_an_empty_ledger_is_ahead_of_nothing(ledger):
    assert ledger.verify().ahead_s == 0


def test_on_a_server_the_servers_clock_counts_for_all(new_case, monkeypatch):
    place = new_case()

    def wrong() -> datetime:
        return datetime(2031, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(clocks, "now", wrong)
    Ledger.open(place, clock=wrong).append(FILE, [said(1)])
    (at,) = entered(Ledger.open(place))
    assert abs(at - datetime.now(UTC)) < timedelta(hours=1)


def test_two_copies_go_on_apart_each_by_the_clock_of_its_machine(address, tmp_path, clock):
    first = Ledger.open(address, clock=clock)
    first.append(FILE, [said(1)])
    first.copy(tmp_path / "copy" / "ledger.sqlite")
    late = SetClock()
    late.turn(hours=-5)
    other = Ledger.open(tmp_path / "copy" / "ledger.sqlite", clock=late)
    other.append(FILE, [said(2)])
    assert entered(other) == [START, START]
    late.turn(hours=6)
    other.append(FILE, [said(3)])
    assert entered(other)[-1] == START + timedelta(hours=1)
    assert (first.position, other.position) == (1, 3)
    assert other.verify([first.mark()]).holds


def test_an_entry_that_was_dated_back_is_told(ledger, clock, monkeypatch):
    """Somebody with a program of his own, who leaves out the rule and links what he made."""
    ledger.append(FILE, [said(1)])
    clock.turn(hours=-2)
    monkeypatch.setattr(Ledger, "_entered_at", lambda *_: clock.moment)
    ledger.trust([trust("eve", "tk1e")])
    (fault,) = ledger.verify().faults
    assert (fault.entry, fault.table) == (2, "entries")
    assert "before the entry before it" in fault.told


def test_whose_clock_is_meant_depends_on_the_place(address, clock):
    ledger = Ledger.open(address)
    ledger.append(FILE, [said(1)])
    assert abs(entered(ledger)[0] - datetime.now(UTC)) < timedelta(minutes=5)
    assert isinstance(address, Server) or ledger.verify().ahead_s == 0
