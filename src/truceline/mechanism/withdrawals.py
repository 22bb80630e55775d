"""Withdrawals as declared and as verified, and storage sites with what they should and do hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from truceline.core.spelling import ITEMS
from truceline.errors import telling
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind, Modality, Place, Quantity, Thing, When
from truceline.ledger.signers import Role
from truceline.mechanism.deed import LIAISON, Deed, Handle, Sensitivity
from truceline.mechanism.matter import Entered, Matter, Refusal
from truceline.mechanism.naming import Names, TermId, ZoneId

if TYPE_CHECKING:
    from truceline.mechanism.record import Record
    from truceline.mechanism.scene import Scene

CHECKERS = frozenset({Role.OBSERVER, Role.VERIFIER})
Number = Annotated[int, Field(ge=0, le=1_000_000)]
Items = Annotated[str, Field(pattern=ITEMS), Names("term")]
"""So many of a term: `mortars=12`."""


class Declare(Deed):
    """Declare a withdrawal: how many of what leave which zone, by when; a promise until said to be done."""

    sort: ClassVar[str] = "withdrawal"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("withdrawal",)
    roles: ClassVar[frozenset[Role]] = LIAISON

    kind: Literal["declare"]
    withdrawal: Handle
    """A short name for the declaration."""
    what: TermId
    """Which category."""
    count: Number
    """How many."""
    leaves: ZoneId
    """The zone that they leave."""
    goes_to: Annotated[str, Field(max_length=200)] = ""
    """Where to, in words."""
    by: date
    """By which day, or on which day they left."""
    done: bool = False
    """Whether they are said to have left already."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A promise, or one side's word that it was kept."""
        name = scene.agreement.term[self.what].name or self.what
        counted = Quantity(low=self.count, best=self.count, high=self.count, of=self.what)
        fields: dict[str, Any] = {
            "object": Thing(text=name, term=self.what),
            "place": (scene.zone(self.leaves)[0].model_copy(update={"role": "origin"}),),
            "time": When(start=self.by, end=self.by),
        }
        if self.done:
            says = f"{self.party} declares that {self.count} of {name} have left {self.leaves}."
            return (scene.reports(Kind.EVENT, Act.WITHDRAW, says, quantity=(counted,), **fields),)
        says = f"{self.party} declares that {self.count} of {name} will leave {self.leaves} by {self.by}."
        planned = counted.model_copy(update={"status": "target"})
        word = {"kind": Kind.STATEMENT, "modality": Modality.COMMITTED, "aspect": "not_started"}
        return (scene.says_so(Act.WITHDRAW, says, quantity=(planned,), **word, **fields),)


