"""Patrols: planned in secret, under way, done, aborted or denied - and what each looked at in vain."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, Modality, Share, Thing, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed, Handle, Sensitivity, Words
from truceline.mechanism.matter import Course, Entered, Matter, Refusal
from truceline.mechanism.naming import PartyId, TermId, ZoneId
from truceline.places.geojson import drawn

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

COURSE = Course(
    "patrol",
    {
        "planned": {"set_out": "under way", "finish": "done", "abort": "aborted", "deny": "denied"},
        "under way": {"finish": "done", "abort": "aborted", "deny": "denied"},
        "done": {"take_part": "done"},
        "aborted": {},
        "denied": {},
    },
)
"""Only a patrol that was finished is one that took place."""
_WITHHELD = timedelta(days=3)
"""Positions of patrols are not for the public before that."""


class OfPatrol(Deed):
    """An act about a patrol."""

    sort: ClassVar[str] = "patrol"
    named: ClassVar[tuple[str, ...]] = ("patrol",)
    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON, Role.OBSERVER})
    partisan: ClassVar[bool] = False

    patrol: Handle
    """A short name for the patrol."""


class Plan(OfPatrol):
    """Plan a patrol. It shows no patrol done; where and when it goes stays secret."""

    opens: ClassVar[bool] = True

    kind: Literal["plan"]
    zone: ZoneId
    """The zone it is to look at."""
    manner: Literal["joint", "coordinated", "single"] = "single"
    """Who goes: one side alone, several together, or each on its own stretch at agreed times."""
    partners: tuple[PartyId, ...] = ()
    """The other parties of a joint or coordinated patrol."""
    means: Literal["foot", "vehicle", "drone", "aircraft", "boat"] = "vehicle"
    """How it moves."""
    starts: AwareDatetime
    """When it is to set out."""
    ends: AwareDatetime
    """When it is to be back."""
    route: dict[str, Any] | None = None
    """The route or area, drawn."""
    sensitivity: Sensitivity = "secret"
    """Who may see it: a plan is secret."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """That there is a plan, and nothing of where and when."""
        return (
            scene.says_so(
                Act.PATROL,
                f"{self.voice} plans the patrol {self.patrol}.",
                kind=Kind.STATEMENT,
                modality=Modality.INTENDED,
                aspect="not_started",
                sensitivity="secret",
            ),
        )


class SetOut(OfPatrol):
    """Note that a patrol is under way."""

    kind: Literal["set_out"]
    sensitivity: Sensitivity = "secret"
    """Who may see it: where a patrol is now is secret."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """Under way is not done."""
        says = f"The patrol {self.patrol} of {self.voice} is under way."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event=OWN_EVENT, sensitivity="secret"),)


OWN_EVENT = "patrol_notice"
"""No event type of an agreement: notices about a patrol are no patrol."""


class Finish(OfPatrol):
    """Report a patrol that was done: when, how much of the zone was seen, and what was not found there."""

    kind: Literal["finish"]
    started: AwareDatetime
    """When it set out."""
    ended: AwareDatetime
    """When it was back."""
    covered: Share
    """The share of the zone that was looked at, 0-1."""
    none_of: tuple[TermId, ...] = ()
    """What it looked for in all it covered, and saw none of."""
    area: dict[str, Any] | None = None
    """What was looked at, drawn: an area, or the way taken."""
    reach_km: Annotated[float, Field(ge=0, le=100)] = 0.0
    """How far it saw to either side of the way taken, kilometres."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The patrol, and a look for each term that it did not find."""
        return (_patrolled(scene, self), *(_none_seen(scene, self, term) for term in self.none_of))


class TakePart(OfPatrol):
    """Confirm that one's own side took part in a patrol that another side reports."""

    kind: Literal["take_part"]

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The second side's word, for itself alone."""
        report = scene.record.one(Patrol, self.patrol).report
        assert report is not None, self.patrol
        return (_patrolled(scene, report),)


class Abort(OfPatrol):
    """Break a patrol off, or call it off."""

    kind: Literal["abort"]
    why: Words
    """The reason."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """What was broken off is no patrol."""
        says = f"{self.voice} breaks off the patrol {self.patrol}."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event=OWN_EVENT),)


class Deny(OfPatrol):
    """Report that a patrol was refused its way."""

    kind: Literal["deny"]
    by: PartyId | None = None
    """The party that refused it; without it, nobody known."""
    reason: Words
    """The reason that was given, in its own words."""
    minutes: Annotated[int, Field(ge=0)] = 0
    """How long it waited, minutes."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A denial of access, laid to whoever is named."""
        patrol = scene.record.one(Patrol, self.patrol)
        return (
            scene.reports(
                Kind.EVENT,
                Act.DENY_ACCESS,
                f"The patrol {self.patrol} of {self.voice} is refused its way.",
                actor=scene.parties(self.by) if self.by else (),
                target=scene.parties(*self.own),
                attribution_grade=AttributionGrade.CLAIMED if self.by else AttributionGrade.NONE,
                place=scene.zone(patrol.plan.zone),
            ),
        )


