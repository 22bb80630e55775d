"""Forms out to telephones and submissions in, row by row."""

from __future__ import annotations

import io
import zipfile
from tempfile import gettempdir

import openpyxl
import pytest
from tests.web.console.one_table import PASSPHRASE, Table

from truceline.mechanism.forms import NOT_FORMS, form_kinds
from truceline.mechanism.kinds import KINDS

HEAD = "where,on,firings,adm1,instanceID,end\n"
GOOD = "idlib,2018-11-20,4,Idlib,uuid:1,2018-11-20T18:00:00+03:00\n"
OTHER = "hama,2018-11-20,0,Hama,uuid:2,2018-11-20T18:05:00+03:00\n"
BAD = "hama,2018-11-21,many,Hama,uuid:3,2018-11-21T18:00:00+03:00\n"


def send(
    table: Table, name: str, content: str | bytes, do: str = "look", file: str = "figures.csv", **more: str
):
    data = {"do": do, "kind": "count", "passphrase": PASSPHRASE, **more}
    return table.post("mechanism/forms", name=name, files={"file": (file, content)}, data=data)


def test_a_form_is_given_out_as_a_workbook(table: Table):
    answer = table.post("mechanism/forms/count.xlsx", name="turkey-observer")
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert {"survey", "choices", "settings"} <= set(book.sheetnames)
    assert "given out" in table.get("mechanism/forms", name="turkey-observer").text
    assert table.post("mechanism/forms/approve.xlsx", name="turkey-observer").status_code == 404


def test_there_is_a_form_for_each_kind_that_is_gathered_in_the_field(seen: Table):
    page = seen.get("mechanism/forms", name="turkey-observer").text
    for kind in KINDS:
        assert (f"mechanism/forms/{kind}.xlsx" in page) == (kind in form_kinds()) == (kind not in NOT_FORMS)


def test_looking_at_a_file_keeps_nothing(table: Table):
    before = table.held.position
    page = send(table, "turkey-observer", HEAD + GOOD + BAD)
    assert page.status_code == 200, page.text
    assert "nothing is kept yet" in page.text
    assert table.held.position == before
    assert ("tally", "idlib.2018-11-20") not in table.record.matters


def test_what_is_taken_in_and_what_is_refused_is_told_row_by_row(table: Table):
    page = send(table, "turkey-observer", HEAD + GOOD + BAD + OTHER, "enter")
    assert page.status_code == 200, page.text
    assert "New: 2" in page.text
    assert "Refused: 1" in page.text
    assert "is no whole number" in page.text
    record = table.record
    assert record.matters["tally", "idlib.2018-11-20"].figures == {"turkey": 4}
    assert ("tally", "hama.2018-11-21") not in record.matters
    assert "counts" in table.get("mechanism/forms", name="turkey-observer").text
    again = send(table, "turkey-observer", HEAD + GOOD + BAD + OTHER, "enter")
    assert "There already: 2" in again.text


def test_another_file_than_the_one_looked_at_is_not_taken(table: Table):
    before = table.held.position
    answer = send(table, "turkey-observer", HEAD + GOOD, "enter", sha256="0" * 64)
    assert answer.status_code == 422
    assert "another file" in answer.text
    assert table.held.position == before


def test_submissions_are_signed_with_a_key_or_not_taken(table: Table):
    answer = send(table, "turkey-observer", HEAD + GOOD, "enter", passphrase="wrong-wrong")  # noqa: S106 - wrong
    assert answer.status_code == 422
    assert send(table, "iran-liaison", HEAD + GOOD, "enter").status_code == 422
    assert send(table, "auditor", HEAD + GOOD, "enter").status_code == 403
    assert send(table, "nobody", HEAD + GOOD, "enter").status_code == 404
    assert ("tally", "idlib.2018-11-20") not in table.record.matters


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.csv", b"0" * 300_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("figures.exe", b"MZ"),
        ("figures.zip", b"PK\x03\x04broken"),
        ("figures.csv", b"\xff\xfe\x00"),
        ("figures.json", b"{"),
        ("../../../etc/passwd", b"root"),
        ("figures.csv", b""),
    ],
)
def test_a_file_that_is_none_is_refused_and_no_path_is_told(table: Table, file: str, content: bytes):
    before = table.held.position
    answer = send(table, "turkey-observer", content, "enter", file=file)
    assert answer.status_code in (200, 422)
    assert gettempdir() not in answer.text
    if answer.status_code == 422:
        assert table.held.position == before


def test_an_archive_that_swells_is_not_unpacked(table: Table):
    answer = send(table, "turkey-observer", bomb(), "enter", file="figures.zip")
    assert answer.status_code == 422