class Verify(Deed):
    """Verify a declared withdrawal: how many were counted out; not by the side that declared it."""

    sort: ClassVar[str] = "withdrawal"
    named: ClassVar[tuple[str, ...]] = ("withdrawal",)
    roles: ClassVar[frozenset[Role]] = CHECKERS
    partisan: ClassVar[bool] = False

    kind: Literal["verify"]
    withdrawal: Handle
    """A short name for the declaration."""
    counted: Number
    """How many were counted out, all told."""
    on: date
    """The day of the count."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """What was counted out: it does not say that none is left."""
        declared = scene.record.one(Withdrawal, self.withdrawal).declared
        counted = Quantity(low=self.counted, best=self.counted, high=self.counted, of=declared.what)
        says = f"{self.signer} counts {self.counted} of {declared.count} declared out of {declared.leaves}."
        return (
            scene.reports(
                Kind.EVENT,
                Act.WITHDRAW,
                says,
                credibility=1,
                actor=scene.parties(declared.side),
                object=Thing(text=declared.what, term=declared.what),
                place=(scene.zone(declared.leaves)[0].model_copy(update={"role": "origin"}),),
                quantity=(counted,),
                time=When(start=self.on, end=self.on),
            ),
        )


@dataclass(frozen=True)
class Withdrawal(Matter):
    """A withdrawal as declared, and as counted."""

    sort: ClassVar[str] = "withdrawal"
    counted: int | None = None

    @property
    def declared(self) -> Declare:
        """What was declared, last."""
        return next(d for d in (one.signed.deed for one in reversed(self.acts)) if isinstance(d, Declare))

    @property
    def state(self) -> str:
        if self.counted is None:
            return "declared done" if self.declared.done else "declared"
        return "verified" if self.counted >= self.declared.count else "short"

    @property
    def line(self) -> str:
        said = self.declared
        told = f"{said.side}: {said.count} of {said.what} out of {said.leaves}"
        return told if self.counted is None else f"{told}, {self.counted} counted"

    @property
    def facts(self) -> dict[str, Any]:
        counted = self.counted
        return {
            "declared": self.declared.count,
            "counted": counted,
            "missing": None if counted is None else max(self.declared.count - counted, 0),
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Withdrawal:
        """A withdrawal declared of a term and a zone of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, Declare)
        _require_terms("what", (deed.what,), record)
        if deed.leaves not in record.agreement.zone:
            raise Refusal(
                "leaves", telling("there is no zone '{name}'", name=deed.leaves), tuple(record.agreement.zone)
            )
        if deed.done and deed.by > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal(
                "by", telling("what is done was not done on {day}, which is yet to come", day=deed.by)
            )
        return cls(deed.withdrawal, (entered,))

    def moved(self, entered: Entered, record: Record) -> Withdrawal:
        """The withdrawal declared done, or counted."""
        deed = entered.signed.deed
        after = replace(self, acts=(*self.acts, entered))
        if isinstance(deed, Declare):
            if deed.party != self.declared.party:
                raise Refusal(
                    "party", telling("only {party} can say that it is done", party=self.declared.side)
                )
            self.opened(entered, record)
            return after
        assert isinstance(deed, Verify)
        if deed.party == self.declared.party:
            raise Refusal(
                "party", telling("{party} declared it: somebody else counts", party=deed.party or "")
            )
        if deed.on > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal("on", telling("a count of {day} is yet to come", day=deed.on))
        return replace(after, counted=deed.counted)

    def takes(self, opening: Deed) -> bool:
        """A declaration is made again once what it promised is done."""
        return isinstance(opening, Declare) and opening.done and not self.declared.done


