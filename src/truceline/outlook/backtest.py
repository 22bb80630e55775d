"""Rolling origins: what a model would have said on each past day, knowing nothing later, beside what came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.outlook.models import BASELINES, Model
from truceline.outlook.predictive import Figures, Predictive
from truceline.outlook.scores import crps, skill


@dataclass(frozen=True)
class Tried:
    """One forecast of the past."""

    model: str
    origin: int
    """The last day it could know, by its number in the series."""
    days: int
    forecast: Predictive
    came: int
    """The total of the days after the origin."""


def rolled(
    counts: Figures, models: Mapping[str, Model], horizons: Sequence[int], first: int, step: int = 7
) -> Iterator[Tried]:
    """Every model's forecast at every origin from `first` on; only where all of them can say something."""
    for days in horizons:
        for origin in range(first, len(counts) - days, step):
            # A copy, so that no model can look ahead through the array that it is given.
            known = counts[: origin + 1].copy()
            said = {name: model(known, days) for name, model in models.items()}
            if all(one is not None for one in said.values()):
                came = round(float(counts[origin + 1 : origin + 1 + days].sum()))
                yield from (Tried(name, origin, days, one, came) for name, one in said.items() if one)


@dataclass(frozen=True)
class Skill:
    """How much better a model is than the better baseline, at one horizon."""

    model: str
    days: int
    forecasts: int
    crps: float
    over: str
    """The baseline with the smaller score."""
    skill: float


def skills(tried: Sequence[Tried]) -> tuple[Skill, ...]:
    """The skill of every model at every horizon, on the same days as the baselines."""
    found = []
    for days in sorted({one.days for one in tried}):
        scores = _scores([one for one in tried if one.days == days])
        best = min(BASELINES, key=lambda name: sum(scores[name]))
        for name, own in scores.items():
            gain = skill(own, scores[best])
            found.append(Skill(name, days, len(own), sum(own) / len(own), best, gain or 0.0))
    return tuple(found)


def _scores(tried: Sequence[Tried]) -> dict[str, list[float]]:
    scores: dict[str, list[float]] = {}
    for one in tried:
        scores.setdefault(one.model, []).append(crps(one.forecast, one.came))
    return scores
