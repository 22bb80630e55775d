"""Delimited text (CSV, TSV) as records: the delimiter found in the header, ragged rows told apart."""

from __future__ import annotations

import csv
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from truceline.intake.faults import Doubt, Fault
from truceline.intake.record import Record, check_header
from truceline.intake.streams import Line, lines, refuse

DELIMITERS = (",", ";", "\t", "|")
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
        if values and len(values) != len(self.header):
            told = f"{len(values)} cells under {len(self.header)} columns"
            doubts = (*doubts, Doubt(Fault.RAGGED_ROW, told, effect="skipped"))
        return Record.of(number, self.header, values, doubts)


def delimited(path: Path, delimiter: str | None, encoding: str | None) -> Delimited:
    """Read the header; without a delimiter, take the one that gives the most columns.

    Raises InputError where that leaves a single column, or a name stands twice.
    """
    chosen = delimiter or max(DELIMITERS, key=lambda one: len(_header(path, one, encoding)))
    header = _header(path, chosen, encoding)
    check_header(path, header)
    return Delimited(path, header, chosen, encoding)


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

    The csv module's own limit (128 KiB a field) bounds what a missing closing quote can swallow.
    """
    pending: list[Doubt] = []
    rows = csv.reader(_noting(lines(path, encoding), pending), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            values = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            values = []
            told = f"{error} (line {rows.line_num} of the file; a quotation mark left open?)"
            pending.append(Doubt(Fault.OVERLONG_FIELD, told, effect="skipped"))
        yield number, values, tuple(pending)
        pending.clear()


def _noting(found: Iterator[Line], pending: list[Doubt]) -> Iterator[str]:
    """The lines' text; their doubts gather until the record that spans them is complete."""
    for line in found:
        pending.extend(doubt for doubt in line.doubts if doubt not in pending)
        yield line.text
