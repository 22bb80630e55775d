"""Which model would have been chosen on the early part of a war, and how each did on the later part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.outlook.wars import War
from truceline.outlook.backtest import Tried, skills
from truceline.outlook.forecast import HORIZONS
from truceline.outlook.models import BASELINES, CHOSEN

Skills = dict[tuple[str, int], float]


def choice_table(war: War, tried: Sequence[Tried]) -> Iterator[str]:
    """Skill by part: windows that are over before the split, and origins from it on."""
    split = war.number(war.split)
    early = _skills([one for one in tried if one.origin + one.days < split])
    late = _skills([one for one in tried if one.origin >= split])
    yield f"Chosen on what was over before {war.split}, and what it was worth from then on (skill):\n"
    heads = [f"{part}, {days}" for part in ("before", "since") for days in HORIZONS]
    yield "| model | " + " | ".join(heads) + " |"
    yield "| --- |" + " --- |" * len(heads)
    names = [name for name in dict.fromkeys(one.model for one in tried) if name not in BASELINES]
    for name in sorted(names, key=lambda name: -sum(early[name, days] for days in HORIZONS)):
        figures = [part[name, days] for part in (early, late) for days in HORIZONS]
        told = f"**{name}**" if name == CHOSEN else name
        yield f"| {told} | " + " | ".join(f"{one:+.3f}" for one in figures) + " |"
    yield ""


def _skills(tried: Sequence[Tried]) -> Skills:
    return {(one.model, one.days): one.skill for one in skills(tried)}
