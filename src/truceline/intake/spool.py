"""Standard input and pipes as files: a reader goes over its file several times, a pipe flows once."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import devnull
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

from truceline.errors import InputError, Problem
from truceline.intake.streams import refuse

STDIN = "-"
_STDIN = (STDIN, "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_AT_ONCE = 1 << 20


def is_readable(path: Path) -> bool:
    """Whether it is a file, a pipe, standard input or the null device: something that ends."""
    return str(path) in (*_STDIN, devnull) or path.is_file() or path.is_fifo()


@contextmanager
def settled(path: Path) -> Iterator[Path]:
    """A regular file with the bytes: the file itself, or a temporary copy of what flows in.

    The copy is written piece by piece, so that memory is bounded; it goes when the block ends. It is
    named after its source (`stdin`), and errors about it name what was given.
    """
    if str(path) not in (*_STDIN, devnull) and not path.is_fifo():
        yield path
        return
    with TemporaryDirectory(prefix="truceline-") as folder:
        copy = Path(folder) / _name(path)
        try:
            with _source(path) as source, copy.open("wb") as target:
                shutil.copyfileobj(source, target, _AT_ONCE)
        except OSError as error:
            raise refuse(path, f"cannot be read: {error.strerror or error}") from error
        try:
            yield copy
        except InputError as error:
            raise InputError(_renamed(one, copy, path) for one in error.problems) from error


def _name(path: Path) -> str:
    return "stdin" if str(path) in _STDIN else path.name


@contextmanager
def _source(path: Path) -> Iterator[IO[bytes]]:
    """The flowing bytes; of standard input the process's own stream, which stays open."""
    if str(path) not in _STDIN:
        with path.open("rb") as source:
            yield source
        return
    # A program can be started without any standard input; the type of the module does not say so.
    stream: object = sys.stdin
    if stream is None:
        raise refuse(path, "there is no standard input")
    yield sys.stdin.buffer


def _renamed(problem: Problem, copy: Path, given: Path) -> Problem:
    if problem.file != str(copy):
        return problem
    return Problem(str(given), problem.line, problem.field, problem.message, problem.allowed)
