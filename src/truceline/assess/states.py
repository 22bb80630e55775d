"""Weighing observations of a state: they grow old, and newer ones answer older ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from truceline.assess.docket import Exhibit, age_days
from truceline.assess.step import pool
from truceline.core.counted import counted
from truceline.core.finding import Standard, Strength

Aside = tuple[Exhibit, str]


@dataclass(frozen=True)
class Weighed:
    """What is left for and against once time has had its say."""

    supporting: tuple[Exhibit, ...]
    opposing: tuple[Exhibit, ...]
    set_aside: tuple[Aside, ...]

    @property
    def strength(self) -> Strength:
        return Strength(pool(self.supporting), pool(self.opposing))


def weigh(
    supporting: Sequence[Exhibit],
    opposing: Sequence[Exhibit],
    *,
    as_of: date,
    fresh_days: int,
    standard: Standard,
) -> Weighed:
    """Set aside what is stale, and what strictly later evidence to standard has answered.

    Observations whose days overlap do not answer each other: they stay opposed, and where both
    meet the standard the finding is contested.
    """
    aside: list[Aside] = []
    fresh_for = _fresh(supporting, as_of, fresh_days, aside)
    fresh_against = _fresh(opposing, as_of, fresh_days, aside)
    kept_for = _unanswered(fresh_for, fresh_against, standard, aside)
    kept_against = _unanswered(fresh_against, fresh_for, standard, aside)
    return Weighed(tuple(kept_for), tuple(kept_against), tuple(aside))


def _fresh(exhibits: Sequence[Exhibit], as_of: date, fresh_days: int, aside: list[Aside]) -> list[Exhibit]:
    kept = []
    for exhibit in exhibits:
        age = age_days(exhibit, as_of)
        if age > fresh_days:
            aside.append(
                (exhibit, f"older than {counted(fresh_days, 'day')}: it no longer tells who is there now")
            )
        else:
            kept.append(exhibit)
    return kept


def _unanswered(
    these: list[Exhibit], others: list[Exhibit], standard: Standard, aside: list[Aside]
) -> list[Exhibit]:
    kept = []
    for exhibit in these:
        later = [o for o in others if o.start > exhibit.end]
        if later and pool(later) >= standard.bar:
            newest = max(o.start for o in later)
            aside.append((exhibit, f"answered by later evidence (from {newest})"))
        else:
            kept.append(exhibit)
    return kept
