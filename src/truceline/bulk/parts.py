"""A table of Parquet files cut into parts that any worker can read by itself, its rows numbered through."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.bulk.files import is_remote, opened
from truceline.bulk.points import FIRST_ROW
from truceline.bulk.tables import readable
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROWS = 1 << 20
"""A part has about so many rows: seconds of work, so that starting a task costs little of it."""
MOST_PARTS = 4096
_AT_ONCE = 16


@dataclass(frozen=True)
class Footer:
    """What a Parquet file tells of itself at its end."""

    path: str
    schema: Any
    groups: tuple[int, ...]
    """Rows of each row group."""

    @property
    def rows(self) -> int:
        return sum(self.groups)


@dataclass(frozen=True)
class Part:
    """Row groups of one file that follow each other, and the number of their first row in the table.

    Without row groups the part is the file's bytes, of which a digest is made.
    """

    file: int
    path: str
    groups: range
    first_row: int
    rows: int

    def batches(self, columns: Sequence[str], rows: int, words: Sequence[str]) -> Iterator[Any]:
        """Its Arrow record batches in order; InputError where they cannot be read."""
        from pyarrow import parquet

        with readable(self.path), opened(self.path) as file:
            # From afar what is needed of a row group is fetched in one go; here that would only take memory.
            fetched = is_remote(self.path)
            table = parquet.ParquetFile(
                file, buffer_size=1 << 20, pre_buffer=fetched, read_dictionary=list(words)
            )
            groups = list(self.groups)
            yield from table.iter_batches(batch_size=rows, row_groups=groups, columns=list(columns))


def footers(paths: Sequence[str]) -> list[Footer]:
    """What the files tell of themselves; InputError where one is no Parquet file that can be read."""
    for path in paths:
        if not path.endswith(".parquet"):
            told = "a cluster reads Parquet, which can be read in parts; `--engine local` reads this"
            raise InputError(Problem(path, 0, "FILE", told, (".parquet",)))
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(_footer, paths))


def parts_of(files: Sequence[Footer], rows: int = ROWS) -> list[Part]:
    """Parts of about so many rows (more where there would be too many), after one for each file's digest."""
    rows = max(rows, sum(file.rows for file in files) // MOST_PARTS)
    parts = [Part(n, file.path, range(0), 0, 0) for n, file in enumerate(files)]
    row = FIRST_ROW
    for number, file in enumerate(files):
        first, held = 0, 0
        for group, its in enumerate(file.groups):
            held += its
            if held >= rows or group == len(file.groups) - 1:
                parts.append(Part(number, file.path, range(first, group + 1), row, held))
                row, first, held = row + held, group + 1, 0
    return parts


def _footer(path: str) -> Footer:
    from pyarrow import parquet

    with readable(path), opened(path) as file:
        told = parquet.read_metadata(file)
        groups = tuple(told.row_group(n).num_rows for n in range(told.num_row_groups))
        return Footer(path, told.schema.to_arrow_schema(), groups)
