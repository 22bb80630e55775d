"""Different counts of the same days, side by side: neither merged nor averaged."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment
from truceline.evidence.claim import Claim, Quantity, Status
from truceline.publish.markup import Child, Html, el, join
from truceline.publish.words import DASH, days, figures, party_name, plain

_Topic = tuple[str, date | None, date | None]
_TWO = 2


@dataclass(frozen=True, slots=True)
class Tally:
    """One voice's number for one province (or for the whole, where none is named)."""

    voice: str
    province: str
    quantity: Quantity
    says: str
    seen: bool


def differing(agreement: Agreement, assessment: Assessment, claims: Iterable[Claim]) -> Html | None:
    """The days that at least two voices counted; None where there are none.

    Days that lie beyond the view are shown too, and say so.
    """
    topics: dict[_Topic, list[Tally]] = {}
    for claim in claims:
        count = _count(claim)
        if count is not None and (what := count.of or count.unit):
            topic = (what, claim.time.start, claim.time.end)
            topics.setdefault(topic, []).append(_tally(agreement, assessment, claim, count))
    shared = {topic: found for topic, found in topics.items() if len({one.voice for one in found}) >= _TWO}
    if not shared:
        return None
    voices = sorted({one.voice for found in shared.values() for one in found})
    names = ("Day", "Counted", *(_column(voice) for voice in voices))
    heads = [el("th", {"scope": "col", "role": "columnheader", "dir": "auto"}, name) for name in names]
    rows = [
        _row(topic, shared[topic], voices) for topic in sorted(shared, key=lambda one: (str(one[1]), one[0]))
    ]
    return el(
        "table",
        {"class": "counts", "role": "table"},
        el("thead", {"role": "rowgroup"}, el("tr", {"role": "row"}, heads)),
        el("tbody", {"role": "rowgroup"}, rows),
    )


def _count(claim: Claim) -> Quantity | None:
    if claim.status is not Status.ACCEPTED or claim.time.start is None:
        return None
    return next((one for one in claim.quantity if one.kind == "count" and one.status == "achieved"), None)


def _tally(agreement: Agreement, assessment: Assessment, claim: Claim, count: Quantity) -> Tally:
    speaker = claim.attribution
    voice = speaker.text or claim.source.id
    if speaker.party:
        voice = party_name(agreement, speaker.party)
    province = next((place.adm1 or place.text for place in claim.place), "")
    return Tally(voice, province, count, claim.says, _is_seen(assessment, claim))


def _is_seen(assessment: Assessment, claim: Claim) -> bool:
    at, start = assessment.frame.known_at, claim.time.start
    known = at is None or claim.recorded_at is None or claim.recorded_at <= at
    return known and start is not None and start <= assessment.frame.as_of


def _column(voice: str) -> str:
    return f"Count by {voice}"


def _row(topic: _Topic, tallies: Sequence[Tally], voices: Sequence[str]) -> Html:
    word, start, end = topic
    later = None if any(one.seen for one in tallies) else el("small", {}, "beyond this view")
    told: list[tuple[str, Child]] = [
        ("Day", join([el("b", {}, days(start, end)), " ", later])),
        ("Counted", plain(word)),
        *((_column(voice), _cell([one for one in tallies if one.voice == voice])) for voice in voices),
    ]
    cells = [
        el("td", {"role": "cell", "data-label": label}, el("div", {}, content)) for label, content in told
    ]
    return el("tr", {"role": "row", "class": "later" if later else None}, cells)


def _cell(tallies: Sequence[Tally]) -> Child:
    if not tallies:
        return DASH
    parts = ", ".join(f"{one.province} {_number(one.quantity)}" for one in tallies if one.province)
    heard = "; ".join(one.says for one in tallies)
    return join(
        [
            el("b", {"class": "big"}, _sum(tallies)),
            " ",
            el("small", {"dir": "auto", "title": heard}, parts),
        ]
    )


def _sum(tallies: Sequence[Tally]) -> str:
    if len(tallies) == 1:
        return _number(tallies[0].quantity)
    known = [one.quantity.best for one in tallies if one.quantity.best is not None]
    return f"{sum(known):g}" if len(known) == len(tallies) else "several"


def _number(quantity: Quantity) -> str:
    return figures(quantity.low, quantity.best, quantity.high)
