"""Inquiries into incidents: alleged, reviewed, visited, reported, concluded - by different people."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, Field

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, Place, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import Deed, Handle, Words
from truceline.mechanism.matter import Course, Entered, Matter, Refusal
from truceline.mechanism.naming import PartyId

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

COURSE = Course(
    "inquiry",
    {
        "alleged": {"take_up": "under review", "answer_to": "alleged"},
        "under review": {"task": "tasked", "conclude": "concluded", "answer_to": "under review"},
        "tasked": {"visit": "visited", "answer_to": "tasked"},
        "visited": {"report": "reported", "answer_to": "visited"},
        "reported": {"conclude": "concluded", "task": "tasked", "answer_to": "reported"},
        "concluded": {"answer_to": "concluded", "publish": "published", "file": "filed"},
        "published": {"answer_to": "published", "file": "filed"},
        "filed": {},
    },
)
"""A concluded inquiry stands by its finding: verified, not verified, unfounded or accidental."""
REPLY_WINDOW = timedelta(days=7)
"""How long whoever is named has to reply before the finding may be published, unless they reply sooner."""
OWN_EVENT = "inquiry_step"
"""No event type of an agreement: the steps of an inquiry are no incident."""
_FORCE = Literal["attack", "shell", "air_strike", "ambush", "clash", "kill", "abduct", "arrest", "violate"]


class OfInquiry(Deed):
    """An act of an inquiry into an incident."""

    sort: ClassVar[str] = "inquiry"
    named: ClassVar[tuple[str, ...]] = ("incident",)
    roles: ClassVar[frozenset[Role]] = frozenset({Role.VERIFIER})
    partisan: ClassVar[bool] = False

    incident: Handle
    """A short name for the incident, which all reports of it share."""

    def says(self) -> str:
        """The act in one sentence."""
        raise NotImplementedError(type(self).__name__)

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A step of the inquiry, which shows nothing of the incident."""
        return (scene.says_so(Act.NOTIFY, self.says(), kind=Kind.STATEMENT, event=OWN_EVENT),)


class Allege(OfInquiry):
    """Allege an incident. Whoever is accused is accused, and no more."""

    opens: ClassVar[bool] = True
    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON, Role.OBSERVER, Role.ANALYST})

    kind: Literal["allege"]
    what: _FORCE
    """What is said to have been done."""
    on: date
    """The day it is said to have happened."""
    text: Words
    """What is alleged, in words."""
    accused: PartyId | None = None
    """The party that is said to have done it; without it, nobody."""
    against: PartyId | None = None
    """The party it was done to."""
    place: Annotated[str, Field(max_length=200)] = ""
    """Where, in words."""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Latitude, WGS84 degrees."""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Longitude, WGS84 degrees."""
    radius_m: Annotated[float, Field(ge=0)] = 1000.0
    """Radius of the disc it lies in, metres."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The incident as its accuser tells it."""
        whom = f", laid to {self.accused}" if self.accused else ""
        says = f"{self.signer} alleges: {self.what.replace('_', ' ')} on {self.on}{whom} ({self.incident})."
        grade = AttributionGrade.CLAIMED if self.accused else AttributionGrade.NONE
        return (self.told(scene, says, self.accused, grade, credibility=6),)

    def told(
        self, scene: Scene, says: str, by: str | None, grade: AttributionGrade, *, credibility: int
    ) -> Claim:
        """The incident, as somebody in this scene tells it."""
        place = Place(text=self.place, lat=self.lat, lon=self.lon, radius_m=self.radius_m)
        return scene.reports(
            Kind.EVENT,
            Act(self.what),
            says,
            credibility=credibility,
            actor=scene.parties(by) if by else (),
            target=scene.parties(self.against) if self.against else (),
            attribution_grade=grade,
            place=(place,) if place.is_point or place.text else (),
            time=When(start=self.on, end=self.on),
            incident=self.incident,
        )


class TakeUp(OfInquiry):
    """Take an allegation up for review; not by whoever made it."""

    kind: Literal["take_up"]

    def says(self) -> str:
        return f"{self.signer} takes up the incident {self.incident}."


class Task(OfInquiry):
    """Task somebody to visit the place."""

    kind: Literal["task"]
    team: Words
    """Who is to go, by post."""

    def says(self) -> str:
        return f"{self.signer} tasks a visit for the incident {self.incident}."


class Visit(OfInquiry):
    """Note that the place was visited."""

    roles: ClassVar[frozenset[Role]] = frozenset({Role.OBSERVER})

    kind: Literal["visit"]
    at: AwareDatetime
    """When."""

    def says(self) -> str:
        return f"{self.signer} visits the place of the incident {self.incident}."


class Report(OfInquiry):
    """Report what was found at the place: its signer is the author."""

    roles: ClassVar[frozenset[Role]] = frozenset({Role.OBSERVER})

    kind: Literal["report"]
    text: Words
    """What was found."""

    def says(self) -> str:
        return f"{self.signer} reports on the incident {self.incident}."


