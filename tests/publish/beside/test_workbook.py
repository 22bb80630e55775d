from __future__ import annotations

import io
from datetime import date, datetime

import openpyxl
import pytest
from tests.publish.beside.making import HOSTILE, empty, facts, figures, quotes
from tests.publish.making import assessment, entry

from truceline.publish.beside import workbook as module
from truceline.publish.beside.plain_text import harmless
from truceline.publish.beside.tables import Tables
from truceline.publish.beside.workbook import workbook


def opened(told=None, **options):
    return openpyxl.load_workbook(io.BytesIO(workbook(figures(told), **options)))


def rows(book, name):
    heads, *below = book[name].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in below]


def test_the_first_sheet_says_what_it_is_how_it_was_made_and_what_its_limits_are():
    book = opened()
    assert book.sheetnames == ["about", "columns", *Tables.model_fields]
    told = [(str(name), str(value)) for name, value in book["about"].iter_rows(values_only=True)]
    text = "\n".join(f"{name}: {value}" for name, value in told)
    assert "report: weekly-2030-02-10" in text
    assert "Silence is neither breach nor compliance" in text
    assert "truceline report CASE --kind weekly --as-of 2030-02-10 --reading depth=narrow" in text
    assert "violations: 1 rows." in text
    assert "corrected or taken back since the report before. 1 row left out" in text


def test_every_column_has_its_line_among_the_columns():
    book = opened()
    named = {(row["table"], row["column"]) for row in rows(book, "columns")}
    for name in Tables.model_fields:
        assert {(name, head.value) for head in book[name][1]} <= named


def test_figures_and_days_are_of_their_own_types():
    (row,) = rows(opened(), "violations")
    assert (row["killed_best"], row["p_inside"], row["start"]) == (3, 0.8, datetime(2030, 1, 20))
    assert row["in_period"] is False
    (patrol,) = rows(opened(), "patrols")
    assert patrol["ended"] == datetime(2030, 2, 9, 9, 30)


def test_heads_are_frozen_and_rows_can_be_filtered():
    book = opened(hxl=True)
    assert book["violations"].freeze_panes == "B3"
    assert book["violations"]["A2"].value == "#event+id"
    assert opened()["violations"].freeze_panes == "B2"
    assert opened()["violations"].auto_filter.ref.startswith("A1:")


def test_a_name_like_a_formula_stays_a_text():
    now = assessment(violations=(entry(place=HOSTILE, adm1="#REF!", reason="@SUM(1)"),))
    book = opened(facts(now=now, quotes=quotes(now)))
    (row,) = rows(book, "violations")
    assert (row["place"], row["governorate"], row["reason"]) == (harmless(HOSTILE), "#REF!", "@SUM(1)")
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert kinds <= {"s", "inlineStr", "n", "d", "b"}
    (cell,) = (cell for cell in book["violations"][2] if cell.value == harmless(HOSTILE))
    assert cell.quotePrefix


def test_an_empty_report_has_all_its_sheets():
    book = opened(empty())
    assert rows(book, "violations") == []
    assert book["violations"]["A1"].value == "entry"


def test_what_a_cell_or_a_sheet_cannot_hold_is_cut_and_says_so(monkeypatch):
    many = tuple(entry(number, place="x" * 40_000, start=date(1, 1, 1), end=None) for number in range(1, 9))
    now = assessment(violations=many)
    told = facts(now=now, quotes=quotes(now))
    (row, *_) = rows(opened(told), "violations")
    assert row["place"].endswith("(cut; whole in the JSON)")
    assert len(row["place"]) == 32_767
    assert row["start"] == "0001-01-01"
    monkeypatch.setattr(module, "_MOST_ROWS", 5)
    found = rows(opened(told), "violations")
    assert [one["entry"] for one in found] == ["e1", "e2", "e3", "5 rows more: a sheet holds no more of them"]


def test_equal_figures_give_equal_bytes():
    assert workbook(figures()) == workbook(figures())


@pytest.mark.parametrize("hxl", [True, False])
def test_every_sheet_has_as_many_rows_as_its_table(hxl: bool):
    book = opened(hxl=hxl)
    for table in figures().each:
        assert book[table.name].max_row == len(table.rows) + 1 + hxl
