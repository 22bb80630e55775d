"""The documents of the API that are no other room's: the server writes them, the client reads them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import AwareDatetime, Field

from truceline.assess.result import Pace, Phase, PostureEntry, RegisterEntry, Standing
from truceline.core.degree import Performance
from truceline.evidence.claim import Claim, Status, TextSpan
from truceline.evidence.issue import Issue
from truceline.evidence.strict import Strict

Item = TypeVar("Item")


class Page(Strict, Generic[Item]):
    """Some of a list, in its order."""

    items: tuple[Item, ...]
    next: str | None = None
    """What to send as `cursor` for those that follow; null: these were the last."""
    position: int
    """The ledger's position that they were read at."""


class CaseTold(Strict):
    """A case that whoever asks has a role in."""

    id: str
    """What it is called in addresses."""
    title: str
    roles: tuple[str, ...]
    rights: tuple[str, ...]
    """What they may do in it, with this token."""
    party: str | None = None
    """The party that they act for, as its liaison officer."""
    position: int
    """The ledger's position now."""


class Cases(Strict):
    """The cases of a server, as far as they are open to whoever asks."""

    cases: tuple[CaseTold, ...]


class PromiseTold(Strict):
    """Where one promise stands; its proof is asked for by its name."""

    norm: str
    title: str
    instrument: str
    para: str
    bearers: tuple[str, ...]
    answerable: tuple[str, ...]
    phase: Phase
    performance: Performance
    degree: tuple[float, float]
    """Shown and possible share, 0-1."""
    standing: Standing
    pace: Pace | None
    supposed: bool


class Promises(Strict):
    """All promises in one frame."""

    promises: tuple[PromiseTold, ...]
    position: int


class Explanation(Strict):
    """A status in plain English sentences, down to the claims that it rests on."""

    norm: str
    party: str | None
    text: str


class Postures(Strict):
    """What each party says about each promise; words, never conduct."""

    postures: tuple[PostureEntry, ...]
    position: int


class EntryTold(Strict):
    """One entry of the register."""

    entry: RegisterEntry
    may_repeat: tuple[str, ...]
    """Other entries of the register that may be the same incident."""


class DecisionTold(Strict):
    """What somebody decided about a claim, when and why."""

    status: Status
    at: AwareDatetime
    by: str
    why: str


class ClaimTold(Strict):
    """One claim with everything decided on it, oldest first."""

    claim: Claim
    decisions: tuple[DecisionTold, ...]
    position: int


class DocumentTold(Strict):
    """A document that the case holds."""

    sha256: str
    name: str
    media_type: str
    size: int
    """Bytes."""
    entered_at: AwareDatetime


class MarkedClaim(Strict):
    """A claim that rests on a document, and where its sentence stands."""

    claim_id: str
    status: Status
    span: TextSpan | None
    says: str


class DocumentText(Strict):
    """A document as read, with the claims that rest on it; spans count code points of `text`."""

    document: DocumentTold
    title: str
    language: str
    published_on: date | None
    text: str
    claims: tuple[MarkedClaim, ...]


class ActTold(Strict):
    """An act of the mechanism as the ledger holds it."""

    act: str
    """SHA-256 of what was signed."""
    deed: dict[str, Any]
    key: str
    """The public key that it was signed with."""
    signature: str
    position: int
    recorded_at: AwareDatetime


class MatterTold(Strict):
    """A matter of the mechanism as whoever asks may know it, with those of its acts that they may see.

    It stands as the last of these acts left it. Where an act before that one is kept from them, `told` and
    `details` are empty.
    """

    sort: str
    name: str
    state: str
    told: str
    details: dict[str, Any]
    acts: tuple[ActTold, ...]
    whole: bool
    """Whether these are all its acts up to the last of them."""


class WeekTold(Strict):
    """A zone in one week, from Monday on."""

    zone: str
    week: date
    patrols: int
    by: tuple[str, ...]
    hours: float
    hours_per_km2: float | None
    most_covered: float
    drawn_share: float | None


