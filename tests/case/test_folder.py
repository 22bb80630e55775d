"""A case from its start to its answers: made whole, opened, assessed, replayed."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime

import pytest
from tests.case.conftest import NOW, line

from truceline.assess.result import Standing
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.errors import CaseError, InputError
from truceline.evidence.claim import Status

APRIL = Frame(as_of=date(2020, 4, 20))


def files_in(folder):
    """Every file but the log that SQLite keeps beside a ledger in use."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".sqlite-wal")
    return sorted(str(path.relative_to(folder)) for path in files if path.suffix != ".sqlite-shm")


# Starting ----------------------------------------------------------------------------------------


def test_a_new_case_holds_the_agreement_with_the_files_it_names(case):
    assert files_in(case.folder) == [
        "agreement/agreement.yaml",
        "agreement/places.csv",
        "agreement/zones/strip.geojson",
        "case.json",
        "ledger.sqlite",
    ]
    assert case.agreement.id == "river-2020"
    assert (case.folder / "documents").is_dir()
    assert case.about.created == NOW


def test_nothing_is_left_beside_a_new_case(case):
    assert sorted(path.name for path in case.folder.parent.iterdir()) == ["case", "source"]


def test_a_case_does_not_need_the_files_it_came_from(case, source):
    shutil.rmtree(source)
    again = Case.open(case.folder)
    assert again.atlas.bounds(0) is not None
    assert [entry.name for entry in again.gazetteer.find("Ford")] == ["Ford"]


def test_an_empty_folder_may_become_a_case(source, tmp_path):
    (tmp_path / "case").mkdir()
    assert Case.create(tmp_path / "case", agreement=source / "river.yaml").ledger.position == 0


def test_folders_on_the_way_are_made(source, tmp_path):
    assert Case.create(tmp_path / "a" / "b" / "case", agreement=source / "river.yaml").folder.is_dir()


def test_a_case_is_as_open_as_the_folder_of_a_person_would_be(case, tmp_path):
    (tmp_path / "usual").mkdir()
    assert case.folder.stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_folder_with_something_in_it_is_left_alone(source, tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "mine.txt").write_text("mine")
    with pytest.raises(CaseError, match="not empty"):
        Case.create(tmp_path / "case", agreement=source / "river.yaml")
    assert files_in(tmp_path / "case") == ["mine.txt"]


def test_a_case_is_not_made_over_a_case(case, source):
    with pytest.raises(CaseError, match="a case in it already"):
        Case.create(case.folder, agreement=source / "river.yaml")


def test_a_case_is_not_made_over_a_file(source, tmp_path):
    (tmp_path / "case").write_text("mine")
    with pytest.raises(CaseError, match="is no folder"):
        Case.create(tmp_path / "case", agreement=source / "river.yaml")


# Root may write anywhere; below a file nobody can.
def test_an_unwritable_place_is_told_and_nothing_is_half_written(source, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseError, match="cannot be made there") as refusal:
        Case.create(tmp_path / "file" / "case", agreement=source / "river.yaml")
    assert refusal.value.exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "source"]


