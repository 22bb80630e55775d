"""Files into a case: all or nothing, counted, and never twice."""

from __future__ import annotations

import gzip
from datetime import date

import pytest
from tests.case.conftest import NOW, line

from truceline.errors import InputError


def test_an_import_tells_what_it_did(case, claims_file):
    report = case.import_file(claims_file)
    assert (report.kind, report.rows_read, report.added, report.already_there) == ("claims", 2, 2, 0)
    assert (report.position, report.batch, report.message, report.dry_run) == (1, 1, "", False)
    assert [claim.recorded_at for claim in case.ledger.claims()] == [NOW, NOW]


def test_the_same_file_again_adds_nothing_and_says_so(case, claims_file):
    case.import_file(claims_file)
    renamed = claims_file.rename(claims_file.with_name("april.jsonl"))
    again = case.import_file(renamed)
    assert (again.added, again.already_there, again.batch, again.position) == (0, 2, None, 1)
    assert again.message == (
        "the very same file was imported on 2020-06-01 09:00 UTC as march.jsonl: nothing to add"
    )


def test_a_longer_file_adds_only_what_is_new(case, claims_file):
    case.import_file(claims_file)
    claims_file.write_text(claims_file.read_text() + line(3))
    again = case.import_file(claims_file)
    assert (again.added, again.already_there, again.message) == (1, 2, "")


def test_a_dry_run_shows_what_would_come_in_and_writes_nothing(case, claims_file):
    case.import_file(claims_file)
    claims_file.write_text(claims_file.read_text() + line(3) + line(3) + "{}\n")
    report = case.import_file(claims_file, dry_run=True)
    assert report.dry_run
    assert (report.added, report.position, report.batch) == (1, 1, None)
    assert [claim.says for claim in report.preview] == ["shelling number 3"]
    assert case.ledger.position == 1
    done = case.import_file(claims_file)
    assert (done.rows_read, done.added) == (report.rows_read, report.added)
    assert done.issues == report.issues


def test_a_dry_run_of_a_file_that_is_there_says_so(case, claims_file):
    case.import_file(claims_file)
    assert case.import_file(claims_file, dry_run=True).message.endswith("nothing to add")


def test_a_row_that_cannot_be_read_is_an_issue_of_its_batch(case, claims_file):
    claims_file.write_text(claims_file.read_text() + '{"kind": "rumour"}\n')
    report = case.import_file(claims_file)
    assert (report.rows_read, report.added) == (3, 2)
    stored = case.ledger.issues(report.batch)
    assert report.first_issues == stored
    assert {(issue.row, issue.effect) for issue in stored} == {(3, "skipped")}
    assert sum(one.count for one in report.issues) == len(stored)


def test_a_row_with_several_faults_is_one_row(case, claims_file):
    bad = '{"kind": "rumour", "act": "gossip", "colour": "red"}\n'
    claims_file.write_text(bad + claims_file.read_text() + bad.replace("red", "blue"))
    report = case.import_file(claims_file)
    assert sum(one.count for one in report.issues) > 4
    assert (report.rows_read, report.added) == (4, 2)


def test_a_file_that_breaks_off_leaves_nothing(case, tmp_path):
    whole = gzip.compress("".join(line(n) for n in range(3000)).encode())
    path = tmp_path / "march.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError):
        case.import_file(path)
    assert case.ledger.position == 0
    assert list(case.ledger.claims()) == []


def test_a_missing_file_is_told(case, tmp_path):
    with pytest.raises(InputError, match="nowhere"):
        case.import_file(tmp_path / "nowhere.csv")


def test_published_claims_are_dated_by_the_agreements_own_clock(case, claims_file):
    case.import_file(claims_file, recorded="published")
    (recorded_at, _) = (claim.recorded_at for claim in case.ledger.claims())
    assert case.agreement.tempo.day_of(recorded_at) == date(2020, 3, 11)
    assert recorded_at == case.agreement.tempo.last_moment(date(2020, 3, 11))


def test_the_first_issue_of_each_kind_is_kept_however_many_came_before(case, claims_file):
    bad = '{"kind": "rumour"}\n'
    claims_file.write_text(claims_file.read_text() + bad * 12 + "{not json\n")
    report = case.import_file(claims_file)
    assert {issue.kind for issue in report.first_issues} == {issue.kind for issue in report.issues}
