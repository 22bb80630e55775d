"""The drawings of a report: its map, its deadlines, and fans of what may come; `by_day` has the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from truceline.assess.result import NormStatus
from truceline.outlook.forecast import Forecast
from truceline.publish.charts.fan import Fan
from truceline.publish.charts.plot import boxes, line, shape, words_at
from truceline.publish.markup import Content, Html, Value, el
from truceline.publish.report.composed import Drawing
from truceline.publish.report.drawing import lettered, mirrored
from truceline.publish.report.mapped import mapped
from truceline.publish.report.setting import Setting
from truceline.publish.timescale import Timescale

WIDTH = 760.0
_LEFT, _RIGHT = 250.0, 744.0
_ROW = 26.0
_LETTER = 5.6
"""How wide a small letter is at most, on average."""
_FAN_LEFT = 44.0
_FANS = 2
_LANES = 30
"""Promises on one chart: as many as a sheet of paper holds."""
_TOLD = 12
"""Promises that the words beside a chart tell one by one."""
_AROUND = timedelta(days=10)


def map_of(on: Setting) -> Iterator[Drawing]:
    """The zones with their uncertainty and the period's incidents; nothing where nothing has a place."""
    found = mapped(on)
    if found:
        yield found


def timeline(on: Setting) -> Iterator[Drawing]:
    """Each promise with a deadline: from its first day to the day it is due, and to one that may be given."""
    rows = [one for one in on.facts.now.norms if one.due and one.starts]
    if not rows:
        return
    days = [day for one in rows for day in (one.starts or on.facts.as_of, *(due.by for due in one.due))]
    first, last = min(*days, on.facts.since) - _AROUND, max(*days, on.facts.as_of) + _AROUND
    scale = Timescale(first, last, _LEFT, _RIGHT)
    sheets = [rows[at : at + _LANES] for at in range(0, len(rows), _LANES)]
    caption = on.tongue.say("Deadlines and how far each promise is kept")
    for number, lanes in enumerate(sheets, start=1):
        part = on.tongue.say("{caption}, {n} of {all}", caption=caption, n=number, all=len(sheets))
        told = part if len(sheets) > 1 else caption
        yield _lanes(on, scale, lanes, "deadlines" if number == 1 else f"deadlines-{number}", told)


def _lanes(on: Setting, scale: Timescale, rows: Sequence[NormStatus], key: str, caption: str) -> Drawing:
    bottom, now = 34.0 + _ROW * len(rows), scale.x(on.facts.as_of, 1.0)
    drawn = [_lane(on, scale, one, 30.0 + _ROW * place) for place, one in enumerate(rows)]
    return Drawing(
        key=key,
        caption=caption,
        told=_dues_told(on, rows),
        svg=chart_of(
            on,
            WIDTH,
            bottom + 8,
            _months(on, scale, 4, bottom),
            drawn,
            el("path", {"class": "cursor", "d": f"M{now:.1f} 18V{bottom:.1f}"}),
            words_at(now, 14, on.tongue.day(on.facts.as_of), "strong", "middle"),
        ),
        width=WIDTH,
        height=bottom + 8,
    )


def _lane(on: Setting, scale: Timescale, one: NormStatus, top: float) -> Html:
    assert one.starts is not None
    ends = max(due.by for due in one.due)
    left, right = scale.x(one.starts), scale.x(ends, 1.0)
    high, low = (left + (right - left) * share for share in reversed(one.degree))
    middle = top + _ROW / 2
    marks = [
        shape(
            "due" if due.certain else "due possible",
            _diamond(scale.x(due.by, 1.0), middle),
            on.tongue.day(due.by),
        )
        for due in one.due
    ]
    return el(
        "g",
        {},
        words_at(_LEFT - 10, middle + 4, _short(on.promise(one.norm), 40), "label", "end"),
        shape("span", boxes([(left, middle - 5, right - left, 10)])),
        shape("possible-share", boxes([(left, middle - 5, high - left, 10)])),
        shape("shown-share", boxes([(left, middle - 5, low - left, 10)])),
        marks,
    )


