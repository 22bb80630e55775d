from __future__ import annotations

import pytest

from truceline.case.folder import Case
from truceline.evidence.claim import Status


@pytest.fixture
def case(tmp_path):
    return Case.create(tmp_path / "idlib", bundle="idlib-2018")


def test_entries_come_the_newest_first_with_what_each_brought(case):
    claim = next(case.ledger.claims())
    case.ledger.decide(claim.claim_id, Status.ACCEPTED, "Ana", "seen")
    case.add_document(b"words", "a.txt", "text/plain")
    document, decision, *_ = case.ledger.history()
    assert (document.what, document.name, document.brought) == ("document", "a.txt", {"documents": 1})
    assert (decision.what, decision.by, decision.brought["decisions"]) == ("decision", "Ana", 1)
    assert document.digest == case.ledger.mark().digest
    assert case.ledger.history(before=document.position, most=1) == [decision]
    assert case.ledger.history(before=0) == []


def test_decisions_come_the_last_first(case):
    claim = next(case.ledger.claims())
    for why in ("one", "two"):
        case.ledger.decide(claim.claim_id, Status.ACCEPTED, "Ana", why)
    last, before, *_ = case.ledger.decided()
    assert [last.why, before.why] == ["two", "one"]
    assert case.ledger.decided(before=last.seq, most=1) == [before]


def test_verifying_tells_how_far_it_is_and_stops_where_it_is_told_to(case):
    steps = []
    assert case.ledger.verify(step=lambda done, of: steps.append((done, of))).holds
    assert steps[-1][0] == steps[-1][1] == len(steps)

    class EnoughError(Exception):
        pass

    def stop(_done, _of):
        raise EnoughError

    with pytest.raises(EnoughError):
        case.ledger.verify(step=stop)
    assert case.ledger.verify().holds
