from __future__ import annotations

import pytest

from truceline.errors import InputError
from truceline.ledger.signers import Role

GRADE = {"family": "observers", "reliability": "B"}


def test_a_cell_is_graded_and_graded_anew(act, matter):
    act("analyst", "grade", cell="south", **GRADE)
    act("analyst", "grade", cell="south", family="south-state", reliability="D")
    assert matter("cell", "south").told == "family south-state, reliability D"


def test_what_was_told_before_keeps_its_grade(act, case):
    act("analyst", "grade", cell="mission", **GRADE)
    count = {"where": "ford", "on": "2030-01-01", "firings": 3}
    act("mission-observer", "count", **count)
    act("analyst", "grade", cell="mission", family="observers", reliability="E")
    counted = [claim for claim in case.ledger.claims() if claim.act == "violate"]
    assert [claim.source.reliability for claim in counted] == ["B"]


def test_somebody_who_acts_for_no_party_is_graded_by_name(act, case, key_of_nobody):
    act("analyst", "grade", cell=key_of_nobody, **GRADE)
    act(key_of_nobody, "count", where="ford", on="2030-01-01", firings=2)
    (counted,) = (claim for claim in case.ledger.claims() if claim.act == "violate")
    assert (counted.source.family, counted.source.reliability) == ("observers", "B")
    assert counted.says == f"{key_of_nobody} counts 2 firings in ford on 2030-01-01."


@pytest.fixture
def key_of_nobody(case, monkeypatch):
    """The name of an observer who acts for no party."""
    from tests.mechanism import conftest

    monkeypatch.setitem(conftest.CAST, "roamer", (None, Role.OBSERVER))
    monkeypatch.setitem(conftest.SIGNERS, "roamer", conftest.Signer("roamer", bytes([77]) * 32))
    case.ledger.trust([conftest.trust("roamer", None, Role.OBSERVER)])
    return "roamer"


def test_nobody_grades_what_is_no_cell_or_their_own(act):
    with pytest.raises(InputError, match="'west' is no party, and no signer who acts for none"):
        act("analyst", "grade", cell="west", **GRADE)
    with pytest.raises(InputError, match="nobody grades their own side"):
        act("analyst", "grade", cell="analyst", **GRADE)


def test_an_observer_for_no_party_patrols_verifies_and_reports(act, case, matter, key_of_nobody):
    hours = {"starts": "2030-01-01T07:00:00Z", "ends": "2030-01-01T08:00:00Z"}
    act(key_of_nobody, "plan", patrol="p-9", zone="strip", **hours)
    assert matter("patrol", "p-9").parties == (key_of_nobody,)
    act(key_of_nobody, "deny", patrol="p-9", reason="No.", by="south")
    (denied,) = (claim for claim in case.ledger.claims() if claim.act == "deny_access")
    assert (denied.parties, denied.target) == ({"south"}, ())
    act(
        "south-liaison",
        "declare",
        withdrawal="w-1",
        what="howitzers",
        count=3,
        leaves="strip",
        by="2030-01-02",
    )
    act(key_of_nobody, "verify", withdrawal="w-1", counted=3, on="2030-01-01")
    assert matter("withdrawal", "w-1").state == "verified"