def test_a_wrong_agreement_leaves_no_folder(source, tmp_path):
    (source / "river.yaml").write_text("format: truceline/agreement/1\n")
    with pytest.raises(InputError):
        Case.create(tmp_path / "case", agreement=source / "river.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_zone_that_cannot_be_drawn_leaves_no_folder(source, tmp_path):
    path = source / "zones" / "strip.geojson"
    content = json.loads(path.read_text())
    content["features"][0]["geometry"]["coordinates"].append([[80, 10], [81, 10], [81, 11], [80, 10]])
    path.write_text(json.dumps(content))
    with pytest.raises(InputError, match="hole lies outside"):
        Case.create(tmp_path / "case", agreement=source / "river.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_a_failure_while_building_leaves_no_folder(source, tmp_path, monkeypatch):
    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("truceline.case.manifest.write", full)
    with pytest.raises(CaseError, match="No space left"):
        Case.create(tmp_path / "deep" / "case", agreement=source / "river.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_an_agreement_may_not_bring_files_from_outside_its_folder(source, tmp_path):
    (tmp_path / "secret.geojson").write_text((source / "zones" / "strip.geojson").read_text())
    text = (source / "river.yaml").read_text()
    (source / "river.yaml").write_text(text.replace("zones/strip.geojson", "../secret.geojson"))
    with pytest.raises(InputError, match="agreement's own folder"):
        Case.create(tmp_path / "case", agreement=source / "river.yaml")
    assert not (tmp_path / "case").exists()


def test_an_agreement_may_not_bring_files_from_outside_by_a_link(source, tmp_path):
    (source / "places.csv").rename(tmp_path / "secret.csv")
    (source / "places.csv").symlink_to(tmp_path / "secret.csv")
    with pytest.raises(InputError, match=r"places\.csv lies outside"):
        Case.create(tmp_path / "case", agreement=source / "river.yaml")
    assert not (tmp_path / "case").exists()


def test_a_case_starts_from_one_thing(tmp_path):
    for options in ({}, {"bundle": "a", "agreement": "b"}):
        with pytest.raises(InputError, match="one of them"):
            Case.create(tmp_path / "case", **options)


# Opening -----------------------------------------------------------------------------------------


def test_a_missing_folder_and_a_folder_that_is_no_case_are_told(tmp_path):
    with pytest.raises(CaseError, match="no such folder"):
        Case.open(tmp_path / "nowhere")
    with pytest.raises(CaseError, match=r"no case.*truceline new"):
        Case.open(tmp_path)


def test_all_missing_files_are_told_at_once(case):
    (case.folder / "ledger.sqlite").unlink()
    (case.folder / "agreement" / "agreement.yaml").unlink()
    with pytest.raises(CaseError) as refusal:
        Case.open(case.folder)
    assert len(refusal.value.problems) == 2


def test_a_case_of_a_newer_layout_is_refused_by_both_versions(case):
    path = case.folder / "case.json"
    about = json.loads(path.read_text()) | {
        "format": "truceline/case/7",
        "truceline": "9.0",
        "unheard-of": True,
    }
    path.write_text(json.dumps(about))
    with pytest.raises(CaseError, match=r"truceline/case/7 \(truceline 9\.0\).*truceline/case/1"):
        Case.open(case.folder)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", "not valid JSON"),
        ("[]", "unknown format None"),
        ('{"format": "truceline/agreement/1"}', "unknown format 'truceline/agreement/1'"),
        ('{"format": "truceline/case/1", "name": 3}', "name"),
        (b"\xff\xfe", "not valid JSON"),
    ],
)
def test_a_damaged_manifest_is_told(case, content, told):
    path = case.folder / "case.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CaseError, match=told):
        Case.open(case.folder)


def test_a_manifest_that_cannot_be_read_is_told(case, monkeypatch):
    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(CaseError, match="Permission denied"):
        Case.open(case.folder)


def test_a_case_can_be_moved(case, tmp_path):
    case.folder.rename(tmp_path / "elsewhere")
    assert Case.open(tmp_path / "elsewhere").agreement.id == "river-2020"


# Answers -----------------------------------------------------------------------------------------


def test_claims_change_an_assessment(case, claims_file):
    assert case.assess(APRIL).status("no-fire").standing is not Standing.BREACHED
    case.import_file(claims_file, recorded="published")
    answer = case.assess(APRIL)
    assert answer.status("no-fire").standing is Standing.BREACHED
    assert answer.ledger_position == 1


def test_what_was_recorded_later_is_not_seen(case, claims_file):
    case.import_file(claims_file, recorded="published")
    before = Frame(as_of=date(2020, 4, 20), known_at=datetime(2020, 3, 10, tzinfo=UTC))
    assert case.assess(before).status("no-fire").standing is not Standing.BREACHED


def test_an_assessment_replays_after_more_was_entered(case, claims_file, tmp_path):
    case.import_file(claims_file, recorded="published")
    answer = case.assess(APRIL)
    more = tmp_path / "more.jsonl"
    more.write_text(line(3))
    case.import_file(more, recorded="published")
    rejected = next(case.ledger.claims())
    case.ledger.decide(rejected.claim_id, Status.REJECTED, "ana", "misread", at=NOW)
    assert case.replay(answer)
    assert Case.open(case.folder).replay(answer)
    assert case.assess(APRIL) != answer


def test_an_assessment_that_was_tampered_with_does_not_replay(case, claims_file):
    case.import_file(claims_file)
    answer = case.assess(APRIL)
    status = answer.status("no-fire")
    forged = status.model_copy(update={"standing": Standing.FULFILLED})
    norms = tuple(forged if one is status else one for one in answer.norms)
    assert not case.replay(answer.model_copy(update={"norms": norms}))


def test_another_engine_or_encoding_is_another_answer(case, source):
    answer = case.assess(APRIL)
    assert not case.replay(answer.model_copy(update={"engine": "0.0.0"}))
    assert not case.replay(answer.model_copy(update={"ledger_position": None}))
    text = (case.agreement_folder / "agreement.yaml").read_text()
    (case.agreement_folder / "agreement.yaml").write_text(text.replace("2020-04-15", "2020-04-16"))
    assert not Case.open(case.folder).replay(answer)


def test_a_supposed_claim_marks_what_rests_on_it_and_is_not_stored(case, claims_file):
    supposed = case.suppose(claims_file)
    answer = case.assess(APRIL, supposed=supposed)
    assert answer.status("no-fire").standing is Standing.BREACHED
    assert answer.status("no-fire").supposed
    assert case.replay(answer, supposed=supposed)
    assert not case.replay(answer)
    assert case.ledger.position == 0


def test_documents_are_kept_with_the_case(case):
    sha256 = case.add_document(b"Nine posts.", "bulletin.txt", "text/plain")
    assert (case.folder / "documents" / sha256).read_bytes() == b"Nine posts."
