"""Columns of print whose lines were drawn side by side: put one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median

from truceline.reading.formats.lines import WIDE_GAP, Line

_LEVEL = 0.3
_FEWEST_LINES = 5
_FEWEST_WORDS = 4
"""Words in the middling line of each half; the cells of a table hold fewer."""


def levelled(lines: Iterable[Line]) -> list[Line]:
    """Pieces of one line that were taken for lines of their own are put together again."""
    result: list[Line] = []
    for line in lines:
        before = result[-1] if result else None
        if (
            before is not None
            and abs(before.bottom - line.bottom) < _LEVEL * before.size
            and line.left > before.right
        ):
            result[-1] = _with(before, line)
        else:
            result.append(line)
    return result


def _with(line: Line, more: Line) -> Line:
    cells = (*line.cells, *more.cells)
    if more.left - line.right <= WIDE_GAP * line.size:
        cells = (*line.cells[:-1], f"{line.cells[-1]} {more.cells[0]}", *more.cells[1:])
    both = f"{line.text} {more.text}"
    bold = line.is_bold and more.is_bold
    return line._replace(text=both, right=more.right, cells=cells, is_broken=more.is_broken, is_bold=bold)


def unwoven(lines: list[Line]) -> list[Line]:
    """The page's lines; a run of lines in two far halves that are prose is read half by half."""
    result: list[Line] = []
    for run in _runs(lines):
        result += _halves(run) if len(run) >= _FEWEST_LINES and _is_prose(run) else run
    return result


def _runs(lines: list[Line]) -> Iterator[list[Line]]:
    """Neighbouring lines of which each is in two parts, or all are in one."""
    run: list[Line] = []
    for line in lines:
        if run and (len(line.cells) == 2) != (len(run[-1].cells) == 2):  # noqa: PLR2004 - two halves
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_prose(run: list[Line]) -> bool:
    if len(run[0].cells) != 2:  # noqa: PLR2004 - two halves
        return False
    return all(median(len(line.cells[side].split()) for line in run) >= _FEWEST_WORDS for side in (0, 1))


def _halves(run: list[Line]) -> Iterator[Line]:
    for side in (0, 1):
        for line in run:
            text = line.cells[side]
            broken = line.is_broken if side else text.endswith("-")
            text = text if side else text.removesuffix("-")
            middle = line.left + (line.right - line.left) / 2
            left, right = (middle, line.right) if side else (line.left, middle)
            yield line._replace(text=text, cells=(text,), left=left, right=right, is_broken=broken)