class SightingsTold(Strict):
    """A declared withdrawal beside what was seen since; without places where they are secret."""

    id: str
    party: str
    by: date
    done: bool
    goes_to: str
    sightings: dict[str, Any]
    withheld: int


class Withdrawals(Strict):
    """Withdrawals: declared, counted, seen."""

    withdrawals: tuple[SightingsTold, ...]
    position: int


class Coverage(Strict):
    """How much of each zone was watched, week by week."""

    weeks: tuple[WeekTold, ...]
    position: int


class IssuedTold(Strict):
    """A report that was issued."""

    sha256: str
    report: str
    kind: Literal["daily", "weekly", "spot"]
    since: date
    as_of: date
    public: bool
    position: int
    entered_at: AwareDatetime


class EntryShown(Strict):
    """One transaction that added something to the ledger."""

    position: int
    entered_at: AwareDatetime
    kind: str
    name: str
    sha256: str | None
    by: str | None
    claims: int
    issues: int


class LedgerTold(Strict):
    """Where the ledger stands."""

    position: int
    mark: str | None
    """What the chain of entries comes to; whoever keeps it can tell later whether anything was changed."""


class FeedTold(Strict):
    """One feed, and how it stands; where it is read from is not told."""

    id: str
    kind: str
    """`folder`, `web` or `mail`."""
    standing: str
    """`new`, `alive`, `silent`, `changed` or `failing`."""
    told: str
    """Why; empty for one that is alive."""
    last_word: AwareDatetime | None
    """When it last said something: as it dates it, else when that was seen."""
    last_read: AwareDatetime | None
    """When it last answered."""
    every_minutes: int
    texts: int


class FeedsTold(Strict):
    """The feeds of a case."""

    feeds: tuple[FeedTold, ...]
    position: int


class HookAsked(Strict):
    """A hook that somebody wants to have."""

    url: Annotated[str, Field(max_length=1000)]
    """Where it is told: https on the open web, or a host that whoever runs the server allows."""
    events: Annotated[tuple[str, ...], Field(max_length=20)]
    """What it is told of: `status_changed`, `claim_decided`, `act_made`, `report_published`,
    `bulletin_built`, `feed_fault`."""


class HookTold(Strict):
    """A hook, without its address and secret."""

    id: str
    host: str
    """The machine of its address."""
    events: tuple[str, ...]
    position: int
    """Of the ledger: up to there it was told."""
    made_at: AwareDatetime
    ended_at: AwareDatetime | None
    ended_by: str | None
    """`owner`, `role` or `full`; null: it is told."""


class HooksTold(Strict):
    """The hooks that somebody may know of."""

    hooks: tuple[HookTold, ...]


class HookMade(Strict):
    """A new hook, and the secret by which its deliveries are signed: told this once."""

    hook: HookTold
    secret: str


class DeliveryTold(Strict):
    """What became of one delivery."""

    id: str
    event: str
    state: str
    """`waiting`, `delivered` or `given_up`."""
    made_at: AwareDatetime
    tries: int
    tried_at: AwareDatetime | None
    next_at: AwareDatetime | None
    """When it is tried again; null: no more."""
    fault: str
    """What went wrong the last time."""


class DeliveriesTold(Strict):
    """What became of the deliveries of a hook, the latest first."""

    deliveries: tuple[DeliveryTold, ...]


class IssueTold(Strict):
    """What is doubtful in rows that came in."""

    issues: tuple[Issue, ...]


class ProblemTold(Strict):
    """One thing that is wrong with what was sent."""

    place: str = ""
    """Where: a part of the request, or a file and its line."""
    field: str = ""
    message: str
    allowed: tuple[str, ...] = ()


class Problems(Strict):
    """Why a request was not answered as asked (RFC 9457); every error has this shape."""

    type: str
    title: str
    status: int
    detail: str = ""
    problems: tuple[ProblemTold, ...] = ()
