from __future__ import annotations

from pathlib import Path

import pytest
from tests.client.writing import client, copied
from tests.web.conftest import idlib_made

from truceline.client.errors import DoesNotFit, Forbidden, Stale
from truceline.ledger.codes import Code
from truceline.ledger.signing import Signer

__all__ = ["idlib_made"]


def test_a_record_is_verified_signed_here_and_checked_there(idlib_made: Path, tmp_path: Path):
    visitor = copied(idlib_made, tmp_path)
    with client(visitor, "auditor") as asking:
        auditing = asking.case("idlib").auditing
        with pytest.raises(Stale):
            auditing.checkpoint()
        found = auditing.verified()
        assert found.verified is not None
        assert found.verified.holds
        signed = auditing.checkpoint().signed(Signer.new("the cell"))
        assert signed.mark == visitor.held.case.ledger.mark()
        told = auditing.check(signed)
        assert told.findings[0].right
        assert not told.holds, "the case trusts no key yet"
        assert found.code is not None
        assert auditing.compare(found.code).holds
        assert Code.read(found.code).position == found.position
        with pytest.raises(DoesNotFit):
            auditing.compare("57")


def test_settings_are_typed_and_soundness_is_for_auditors(idlib_made: Path, tmp_path: Path):
    with client(copied(idlib_made, tmp_path)) as asking:
        case = asking.case("idlib")
        assert case.settings().agreement == case.agreement().id
        with pytest.raises(Forbidden):
            case.auditing.soundness()


def test_lists_of_auditors_come_whole(idlib_made: Path, tmp_path: Path):
    visitor = copied(idlib_made, tmp_path)
    ledger = visitor.held.case.ledger
    with client(visitor, "auditor") as asking:
        auditing = asking.case("idlib").auditing
        assert [one.position for one in auditing.entries()] == list(range(ledger.position, 0, -1))
        assert len(list(auditing.decisions())) == len(ledger.decided())
        assert len(list(auditing.corrections())) == len(ledger.retractions())
        assert {one.sha256 for one in auditing.custody()} >= {one.sha256 for one in ledger.documents()}
        assert len(list(auditing.disclosures())) == len(ledger.disclosures())
        assert list(auditing.accounts()) == []
