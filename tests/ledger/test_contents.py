"""Contents read by helpers tell what they tell when we read them ourselves."""

import sys

import pytest

from truceline.evidence.claim import Claim
from truceline.evidence.columns import columns_of, parsed
from truceline.ledger import contents
from truceline.ledger.contents import Block, Reading, told_by
from truceline.ledger.faults import FaultKind


def row(number, **changes):
    """A claim as its table has it; `changes` are of its columns."""
    claim = Claim.model_validate(
        {
            "kind": "event",
            "act": "shell",
            "actor": [{"party": "turkey"}],
            "bears_on": ["ceasefire"],
            "source": {"id": "wire", "family": "wire"},
            "says": f"Number {number}.",
        }
    ).identified()
    content = claim.content().decode()
    columns = columns_of(parsed(content))._replace(**changes)
    return (7, number, claim.claim_id, "", "accepted", None, None, content, *columns)


BLOCKS = [Block(7, [row(50 * block + n) for n in range(50)]) for block in range(6)]
BENT = Block(7, [*BLOCKS[2].rows[:9], row(109, act="patrol"), *BLOCKS[2].rows[10:]])


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch):
    monkeypatch.setattr(contents, "_SMALL", 10)


def told(reading, blocks):
    with reading:
        found = [one for block in blocks for one in reading.read(block)]
        return [*found, *reading.rest()]


def test_a_block_tells_whom_its_claims_name():
    found = told_by(Block(7, BLOCKS[0].rows[:2]))
    assert found.faults == []
    assert found.parties == {(0, "turkey"), (1, "turkey")}
    assert found.norms == {(0, "ceasefire"), (1, "ceasefire")}


@pytest.mark.parametrize("helpers", [1, 2, 3])
def test_helpers_tell_the_same_in_the_same_order(helpers):
    blocks = [*BLOCKS[:2], BENT, Block(7, BLOCKS[3].rows[:3]), *BLOCKS[4:]]
    alone = [told_by(block) for block in blocks]
    assert told(Reading(helpers, alone=60), blocks) == alone
    faults = [fault for one in alone for fault in one.faults]
    assert [(fault.kind, fault.row) for fault in faults] == [(FaultKind.UNFOUNDED, BENT.rows[9][2])]
    assert "act is 'patrol', and 'shell' follows" in faults[0].told


@pytest.mark.parametrize("program", ["/nowhere/python", sys.executable])
def test_without_helpers_the_blocks_are_read_all_the_same(monkeypatch, program):
    monkeypatch.setattr(contents, "_HELPER", "raise SystemExit(3)")
    monkeypatch.setattr(sys, "executable", program)
    assert told(Reading(2, alone=0), BLOCKS) == [told_by(block) for block in BLOCKS]


def test_helpers_stop_when_somebody_stops_asking():
    with Reading(2, alone=0) as reading:
        assert [one for block in BLOCKS[:3] for one in reading.read(block)] == []
