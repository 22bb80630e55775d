"""Sorting more rows than memory holds: sorted runs in files, merged in blocks.

Every table has a column `morton` (no nulls); rows of one code keep the order they came in. A run's file
is read once, in its order, a block at a time.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

MORTON = "morton"
RUN_BYTES = 128 << 20
"""As much is held, and once more while it is brought into order."""
BLOCK_ROWS, BLOCK_BYTES = 8192, 256 << 10
FAN = 256
"""So many runs are merged at once: each has a file open and a block in memory."""


class Runs:
    """Batches go in, sorted runs lie in a new folder, and come out as one.

    Columns that refer to dictionaries lie there as plain values: whole dictionaries would be carried along
    with every block, and all of them would stand in every row group.
    """

    def __init__(self, folder: Path, schema: Any) -> None:
        folder.mkdir()
        self.folder = folder
        self.schema = schema
        self._plain = _plain(schema)
        self.files: list[Path] = []
        self._held: list[Any] = []
        self._bytes = 0
        self._count = 0

    def add(self, batch: Any, rows: NDArray[np.bool_]) -> None:
        """Take these rows of a record batch."""
        import pyarrow as pa

        pairs = zip(batch.columns, self._plain.types, strict=True)
        columns = [one if one.type == kind else one.cast(kind) for one, kind in pairs]
        batch = pa.RecordBatch.from_arrays(columns, schema=self._plain)
        self._held.append(batch if rows.all() else batch.filter(pa.array(rows)))
        self._bytes += self._held[-1].nbytes
        if self._bytes >= RUN_BYTES:
            self._spill()

    def merged(self, rows: int) -> Iterator[Any]:
        """Everything in order, in record batches of so many rows; the last may have fewer."""
        import pyarrow as pa

        if self._held:
            self._spill()
        while len(self.files) > FAN:
            groups = [self.files[n : n + FAN] for n in range(0, len(self.files), FAN)]
            self.files = [self._one_of(group) for group in groups]
        for batch in _cut(_merged(self.files, rows), rows):
            pairs = zip(batch.columns, self.schema.types, strict=True)
            columns = [_as_it_was(one, kind) for one, kind in pairs]
            yield pa.RecordBatch.from_arrays(columns, schema=self.schema)

    def _spill(self) -> None:
        self.files.append(self._written([in_order(self._held)]))
        self._held, self._bytes = [], 0

    def _one_of(self, files: Sequence[Path]) -> Path:
        path = self._written(_merged(files, BLOCK_ROWS))
        for file in files:
            file.unlink()
        return path

    def _written(self, tables: Iterable[Any]) -> Path:
        """A run's file, in blocks. A stream, for in the other format a dictionary could not change."""
        import pyarrow as pa

        self._count += 1
        path = self.folder / f"{self._count}.run"
        with pa.OSFile(str(path), "wb") as file, pa.ipc.new_stream(file, self._plain) as writer:
            for table in tables:
                wide = max(1, table.nbytes // max(1, table.num_rows))
                writer.write_table(table, max_chunksize=max(1, min(BLOCK_ROWS, BLOCK_BYTES // wide)))
        return path


def plain(kind: Any) -> Any:
    """The type that a column has in runs: values for dictionaries, and for views, which cannot be moved."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        return plain(kind.value_type)
    if pa.types.is_string_view(kind):
        return pa.large_string()
    return pa.large_binary() if pa.types.is_binary_view(kind) else kind


def _plain(schema: Any) -> Any:
    import pyarrow as pa

    return pa.schema([field.with_type(plain(field.type)) for field in schema], schema.metadata)


def _as_it_was(column: Any, kind: Any) -> Any:
    """A column in its own type again; a dictionary has the values of these rows only."""
    import pyarrow as pa

    if not pa.types.is_dictionary(kind):
        return column.cast(kind) if column.type != kind else column
    own = column.dictionary_encode()
    indices, values = own.indices.cast(kind.index_type), own.dictionary.cast(kind.value_type)
    return pa.DictionaryArray.from_arrays(indices, values, ordered=kind.ordered)


class _Head:
    """The block of a run that is next to be merged."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa

        self._reader = pa.ipc.open_stream(pa.OSFile(str(path), "rb"))
        self.next()

    def next(self) -> None:
        """Go on to the next block; at the end there is none."""
        self.block = next(iter(self._reader), None)
        self._taken = 0
        if self.block is not None:
            self._codes: NDArray[np.uint64] = self.block.column(MORTON).to_numpy()
            self.last = int(self._codes[-1])

    def take(self, bound: int, *, with_bound: bool) -> Any:
        """The rows of the block up to a code, without it or with it."""
        assert self.block is not None, "a run that has ended is merged no more"
        first = self._taken
        self._taken = int(np.searchsorted(self._codes, np.uint64(bound), "right" if with_bound else "left"))
        part = self.block.slice(first, self._taken - first)
        if self._taken == len(self._codes):
            self.next()
        return part


def in_order(batches: Sequence[Any]) -> Any:
    """One table of them, by code; rows of one code stay in the order they came in."""
    import pyarrow as pa

    table = pa.Table.from_batches(batches)
    order: Any = pa.array(np.argsort(table.column(MORTON).to_numpy(), kind="stable"))
    # Taking rows from one piece is three times faster than from many; a column at a time, to save memory.
    columns = [one.combine_chunks().take(order) for one in table.columns]
    return pa.Table.from_arrays(columns, schema=table.schema)


def _merged(files: Sequence[Path], rows: int) -> Iterator[Any]:
    """Tables of at least so many rows (but the last), each in order and after the one before.

    Up to the least of the blocks' last codes all rows are at hand. Of that code itself a later run's rows
    must wait until the run whose block ends with it has given all it has of it.
    """
    heads = [_Head(path) for path in files]
    held: list[Any] = []
    count = 0
    while heads := [head for head in heads if head.block is not None]:
        ends = [head.last for head in heads]
        bound = min(ends)
        first = ends.index(bound)
        parts = [head.take(bound, with_bound=n <= first) for n, head in enumerate(heads)]
        held += [part for part in parts if part.num_rows]
        count += sum(part.num_rows for part in parts)
        if count >= rows:
            yield in_order(held)
            held, count = [], 0
    if held:
        yield in_order(held)


def _cut(tables: Iterable[Any], rows: int) -> Iterator[Any]:
    """The same rows in batches of one size."""
    import pyarrow as pa

    rest = None
    for table in tables:
        whole = table if rest is None else pa.concat_tables([rest, table])
        full = whole.num_rows - whole.num_rows % rows
        for first in range(0, full, rows):
            yield from whole.slice(first, rows).combine_chunks().to_batches()
        rest = whole.slice(full)
    if rest is not None:
        yield from rest.combine_chunks().to_batches()
