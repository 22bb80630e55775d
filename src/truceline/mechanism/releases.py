"""Releases of people who are held: pledged by one side, received by the other, counted by a third."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import AttributionGrade, Claim, Kind, Modality, When
from truceline.ledger.signers import Role
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.naming import BodyId, PartyId
from truceline.mechanism.people import (
    Numbered,
    OfPeople,
    People,
    counted,
    fields_of,
    require_body,
    require_few_kept,
    require_party,
    require_past,
    shown,
    told,
)

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene


class Pledge(OfPeople):
    """Pledge to let people go: how many, to whom, by when."""

    sort: ClassVar[str] = "release"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("release",)

    kind: Literal["pledge"]
    release: Numbered
    """A short name for the release: one letter and numbers (r-12)."""
    people: People
    """How many."""
    held_as: Literal["detainees", "prisoners_of_war", "hostages", "abducted", "remains"] = "detainees"
    """As what they are held; remains are those of the dead."""
    to: PartyId | None = None
    """The party they are handed over to; without it, they go home."""
    by: date
    """By which day."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A promise, which shows no release."""
        kind = self.held_as.replace("_", " ")
        whom = f" to {self.to}" if self.to else ""
        fields = fields_of(scene.record, self.held_as, self.people)
        fields["quantity"] = counted(self.people, "target")
        return (
            scene.says_so(
                Act.RELEASE,
                f"{self.party} pledges to hand over {told(self.people)} {kind}{whom} by {self.by}."
                if self.to
                else f"{self.party} pledges to release {told(self.people)} {kind} by {self.by}.",
                kind=Kind.STATEMENT,
                modality=Modality.COMMITTED,
                aspect="not_started",
                target=scene.parties(self.to) if self.to else (),
                **fields | {"time": When(start=self.by, end=self.by, kind="by")},
            ),
        )


