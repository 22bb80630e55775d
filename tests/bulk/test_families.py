"""Rows are counted by who told them and when, whatever stands in their cells."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from truceline.bulk.families import told_by_family
from truceline.bulk.tables import Source

FIRST, SECOND = date(2020, 3, 1), date(2020, 3, 2)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=6)


def written(path, **columns):
    """A table of these columns, as a source."""
    parquet.write_table(pa.table(columns), path)
    return Source(path)


def joined(cells):
    return "/".join(str(one) for one in cells.values()) or "all"


def test_rows_are_told_apart_by_family_and_day(tmp_path):
    table = written(tmp_path / "t.parquet", who=["a", "b", "a", "a"], day=[FIRST, FIRST, FIRST, SECOND])
    assert told_by_family(table, ("who",), "day", joined) == {"a": {FIRST: 2, SECOND: 1}, "b": {FIRST: 1}}


def test_without_a_column_that_says_who_all_are_of_one_family(tmp_path):
    table = written(tmp_path / "t.parquet", day=[FIRST, SECOND, SECOND])
    assert told_by_family(table, (), "day", joined) == {"all": {FIRST: 1, SECOND: 2}}


def test_rows_without_a_day_or_that_report_nothing_are_left_out(tmp_path):
    table = written(tmp_path / "t.parquet", who=["a", "a", "plan"], day=["2020-03-01", "soon", "2020-03-01"])
    found = told_by_family(table, ("who",), "day", lambda cells: None if cells["who"] == "plan" else "a")
    assert found == {"a": {FIRST: 1}}
    assert told_by_family(table, ("who",), None, joined) == {}


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(words | st.none(), words | st.none()), min_size=1, max_size=30))
def test_whatever_the_cells_hold_each_row_counts_once(tmp_path, pairs):
    first, second = (pa.array(list(one), pa.string()) for one in zip(*pairs, strict=True))
    table = written(tmp_path / "t.parquet", a=first, b=second, day=[FIRST] * len(pairs))
    found = told_by_family(table, ("a", "b"), "day", lambda cells: repr(tuple(cells.values())))
    expected = Counter(repr(tuple(cell or "" for cell in pair)) for pair in pairs)
    assert {name: days[FIRST] for name, days in found.items()} == expected


@pytest.mark.parametrize("kind", [pa.dictionary(pa.int8(), pa.string()), pa.large_string()])
def test_text_of_any_kind_is_text(tmp_path, kind):
    table = written(
        tmp_path / "t.parquet", who=pa.array(["a", None], pa.string()).cast(kind), day=[FIRST, FIRST]
    )
    assert told_by_family(table, ("who",), "day", joined) == {"a": {FIRST: 1}, "all": {FIRST: 1}}
