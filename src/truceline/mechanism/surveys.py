"""Surveys: several patrols' looks at one zone, put together by somebody who answers for the sum."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind, Share, Thing, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed, Handle, Words
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.patrols import Finish, Patrol

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

LONGEST = timedelta(days=7)
"""From the first patrol's start to the last one's end: what was looked for could move in between."""


class Survey(Deed):
    """Put several patrols' looks together: how much of a zone they saw between them, and none of what."""

    sort: ClassVar[str] = "survey"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("survey",)
    roles: ClassVar[frozenset[Role]] = frozenset({Role.OBSERVER, Role.VERIFIER, Role.ANALYST})
    partisan: ClassVar[bool] = False

    kind: Literal["survey"]
    survey: Handle
    """A short name for the survey."""
    patrols: Annotated[tuple[Handle, ...], Field(min_length=2, max_length=1000)]
    """The patrols, all done, in one zone, within seven days."""
    none_of: Annotated[tuple[str, ...], Field(min_length=1)]
    """Terms that each of them looked for, and saw none of."""
    covered: Share
    """The share of the zone that they saw between them, 0-1, each part of it once."""
    basis: Words
    """How the share was found: tracks laid over one another, stretches divided beforehand."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A look for each term, from the first patrol's day to the last one's."""
        surveyed = scene.record.one(Surveyed, self.survey)
        return tuple(self._none_seen(scene, surveyed, term) for term in self.none_of)

    def _none_seen(self, scene: Scene, surveyed: Surveyed, term: str) -> Claim:
        name = scene.agreement.term[term].name or term
        day_of = scene.agreement.tempo.day_of
        told = (
            f"{len(self.patrols)} patrols together look at {self.covered:.0%} of {surveyed.zone}: no {name}"
        )
        return scene.reports(
            Kind.LOOK,
            Act.ABSENCE,
            f"{told} ({self.survey}).",
            credibility=2,
            actor=(),
            object=Thing(text=name, term=term),
            place=scene.zone(surveyed.zone),
            coverage=self.covered,
            time=When(
                start=day_of(min(one.started for one in surveyed.reports)),
                end=day_of(max(one.ended for one in surveyed.reports)),
            ),
        )


@dataclass(frozen=True)
class Surveyed(Matter):
    """A survey, with the reports that it puts together."""

    sort: ClassVar[str] = "survey"
    zone: str
    reports: tuple[Finish, ...]

    @property
    def _made(self) -> Survey:
        deed = self.first.deed
        assert isinstance(deed, Survey)
        return deed

    @property
    def _open(self) -> tuple[Finish, ...]:
        """The reports that are secret to nobody: who sees the survey need not see a patrol."""
        return tuple(one for one in self.reports if one.sensitivity != "secret")

    def rests_on(self, deed: Deed) -> bool:
        """Each of the reports is needed."""
        return deed in self.reports

    @property
    def state(self) -> str:
        return "made"

    @property
    def line(self) -> str:
        made = self._made
        return f"{' '.join(made.patrols)}: {made.covered:.0%} of {self.zone}, no {' '.join(made.none_of)}"

    @property
    def facts(self) -> dict[str, Any]:
        made = self._made
        return {
            "zone": self.zone,
            "covered": f"{made.covered:.0%}",
            "by one patrol each": {one.patrol: f"{one.covered:.0%}" for one in self._open},
            "none_of": list(made.none_of),
            "basis": made.basis,
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Surveyed:
        """A survey of patrols that were done; its share lies between the largest of theirs and their sum."""
        deed = entered.signed.deed
        assert isinstance(deed, Survey)
        patrols = [_done(name, deed, record) for name in dict.fromkeys(deed.patrols)]
        zones = tuple(dict.fromkeys(patrol.plan.zone for patrol in patrols))
        if len(zones) > 1:
            raise Refusal("patrols", telling("they looked at {zones}: a survey is of one zone", zones=zones))
        reports = tuple(patrol.report for patrol in patrols if patrol.report is not None)
        _require_same_look(deed, reports)
        return cls(deed.survey, (entered,), zones[0], reports)


def _done(name: str, survey: Survey, record: Record) -> Patrol:
    # What its own side keeps to itself, a patrol ahead above all, is to others as if it were not there.
    mine = (one for one in record.each(Patrol) if not one.is_secret or survey.voice in one.parties)
    known = {one.id: one for one in mine}
    done = tuple(one.id for one in known.values() if one.report is not None)
    if name in done:
        return known[name]
    if name in known:
        why = telling(
            "the patrol {name} is {state}: only what was done can be put together",
            name=name,
            state=known[name].state,
        )
    else:
        why = telling("there is no patrol {name}: only what was done can be put together", name=name)
    raise Refusal("patrols", why, done)


def _require_same_look(deed: Survey, reports: tuple[Finish, ...]) -> None:
    if len(reports) < 2:  # noqa: PLR2004 - together takes two
        raise Refusal("patrols", "one patrol's look is told by its own report")
    for term in deed.none_of:
        others = [one.patrol for one in reports if term not in one.none_of]
        if others:
            raise Refusal(
                "none_of",
                telling("{name} does not report that it saw none of '{what}'", name=others[0], what=term),
            )
    took = max(one.ended for one in reports) - min(one.started for one in reports)
    if took > LONGEST:
        raise Refusal(
            "patrols", telling("they took {n} days: what was looked for could move in between", n=took.days)
        )
    least, most = max(one.covered for one in reports), min(sum(one.covered for one in reports), 1.0)
    if not least <= deed.covered <= most:
        raise Refusal(
            "covered",
            telling(
                "by their reports they saw between {least} and {most}",
                least=f"{least:.0%}",
                most=f"{most:.0%}",
            ),
        )
