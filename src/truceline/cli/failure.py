"""From whatever was raised to an exit code and the lines a person reads."""

from __future__ import annotations

import errno
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path

import click

from truceline import __version__
from truceline.errors import InputError, TrucelineError

BAD_INPUT = 2
INTERNAL = 3
# As shells report a program ended by SIGINT or SIGPIPE (128 + the signal's number).
INTERRUPTED = 130
READER_GONE = 141


_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ReaderGone(Exception):  # noqa: N818 - it says what happened, and nobody erred
    """Whoever read our output has closed the pipe; click would make it a failure of ours."""


@dataclass(frozen=True)
class Exit:
    """How the program ends: its code and what goes to stderr, one message a line."""

    code: int
    lines: tuple[str, ...] = ()
    reader_gone: bool = False


def outcome_of(error: BaseException, *, debug: bool) -> Exit:
    """The end an error leads to; exit codes as in `truceline --help`."""
    match error:
        case click.exceptions.Exit():
            return Exit(error.exit_code)
        case click.Abort() | KeyboardInterrupt():
            return Exit(INTERRUPTED, ("interrupted",))
        case click.ClickException():
            return Exit(error.exit_code, (_line(_usage(error)),))
        case InputError():
            return Exit(error.exit_code, tuple(_line(str(p)) for p in error.problems))
        case TrucelineError():
            return Exit(error.exit_code, tuple(_line(part) for part in str(error).splitlines()))
        case ReaderGone() | BrokenPipeError():
            return Exit(READER_GONE, reader_gone=True)
        case OSError() if error.strerror and (error.filename is not None or error.errno in _NO_ROOM):
            what = error.filename if error.filename is not None else "the output could not be written"
            return Exit(BAD_INPUT, (_line(f"{what}: {error.strerror.lower()}"),))
        case _:
            return Exit(INTERNAL, _internal(error, debug=debug))


def visible(text: str) -> str:
    """The text with control characters made visible: input must not steer a terminal."""
    return "".join(c if c.isprintable() or c in _HARMLESS else _picture(c) for c in text)


# Joiners and direction marks belong to Arabic and Persian spelling; they steer nothing.
_HARMLESS = frozenset(" \u00a0\u200c\u200d\u200e\u200f")
_CONTROLS = 0x20


def _picture(char: str) -> str:
    """The Unicode "control picture" of a C0 character, the replacement character for others."""
    return chr(0x2400 + ord(char)) if ord(char) < _CONTROLS else "\ufffd"


def _line(message: str) -> str:
    return visible("error: " + " ".join(message.splitlines()))


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    where = f" (see '{context.command_path} --help')" if context is not None else ""
    return error.format_message().removesuffix(".") + where


def _internal(error: BaseException, *, debug: bool) -> tuple[str, ...]:
    """One line that names kind and place, not the message: that may quote restricted evidence."""
    steps = traceback.extract_tb(error.__traceback__)
    place = f" at {_short(steps[-1].filename)}:{steps[-1].lineno}" if steps else ""
    line = (
        f"internal error: {type(error).__name__}{place} (truceline {__version__}, "
        f"Python {sys.version_info.major}.{sys.version_info.minor}); "
        "please report it - `truceline --debug ...` shows the details"
    )
    return (*traceback.format_exception(error), line) if debug else (line,)


def _short(filename: str) -> str:
    """The path from the package downward: a report should not carry somebody's home folder."""
    parts = Path(filename).parts
    last = max((i for i, part in enumerate(parts) if part == "truceline"), default=len(parts) - 1)
    return "/".join(parts[last:])
