"""Where things are printed: tables and data on stdout, everything else on stderr."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from truceline.cli.failure import visible

if TYPE_CHECKING:
    from pydantic import BaseModel
    from rich.console import Console, RenderableType

PIPE_WIDTH = 100
"""Columns where there is no terminal to ask: a page or a mail takes that much."""
NARROWEST = 60
WIDEST = 140
"""Lines longer than this are hard to follow, whatever the terminal can hold."""


def width() -> int:
    """Columns to lay out for: COLUMNS, else the terminal's, else 100."""
    found = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns
    return max(NARROWEST, min(found, WIDEST))


def show(*parts: RenderableType) -> None:
    """Print tables and text on stdout: coloured on a terminal, plain and trimmed in a pipe."""
    if not parts:
        return
    console = _console()
    if console.is_terminal:
        for part in parts:
            console.print(part, crop=False)
        return
    with console.capture() as page:
        for part in parts:
            console.print(part, crop=False)
    click.echo("\n".join(line.rstrip() for line in page.get().splitlines()))


def data(document: BaseModel) -> None:
    """Print a model as JSON: UTF-8 whatever the locale, as RFC 8259 asks."""
    click.echo(document.model_dump_json(indent=2, by_alias=True).encode())


def raw(text: str) -> None:
    """Print text that programs will read, as UTF-8 and as it is."""
    click.echo(text.encode(), nl=False)


def note(text: str) -> None:
    """Say something besides the data, on stderr."""
    click.echo(visible(text), err=True)


@contextmanager
def busy(task: str) -> Iterator[None]:
    """A moving line on stderr while something long runs; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield
        return
    # Loaded where somebody watches only.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    console = Console(file=sys.stderr, markup=False, highlight=False)
    with Progress(*columns, console=console, transient=True) as progress:
        progress.add_task(visible(task), total=None)
        yield


@contextmanager
def progress(task: str, rows: int | None) -> Iterator[Callable[[int], object]]:
    """A bar on stderr that is told how many rows are done; nothing where nobody watches."""
    if not sys.stderr.isatty():
        yield lambda _rows: None
        return
    # As above.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr, markup=False, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        number = bar.add_task(visible(task), total=rows)
        yield lambda done: bar.advance(number, done)


def _console() -> Console:
    # What is printed as JSON needs none of it, and it is slow to load.
    from rich.console import Console  # noqa: PLC0415

    return Console(
        file=sys.stdout, width=width(), markup=False, highlight=False, emoji=False, legacy_windows=False
    )
