"""Event tables in and out, a batch at a time: Parquet, Arrow or CSV, however long."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROWS = 1 << 16
_READ = (".parquet", ".csv", ".csv.gz", ".arrow")
_WRITTEN = (".parquet", ".arrow")


class Source:
    """A table that is read in batches; InputError where it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.ragged: list[int] = []
        """Numbers of rows (the header is 1) that had too few or too many cells and were left out."""
        if not path.name.endswith(_READ):
            raise InputError(Problem(str(path), 0, "FILE", "no table this command reads", _READ))
        with readable(path):
            self.schema = _schema(path)
        twice = sorted({name for name in self.schema.names if self.schema.names.count(name) > 1})
        if twice:
            told = f"columns of one name: {', '.join(twice)[:2000]}"
            raise InputError(Problem(str(path), 1, twice[0], told))

    @property
    def columns(self) -> list[str]:
        """The names of its columns."""
        return list(self.schema.names)

    @property
    def rows(self) -> int | None:
        """How many rows it has, where its format tells."""
        from pyarrow import parquet

        with readable(self.path):
            if self.path.suffix == ".parquet":
                return int(parquet.read_metadata(self.path).num_rows)
        return None

    def batches(
        self, columns: Sequence[str] | None = None, rows: int = ROWS, words: Sequence[str] = ()
    ) -> Iterator[Any]:
        """Its Arrow record batches in order: only these columns, of no more than so many rows each.

        `words` are columns in which few values recur; they are read as dictionaries where that is quicker.
        """
        self.ragged.clear()
        with readable(self.path):
            yield from _read(self.path, None if columns is None else list(columns), rows, words, self.ragged)


class Sink:
    """A table that is written in batches: beside its place, and moved there once it is whole.

    `parquet` is told to pyarrow's writer of that format.
    """

    def __init__(self, path: Path, schema: Any, **parquet: Any) -> None:
        self.path = path
        handle, self._beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(handle)
        try:
            self._writer = _writer(path, self._beside, schema, parquet)
        except BaseException:
            Path(self._beside).unlink()
            raise

    def __enter__(self) -> Self:
        return self

    def write(self, batch: Any) -> None:
        """Add a record batch."""
        self._writer.write_batch(batch)

    def note(self, metadata: Mapping[bytes, bytes]) -> None:
        """Add what the file tells of itself (Parquet)."""
        self._writer.add_key_value_metadata(metadata)

    def __exit__(self, kind: type[BaseException] | None, *rest: object) -> None:
        try:
            self._writer.close()
            if kind is None:
                Path(self._beside).chmod(0o666 & ~_umask())
                Path(self._beside).replace(self.path)
        finally:
            Path(self._beside).unlink(missing_ok=True)


def write_table(path: Path, table: Any, **parquet: Any) -> None:
    """Write a table that is in memory: whole or not at all. `parquet` is told to that format's writer.

    Its metadata is kept also where `store_schema=False` leaves out what Arrow alone knows of the columns.
    """
    with Sink(path, table.schema, **parquet) as sink:
        if not parquet.get("store_schema", True):
            sink.note(table.schema.metadata or {})
        for batch in table.to_batches():
            sink.write(batch)


def require_writable(path: Path, formats: tuple[str, ...] = _WRITTEN) -> None:
    """InputError where no table can be written there, before any work is done."""
    if path.suffix not in formats:
        raise InputError(Problem(str(path), 0, "--out", "the name says the format", formats))
    if not path.parent.is_dir() or not os.access(path.parent, os.W_OK):
        raise InputError(Problem(str(path), 0, "--out", f"{path.parent} is no folder that can be written to"))


def _schema(path: Path) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    if path.suffix == ".parquet":
        return parquet.read_schema(path)
    if path.suffix == ".arrow":
        return pa.ipc.open_file(pa.memory_map(str(path))).schema
    names = _csv(path, []).schema.names
    # All as text: a type guessed from the first rows may not fit the later ones.
    return pa.schema([(name, pa.string()) for name in names])


def _read(
    path: Path, columns: list[str] | None, rows: int, words: Sequence[str], ragged: list[int]
) -> Iterator[Any]:
    import pyarrow as pa
    from pyarrow import parquet

    if path.suffix == ".parquet":
        # Neither mapped nor fetched beforehand: either way the whole file ends up in memory.
        file = parquet.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False, read_dictionary=list(words))
        yield from file.iter_batches(batch_size=rows, columns=columns)
        return
    if path.suffix == ".arrow":
        arrow = pa.ipc.open_file(pa.memory_map(str(path)))
        read = (arrow.get_batch(n) for n in range(arrow.num_record_batches))
    else:
        read = iter(_csv(path, ragged, _schema(path), columns))
    for batch in read:
        chosen = batch if columns is None else batch.select(columns)
        yield from (chosen.slice(first, rows) for first in range(0, chosen.num_rows, rows))


def _csv(path: Path, ragged: list[int], schema: Any = None, columns: list[str] | None = None) -> Any:
    from pyarrow import csv

    def left_out(row: Any) -> Literal["skip"]:
        # The header is row 1 to Arrow.
        ragged.append(row.number or 1)
        return "skip"

    return csv.open_csv(
        path,
        read_options=csv.ReadOptions(block_size=1 << 24, use_threads=False),
        parse_options=csv.ParseOptions(invalid_row_handler=left_out),
        convert_options=csv.ConvertOptions(
            column_types=schema, include_columns=columns, strings_can_be_null=True
        ),
    )


def _writer(path: Path, beside: str, schema: Any, options: dict[str, Any]) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    if path.suffix == ".arrow":
        return pa.ipc.new_file(beside, schema)
    return parquet.ParquetWriter(beside, schema, **{"compression": "zstd", **options})


@contextmanager
def readable(path: Path | str) -> Iterator[None]:
    """Turn what Arrow says of an unreadable file into one clear error."""
    from pyarrow import ArrowException

    try:
        yield
    except FileNotFoundError as error:
        raise InputError(Problem(str(path), 0, "FILE", "there is no such file")) from error
    except (ArrowException, OSError) as error:
        first = str(error).splitlines()[0][:300] if str(error) else type(error).__name__
        raise InputError(Problem(str(path), 0, "FILE", f"cannot be read: {first}")) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
