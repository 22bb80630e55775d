"""What the lanes of the timeline share: their words, their bars, their base line."""

from __future__ import annotations

from datetime import date

from truceline.publish.markup import Html, el, join
from truceline.publish.timescale import Timescale
from truceline.publish.words import shortened

BARS = 64.0
"""Height of the tallest bar, in points."""
_LONGEST_TITLE = 46


def heading(y: float, words: str) -> Html:
    """The name of a lane."""
    return el("text", {"class": "lane", "x": 2, "y": f"{y:.1f}"}, words)


def label(y: float, words: str) -> Html:
    """The name of one row, cut to the room there is and told in full on pointing."""
    short = shortened(words, _LONGEST_TITLE)
    return el("text", {"class": "label", "x": 2, "y": f"{y:.1f}"}, el("title", {}, words), short)


def note(y: float, words: str) -> Html:
    """A line in small print under a heading."""
    return el("text", {"class": "note", "x": 2, "y": f"{y:.1f}"}, words)


def week_bar(scale: Timescale, week: date, rise: tuple[float, float], kind: str, words: str) -> Html:
    """One week's bar from one height to another, told in words on pointing."""
    left, wide = scale.week_span(week)
    place = {"x": f"{left + 0.8:.1f}", "width": f"{max(wide - 1.6, 1):.1f}"}
    size = {"y": f"{min(rise):.1f}", "height": f"{abs(rise[1] - rise[0]):.1f}"}
    return el("rect", {"class": f"count {kind}", **place, **size}, el("title", {}, words))


def floor(scale: Timescale, base: float, most: int, tall: float) -> Html:
    """The base line, and the number that the tallest bar stands for."""
    line = el("path", {"class": "floor", "d": f"M{scale.left:.0f} {base:.1f}H{scale.right:.0f}"})
    if not most:
        return line
    place = {"x": f"{scale.left - 6:.1f}", "y": f"{base - tall + 8:.1f}"}
    return join([line, el("text", {"class": "most", **place, "text-anchor": "end"}, most)])
