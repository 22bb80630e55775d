"""Files that a command writes where the user says: whole or not at all, and never over what is his."""

from __future__ import annotations

import os
from pathlib import Path

from truceline.cli.console import note
from truceline.errors import InputError, Problem

_OURS = frozenset({".html", ".json"})
"""What commands write; a file of this kind at the top of a case is a page written before."""
_KEPT = "case.json"


def refuse_to_overwrite(out: Path, folder: Path, *given: Path) -> None:
    """Raise InputError where `out` is one of the files given, or one that the case itself consists of."""
    if not out.exists():
        return
    target = out.resolve()
    if any(one.exists() and one.samefile(out) for one in given):
        raise InputError(Problem(str(out), 0, "", "is the report itself; name another file"))
    is_page = target.parent == folder.resolve() and target.suffix in _OURS and target.name != _KEPT
    if target.is_relative_to(folder.resolve()) and not is_page:
        raise InputError(Problem(str(out), 0, "", "is a file of the case; name another file"))


def refuse_within_case(out: Path, folder: Path) -> None:
    """Raise InputError for a folder that is replaced whole, where it holds a case or lies in it."""
    target, case = out.resolve(), folder.resolve()
    if target.is_relative_to(case):
        told = "is within the case, where nothing that is handed out may lie; name a folder beside it"
    elif case.is_relative_to(target):
        told = "holds the case itself, and would be replaced whole; name a folder beside the case"
    else:
        return
    raise InputError(Problem(str(out), 0, "", told))


def written(out: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, and say so. Raises InputError where it cannot be written."""
    try:
        if out.exists() and not out.is_file():  # a device or a pipe
            out.write_bytes(_bytes_of(content))
        else:
            _put_in_place(out, _bytes_of(content))
    except OSError as error:
        raise InputError(Problem(str(out), 0, "", (error.strerror or str(error)).lower())) from error
    note(f"written to {out}")


def _bytes_of(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _put_in_place(out: Path, content: bytes) -> None:
    aside = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        aside.write_bytes(content)
        aside.replace(out)
    finally:
        aside.unlink(missing_ok=True)
