"""Fans: the total that a window may bring, with 50, 80 and 95 %, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import Scale, line, rule, shape, words_at
from truceline.publish.markup import Html, el
from truceline.publish.tongue.tongue import ENGLISH, Tongue
from truceline.publish.words import DASH, day, percent

if TYPE_CHECKING:
    from truceline.outlook.forecast import Forecast

SHARES = (0.95, 0.8, 0.5)
"""The widest first: narrower ones lie on top."""
_APART = 11.0
_TALL = 170.0
"""Points of height from which on every band is labelled; below, only the widest."""


@dataclass(frozen=True)
class Fan:
    """Forecasts from one day, the shortest first; of each window the total since that day."""

    forecasts: Sequence[Forecast]
    came: Sequence[float] = ()
    """What came since, added up day by day."""
    tongue: Tongue = ENGLISH

    def drawn(self, frame: tuple[float, float, float, float]) -> Html:
        """The fan between left, top, right and bottom, labelled at its end."""
        left, top, right, bottom = frame
        height = Scale.up_to(self.most, bottom, top)
        days = Scale(float(self.forecasts[-1].days), left, right)
        return el(
            "g",
            {},
            rule(height, left, right),
            self._days(days, top, bottom),
            [self._band(share, days, height) for share in SHARES],
            self._usual(days, height),
            self._median(days, height),
            self._came(days, height),
            self._labels(right, height),
        )

    @property
    def most(self) -> float:
        """The largest figure of the fan, and of what came."""
        return max(*(span(one, SHARES[0])[1] for one in self.forecasts), *self.came, *self._paces(), 1.0)

    def _paces(self) -> list[float]:
        return [one.above for forecast in self.forecasts for one in forecast.chances if one.multiple == 1.0]

    def _band(self, share: float, days: Scale, height: Scale) -> Html:
        spans = [(days.at(one.days), *map(height.at, span(one, share))) for one in self.forecasts]
        there = [(days.at(0), height.at(0)), *((x, low) for x, low, _ in spans)]
        back = [(x, high) for x, _, high in reversed(spans)]
        low, high = span(self.forecasts[-1], share)
        told = self.tongue.count(
            "{low} to {high} in {n} day with {share}",
            "{low} to {high} in {n} days with {share}",
            self.forecasts[-1].days,
            low=low,
            high=high,
            share=f"{share:.0%}",
        )
        return shape(f"band b{share * 100:.0f}", f"{line([*there, *back])}Z", told)

    def _median(self, days: Scale, height: Scale) -> Html:
        spots = [(days.at(one.days), height.at(one.median)) for one in self.forecasts]
        dots = "".join(f"M{x - 3:.1f} {y:.1f}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0Z" for x, y in spots)
        path = shape("median", line([(days.at(0), height.at(0)), *spots]))
        return el("g", {}, path, shape("middle", dots))

    def _usual(self, days: Scale, height: Scale) -> Html | None:
        """What the pace before the agreement would bring."""
        last = self.forecasts[-1]
        pace = next((one.above for one in last.chances if one.multiple == 1.0), None)
        if pace is None:
            return None
        ends = [(days.at(0), height.at(0)), (days.at(last.days), height.at(pace))]
        told = self.tongue.count(
            "the pace before: {pace} in {n} day",
            "the pace before: {pace} in {n} days",
            last.days,
            pace=f"{pace:.1f}",
        )
        return shape("usual", line(ends), told)

    def _came(self, days: Scale, height: Scale) -> Html | None:
        if not self.came:
            return None
        # A day's events are known when it is over.
        points = [(days.at(number), height.at(value)) for number, value in enumerate((0.0, *self.came))]
        x, y = points[-1]
        cross = shape("came end", f"M{x - 4:.1f} {y - 4:.1f}l8 8M{x - 4:.1f} {y + 4:.1f}l8 -8")
        told = self.tongue.count(
            "{came} in {n} day came", "{came} in {n} days came", len(self.came), came=f"{self.came[-1]:.1f}"
        )
        return el("g", {}, shape("came under", line(points)), shape("came", line(points), told), cross)

    def _days(self, days: Scale, top: float, bottom: float) -> Html:
        parts = []
        for one in self.forecasts:
            x = days.at(one.days)
            parts.append(shape("tick", f"M{x:.1f} {top:.1f}V{bottom + 4:.1f}"))
            parts.append(
                words_at(x, bottom + 15, self.tongue.count("{n} d", "{n} d", one.days), anchor="middle")
            )
        return el("g", {}, parts)

    def _labels(self, right: float, height: Scale) -> Html:
        """The ends of the bands with their shares, moved apart where they would touch."""
        last = self.forecasts[-1]
        ends = [(height.at(last.median), self.tongue.say("{figure} (half)", figure=last.median))]
        for share in SHARES if height.at_nought - height.at_most > _TALL else SHARES[:1]:
            low, high = span(last, share)
            ends += [(height.at(high), f"{high} ({share:.0%})"), (height.at(low), f"{low}")]
        ends.sort()
        spots = apart([y + 4 for y, _ in ends], _APART, height.at_nought + 4)
        words = [words_at(right + 7, y, words, "small") for y, (_, words) in zip(spots, ends, strict=True)]
        return el("g", {"class": "ends"}, words)


def apart(spots: Sequence[float], gap: float, lowest: float) -> list[float]:
    """Places in order, moved down to be so far apart, then up again where they would pass the lowest."""
    found: list[float] = []
    for spot in spots:
        found.append(max(spot, found[-1] + gap) if found else spot)
    for number in reversed(range(len(found))):
        room = lowest - gap * (len(found) - 1 - number)
        found[number] = min(found[number], room)
    return found


def span(forecast: Forecast, share: float) -> tuple[int, int]:
    """The central interval of a share, as the forecast tells it where it does."""
    known = {0.8: forecast.likely, 0.95: forecast.wide}
    return known.get(share) or forecast.predictive.interval(share)


def rows_of(forecasts: Sequence[Forecast], came: Sequence[float] = ()) -> list[list[str]]:
    """The figures of a fan, a row for each window."""
    return [
        [
            f"{one.days} days, to {day(one.last)}",
            str(one.median),
            *(f"{low}{DASH}{high}" for low, high in (span(one, share) for share in reversed(SHARES))),
            _chances(one),
            f"{came[one.days - 1]:.1f}" if len(came) >= one.days else "",
        ]
        for one in forecasts
    ]


HEADS = ("Window", "Half below", "50 %", "80 %", "95 %", "More than the pace before", "Came")


def _chances(forecast: Forecast) -> str:
    told = (f"{one.chance:.0%} over {one.multiple:g}\N{MULTIPLICATION SIGN}" for one in forecast.chances)
    return ", ".join(told) or "nothing before to compare"


def resumption(forecasts: Sequence[Forecast]) -> str:
    """How likely more than the pace before comes, and more than its multiples, in a sentence; or why not."""
    multiples = sorted({one.multiple for forecast in forecasts for one in forecast.chances})
    if not multiples:
        return "Nothing was observed before, so that no pace can be exceeded."
    return " ".join(
        f"More than {_named(multiple)}: {', '.join(_by_window(forecasts, multiple))}."
        for multiple in multiples
    )


def _named(multiple: float) -> str:
    return "the pace before would bring" if multiple == 1.0 else f"{multiple:g} times as many"


def _by_window(forecasts: Sequence[Forecast], multiple: float) -> Iterator[str]:
    for forecast in forecasts:
        for one in forecast.chances:
            if one.multiple == multiple:
                yield f"{percent(one.chance)} in {forecast.days} days"


def in_words(forecasts: Sequence[Forecast]) -> str:
    """A fan told in a sentence."""
    parts = [
        f"{one.days} days: half below {one.median}, 80 % within {one.likely[0]} to {one.likely[1]}"
        for one in forecasts
    ]
    first = forecasts[0].first - timedelta(days=1)
    return f"Totals after {day(first)}. {'; '.join(parts)}."
