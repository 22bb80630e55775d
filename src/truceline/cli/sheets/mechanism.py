"""Matters and acts of the mechanism as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.table import Table

from truceline.agreement.model import Agreement
from truceline.case.depths import Sightings
from truceline.case.watching import Watched
from truceline.cli.mechanism_documents import LinesCompared
from truceline.cli.sheets.layout import counted, faint, heading, table
from truceline.mechanism.latency import Wait
from truceline.mechanism.matter import Entered, Matter
from truceline.mechanism.record import LeftOut
from truceline.mechanism.tallies import Agreed

if TYPE_CHECKING:
    from rich.console import RenderableType


def matter_list(matters: Iterable[Matter], agreement: Agreement) -> Table:
    """A row for each matter: its sort, name and state, and since when it has stood so."""
    made = table("Sort", "Name", "State", "Since", "What")
    for one in matters:
        made.add_row(one.sort, one.id, one.state, _moment(one.last.deed.made_at, agreement), one.told)
    return made


def matter_sheet(
    matter: Matter, acts: Iterable[Entered], agreement: Agreement, besides: Iterable[str] = ()
) -> Iterator[RenderableType]:
    """One matter with what follows from its acts and is known besides, and the acts."""
    yield f"{matter.sort} {matter.id}: {matter.state}"
    if matter.told:
        yield matter.told
    for name, value in matter.details.items():
        yield from _detail(name.replace("_", " "), value)
    yield from besides
    yield heading("Acts")
    yield act_list(acts, agreement)


def _detail(name: str, value: Any, indent: str = "") -> Iterator[str]:
    """A line for each thing told; what is in turn made of things below it, further in."""
    match value:
        case dict() if any(isinstance(item, dict) for item in value.values()):
            yield f"{indent}{name}:"
            for key, item in value.items():
                yield from _detail(str(key).replace("_", " "), item, f"{indent}  ")
        case dict():
            told = "; ".join(f"{str(key).replace('_', ' ')} {_plain(item)}" for key, item in value.items())
            yield f"{indent}{name}: {told or '-'}"
        case _:
            yield f"{indent}{name}: {_plain(value)}"


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value) or "-"
    if isinstance(value, dict):
        return " ".join(_plain(item) for item in value.values())
    return "-" if value is None else str(value)


def act_list(acts: Iterable[Entered], agreement: Agreement) -> Table:
    """A row for each act: when, by whom, what, and the first digits of its name."""
    made = table("Made", "By", "Act", "Matter", "Named")
    for one in acts:
        deed = one.signed.deed
        by = f"{deed.signer} ({deed.party})" if deed.party else deed.signer
        made.add_row(
            _moment(deed.made_at, agreement), by, deed.name, f"{deed.sort} {deed.matter}", one.signed.name
        )
    return made


def left_out_list(left_out: Iterable[LeftOut]) -> Table:
    """A row for each act that does not count, with the reason."""
    made = table("Position", "Act", "Named", "Why it does not count")
    for one, why in left_out:
        made.add_row(str(one.position), one.signed.deed.name, one.signed.name, why.message)
    return made


def difference_sheet(found: LinesCompared, *, is_area: bool) -> Table:
    """What two drawings have and do not have in common."""
    made = table("", found.first, found.second, right=(found.first, found.second))
    gap = found.difference
    made.add_row("edge, km" if is_area else "length, km", f"{gap.first_km:.2f}", f"{gap.second_km:.2f}")
    if is_area:
        made.add_row("alone, km2", f"{gap.only_first_km2:.2f}", f"{gap.only_second_km2:.2f}")
        made.add_row("common, km2", f"{gap.common_km2:.2f}", f"{gap.common_km2:.2f}")
    made.add_row("between, km2", f"{gap.between_km2:.2f}", "")
    made.add_row("farthest apart, km", f"{gap.apart_km:.2f}", "")
    return made


_FIGURES = ("Sent", "Done", "Median, h", "9 in 10, h", "Longest, h", "Open", "Oldest open, h")


def wait_sheet(found: Iterable[Wait]) -> Table:
    """A row for each direction and step."""
    made = table("From", "To", "Step", *_FIGURES, right=_FIGURES)
    for one in found:
        hours = (one.median_h, one.ninth_h, one.longest_h)
        told = ("" if value is None else f"{value:.1f}" for value in hours)
        oldest = "" if one.oldest_open_h is None else f"{one.oldest_open_h:.1f}"
        made.add_row(one.sender, one.to, one.step, str(one.sent), str(one.done), *told, str(one.open), oldest)
    return made


_WEEKLY = ("Patrols", "Hours", "Hours/km2", "Most seen by one", "Drawn as seen")


def coverage_sheet(weeks: Iterable[Watched]) -> Table:
    """A row for each week, empty ones too: nobody looking is part of the picture."""
    made = table("Week of", *_WEEKLY, "Own word of", right=_WEEKLY)
    for one in weeks:
        dense = "" if one.hours_per_km2 is None else f"{one.hours_per_km2:.3f}"
        seen = "" if one.drawn_share is None else f"{one.drawn_share:.0%}"
        row = (str(one.patrols), f"{one.hours:.1f}", dense, f"{one.most_covered:.0%}", seen, " ".join(one.by))
        made.add_row(one.week.isoformat(), *row)
    return made


_AGREED = ("Both counted", "Same figure", "Rate", "First's sum", "Second's sum", "Others tell", "One alone")


def counts_sheet(weeks: Sequence[Agreed]) -> Iterator[RenderableType]:
    """A row for each week and each two sides; then what is withheld."""
    made = table("Week of", "First", "Second", *_AGREED, right=_AGREED)
    for one in weeks:
        rate = f"{one.same / one.both:.0%}" if one.both else ""
        others = "" if one.others is None else str(one.others)
        sums = (str(one.first_sum), str(one.second_sum), others, str(one.alone))
        made.add_row(one.week.isoformat(), one.first, one.second, str(one.both), str(one.same), rate, *sums)
    yield made
    if withheld := sum(one.withheld for one in weeks):
        told = counted(withheld, "incident that others report", "incidents that others report")
        yield faint(f"Others: without {told} in secret.")


_DEPTHS = ("Count", "P(inside)", "Depth, km")


def sightings_sheet(found: Sightings) -> Iterator[RenderableType]:
    """A withdrawal in one line, and a row for each sighting since."""
    counted = "none counted" if found.counted is None else f"{found.counted} counted out"
    said = f"{found.declared} of {found.what} out of {found.zone}"
    yield f"{found.withdrawal}: {found.state}; {said} declared on {found.since}, {counted}"
    if not found.seen:
        yield faint("Nothing of the kind was seen since.")
        return
    made = table("Day", "Seen", *_DEPTHS, "Of", "Source", "Claim", right=_DEPTHS)
    for one in found.seen:
        figures = (
            "" if one.count is None else f"{one.count:g}",
            "" if one.p_inside is None else f"{one.p_inside:.0%}",
            "" if one.depth_km is None else f"{one.depth_km:.1f}",
        )
        made.add_row(
            str(one.day or ""), one.says, *figures, ", ".join(one.parties), one.source, one.claim_id[:8]
        )
    yield made
    yield faint(f"Depth is measured from {found.line}.")


def _moment(at: datetime, agreement: Agreement) -> str:
    """Local time of the agreement."""
    return f"{at.astimezone(agreement.tempo.zone):%Y-%m-%d %H:%M}"
