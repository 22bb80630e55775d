"""The claim: one source says one thing, once. Never edited; a correction supersedes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from truceline.core.canonical import digest_bytes
from truceline.core.confidence import graded
from truceline.core.quantity import Bounds
from truceline.evidence.acts import Act
from truceline.evidence.content import content_of
from truceline.evidence.strict import Strict

Share = Annotated[float, Field(ge=0.0, le=1.0)]
TextSpan = tuple[int, int]
"""`[start, end)` in code points of the document's text."""


class Kind(StrEnum):
    """What sort of thing the source offers."""

    EVENT = "event"
    OBSERVATION = "observation"
    STATEMENT = "statement"
    LOOK = "look"
    DECISION = "decision"


class Modality(StrEnum):
    """How the act is said; only what is asserted (or presupposed) can count as done."""

    ASSERTED = "asserted"
    COMMITTED = "committed"
    REQUIRED = "required"
    INTENDED = "intended"
    POSSIBLE = "possible"
    REFUSED = "refused"
    EXPECTED = "expected"
    CONDITIONAL = "conditional"
    CONDITIONAL_ANTECEDENT = "conditional_antecedent"
    PRESUPPOSED = "presupposed"


class Status(StrEnum):
    """Where the claim stands in review; only accepted claims bear on a status."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class AttributionGrade(StrEnum):
    """How well it is known who did it; at `none` the act binds nobody."""

    NONE = "none"
    CLAIMED = "claimed"
    ASSESSED = "assessed"
    CONFIRMED = "confirmed"


class Words(Strict):
    """The words in the document that say something, and where they stand."""

    text: str
    span: TextSpan | None = None


class Actor(Strict):
    """Somebody named in the claim; `party` is an id of the agreement, or null if not a party."""

    text: str = ""
    span: TextSpan | None = None
    party: str | None = None


class Thing(Strict):
    """What the act is done with or to; `term` is a category id (`heavy-weapons`, `m4`, ...)."""

    text: str = ""
    span: TextSpan | None = None
    term: str | None = None


Wind = Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW", "C"]


class Spot(Strict):
    """A place of the gazetteer that ambiguous words may mean."""

    base: str
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    radius_m: Annotated[float, Field(ge=0)] | None = None
    adm1: str | None = None


class Place(Strict):
    """Where: words, a zone of the agreement, a point with its precision, or a shape."""

    text: str = ""
    span: TextSpan | None = None
    base: str | None = None
    """The gazetteer's name that the place is told from."""
    direction: Wind | None = None
    role: Literal["location", "origin", "destination"] = "location"
    zone: str | None = None
    """Id of a zone of the agreement, where the source names the zone itself."""
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    """Latitude, WGS84 degrees."""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    """Longitude, WGS84 degrees."""
    geometry: dict[str, Any] | None = None
    """GeoJSON geometry, where the place is a shape and no point."""
    precision: Annotated[int, Field(ge=1, le=7)] | None = None
    """UCDP `where_prec`: 1 exact, 2 near, 3 district, 4 province, 5 linear, 6 country, 7 air or sea."""
    radius_m: Annotated[float, Field(ge=0)] | None = None
    """Radius of the disc the true point lies in, metres; goes before `precision`."""
    adm1: str | None = None
    """Province or governorate, as the source names it."""
    adm2: str | None = None
    alternatives: tuple[Spot, ...] | None = None
    """Other places the words may mean, the likelier first."""

    @property
    def is_point(self) -> bool:
        """Whether the place has coordinates."""
        return self.lat is not None and self.lon is not None


class When(Strict):
    """When it happened: local days, both included; an open end is null."""

    text: str = ""
    span: TextSpan | None = None
    start: date | None = None
    end: date | None = None
    precision: Annotated[int, Field(ge=1, le=5)] | None = None
    """UCDP `date_prec`: 1 the day, 2 a few days, 3 a week, 4 a month, 5 more."""
    kind: Literal["on", "during", "since", "until", "by", "habitual"] = "on"

    @model_validator(mode="after")
    def _runs_forward(self) -> Self:
        if self.start and self.end and self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")
        return self


