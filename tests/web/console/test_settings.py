"""What a case is set up with."""

from __future__ import annotations

import pytest
from tests.accounts.making import with_owner, with_person
from tests.web.console.signed import Server

from truceline.accounts.account import Grant
from truceline.ledger.signers import Role


def test_whoever_reads_the_case_compares_its_encoding(reading):
    for name in ("observer", "analyst", "liaison"):
        page = reading.get("settings", name=name).text
        assert reading.held.case.agreement.content_digest in page
        assert "What goes out to everybody" not in page
        assert "Who may do what here" not in page


def test_rules_are_for_those_who_publish_or_audit_and_people_for_auditors(reading):
    publisher, auditor = (reading.get("settings", name=name).text for name in ("publisher", "auditor"))
    assert "What goes out to everybody" in publisher
    assert "Who may do what here" not in publisher
    assert "Who may do what here" in auditor


@pytest.mark.parametrize(("name", "status"), [("owner", 404), ("nobody", 404), ("", 303)])
def test_nobody_without_a_role_sees_it(reading, name, status):
    assert reading.get("settings", name=name).status_code == status


def test_auditors_see_who_has_which_role(idlib_made, tmp_path):
    server = Server(idlib_made, tmp_path / "home")
    owner = with_owner(server.accounts)
    with_person(server.accounts, owner, "Aud", Grant("idlib", Role.AUDITOR))
    with_person(server.accounts, owner, "Lia", Grant("idlib", Role.LIAISON, "turkey"))
    auditor = server.browser("Aud")
    page = auditor.get("/cases/idlib/settings").text
    assert "Lia" in page
    assert "liaison for Turkey" in page
    assert "Olga" not in page
    journal = auditor.get("/cases/idlib/audit/accounts").text
    assert "a role was given: liaison for Turkey" in journal
    assert "Olga" in journal
    server.accounts.close()
