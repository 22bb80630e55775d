"""What happened in the period: violations by promise, kind and province; the dead; both sides' counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from truceline.assess.result import RegisterEntry
from truceline.assess.toll import fewest, least, most, tolls
from truceline.evidence.claim import AttributionGrade
from truceline.publish.report.composed import (
    Block,
    Cell,
    Row,
    Section,
    Sentence,
    Table,
    paragraph,
    row,
    section,
    table,
    without_empty,
)
from truceline.publish.report.naming import proof_of
from truceline.publish.report.setting import Setting, row_of
from truceline.publish.report.unread import unread
from truceline.publish.symbols import mark_of
from truceline.publish.tongue.tongue import Tongue

_KILLED = 7
_LINKED = 300
"""Rows up to which each leads to its promise's proof."""


def violations(on: Setting, *drawn: Block) -> Section | None:
    """Every incident of the period, with who did it and who answers for it in two columns."""
    say = on.tongue.say
    heading = say("Violations and other incidents")
    if not on.incidents:
        quiet = say(
            "No incident from {first} to {last} is on record. Silence proves neither breach nor compliance.",
            first=on.facts.since,
            last=on.facts.as_of,
        )
        return section("violations", heading, paragraph(quiet), *drawn)
    key = say(
        "Committed by and answerable are two columns and never merged; an act that nobody is known to have "
        "committed binds nobody. P(inside): how likely the incident lies in the zone of the promise."
    )
    told = paragraph(key, repeats(on, on.incidents))
    return section("violations", heading, told, *drawn, _sums(on), _by_province(on), _every(on))


def _sums(on: Setting) -> Table | None:
    """By promise and party; an incident under two promises stands under both."""
    say = on.tongue.say
    sums: dict[tuple[str, str], list[RegisterEntry]] = {}
    for entry in on.entries:
        for party in entry.committed_by or ("",):
            sums.setdefault((entry.norm, party), []).append(entry)
    rows = [
        row(
            Cell(on.promise(norm), proof_of(norm), foreign=on.is_foreign(norm)),
            on.party(party) if party else on.unnamed(is_known=_some_known(entries)),
            *_counts(on, entries),
        )
        for (norm, party), entries in sorted(sums.items())
    ]
    heads = [say("Promise"), say("Committed by"), *_count_heads(on)]
    return table(say("Incidents by promise and party"), heads, rows, figures=(2, 3, 4, 5))


def _some_known(entries: Sequence[RegisterEntry]) -> bool:
    return any(entry.attribution != AttributionGrade.NONE for entry in entries)


def _by_province(on: Setting) -> Table | None:
    """By province and kind; an incident counts once."""
    say = on.tongue.say
    sums: dict[tuple[str, str], list[RegisterEntry]] = {}
    for entry in on.incidents:
        sums.setdefault((on.in_province(entry), mark_of(entry.act).words), []).append(entry)
    rows = [
        row(province or say("province not given"), on.tongue.term(kind), *_counts(on, entries))
        for (province, kind), entries in sorted(sums.items())
    ]
    heads = [say("Province"), say("Kind"), *_count_heads(on)]
    return table(say("Incidents by province and kind"), heads, rows, figures=(2, 3, 4, 5))


def _count_heads(on: Setting) -> tuple[str, ...]:
    say = on.tongue.say
    return say("Incidents"), say("Confirmed"), say("Count as a breach"), say("Killed")


def _counts(on: Setting, entries: Sequence[RegisterEntry]) -> tuple[str, ...]:
    counted = (
        entries,
        [entry for entry in entries if entry.status == "confirmed"],
        [entry for entry in entries if entry.stands],
    )
    return *(_number(on, each) for each in counted), _killed(on, entries)


def _number(on: Setting, entries: Sequence[RegisterEntry]) -> str:
    """How many incidents, from the fewest that they may be: no sighting is told as two for sure."""
    return on.tongue.figures(fewest(entries), None, len(entries))


def _killed(on: Setting, entries: Sequence[RegisterEntry]) -> str:
    """The dead of several entries, no incident counted twice; nothing where no figure is given."""
    found = tolls(entries)
    if not found:
        return ""
    low, high = sum(map(least, found)), sum(map(most, found))
    best = sum(one.best for one in found if one.best is not None)
    is_whole = all(one.best is not None for one in found)
    return on.tongue.figures(low, best if is_whole else None, high)


def _every(on: Setting) -> Table | None:
    say = on.tongue.say
    heads = [
        say("When"),
        say("What"),
        say("Where"),
        say("Promise"),
        say("Committed by"),
        say("Answerable"),
        say("Attribution"),
        say("Killed"),
        say("P(inside)"),
        say("State"),
        say("Sources"),
    ]
    rows = [_entry(on, entry) for entry in on.entries]
    if len(rows) > _LINKED:
        rows = list(_linked_once(rows))
    return without_empty(table(say("Every incident of the period"), heads, rows, figures=(7, 8)), (_KILLED,))


