"""The drawings of a report: its map, deadlines, incidents day by day, both sides' counts, and fans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from truceline.assess.result import NormStatus, RegisterEntry
from truceline.outlook.forecast import Forecast
from truceline.publish.charts.fan import Fan
from truceline.publish.charts.plot import Scale, boxes, line, rule, shape, words_at
from truceline.publish.incidents import distinct
from truceline.publish.markup import Content, Html, Value, el
from truceline.publish.report.composed import Drawing
from truceline.publish.report.drawing import lettered, mirrored
from truceline.publish.report.mapped import mapped
from truceline.publish.report.setting import Setting
from truceline.publish.timescale import Timescale

WIDTH = 760.0
_LEFT, _RIGHT = 250.0, 744.0
_ROW = 26.0
_DAYS = 60
_BARS_LEFT, _BARS_TOP, _BARS_BASE = 44.0, 18.0, 130.0
_FANS = 2
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
    scale, bottom = Timescale(first, last, _LEFT, _RIGHT), 34.0 + _ROW * len(rows)
    now = scale.x(on.facts.as_of, 1.0)
    drawn = [_lane(on, scale, one, 30.0 + _ROW * place) for place, one in enumerate(rows)]
    yield Drawing(
        key="deadlines",
        caption=on.tongue.say("Deadlines and how far each promise is kept"),
        told=" ".join(_due_told(on, one) for one in rows),
        svg=_svg(
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


def toll_by_day(on: Setting) -> Iterator[Drawing]:
    """Incidents of the last sixty days: those that count as a breach filled, the others hollow."""
    last = on.facts.as_of
    first = max(last - timedelta(days=_DAYS - 1), min(_starts(on), default=last))
    held = [one for one in distinct(on.facts.now.violations) if one.start and first <= one.start <= last]
    if not held:
        return
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for entry in held:
        assert entry.start is not None
        sums[entry.start][0 if entry.is_breach else 1] += 1
    height = Scale.up_to(max(map(sum, sums.values())), _BARS_BASE, _BARS_TOP)
    days = Timescale(first, last, _BARS_LEFT, _RIGHT)
    breaches, others = zip(*(_bar(days, height, day, *sums[day]) for day in sorted(sums)), strict=True)
    since = days.x(on.facts.since)
    yield Drawing(
        key="incidents-by-day",
        caption=on.tongue.say("Incidents day by day"),
        told=_days_told(on, held, first),
        svg=_svg(
            on,
            WIDTH,
            _BARS_BASE + 22,
            shape("period", boxes([(since, _BARS_TOP - 8, _RIGHT - since, _BARS_BASE - _BARS_TOP + 8)])),
            rule(height, _BARS_LEFT, _RIGHT),
            shape("bar", boxes(breaches)),
            shape("bar hollow", boxes(others)),
            _day_names(on, days, _BARS_BASE),
        ),
        width=WIDTH,
        height=_BARS_BASE + 22,
        legend=(
            (_sample("bar"), on.tongue.say("counts against a promise")),
            (_sample("bar hollow"), on.tongue.say("not attributed, or no breach")),
            (_sample("period"), on.tongue.say("the period of this report")),
        ),
    )


def _starts(on: Setting) -> list[date]:
    return [one.start for one in on.facts.now.violations if one.start]


Box = tuple[float, float, float, float]


def _bar(days: Timescale, height: Scale, day: date, breaches: int, others: int) -> tuple[Box, Box]:
    left, right = days.x(day), days.x(day, 1.0)
    wide = max(right - left - 1.2, 1.0)
    middle, top = height.at(breaches), height.at(breaches + others)
    base = height.at_nought
    return (left, middle, wide, base - middle), (left, top, wide, middle - top)


def _days_told(on: Setting, held: list[RegisterEntry], first: date) -> str:
    fresh = sum(one.start is not None and one.start >= on.facts.since for one in held)
    return on.tongue.count(
        "{n} incident from {first} to {last}, {fresh} of them in the period.",
        "{n} incidents from {first} to {last}, {fresh} of them in the period.",
        len(held),
        first=first,
        last=on.facts.as_of,
        fresh=fresh,
    )


def dual_counts(on: Setting) -> Iterator[Drawing]:
    """Both sides' firings of each day of the period, beside each other."""
    voices = sorted({voice for one in on.facts.tallies for voice in one.figures})[:2]
    sums: dict[date, list[int]] = defaultdict(lambda: [0] * len(voices))
    for one in on.facts.tallies:
        for place, voice in enumerate(voices):
            sums[one.day][place] += one.figures.get(voice, 0)
    if len(voices) < len(_PATTERNS):
        return
    height = Scale.up_to(max(max(each) for each in sums.values()), _BARS_BASE, _BARS_TOP)
    days = Timescale(on.facts.since, on.facts.as_of, _BARS_LEFT, _RIGHT)
    drawn = [
        shape(looks, boxes(_half(days, height, day, sums[day][place], place) for day in sorted(sums)))
        for place, looks in enumerate(_PATTERNS)
    ]
    yield Drawing(
        key="dual-count",
        caption=on.tongue.say("Firings as each side counts them"),
        told=" ".join(_pair_told(on, day, voices, sums[day]) for day in sorted(sums)),
        svg=_svg(
            on,
            WIDTH,
            _BARS_BASE + 22,
            rule(height, _BARS_LEFT, _RIGHT),
            drawn,
            _day_names(on, days, _BARS_BASE),
        ),
        width=WIDTH,
        height=_BARS_BASE + 22,
        legend=tuple((_sample(looks), on.party(v)) for looks, v in zip(_PATTERNS, voices, strict=True)),
    )


