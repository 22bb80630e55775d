"""The four kinds of norm: duty, power, constitutive fact and rule."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.agreement.checks import Check, Day
from truceline.core.degree import Performance
from truceline.core.finding import Standard
from truceline.evidence.claim import Share
from truceline.evidence.strict import Strict

Basis = Literal["stated", "inferred", "disputed"]


class Proof(Strict):
    """How a norm is proven: standard, who must prove it, what silence means, what a look must cover."""

    standard: Standard = Standard.CLEAR
    burden: Literal["bearer", "accuser"] = "bearer"
    silence: Literal["unknown", "presumed_kept", "presumed_breached"] = "unknown"
    coverage: Share = 0.6
    """Least share of the zone a look must cover to show that nothing is there."""
    fresh_days: Annotated[int, Field(ge=1)] = 30
    """Days for which an observation of a state still speaks."""


class Deadline(Strict):
    """By a day (its end, local time), or so many days after another norm's deadline."""

    by: Day | None = None
    days: Annotated[int, Field(ge=0)] | None = None
    after: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.by is None) == (self.after is None):
            raise ValueError("give either `by` (a day) or `days` and `after` (a norm)")
        if self.after is not None and self.days is None:
            raise ValueError("`after` needs `days`")
        return self


class Anchor(Strict):
    """A day, or the day another norm is fulfilled."""

    at: Day | None = None
    after: str | None = None
    days: Annotated[int, Field(ge=0)] = 0

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if (self.at is None) == (self.after is None):
            raise ValueError("give either `at` (a day) or `after` (a norm)")
        return self


class During(Strict):
    """The norm's window; without `until` it has no end."""

    start: Literal["in_force"] | Anchor = Field(default="in_force", alias="from")
    until: Anchor | None = None


class Parts(Strict):
    """How a promise divides: party by party, place by place, or both."""

    by: Annotated[tuple[Literal["bearer", "where"], ...], Field(min_length=1)]


class Expect(Strict):
    """What an agreement test expects; anything left out is not looked at."""

    norm: str | None = None
    party: str | None = None
    phase: str | None = None
    performance: Performance | None = None
    degree: tuple[float, float] | None = None
    standing: str | None = None
    branches: tuple[str, ...] | None = None
    pace: str | None = None

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not self.model_fields_set - {"norm", "party"}:
            raise ValueError("expect at least one of phase, performance, degree, standing, branches, pace")
        return self


class AgreementTest(Strict):
    """Claims given, a frame, and the status a lawyer would expect."""

    name: str
    given: tuple[str, ...] = ()
    """Ids of examples, or labels of claims in `examples_file`."""
    as_of: date
    known_at: date | datetime | None = None
    instruments: tuple[str, ...] | None = None
    readings: dict[str, str] = Field(default_factory=dict)
    expect: Expect
    why: str | None = None


class NormBase(Strict):
    """What every norm has."""

    id: str
    says: str | None = None
    """A short title for people; falls back to the provision's gloss."""
    note: str | None = None
    replaces: str | None = None
    """Id of the norm this one supersedes once its own instrument is in force."""
    tests: tuple[AgreementTest, ...] = ()


class Duty(NormBase):
    """Somebody must achieve, maintain or refrain from something."""

    kind: Literal["duty"]
    mode: Literal["achieve", "maintain", "refrain"]
    bearer: Annotated[tuple[str, ...], Field(min_length=1)]
    bearer_basis: Basis = "stated"
    guarantor_for: tuple[str, ...] = ()
    """Parties for whose conduct the bearer vouches in this norm."""
    answerable: tuple[str, ...] = ()
    """Parties that answer for a breach besides whoever commits it."""
    when: Check | None = None
    """Activation: the duty is dormant until this is established."""
    during: During | None = None
    deadline: Deadline | None = None
    parts: Parts | None = None
    test: Check
    proof: Proof = Proof()

    @model_validator(mode="after")
    def _deadline_fits(self) -> Self:
        if self.deadline is not None and self.mode == "refrain":
            raise ValueError("a duty to refrain has a window (`during`), not a deadline")
        return self


class Power(NormBase):
    """Somebody may do something, and others must let it happen."""

    kind: Literal["power"]
    holder: Annotated[tuple[str, ...], Field(min_length=1)]
    may: str
    against: tuple[str, ...] = ()
    during: During | None = None
    test: Check | None = None
    """What shows that the power is used or respected; optional."""
    proof: Proof = Proof()


class Constitutive(NormBase):
    """A fact the agreement creates; not made, it is no breach."""

    kind: Literal["constitutive"]
    fixes: str
    """Id of the zone or thing the fact settles."""
    test: Check
    proof: Proof = Proof()


class Rule(NormBase):
    """What changes the life of other norms, when a check holds."""

    kind: Literal["rule"]
    effect: Literal["extend_deadline", "suspend", "discharge", "reparation"]
    of: Annotated[tuple[str, ...], Field(min_length=1)]
    to: Deadline | None = None
    when: Check
    proof: Proof = Proof()

    @model_validator(mode="after")
    def _extension_says_how_far(self) -> Self:
        if (self.effect == "extend_deadline") != (self.to is not None):
            raise ValueError("`to` belongs to extend_deadline, and to it alone")
        return self


Norm = Annotated[Duty | Power | Constitutive | Rule, Field(discriminator="kind")]
