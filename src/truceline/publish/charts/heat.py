"""A calendar of expected events: a square a day, the larger and the stronger the more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from truceline.publish.charts.dated import LONGEST, WEEK
from truceline.publish.charts.history import SEEN
from truceline.publish.charts.plot import Told, boxes, chart, figures, shape, stacked, words_at
from truceline.publish.markup import Html, el
from truceline.publish.words import DASH, MONTHS, counted, day

if TYPE_CHECKING:
    from truceline.outlook.strands import Strand
    from truceline.publish.charts.subject import Subject

_CELL, _LEFT, _HEAD, _GAP, _WIDTH = 19.0, 84.0, 20.0, 12.0, 1160.0
_SIDES = (0.16, 0.4, 0.58, 0.74, 0.88, 1.0)
"""Sides of the squares of the classes, from nought on: size tells where colours do not."""
_CLASSES = len(_SIDES) - 1
_LADDER = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0)
_WEEKDAYS = ((0, "Mon"), (3, "Thu"), (6, "Sun"))
_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_Days = dict[date, tuple[float, float]]


def calendar(subject: Subject) -> Html:
    """The calendar, its key, and its figures by week."""
    days = _days(subject.strand)
    edges = edges_of([count for count, _ in days.values()])
    busiest = max(days, key=lambda one: (days[one][0], one))
    told = Told(
        subject.key("calendar"),
        f"{subject.counted}: expected events day by day",
        f"{day(min(days))} to {day(max(days))}; a square a day, in columns of a week, the larger and "
        f"stronger the more events. Most on {day(busiest)}: {days[busiest][0]:.1f}. Not observed: "
        f"{counted(sum(seen < SEEN for _, seen in days.values()), 'day')}.",
    )
    years = sorted({one.year for one in days})
    tall = WEEK * _CELL + _HEAD + _GAP
    drawn = [_year(subject.strand, days, edges, year, at * tall) for at, year in enumerate(years)]
    height = len(years) * tall + 30
    legend = _legend(edges, len(years) * tall + 4)
    rows = list(_rows(days))
    return stacked(
        chart(told, _WIDTH, height, drawn, legend),
        figures("The figures by day", ("Week from", *_NAMES), rows),
    )


def edges_of(counts: Sequence[float]) -> tuple[float, ...]:
    """Where the classes of busier days begin: round figures, the last one passed on a day in fifty or so."""
    busy = [count for count in counts if count > 0]
    top = float(np.quantile(busy, 0.98)) if busy else 1.0
    at = max((number for number, one in enumerate(_LADDER) if one <= top), default=0)
    at = max(at, _CLASSES - 2)
    return _LADDER[at - _CLASSES + 2 : at + 1]


def class_of(count: float, edges: Sequence[float]) -> int:
    """0 for nothing, then 1 up to the first edge, and so on."""
    return 0 if count <= 0 else 1 + sum(count >= edge for edge in edges)


def _days(strand: Strand) -> _Days:
    figures_of_days = zip(strand.expected, strand.observed.exposure, strict=True)
    known = [(float(count), float(seen)) for count, seen in figures_of_days]
    days = {strand.first + timedelta(days=at): one for at, one in enumerate(known)}
    return dict(list(days.items())[-LONGEST:])


def _place(one: date, top: float) -> tuple[float, float]:
    """The left upper corner of a day's cell in the block of its year."""
    january = date(one.year, 1, 1)
    column = ((one - january).days + january.weekday()) // WEEK
    return _LEFT + column * _CELL, top + _HEAD + one.weekday() * _CELL


def _year(strand: Strand, days: _Days, edges: Sequence[float], year: int, top: float) -> Html:
    squares: dict[int, list[tuple[float, float, float, float]]] = defaultdict(list)
    unseen = []
    for one in (one for one in days if one.year == year):
        x, y = _place(one, top)
        count, seen = days[one]
        if seen < SEEN and count <= 0:
            unseen.append(f"M{x + 4:.1f} {y + 4:.1f}l9 9m0 -9l-9 9")
            continue
        number = class_of(count, edges)
        squares[number].append(_square(x, y, number))
    parts = [
        words_at(2, top + _HEAD + 14, str(year), "strong"),
        [words_at(_LEFT - 6, top + _HEAD + at * _CELL + 14, name, "small", "end") for at, name in _WEEKDAYS],
        [_month(first, top) for first in _months(days, year)],
        [shape(f"heat h{number}", boxes(ones)) for number, ones in sorted(squares.items())],
        shape("cross", "".join(unseen)) if unseen else None,
        _start(strand, top) if strand.starts.year == year and strand.starts in days else None,
    ]
    return el("g", {}, *parts)


def _months(days: _Days, year: int) -> Iterator[date]:
    """The first days of the months of a year that are shown, be it in part."""
    shown = {(one.year, one.month) for one in days}
    yield from (date(year, month, 1) for month in range(1, 13) if (year, month) in shown)


def _month(first: date, top: float) -> Html:
    """The name of a month, and the step between it and the month before."""
    x, y = _place(first, top)
    base, head = top + _HEAD, top + _HEAD + WEEK * _CELL
    step = (
        f"M{x + _CELL:.1f} {base:.1f}V{y:.1f}H{x:.1f}V{head:.1f}"
        if first.weekday()
        else f"M{x:.1f} {base:.1f}V{head:.1f}"
    )
    name_at = x + _CELL if first.weekday() else x
    return el(
        "g", {}, shape("step-of", step), words_at(name_at + 1, top + 14, MONTHS[first.month - 1], "small")
    )


def _square(x: float, y: float, number: int) -> tuple[float, float, float, float]:
    side = (_CELL - 2) * _SIDES[number]
    edge = (_CELL - side) / 2
    return x + edge, y + edge, side, side


def _start(strand: Strand, top: float) -> Html:
    x, y = _place(strand.starts, top)
    told = f"binds from {day(strand.starts)}"
    return shape("ring", boxes([(x, y, _CELL, _CELL)]), told)


def _legend(edges: Sequence[float], top: float) -> Html:
    names = ["0", f"under {edges[0]:g}"]
    names += [f"{low:g}{DASH}{high:g}" for low, high in pairwise(edges)]
    names.append(f"{edges[-1]:g} and more")
    parts, x = [], _LEFT
    for number, name in enumerate(names):
        parts += [
            shape(f"heat h{number}", boxes([_square(x, top, number)])),
            words_at(x + 24, top + 14, name),
        ]
        x += 120
    parts += [
        shape("cross", f"M{x + 4:.1f} {top + 4:.1f}l9 9m0 -9l-9 9"),
        words_at(x + 24, top + 14, "not observed"),
    ]
    x += 124
    parts += [
        shape("ring", boxes([(x, top, _CELL, _CELL)])),
        words_at(x + 25, top + 14, "first day it binds"),
    ]
    return el("g", {}, parts)


def _rows(days: _Days) -> Iterator[list[str]]:
    monday = min(days) - timedelta(days=min(days).weekday())
    while monday <= max(days):
        week = [monday + timedelta(days=at) for at in range(WEEK)]
        yield [day(monday), *(_figure(days.get(one)) for one in week)]
        monday += timedelta(days=WEEK)


def _figure(known: tuple[float, float] | None) -> str:
    if known is None:
        return ""
    count, seen = known
    return "not observed" if seen < SEEN and count <= 0 else f"{count:.2f}"
