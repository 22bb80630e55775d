"""From phase, deadline and degree to a standing. Pure tables: no evidence is looked at here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from truceline.assess.result import Branch, Due, Phase, Standing
from truceline.core.degree import Degree
from truceline.core.finding import Verdict

_SILENCE = {
    "unknown": Standing.UNPROVEN,
    "presumed_kept": Standing.PRESUMED_KEPT,
    "presumed_breached": Standing.PRESUMED_BREACHED,
}
_BY_PHASE = {
    Phase.DORMANT: Standing.NOT_YET_DUE,
    Phase.SUSPENDED: Standing.SUSPENDED,
    Phase.DISCHARGED: Standing.DISCHARGED,
    Phase.SUPERSEDED: Standing.DISCHARGED,
}


def standing_at(
    due: date | None,
    *,
    as_of: date,
    achieve: bool,
    verdicts: Sequence[Verdict],
    silence: str,
    in_time: Callable[[date], bool],
) -> Standing:
    """The standing of a duty in force under one deadline (None: the text sets no day).

    A duty to achieve something without a day is never breached by time alone: shown undone, it is
    not yet due (docs/decisions/0006-undated-duties.md). `in_time` tells whether the promise was
    already shown kept on the deadline day.
    """
    degree = Degree.of(verdicts)
    if degree.low == 1.0:
        late = achieve and due is not None and as_of > due and not in_time(due)
        return Standing.FULFILLED_LATE if late else Standing.FULFILLED
    if achieve and due is not None and as_of <= due:
        return Standing.NOT_YET_DUE
    if achieve and due is None and degree.high < 1.0:
        return Standing.NOT_YET_DUE
    if degree.high == 0.0:
        return Standing.BREACHED
    if degree.high < 1.0:
        return Standing.BREACHED_IN_PART
    if Verdict.CONTESTED in verdicts:
        return Standing.CONTESTED
    return _SILENCE[silence]


def by_phase(phase: Phase) -> Standing | None:
    """The standing that a phase settles whatever the evidence says; None if it settles none."""
    return _BY_PHASE.get(phase)


def settled(outcomes: Sequence[tuple[Due | None, Standing]]) -> tuple[Standing, tuple[Branch, ...]]:
    """One standing if every possible deadline gives the same, else unresolved with its branches."""
    kinds = list(dict.fromkeys(standing for _, standing in outcomes))
    if len(kinds) == 1:
        return kinds[0], ()
    branches = tuple(Branch(standing=standing, condition=_condition(due)) for due, standing in outcomes)
    return Standing.UNRESOLVED, branches


def _condition(due: Due | None) -> str:
    if due is None:
        return "if no deadline applies"
    origin = "the text stands alone" if due.source == "text" else f"{due.source} applies"
    return f"if {origin} (due {due.by})"