def _entry(on: Setting, entry: RegisterEntry) -> Row:
    say, state = on.tongue.say, entry.status if entry.is_breach else entry.bearing
    return row(
        on.tongue.days(entry.start, entry.end),
        on.act(entry),
        on.place(entry),
        Cell(on.promise(entry.norm), proof_of(entry.norm), foreign=on.is_foreign(entry.norm)),
        on.committed_by(entry),
        on.parties(entry.answerable) if entry.answerable else "",
        on.tongue.term(entry.attribution),
        on.tongue.figures(*entry.killed) if entry.killed else "",
        say("not known") if entry.p_inside is None else on.tongue.percent(entry.p_inside),
        on.tongue.term(state),
        _sources(on, entry),
        key=row_of(entry),
    )


def _linked_once(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows of which the first with a promise leads to its proof: thousands of links double a PDF's time."""
    known: set[str | None] = set()
    for one in rows:
        cells = tuple(replace(cell, lead=None) if cell.lead in known else cell for cell in one.cells)
        known.update(cell.lead for cell in one.cells)
        yield replace(one, cells=cells)


def _sources(on: Setting, entry: RegisterEntry) -> str:
    return "; ".join(dict.fromkeys(map(on.source, entry.claims)))


def casualties(on: Setting, *drawn: Block) -> Section | None:
    """Clashes and the dead: each incident with a figure, and whether independent sources agree on it."""
    say = on.tongue.say
    deadly = [entry for entry in on.incidents if entry.killed is not None]
    heading, apart = say("Clashes and casualties"), _apart(on)
    if not deadly:
        return section("casualties", heading, *drawn, apart)
    total = _killed(on, deadly)
    twice = [entry for entry in deadly if len({one.family for one in entry.claims}) > 1]
    told = on.tongue.count(
        "{n} incident of the period has a figure of people killed: {killed} in all.",
        "{n} incidents of the period have figures of people killed: {killed} in all.",
        len(deadly),
        killed=total,
    )
    sure = say("None of them is told by more than one independent source.")
    if twice:
        sure = on.tongue.count(
            "{n} of them is told by more than one independent source.",
            "{n} of them are told by more than one independent source.",
            len(twice),
        )
    return section(
        "casualties",
        heading,
        paragraph(Sentence(told, (row_of(deadly[0]),)), sure, repeats(on, deadly)),
        *drawn,
        apart,
    )


def _apart(on: Setting) -> Table | None:
    """In public: the dead of incidents that each had too few to be told with their place, by month."""
    rules = on.facts.released
    rows = [
        row(on.tongue.month(one.month), on.tongue.figures(one.low, None, one.high))
        for one in (rules.dead_apart if rules else ())
    ]
    heads = [on.tongue.say("Month"), on.tongue.say("Killed")]
    return table(on.tongue.say("The dead of incidents told without figures"), heads, rows, figures=(1,))


def repeats(on: Setting, entries: Sequence[RegisterEntry]) -> str | None:
    """That some of these entries may be one incident, where there are such."""
    some = len(entries) - fewest(entries)
    if not some:
        return None
    return on.tongue.count(
        "{n} of these entries may be the same incident as another: sums run from the fewest to all of them.",
        "{n} of these entries may be the same incidents as others: sums run from the fewest to all of them.",
        some,
    )


def counts(on: Setting, *drawn: Block) -> Section | None:
    """Both sides' figures of firings beside each other, and beside what others tell."""
    return section(
        "counts",
        on.tongue.say("Counts side by side"),
        *drawn,
        _days(on),
        _weeks(on),
        _withheld(on),
        unread(on, "tallies", "agreed"),
    )


def _days(on: Setting) -> Table | None:
    say = on.tongue.say
    voices = sorted({voice for one in on.facts.tallies for voice in one.figures})
    rows = [
        row(one.place, on.tongue.day(one.day), *(_figure(on, one.figures.get(voice)) for voice in voices))
        for one in on.facts.tallies
    ]
    heads = [say("Place"), say("Day"), *map(on.party, voices)]
    figures = range(2, 2 + len(voices))
    return table(say("Firings as each side counts them"), heads, rows, figures=figures)


def _weeks(on: Setting) -> Table | None:
    say = on.tongue.say
    rows = [
        row(
            on.tongue.day(one.week),
            on.party(one.first),
            on.party(one.second),
            *map(on.tongue.number, (one.first_sum, one.second_sum, one.both, one.same)),
            _figure(on, one.others),
        )
        for one in on.facts.agreed
    ]
    heads = [
        say("Week of"),
        say("First"),
        say("Second"),
        say("First's firings"),
        say("Second's firings"),
        say("Days both counted"),
        say("Same figure"),
        say("Incidents others report"),
    ]
    return table(say("How far the counts agree"), heads, rows, figures=range(3, 8))


def _withheld(on: Setting) -> Block | None:
    withheld = sum(one.withheld for one in on.facts.agreed)
    return paragraph(incidents_withheld(on.tongue, withheld)) if withheld else None


def incidents_withheld(tongue: Tongue, withheld: int) -> str:
    """Of how many incidents beside the sides' figures the reader is told nothing."""
    return tongue.count(
        "{n} incident that others report in secret is not in these figures.",
        "{n} incidents that others report in secret are not in these figures.",
        withheld,
    )


def _figure(on: Setting, figure: int | None) -> str:
    return on.tongue.say("no figure") if figure is None else on.tongue.number(figure)
