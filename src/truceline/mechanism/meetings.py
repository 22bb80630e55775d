"""Meetings of the cells: convened with an agenda, held with an outcome, confirmed by the other side."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind, Modality, Place, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import LIAISON, Deed, Handle, Words
from truceline.mechanism.matter import Course, Entered, Matter, Refusal
from truceline.mechanism.naming import NormId, PartyId

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

COURSE = Course(
    "meeting",
    {
        "convened": {"hold": "held", "cancel": "cancelled"},
        "held": {"confirm": "confirmed", "contest": "contested"},
        "contested": {"confirm": "confirmed"},
        "confirmed": {},
        "cancelled": {},
    },
)
"""Convened is not held; held is one side's word until another side that was there confirms it."""


class OfMeeting(Deed):
    """An act about a meeting."""

    sort: ClassVar[str] = "meeting"
    named: ClassVar[tuple[str, ...]] = ("meeting",)
    roles: ClassVar[frozenset[Role]] = LIAISON

    meeting: Handle
    """A short name for the meeting."""

    def held(self, scene: Scene, says: str, polarity: Literal["positive", "negative"]) -> Claim:
        """What this party tells of the meeting's having been held."""
        meeting = scene.record.one(Meeting, self.meeting)
        outcome = meeting.outcome
        assert outcome is not None, self.meeting
        return scene.reports(
            Kind.EVENT,
            Act.MEET,
            says,
            # A meeting whose minute is signed is as well known as anything can be to who was there.
            credibility=1,
            actor=scene.parties(*outcome.attended),
            place=(Place(text=outcome.place),) if outcome.place else (),
            time=When(start=outcome.on, end=outcome.on),
            bears_on=outcome.about,
            polarity=polarity,
            incident=f"meeting:{self.meeting}",
        )


class Convene(OfMeeting):
    """Call a meeting, with its agenda. It shows no meeting held."""

    opens: ClassVar[bool] = True

    kind: Literal["convene"]
    at: AwareDatetime
    """When it is to be."""
    invited: Annotated[tuple[PartyId, ...], Field(min_length=1)]
    """The parties that are asked to come, besides who calls it."""
    agenda: Words
    """What it is about."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A meeting intended, not held."""
        day = scene.agreement.tempo.day_of(self.at)
        return (
            scene.says_so(
                Act.MEET,
                f"{self.party} calls the meeting {self.meeting} with {', '.join(self.invited)} for {day}.",
                kind=Kind.STATEMENT,
                actor=scene.parties(self.side, *self.invited),
                modality=Modality.INTENDED,
                aspect="not_started",
                time=When(start=day, end=day),
            ),
        )


class Hold(OfMeeting):
    """Minute a meeting that was held: who came, what came of it."""

    kind: Literal["hold"]
    on: date
    """The day it was held."""
    attended: Annotated[tuple[PartyId, ...], Field(min_length=2)]
    """The parties that were there."""
    outcome: Words
    """What came of it."""
    place: Annotated[str, Field(max_length=200)] = ""
    """Where it was held."""
    about: tuple[NormId, ...] = ()
    """The promises it is evidence about; without any, wherever a meeting counts."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """One side's word that they met."""
        says = f"{' and '.join(self.attended)} met on {self.on} ({self.meeting}), says {self.party}."
        return (self.held(scene, says, "positive"),)


class Confirm(OfMeeting):
    """Confirm another side's minute of a meeting one was at."""

    kind: Literal["confirm"]

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The second side's word that they met."""
        says = f"{self.party} confirms the minute of the meeting {self.meeting}."
        return (self.held(scene, says, "positive"),)


class Contest(OfMeeting):
    """Contest another side's minute: the meeting was not held, or not so."""

    kind: Literal["contest"]
    why: Words
    """What is not so."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The second side's word against it."""
        says = f"{self.party} contests the minute of the meeting {self.meeting}."
        return (self.held(scene, says, "negative"),)


class Cancel(OfMeeting):
    """Cancel a meeting that was called."""

    kind: Literal["cancel"]
    why: Words
    """The reason."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The meeting will not be held."""
        says = f"{self.party} cancels the meeting {self.meeting}."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event="meeting_cancelled"),)


@dataclass(frozen=True)
class Meeting(Matter):
    """A meeting and what became of it."""

    sort: ClassVar[str] = "meeting"
    reached: str = "convened"
    outcome: Hold | None = None
    confirmed: frozenset[str] = field(default_factory=frozenset)

    @property
    def called(self) -> Convene:
        """The call."""
        deed = self.first.deed
        assert isinstance(deed, Convene)
        return deed

    @property
    def parties(self) -> tuple[str, ...]:
        """Who called it and who was asked to come."""
        return (self.called.side, *self.called.invited)

    @property
    def state(self) -> str:
        return self.reached

    @property
    def line(self) -> str:
        return f"{', '.join(self.parties)}: {self.called.agenda.splitlines()[0]}"

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "called_for": self.called.at.isoformat(),
            "parties": list(self.parties),
            "agenda": self.called.agenda,
            "held_on": self.outcome.on.isoformat() if self.outcome else None,
            "attended": list(self.outcome.attended) if self.outcome else [],
            "outcome": self.outcome.outcome if self.outcome else None,
            "confirmed_by": sorted(self.confirmed),
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Meeting:
        """A meeting called with parties of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, Convene)
        others = tuple(party for party in record.agreement.party if party != deed.party)
        strangers = [party for party in deed.invited if party not in others]
        if strangers:
            raise Refusal(
                "invited", telling("'{name}' is no other party of the agreement", name=strangers[0]), others
            )
        return cls(deed.meeting, (entered,))

    def moved(self, entered: Entered, record: Record) -> Meeting:
        """The meeting one step further; only its own parties can move it."""
        deed = entered.signed.deed
        if deed.party not in self.parties:
            raise Refusal(
                "party",
                telling("{party} was not asked to {name}", party=deed.side, name=self.id),
                self.parties,
            )
        after = replace(
            self, acts=(*self.acts, entered), reached=COURSE.after(self.state, deed.name, self.id)
        )
        if isinstance(deed, Hold):
            _require_possible(deed, self, record)
            return replace(after, outcome=deed, confirmed=frozenset({deed.side}))
        if isinstance(deed, Confirm | Contest):
            _require_other_side(deed, self)
            return replace(
                after, confirmed=self.confirmed | ({deed.side} if isinstance(deed, Confirm) else set())
            )
        return after


def _require_possible(deed: Hold, meeting: Meeting, record: Record) -> None:
    if deed.on > record.agreement.tempo.day_of(deed.made_at):
        raise Refusal("on", telling("a meeting of {day} is yet to come", day=deed.on))
    absent = [party for party in deed.attended if party not in meeting.parties]
    if absent:
        raise Refusal(
            "attended",
            telling("{party} was not asked to {name}", party=absent[0], name=meeting.id),
            meeting.parties,
        )
    unknown = [norm for norm in deed.about if norm not in record.agreement.norms]
    if unknown:
        raise Refusal(
            "about", telling("there is no norm '{name}'", name=unknown[0]), tuple(record.agreement.norms)
        )


def _require_other_side(deed: Deed, meeting: Meeting) -> None:
    assert meeting.outcome is not None, meeting.id
    if deed.party == meeting.outcome.party:
        raise Refusal(
            "party",
            telling("{party} wrote the minute: another side that was there confirms it", party=deed.side),
        )
    if deed.party not in meeting.outcome.attended:
        raise Refusal("party", telling("{party} was not there", party=deed.side), meeting.outcome.attended)
