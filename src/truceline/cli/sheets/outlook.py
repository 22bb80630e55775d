"""The outlook as tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from io import StringIO
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from truceline.assess.paces import RING_KM
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.by_province import province_rows, province_table
from truceline.cli.sheets.layout import faint, heading, table
from truceline.cli.sheets.promises import promise_record_table, promise_tables, promises_unsaid

if TYPE_CHECKING:
    from rich.console import RenderableType

    from truceline.agreement.model import Agreement
    from truceline.outlook.comparison import Comparison, Ratio
    from truceline.outlook.displacement import Displacement
    from truceline.outlook.document import Outlook
    from truceline.outlook.forecast import Forecast, Unsaid
    from truceline.outlook.frozen import Record, Scores
    from truceline.outlook.infighting import Infighting
    from truceline.outlook.precedents import BaseRate
    from truceline.outlook.strands import Strand
    from truceline.outlook.supposing import ForecastChange, StatusChange, Supposing

_PACES = ("A day before", "Since", "Times", "95 %", "Raw")
_TOTALS = ("Days", "Half below", "80 %", "95 %")
_CHANGES, _SILENT = 4, 4
"""So many changes and sources that fell silent are shown, the last ones."""
_COLUMNS = ("norm", "event", "where", "party", "day", "expected", "reports", "observed", "table", "province")


def outlook_sheet(found: Outlook, agreement: Agreement) -> Iterator[RenderableType]:
    """What changed, when, and what may come; then what cannot be said."""
    yield Text(visible(found.agreement.title), style="bold")
    known = f", as known on {words.moment(found.frame.known_at, agreement)}" if found.frame.known_at else ""
    yield f"As of {words.day(found.as_of)}{known}"
    if not found.comparisons:
        yield faint("No duty to refrain from anything binds on that day: there is nothing to compare.")
        return
    told = [one for one in found.comparisons if one.cannot_say is None]
    if told:
        first = told[0]
        yield heading(f"What changed: {first.before.first} to {first.before.last} against the days since")
        yield _pace_table(told)
        yield from _change_lines(told)
    if any(one.ratio for one in found.displacement):
        yield heading("Where it went")
        yield _ring_table(found.displacement)
    if found.infighting:
        yield heading("Within one side, the last 30 days")
        yield _infighting_table(found.infighting)
    yield from promise_tables(found.fulfilments, found.as_of)
    if found.forecasts:
        yield heading("What may come")
        yield _forecast_table(found.forecasts)
    if found.by_province:
        yield heading("What may come, by province: half below, and 80 %")
        yield province_table(found.by_province, found.unsaid_by_province)
    if found.comparisons:
        yield heading("What became of other agreements")
        yield _precedent_table(found.precedents)
        yield faint("Peace agreements of 1975 to 2021 that had not ended by then, as UCDP 22.1 has it.")
    yield from _unsaid(found)
    yield faint(
        "\nEvents are weighted by P(inside). Times: corrected for how much was observed and how unevenly "
        "events come; raw: reports, corrected for nothing. Forecasts are of the whole, whoever began."
    )
    yield from _tables(found)
    if found.supposed:
        yield faint(f"Rests on {found.supposed} supposed claims.")


def _tables(found: Outlook) -> Iterator[Text]:
    counted, left_out = (", ".join(map(visible, names)) for names in (found.counted, found.tables))
    if counted:
        yield faint(f"Attached tables, compared and looked ahead from, each by itself: {counted}.")
    if found.counted_in_part:
        names = ", ".join(map(visible, found.counted_in_part))
        told = "Attached before it was counted where violence went, who fought his own side, and provinces"
        yield faint(f"{told}: {names}.")
    if left_out:
        told = "Counted in an older way, for another encoding or later, and not looked at"
        yield faint(f"{told}: {left_out}. Detached and attached again they would be, from then on.")


def _pace_table(told: Iterable[Comparison]) -> Table:
    made = table("Promise", "By", *_PACES, right=_PACES)
    for one in told:
        before, since = (_figure(window.pace) for window in (one.before, one.since))
        made.add_row(
            _named(one), one.party or "whoever began", before, since, *_times(one.ratio), _raw(one.raw)
        )
    return made


def _named(one: Comparison | Displacement | Forecast | Unsaid | ForecastChange) -> str:
    """The promise, and the attached table whose counts are meant."""
    return f"{one.norm} ({visible(one.table)})" if one.table else one.norm


def _times(found: Ratio | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    high = "and more" if found.high is None else f"to {found.high:.2f}"
    return _figure(found.ratio), f"{found.low:.2f} {high}"


def _raw(found: Ratio | None) -> str:
    return "" if found is None else _figure(found.ratio)


def _change_lines(told: Iterable[Comparison]) -> Iterator[Text]:
    for one in told:
        if one.party is None and one.changes:
            older = len(one.changes) - _CHANGES
            before = f" ({older} times before that, in the JSON)" if older > 0 else ""
            yield Text(f"\nThe pace of {one.event} ({_named(one)}) changed{before}", style="bold")
            for change in one.changes[-_CHANGES:]:
                days = f"{change.day} (between {change.earliest} and {change.latest})"
                yield Text(f"  on {days}: from {change.before:.2f} to {change.after:.2f} a day")


def _ring_table(told: Iterable[Displacement]) -> Table:
    figures = ("Events before", "Since", "Times", "95 %")
    made = table("Promise", "Where", *figures, right=figures)
    for one in told:
        where = {"inside": one.zone, "just outside": f"within {RING_KM:g} km of it"}.get(one.ring, one.ring)
        figures = (f"{one.before:.1f}", f"{one.since:.1f}", *_times(one.ratio))
        made.add_row(_named(one), where, *figures)
    return made


def _infighting_table(told: Iterable[Infighting]) -> Table:
    figures = ("Events", "Killed", "30 days before", "Times", "95 %", "Of all")
    made = table("Side", "Zone", *figures, right=figures)
    for one in told:
        counts = (f"{one.events:.1f}", f"{one.killed:.0f}", f"{one.before:.1f}")
        share = "" if one.share is None else _percent(one.share)
        side = f"{one.side} ({visible(one.table)})" if one.table else one.side
        made.add_row(side, one.where, *counts, *_times(one.ratio), share)
    return made


def _forecast_table(told: Iterable[Forecast]) -> Table:
    made = table("Promise", *_TOTALS, "More than the pace before", right=_TOTALS)
    for one in told:
        chances = ", ".join(f"{_percent(c.chance)} over {c.multiple:g}x" for c in one.chances)
        spans = (f"{low} to {high}" for low, high in (one.likely, one.wide))
        made.add_row(
            _named(one), str(one.days), str(one.median), *spans, chances or "nothing before to compare"
        )
    return made


def _precedent_table(told: Iterable[BaseRate]) -> Table:
    made = table("With", "Days", "Held", "Of", "Share", "95 %", right=("Days", "Held", "Of", "Share", "95 %"))
    for one in told:
        span = f"{one.low:.0%} to {one.high:.0%}"
        counts = (str(one.days), str(one.held), str(one.followed))
        made.add_row(one.mechanism.replace("_", " "), *counts, _percent(one.share), span)
    return made


def _unsaid(found: Outlook) -> Iterator[RenderableType]:
    """What cannot be said, each with what is missing, and who fell silent."""
    lines = [
        f"{_named(one)}, {one.party or 'whoever began'}: no comparison; {one.cannot_say}"
        for one in found.comparisons
        if one.cannot_say
    ]
    lines += promises_unsaid(found.fulfilments)
    lines += [f"{_named(one)}, {one.days} days ahead: no forecast; {one.why}" for one in found.unsaid]
    silent = dict.fromkeys(name for one in found.comparisons for name in one.silent)
    quiet = {one.quiet_since for one in found.comparisons if one.quiet_since}
    lines += [f"Nobody has told anything since {day}: calm or silence, nobody can say." for day in quiet]
    if lines or silent:
        yield heading("What cannot be said")
        yield from lines
    if silent:
        more = f", and {len(silent) - _SILENT} more" if len(silent) > _SILENT else ""
        yield faint(f"Fell silent: {', '.join(list(silent)[:_SILENT])}{more}.")


def supposing_sheet(found: Supposing) -> Iterator[RenderableType]:
    """What the supposed claims change: statuses with the claims they then rest on, and forecasts."""
    yield heading("What the supposed claims would change")
    if not found.statuses and not found.forecasts:
        yield "Nothing."
        return
    if found.statuses:
        yield _status_table(found.statuses)
    if found.forecasts:
        figures = ("Days", "Half below, now", "Then", "80 %, now", "Then", "Over 1x, now", "Then")
        made = table("Promise", *figures, right=figures)
        for one in found.forecasts:
            medians = ("none" if value is None else str(value) for value in one.median)
            spans = ("none" if span is None else f"{span[0]} to {span[1]}" for span in one.likely)
            chances = ("" if chance is None else _percent(chance) for chance in one.exceeding)
            made.add_row(_named(one), str(one.days), *medians, *spans, *chances)
        yield ""
        yield made


def _status_table(told: Iterable[StatusChange]) -> Table:
    made = table("Promise", "Of", "Now", "Then", "Because")
    for one in told:
        now, then = (
            words.standing(standing) + Text(f" {words.share(degree)}", style="dim")
            for standing, degree in zip(one.standing, one.degree, strict=True)
        )
        because = "; ".join(visible(claim.says) for claim in one.because) or "a rule that they set off"
        made.add_row(one.norm, one.party or "all", now, then, because)
    return made


def scores_sheet(found: Scores) -> Iterator[RenderableType]:
    """How good the forecasts were that have come due: of events by length, and of promises."""
    outlooks = "1 outlook" if found.issued == 1 else f"{found.issued} outlooks"
    number = len(found.forecasts) + len(found.promises)
    yield f"{outlooks} issued; forecasts scored: {number}, still open: {found.open}"
    if found.records:
        yield _record_table(found.records)
        yield faint(
            "CRPS is in events, the smaller the better. Skill: the share of the better baseline's saved."
        )
    if found.promise_records:
        yield heading("Promises")
        yield promise_record_table(found.promise_records)
        yield faint("Brier: 0 is perfect. Usual: that of saying the share that came every time.")


def _record_table(told: Iterable[Record]) -> Table:
    figures = ("Days", "Of", "Forecasts", "CRPS", "Best baseline", "Skill", "Held by 80 %", "Brier")
    made = table(*figures, right=figures)
    for one in told:
        best = min(one.baselines.values(), default=None)
        made.add_row(
            str(one.days),
            "provinces" if one.scope == "province" else "the whole",
            str(one.forecasts),
            f"{one.crps:.2f}",
            _figure(best),
            "" if one.skill is None else f"{one.skill:+.2f}",
            _percent(one.held),
            _figure(one.brier),
        )
    return made


def series_csv(strands: Iterable[Strand], known_as: Callable[[str], str]) -> str:
    """A row for each strand and day, and of the whole one for each province and day."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for strand in strands:
        days = zip(strand.expected, strand.raw, strand.observed.exposure, strict=True)
        *named, table, _ = ("" if part is None else part for part in strand.name)
        for number, (expected, reports, observed) in enumerate(days):
            day = strand.first + timedelta(days=number)
            figures = (f"{expected:.4f}", f"{reports:.4f}", f"{observed:.4f}")
            writer.writerow([*named, day, *figures, table, ""])
        if strand.name.party is None:
            writer.writerows(province_rows(strand, known_as))
    return out.getvalue()


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _percent(share: float) -> str:
    return f"{share:.0%}"
