"""What every chart shares: scales with round ticks, a frame that can be read aloud, and its figures below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor, log, log10

from truceline.publish.markup import Content, Html, Value, el, join

_LADDER = (1.0, 2.0, 5.0, 10.0)
_TICKS = 4
Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """Figures from nought to `most`, between two points of the drawing."""

    most: float
    at_nought: float
    at_most: float
    step: float = 1.0
    """From tick to tick."""

    @classmethod
    def up_to(cls, largest: float, at_nought: float, at_most: float) -> Scale:
        """A scale that ends on a tick."""
        return cls._by(_step(largest), largest, at_nought, at_most)

    @classmethod
    def of_counts(cls, largest: float, at_nought: float, at_most: float) -> Scale:
        """The same for what is counted: no tick stands for half an incident."""
        return cls._by(max(_step(largest), 1.0), largest, at_nought, at_most)

    @classmethod
    def _by(cls, step: float, largest: float, at_nought: float, at_most: float) -> Scale:
        return cls(max(ceil(largest / step - 1e-9), 1) * step, at_nought, at_most, step)

    def at(self, value: float) -> float:
        """Where a figure lies; what is beyond the scale lies at its end."""
        share = min(max(value / self.most, 0.0), 1.0)
        return self.at_nought + (self.at_most - self.at_nought) * share

    def ticks(self) -> Iterator[float]:
        """Round figures, nought among them."""
        yield from (number * self.step for number in range(floor(self.most / self.step + 1e-9) + 1))


@dataclass(frozen=True)
class Ratios:
    """A scale on which half as many lies as far from one as twice as many."""

    low: float
    high: float
    left: float
    right: float

    def at(self, ratio: float) -> float:
        """Where a ratio lies; what is beyond the scale lies at its end."""
        held = min(max(ratio, self.low), self.high)
        share = log(held / self.low) / log(self.high / self.low)
        return self.left + (self.right - self.left) * share

    def holds(self, ratio: float) -> bool:
        """Whether the ratio lies on the scale."""
        return self.low <= ratio <= self.high

    def ticks(self) -> Iterator[float]:
        """1, 2, 5 and their tenfolds."""
        for power in range(floor(log10(self.low)), ceil(log10(self.high)) + 1):
            yield from (one * 10**power for one in _LADDER[:3] if self.holds(one * 10**power))


def _step(largest: float) -> float:
    """A round step that fits a few times into the largest figure."""
    rough = max(largest, 1e-3) / _TICKS
    size = 10.0 ** floor(log10(rough))
    return next(one * size for one in _LADDER if one * size >= rough * 0.999)


def rule(scale: Scale, left: float, right: float, *, unit: str = "") -> Html:
    """Level lines at the ticks with their figures on the left."""
    lines = []
    for tick in scale.ticks():
        y = scale.at(tick)
        words = f"{tick:,g} {unit}" if unit and tick == scale.most else f"{tick:,g}"
        lines += [
            el("path", {"class": "floor" if tick == 0 else "tick", "d": f"M{left:.1f} {y:.1f}H{right:.1f}"}),
            words_at(left - 6, y + 4, words, anchor="end"),
        ]
    return el("g", {"class": "rule"}, lines)


def words_at(x: float, y: float, words: str, looks: str | None = None, anchor: str | None = None) -> Html:
    """Words in the drawing."""
    return el("text", {"class": looks, "x": x, "y": y, "text-anchor": anchor}, words)


def line(points: Iterable[Point]) -> str:
    """A path through points."""
    found = [f"{x:.1f} {y:.1f}" for x, y in points]
    return f"M{'L'.join(found)}" if found else ""


def boxes(several: Iterable[tuple[float, float, float, float]]) -> str:
    """One path of many upright boxes, each by its left, top, width and height: a year is one element."""
    return "".join(f"M{x:.1f} {y:.1f}h{w:.1f}v{h:.1f}h{-w:.1f}Z" for x, y, w, h in several)


def shape(looks: str, path: str, told: str | None = None) -> Html:
    """A path that says what it shows when pointed at."""
    return el("path", {"class": looks, "d": path}, el("title", {}, told) if told else None)


@dataclass(frozen=True)
class Told:
    """What a chart is called, and what it shows in words."""

    key: str
    """Its id on the page."""
    title: str
    words: str


def chart(told: Told, width: float, height: float, *drawn: Content) -> Html:
    """A drawing that a screen reader tells by its title and its words."""
    looks: dict[str, Value] = {
        "class": "chart",
        "viewBox": f"0 0 {width:.0f} {height:.0f}",
        "role": "img",
        "aria-labelledby": f"{told.key}-t {told.key}-d",
    }
    title = el("title", {"id": f"{told.key}-t"}, told.title)
    words = el("desc", {"id": f"{told.key}-d"}, told.words)
    return el("div", {"class": "wide"}, el("svg", looks, title, words, *drawn))


def figures(summary: str, heads: Sequence[str], rows: Iterable[Sequence[Content]]) -> Html:
    """The figures of a chart as a table, folded; the first cell of a row names it."""
    return el("details", {"class": "figures"}, el("summary", {}, summary), table(heads, rows))


def table(heads: Sequence[str], rows: Iterable[Sequence[Content]]) -> Html:
    """A table whose first column names its rows."""
    head = el("tr", {}, [el("th", {"scope": "col"}, name) for name in heads])
    body = [
        el("tr", {}, el("th", {"scope": "row"}, name), [el("td", {}, cell) for cell in cells])
        for name, *cells in rows
    ]
    drawn = el("table", {"class": "plain"}, el("thead", {}, head), el("tbody", {}, body))
    return el("div", {"class": "wide"}, drawn)


def key(*items: tuple[str, str]) -> Html:
    """What the signs of a chart mean: the class of a swatch, and words."""
    lines = [el("li", {}, _swatch(looks), el("span", {}, words)) for looks, words in items]
    return el("ul", {"class": "signs-of"}, lines)


_SWATCHES = {
    "bar": "M2 4h4v10h-4ZM8 7h4v7h-4ZM14 2h4v12h-4Z",
    "level": "M1 10L10 5L19 8",
    "unseen": "M1 2h18v12h-18Z",
    "middle": "M6 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    "usual": "M1 12L19 4",
    "came": "M1 13L7 10L13 9L19 4",
    "starts": "M10 1V15",
    "more": "M10 3l5 9h-10Z",
    "fewer": "M10 13l5 -9h-10Z",
    "dot": "M6 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    "dot hollow": "M6 8a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z",
    "crude": "M10 3l5 5l-5 5l-5 -5Z",
}


def _swatch(looks: str) -> Html:
    path = _SWATCHES.get(looks, "M1 3h18v10h-18Z")
    drawn = el("path", {"class": looks, "d": path})
    return el("svg", {"class": "chart sample", "viewBox": "0 0 20 16", "aria-hidden": "true"}, drawn)


def stacked(*parts: Html | None) -> Html:
    """Several parts under each other."""
    return join(part for part in parts if part)


def panel(name: str, heading: str, told: str | None, *children: Content) -> Html:
    """A part of the page under its own heading."""
    return el(
        "section",
        {"class": "panel", "id": name, "aria-labelledby": f"{name}-h"},
        el("h2", {"id": f"{name}-h", "dir": "auto"}, heading),
        el("p", {"class": "key"}, told) if told else None,
        *children,
    )
