"""What an assessment says: statuses with their proofs, the register, the postures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal

from pydantic import AwareDatetime, Field

from truceline.core.degree import Performance
from truceline.core.finding import Standard, Verdict
from truceline.evidence.strict import Strict

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement
    from truceline.core.frame import Frame

FORMAT: Final = "truceline/assessment/1"


class Phase(StrEnum):
    """Law and time: where a norm is in its life."""

    DORMANT = "dormant"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    DUE = "due"
    DISCHARGED = "discharged"
    SUPERSEDED = "superseded"


class Standing(StrEnum):
    """The conclusion from phase and performance."""

    NOT_YET_DUE = "not_yet_due"
    FULFILLED = "fulfilled"
    FULFILLED_LATE = "fulfilled_late"
    BREACHED = "breached"
    BREACHED_IN_PART = "breached_in_part"
    UNPROVEN = "unproven"
    CONTESTED = "contested"
    PRESUMED_KEPT = "presumed_kept"
    PRESUMED_BREACHED = "presumed_breached"
    UNRESOLVED = "unresolved"
    SUSPENDED = "suspended"
    DISCHARGED = "discharged"
    MADE = "made"
    """Of a constitutive norm: the fact exists."""
    NOT_MADE = "not_made"
    """Of a constitutive norm: not shown to exist; no breach."""


class Pace(StrEnum):
    """How it moves."""

    ON_TRACK = "on_track"
    BEHIND = "behind"
    STALLED = "stalled"
    LAPSED = "lapsed"


class Posture(StrEnum):
    """What a party says about a norm; words, never conduct."""

    ACCEPTS = "accepts"
    CONDITIONAL = "conditional"
    BARGAINS = "bargains"
    AMBIGUOUS = "ambiguous"
    REFUSES = "refuses"
    SILENT = "silent"


class Cited(Strict):
    """A claim as a proof names it."""

    claim_id: str
    label: str | None = None
    says: str
    source: str
    family: str
    grade: str
    """The two grades side by side, e.g. `B2`; never merged."""
    start: date | None = None
    end: date | None = None
    recorded_at: AwareDatetime | None = None
    weight: float
    """What it counts here, 0-1: its confidence times P(inside)."""
    p_inside: float | None = None
    origin: str = ""
    """SHA-256 of the document or table it stands in; empty where none is held."""
    rests_on: str = ""
    """The quote, or `file ... row N`."""
    supposed: bool = False


class SetAside(Strict):
    """A claim that touches the check but does not count, and why."""

    claim: Cited
    reason: str


class ProofNode(Strict):
    """One step of a proof: what was asked, the answer, and what it rests on."""

    statement: str
    check: str
    verdict: Verdict
    support: float
    opposition: float
    standard: Standard
    supporting: tuple[Cited, ...] = ()
    opposing: tuple[Cited, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    parts: tuple[ProofNode, ...] = ()
    would_change: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Due(Strict):
    """A deadline and where it comes from (the text, a rule that fired, a rule that may)."""

    by: date
    source: str
    certain: bool = True


class Branch(Strict):
    """One way an unresolved standing can come out."""

    standing: Standing
    condition: str


class PartStatus(Strict):
    """One part of a promise: a bearer's own share, or one place."""

    part: str
    party: str | None = None
    verdict: Verdict
    performance: Performance
    degree: tuple[float, float]
    standing: Standing
    proof: ProofNode


class NormStatus(Strict):
    """Three axes of one norm in one frame, with pace, parts and proof."""

    norm: str
    title: str
    instrument: str
    authority: str
    para: str
    kind: Literal["duty", "constitutive"]
    mode: Literal["achieve", "maintain", "refrain"] | None = None
    bearers: tuple[str, ...] = ()
    answerable: tuple[str, ...] = ()
    phase: Phase
    starts: date | None = None
    until: date | None = None
    due: tuple[Due, ...] = ()
    performance: Performance
    degree: tuple[float, float]
    standing: Standing
    branches: tuple[Branch, ...] = ()
    pace: Pace | None = None
    parts: tuple[PartStatus, ...] = ()
    proof: ProofNode
    would_change: tuple[str, ...] = ()
    depends_on_reading: dict[str, dict[str, Standing]] = Field(default_factory=dict)
    """Reading -> alternative -> standing, for readings under which the standing differs."""
    marks: tuple[str, ...] = ()
    """Plain remarks: open lines, a repaired breach, an inferred bearer, a disputed zone."""
    supposed: bool = False
    """Whether it rests on a hypothetical claim."""

    def of_party(self, party: str) -> PartStatus | None:
        """The part of the promise that one bearer owes, if it is divided by bearer."""
        return next((part for part in self.parts if part.party == party), None)


NIL: Final = "a count of nought: the source reports none"
"""The reason of an entry of the register that tells of no incident."""