class Conclude(OfInquiry):
    """Conclude: verified, not verified, unfounded or accidental; by nobody who alleged or reported it."""

    kind: Literal["conclude"]
    finding: Literal["verified", "not_verified", "unfounded", "accidental"]
    """What the inquiry comes to."""
    basis: Words
    """What it rests on."""
    attributed_to: PartyId | None = None
    """The party it is laid to; only for what is verified or accidental."""
    grade: Literal["claimed", "assessed", "confirmed"] = "assessed"
    """How well that is known; a grade of its own, with the same basis."""

    def says(self) -> str:
        return f"The incident {self.incident} is concluded as {self.finding.replace('_', ' ')}."

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """The finding; verified, it confirms the register's entry, unfounded, it closes it."""
        match self.finding:
            case "verified":
                return (self._decides(scene, Act.ACKNOWLEDGE), *self._attributes(scene))
            case "unfounded":
                return (self._decides(scene, Act.SETTLE_PEACEFULLY),)
            case "accidental":
                return (*super().claims(scene), *self._attributes(scene))
        return super().claims(scene)

    def _decides(self, scene: Scene, act: Act) -> Claim:
        return scene.says_so(act, self.says(), actor=(), incident=self.incident)

    def _attributes(self, scene: Scene) -> tuple[Claim, ...]:
        alleged = scene.record.one(Inquiry, self.incident).alleged
        if self.attributed_to is None:
            return ()
        says = f"The inquiry lays the incident {self.incident} to {self.attributed_to} ({self.grade})."
        grade = AttributionGrade(self.grade)
        return (alleged.told(scene, says, self.attributed_to, grade, credibility=1),)


class AnswerTo(OfInquiry):
    """Reply to an allegation or a finding, as a party."""

    roles: ClassVar[frozenset[Role]] = frozenset({Role.LIAISON})
    partisan: ClassVar[bool] = True

    kind: Literal["answer_to"]
    text: Words
    """The reply."""

    def says(self) -> str:
        return f"{self.party} replies in the inquiry {self.incident}."


class Publish(OfInquiry):
    """Release the finding for the public; by nobody who alleged, reported or concluded it."""

    roles: ClassVar[frozenset[Role]] = frozenset({Role.PUBLISHER})

    kind: Literal["publish"]

    def says(self) -> str:
        return f"The finding on the incident {self.incident} is released."


class FileAway(OfInquiry):
    """Close the file; a verified incident stays verified."""

    kind: Literal["file"]

    def says(self) -> str:
        return f"The file on the incident {self.incident} is closed."


@dataclass(frozen=True)
class Inquiry(Matter):
    """An inquiry into one incident."""

    sort: ClassVar[str] = "inquiry"
    reached: str = "alleged"
    finding: Conclude | None = None
    authors: frozenset[str] = frozenset()
    """Who alleged it or reported on it."""
    replied: frozenset[str] = field(default_factory=frozenset)
    """The parties that have replied."""

    @property
    def alleged(self) -> Allege:
        """The allegation."""
        deed = self.first.deed
        assert isinstance(deed, Allege)
        return deed

    @property
    def state(self) -> str:
        if self.reached == "concluded" and self.finding is not None:
            return self.finding.finding.replace("_", " ")
        return self.reached

    @property
    def line(self) -> str:
        where = f", {self.alleged.place}" if self.alleged.place else ""
        return f"{self.alleged.what.replace('_', ' ')} on {self.alleged.on}{where}"

    @property
    def facts(self) -> dict[str, Any]:
        found = self.finding
        return {
            "accused": self.alleged.accused,
            "finding": found.finding if found else None,
            "attributed_to": found.attributed_to if found else None,
            "grade": found.grade if found and found.attributed_to else None,
            "replied": sorted(self.replied),
            "authors": sorted(self.authors),
            "verifier": found.signer if found else None,
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Inquiry:
        """An incident alleged, of parties of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, Allege)
        _require_parties(record, accused=deed.accused, against=deed.against)
        if deed.on > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal("on", telling("{day} is yet to come", day=deed.on))
        if (deed.lat is None) != (deed.lon is None):
            raise Refusal("lon", "a point has both `lat` and `lon`")
        return cls(deed.incident, (entered,), authors=frozenset({deed.signer}))

    def moved(self, entered: Entered, record: Record) -> Inquiry:
        """The inquiry one step further, by somebody who may take it."""
        deed = entered.signed.deed
        reached = COURSE.after(self.reached, deed.name, self.id)
        after = replace(self, acts=(*self.acts, entered), reached=reached)
        match deed:
            case TakeUp() | Conclude():
                if deed.signer in self.authors:
                    told = telling(
                        "{name} alleged or reported it: author, verifier and publisher differ",
                        name=deed.signer,
                    )
                    raise Refusal("signer", told)
            case Publish():
                self._require_publishable(deed)
        if isinstance(deed, Conclude):
            _require_parties(record, attributed_to=deed.attributed_to)
            if deed.attributed_to and deed.finding in ("not_verified", "unfounded"):
                raise Refusal(
                    "attributed_to", telling("what is {state} is laid to nobody", state=deed.finding)
                )
            return replace(after, finding=deed)
        if isinstance(deed, Report):
            return replace(after, authors=self.authors | {deed.signer})
        if isinstance(deed, AnswerTo):
            return replace(after, replied=self.replied | {deed.side})
        return after

    def _require_publishable(self, deed: Deed) -> None:
        found = self.finding
        assert found is not None, self.id
        if deed.signer in self.authors | {found.signer}:
            told = telling(
                "{name} alleged, reported or concluded it: author, verifier and publisher differ",
                name=deed.signer,
            )
            raise Refusal("signer", told)
        named = found.attributed_to
        if named is None or named in self.replied or deed.made_at >= found.made_at + REPLY_WINDOW:
            return
        until = found.made_at + REPLY_WINDOW
        raise Refusal(
            "made_at",
            telling(
                "{party} is named, and may reply until {moment}",
                party=named,
                moment=f"{until:%Y-%m-%d %H:%M} UTC",
            ),
        )


def _require_parties(record: Record, **named: str | None) -> None:
    known = record.agreement.party
    for field_, party in named.items():
        if party is not None and party not in known:
            raise Refusal(field_, telling("'{name}' is no party", name=party), tuple(known))