class Quantity(Strict):
    """A number as the source gives it, with its bounds."""

    text: str = ""
    span: TextSpan | None = None
    kind: Literal["count", "distance", "duration", "ratio", "partitive"] = "count"
    unit: str | None = None
    """`km`, `days`, `fighters`, ...; null for a bare count."""
    of: str | None = None
    """What is counted or measured from: a term, a party, a line's id (for distances)."""
    low: float | None = None
    best: float | None = None
    high: float | None = None
    approx: bool = False
    status: Literal["achieved", "target"] = "achieved"

    @property
    def bounds(self) -> Bounds:
        return Bounds(self.low, self.best, self.high)


class Toll(Strict):
    """People killed or injured: lowest, best and highest figure of one kind of victim."""

    low: Annotated[int, Field(ge=0)] | None = None
    best: Annotated[int, Field(ge=0)] | None = None
    high: Annotated[int, Field(ge=0)] | None = None


class Casualties(Strict):
    """Killed and injured as the source counts them; disordered bounds are kept and flagged."""

    killed: Toll | None = None
    killed_civilians: Toll | None = None
    killed_combatants: Toll | None = None
    killed_unknown: Toll | None = None
    injured: Toll | None = None
    corroborated: bool = False


class Observed(Strict):
    """How an observer came to know of it, and what was noted besides: detection, bearing, fire role."""

    detection: Literal["seen", "heard", "drone", "camera", "told"] | None = None
    fire: Literal["outgoing", "incoming", "undetermined"] | None = None
    """Which way the fire went, as seen or heard from where the observer stood."""
    bearing: Wind | None = None
    """Direction from the observer."""
    distance_low_km: Annotated[float, Field(ge=0)] | None = None
    distance_high_km: Annotated[float, Field(ge=0)] | None = None
    """Distance from the observer, kilometres."""
    calibre_mm: Annotated[float, Field(gt=0)] | None = None
    lines: Literal["in_violation", "outside_storage"] | None = None
    """Weapons in violation of withdrawal lines, or beyond them but outside storage sites."""


class Attribution(Strict):
    """Whose word it is inside the source: its author, the agreement, or a speaker it quotes."""

    by: Literal["author", "agreement", "speaker"] = "author"
    text: str = ""
    span: TextSpan | None = None
    party: str | None = None


class Source(Strict):
    """Who says it. `family` joins sources that repeat one origin: a family counts once."""

    id: str
    family: str
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    """Reliability of the source, A-F; F cannot be judged."""
    credibility: Annotated[int, Field(ge=1, le=6)] = 6
    """Credibility of this item, 1-6; 6 cannot be judged."""


class Evidence(Strict):
    """What the claim rests on: a document's sentence or a file's row."""

    document: str | None = None
    """SHA-256 of the document's bytes."""
    span: TextSpan | None = None
    quote: str | None = None
    file: str | None = None
    """SHA-256 of the table's bytes."""
    row: int | None = None
    """Row number in the file, header = 1."""
    cite: str | None = None
    """A human citation where neither document nor file is held."""


class State(Strict):
    """A lasting state of a thing: `of` a zone or norm subject, `state` its name, or its negation."""

    of: str
    state: str
    holds: bool = True


class Judgement(Strict):
    """A person's recorded rating of a norm against the agreement's rubric."""

    norm: str
    rating: Literal["met", "partly_met", "not_met", "cannot_judge"]
    reason: str = ""


class MadeBy(Strict):
    """The program that read the claim out of a text, and the rules that made it, nearest words first."""

    reader: str
    """Name, version and language of the reader."""
    rules: tuple[str, ...] = ()
    model: str | None = None
    """Name and version of a language model that added evidence, where one did."""


