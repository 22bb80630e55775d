"""The violation register as a list, grouped and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from truceline.assess.result import RegisterEntry
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.incidents import (
    NO_BREACH,
    NOT_ATTRIBUTED,
    STATUSES,
    Incident,
    incidents_of,
    killed,
    standing_of,
)
from truceline.cli.sheets.layout import faint, heading, table

By = Literal["governorate", "norm", "none"]
Grouped = dict[str, list[Incident]]
NO_PLACE = "governorate not given"
LEGEND = (
    "In per cent: the chance that it happened in the zone the promise is about. 'Not attributed': nobody is "
    "shown to have done it, so it binds nobody. 'No breach': shown because it touches the zone. In brackets: "
    "the claim it rests on (truceline claims CASE show ID). Committed by and answerable are never merged. "
    "Reports that may repeat another are not merged either: counts of incidents take them each, sums of the "
    "killed take them once, from the lowest figure to the highest. Sums leave out the killed of incidents "
    "likelier outside the zone than in it."
)
_COLOURS = {
    "opened": "yellow",
    "confirmed": "bold red",
    "closed": "dim",
    NOT_ATTRIBUTED: "cyan",
    NO_BREACH: "dim",
}
_WIDTHS = {"Day": 11, "What, where": 22, "Committed by": 18, "Answerable": 11, "Killed": 9, "Promise": 24}


def grouped(entries: Sequence[RegisterEntry], by: By, known_as: Callable[[str], str] = str) -> Grouped:
    """The incidents under the heads they belong to, heads in alphabetical order, incidents by day.

    By norm, an incident stands under each norm it touches, with that norm's entry alone.
    `known_as` gives provinces that sources spell differently one name.
    """
    parts: dict[str, list[RegisterEntry]] = defaultdict(list)
    for entry in entries:
        parts[_head(entry, by, known_as)].append(entry)
    in_order = sorted(parts.items(), key=lambda item: (item[0] == NO_PLACE, item[0]))
    return {head: incidents_of(part) for head, part in in_order}


def summary(groups: Grouped) -> Table:
    """One line for each head: incidents by status, and the killed as the sources give them."""
    heads = [word.capitalize() for word in (*STATUSES, NOT_ATTRIBUTED, NO_BREACH, "killed")]
    sheet = table("", *heads, right=tuple(heads))
    for head, incidents in groups.items():
        sheet.add_row(visible(head), *_counts(incidents))
    if len(groups) > 1:
        # Joined anew: under several norms an incident stands several times, but it happened once.
        entries = [e for incidents in groups.values() for incident in incidents for e in incident.entries]
        sheet.add_row(Text("all", style="bold"), *_counts(incidents_of(entries)))
    return sheet


def listing(groups: Grouped) -> Iterator[RenderableType]:
    """Every incident, under its head; the reasons stand below as numbered notes."""
    reasons: dict[str, int] = {}
    for head, incidents in groups.items():
        if head:
            yield heading(visible(head))
        yield _incidents(incidents, reasons)
    yield Text("")
    for reason, number in reasons.items():
        yield Text(f"({number}) {visible(reason)}")
    yield faint(f"\n{LEGEND}")


def _incidents(incidents: Sequence[Incident], reasons: dict[str, int]) -> Table:
    sheet = table(*_WIDTHS, gap=1)
    for column, width in zip(sheet.columns, _WIDTHS.values(), strict=True):
        column.width = width
    for incident in incidents:
        toll = incident.main.killed
        sheet.add_row(
            words.days(incident.main.start, incident.main.end).replace("/", "/\n"),
            _what(incident),
            _by(incident.main),
            words.listed(incident.answerable),
            words.figures(toll) if toll else words.NOBODY,
            Text("\n").join(_under(entry, reasons) for entry in incident.entries),
        )
    return sheet


def _what(incident: Incident) -> Text:
    """The act, the place, and whose word it is: counts of one day differ by who counts."""
    entry = incident.main
    number = words.figures(entry.count)
    times = "" if number == "1" else f" x {number}"
    where = f", {visible(entry.place)}" if entry.place else ""
    star = words.SUPPOSED if incident.supposed else ""
    told_by = words.listed(dict.fromkeys(claim.source for claim in entry.claims))
    repeat = "\nmay repeat another" if any(e.may_repeat for e in incident.entries) else ""
    what = f"{words.plain(entry.act)}{times}{where}{star}\n"
    ids = words.listed(claim.label or claim.claim_id[:12] for claim in entry.claims)
    return Text.assemble(what, (f"said by {told_by} [{ids}]{repeat}", "dim"))


def _by(entry: RegisterEntry) -> str:
    """Who did it and how well that is known; without that, who took part."""
    if entry.committed_by:
        who = f"{words.listed(entry.committed_by)} ({words.plain(entry.attribution)})"
    else:
        took_part = f"; {words.listed(entry.participants)} took part" if entry.participants else ""
        who = f"not known{took_part}"
    against = f"\non {words.listed(entry.target)}" if entry.target else ""
    return who + against


def _under(entry: RegisterEntry, reasons: dict[str, int]) -> Text:
    """`no-shelling 100%` and, on the next line, how the entry stands under it, with its note."""
    note = f" ({reasons.setdefault(entry.reason, len(reasons) + 1)})" if entry.reason else ""
    standing = standing_of(entry)
    inside = "" if entry.p_inside is None else f" {words.chance(entry.p_inside)}"
    return Text.assemble(f"{entry.norm}{inside}\n  ", (standing, _COLOURS[standing]), note)


def _counts(incidents: Sequence[Incident]) -> list[str]:
    by_standing = [
        str(sum(incident.standing == standing for incident in incidents))
        for standing in (*STATUSES, NOT_ATTRIBUTED, NO_BREACH)
    ]
    least, most = killed(incidents)
    return [*by_standing, str(least) if least == most else f"{least}-{most}"]


def _head(entry: RegisterEntry, by: By, known_as: Callable[[str], str]) -> str:
    match by:
        case "governorate":
            return known_as(entry.adm1) if entry.adm1 else NO_PLACE
        case "norm":
            return entry.norm
        case "none":
            return ""
