from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.publish.beside.making import HOSTILE, empty, facts, figures, quotes
from tests.publish.making import assessment, entry

from truceline.publish.beside.cells import guarded
from truceline.publish.beside.csv_table import csv_table
from truceline.publish.beside.plain_text import harmless


def tables(told=None):
    return {table.name: table for table in figures(told).each}


def read(table, **options):
    text = csv_table(table, **options).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_every_line_ends_as_the_rfc_asks_and_every_row_is_whole():
    for table in tables().values():
        text = csv_table(table).decode()
        assert text.endswith("\r\n")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert {len(row) for row in rows} == {len(table.columns)}
        assert len(rows) == len(table.rows) + 1


def test_figures_are_read_back_as_they_are():
    (row,) = read(tables()["violations"])
    assert (int(row["killed_best"]), float(row["p_inside"]), row["start"]) == (3, 0.8, "2030-01-20")
    assert (row["in_period"], row["incident"], row["committed_by"]) == ("false", "", "north")
    (patrol,) = read(tables()["patrols"])
    assert (patrol["ended"], patrol["parties"]) == ("2030-02-09T09:30:00Z", "north; south")


def test_an_empty_table_has_its_heads():
    for table in tables(empty()).values():
        (heads, *rows) = csv_table(table).decode().splitlines()
        assert heads.split(",") == [column.name for column in table.columns]
        assert len(rows) == len(table.rows)


def test_tags_stand_below_the_heads_if_asked_for():
    tags = csv_table(tables()["violations"], hxl=True).decode().splitlines()[1].split(",")
    assert all(re.fullmatch(r"#[a-z]\w*(\+[a-z]\w*)*", tag) for tag in tags)
    assert read(tables()["violations"], hxl=True)[1]["killed_best"] == "3"


def test_no_name_becomes_a_formula():
    now = assessment(violations=(entry(place=HOSTILE),))
    (row,) = read(tables(facts(now=now, quotes=quotes(now)))["violations"])
    assert row["place"] == f"'{harmless(HOSTILE)}"
    assert "\n" in row["place"]


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", " =1", "\N{FULLWIDTH EQUALS SIGN}1", "'=1", "\n-"]
)
def test_what_a_spreadsheet_would_reckon_gets_an_apostrophe(text: str):
    assert guarded(text) == f"'{text}"


def test_plain_names_get_none():
    for text in ("", "Ford", "'Ayn Issa", "a=b", "10-12"):
        assert guarded(text) == text


@given(st.text())
def test_the_apostrophe_can_be_taken_off_again(text: str):
    told = guarded(text)
    undone = told[1:] if told.startswith("'") and guarded(told[1:]) == told else told
    assert undone == text
