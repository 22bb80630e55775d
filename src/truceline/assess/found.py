"""What judging a norm finds, before it is written out as a status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.assess.result import Branch, Due, Phase, Standing
from truceline.assess.step import Step
from truceline.core.degree import Degree


@dataclass(frozen=True)
class Life:
    """Where a norm is in its life: its window, its possible deadlines, and why."""

    phase: Phase
    starts: date | None
    until: date | None
    dues: tuple[Due, ...] = ()
    marks: tuple[str, ...] = ()
    reasons: tuple[Step, ...] = ()
    """Rules and conditions that were asked about on the way."""

    @property
    def due_days(self) -> tuple[date, ...]:
        return tuple(dict.fromkeys(due.by for due in self.dues))


@dataclass(frozen=True)
class Part:
    """One share of a promise and what was found of it."""

    name: str
    party: str | None
    proof: Step

    @property
    def degree(self) -> Degree:
        return Degree.of([self.proof.verdict])


@dataclass(frozen=True)
class Found:
    """The finding on one norm in one frame."""

    norm: str
    life: Life
    degree: Degree
    parts: tuple[Part, ...]
    proof: Step
    standing: Standing
    branches: tuple[Branch, ...] = ()
