"""The agreement file as typed data. Loading, expanding and cross-checking are in `load`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from truceline.agreement.checks import ByReading, DepthKm
from truceline.agreement.norms import Basis, Constitutive, Duty, Norm, Rule
from truceline.core.canonical import digest
from truceline.core.instant import Clock
from truceline.evidence.acts import Act
from truceline.evidence.claim import Share
from truceline.evidence.strict import Strict

FORMAT = "truceline/agreement/1"
_ISO_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])")
Authority = Literal["signed", "endorsed", "announced", "reported"]
Role = Literal[
    "signatory",
    "guarantor",
    "conflicting_party",
    "bound_via_guarantor",
    "addressee",
    "excluded",
    "spoiler",
    "monitor",
    "facilitator",
]
PartyKind = Literal[
    "state",
    "coalition",
    "category",
    "armed_group",
    "organisation",
    "body",
    "population",
]


class Encoding(Strict):
    """Who turned the text into norms, and which version of their work this is."""

    revision: Annotated[int, Field(ge=1)]
    encoded_by: tuple[str, ...]
    checked_by: tuple[str, ...] = ()
    date: date


class InForce(Strict):
    """First and last day of force, both included."""

    start: date = Field(alias="from")
    until: date | None = None


class Instrument(Strict):
    """One text: signed, endorsed by others, announced or only reported."""

    id: str
    kind: str
    title: str | None = None
    authority: Authority
    signed_on: date | None = None
    in_force: InForce
    source: str
    amends: tuple[str, ...] = ()
    paragraphs: tuple[str, ...]
    """The numbers of its paragraphs, in the order of the text."""


class Rules(Strict):
    """How days are read."""

    timezone: str
    by_date: Literal["end_of_day_inclusive"] = "end_of_day_inclusive"


class Alias(Strict):
    """A name for a party in one language, perhaps only for a time."""

    name: str
    lang: str = "en"
    start: date | None = Field(default=None, alias="from")
    until: date | None = None

    @field_validator("start", "until", mode="before")
    @classmethod
    def _as_day(cls, value: Any) -> Any:
        # An alias reaches the strict loader through the party's own validator, its days as text still.
        return date.fromisoformat(value) if isinstance(value, str) and _ISO_DAY.fullmatch(value) else value


class Party(Strict):
    """Somebody the agreement binds, protects, excludes or entrusts."""

    id: str
    kind: PartyKind
    name: str | None = None
    roles: tuple[Role, ...] = ()
    member_of: tuple[str, ...] = ()
    """Parties this one is part of: its acts are theirs too."""
    aliases: tuple[Alias, ...] = ()

    @field_validator("aliases", mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        """Accept `[name, ...]` and `{en: [name, ...], ar: [...]}` besides the full form."""
        # What a validator hands on is Python's own: to the strict loader only a tuple is a tuple.
        if isinstance(value, dict):
            return tuple({"name": n, "lang": lang} for lang, names in value.items() for n in names)
        if isinstance(value, list):
            return tuple({"name": item} if isinstance(item, str) else item for item in value)
        return value


class Cite(Strict):
    """A paragraph of an instrument."""

    instrument: str
    para: str


class Guarantee(Strict):
    """Who answers for whom, to what standard, on what basis."""

    guarantor: str
    backs: str
    standard: Literal["ensure", "best_efforts"]
    cites: Cite | None = None
    basis: Basis = "stated"


class Term(Strict):
    """A category of weapons, forces or groups, as this text uses the word."""

    id: str
    name: str | None = None
    parts: tuple[str, ...] = ()
    """Narrower categories: what is one of these is also this."""
    parties: tuple[str, ...] = ()
    """Parties whose presence is presence of this category (`radical groups`)."""
    min_calibre_mm: float | None = None
    max_calibre_mm: float | None = None
    systems: tuple[str, ...] = ()
    """Named weapon systems that belong here."""
    extension: Literal["closed", "open"] = "closed"
    readings: dict[str, str] = Field(default_factory=dict)


class EventType(Strict):
    """What counts as an event of this name: acts, and with or against what."""

    id: str
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]
    objects: tuple[str, ...] = ()
    """Terms of the claim's object; empty: any object, or none."""
    name: str | None = None


class Geometry(Strict):
    """How sure the drawing of a zone is, and where it is kept (GeoJSON, WGS84)."""

    status: Literal["undelineated", "proposed", "agreed", "approved", "marked", "disputed", "moving"]
    file: str | None = None
    feature: str | None = None
    """Feature id in the file; without it: the zone's own id, or the file's only feature."""
    uncertainty_km: Annotated[float, Field(ge=0)] = 0.0
    """Standard deviation of the drawn boundary, kilometres."""
    fixed_by: str | None = None
    """Id of the constitutive norm that settles the geometry."""
    fixed_by_instrument: str | None = None

    @field_validator("status", mode="before")
    @classmethod
    def _synonym(cls, value: Any) -> Any:
        return "undelineated" if value == "undetermined" else value


class Zone(Strict):
    """An area, strip, corridor, line or point the text speaks of."""

    id: str
    name: str | None = None
    shape: Literal["polygon", "band", "corridor", "line", "point"]
    within: str | None = None
    """Zone that cuts this one off."""
    along: str | None = None
    """For a band: the line it follows."""
    side: Literal["both", "left", "right"] = "both"
    """For a band: which side of the line, looking along its points."""
    depth_km: float | DepthKm | ByReading | None = None
    width_km: Annotated[float, Field(gt=0)] | None = None
    """For a corridor: full width."""
    geometry: Geometry

    @model_validator(mode="after")
    def _band_is_whole(self) -> Self:
        if self.shape == "band" and (self.along is None or self.depth_km is None):
            raise ValueError("a band needs `along` (a line) and `depth_km`")
        return self


