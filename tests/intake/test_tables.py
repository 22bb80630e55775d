"""Outer forms of tables: delimiters, encodings, workbooks, Parquet, and what is wrong with bytes."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet
from tests.intake.making import packed, table

from truceline.errors import InputError
from truceline.intake.record import Record
from truceline.intake.repeats import Seen
from truceline.intake.tables import Layout, as_text, open_table

HEADER = ("when", "where", "what")
ROW = ("2020-02-02", "Ford", "shots")


@pytest.fixture
def records(tmp_path):
    """Write bytes to a file and open it as a table; its records as a list."""

    def opened(content: bytes | str, layout: Layout | None = None) -> list[Record]:
        path = tmp_path / "rows"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(open_table(path, layout).records())

    return opened


def hash_of(number: int) -> str:
    """Text that does not pack well, so that a packed file is cut inside its rows."""
    return hashlib.sha256(str(number).encode()).hexdigest()


def workbook(*rows: tuple[object, ...], sheet: str = "Sheet") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_in_the_header(records, delimiter) -> None:
    (record,) = records(table(HEADER, ("2020", "a,b;c|d\te", "shots"), delimiter=delimiter))
    assert record.cells == {"when": "2020", "where": "a,b;c|d\te", "what": "shots"}


def test_a_delimiter_that_leaves_one_column_is_an_error_naming_it(records) -> None:
    with pytest.raises(InputError, match=r"fewer than two columns.*when~where~what.*delimiter"):
        records("when~where~what\n1~2~3\n")
    with pytest.raises(InputError, match="delimiter"):
        records(table(HEADER, ROW), Layout(delimiter=";"))


def test_a_byte_order_mark_is_no_part_of_the_first_column(records) -> None:
    (record,) = records(b"\xef\xbb\xbf" + table(HEADER, ROW).encode())
    assert record.cells["when"] == "2020-02-02"


def test_windows_1252_is_read_row_by_row_and_flagged(records) -> None:
    good, bad = records(table(HEADER, ("1", "Müller\u2019s", "x")).encode() + b"2,M\xfcller\x92s,x\n")
    assert good.doubts == ()
    assert bad.cells["where"] == "Müller\u2019s"
    assert [doubt.fault for doubt in bad.doubts] == ["bad-encoding"]


def test_a_declared_encoding_is_believed(records) -> None:
    (record,) = records(table(HEADER, ("1", "Müller", "x")).encode("cp1252"), Layout(encoding="cp1252"))
    assert record.cells["where"] == "Müller"
    assert record.doubts == ()


def test_bytes_that_are_nothing_at_all_are_read_and_flagged(records) -> None:
    (record,) = records(table(HEADER).encode() + b"1,\x81\xfe,x\n")
    assert [doubt.fault for doubt in record.doubts] == ["bad-encoding"]


def test_utf_16_is_refused_by_name(records) -> None:
    with pytest.raises(InputError, match="UTF-16"):
        records(table(HEADER, ROW).encode("utf-16"))
    with pytest.raises(InputError, match="UTF-16"):
        records(table(HEADER, ROW).encode("utf-16-le"))


def test_row_numbers_count_records_not_lines(records) -> None:
    found = records('when,where,what\n1,"two\nlines",x\n\n2,b,y\n')
    assert [(record.number, record.cells["where"]) for record in found] == [(2, "two\nlines"), (4, "b")]


def test_ragged_rows_are_skipped_and_the_rest_read(records) -> None:
    short, long, good = records("when,where,what\n1,a\n2,b,c,d\n3,e,f\n")
    assert [doubt.fault for doubt in (*short.doubts, *long.doubts)] == ["ragged-row", "ragged-row"]
    assert "2 cells under 3 columns" in short.doubts[0].message
    assert good.doubts == ()


def test_nul_bytes_are_left_out_and_flagged(records) -> None:
    (record,) = records("when,where,what\n1,a\0b,c\n")
    assert record.cells["where"] == "ab"
    assert [doubt.fault for doubt in record.doubts] == ["nul-bytes"]


def test_a_header_with_nul_bytes_is_refused(records) -> None:
    with pytest.raises(InputError, match="header cannot be read"):
        records("when,whe\0re,what\n1,a,b\n")


def test_a_field_longer_than_a_field_can_be_is_an_issue_and_the_next_row_is_read(records) -> None:
    overlong, good = records(f"when,where,what\n1,{'x' * 200_000},c\n2,b,c\n")
    assert [(doubt.fault, doubt.effect) for doubt in overlong.doubts] == [("overlong-field", "skipped")]
    assert good.number == 3


def test_a_line_without_end_is_cut_and_the_next_row_is_read(records) -> None:
    overlong, good = records(f"when,where,what\n1,{'é' * 2_000_000},c\n2,b,c\n")
    assert "overlong-field" in {doubt.fault for doubt in overlong.doubts}
    assert good.cells["where"] == "b"


def test_a_quotation_mark_left_open_swallows_a_bounded_stretch(records) -> None:
    rows = "".join(f"{number},b,c\n" for number in range(60_000))
    found = records(f'when,where,what\n1,"a,b\n{rows}')
    assert any(
        doubt.fault == "overlong-field" and "quotation mark" in doubt.message
        for record in found
        for doubt in record.doubts
    )
    assert found[-1].cells["when"] == "59999"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"[{}]", "JSON list"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"SQLite format 3\0", "database"),
        (b"PK\x03\x04nothing", "no readable .xlsx"),
        (b"PAR1nothing", "damaged Parquet"),
        (b"a,b,a\n1,2,3\n", "twice in the header"),
        (b"only\n1\n", "fewer than two columns"),
        (b"\x1f\x8bnothing", "gzip"),
    ],
)
def test_files_that_cannot_be_tables_are_refused_with_the_reason(records, content, told) -> None:
    with pytest.raises(InputError, match=told):
        records(content)


def test_a_missing_file_and_a_folder_are_refused(tmp_path) -> None:
    with pytest.raises(InputError, match="No such file"):
        open_table(tmp_path / "nowhere.csv")
    with pytest.raises(InputError, match="directory"):
        open_table(tmp_path)


def test_a_truncated_gzip_is_refused_even_after_good_rows(records) -> None:
    rows = [(number, hash_of(number), "x") for number in range(20_000)]
    with pytest.raises(InputError, match="truncated or damaged gzip"):
        records(packed(table(HEADER, *rows))[:-2000])


def test_a_gzip_with_a_wrong_checksum_is_refused(records) -> None:
    content = bytearray(gzip.compress(table(HEADER, ROW).encode()))
    content[-6] ^= 0xFF
    with pytest.raises(InputError, match="damaged gzip"):
        records(bytes(content))


def test_a_workbook_gives_its_typed_cells_as_a_person_would_type_them(records) -> None:
    content = workbook(
        ("when", None, "count", "sure"),
        (datetime(2020, 2, 2), "x", 3.0, True),
        (),
        (date(2020, 2, 3), None, 2.5, None),
    )
    first, second = records(content)
    assert first.cells == {"when": "2020-02-02", "count": "3", "sure": "true"}
    assert (second.number, second.cells["count"], second.cells["sure"]) == (4, "2.5", "")


def test_a_workbook_is_read_from_the_sheet_that_was_named(records) -> None:
    content = workbook(HEADER, ROW, sheet="Incidents")
    assert len(records(content, Layout(sheet="Incidents"))) == 1
    with pytest.raises(InputError, match="no sheet 'Other'; it has Incidents"):
        records(content, Layout(sheet="Other"))


def test_an_empty_workbook_and_a_packed_one_are_refused(records) -> None:
    with pytest.raises(InputError, match="sheet is empty"):
        records(workbook())
    with pytest.raises(InputError, match="gzipped workbook"):
        records(gzip.compress(workbook(HEADER, ROW)))


def test_a_workbook_damaged_in_its_sheet_is_refused(records) -> None:
    sound = zipfile.ZipFile(io.BytesIO(workbook(HEADER, ROW)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as broken:
        for name in sound.namelist():
            content = sound.read(name)
            broken.writestr(name, content[: len(content) // 2] if "sheet1" in name else content)
    with pytest.raises(InputError, match=r"no readable .xlsx"):
        records(out.getvalue())


def test_lines_that_end_as_on_old_computers_are_refused_or_read(records) -> None:
    with pytest.raises(InputError, match="header cannot be read"):
        records("a,b\r1,2\r")
    (record,) = records("a,b\r\n1,2\r\n")
    assert record.cells == {"a": "1", "b": "2"}


def parquet_bytes(columns: dict[str, list[object]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pa.table(columns), out)
    return out.getvalue()


def test_a_parquet_file_is_read_like_any_table(records) -> None:
    content = parquet_bytes(
        {"when": [date(2020, 2, 2)], "count": [3.0], "names": [["a", "b"]], "none": [float("nan")]}
    )
    (record,) = records(content)
    assert record.number == 2
    assert record.cells == {"when": "2020-02-02", "count": "3", "names": "a; b", "none": ""}


def test_a_parquet_file_damaged_in_its_middle_is_refused(records) -> None:
    content = bytearray(
        parquet_bytes({"when": [str(number) for number in range(5000)], "count": list(range(5000))})
    )
    content[10:2000] = b"\xff" * 1990
    with pytest.raises(InputError, match="damaged Parquet"):
        records(bytes(content))


def test_parquet_without_pyarrow_names_the_extra(records, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(InputError, match=r"needs pyarrow: pip install 'truceline\[tables\]'"):
        records(b"PAR1")


def test_json_lines_are_a_table_too(records) -> None:
    good, bad, other = records('{"when": "2020-02-02", "parts": {"a": 1}}\n\n{"when":\n3\n')
    assert good.cells == {"when": "2020-02-02", "parts": '{"a": 1}'}
    assert [(record.number, record.doubts[0].fault) for record in (bad, other)] == [
        (3, "bad-json"),
        (4, "bad-json"),
    ]


@pytest.mark.parametrize(
    "line", ['{"a": NaN}', '{"a": ' + "[" * 100_000, '{"a": ' + "9" * 5000 + "}", '{"a": "\\ud800"}']
)
def test_json_that_python_alone_would_take_or_choke_on_is_an_issue(records, line) -> None:
    _, bad = records('{"a": 1, "b": 2}\n' + line + "\n")
    assert bad.doubts[0].fault == "bad-json"


@given(
    st.lists(
        st.lists(
            # A cell with line breaks and commas without a space may be rows run together: see below.
            st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x0b\x0c"), max_size=20).filter(
                lambda cell: "\n" not in cell or "," not in cell
            ),
            min_size=3,
            max_size=3,
        ),
        max_size=8,
    )
)
def test_whatever_text_is_quoted_comes_back(tmp_path_factory, rows) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.csv"
    path.write_bytes(table(HEADER, *[['"' and cell for cell in row] for row in rows]).encode())
    found = [tuple(record.cells.values()) for record in open_table(path).records()]
    assert found == [tuple(row) for row in rows if any(cell.strip() for cell in row)]


@given(st.binary(max_size=300))
def test_no_bytes_whatever_do_more_than_refuse_or_flag(tmp_path_factory, content) -> None:
    path = tmp_path_factory.mktemp("bytes") / "rows.csv"
    path.write_bytes(b"a,b\n" + content)
    for record in open_table(path).records():
        assert record.number >= 2
        assert len(record.cells) in (0, 1, 2)


def test_repeats_are_found_near_by_in_bounded_memory() -> None:
    seen = Seen(remembered=3)
    firsts = [seen.first(content, row) for row, content in enumerate(["a", "b", "a", "c", "d", "a"], start=1)]
    assert firsts == [None, None, 1, None, None, 1]
    for row in range(10, 30):
        assert seen.first(str(row), row) is None
    assert seen.first("a", 40) is None


def test_a_huge_file_is_read_in_bounded_memory(tmp_path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("w", encoding="utf-8") as out:
        out.write("when,where,what\n")
        out.writelines(f"{number},place {number},{'x' * 500}\n" for number in range(60_000))
    tracemalloc.start()
    counted = sum(1 for _ in open_table(path).records())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert counted == 60_000
    assert peak < 2_000_000


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (" a ", "a"),
        (True, "true"),
        (2.0, "2"),
        (2.5, "2.5"),
        (7, "7"),
        (datetime(2020, 2, 2, 3, 4), "2020-02-02T03:04:00"),
        (["a", 1], "a; 1"),
    ],
)
def test_typed_cells_become_the_text_a_person_would_type(value, text) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ('1,"a,b\n2,b,c\n3,c,"d"\n', "3 lines lost, 2 to 4"),
        ('1,a,"b\n2,b,"c"\n', "2 lines lost, 2 to 3"),
        ('1,"a,b\n2,b",c\n', "2 lines"),
        ('1,"a,b\n2,b,c\n3,b",c\n', "3 lines"),
        ('1,"a,b\n2,b,c\n', "2 lines lost, 2 to 3"),
        ('1,"a" b,c\n', "line 2"),
    ],
)
def test_rows_run_together_by_a_quotation_mark_are_skipped_with_the_lines_lost(
    records, content, lines
) -> None:
    (bad,) = records("when,where,what\n" + content)
    (doubt,) = bad.doubts
    assert (doubt.fault, doubt.effect) == ("stray-quote", "skipped")
    assert lines in doubt.message


def test_a_quoted_header_does_not_hide_its_delimiter(records) -> None:
    (record,) = records('"when";"where"\n"1";"a, b"\n')
    assert record.cells == {"when": "1", "where": "a, b"}


def test_nanoseconds_bytes_and_decimals_of_a_parquet_file_are_read(records) -> None:
    fine = 1_538_697_600_000_000_001
    columns = {
        "when": pa.array([fine, fine], pa.timestamp("ns")),
        "zoned": pa.array([fine, None], pa.timestamp("ns", tz="UTC")),
        "at": pa.array([1, 2], pa.time64("ns")),
        "long": pa.array([1, 2], pa.duration("ns")),
        "who": pa.array([b"Front", b"M\xfcller"], pa.binary()),
        "count": pa.array([Decimal("3.000"), Decimal("2.50")]),
    }
    first, second = records(parquet_bytes(columns))
    assert (first.cells["when"], first.cells["who"], first.cells["count"]) == ("2018-10-05", "Front", "3")
    assert first.cells["zoned"] == "2018-10-05T00:00:00+00:00"
    assert (second.cells["who"], second.cells["count"]) == ("M\u00fcller", "2.5")
    assert [(doubt.fault, doubt.field) for doubt in second.doubts] == [("bad-encoding", "who")]
