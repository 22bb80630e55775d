"""Charts of days and weeks: incidents, the dead, and what each side counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from truceline.assess.result import RegisterEntry
from truceline.assess.toll import least, most, tolls
from truceline.publish.charts.plot import Scale, boxes, rule, shape, words_at
from truceline.publish.incidents import distinct
from truceline.publish.markup import Html, el
from truceline.publish.report.composed import Drawing
from truceline.publish.report.figures import WIDTH, chart_of
from truceline.publish.report.setting import Setting
from truceline.publish.timescale import Timescale

_DAYS = 60
_LEFT, _RIGHT, _TOP, _BASE = 44.0, 744.0, 18.0, 130.0
_PATTERNS = ("bar", "bar hollow")
Box = tuple[float, float, float, float]
"""Left, top, width and height."""


def toll_by_day(on: Setting) -> Iterator[Drawing]:
    """Incidents of the last sixty days: those that count as a breach filled, the others hollow."""
    last = on.facts.as_of
    first = max(last - timedelta(days=_DAYS - 1), min(_starts(on), default=last))
    held = [one for one in distinct(on.happened) if one.start and first <= one.start <= last]
    if not held:
        return
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for entry in held:
        assert entry.start is not None
        sums[entry.start][0 if entry.stands else 1] += 1
    height = Scale.of_counts(max(map(sum, sums.values())), _BASE, _TOP)
    days = Timescale(first, last, _LEFT, _RIGHT)
    breaches, others = zip(*(_bar(days, height, day, *sums[day]) for day in sorted(sums)), strict=True)
    since = days.x(on.facts.since)
    yield Drawing(
        key="incidents-by-day",
        caption=on.tongue.say("Incidents day by day"),
        told=_days_told(on, held, first),
        svg=chart_of(
            on,
            WIDTH,
            _BASE + 22,
            shape("period", boxes([(since, _TOP - 8, _RIGHT - since, _BASE - _TOP + 8)])),
            rule(height, _LEFT, _RIGHT),
            shape("bar", boxes(breaches)),
            shape("bar hollow", boxes(others)),
            _day_names(on, days, _BASE),
        ),
        width=WIDTH,
        height=_BASE + 22,
        legend=(
            (_sample("bar"), on.tongue.say("counts against a promise")),
            (_sample("bar hollow"), on.tongue.say("not attributed, or no breach")),
            (_sample("period"), on.tongue.say("the period of this report")),
        ),
    )


def _starts(on: Setting) -> list[date]:
    return [one.start for one in on.happened if one.start]


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
    """Both sides' firings of each day of the period, beside each other; where a side gave none, nothing."""
    voices = sorted({voice for one in on.facts.tallies for voice in one.figures})[: len(_PATTERNS)]
    if len(voices) < len(_PATTERNS):
        return
    sums: dict[date, dict[str, int]] = defaultdict(dict)
    for one in on.facts.tallies:
        for voice in voices:
            if voice in one.figures:
                sums[one.day][voice] = sums[one.day].get(voice, 0) + one.figures[voice]
    height = Scale.of_counts(max(max(each.values()) for each in sums.values() if each), _BASE, _TOP)
    days = Timescale(on.facts.since, on.facts.as_of, _LEFT, _RIGHT)
    drawn = [
        shape(
            looks,
            boxes(
                _half(days, height, day, told[voice], place)
                for day, told in sorted(sums.items())
                if voice in told
            ),
        )
        for place, (looks, voice) in enumerate(zip(_PATTERNS, voices, strict=True))
    ]
    yield Drawing(
        key="dual-count",
        caption=on.tongue.say("Firings as each side counts them"),
        told=" ".join(_pair_told(on, day, voices, sums[day]) for day in sorted(sums)),
        svg=chart_of(on, WIDTH, _BASE + 22, rule(height, _LEFT, _RIGHT), drawn, _day_names(on, days, _BASE)),
        width=WIDTH,
        height=_BASE + 22,
        legend=tuple((_sample(looks), on.party(v)) for looks, v in zip(_PATTERNS, voices, strict=True)),
    )


def _half(days: Timescale, height: Scale, day: date, figure: int, place: int) -> Box:
    left, right = days.x(day), days.x(day, 1.0)
    wide = max((right - left) / 2 - 1.5, 1.0)
    top = height.at(figure)
    return left + place * (wide + 1.0), top, wide, height.at_nought - top


def _pair_told(on: Setting, day: date, voices: list[str], figures: dict[str, int]) -> str:
    told = (
        on.tongue.say("{party} {n}", party=on.party(voice), n=figures[voice])
        if voice in figures
        else on.tongue.say("{party}: no figure", party=on.party(voice))
        for voice in voices
    )
    return on.tongue.say("{day}: {figures}.", day=day, figures=on.tongue.strung(told))


def killed_by_week(on: Setting) -> Iterator[Drawing]:
    """The dead of each week, from the lowest figures to the highest; no incident counts twice."""
    weeks: dict[date, list[RegisterEntry]] = defaultdict(list)
    for entry in on.happened:
        if entry.killed is not None and entry.start is not None and entry.start <= on.facts.as_of:
            weeks[entry.start - timedelta(days=entry.start.weekday())].append(entry)
    shown = {week: weeks[week] for week in sorted(weeks)[-_WEEKS:]}
    spans = {week: _span(entries) for week, entries in shown.items()}
    if len(spans) < _LEAST_WEEKS:
        return
    height = Scale.of_counts(max(high for _, high in spans.values()), _BASE, _TOP)
    days = Timescale(min(spans), on.facts.as_of, _LEFT, _RIGHT)
    sure = boxes(_upright(days, height, week, 0.0, low) for week, (low, _) in spans.items())
    maybe = boxes(_upright(days, height, week, low, high) for week, (low, high) in spans.items())
    yield Drawing(
        key="killed-by-week",
        caption=on.tongue.say("People killed, week by week"),
        told=" ".join(_week_told(on, week, *span) for week, span in spans.items()),
        svg=chart_of(
            on,
            WIDTH,
            _BASE + 22,
            rule(height, _LEFT, _RIGHT),
            shape("bar", sure),
            shape("bar hollow", maybe),
            _day_names(on, days, _BASE),
        ),
        width=WIDTH,
        height=_BASE + 22,
        legend=(
            (_sample("bar"), on.tongue.say("by the lowest figures")),
            (_sample("bar hollow"), on.tongue.say("by the highest")),
        ),
    )


_WEEKS, _LEAST_WEEKS = 26, 2


def _span(entries: list[RegisterEntry]) -> tuple[float, float]:
    found = tolls(entries)
    return sum(map(least, found)), sum(map(most, found))


def _upright(days: Timescale, height: Scale, week: date, low: float, high: float) -> Box:
    left, wide = days.week_span(week)
    return left + 1, height.at(high), max(wide - 2, 1.0), height.at(low) - height.at(high)


def _week_told(on: Setting, week: date, low: float, high: float) -> str:
    figures = on.tongue.figures(low, None, high)
    return on.tongue.say("Week of {day}: {figures}.", day=week, figures=figures)


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
