"""What the parties say about the promises: words, kept apart from conduct."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.agreement.model import Agreement
from truceline.assess.result import PostureEntry
from truceline.publish.chips import POSTURES, chip
from truceline.publish.cited import Citations
from truceline.publish.markup import Html, el
from truceline.publish.wording import Wording
from truceline.publish.words import DASH, counted, day, party_name

_HEADS = ("Party", "Promise", "Says", "Since", "In whose account")


def postures(agreement: Agreement, citations: Citations, entries: Sequence[PostureEntry]) -> Html:
    """One view's table, party by party in the agreement's order."""
    if not entries:
        return el("p", {}, "No party's words about a promise are on record in this view.")
    order = {party.id: place for place, party in enumerate(agreement.parties)}
    ranked = sorted(entries, key=lambda one: order.get(one.party, len(order)))
    heads = el(
        "tr", {"role": "row"}, [el("th", {"scope": "col", "role": "columnheader"}, head) for head in _HEADS]
    )
    rows = [_row(agreement, citations, one) for one in ranked]
    return el(
        "table",
        {"class": "postures", "role": "table"},
        el("thead", {"role": "rowgroup"}, heads),
        el("tbody", {"role": "rowgroup"}, rows),
    )


def _row(agreement: Agreement, citations: Citations, entry: PostureEntry) -> Html:
    cells = (
        el("b", {"dir": "auto"}, party_name(agreement, entry.party)),
        el("span", {"dir": "auto"}, Wording(agreement).title(entry.norm)),
        chip(POSTURES[entry.posture]),
        day(entry.since) if entry.since else DASH,
        _sources(citations, entry),
    )
    told = [
        el("td", {"role": "cell", "data-label": head}, cell) for head, cell in zip(_HEADS, cells, strict=True)
    ]
    return el("tr", {"role": "row"}, told)


def _sources(citations: Citations, entry: PostureEntry) -> Html | None:
    if not entry.claims:
        return None
    items = [el("li", {}, citations.brief(one)) for one in entry.claims]
    return el("details", {}, el("summary", {}, counted(len(entry.claims), "claim")), el("ul", {}, items))
