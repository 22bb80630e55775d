"""Folders that are made aside and take their names at the end: all of them or none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from truceline.errors import CaseError, Problem

_FULL_BYTES = 1_000_000


def require_new(folder: Path, what: str) -> None:
    """CaseError where something is in a folder already, it is no folder, or that cannot be seen."""
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise CaseError(Problem(str(folder), 0, what, "it exists and is no folder; name a new one"))
        if folder.is_dir() and any(folder.iterdir()):
            raise CaseError(Problem(str(folder), 0, what, "the folder is not empty; name a new one"))
    except OSError as error:
        raise unread(folder, what, error) from error


def unread(place: Path, what: str, error: OSError) -> CaseError:
    """That a file or folder cannot be read, and which."""
    told = f"it cannot be read: {(error.strerror or str(error)).lower()}"
    return CaseError(Problem(str(error.filename or place), 0, what, told))


@contextmanager
def aside(targets: Sequence[Path], what: str) -> Iterator[tuple[Path, ...]]:
    """A folder beside each target, for the owner alone; CaseError where the disk does not take it.

    They take the targets' names at the end of the block, and go where it ends otherwise.
    """
    made: list[Path] = []
    try:
        for target in targets:
            require_new(target, what)
            target.parent.mkdir(parents=True, exist_ok=True)
            made.append(Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}-")))
        yield tuple(made)
        _named(made, targets)
    except CaseError as error:
        if made and shutil.disk_usage(made[-1]).free < _FULL_BYTES:  # SQLite takes some full disks for damage
            told = "the disk is full; nothing was kept"
            raise CaseError(Problem(str(targets[0]), 0, what, told)) from error
        raise
    except OSError as error:
        inside = any(str(error.filename or folder).startswith(str(folder)) for folder in (*made, *targets))
        if not inside:  # something that was to be copied
            raise unread(targets[0], what, error) from error
        told = f"it cannot be made there: {(error.strerror or str(error)).lower()}; nothing was kept"
        raise CaseError(Problem(str(targets[0]), 0, what, told)) from error
    finally:
        for folder in made:
            shutil.rmtree(folder, ignore_errors=True)


def _named(made: Sequence[Path], targets: Sequence[Path]) -> None:
    done: list[tuple[Path, Path]] = []
    try:
        for folder, target in zip(made, targets, strict=True):
            folder.replace(target)
            done.append((folder, target))
    except OSError:
        for folder, target in done:
            with suppress(OSError):
                target.replace(folder)
        raise
