"""The outlook as one self-contained page: what changed, what may come, and what cannot be said.

Like the case page it loads nothing and sends nothing. Every chart is told in words, too, and its figures
stand folded below it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.assess.paces import RING_KM
from truceline.outlook.hindsight import hindsight
from truceline.publish.charts.ahead import looking_ahead, looking_back
from truceline.publish.charts.heat import calendar
from truceline.publish.charts.keeping import in_time
from truceline.publish.charts.plot import Told, key, panel, table
from truceline.publish.charts.provinces import by_province
from truceline.publish.charts.subject import Names, Subject
from truceline.publish.charts.supposed import would_change
from truceline.publish.charts.unsaid import unsaid
from truceline.publish.charts.whiskers import Row, span_told, whiskers
from truceline.publish.markup import Html, el
from truceline.publish.sealed import packed, sealed
from truceline.publish.wording import Wording
from truceline.publish.words import capital, counted, day, days, moment, percent, plain

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.evidence.claim import Claim
    from truceline.outlook.comparison import Comparison, WindowShown
    from truceline.outlook.displacement import Displacement
    from truceline.outlook.document import Outlook
    from truceline.outlook.frozen import Issued
    from truceline.outlook.infighting import Infighting
    from truceline.outlook.precedents import BaseRate
    from truceline.outlook.strands import Strand
    from truceline.outlook.supposing import Supposing

_PRIVATE = (
    "A private page for analysts: forecasts are for those who decide, with their scores. "
    "Do not publish it or pass it on."
)
_CHANGED = (
    "How many times as many events a day since as before, with the interval that holds this with 95 %: "
    "corrected for how much was observed and for how unevenly events come. "
    "Raw: reports, corrected for nothing."
)
_WENT = (
    "Less in the zone may be more just outside it. What two feeds may tell of one event counts once, and the "
    "intervals are made wider by uneven weeks."
)


def outlook_page(
    agreement: Agreement,
    outlook: Outlook,
    strands: Sequence[Strand],
    issued: Sequence[Issued] = (),
    known_as: Callable[[str], str] = str,
    *,
    supposing: Supposing | None = None,
    supposed: Sequence[Claim] = (),
) -> str:
    """One HTML file of an outlook and the series behind it; the same input gives the same bytes.

    `issued` are the outlooks kept in the ledger, `known_as` gives provinces that sources spell in several
    ways one name. `supposing` says what the `supposed` claims change, where the outlook rests on any.
    """
    names = Names(Wording(agreement), known_as)
    subjects = tuple(
        Subject(strand, names, outlook, hindsight(issued, strand, outlook.frame.known_at))
        for strand in strands
        if strand.name.party is None
    )
    changes = would_change(supposing, agreement, supposed, names) if supposing else None
    return _Page(agreement, outlook, names, subjects, changes).html()


@dataclass(frozen=True)
class _Page:
    agreement: Agreement
    outlook: Outlook
    names: Names
    subjects: tuple[Subject, ...]
    changes: Html | None = None
    """What supposed claims would change."""

    def html(self) -> str:
        style = packed("page.css") + packed("charts.css")
        title = f"Outlook: {self.agreement.title}"
        return sealed(title, style, "", self._top(), self._main())

    @cached_property
    def _known(self) -> str:
        known_at = self.outlook.frame.known_at
        return f", as known on {moment(known_at, self.agreement)}" if known_at else ""

    def _top(self) -> Html:
        inner = el(
            "div",
            {"class": "inner"},
            el("p", {"class": "brand"}, "truceline"),
            el("h1", {"dir": "auto"}, self.agreement.title),
            el("p", {"class": "sub"}, f"Outlook as of {day(self.outlook.as_of)}{self._known}"),
            el("p", {"class": "private"}, el("b", {}, "Private. "), _PRIVATE),
        )
        return el("header", {"class": "top"}, inner)

    def _main(self) -> Html:
        found = self.outlook
        none = "No duty to refrain from anything binds on that day: there is nothing to compare."
        parts: list[Html | None] = [self._supposed(), self.changes]
        if found.comparisons:
            parts += [self._changed(), self._went(), *map(self._subject, self.subjects), self._within()]
            parts.append(self._precedents())
        else:
            parts.append(el("p", {}, none))
        parts.append(in_time(found.fulfilments, found.as_of, self.names))
        parts += [unsaid(found, self.subjects, self.names), self._made()]
        return el("main", {"id": "main"}, parts)

    def _supposed(self) -> Html | None:
        number = self.outlook.supposed
        words = f"Rests on {counted(number, 'supposed claim')}: what would be, not what is."
        return el("p", {"class": "supposed"}, words) if number else None

    def _changed(self) -> Html:
        rows = [self._compared(one) for one in self.outlook.comparisons]
        words = "; ".join(_ratio_told(row) for row in rows)
        title = "How many times as many events since as before"
        chart = whiskers(Told("changed-chart", title, f"{words}."), rows)
        spans = f"{_before_told(self.outlook.comparisons)} Since: until {day(self.outlook.as_of)}."
        return panel("changed", "What changed", f"{spans} {_CHANGED}", chart, _KEY_TO_RATIOS)

    def _compared(self, one: Comparison) -> Row:
        return Row(
            what=self.names.promise(one.norm, one.table),
            who=f"{self.names.what(one.event)}, {self.names.by(one.party)}",
            before=_window(one.before),
            since=_window(one.since),
            ratio=one.ratio,
            raw=one.raw,
            why=one.cannot_say,
        )

    def _went(self) -> Html | None:
        rows = [
            Row(
                what=self.names.promise(one.norm, one.table),
                who={
                    "inside": capital(self.names.where(one.zone)),
                    "just outside": f"within {RING_KM:g} km of {self.names.where(one.zone)}",
                }.get(one.ring, f"elsewhere than {self.names.where(one.zone)}"),
                before=f"{one.before:.1f}",
                since=f"{one.since:.1f}",
                ratio=one.ratio,
                why=_why_unknown(one),
            )
            for one in self.outlook.displacement
        ]
        if not rows:
            return None
        words = "; ".join(_ratio_told(row) for row in rows)
        chart = whiskers(
            Told("went-chart", "Inside the zone, just outside, and elsewhere", f"{words}."), rows
        )
        return panel("went", "Where it went", _WENT, chart)

    def _subject(self, subject: Subject) -> Html:
        return panel(
            subject.key("promise"),
            subject.title,
            f"{subject.counted}, whoever began.",
            looking_ahead(subject),
            looking_back(subject),
            el("h3", {}, "By province"),
            by_province(subject),
            el("h3", {}, "Day by day"),
            calendar(subject),
        )

    def _within(self) -> Html | None:
        if not self.outlook.infighting:
            return None
        heads = ("Side", "Zone", "Events", "Killed", "30 days before", "Times", "95 %", "Of all")
        rows = [self._fought(one) for one in self.outlook.infighting]
        return panel("within", "Within one side, the last 30 days", None, table(heads, rows))

    def _fought(self, one: Infighting) -> list[str]:
        ratio = one.ratio
        times = "" if ratio is None or ratio.ratio is None else f"{ratio.ratio:.2f}"
        share = "" if one.share is None else percent(one.share)
        counts = (f"{one.events:.1f}", f"{one.killed:.0f}", f"{one.before:.1f}")
        side = self.names.by(one.side)
        who = (f"{side} (table {one.table})" if one.table else side, self.names.where(one.where))
        return [*who, *counts, times, span_told(ratio) if ratio else "", share]

    def _precedents(self) -> Html:
        told = "Peace agreements of 1975 to 2021 that had not ended by then, as UCDP 22.1 has it."
        heads = ("With", "Days", "Held", "Of", "Share", "95 %")
        rows = [_base_rate(one) for one in self.outlook.precedents]
        return panel("precedents", "What became of other agreements", told, table(heads, rows))

    def _made(self) -> Html:
        found = self.outlook
        readings = ", ".join(f"{name}={value}" for name, value in found.frame.readings.items())
        lines = [
            ("Agreement", f"{found.agreement.id}, revision {found.agreement.revision}"),
            ("Readings", readings or "none"),
            ("Model", f"{found.model}, truceline {found.engine}"),
            ("Ledger", f"position {found.ledger_position}"),
            ("Attached tables, each counted by itself", ", ".join(found.counted) or "none"),
            (
                "Of these, without places outside, infighting and provinces",
                ", ".join(found.counted_in_part) or "none",
            ),
            ("Attached tables, not looked at", ", ".join(found.tables) or "none"),
            ("SHA-256 of the series", found.inputs),
        ]
        parts = [[el("dt", {}, name), el("dd", {}, value)] for name, value in lines]
        told = (
            "Events are weighted by P(inside). Forecasts are of the whole, whoever began. The daily series "
            "is printed by --format csv, all other figures by --format json."
        )
        return panel("made", "How it was made", told, el("dl", {}, [one for part in parts for one in part]))


_KEY_TO_RATIOS = key(
    ("dot", "the interval leaves out 1: a change"),
    ("dot hollow", "it holds 1: may be no change"),
    ("crude", "raw"),
)


def _window(one: WindowShown) -> str:
    pace = "not observed" if one.pace is None else f"{one.pace:.2f} a day"
    return f"{pace} ({one.events:.1f} events, {counted(round(one.observed), 'day')} observed)"


def _before_told(several: Sequence[Comparison]) -> str:
    """The days before, where all promises have the same; else only that there are several stretches."""
    spans = {(one.before.first, one.before.last) for one in several}
    if len(spans) > 1:
        return "Before: the days before each promise began to bind."
    first, last = spans.pop()
    return f"Before: {days(first, last)}." if first <= last else "Before: no day is told of."


def _why_unknown(one: Displacement) -> str | None:
    """Why there is no ratio; None if there is one."""
    if one.ratio is not None:
        return None
    if one.before + one.since == 0:
        return "no event was told of, before or since"
    return "the days before or those since were not observed"


def _ratio_told(row: Row) -> str:
    name = f"{row.what}, {row.who}"
    if row.ratio is None:
        return f"{name}: cannot say, {row.why}"
    times = "none before" if row.ratio.ratio is None else f"{row.ratio.ratio:.2f} times"
    return f"{name}: {times}, 95 % from {span_told(row.ratio)}"


def _base_rate(one: BaseRate) -> list[str]:
    span = f"{one.low:.0%} to {one.high:.0%}"
    return [plain(one.mechanism), str(one.days), str(one.held), str(one.followed), percent(one.share), span]
