"""The two counting lanes of the timeline: incidents by week, and claims by week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from truceline.agreement.model import Agreement
from truceline.assess.result import RegisterEntry
from truceline.evidence.claim import Claim
from truceline.publish.incidents import distinct
from truceline.publish.lanes import BARS, floor, heading, note, week_bar
from truceline.publish.markup import Html, Value, el, join
from truceline.publish.timescale import Timescale
from truceline.publish.views import View, per_view
from truceline.publish.words import counted, day

_KINDS = ("confirmed", "opened", "closed", "nobreach")
_Weeks = Mapping[date, Counter[str]]


def incident_lane(scale: Timescale, views: Sequence[View], top: float) -> tuple[Html, float]:
    """Register entries by week, stacked by what they amount to; and where the lane ends."""
    base = top + 6 + BARS
    tallies = [(view.index, _tally(scale, distinct(view.assessment.violations))) for view in views]
    most = max((counts.total() for _, weeks in tallies for counts in weeks.values()), default=0)
    bars = [(index, _stacks(scale, weeks, base, BARS / most if most else 0.0)) for index, weeks in tallies]
    notes = ("solid: confirmed", "hatched: opened, not confirmed", "outline: breaks no promise")
    words = [note(top + 14 + 13 * number, line) for number, line in enumerate(notes)]
    drawn = el(
        "g", {}, _hatch(), heading(top, "Incidents by week"), words, floor(scale, base, most, BARS),
        per_view("g", bars),
    )  # fmt: skip
    return drawn, base


def claim_lane(
    scale: Timescale, agreement: Agreement, claims: Sequence[Claim], top: float
) -> tuple[Html, float]:
    """Claims by the week they speak of (up) and the week they became known (down)."""

    def known(claim: Claim) -> date | None:
        return agreement.tempo.day_of(claim.recorded_at) if claim.recorded_at else claim.published_on

    half = BARS * 0.6
    base = top + 6 + half
    happened = _by_week(scale, claims, lambda claim: claim.time.start)
    learnt = _by_week(scale, claims, known)
    most = max([*happened.values(), *learnt.values(), 0])
    step = half / most if most else 0.0
    late = sum(found > scale.last for claim in claims if (found := known(claim)))
    notes = ["up: what happened in the week", "down: what became known in it"]
    notes += [f"({late:,} known after this axis)"] if late else []
    words = [note(top + 14 + 13 * number, line) for number, line in enumerate(notes)]
    drawn = el(
        "g", {}, heading(top, "Claims by week"), words,
        _bars(scale, happened, (base, -step), "happened"), _bars(scale, learnt, (base, step), "learnt"),
        floor(scale, base, most, half),
    )  # fmt: skip
    return drawn, base + half


def _tally(scale: Timescale, entries: Sequence[RegisterEntry]) -> dict[date, Counter[str]]:
    weeks: dict[date, Counter[str]] = {}
    for entry in entries:
        if entry.start and scale.holds(entry.start):
            kind = entry.status if entry.is_breach else "nobreach"
            weeks.setdefault(scale.week(entry.start), Counter())[kind] += 1
    return weeks


def _stacks(scale: Timescale, weeks: _Weeks, base: float, step: float) -> Html:
    parts = []
    for week in sorted(weeks):
        under = base
        for kind in _KINDS:
            count = weeks[week][kind]
            if count:
                told = "not attributed or no breach" if kind == "nobreach" else kind
                words = f"week of {day(week)}: {count} {told}"
                parts.append(week_bar(scale, week, (under, under - count * step), kind, words))
                under -= count * step
    return join(parts)


def _by_week(
    scale: Timescale, claims: Sequence[Claim], when: Callable[[Claim], date | None]
) -> Counter[date]:
    found = (when(claim) for claim in claims)
    return Counter(scale.week(one) for one in found if one is not None and scale.holds(one))


def _bars(scale: Timescale, weeks: Counter[date], rise: tuple[float, float], kind: str) -> list[Html]:
    base, step = rise
    told = {week: f"week of {day(week)}: {counted(count, 'claim')}" for week, count in weeks.items()}
    return [
        week_bar(scale, week, (base, base + step * weeks[week]), kind, told[week]) for week in sorted(weeks)
    ]


def _hatch() -> Html:
    line = el("path", {"class": "hatchline", "d": "M0 0V5"})
    ground = el("rect", {"class": "hatchground", "width": 5, "height": 5})
    looks: dict[str, Value] = {"id": "hatch", "width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
    return el("defs", {}, el("pattern", {**looks, "patternTransform": "rotate(45)"}, ground, line))
