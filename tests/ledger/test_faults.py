from __future__ import annotations

from truceline.ledger.faults import Fault, FaultKind, in_order


def fault(entry, told="it is gone"):
    return Fault(FaultKind.REMOVED, entry, "documents", None, told)


def test_faults_of_the_whole_come_first_and_then_entry_by_entry():
    found = in_order([fault(7), fault(None), fault(2, "a"), fault(11), fault(2, "b")])
    assert [(one.entry, one.told) for one in found] == [
        (None, "it is gone"),
        (2, "a"),
        (2, "b"),
        (7, "it is gone"),
        (11, "it is gone"),
    ]


def test_what_is_no_number_stands_in_nobody_s_way():
    assert [one.entry for one in in_order([fault(3), fault("x"), fault(1)])] == ["x", 1, 3]
