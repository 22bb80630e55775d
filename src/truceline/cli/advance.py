"""A progress bar for what counts its own steps; it shows itself only where somebody waits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from truceline.cli.failure import visible

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE_S = 1.0
"""Nobody needs a bar for less."""

Steps = Callable[[int, int], None]
"""Told `(done, all)`; a new `all` begins another stage."""


@contextmanager
def advancing(task: str, *, patience_s: float = PATIENCE_S) -> Iterator[Steps]:
    """A bar on stderr from the first second on; nothing where nobody watches."""
    bar = _Bar(visible(task), monotonic() + patience_s) if sys.stderr.isatty() else None
    try:
        yield bar.show if bar else _nothing
    finally:
        if bar:
            bar.close()


def _nothing(done: int, total: int) -> None:
    del done, total


class _Bar:
    def __init__(self, task: str, appears: float) -> None:
        self._task = task
        self._appears = appears
        self._progress: Progress | None = None

    def show(self, done: int, total: int) -> None:
        if self._progress is None:
            if monotonic() < self._appears:
                return
            self._progress = _progress()
            self._progress.add_task(self._task, total=total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=done, total=total)

    def close(self) -> None:
        if self._progress is not None:
            self._progress.stop()


def _progress() -> Progress:
    from rich.console import Console  # noqa: PLC0415 - most tasks end before a bar is due
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(file=sys.stderr, markup=False, highlight=False), transient=True)