class Store(Deed):
    """Declare a storage site: where it is, and how many of what it holds. Where it is stays secret."""

    sort: ClassVar[str] = "site"
    opens: ClassVar[bool] = True
    named: ClassVar[tuple[str, ...]] = ("site",)
    roles: ClassVar[frozenset[Role]] = LIAISON

    kind: Literal["store"]
    site: Handle
    """A short name for the site."""
    holds: Annotated[tuple[Items, ...], Field(min_length=1)]
    """What it should hold, and how many of each."""
    lat: Annotated[float, Field(ge=-90, le=90)]
    """Latitude, WGS84 degrees."""
    lon: Annotated[float, Field(ge=-180, le=180)]
    """Longitude, WGS84 degrees."""
    radius_m: Annotated[float, Field(ge=0)] = 200.0
    """Radius of the disc it lies in, metres."""
    sensitivity: Sensitivity = "secret"
    """Who may see it: where weapons are is secret."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """That there is a site, and nothing of where."""
        says = f"{self.party} declares the storage site {self.site}."
        return (scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event="storage_site"),)


class Inspect(Deed):
    """Inspect a storage site: how many of what were seen. Not by the side whose site it is."""

    sort: ClassVar[str] = "site"
    named: ClassVar[tuple[str, ...]] = ("site",)
    roles: ClassVar[frozenset[Role]] = CHECKERS
    partisan: ClassVar[bool] = False

    kind: Literal["inspect"]
    site: Handle
    """A short name for the site."""
    seen: tuple[Items, ...] = ()
    """What was seen there, and how many of each; what is not named was not seen."""
    on: date
    """The day of the visit."""
    sensitivity: Sensitivity = "secret"
    """Who may see it: where weapons are is secret."""

    def claims(self, scene: Scene) -> tuple[Claim, ...]:
        """A sighting for each term that was seen, at the site, for who may see it."""
        site = scene.record.one(Site, self.site).stored
        place = Place(text=self.site, lat=site.lat, lon=site.lon, radius_m=site.radius_m, precision=1)
        sightings = tuple(
            scene.reports(
                Kind.OBSERVATION,
                Act.PRESENCE,
                f"{self.signer} sees {count} of {term} at the storage site {self.site}.",
                credibility=1,
                actor=scene.parties(site.side),
                object=Thing(text=term, term=term),
                place=(place,),
                quantity=(Quantity(low=count, best=count, high=count, of=term),),
                time=When(start=self.on, end=self.on),
            )
            for term, count in counts(self.seen).items()
            if count
        )
        says = f"{self.signer} inspects {self.site}."
        empty = scene.says_so(Act.NOTIFY, says, kind=Kind.STATEMENT, event="storage_site")
        return sightings or (empty,)


@dataclass(frozen=True)
class Site(Matter):
    """A storage site: what it should hold, and what was seen there last."""

    sort: ClassVar[str] = "site"
    inspectors: ClassVar[frozenset[Role]] = CHECKERS
    seen: Mapping[str, int] | None = field(default=None)

    @property
    def stored(self) -> Store:
        """The declaration in use: the last."""
        return next(d for d in (one.signed.deed for one in reversed(self.acts)) if isinstance(d, Store))

    @property
    def insiders(self) -> frozenset[str]:
        """The side whose site it is."""
        return frozenset({self.stored.side})

    @property
    def missing(self) -> dict[str, int]:
        """How many of each term were expected and not seen."""
        seen = self.seen or {}
        gaps = {term: count - seen.get(term, 0) for term, count in counts(self.stored.holds).items()}
        return {term: gap for term, gap in gaps.items() if gap > 0}

    @property
    def state(self) -> str:
        if self.seen is None:
            return "declared"
        return "short" if self.missing else "complete"

    @property
    def is_secret(self) -> bool:
        """A site's whereabouts are secret; that it exists, and what is missing, is not."""
        return False

    @property
    def line(self) -> str:
        gaps = ", ".join(f"{count} {term}" for term, count in self.missing.items())
        told = f"{self.stored.side}: {' '.join(self.stored.holds)}"
        return f"{told}; missing {gaps}" if self.seen is not None and gaps else told

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "expected": counts(self.stored.holds),
            "seen": dict(self.seen) if self.seen is not None else None,
            "missing": self.missing if self.seen is not None else None,
        }

    @classmethod
    def opened(cls, entered: Entered, record: Record) -> Site:
        """A site that holds terms of the agreement."""
        deed = entered.signed.deed
        assert isinstance(deed, Store)
        _require_terms("holds", tuple(counts(deed.holds)), record)
        return cls(deed.site, (entered,))

    def moved(self, entered: Entered, record: Record) -> Site:
        """The site inspected, or declared anew by its own side."""
        deed = entered.signed.deed
        after = replace(self, acts=(*self.acts, entered))
        if isinstance(deed, Store):
            if deed.party != self.stored.party:
                raise Refusal(
                    "party", telling("the site is of {party}", party=self.stored.side), (self.stored.side,)
                )
            self.opened(entered, record)
            return after
        assert isinstance(deed, Inspect)
        if deed.party == self.stored.party:
            raise Refusal(
                "party", telling("the site is of {party}: somebody else inspects it", party=deed.party or "")
            )
        if deed.on > record.agreement.tempo.day_of(deed.made_at):
            raise Refusal("on", telling("a visit of {day} is yet to come", day=deed.on))
        _require_terms("seen", tuple(counts(deed.seen)), record)
        return replace(after, seen=counts(deed.seen))

    def takes(self, opening: Deed) -> bool:
        """A site's stock is declared anew as it changes."""
        return isinstance(opening, Store)


def counts(items: tuple[str, ...]) -> dict[str, int]:
    """`TERM=COUNT` as numbers; what is named twice is added up."""
    found: dict[str, int] = {}
    for item in items:
        term, _, count = item.partition("=")
        found[term] = found.get(term, 0) + int(count)
    return found


def _require_terms(field_: str, terms: tuple[str, ...], record: Record) -> None:
    unknown = [term for term in terms if term not in record.agreement.term]
    if unknown:
        raise Refusal(
            field_, telling("there is no term '{name}'", name=unknown[0]), tuple(record.agreement.term)
        )