@dataclass(frozen=True)
class Patrol(Matter):
    """A patrol and what became of it."""

    sort: ClassVar[str] = "patrol"
    reached: str = "planned"
    report: Finish | None = None
    took_part: frozenset[str] = frozenset()

    @property
    def plan(self) -> Plan:
        """The plan."""
        deed = self.first.deed
        assert isinstance(deed, Plan)
        return deed

    @property
    def state(self) -> str:
        return self.reached

    @property
    def is_ahead(self) -> bool:
        """Whether it is not over yet."""
        return self.state in ("planned", "under way")

    @property
    def is_secret(self) -> bool:
        """Until it is over, nobody is told that there is one; nor where how it ended is kept secret."""
        ended = (one.signed.deed for one in self.acts if isinstance(one.signed.deed, Finish | Abort | Deny))
        end = next(ended, None)
        return end is None or end.sensitivity == "secret"

    @property
    def insiders(self) -> frozenset[str] | None:
        """While it is secret, those whose patrol it is."""
        return frozenset(self.parties) if self.is_secret else None

    def hides(self, act: Entered) -> bool:
        """All of it while the patrol is; then no longer the plan."""
        was_ahead = isinstance(act.signed.deed, Plan | SetOut)
        return self.is_secret or (super().hides(act) and not was_ahead)

    @property
    def parties(self) -> tuple[str, ...]:
        """Whose patrol it is: parties, or a signer who acts for none."""
        return (self.plan.voice, *self.plan.partners)

    @property
    def line(self) -> str:
        return f"{' and '.join(self.parties)}, {self.plan.manner}, {self.plan.means}, {self.plan.zone}"

    @property
    def facts(self) -> dict[str, Any]:
        report = self.report
        return {
            "zone": self.plan.zone,
            "planned": f"{self.plan.starts.isoformat()} to {self.plan.ends.isoformat()}",
            "done": f"{report.started.isoformat()} to {report.ended.isoformat()}" if report else None,
            "covered": f"{report.covered:.0%}" if report else None,
            "none_of": list(report.none_of) if report else [],
            "own_word_of": sorted(self.took_part),
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Patrol:
        """A patrol planned for a zone of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, Plan)
        agreement = record.agreement
        if deed.zone not in agreement.zone:
            raise Refusal("zone", telling("there is no zone '{name}'", name=deed.zone), tuple(agreement.zone))
        others = tuple(party for party in agreement.party if party != deed.party)
        strangers = [party for party in deed.partners if party not in others]
        if strangers:
            raise Refusal(
                "partners", telling("'{name}' is no other party of the agreement", name=strangers[0]), others
            )
        if bool(deed.partners) == (deed.manner == "single"):
            raise Refusal("partners", "a single patrol has none; a joint or coordinated one has some")
        _require_forward("ends", deed.starts <= deed.ends)
        _require_shape("route", deed.route)
        return cls(deed.patrol, (entered,))

    def moved(self, entered: Entered, record: Record) -> Patrol:
        """The patrol one step further; only those whose patrol it is can move it."""
        deed = entered.signed.deed
        if deed.voice not in self.parties:
            raise Refusal(
                "party",
                telling("{name} is a patrol of {parties}", name=self.id, parties=self.parties),
                self.parties,
            )
        reached = COURSE.after(self.state, deed.name, self.id)
        after = replace(self, acts=(*self.acts, entered), reached=reached)
        if isinstance(deed, Finish):
            _require_sound(deed, record)
            return replace(after, report=deed, took_part=frozenset({deed.voice}))
        if isinstance(deed, Deny) and deed.by is not None and deed.by not in record.agreement.party:
            raise Refusal("by", telling("'{name}' is no party", name=deed.by), tuple(record.agreement.party))
        if isinstance(deed, TakePart):
            if deed.voice in self.took_part:
                raise Refusal("party", telling("{party} has said so already", party=deed.voice))
            return replace(after, took_part=self.took_part | {deed.voice})
        return after


def _patrolled(scene: Scene, report: Finish) -> Claim:
    """That the maker's own side patrolled: one side's word is not for both."""
    deed, patrol = scene.deed, scene.record.one(Patrol, report.patrol)
    return scene.reports(
        Kind.EVENT,
        Act.PATROL,
        f"{deed.voice} patrols {patrol.plan.zone} ({patrol.plan.manner}, {patrol.plan.means}).",
        credibility=1,
        place=scene.zone(patrol.plan.zone),
        time=_days(scene, report),
        embargo_until=scene.agreement.tempo.day_of(report.ended + _WITHHELD),
    )


def _none_seen(scene: Scene, report: Finish, term: str) -> Claim:
    patrol = scene.record.one(Patrol, report.patrol)
    name = scene.agreement.term[term].name or term
    return scene.reports(
        Kind.LOOK,
        Act.ABSENCE,
        f"The patrol {report.patrol} looks at {report.covered:.0%} of {patrol.plan.zone}: no {name}.",
        credibility=2,
        actor=(),
        object=Thing(text=name, term=term),
        place=scene.zone(patrol.plan.zone),
        coverage=report.covered,
        time=_days(scene, report),
        embargo_until=scene.agreement.tempo.day_of(report.ended + _WITHHELD),
    )


def _days(scene: Scene, report: Finish) -> When:
    day_of = scene.agreement.tempo.day_of
    return When(start=day_of(report.started), end=day_of(report.ended))


def _require_sound(deed: Finish, record: Record) -> None:
    _require_forward("ended", deed.started <= deed.ended)
    if deed.ended > deed.made_at:
        raise Refusal("ended", "a patrol is reported once it is back")
    unknown = [term for term in deed.none_of if term not in record.agreement.term]
    if unknown:
        raise Refusal(
            "none_of", telling("there is no term '{name}'", name=unknown[0]), tuple(record.agreement.term)
        )
    _require_shape("area", deed.area)


def _require_forward(field: str, is_forward: bool) -> None:  # noqa: FBT001 - what is required
    if not is_forward:
        raise Refusal(field, "it ends before it starts")


def _require_shape(field: str, geometry: dict[str, Any] | None) -> None:
    if geometry is None:
        return
    try:
        drawn(geometry)
    except ValueError as error:
        raise Refusal(field, str(error)) from None
