"""All tables as one workbook (XLSX): what it is, what its columns mean, then a sheet for each table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from truceline.publish.beside.cells import values

if TYPE_CHECKING:
    from truceline.publish.beside.figures import Figures
    from truceline.publish.beside.tables import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32_767
"""Characters that a cell of a workbook can hold."""
_MOST_ROWS = 1_048_576
"""Rows that a sheet can hold."""
_CUT = " ... (cut; whole in the JSON)"
_FIRST_YEAR = 1900
"""A workbook knows no day before."""
_STILL = (1980, 1, 1, 0, 0, 0)
"""The time that entries of the archive bear: equal figures are to give equal bytes."""
_NARROW, _WIDE, _LOOKED_AT = 9, 60, 200
_BOLD, _FAINT = Font(bold=True), Font(italic=True, color="FF666666")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def workbook(figures: Figures, *, hxl: bool = False) -> bytes:
    """The figures as an XLSX file; the same figures give the same bytes."""
    book = Workbook(write_only=True)
    _about(book.create_sheet("about"), figures)
    _columns(book.create_sheet("columns"), figures)
    for table in figures.each:
        _sheet(book.create_sheet(table.name), table, hxl=hxl)
    book.properties.title = figures.about.title
    book.properties.creator = f"truceline {figures.about.engine}"
    book.properties.created = book.properties.modified = datetime.combine(
        max(figures.about.as_of, date(_STILL[0], 1, 1)), datetime.min.time()
    )
    stream = io.BytesIO()
    with _Still(stream, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).write_data()
    return stream.getvalue()


class _Still(ZipFile):
    """An archive whose entries bear no time of writing."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,
        compress_type: int | None = ZIP_DEFLATED,
        compresslevel: int | None = None,
    ) -> None:
        name = zinfo_or_arcname
        entry = name if isinstance(name, ZipInfo) else ZipInfo(name, _STILL)
        super().writestr(entry, data, compress_type, compresslevel)

    def write(self, filename: Any, arcname: Any = None, *_args: Any, **_options: Any) -> None:
        with open(filename, "rb") as file:  # noqa: PTH123 - a name that openpyxl gives
            self.writestr(arcname, file.read())


def _about(sheet: Any, figures: Figures) -> None:
    """What this is, how it was made, coverage and limits, and what the other sheets are."""
    _widths(sheet, (24, 100))
    told = figures.about.model_dump(exclude={"limits"})
    rows: list[tuple[Any, Any]] = [(name, _plain(value)) for name, value in told.items()]
    rows += [("how to read it", sentence) for sentence in figures.about.limits]
    rows.append(("how to get it again", _command(figures)))
    for table in figures.each:
        rows.append((table.name, f"{len(table.rows)} rows. {' '.join((table.about, *table.notes))}"))
    for name, value in rows:
        cells = [_cell(sheet, name), _cell(sheet, _plain(value))]
        cells[0].font, cells[1].alignment = _BOLD, _WRAPPED
        sheet.append(cells)


def _command(figures: Figures) -> str:
    about = figures.about
    known = f" --known-at {about.known_at.isoformat()}" if about.known_at else ""
    chosen = "".join(f" --reading {key}={value}" for key, value in about.readings.items())
    public = " --public" if about.is_public else ""
    return f"truceline report CASE --kind {about.kind} --as-of {about.as_of}{known}{chosen}{public}"


def _columns(sheet: Any, figures: Figures) -> None:
    """The meaning, type, unit and tag of every column."""
    _widths(sheet, (18, 24, 10, 18, 30, 90))
    sheet.freeze_panes = "A2"
    _append(sheet, ("table", "column", "type", "unit", "hxl", "means"), _BOLD)
    for table in figures.each:
        for one in table.columns:
            _append(sheet, (table.name, one.name, one.kind, one.unit, one.hxl, one.means))


def _sheet(sheet: Any, table: Table, *, hxl: bool) -> None:
    names = [column.name for column in table.columns]
    rows = [list(values(row)) for row in table.rows]
    _widths(sheet, _fitting(names, rows[:_LOOKED_AT]))
    heads = 2 if hxl else 1
    sheet.freeze_panes = f"B{heads + 1}"
    _append(sheet, names, _BOLD)
    if hxl:
        _append(sheet, [column.hxl for column in table.columns], _FAINT)
    room = _MOST_ROWS - heads
    if len(rows) > room:
        rows = [*rows[: room - 1], [f"{len(rows) - room + 1} rows more: a sheet holds no more of them"]]
    else:
        last = f"{get_column_letter(len(names))}{len(rows) + heads}"
        sheet.auto_filter.ref = f"A{heads}:{last}"
    for row in rows:
        _append(sheet, row)


def _append(sheet: Any, row: Iterable[Any], font: Font | None = None) -> None:
    cells = [_plain(value) for value in row]
    if font:
        cells = [_cell(sheet, value) for value in cells]
        for cell in cells:
            cell.font = font
    # A cell of its own takes ten times as long as a bare value: only what would be mistaken gets one.
    sheet.append([_cell(sheet, one) if _is_mistaken(one) else one for one in cells])


def _is_mistaken(value: Any) -> bool:
    """Whether a reader or writer of workbooks may take the text for a formula or an error."""
    return isinstance(value, str) and value.startswith(("=", "+", "-", "@", "#"))


def _cell(sheet: Any, value: Any) -> Any:
    """A cell that stays a text where its value is one, for programs and for whoever edits it."""
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type, cell.quotePrefix = "s", _is_mistaken(value)
    return cell


def _plain(value: Any) -> Any:
    """A value as a workbook can hold it: instants in UTC, days that it does not know as text."""
    match value:
        case datetime():
            value = value.astimezone(UTC).replace(tzinfo=None)
            return value if value.year >= _FIRST_YEAR else value.isoformat()
        case date():
            return value if value.year >= _FIRST_YEAR else value.isoformat()
        case dict():
            return "; ".join(f"{key}={each}" for key, each in value.items())
        case tuple():
            return "; ".join(map(str, value))
        case str() if len(value) > _LONGEST:
            return value[: _LONGEST - len(_CUT)] + _CUT
        case _:
            return value


def _widths(sheet: Any, widths: Iterable[float]) -> None:
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def _fitting(names: list[str], rows: list[list[Any]]) -> Iterator[float]:
    for number, name in enumerate(names):
        longest = max([len(name), *(len(str(row[number])) for row in rows if row[number] is not None)])
        yield min(max(longest + 2, _NARROW), _WIDE)