_PATTERNS = ("bar", "bar hollow")


def _half(days: Timescale, height: Scale, day: date, figure: int, place: int) -> Box:
    left, right = days.x(day), days.x(day, 1.0)
    wide = max((right - left) / 2 - 1.5, 1.0)
    top = height.at(figure)
    return left + place * (wide + 1.0), top, wide, height.at_nought - top


def _pair_told(on: Setting, day: date, voices: list[str], figures: list[int]) -> str:
    told = (
        on.tongue.say("{party} {n}", party=on.party(v), n=n) for v, n in zip(voices, figures, strict=True)
    )
    return on.tongue.say("{day}: {figures}.", day=day, figures=on.tongue.strung(told))


def fans(on: Setting) -> Iterator[Drawing]:
    """The totals that the next days may bring, for the first promises that have a forecast."""
    by_norm: dict[str, list[Forecast]] = defaultdict(list)
    for one in on.facts.outlook.forecasts if on.facts.outlook else ():
        by_norm[one.norm].append(one)
    for place, (norm, several) in enumerate(list(by_norm.items())[:_FANS]):
        told = [
            on.tongue.say(
                "In {days} days {low} to {high} with 80 %.", days=f.days, low=f.likely[0], high=f.likely[1]
            )
            for f in several
        ]
        yield Drawing(
            key=f"fan-{place}",
            caption=on.tongue.say(
                "Incidents that the next days may bring: {promise}", promise=on.promise(norm)
            ),
            told=" ".join(told),
            svg=_svg(
                on, WIDTH, 220, Fan(several, tongue=on.tongue).drawn((_BARS_LEFT, 14, _RIGHT - 90, 190))
            ),
            width=WIDTH,
            height=220,
        )


def _svg(on: Setting, width: float, height: float, *drawn: Content) -> Html:
    """A chart; in a language that runs to the left its days and bars do so, too."""
    looks: dict[str, Value] = {"class": "chart", "viewBox": f"0 0 {width:.0f} {height:.0f}"}
    svg = el("svg", {"xmlns": "http://www.w3.org/2000/svg", **looks}, *drawn)
    return lettered(mirrored(svg, width) if on.tongue.runs_left else svg)


def _months(on: Setting, scale: Timescale, top: float, bottom: float) -> Html:
    parts = []
    for month in scale.months():
        x = scale.x(month)
        parts += [
            shape("tick", f"M{x:.1f} {top + 16:.1f}V{bottom:.1f}"),
            words_at(x + 3, bottom + 4, on.tongue.month(month), "small"),
        ]
    return el("g", {}, parts)


def _day_names(on: Setting, days: Timescale, base: float) -> Html:
    """The first, the middle and the last day of the axis."""
    count = (days.last - days.first).days
    some = sorted({days.first, days.first + timedelta(days=count // 2), days.last})
    anchors = {days.first: "start", days.last: "end"}
    spots = {days.first: days.left, days.last: days.right}
    return el(
        "g",
        {},
        [
            words_at(
                spots.get(day, days.x(day, 0.5)),
                base + 15,
                on.tongue.day(day),
                None,
                anchors.get(day, "middle"),
            )
            for day in some
        ],
    )


def _diamond(x: float, y: float) -> str:
    return f"{line([(x, y - 6), (x + 5, y), (x, y + 6), (x - 5, y)])}Z"


def _sample(looks: str) -> Html:
    drawn = shape(looks, "M2 3h14v10h-14Z")
    return el(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart sample",
            "viewBox": "0 0 18 16",
            "aria-hidden": "true",
        },
        drawn,
    )


def _short(told: str, most: int) -> str:
    return told if len(told) <= most else f"{told[: most - 1].rstrip()}\N{HORIZONTAL ELLIPSIS}"
