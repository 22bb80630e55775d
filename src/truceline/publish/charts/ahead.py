"""One promise: its history with the fan beside it, and forecasts of the past beside what came."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from truceline.publish.charts.dated import WEEK, first_week, weekly
from truceline.publish.charts.fan import HEADS, Fan, in_words, resumption, rows_of
from truceline.publish.charts.history import HALF_LIFE, SEEN, change_told, drawn_history
from truceline.publish.charts.plot import Told, chart, figures, key, stacked, words_at
from truceline.publish.markup import Html, el
from truceline.publish.words import counted, day

if TYPE_CHECKING:
    from truceline.outlook.comparison import ChangeShown
    from truceline.outlook.hindsight import Hindsight
    from truceline.publish.charts.subject import Subject

_WIDTH, _HEIGHT = 1160.0, 330.0
_HISTORY = (44.0, 24.0, 760.0, 300.0)
_FAN = (830.0, 66.0, 1076.0, 300.0)
_SHOWN = 9
"""Forecasts of the past that are drawn, the last ones."""
_FAN_KEY = (
    ("band b50", "50 %"),
    ("band b80", "80 %"),
    ("band b95", "95 %"),
    ("middle", "line with rings: half lies below"),
)
_SMALL, _ACROSS, _TALL = 372.0, 3, 210.0


def looking_ahead(subject: Subject) -> Html:
    """The history, and the fan of the coming weeks or why there is none."""
    strand, changes = subject.strand, _changes(subject)
    if not weekly(strand.expected):
        return el("p", {}, "Less than a week is told of: there is nothing to draw.")
    told = Told(
        subject.key("ahead"), f"{subject.counted}: weeks so far, and what may come", _in_words(subject)
    )
    drawn = [
        words_at(_HISTORY[0], 14, "Events a week", "strong"),
        drawn_history(strand, changes, _HISTORY),
        words_at(_FAN[0] - 34, 14, f"Total from {day(strand.last + timedelta(days=1))} on", "strong"),
        Fan(subject.forecasts).drawn(_FAN) if subject.forecasts else _no_fan(),
    ]
    return stacked(
        chart(told, _WIDTH, _HEIGHT, *drawn),
        _key(subject),
        el(
            "ul",
            {"class": "unsaid"},
            [el("li", {}, f"{one.days} days ahead: no forecast; {one.why}.") for one in subject.unsaid],
        )
        if subject.unsaid
        else None,
        el("p", {}, resumption(subject.forecasts)) if subject.forecasts else None,
        figures("The fan in figures", HEADS[:-1], [row[:-1] for row in rows_of(subject.forecasts)])
        if subject.forecasts
        else None,
        _changes_told(changes),
        figures("The weeks in figures", ("From", "Events", "Days observed"), _weeks(subject)),
    )


def _no_fan() -> Html:
    x, y = _FAN[0] - 34, _FAN[1] + 40
    return stacked(
        words_at(x, y, "No forecast can be made.", "unsaid"),
        words_at(x, y + 18, "Why stands below.", "unsaid"),
    )


def _changes(subject: Subject) -> tuple[ChangeShown, ...]:
    return subject.comparison.changes if subject.comparison else ()


def _in_words(subject: Subject) -> str:
    weeks = weekly(subject.strand.expected)
    last = sum(weeks[-4:]) / max(len(weeks[-4:]), 1)
    known = f"{counted(len(weeks), 'week')} up to {day(subject.strand.last)}"
    parts = [
        f"{known}; {last:.1f} events a week in the last four.",
        in_words(subject.forecasts) if subject.forecasts else "No forecast can be made.",
        *(f"The pace changed {change_told(one)}." for one in _changes(subject)[-2:]),
    ]
    return " ".join(parts)


def _key(subject: Subject) -> Html:
    items = [
        ("bar", "events in 7 days; the last 7 end on the day asked about"),
        ("level", f"the level, smoothed with a half-life of {HALF_LIFE} days"),
    ]
    if (subject.strand.observed.exposure < SEEN).any():
        items.append(("unseen", "hardly observed: not calm"))
    if _changes(subject):
        items += [("more", "more from then on"), ("fewer", "fewer from then on; bracket: its day, with 80 %")]
    if subject.forecasts:
        items += _FAN_KEY
        if subject.forecasts[-1].chances:
            items.append(("usual", "what the pace before would bring"))
    return key(*items)


def _changes_told(changes: tuple[ChangeShown, ...]) -> Html | None:
    if not changes:
        return None
    rows = [
        [
            str(number),
            day(one.day),
            f"{day(one.earliest)} to {day(one.latest)}",
            f"{one.before:.2f}",
            f"{one.after:.2f}",
        ]
        for number, one in enumerate(changes, 1)
    ]
    heads = ("Change", "Day", "Between, with 80 %", "A day before", "A day after")
    return figures("The changes in figures", heads, rows)


def _weeks(subject: Subject) -> Iterator[list[str]]:
    strand = subject.strand
    start, known = first_week(strand), weekly(strand.expected)
    seen = weekly(strand.observed.exposure)
    for at, (events, observed) in enumerate(zip(known, seen, strict=True)):
        yield [day(start + timedelta(days=WEEK * at)), f"{events:.2f}", f"{observed:.1f}"]


def looking_back(subject: Subject) -> Html | None:
    """Fans that were issued, with what then came; None where none was."""
    shown = subject.hindsight[-_SHOWN:]
    if not shown:
        return None
    told = Told(
        subject.key("back"),
        f"{subject.counted}: forecasts issued, and what then came",
        " ".join(_came_told(one) for one in shown),
    )
    rows = [
        [f"as of {day(one.told)}, {name}", *cells]
        for one in shown
        for name, *cells in rows_of(one.forecasts, one.came)
    ]
    height = -(-len(shown) // _ACROSS) * _TALL
    cells = [_small(one, at) for at, one in enumerate(shown)]
    older = len(subject.hindsight) - len(shown)
    more = f" {counted(older, 'older one')} not drawn." if older else ""
    return stacked(
        el("h3", {}, "Forecasts issued, and what then came"),
        el("p", {"class": "quiet"}, f"Totals, each on a scale of its own.{more}"),
        chart(told, _WIDTH, height, cells),
        key(
            ("came", "what came; the cross: as far as is known"),
            *_FAN_KEY,
            ("usual", "what the pace before would bring"),
        ),
        figures("The figures", HEADS, rows),
    )


def _small(one: Hindsight, at: int) -> Html:
    left, top = (at % _ACROSS) * (_SMALL + 22), (at // _ACROSS) * _TALL
    frame = (left + 36, top + 30, left + _SMALL - 70, top + _TALL - 30)
    title = words_at(left + 2, top + 14, f"as of {day(one.told)}", "strong")
    return el("g", {}, title, Fan(one.forecasts, one.came).drawn(frame))


def _came_told(one: Hindsight) -> str:
    return f"{in_words(one.forecasts)} Came in {counted(len(one.came), 'day')}: {one.came[-1]:.1f}."
