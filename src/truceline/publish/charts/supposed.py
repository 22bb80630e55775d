"""What supposed claims would change: statuses, with their proofs, and forecasts, beside today's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from truceline.publish.charts.plot import panel, stacked, table
from truceline.publish.chips import degree_bar, standing_chip
from truceline.publish.cited import Citations
from truceline.publish.markup import Html, el, join
from truceline.publish.steps import Steps
from truceline.publish.words import counted, percent

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.evidence.claim import Claim
    from truceline.outlook.supposing import ForecastChange, StatusChange, Supposing
    from truceline.publish.charts.subject import Names

_STATUSES = ("Promise", "Of", "Now", "Then", "Because")
_FORECASTS = (
    "Promise",
    "Days",
    "Half below, now",
    "Then",
    "80 %, now",
    "Then",
    "Over 1\N{MULTIPLICATION SIGN}, now",
    "Then",
)
_MOST = 3
_TOLD = "Nothing of this is on record. A proof cites supposed claims with their mark."


def would_change(found: Supposing, agreement: Agreement, claims: Sequence[Claim], names: Names) -> Html:
    """The panel; `claims` are the supposed ones, whose own words it shows."""
    steps = Steps(Citations.of(agreement, claims))
    statuses = [_status(one, names) for one in found.statuses]
    forecasts = [_forecast(one, names) for one in found.forecasts]
    nothing = None if statuses or forecasts else el("p", {}, "They change nothing.")
    body = stacked(
        nothing,
        table(_STATUSES, statuses) if statuses else None,
        join(_proofs(one, steps, names) for one in found.statuses) if statuses else None,
        table(_FORECASTS, forecasts) if forecasts else None,
    )
    return panel("would-change", "What the supposed claims would change", _TOLD, body)


def _status(one: StatusChange, names: Names) -> list[Html | str]:
    now, then = (
        join([standing_chip(standing), " ", degree_bar(degree)])
        for standing, degree in zip(one.standing, one.degree, strict=True)
    )
    return [names.promise(one.norm), _of(one, names), now, then, _because(one)]


def _because(one: StatusChange) -> str:
    """The claims that it rests on; of many the first, as the proof has them all."""
    if not one.because:
        return "a rule that they set off"
    rest = len(one.because) - _MOST
    more = f"; and {counted(rest, 'more claim')}" if rest > 0 else ""
    return "; ".join(claim.says for claim in one.because[:_MOST]) + more


def _of(one: StatusChange, names: Names) -> str:
    return "all" if one.party is None else names.by(one.party)


def _proofs(one: StatusChange, steps: Steps, names: Names) -> Html:
    """Both proofs of a status that changes, folded."""
    parts = (
        el("section", {"class": "part"}, el("h4", {}, when), steps.node(proof, {}))
        for when, proof in zip(("Then", "Now"), reversed(one.proofs), strict=True)
    )
    title = f"The proof ({_of(one, names)}): {names.promise(one.norm)}"
    return el("details", {"class": "proof"}, el("summary", {"dir": "auto"}, title), *parts)


def _forecast(one: ForecastChange, names: Names) -> list[Html | str]:
    return [names.promise(one.norm, one.table), str(one.days), *_figures(one)]


def _figures(one: ForecastChange) -> Iterator[str]:
    yield from ("none" if value is None else str(value) for value in one.median)
    yield from ("none" if span is None else f"{span[0]} to {span[1]}" for span in one.likely)
    yield from ("" if chance is None else percent(chance) for chance in one.exceeding)
