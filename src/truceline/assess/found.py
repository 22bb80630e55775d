"""What judging a norm finds, before it is written out as a status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from truceline.assess.result import Branch, Due, Phase, Standing
from truceline.assess.step import Step
from truceline.core.degree import Degree
from truceline.core.finding import Verdict


@dataclass(frozen=True)
class Asked:
    """An activation condition as put on one day, and the ways it can come out: met (True) or not."""

    step: Step
    outcomes: frozenset[bool]


@dataclass(frozen=True)
class Fork:
    """An activation condition that is contested: the norm is judged both ways."""

    condition: str
    now: bool
    """Whether it is open on the day asked, or was so only on days before."""


class Met(Enum):
    """How an activation condition stands on a day, counting the days before it."""

    YES = "yes"
    NO = "no"
    OPEN = "open"


@dataclass(frozen=True)
class Activation:
    """The condition on the day asked: how it stands, why, and what it leaves open."""

    met: Met
    proof: Step
    fork: Fork | None
    mark: str | None
    """The remark that a reader of the status needs; None where the duty is simply active."""


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
    fork: Fork | None = None
    """What leaves open whether the norm is (or was) active; None if nothing does, or one way is assumed."""

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

    def turns_on_contested(self, at_least: str) -> bool:
        """Whether contested parts alone decide if it is `fulfilled` (or `partly_fulfilled`)."""
        verdicts = {part.proof.verdict for part in self.parts}
        if Verdict.CONTESTED not in verdicts:
            return False
        if at_least == "fulfilled":
            return verdicts <= {Verdict.CONTESTED, Verdict.ESTABLISHED}
        return Verdict.ESTABLISHED not in verdicts
