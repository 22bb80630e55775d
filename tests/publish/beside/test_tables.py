from __future__ import annotations

import re
from pathlib import Path

from truceline.publish.beside.tables import Tables, walked


def test_every_table_is_named_in_the_guide_and_no_other(root: Path):
    text = (root / "docs" / "how-to" / "use-the-figures.md").read_text(encoding="utf-8")
    section = text.partition("## Tables")[2].partition("A table without rows")[0]
    named = [
        name
        for row in re.findall(r"^\| (`.+?`) \|", section, re.MULTILINE)
        for name in re.findall("`(.+?)`", row)
    ]
    assert sorted(named) == sorted(Tables.model_fields)


def test_the_tables_are_walked_in_order_with_their_notes():
    tables = list(walked(Tables(), {"violations": ("2 rows left out.",)}))
    assert [table.name for table in tables] == list(Tables.model_fields)
    assert {table.name: table.notes for table in tables if table.notes} == {
        "violations": ("2 rows left out.",)
    }
    assert all(table.about.endswith(".") and table.columns for table in tables)


def test_sheet_names_fit_into_a_workbook():
    assert all(len(name) <= 31 for name in Tables.model_fields)