def _dues_told(on: Setting, rows: Sequence[NormStatus]) -> str:
    """Each promise in a sentence; of many, how many are due, as the table has them one by one."""
    if len(rows) <= _TOLD:
        return " ".join(_due_told(on, one) for one in rows)
    dues = [due.by for one in rows for due in one.due]
    past = sum(all(due.by <= on.facts.as_of for due in one.due) for one in rows)
    return on.tongue.say(
        "{n} promises with deadlines from {first} to {last}; due by {day}: {past}. "
        "The table of obligations tells each of them.",
        n=len(rows),
        first=min(dues),
        last=max(dues),
        day=on.facts.as_of,
        past=past,
    )


def _due_told(on: Setting, one: NormStatus) -> str:
    return on.tongue.say(
        "{promise}: {standing} ({degree}), due {days}.",
        promise=on.promise(one.norm),
        standing=on.tongue.term(one.standing.value),
        degree=on.degree(one.degree),
        days=on.tongue.strung(
            on.tongue.day(due.by) if due.certain else on.tongue.say("perhaps {day}", day=due.by)
            for due in one.due
        ),
    )


def fans(on: Setting) -> Iterator[Drawing]:
    """The totals that the next days may bring, for the first promises that have a forecast."""
    by_norm: dict[tuple[str, str | None], list[Forecast]] = defaultdict(list)
    for one in on.facts.outlook.forecasts if on.facts.outlook else ():
        by_norm[one.norm, one.table].append(one)
    for place, ((norm, table), several) in enumerate(list(by_norm.items())[:_FANS]):
        promise = f"{on.promise(norm)} ({table})" if table else on.promise(norm)
        told = [
            on.tongue.say(
                "In {days} days {low} to {high} with 80 %.", days=f.days, low=f.likely[0], high=f.likely[1]
            )
            for f in several
        ]
        yield Drawing(
            key=f"fan-{place}",
            caption=on.tongue.say("Incidents that the next days may bring: {promise}", promise=promise),
            told=" ".join(told),
            svg=chart_of(
                on, WIDTH, 220, Fan(several, tongue=on.tongue).drawn((_FAN_LEFT, 14, _RIGHT - 90, 190))
            ),
            width=WIDTH,
            height=220,
        )


def chart_of(on: Setting, width: float, height: float, *drawn: Content) -> Html:
    """A chart; in a language that runs to the left its days and bars do so, too."""
    looks: dict[str, Value] = {"class": "chart", "viewBox": f"0 0 {width:.0f} {height:.0f}"}
    svg = el("svg", {"xmlns": "http://www.w3.org/2000/svg", **looks}, *drawn)
    return lettered(mirrored(svg, width) if on.tongue.runs_left else svg)


def _months(on: Setting, scale: Timescale, top: float, bottom: float) -> Html:
    """A line for each month; its name only where it has room before the next one."""
    parts, free = [], scale.left
    for month in scale.months():
        x, name = scale.x(month), on.tongue.month(month)
        parts.append(shape("tick", f"M{x:.1f} {top + 16:.1f}V{bottom:.1f}"))
        wide = _LETTER * (len(name) + 2)
        if x >= free and x + wide <= WIDTH:
            parts.append(words_at(x + 3, bottom + 4, name, "small"))
            free = x + wide
    return el("g", {}, parts)


def _diamond(x: float, y: float) -> str:
    return f"{line([(x, y - 6), (x + 5, y), (x, y + 6), (x - 5, y)])}Z"


def _short(told: str, most: int) -> str:
    """Cut between words where one ends in time."""
    if len(told) <= most:
        return told
    cut = told[: most - 1]
    whole = cut.rpartition(" ")[0] if told[most - 1] != " " else cut
    kept = whole if len(whole) > most // 2 else cut
    return f"{kept.rstrip()}\N{HORIZONTAL ELLIPSIS}"
