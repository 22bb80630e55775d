"""Contents are held against the ids and the columns of their claims."""

import pytest

from truceline.core.canonical import digest_bytes
from truceline.evidence.claim import Claim
from truceline.evidence.columns import Columns, columns_of, parsed
from truceline.ledger.contents import told_by
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
    columns = Columns(*columns_of(parsed(content)))._replace(**changes)
    return (7, number, claim.claim_id, "", "accepted", None, None, content, *columns)


def saying(content, claim_id=None):
    """A claim whose content is another, and its id the digest of that."""
    entered = row(1)
    return (*entered[:2], claim_id or digest_bytes(content.encode()), *entered[3:7], content, *entered[8:])


def test_a_block_tells_whom_its_claims_name():
    found = told_by(7, [row(1), row(2)])
    assert found.faults == []
    assert found.parties == {(1, "turkey"), (2, "turkey")}
    assert found.norms == {(1, "ceasefire"), (2, "ceasefire")}


@pytest.mark.parametrize(
    ("plain", "spelled"),
    [
        ('"party":', '"p\\u0061rty":'),
        ('"party":', '"party" :'),
        ('"bears_on":[', '"bears_on": [ '),
        ('"bears_on":[', '"bears_on":[],"bears_on":['),
    ],
)
def test_a_claim_names_whom_it_names_however_somebody_spells_it(plain, spelled):
    content = row(1)[7].replace(plain, spelled)
    found = told_by(7, [saying(content)])
    assert (found.parties, found.norms) == ({(1, "turkey")}, {(1, "ceasefire")})


def test_a_column_that_does_not_follow_is_told():
    (fault,) = told_by(7, [row(1), row(2, act="patrol"), row(3)]).faults
    assert (fault.kind, fault.entry, fault.row) == (FaultKind.UNFOUNDED, 7, row(2)[2])
    assert "act is 'patrol', and 'shell' follows" in fault.told


def test_another_content_is_told():
    content = row(1)[7]
    (fault,) = told_by(7, [saying(content.replace("Number 1", "Number 2"), row(1)[2])]).faults
    assert (fault.kind, fault.row) == (FaultKind.EDITED, row(1)[2])


def test_the_content_that_withdrawn_words_left_is_not_held_against_the_id():
    left = row(1)[7].replace("Number 1", "words withdrawn")
    assert told_by(7, [saying(left, row(1)[2])], {row(1)[2]}).faults == []


@pytest.mark.parametrize("content", ["{}", "[]", "", '{"act":"shell"}', row(1)[7] + "}"])
def test_a_content_under_its_own_id_that_is_no_claims_is_told(content):
    (fault,) = told_by(7, [saying(content)]).faults
    assert (fault.kind, fault.told) == (FaultKind.UNFOUNDED, "its content is no claim's")


def test_a_shape_that_is_nowhere_is_told():
    shape = '"geometry":{"coordinates":[1' + "0" * 400 + ",36]}"
    (fault,) = told_by(7, [saying(row(1)[7].replace('"place":[]', f'"place":[{{{shape}}}]'))]).faults
    assert fault.kind is FaultKind.UNFOUNDED


@pytest.mark.parametrize("content", [None, b"{}", 3])
def test_a_content_that_is_no_text_is_told(content):
    entered = row(1)
    kinds = {fault.kind for fault in told_by(7, [(*entered[:7], content, *entered[8:])]).faults}
    assert kinds == {FaultKind.EDITED, FaultKind.UNFOUNDED}
