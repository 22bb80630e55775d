"""Files of one table, wherever they lie: on this machine or where pyarrow's file systems reach."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from truceline.bulk.tables import readable
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_SPARK_NAMES = {"s3a": "s3", "s3n": "s3"}
"""Hadoop's names of file systems that Arrow knows by another."""
_BLOCK = 1 << 24


def is_remote(path: str) -> bool:
    """Whether the path names a file system (`s3://`, `hdfs://`, ...)."""
    return _SCHEME.match(path) is not None


def opened(path: str) -> Any:
    """A file to be read at will; OSError where it cannot be."""
    system, inside = _place(path)
    return system.open_input_file(inside)


def created(path: str) -> Any:
    """A file to be written; OSError where it cannot be."""
    system, inside = _place(path)
    return system.open_output_stream(inside)


def removed(path: str) -> None:
    """Remove a file that was `created`."""
    system, inside = _place(path)
    system.delete_file(inside)


def sha256_of(path: str) -> str:
    """The digest of a file's bytes; InputError where it cannot be read."""
    digest = hashlib.sha256()
    with readable(path), opened(path) as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def files_of(given: Sequence[str]) -> list[str]:
    """The files of a table: those named, and of a folder the Parquet files in it, by name.

    InputError where a folder holds none, or a file is named twice.
    """
    found: list[str] = []
    for path in given:
        inside = _parts_in(path)
        if inside is not None and not inside:
            raise InputError(Problem(path, 0, "FILE", "no Parquet file lies in this folder"))
        found += [path] if inside is None else inside
    twice = sorted({path for path in found if found.count(path) > 1}) if len(found) != len(set(found)) else []
    if twice:
        raise InputError(Problem(twice[0], 0, "FILE", "named twice: nothing is counted twice"))
    return found


def _parts_in(path: str) -> list[str] | None:
    """Parquet files in a folder and below, without what engines keep for themselves; None: no folder."""
    if not is_remote(path):
        folder = Path(path)
        if not folder.is_dir():
            return None
        below = (str(one.relative_to(folder)) for one in folder.rglob("*.parquet") if one.is_file())
        return [str(folder / name) for name in sorted(below) if _is_shown(name)]
    from pyarrow import fs

    try:
        system, inside = _place(path)
        if system.get_file_info(inside).type != fs.FileType.Directory:
            return None
        listed = system.get_file_info(fs.FileSelector(inside, recursive=True))
    except (OSError, ValueError, NotImplementedError) as error:
        raise InputError(Problem(path, 0, "FILE", f"cannot be read: {error}")) from error
    names = sorted(one.path[len(inside) :].lstrip("/") for one in listed if one.path.endswith(".parquet"))
    return [f"{path.rstrip('/')}/{name}" for name in names if _is_shown(name)]


def _is_shown(name: str) -> bool:
    return not any(part.startswith(("_", ".")) for part in name.split("/"))


def _place(path: str) -> tuple[Any, str]:
    from pyarrow import fs

    scheme = _SCHEME.match(path)
    if scheme is None:
        return fs.LocalFileSystem(), str(Path(path).absolute())
    named = scheme[1].lower()
    uri = f"{_SPARK_NAMES.get(named, named)}{path[len(scheme[1]) :]}"
    system, inside = fs.FileSystem.from_uri(uri)
    return system, inside
