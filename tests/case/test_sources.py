"""A source's name stays in the vault: no file, no entry and no error of the case ever has it."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.case.conftest import line
from tests.ledger.conftest import said

from truceline.assess.result import Assessment, Standing
from truceline.case.context import Contexts
from truceline.case.folder import Case
from truceline.case.reading import keep, read_report
from truceline.case.sources import Sources
from truceline.core.frame import Frame
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Claim, Source, Status
from truceline.evidence.wordless import WITHDRAWN
from truceline.ledger.entry import Origin
from truceline.ledger.keys import save
from truceline.ledger.signing import Signer
from truceline.ledger.source_acts import Deed
from truceline.ledger.vault import Vault

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


def said_of_the_strip(reference: str) -> Claim:
    """A shelling that breaches a promise, on this source's word alone."""
    told = {"id": reference, "family": reference, "reliability": "A", "credibility": 1}
    words = {"quote": f"{CANARY}: they shell us", "cite": CANARY}
    return Claim.model_validate_json(
        line(1, label="seen", says=f"{CANARY} saw it", source=told, evidence=words)
    )


def test_an_assessment_as_known_before_stands_as_it_did_and_says_words_withdrawn(sources, case):
    reference = sources.add(*SECRETS, "ana")
    claim = said_of_the_strip(reference)
    case.ledger.append(Origin("claims", "notes.jsonl"), [claim], recorded="published")
    frame = Frame(as_of=date(2020, 3, 20), known_at=datetime(2020, 3, 20, tzinfo=UTC))
    before = case.assess(frame)
    assert before.status("no-fire").standing is Standing.BREACHED
    assert CANARY in before.model_dump_json()
    sources.forget(reference, "ana", "asked to be forgotten")
    after = Case.open(case.folder).assess(frame)
    assert [one.standing for one in after.norms] == [one.standing for one in before.norms]
    assert CANARY not in after.model_dump_json()
    cited = next(one for one in cited_in(after) if one["claim_id"] == claim.content_digest)
    assert (cited["says"], cited["rests_on"], cited["label"]) == (WITHDRAWN, WITHDRAWN, None)
    assert case.assess(Frame(as_of=date(2020, 3, 20))).status("no-fire").standing is not Standing.BREACHED


def cited_in(assessment: Assessment) -> list[dict[str, Any]]:
    """Every claim that an assessment names, wherever it does."""

    def walked(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict):
            if "rests_on" in part:
                yield part
            part = list(part.values())
        if isinstance(part, list):
            for one in part:
                yield from walked(one)

    return list(walked(assessment.model_dump(mode="json")))


def test_what_was_assessed_on_withdrawn_words_does_not_replay_and_does_not_crash(sources, case):
    reference = sources.add(*SECRETS, "ana")
    case.ledger.append(Origin("claims", "notes.jsonl"), [said_of_the_strip(reference)], recorded="published")
    answer = case.assess(Frame(as_of=date(2020, 3, 20), known_at=datetime(2020, 3, 20, tzinfo=UTC)))
    assert case.replay(answer)
    sources.forget(reference, "ana", "asked to be forgotten")
    assert not case.replay(answer)


def test_the_words_round_a_withdrawn_claim_are_not_looked_for(sources, case):
    reference = sources.add(*SECRETS, "ana")
    content = f"{CANARY} reports: Southland shelled the strip on 10 March 2020.".encode()
    reading = read_report(case, content, "talk.txt", source=reference)
    keep(case, reading, content)
    (claim,) = case.ledger.claims()
    assert CANARY in Contexts(case).of(claim).quote
    sources.forget(reference, "ana", "asked to be forgotten")
    assert Contexts(case).of(case.ledger.claim(claim.claim_id)) is None
    with pytest.raises(InputError, match="withdr"):
        keep(case, reading, content)


def test_a_name_that_could_not_be_taken_out_is_taken_out_the_next_time(sources, case, monkeypatch):
    reference = sources.add(*SECRETS, "ana")
    told_by(case, reference)

    def full(*_):
        raise CaseError("the disk is full; nothing was written")

    with monkeypatch.context() as broken:
        broken.setattr(Vault, "forget", full)
        with pytest.raises(CaseError, match="disk is full"):
            sources.forget(reference, "ana", "asked to be forgotten")
    assert reference in sources.references()
    assert sources.forget(reference, "ana", "asked to be forgotten").erased.places == {}
    assert reference not in sources.references()
    assert case.ledger.verify().holds


def test_a_file_that_cannot_be_written_anew_is_told_and_the_rest_is_done(sources, case, monkeypatch):
    reference = sources.add(*SECRETS, "ana")
    told_by(case, reference)

    def full(*_):
        raise CaseError("the disk is full; nothing was written")

    with monkeypatch.context() as broken:
        broken.setattr(case.ledger, "purge", full)
        done = sources.forget(reference, "ana", "asked to be forgotten")
    assert (done.erased.withdrawn, "disk is full" in done.in_the_way) == (1, True)
    assert reference not in sources.references()
    assert case.ledger.purge() is None


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
