"""The closed union of what evidence can show about a norm. No expression strings, no escape hatch.

See docs/decisions/0003-no-expression-language.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, model_validator

from truceline.evidence.strict import Strict


class DepthKm(Strict):
    """A depth known only within bounds: inside to `min`, undetermined to `max`, outside beyond."""

    min: Annotated[float, Field(gt=0)]
    max: Annotated[float, Field(gt=0)]

    @model_validator(mode="after")
    def _ordered(self) -> DepthKm:
        if self.max < self.min:
            raise ValueError(f"max {self.max:g} km is less than min {self.min:g} km")
        return self


class ByReading(Strict):
    """One value for each named alternative of a reading: `{reading: depth, narrow: 15, wide: 20}`."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, float | date | DepthKm]
    reading: str

    @property
    def options(self) -> dict[str, Any]:
        """The value under each alternative."""
        return dict(self.model_extra or {})


Number = float | ByReading
Day = date | ByReading


class AllOf(Strict):
    """Every part holds."""

    check: Literal["all_of"]
    tests: Annotated[tuple[Check, ...], Field(min_length=1)]


class AnyOf(Strict):
    """At least one part holds."""

    check: Literal["any_of"]
    tests: Annotated[tuple[Check, ...], Field(min_length=1)]


class NonePresent(Strict):
    """No object (or group) of this category is in the zone: shown only by a look with coverage."""

    check: Literal["none_present"]
    what: str
    where: str


class NoEvent(Strict):
    """No event of this type by these parties in the zone during the norm's window."""

    check: Literal["no_event"]
    event: str
    by: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    """Only events whose target is one of these parties; empty: whoever the target."""
    where: str | None = None


class EventOccurred(Strict):
    """An event of this type happened; with several parties in `by`, with each of them."""

    check: Literal["event_occurred"]
    event: str
    by: tuple[str, ...] = ()
    where: str | None = None
    after_start: bool = True
    """Whether only events inside the norm's window count."""


class ActivityAtLeast(Strict):
    """An activity goes on: at least `count` events in every `per_days` days."""

    check: Literal["activity_at_least"]
    event: str
    by: tuple[str, ...] = ()
    where: str | None = None
    count: Annotated[int, Field(ge=1)]
    per_days: Annotated[int, Field(ge=1)]


class BeyondLine(Strict):
    """Every object of this category stands at least `km` from the line (geodesic)."""

    check: Literal["beyond_line"]
    what: str
    line: str
    km: Number
    side: Literal["left", "right"] | None = None
    """Side of the line, looking along its points, that the bearer withdraws to."""


class AtMost(Strict):
    """A ceiling: no more than `limit` objects of this category in the zone."""

    check: Literal["at_most"]
    what: str
    where: str
    limit: Annotated[float, Field(ge=0)] | ByReading


class StateHolds(Strict):
    """A lasting state holds, as somebody reports it (`of` a zone or named subject)."""

    check: Literal["state_holds"]
    of: str
    state: str


class NormIs(Strict):
    """Another norm is at least so far fulfilled, today or on a fixed day."""

    check: Literal["norm_is"]
    norm: str
    at_least: Literal["fulfilled", "partly_fulfilled"] = "fulfilled"
    as_of: date | None = None


class Judged(Strict):
    """A person's recorded rating against a rubric; the program only keeps and dates it."""

    check: Literal["judged"]
    question: str
    rubric: dict[str, str] = Field(default_factory=dict)
    """What each rating (met, partly_met, not_met) means here."""


Check = Annotated[
    AllOf
    | AnyOf
    | NonePresent
    | NoEvent
    | EventOccurred
    | ActivityAtLeast
    | BeyondLine
    | AtMost
    | StateHolds
    | NormIs
    | Judged,
    Field(discriminator="check"),
]


def walk(check: Check) -> Iterator[Check]:
    """The check and all checks inside it, outermost first."""
    yield check
    if isinstance(check, AllOf | AnyOf):
        for part in check.tests:
            yield from walk(part)
