"""Who accepts, bargains or refuses: words, by party and norm, with what was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.table import Table
from rich.text import Text

from truceline.assess.result import Posture, PostureEntry
from truceline.cli.failure import visible
from truceline.cli.sheets import words
from truceline.cli.sheets.layout import table

LEGEND = "Words only: what a party does stands in `truceline assess`."
_COLOURS = {
    Posture.ACCEPTS: "green",
    Posture.CONDITIONAL: "yellow",
    Posture.BARGAINS: "yellow",
    Posture.AMBIGUOUS: "magenta",
    Posture.REFUSES: "bold red",
}


def postures(entries: Sequence[PostureEntry]) -> Table:
    """One line for each party and what it says; norms it says the same about share the line."""
    sheet = table("Party", "Posture", "Since", "About", "As last reported")
    sheet.columns[3].max_width = 26
    for party, group in groupby(_spoken(entries), key=lambda entry: entry.party):
        for number, alike in enumerate(_alike(group)):
            first = alike[0]
            sheet.add_row(
                Text("" if number else visible(party), style="bold"),
                Text(words.plain(first.posture.value) + _star(first), style=_COLOURS[first.posture]),
                first.since.isoformat() if first.since else "",
                words.listed(entry.norm for entry in alike),
                _last_words(first),
            )
    return sheet


def silent(entries: Sequence[PostureEntry]) -> list[str]:
    """One line for each party that has said nothing about some norm."""
    lines = []
    for party, group in groupby(entries, key=lambda entry: entry.party):
        norms = [entry.norm for entry in group if entry.posture is Posture.SILENT]
        if norms:
            lines.append(f"{visible(party)} is silent on {words.listed(norms)}.")
    return lines


def _spoken(entries: Iterable[PostureEntry]) -> list[PostureEntry]:
    return [entry for entry in entries if entry.posture is not Posture.SILENT]


def _alike(entries: Iterable[PostureEntry]) -> list[list[PostureEntry]]:
    """One party's entries with the same posture, since the same day, on the same last words."""
    groups: dict[tuple[object, ...], list[PostureEntry]] = {}
    for entry in entries:
        groups.setdefault((entry.posture, entry.since, _last_words(entry)), []).append(entry)
    return list(groups.values())


def _last_words(entry: PostureEntry) -> str:
    """The latest statement (an entry's claims stand in order of time), and how many more there are."""
    if not entry.claims:
        return ""
    last = entry.claims[-1]
    more = f" and {len(entry.claims) - 1} more" if len(entry.claims) > 1 else ""
    return f"{visible(last.says)} ({visible(last.source)} {last.grade}{more})"


def _star(entry: PostureEntry) -> str:
    return words.SUPPOSED if any(claim.supposed for claim in entry.claims) else ""