class Provision(Strict):
    """One numbered paragraph: its gloss, and its norms or why it has none."""

    para: str
    instrument: str | None = None
    says: str
    norms: tuple[Norm, ...] = ()
    not_encoded: str | None = None

    @model_validator(mode="after")
    def _encoded_or_explained(self) -> Self:
        if bool(self.norms) == bool(self.not_encoded):
            raise ValueError("give `norms`, or say why in `not_encoded`; exactly one of them")
        return self


class ExampleSource(Strict):
    """Source and family of an example."""

    id: str
    family: str


class Example(Strict):
    """A claim in short form, for agreement tests; `agreement.examples` makes it a Claim."""

    id: str
    says: str
    shows: Literal["present", "absent", "event", "distance", "state", "judgement", "count", "words"]
    what: str
    """Term, event type, `subject:state`, norm (judgement, words), by `shows`."""
    of: str | None = None
    """Whose: the acting or owning party; without it nobody is known."""
    against: str | None = None
    where: str | None = None
    line: str | None = None
    km: float | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    rating: Literal["met", "partly_met", "not_met", "cannot_judge"] | None = None
    posture: Act | None = None
    """For `words`: what the party says about the norm (accept is `agree`)."""
    denied: bool = False
    happened: str
    """A day, or two days joined by a slash."""
    recorded: date
    coverage: Share = 0.0
    confidence: Share
    attribution: Literal["none", "claimed", "assessed", "confirmed"] | None = None
    source: ExampleSource

    @field_validator("happened", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class Agreement(Strict):
    """The whole file, `each` tables expanded, every reference checked."""

    format: Literal["truceline/agreement/1"]
    id: str
    title: str
    encoding: Encoding
    instruments: Annotated[tuple[Instrument, ...], Field(min_length=1)]
    clock: Rules
    parties: Annotated[tuple[Party, ...], Field(min_length=1)]
    guarantees: tuple[Guarantee, ...] = ()
    terms: tuple[Term, ...] = ()
    events: tuple[EventType, ...] = ()
    readings: dict[str, dict[str, str]] = Field(default_factory=dict)
    default_readings: dict[str, str] = Field(default_factory=dict)
    zones: tuple[Zone, ...] = ()
    gazetteer: str | None = None
    """File of curated places (CSV), relative to the agreement."""
    provisions: tuple[Provision, ...]
    examples: tuple[Example, ...] = ()
    examples_file: str | None = None
    """Claims (JSON lines) whose labels tests may name, relative to the agreement."""

    @cached_property
    def tempo(self) -> Clock:
        """The agreement's clock."""
        return Clock(self.clock.timezone)

    @cached_property
    def home(self) -> str:
        """Id of the main instrument: the first."""
        return self.instruments[0].id

    @cached_property
    def norms(self) -> dict[str, Norm]:
        """Every norm by id, in the order of the text."""
        return {norm.id: norm for provision in self.provisions for norm in provision.norms}

    @cached_property
    def provision_of(self) -> dict[str, Provision]:
        """The paragraph each norm stands in."""
        return {n.id: provision for provision in self.provisions for n in provision.norms}

    def instrument_of(self, norm_id: str) -> Instrument:
        """The instrument a norm stands in."""
        return self.instrument[self.provision_of[norm_id].instrument or self.home]

    @cached_property
    def instrument(self) -> dict[str, Instrument]:
        return {instrument.id: instrument for instrument in self.instruments}

    @cached_property
    def party(self) -> dict[str, Party]:
        return {party.id: party for party in self.parties}

    @cached_property
    def term(self) -> dict[str, Term]:
        return {term.id: term for term in self.terms}

    @cached_property
    def event(self) -> dict[str, EventType]:
        return {event.id: event for event in self.events}

    @cached_property
    def zone(self) -> dict[str, Zone]:
        return {zone.id: zone for zone in self.zones}

    def rules(self) -> Iterator[Rule]:
        """All rules, in the order of the text."""
        return iter(self._rules)

    @cached_property
    def _rules(self) -> tuple[Rule, ...]:
        return tuple(norm for norm in self.norms.values() if isinstance(norm, Rule))

    def assessed(self) -> Iterator[Duty | Constitutive]:
        """The norms that have a status of their own: duties and constitutive facts."""
        return (n for n in self.norms.values() if isinstance(n, Duty | Constitutive))

    def groups_of(self, party: str) -> frozenset[str]:
        """The party and every party it is part of, at any remove."""
        if party not in self._groups:
            found: set[str] = set()
            waiting = [party]
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    waiting.extend(self.party[one].member_of if one in self.party else ())
            self._groups[party] = frozenset(found)
        return self._groups[party]

    def guarantors_of(self, party: str) -> tuple[str, ...]:
        """Who answers for the party, by the guarantees, in file order."""
        backed = self.groups_of(party)
        return tuple(dict.fromkeys(g.guarantor for g in self.guarantees if g.backs in backed))

    def kinds_of(self, term: str) -> frozenset[str]:
        """The term and every narrower category under it, at any remove."""
        if term not in self._kinds:
            found: set[str] = set()
            waiting = [term]
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    known = self.term.get(one)
                    waiting.extend((*known.parts, *known.systems) if known else ())
            self._kinds[term] = frozenset(found)
        return self._kinds[term]

    @cached_property
    def _groups(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _kinds(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def content_digest(self) -> str:
        """SHA-256 of the encoded content: what an assessment names to be replayed."""
        return digest(self.model_dump(mode="json", by_alias=True))