# Bookkeeping: what the ledger adds and reviewers change. Not part of what the source says.
_BOOKKEEPING = frozenset({"claim_id", "recorded_at", "status", "decided_by", "decided_at"})


class Claim(Strict):
    """One source says one thing, once.

    `claim_id` is the SHA-256 of the canonical content without its bookkeeping fields; two claims
    that say the same thing from the same place in the same source are the same claim.
    """

    claim_id: str = ""
    label: str | None = None
    """A short handle for people, unique within a case where given."""
    kind: Kind
    act: Act
    event: str | None = None
    """Id of an event type of the agreement, where the act alone does not tell which."""
    trigger: Words | None = None
    actor: tuple[Actor, ...] = ()
    target: tuple[Actor, ...] = ()
    object: Thing | None = None
    place: tuple[Place, ...] = ()
    time: When = When()
    quantity: tuple[Quantity, ...] = ()
    casualties: Casualties | None = None
    observed: Observed | None = None
    """For what an observer saw or heard: how, in which direction, how far off."""
    modality: Modality = Modality.ASSERTED
    polarity: Literal["positive", "negative"] = "positive"
    aspect: Literal["completed", "ongoing", "habitual", "not_started"] = "completed"
    trend: Literal["up", "down"] | None = None
    attribution: Attribution = Attribution()
    attribution_grade: AttributionGrade = AttributionGrade.CLAIMED
    """How well it is known that `actor` did it."""
    coverage: Share | None = None
    """For a look: the share of the place that was looked at, 0-1."""
    state: State | None = None
    judgement: Judgement | None = None
    confidence: Share | None = None
    """The analyst's own figure; null: from the source's two grades."""
    incident: str | None = None
    """A handle shared by claims that an analyst holds to be of one and the same incident."""
    source: Source
    published_on: date | None = None
    recorded_at: AwareDatetime | None = None
    evidence: Evidence = Evidence()
    made_by: MadeBy | None = None
    """For a claim that a program read: which one, and why."""
    bears_on: tuple[str, ...] = ()
    """Norm ids; empty: any norm whose check the claim fits."""
    says: str = ""
    """The claim as one plain sentence."""
    status: Status = Status.ACCEPTED
    decided_by: str | None = None
    decided_at: AwareDatetime | None = None
    sensitivity: Literal["public", "restricted", "secret"] = "public"
    embargo_until: date | None = None
    licence: str | None = None
    """`no-redistribution` marks rows that may never leave in an export (ACLED)."""
    supersedes: str | None = None
    """`claim_id` of the claim this one corrects."""

    def content(self) -> bytes:
        """Canonical JSON of what the claim says, without its bookkeeping."""
        return content_of(self, _BOOKKEEPING).encode()

    @cached_property
    def content_digest(self) -> str:
        """SHA-256 of `content`."""
        return digest_bytes(self.content())

    def identified(self) -> Claim:
        """The same claim with its `claim_id` filled in from its content."""
        return self.model_copy(update={"claim_id": digest_bytes(self.content())})

    def recorded(self, at: datetime) -> Claim:
        """The same claim as recorded at an aware instant."""
        return self.model_copy(update={"recorded_at": at})

    @cached_property
    def weight(self) -> float:
        """The confidence (0-1) one such claim deserves alone."""
        if self.confidence is not None:
            return self.confidence
        return graded(self.source.reliability, self.source.credibility)

    @property
    def parties(self) -> frozenset[str]:
        """The parties named as acting."""
        return frozenset(actor.party for actor in self.actor if actor.party)

    @property
    def name(self) -> str:
        """The label, or the first digits of the id."""
        return self.label or self.claim_id[:12]

    @property
    def is_done(self) -> bool:
        """Whether the source asserts that the act took place: not denied, planned or conditional."""
        return self.modality in _DONE and self.polarity == "positive" and self.aspect != "not_started"


_DONE = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})
