"""The history of a strand: weeks, the smoothed level, what nobody observed, and when the pace changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from truceline.outlook.models import smoothed
from truceline.publish.charts.dated import WEEK, first_week, months_below, weekly
from truceline.publish.charts.plot import Point, Scale, boxes, line, rule, shape, words_at
from truceline.publish.markup import Html, el
from truceline.publish.timescale import Timescale
from truceline.publish.words import day

if TYPE_CHECKING:
    from truceline.outlook.comparison import ChangeShown
    from truceline.outlook.strands import Strand

HALF_LIFE = 14
"""Days after which a day counts half in the level that is drawn; forecasts pool shorter and longer ones."""
SEEN = 0.25
"""Days observed less than so well, against the usual, are drawn as not observed."""
_ROWS, _ROW, _APART = 3, 14.0, 40.0


def drawn_history(
    strand: Strand, changes: Sequence[ChangeShown], frame: tuple[float, float, float, float]
) -> Html:
    """The drawing between left, top, right and bottom; a lane of changes lies above it."""
    left, top, right, bottom = frame
    weeks = weekly(strand.expected)
    time = Timescale(first_week(strand), strand.last, left, right)
    lane = top + _ROWS * _ROW + 4
    level = list(level_by_day(strand))
    height = Scale.up_to(max([*weeks, *(value for _, value in level)], default=1.0), bottom, lane)
    wide = (right - left) / max(len(weeks), 1)
    bars = boxes(
        (left + number * wide + 0.1 * wide, height.at(week), 0.8 * wide, bottom - height.at(week))
        for number, week in enumerate(weeks)
        if week > 0
    )
    course = _course(strand, level, time, height)
    return el(
        "g",
        {},
        months_below(time, lane, bottom),
        rule(height, left, right),
        _unseen(strand, time, lane, bottom),
        shape("bar", bars),
        shape("level under", course),
        shape("level", course),
        list(_marks(time, changes, top, bottom)),
        _start(strand, time, lane, bottom),
        words_at(left - 40, top + 10, "changes", "small") if changes else None,
    )


def level_by_day(strand: Strand) -> Iterator[tuple[int, float]]:
    """The smoothed level, as events a week, after each day shown that was observed."""
    seen = [number for number, one in enumerate(strand.observed.exposure) if one >= SEEN]
    if not seen:
        return
    from_day = (first_week(strand) - strand.first).days
    for number, value in zip(seen, smoothed(strand.expected[seen], HALF_LIFE), strict=True):
        if number >= from_day:
            yield number, float(value) * WEEK


def _course(strand: Strand, level: Sequence[tuple[int, float]], time: Timescale, height: Scale) -> str:
    """The path of the level, broken where days were not observed."""
    parts: list[list[Point]] = []
    before = None
    for at, value in level:
        if before is None or at > before + 1:
            parts.append([])
        parts[-1].append((time.x(strand.first + timedelta(days=at), 0.5), height.at(value)))
        before = at
    return "".join(map(line, parts))


def _unseen(strand: Strand, time: Timescale, top: float, bottom: float) -> Html | None:
    """Days that nobody observed: no calm."""
    spans = []
    for first, last in _stretches([one < SEEN for one in strand.observed.exposure]):
        start, end = strand.first + timedelta(days=first), strand.first + timedelta(days=last)
        if end >= time.first:
            spans.append((time.x(start), top, time.x(end, 1.0) - time.x(start), bottom - top))
    return shape("unseen", boxes(spans), "not observed: nobody can say that it was calm") if spans else None


def _stretches(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """First and last number of each run of true ones."""
    edges = [0, *(at for at, (a, b) in enumerate(pairwise(flags), 1) if a != b), len(flags)]
    for first, end in pairwise(edges):
        if first < end and flags[first]:
            yield first, end - 1


def _marks(time: Timescale, changes: Sequence[ChangeShown], top: float, bottom: float) -> Iterator[Html]:
    """Each change: a triangle (up: more, down: fewer) with its number, and its 80 % as a bracket."""
    ends = [float("-inf")] * _ROWS
    for number, change in enumerate(changes, 1):
        if not time.holds(change.day):
            continue
        x = time.x(change.day)
        low, high = time.x(change.earliest), time.x(change.latest, 1.0)
        row = next((at for at, end in enumerate(ends) if end < min(low, x - 5)), 0)
        ends[row] = max(high, x + 5) + _APART / 2
        y = top + 6 + row * _ROW
        more = change.after > change.before
        peak = f"M{x:.1f} {y - 5:.1f}l5 9h-10Z" if more else f"M{x:.1f} {y + 5:.1f}l5 -9h-10Z"
        told = f"{number}: {change_told(change)}"
        yield shape("from", f"M{x:.1f} {y + 6:.1f}V{bottom:.1f}")
        yield shape(
            "sure", f"M{low:.1f} {y - 4:.1f}v8M{low:.1f} {y:.1f}H{high:.1f}M{high:.1f} {y - 4:.1f}v8", told
        )
        yield shape("more" if more else "fewer", peak, told)
        yield words_at(max(high, x + 5) + 3, y + 4, str(number), "small strong")


def change_told(change: ChangeShown) -> str:
    """A change in words."""
    span = f"between {day(change.earliest)} and {day(change.latest)} with 80 %"
    return f"from {change.before:.2f} to {change.after:.2f} a day on {day(change.day)} ({span})"


def _start(strand: Strand, time: Timescale, top: float, bottom: float) -> Html | None:
    """The day on which the promise began to bind."""
    if not time.holds(strand.starts):
        return None
    x = time.x(strand.starts)
    is_late = x > (time.left + time.right) / 2
    place = (x - 4, "end") if is_late else (x + 4, None)
    words = words_at(place[0], top + 11, f"binds from {day(strand.starts)}", "strong", place[1])
    return el("g", {}, shape("starts", f"M{x:.1f} {top:.1f}V{bottom:.1f}"), words)
