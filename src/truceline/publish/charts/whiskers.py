"""Ratios with their intervals, a row each: a dot on its whisker, and the raw ratio beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import Ratios, Told, chart, figures, shape, stacked, words_at
from truceline.publish.markup import Html, el
from truceline.publish.words import shortened

if TYPE_CHECKING:
    from truceline.outlook.comparison import Ratio

_WIDTH, _LEFT, _RIGHT, _TOP, _ROW = 1160.0, 430.0, 900.0, 40.0, 34.0
_LONGEST, _WHO, _WHY = 58, 64, 92
_NARROWEST, _WIDEST = 4.0, 32.0
HEADS = ("Promise", "Of", "Before", "Since", "Times", "95 %", "Raw", "Cannot be said")


@dataclass(frozen=True)
class Row:
    """What one ratio is of, its windows in words, and the ratio or why there is none."""

    what: str
    who: str
    before: str
    since: str
    ratio: Ratio | None
    raw: Ratio | None = None
    why: str | None = None


def whiskers(told: Told, rows: Sequence[Row]) -> Html:
    """The chart, and its figures as a table."""
    axis = _axis(rows)
    bottom = _TOP + _ROW * len(rows)
    drawn = [
        _ground(axis, bottom),
        *(part for number, row in enumerate(rows) for part in _row(axis, row, _TOP + _ROW * (number + 0.5))),
    ]
    cells = [[row.what, row.who, row.before, row.since, *_told(row), row.why or ""] for row in rows]
    return stacked(chart(told, _WIDTH, bottom + 6, drawn), figures("The figures", HEADS, cells))


def _axis(rows: Sequence[Row]) -> Ratios:
    """As far from one to either side as the figures need, and no farther than 32 times."""
    known = [value for row in rows if row.ratio for value in _drawn(row)]
    reach = max([_NARROWEST, *(max(value, 1 / value) for value in known if value > 0)])
    reach = min(reach * 1.15, _WIDEST)
    return Ratios(1 / reach, reach, _LEFT, _RIGHT)


def _drawn(row: Row) -> list[float]:
    """The figures of a row that are drawn."""
    known = [] if row.ratio is None else [row.ratio.ratio, row.ratio.low, row.ratio.high]
    known += [row.raw.ratio] if row.raw else []
    return [value for value in known if value is not None]


def _ground(axis: Ratios, bottom: float) -> Html:
    parts = [
        words_at(_LEFT, 12, "\N{LEFTWARDS ARROW} fewer since", "strong"),
        words_at(_RIGHT, 12, "more since \N{RIGHTWARDS ARROW}", "strong", "end"),
    ]
    for tick in axis.ticks():
        x = axis.at(tick)
        looks = "even" if tick == 1 else "tick"
        parts.append(shape(looks, f"M{x:.1f} {_TOP - 8:.1f}V{bottom:.1f}"))
        parts.append(words_at(x, _TOP - 12, f"{tick:g}\N{MULTIPLICATION SIGN}", anchor="middle"))
    return el("g", {}, parts)


def _row(axis: Ratios, row: Row, y: float) -> Iterator[Html]:
    yield shape("tick", f"M0 {y + _ROW / 2:.1f}H{_WIDTH:.0f}")
    yield words_at(2, y - 2, shortened(row.what, _LONGEST), "strong")
    yield words_at(2, y + 11, shortened(row.who, _WHO), "small")
    if row.ratio is None:
        yield words_at(_LEFT + 4, y + 4, shortened(f"cannot say: {row.why}", _WHY), "unsaid")
        return
    low, ratio, high = row.ratio.low, row.ratio.ratio, row.ratio.high
    is_change = low > 1 or (high is not None and high < 1)
    yield shape("whisker", _whisker(axis, row.ratio, y), f"95 %: {span_told(row.ratio)}")
    if row.raw and row.raw.ratio:
        x = axis.at(row.raw.ratio)
        yield shape("crude", f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5Z", f"raw: {row.raw.ratio:.2f}")
    if ratio is not None:
        x = axis.at(ratio)
        yield shape(
            "dot" if is_change else "dot hollow", f"M{x - 5:.1f} {y:.1f}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z"
        )
    times, span, raw = _told(row)
    yield words_at(_RIGHT + 14, y - 2, f"{times} ({span})", "strong")
    changed = "a change" if is_change else "may be no change"
    yield words_at(_RIGHT + 14, y + 11, f"{changed}{f'; raw {raw}' if raw else ''}", "small")


def _whisker(axis: Ratios, ratio: Ratio, y: float) -> str:
    """A line with a stop at each end, or an arrow head where it goes on beyond the scale."""
    left, right = axis.at(ratio.low), axis.at(axis.high if ratio.high is None else ratio.high)
    ends = f"M{left:.1f} {y - 6:.1f}v12" if axis.holds(ratio.low) else f"M{left + 7:.1f} {y - 6:.1f}l-7 6l7 6"
    held = ratio.high is not None and axis.holds(ratio.high)
    stop = f"M{right:.1f} {y - 6:.1f}v12" if held else f"M{right - 7:.1f} {y - 6:.1f}l7 6l-7 6"
    return f"M{left:.1f} {y:.1f}H{right:.1f}{ends}{stop}"


def span_told(ratio: Ratio) -> str:
    """The interval in words."""
    low = _figure(ratio.low)
    return f"{low} and more" if ratio.high is None else f"{low} to {_figure(ratio.high)}"


def _figure(value: float) -> str:
    """Two decimals; what is not quite one never reads as if it were, for there a change begins."""
    told = f"{value:.2f}"
    if told == "1.00" and value != 1:
        return "just under 1" if value < 1 else "just over 1"
    return told


def _told(row: Row) -> tuple[str, str, str]:
    raw = f"{row.raw.ratio:.2f}" if row.raw and row.raw.ratio is not None else ""
    if row.ratio is None:
        return "", "", raw
    times = "none before" if row.ratio.ratio is None else f"{row.ratio.ratio:.2f}"
    return times, span_told(row.ratio), raw