class RegisterEntry(Strict):
    """One reported incident against a norm. Committed by and answerable are never merged."""

    entry_id: str
    norm: str
    status: Literal["opened", "confirmed", "closed"]
    bearing: Literal["breach", "not_attributed", "no_breach"]
    """`not_attributed`: nobody knows whose breach it is, if one; `no_breach`: it breaks no promise here."""
    reason: str
    """Why it has this status, or why it is no breach."""
    act: str
    start: date | None
    end: date | None
    place: str
    adm1: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    """How far from the point it may truly be, by its precision; null without a point, or for a shape."""
    p_inside: float | None = None
    committed_by: tuple[str, ...]
    attribution: str
    participants: tuple[str, ...] = ()
    answerable: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    count: tuple[float | None, float | None, float | None] = (1, 1, 1)
    killed: tuple[int | None, int | None, int | None] | None = None
    """Low, best and high; of several reports the lowest, the weightiest one's best, and the highest."""
    support: float
    opposition: float
    claims: tuple[Cited, ...]
    against: tuple[Cited, ...] = ()
    incident: str | None = None
    """The handle by which an analyst or a data set ties its reports together; the same under every norm."""
    may_repeat: tuple[str, ...] = ()
    """Entries that may be the same incident; none is merged without an analyst's word."""
    supposed: bool = False

    @property
    def is_breach(self) -> bool:
        """Whether it counts as a breach of this norm."""
        return self.bearing == "breach"

    @property
    def stands(self) -> bool:
        """Whether it counts as a breach, and was neither denied to the standard nor closed by a decision."""
        return self.is_breach and self.status != "closed"

    @property
    def is_nil(self) -> bool:
        """Whether all that is told is that nothing happened."""
        return self.reason == NIL


class TableRef(Strict):
    """A table of many rows that is attached to the case: counted, and its likeliest rows taken as claims."""

    name: str
    sha256: str
    rows: int
    issues: int
    """Rows of which something was doubtful."""
    attached_at: AwareDatetime
    used: bool
    """Whether its counts are of this encoding of the agreement and of zones as they are drawn; if not, it is
    to be attached anew."""


class CountedEntry(Strict):
    """What a table counts for or against one check of a norm, on the days that the norm bound on.

    Figures of two tables are never added up: both may tell of the same events.
    """

    table: str
    sha256: str
    norm: str
    check: int
    """Which of the norm's checks, numbered as they stand in its test, `all_of` and `any_of` included."""
    what: str
    zone: str | None = None
    bearing: Literal["breach", "not_attributed", "no_breach", "done"]
    party: str | None = None
    """Who did it; null: everybody together. A joint act counts once here, and once under each party."""
    start: date
    end: date
    """First and last day on which anything is counted."""
    rows: int
    """Rows that may lie in the zone, with a chance of 0.01 or more."""
    certain: float
    """Events that surely lie in it; one of several days counts in equal parts on each."""
    inside: float
    """Events whose recorded point lies in it."""
    expected: float
    """How many are to be expected in it: P(inside) added up."""
    low: float
    best: float
    high: float
    """The dead, by each figure, weighted with P(inside)."""
    least: float
    most: float
    """The dead by the low figure of what surely lies in it, and by the high one of all `rows`."""


class PostureEntry(Strict):
    """What one party says about one norm, as of the frame."""

    party: str
    norm: str
    posture: Posture
    since: date | None = None
    claims: tuple[Cited, ...] = ()


class AgreementRef(Strict):
    """Which encoding was applied."""

    id: str
    title: str
    digest: str
    revision: int

    @classmethod
    def of(cls, agreement: Agreement) -> AgreementRef:
        """The encoding of an agreement as it stands."""
        return cls(
            id=agreement.id,
            title=agreement.title,
            digest=agreement.content_digest,
            revision=agreement.encoding.revision,
        )


class FrameRef(Strict):
    """The frame, as recorded for replay."""

    as_of: date
    known_at: AwareDatetime | None = None
    instruments: tuple[str, ...]
    readings: dict[str, str]

    @classmethod
    def of(cls, agreement: Agreement, frame: Frame, readings: Mapping[str, str]) -> FrameRef:
        """A frame with the instruments that it admits, and every reading that was chosen."""
        return cls(
            as_of=frame.as_of,
            known_at=frame.known_at,
            instruments=tuple(one.id for one in agreement.instruments if frame.admits(one.id)),
            readings=dict(sorted(readings.items())),
        )


class Considered(Strict):
    """What became of the claims that were given."""

    given: int
    seen: int
    """Known in the frame, accepted, and neither superseded nor withdrawn."""
    not_yet_known: int
    not_accepted: int
    overtaken: int
    """Superseded or withdrawn by then."""
    supposed: int


class Assessment(Strict):
    """The whole answer for one frame; replays byte for byte from the same inputs."""

    format: Literal["truceline/assessment/1"] = FORMAT
    engine: str
    agreement: AgreementRef
    frame: FrameRef
    ledger_position: int | None = None
    norms: tuple[NormStatus, ...]
    violations: tuple[RegisterEntry, ...] = ()
    postures: tuple[PostureEntry, ...] = ()
    tables: tuple[TableRef, ...] = ()
    counted: tuple[CountedEntry, ...] = ()
    considered: Considered

    def status(self, norm: str) -> NormStatus:
        """The status of one norm; KeyError if it has none."""
        for status in self.norms:
            if status.norm == norm:
                return status
        raise KeyError(norm)
