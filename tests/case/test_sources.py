"""A source's name stays in the vault: no file, no entry and no error of the case ever has it."""

from __future__ import annotations

import traceback
from pathlib import Path

import pytest
from tests.ledger.conftest import said

from truceline.case.folder import Case
from truceline.case.sources import Sources
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Source, Status
from truceline.ledger.entry import Origin
from truceline.ledger.keys import save
from truceline.ledger.signing import Signer
from truceline.ledger.source_acts import Deed

CANARY = "Zinnia Quetzal"
SECRETS = (CANARY, "+963-555-0199", "meets at the mill")


@pytest.fixture
def key(tmp_path) -> Path:
    save(Signer.new("the desk"), tmp_path / "vault.key")
    return tmp_path / "vault.key"


@pytest.fixture
def case(source, tmp_path) -> Case:
    return Case.create(tmp_path / "case", agreement=source / "river.yaml")


@pytest.fixture
def sources(case, key) -> Sources:
    return Sources(case, key)


def told_by(case: Case, reference: str) -> str:
    """Let the source say something; the claim's id."""
    claim = said(1, source=Source(id=reference, family=reference))
    case.ledger.append(Origin("claims", "notes.jsonl"), [claim])
    return claim.content_digest


def test_entering_reading_and_forgetting_are_entries_that_say_who_when_and_why(sources, case):
    reference = sources.add(*SECRETS, "ana")
    assert sources.show(reference, "ben", "to ask again").who == CANARY
    sources.forget(reference, "ana", "asked to be forgotten")
    acts = case.ledger.source_acts()
    assert [(act.deed, act.reference, act.by, act.why) for act in acts] == [
        (Deed.ENTERED, reference, "ana", ""),
        (Deed.READ, reference, "ben", "to ask again"),
        (Deed.FORGOTTEN, reference, "ana", "asked to be forgotten"),
    ]
    assert case.ledger.verify().holds


def test_nothing_of_a_source_is_in_any_file_of_the_case(sources, case):
    reference = sources.add(*SECRETS, "ana")
    told_by(case, reference)
    sources.show(reference, "ana", "to ask again")
    files = [path for path in case.folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in files), "the log is looked at too"
    for path in files:
        content = path.read_bytes()
        assert not any(secret.encode() in content for secret in SECRETS), path.name


def test_nobody_is_shown_a_source_that_the_ledger_could_not_note(sources, case, monkeypatch):
    reference = sources.add(*SECRETS, "ana")

    def gone(*_):
        raise CaseError("the disk is full; nothing was written")

    monkeypatch.setattr(case.ledger, "note_source", gone)
    with pytest.raises(CaseError, match="disk is full"):
        sources.show(reference, "ana", "to ask again")


@pytest.mark.parametrize("why", ["", "   "])
def test_a_look_without_a_reason_is_refused(sources, case, why):
    reference = sources.add(*SECRETS, "ana")
    before = case.ledger.position
    for look in (sources.show, sources.forget):
        with pytest.raises(InputError, match="cannot be empty"):
            look(reference, "ana", why)
    assert case.ledger.position == before


def test_a_source_without_a_name_is_refused(sources):
    with pytest.raises(InputError, match="who the source is"):
        sources.add(" ", "", "", "ana")


def test_claims_of_a_source_that_withdrew_consent_count_no_more(sources, case):
    reference = sources.add(*SECRETS, "ana")
    claim_id = told_by(case, reference)
    assert sources.forget(reference, "ana", "asked to be forgotten").erased.withdrawn == 1
    assert case.ledger.claim(claim_id).status is Status.WITHDRAWN
    with pytest.raises(InputError, match="holds no source"):
        sources.show(reference, "ana", "to ask again")


def test_no_error_says_who_a_source_is(sources, case, key, tmp_path):
    sources.add(*SECRETS, "ana")
    save(Signer.new("another"), tmp_path / "other.key")
    failures = []
    for wrong in (
        lambda: Sources(case, tmp_path / "other.key").references(),
        lambda: sources.show("s-0000000000", "ana", "to ask"),
        lambda: sources.forget("s-0000000000", "ana", "to ask"),
    ):
        with pytest.raises(InputError) as refusal:
            wrong()
        failures.append("".join(traceback.format_exception(refusal.value)))
    assert not any(secret in told for secret in SECRETS for told in failures)


def test_a_key_in_the_cases_folder_is_refused(case, key):
    inside = case.folder / "vault.key"
    inside.write_bytes(key.read_bytes())
    with pytest.raises(InputError, match="Keep it elsewhere"):
        Sources(case, inside)


def test_the_vault_may_lie_elsewhere(case, key, tmp_path):
    sources = Sources(case, key, file=tmp_path / "apart.vault")
    sources.add(*SECRETS, "ana")
    assert (tmp_path / "apart.vault").is_file()
    assert not list(case.folder.glob("*.vault"))