class Figure(OfPeople):
    """How many people of a release one side or body counts on one day; given again, it corrects the first."""

    sort: ClassVar[str] = "release"
    named: ClassVar[tuple[str, ...]] = ("release",)
    verb: ClassVar[str]

    release: Numbered
    """A short name for the release."""
    people: People
    """How many on that day."""
    on: date
    """The day."""

    @property
    def teller(self) -> str:
        """Whose figure it is."""
        return self.side

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A release by the side that held them, as this side or body tells it."""
        pledged = scene.record.one(Release, self.release).pledged
        holds = pledged.held_as.replace("_", " ")
        return (
            scene.reports(
                Kind.EVENT,
                Act.RELEASE,
                f"{self.teller} {self.verb} {told(self.people)} {holds} of {pledged.side} on {self.on}.",
                credibility=2,
                actor=scene.parties(pledged.side),
                target=scene.parties(pledged.to) if pledged.to else (),
                # That the pledging side let them go is what all three of them say.
                attribution_grade=AttributionGrade.CONFIRMED,
                incident=f"release-{self.release}.{self.on}",
                supersedes=scene.resting[0] if scene.resting else None,
                **fields_of(scene.record, pledged.held_as, self.people, on=self.on),
            ),
        )


class LetGo(Figure):
    """Tell that people were let go; by the side that held them."""

    verb: ClassVar[str] = "says it let go"

    kind: Literal["let_go"]
    through: BodyId | None = None
    """The organisation that went between."""


class Receive(Figure):
    """Tell that people were received; by the side they were handed over to."""

    verb: ClassVar[str] = "receives"

    kind: Literal["receive"]


class Attest(Figure):
    """Tell how many an organisation counted; by neither of the two sides."""

    roles: ClassVar[frozenset[Role]] = frozenset({Role.OBSERVER, Role.VERIFIER})
    verb: ClassVar[str] = "counts"

    kind: Literal["attest"]
    counted_by: BodyId
    """The organisation that counted."""

    @property
    def teller(self) -> str:
        return self.counted_by


@dataclass(frozen=True)
class Release(Matter):
    """A release as pledged, and as each side and body counts it."""

    sort: ClassVar[str] = "release"
    apart: ClassVar[bool] = True

    @property
    def pledged(self) -> Pledge:
        """The pledge."""
        deed = self.first.deed
        assert isinstance(deed, Pledge)
        return deed

    @property
    def figures(self) -> dict[str, int]:
        """How many each voice counts, over all days; of one day its last figure."""
        last: dict[tuple[str, date], Figure] = {}
        for deed in (one.signed.deed for one in self.acts):
            if isinstance(deed, Figure):
                last[deed.teller, deed.on] = deed
        sums: Counter[str] = Counter()
        for (voice, _), deed in last.items():
            sums[voice] += deed.people
        return dict(sums)

    @property
    def shown(self) -> int | None:
        """How many others than the side that held them count: the most cautious of them."""
        others = [people for voice, people in self.figures.items() if voice != self.pledged.side]
        return min(others) if others else None

    @property
    def state(self) -> str:
        if self.shown is None:
            return "said done" if self.figures else "pledged"
        return "complete" if self.shown >= self.pledged.people else "short"

    @property
    def line(self) -> str:
        held = self.pledged.held_as.replace("_", " ")
        head = f"{self.pledged.side}: {told(self.pledged.people)} {held} by {self.pledged.by}"
        return "; ".join((head, *(f"{voice} {told(people)}" for voice, people in self.figures.items())))

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "pledged": shown(self.pledged.people),
            "counted": {voice: shown(people) for voice, people in self.figures.items()},
        }

    def overtakes(self, entered: Entered) -> Entered | None:
        """The same voice's figure of the same day before."""
        deed = entered.signed.deed
        earlier = [one for one in self.acts if one is not entered and _is_same(one.signed.deed, deed)]
        return earlier[-1] if earlier else None

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Release:
        """A pledge to a party of the agreement, or to nobody."""
        deed = entered.signed.deed
        assert isinstance(deed, Pledge)
        require_party(record, to=deed.to)
        require_few_kept(deed, deed.people)
        if deed.to == deed.party:
            raise Refusal(
                "to", telling("{party} holds them: they go to another side, or home", party=deed.side)
            )
        return cls(deed.release, (entered,))

    def moved(self, entered: Entered, record: Record) -> Release:
        """One more figure, by who can have it."""
        deed = entered.signed.deed
        assert isinstance(deed, Figure)
        self._require_whose(deed, record)
        require_few_kept(deed, deed.people)
        require_past(record, deed, on=deed.on)
        return replace(self, acts=(*self.acts, entered))

    def _require_whose(self, deed: Figure, record: Record) -> None:
        holder, to = self.pledged.side, self.pledged.to
        match deed:
            case LetGo() if deed.party != holder:
                raise Refusal(
                    "party",
                    telling("{party} holds them: only it can say that it let them go", party=holder),
                    (holder,),
                )
            case Receive() if deed.party != to:
                whom = (
                    telling("{party} receives them", party=to)
                    if to
                    else telling("they go home: no side receives them")
                )
                raise Refusal("party", whom, (to,) if to else ())
            case Attest() if deed.party in (holder, to):
                raise Refusal(
                    "party", telling("{party} is one of the two sides: somebody else counts", party=deed.side)
                )
            case LetGo():
                require_body(record, through=deed.through)
            case Attest():
                require_body(record, counted_by=deed.counted_by)
                if deed.counted_by in (holder, to):
                    raise Refusal(
                        "counted_by", telling("{party} is one of the two sides", party=deed.counted_by or "")
                    )


def _is_same(one: Any, other: Any) -> bool:
    """Whether two acts are one voice's figure of one day."""
    if not isinstance(one, Figure) or not isinstance(other, Figure):
        return False
    return (one.teller, one.on) == (other.teller, other.on)
