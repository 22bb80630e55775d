"""An inquiry: one frame with all readings chosen, in which checks are put and norms judged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from truceline.agreement.checks import ByReading
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Duty, Proof
from truceline.assess.docket import Docket, Exhibit
from truceline.assess.found import Activation, Asked, Found
from truceline.assess.states import Aside, weigh
from truceline.assess.step import Step
from truceline.core.frame import Frame
from truceline.evidence.claim import Claim

NOTHING_ASSUMED: Mapping[str, bool] = MappingProxyType({})


@dataclass(frozen=True)
class Inquiry:
    """Agreement, docket and frame together; siblings on other days share one memory."""

    agreement: Agreement
    docket: Docket
    frame: Frame
    method: Callable[[Inquiry, str], Found]
    """How a norm is judged; handed in, because judging asks checks and checks ask about norms."""
    assumed: Mapping[str, bool] = field(default_factory=lambda: NOTHING_ASSUMED)
    """How what is open comes out, by the id of a rule that may apply or of a norm that may be active."""
    memory: dict[tuple[Any, ...], Found] = field(default_factory=dict)
    conditions: dict[tuple[Any, ...], Asked] = field(default_factory=dict)
    """What activation conditions came to, each day by itself."""
    activations: dict[tuple[Any, ...], Activation] = field(default_factory=dict)
    """How activation conditions stood, each day with those before it."""

    def judge(self, norm: str) -> Found:
        """The finding on a norm in this frame, worked out once."""
        key = self.key(norm, self.assumed)
        if key not in self.memory:
            self.memory[key] = self.method(self, norm)
        return self.memory[key]

    def key(self, norm: str, assumed: Mapping[str, bool]) -> tuple[Any, ...]:
        """What an answer about the norm hangs on besides agreement and docket."""
        frame = self.frame
        return norm, frame.as_of, tuple(sorted(frame.readings.items())), tuple(sorted(assumed.items()))

    def admits(self, norm: str) -> bool:
        """Whether the norm's instrument is part of the law applied here."""
        return self.frame.admits(self.agreement.instrument_of(norm).id)

    def on(self, day: date) -> Inquiry:
        """The same inquiry about another day."""
        return replace(self, frame=self.frame.on(day))

    def under(self, readings: Mapping[str, str]) -> Inquiry:
        """The same inquiry with some readings chosen otherwise."""
        return replace(self, frame=self.frame.under(readings))

    def assuming(self, name: str, *, outcome: bool) -> Inquiry:
        """The same inquiry if an open rule applies (or not), or an open condition is met (or not)."""
        return replace(self, assumed=MappingProxyType({**self.assumed, name: outcome}))

    def pick(self, value: Any) -> Any:
        """The value under the reading in force here."""
        if isinstance(value, ByReading):
            return value.options[self.frame.readings[value.reading]]
        return value


def chosen_readings(agreement: Agreement, over: Mapping[str, str]) -> dict[str, str]:
    """One alternative for each reading: the frame's, else the default, else the first named."""
    first = {name: next(iter(options)) for name, options in agreement.readings.items()}
    return {**first, **agreement.default_readings, **over}


@dataclass(frozen=True)
class Question:
    """A check put for one norm, about one party (None: everybody it binds), in one window."""

    inquiry: Inquiry
    norm: str
    proof: Proof
    party: str | None = None
    sphere: frozenset[str] = frozenset()
    """The bearers' own parties and those they vouch for; empty: nobody in particular."""
    start: date | None = None
    until: date | None = None
    owed: frozenset[str] = frozenset()
    """Whose things must all be shown gone: the wards where there are any, else the bearers."""
    due: date | None = None
    """The latest deadline that has passed: an act denied before it may have come in the time left."""
    excused: Callable[[date], str | None] | None = None
    """Why the norm did not bind on a day (suspended, not yet active, ...); None if it did."""

    @cached_property
    def as_of(self) -> date:
        """The last day that may speak: the day asked, or the end of the window."""
        day = self.inquiry.frame.as_of
        return min(day, self.until) if self.until else day

    def excuse(self, day: date) -> str | None:
        """Why nothing on that day can breach the norm; None if something can."""
        return self.excused(day) if self.excused else None

    @property
    def bearers(self) -> frozenset[str]:
        """All who bear the norm."""
        norm = self.agreement.norms[self.norm]
        return frozenset(norm.bearer) if isinstance(norm, Duty) else frozenset()

    @property
    def agreement(self) -> Agreement:
        return self.inquiry.agreement

    def exhibits(self, claims: tuple[Claim, ...], zone: str | None) -> tuple[Exhibit, ...]:
        """The claims as evidence by the day asked about the zone."""
        inquiry = self.inquiry
        return inquiry.docket.view(zone, inquiry.frame.readings).begun(claims, self.norm, self.as_of)

    def weighed(
        self,
        check: str,
        statement: str,
        *,
        supporting: Sequence[Exhibit],
        opposing: Sequence[Exhibit],
        aside: Sequence[Aside],
        would_change: tuple[str, ...] = (),
        marks: tuple[str, ...] = (),
    ) -> Step:
        """The step that observations of a state make once time has had its say."""
        found = weigh(
            supporting,
            opposing,
            as_of=self.as_of,
            fresh_days=self.proof.fresh_days,
            standard=self.proof.standard,
        )
        return Step(
            statement=statement,
            check=check,
            strength=found.strength,
            standard=self.proof.standard,
            supporting=found.supporting,
            opposing=found.opposing,
            set_aside=(*aside, *found.set_aside),
            would_change=would_change,
            marks=marks,
        )
