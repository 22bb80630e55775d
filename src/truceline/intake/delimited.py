"""Delimited text (CSV, TSV) as records: the delimiter found in the header, ragged rows told apart."""

from __future__ import annotations

import csv
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from truceline.errors import InputError
from truceline.intake.faults import Doubt, Fault
from truceline.intake.record import Record, check_header
from truceline.intake.streams import Line, lines, refuse

DELIMITERS = (",", ";", "\t", "|")
_QUOTING = re.compile("expected after|unexpected end of data")
_FEW = 2
"""Columns so few that text with a comma in it looks like a row."""
Numbered = tuple[int, list[str], tuple[Doubt, ...]]


@dataclass(frozen=True)
class Delimited:
    """A delimited file whose header has been read."""

    path: Path
    header: tuple[str, ...]
    delimiter: str
    encoding: str | None

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that have a name."""
        return tuple(name for name in self.header if name)

    def records(self) -> Iterator[Record]:
        """The records under the header, numbered as physical records from 2; blank ones left out."""
        rows = numbered(self.path, self.delimiter, self.encoding)
        next(rows, None)
        for number, values, doubts in rows:
            if doubts or any(value.strip() for value in values):
                yield self._record(number, values, doubts)

    def _record(self, number: int, values: list[str], doubts: tuple[Doubt, ...]) -> Record:
        if swallowed := _swallowed(values, len(self.header), self.delimiter):
            told = f"{swallowed + 1} lines of the file run together here; a quotation mark left open?"
            doubts = (*doubts, Doubt(Fault.STRAY_QUOTE, told, effect="skipped"))
        elif values and len(values) != len(self.header):
            told = f"{len(values)} cells under {len(self.header)} columns"
            doubts = (*doubts, Doubt(Fault.RAGGED_ROW, told, effect="skipped"))
        return Record.of(number, self.header, values, doubts)


def delimited(path: Path, delimiter: str | None, encoding: str | None) -> Delimited:
    """Read the header; without a delimiter, take the one that gives the most columns.

    Raises InputError where that leaves a single column, or a name stands twice.
    """
    chosen = delimiter or max(DELIMITERS, key=lambda one: _width(path, one, encoding))
    header = _header(path, chosen, encoding)
    check_header(path, header)
    return Delimited(path, header, chosen, encoding)


def _width(path: Path, delimiter: str, encoding: str | None) -> int:
    """How many columns the delimiter gives; none where it cannot be the one (`"a";"b"` at commas)."""
    try:
        return len(_header(path, delimiter, encoding))
    except InputError:
        return 0


def _header(path: Path, delimiter: str, encoding: str | None) -> tuple[str, ...]:
    rows = numbered(path, delimiter, encoding)
    _, values, doubts = next(rows, (0, [], ()))
    rows.close()
    for doubt in doubts:
        if doubt.effect == "skipped" or doubt.fault == Fault.NUL_BYTES:
            raise refuse(path, f"its header cannot be read: {doubt.message}", line=1)
    return tuple(value.strip() for value in values)


def numbered(path: Path, delimiter: str, encoding: str | None) -> Generator[Numbered, None, None]:
    """Every physical record with its number from 1, its cells, and the doubts about its bytes.

    Read strictly: what a missing closing quote swallows mostly ends in a quote that no delimiter
    follows. The csv module's own limit (128 KiB a field) bounds how much it can be.
    """
    pending: list[Doubt] = []
    rows = csv.reader(_noting(lines(path, encoding), pending), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        begun = rows.line_num
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            values = []
            pending.append(_unread(error, begun + 1, rows.line_num))
        yield number, values, tuple(pending)
        pending.clear()


def _unread(error: csv.Error, first: int, last: int) -> Doubt:
    """What the csv module could not read, with the lines of the file that are lost by it."""
    lost = f"{last - first + 1} lines lost, {first} to {last} of the file" if last > first else f"line {last}"
    fault = Fault.STRAY_QUOTE if _QUOTING.search(str(error)) else Fault.OVERLONG_FIELD
    return Doubt(fault, f"{error} ({lost}; a quotation mark left open?)", effect="skipped")


def _swallowed(values: list[str], columns: int, delimiter: str) -> int:
    """How many further rows stand inside one cell: an opening quote here, a closing one rows below.

    The rest of this row and the beginning of the last one hold, between them, the delimiters of
    a whole row. In running text a space follows a comma, so only tight delimiters are counted.
    """
    for at, value in enumerate(values):
        if "\n" not in value:
            continue
        lines_of = value.split("\n")
        tight = [len(re.findall(rf"{re.escape(delimiter)}(?! )", line)) for line in lines_of]
        after, before = columns - 1 - at, at
        if columns > _FEW and tight[0] >= after and tight[-1] >= before and sum(tight) >= columns - 1:
            return len(lines_of) - 1
    return 0


def _noting(found: Iterator[Line], pending: list[Doubt]) -> Iterator[str]:
    """The lines' text; their doubts gather until the record that spans them is complete."""
    for line in found:
        pending.extend(doubt for doubt in line.doubts if doubt not in pending)
        yield line.text
