"""One view of every table: its columns, and its records as text with their physical row numbers."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from truceline.errors import InputError
from truceline.extras import require_extra
from truceline.intake.delimited import delimited
from truceline.intake.faults import Doubt, Fault
from truceline.intake.json_text import json_value
from truceline.intake.record import Record, check_header
from truceline.intake.streams import GZIP, head, lines, opened, readable, refuse

_ROWS_AT_A_TIME = 4096


@dataclass(frozen=True)
class Layout:
    """What a mapping file says about the table's outer form; nothing said is found out."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None


@dataclass(frozen=True)
class Table:
    """Columns in file order, and the records under them, read anew at each call."""

    columns: tuple[str, ...]
    records: Callable[[], Iterator[Record]]
    is_json: bool = False


def open_table(path: Path, layout: Layout | None = None) -> Table:
    """Open a delimited, XLSX, Parquet or JSON Lines file, told by its first bytes.

    Raises InputError where the file cannot be read, is empty, or has no usable header.
    """
    layout = layout or Layout()
    start = head(path, 512)
    if start.startswith(b"PK\x03\x04"):
        return _workbook(path, layout.sheet)
    if start.startswith(b"PAR1"):
        return _parquet(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise refuse(path, "is an old Excel file; save it as .xlsx or .csv")
    if start.startswith(b"SQLite format 3"):
        raise refuse(path, "is a database, not a table")
    plain = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith(b"["):
        raise refuse(path, "is a JSON list; expected JSON Lines, one object on each line")
    if plain.startswith(b"{"):
        return _json_lines(path)
    if not plain:
        raise refuse(path, "is empty")
    columns = delimited(path, layout.delimiter, layout.encoding)
    return Table(columns.names, columns.records)


def records_at(path: Path, layout: Layout | None, numbers: Collection[int]) -> Iterator[Record]:
    """The records of these numbers, as `open_table` would give them; of Parquet the others are not made."""
    if head(path, 4) == b"PAR1":
        yield from _parquet_records(path, numbers)
        return
    wanted = frozenset(numbers)
    yield from (record for record in open_table(path, layout).records() if record.number in wanted)


def json_objects(path: Path) -> Iterator[tuple[int, dict[str, Any] | None, tuple[Doubt, ...]]]:
    """Every non-empty line of a JSON Lines file: line number, object (None if bad), doubts."""
    for number, line in enumerate(lines(path), start=1):
        if not line.text.strip():
            continue
        try:
            value = json_value(line.text)
        except (ValueError, RecursionError) as error:
            bad = Doubt(Fault.BAD_JSON, f"no JSON object: {error}", effect="skipped")
            yield number, None, (*line.doubts, bad)
            continue
        if isinstance(value, dict):
            yield number, value, line.doubts
        else:
            bad = Doubt(Fault.BAD_JSON, "a JSON object is expected on each line", effect="skipped")
            yield number, None, (*line.doubts, bad)


def _json_lines(path: Path) -> Table:
    first = next((value for _, value, _ in json_objects(path) if value is not None), {})

    def records() -> Iterator[Record]:
        for number, value, doubts in json_objects(path):
            cells = {key: as_text(item) for key, item in (value or {}).items()}
            yield Record(number, cells, doubts)

    return Table(tuple(first), records, is_json=True)


def _workbook(path: Path, sheet: str | None) -> Table:
    rows = _sheet_rows(path, sheet)
    header = next(rows, None)
    rows.close()
    if header is None:
        raise refuse(path, "its sheet is empty")
    names = tuple(as_text(cell) for cell in header)
    check_header(path, names)

    def records() -> Iterator[Record]:
        again = _sheet_rows(path, sheet)
        next(again)
        for number, cells in enumerate(again, start=2):
            values = [as_text(cell) for cell in cells]
            if any(values):
                yield Record.of(number, names, values + [""] * (len(names) - len(values)))

    return Table(tuple(name for name in names if name), records)


def _sheet_rows(path: Path, sheet: str | None) -> Any:
    import openpyxl  # noqa: PLC0415 - 150 ms that only a workbook needs

    with readable(path):
        packed = path.open("rb")
        if packed.read(2) == GZIP:
            packed.close()
            raise refuse(path, "is a gzipped workbook; unpack it first")
    with packed:
        try:
            book = openpyxl.load_workbook(packed, read_only=True, data_only=True)
            yield from _named_sheet(path, book, sheet).iter_rows(values_only=True)
        except InputError:
            raise
        except Exception as error:
            # openpyxl lets through whatever its zip, XML and schema layers raise, also midway
            raise refuse(path, f"is a zip archive but no readable .xlsx workbook ({error})") from error


def _named_sheet(path: Path, book: Any, sheet: str | None) -> Any:
    if sheet is None:
        return book.worksheets[0]
    if sheet not in book.sheetnames:
        raise refuse(path, f"has no sheet {sheet!r}; it has {', '.join(book.sheetnames)}", field="sheet")
    return book[sheet]


def _parquet(path: Path) -> Table:
    with _parquet_file(path) as file:
        return Table(tuple(file.schema_arrow.names), lambda: _parquet_records(path))


def _parquet_records(path: Path, numbers: Collection[int] | None = None) -> Iterator[Record]:
    """Its records, or those of these numbers; the header is row 1."""
    wanted = None if numbers is None else sorted(numbers)
    first = 2
    with _parquet_file(path) as file:
        for batch in file.iter_batches(batch_size=_ROWS_AT_A_TIME):
            end = first + batch.num_rows
            its = range(first, end) if wanted is None else _between(wanted, first, end)
            chosen = batch if wanted is None else batch.take([number - first for number in its])
            for number, row in zip(its, _coarser(chosen).to_pylist(), strict=True):
                cells = {key: as_text(item) for key, item in row.items()}
                yield Record(number, cells, tuple(_undecoded(row)))
            first = end


def _between(numbers: list[int], first: int, end: int) -> list[int]:
    return numbers[bisect_left(numbers, first) : bisect_left(numbers, end)]


def _coarser(batch: Any) -> Any:
    """The batch with its nanoseconds cut to microseconds, finer than which Python knows no time."""
    import pyarrow as pa  # noqa: PLC0415 - see below

    def kind(one: Any) -> Any:
        if pa.types.is_timestamp(one) and one.unit == "ns":
            return pa.timestamp("us", one.tz)
        if pa.types.is_time64(one) and one.unit == "ns":
            return pa.time64("us")
        return pa.duration("us") if pa.types.is_duration(one) and one.unit == "ns" else one

    columns = [
        column if (to := kind(column.type)) == column.type else column.cast(to, safe=False)
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _undecoded(row: Mapping[str, Any]) -> Iterator[Doubt]:
    for name, value in row.items():
        if isinstance(value, bytes):
            try:
                value.decode()
            except UnicodeDecodeError:
                told = "bytes that are not UTF-8; read as Windows-1252, check its letters"
                yield Doubt(Fault.BAD_ENCODING, told, name)


@contextmanager
def _parquet_file(path: Path) -> Iterator[Any]:
    require_extra("tables", str(path))
    from pyarrow import ArrowException, parquet  # noqa: PLC0415 - an optional extra, and 200 ms

    with opened(path) as raw:
        try:
            with parquet.ParquetFile(raw) as file:
                yield file
        except (ArrowException, OSError, ValueError, OverflowError) as error:
            told = str(error).partition("\n")[0]
            raise refuse(path, f"is a damaged Parquet file ({told}); nothing of it was taken") from error


def as_text(value: object) -> str:
    """A typed cell as the text a person would have typed: ISO days, whole numbers without a point."""
    match value:
        case str():
            return value.strip()
        case bool():
            return str(value).lower()
        case bytes():
            return _decoded(value)
        case float() | Decimal():
            return _number(value)
        case date():  # and a datetime, which is one
            return value.isoformat().removesuffix("T00:00:00")
        case list() | tuple():
            return "; ".join(as_text(item) for item in value)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return "" if value is None else str(value)


def _decoded(value: bytes) -> str:
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace").strip()


def _number(value: float | Decimal) -> str:
    if math.isnan(value):  # how columnar files write that there is nothing
        return ""
    if math.isfinite(value) and value == int(value):
        return str(int(value))
    return str(value).rstrip("0") if isinstance(value, Decimal) else str(value)
