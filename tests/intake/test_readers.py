"""What a file is told by, and that every kind of issue is explained to people."""

from __future__ import annotations

import hashlib
import re

import pytest
from tests.intake.making import table

from truceline.errors import InputError
from truceline.intake.cells import ORDERS
from truceline.intake.faults import Fault
from truceline.intake.flat import slots
from truceline.intake.mapping import KEYS
from truceline.intake.readers import KINDS, maker_of, read

UNTOLD = table(("colour", "size"), ("red", "3"))


def test_a_file_that_tells_nothing_is_refused_with_the_kinds_there_are(take) -> None:
    with pytest.raises(InputError) as caught:
        take(UNTOLD)
    (problem,) = caught.value.problems
    assert (problem.field, problem.allowed) == ("--as", KINDS)
    assert "colour, size" in problem.message


def test_a_table_that_somebody_else_reads_is_placed_by_a_mapping_alone(tmp_path, agreement) -> None:
    with pytest.raises(InputError) as caught:
        maker_of(tmp_path / "rows.csv", "", ("colour", "size"), agreement)
    (problem,) = caught.value.problems
    assert problem.field == "--mapping"
    assert problem.message.endswith("give a mapping. Columns: colour, size")


def test_an_unknown_kind_is_refused(take) -> None:
    with pytest.raises(InputError, match="ucdp-ged, acled, table, claims"):
        take(UNTOLD, "odk")


def test_the_digest_is_of_the_files_own_bytes_and_reading_may_start_anew(take) -> None:
    content = table(("kind", "act", "source.id", "source.family"), ("event", "attack", "a", "b"))
    taken = take(content)
    assert taken.reading.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert list(taken.reading.rows()) == taken.claims


def test_a_doubt_about_a_row_that_gives_no_claim_counts_as_skipped(take) -> None:
    content = b"kind,act,source.id,source.family\nevent,b\xe9,a,b\n"
    assert take(content).kinds == [(2, "bad-encoding", "skipped"), (2, "unknown-act", "skipped")]


def test_issues_name_the_file_but_no_path(take) -> None:
    taken = take("kind,act,source.id,source.family\nevent,x,a,b\n")
    assert taken.issues[0].file == "rows.csv"


@pytest.fixture(scope="module")
def page(root) -> str:
    return (root / "docs/reference/import.md").read_text(encoding="utf-8")


def test_every_kind_of_issue_is_documented_and_no_other(page) -> None:
    explained = re.findall(r"^\| `([a-z0-9-]+)` \| (?:skipped|flagged)", page, re.MULTILINE)
    assert explained == sorted(fault.value for fault in Fault)


def test_every_kind_of_file_slot_and_mapping_key_is_documented(page) -> None:
    for word in (*KINDS, *KEYS, *ORDERS, *slots()):
        assert f"`{word}`" in page, word


def test_an_unknown_date_style_is_refused_with_those_there_are(take, tmp_path, agreement, names) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(UNTOLD)
    with pytest.raises(InputError, match="iso, dmy, mdy"):
        read(path, "table", agreement, names, dates="D/M/Y")
