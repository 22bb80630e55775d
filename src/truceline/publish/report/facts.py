"""What a report is written from: figures and rows of one case in one frame, before any sentence is made.

Everything that leaves - a page, a PDF, a table, a feed - is written from this one document, so that the
public build has one place to release from: `publish.release` makes public facts out of private ones.
"""

from __future__ import annotations

from datetime import date
from typing import Final, Literal

from pydantic import AwareDatetime, Field

from truceline.assess.result import Assessment, Cited
from truceline.case.depths import Sightings
from truceline.case.watching import Watched
from truceline.evidence.strict import Strict
from truceline.mechanism.latency import Wait
from truceline.mechanism.tallies import Agreed
from truceline.outlook.document import Outlook
from truceline.outlook.frozen import Scores

FORMAT: Final = "truceline/report-facts/1"
Kind = Literal["daily", "weekly", "spot"]
KEPT_BACK: Final = "no-redistribution"
"""The licence of what may be told and counted in a report, and never leave in an export."""


class Quoted(Strict):
    """The words of a claim that is cited, and where they were said."""

    words: str
    """As the source has them; empty where none are held."""
    published_on: date | None = None
    speaker: str | None = None
    """The party that says it, where the source quotes one."""
    condition: str = ""
    """The words of the condition, where it is said under one."""
    licence: str | None = None
    """`no-redistribution`: may never leave in an export."""
    sensitivity: Literal["public", "restricted", "secret"] = "public"
    embargo_until: date | None = None
    """Last day on which it may not leave."""


class WithdrawalTold(Strict):
    """A withdrawal declared, counted, and seen."""

    id: str
    party: str
    by: date
    """By which day, or on which day they left."""
    done: bool
    """Whether its own party says that they have left."""
    goes_to: str = ""
    seen: Sightings
    withheld: int = 0
    """Sightings that are secret: how many, and nothing else of them."""


class SiteTold(Strict):
    """A storage site: what it should hold and what was seen; never where it is."""

    id: str
    party: str
    state: str
    expected: dict[str, int]
    missing: dict[str, int] | None


class PatrolTold(Strict):
    """A patrol that is over: done, broken off, or refused its way."""

    id: str
    parties: tuple[str, ...]
    own_word: tuple[str, ...]
    """Those of them that have said themselves that they took part."""
    zone: str
    manner: str
    means: str
    state: Literal["done", "aborted", "denied"]
    day: date
    ended: AwareDatetime
    hours: float | None
    covered: float | None
    """The share of the zone that it looked at, 0-1."""
    none_of: tuple[str, ...] = ()
    looked: tuple[tuple[tuple[float, float], ...], ...] = ()
    """Outlines of what it looked at in the zone, longitude and latitude; empty: not drawn, or secret."""


class DenialTold(Strict):
    """Somebody kept out."""

    id: str
    day: date
    zone: str
    whom: str
    by: str | None
    reason: str
    minutes: int


class StretchTold(Strict):
    """A stretch of a route as it was reported last."""

    id: str
    zone: str
    state: str
    day: date
    by: str
    closed_for: tuple[str, ...]


class SegmentTold(Strict):
    """A segment of a line or zone: where it stands, and whose approval is wanting."""

    zone: str
    segment: str
    state: str
    approved_by: tuple[str, ...]
    wanting: tuple[str, ...]


class MeetingTold(Strict):
    """A meeting called, and held or not."""

    id: str
    parties: tuple[str, ...]
    state: str
    called_for: AwareDatetime
    held_on: date | None
    agenda: str
    outcome: str | None
    confirmed_by: tuple[str, ...]


class ExtensionTold(Strict):
    """A request for more time, and what each decider says."""

    id: str
    party: str
    norms: tuple[str, ...]
    until: date
    state: str
    granted: dict[str, date]
    refused: tuple[str, ...]
    silent: tuple[str, ...]


class InquiryTold(Strict):
    """An inquiry into one incident."""

    id: str
    what: str
    day: date
    state: str
    accused: str | None
    attributed_to: str | None
    grade: str | None
    replied: tuple[str, ...]
    published: bool


class TallyTold(Strict):
    """Each side's figure of one place and day."""

    place: str
    day: date
    figures: dict[str, int]


class CorrectionTold(Strict):
    """A claim corrected or taken back since the report before, and the statuses that it moved."""

    day: date
    position: int
    says: str
    correction: str | None
    """What is said instead; null: nothing."""
    reason: str
    licence: str | None = None
    """`no-redistribution`: the words of one or the other may never leave in an export."""
    is_secret: bool = False
    """Whether one or the other is."""
    moved: tuple[tuple[str, str | None, str, str], ...]
    """Norm, party, standing before, standing now."""
    reports: tuple[str, ...] = ()
    """Ids of the reports that had told it."""


class SourceTold(Strict):
    """What one source family gave: how much, how it is graded."""

    family: str
    reliability: str
    """A-F, the best grade that its sources have."""
    claims: int
    """Claims on record that the assessment can see."""
    fresh: int
    """Of those, how many became known in the period."""
    last: date | None
    """Its last word."""


class DeadApart(Strict):
    """The dead of all incidents of a month of which each had too few to be told with its place."""

    month: date
    """Its first day."""
    low: int
    high: int


class Released(Strict):
    """How public facts were made from private ones, for the reader: the rules, and what they left out."""

    delay_hours: int
    """How long positions of weapons, forces and patrols are kept back."""
    town_km: float
    open_km: float
    """Points are told by squares with this edge or a longer one: in towns, and elsewhere."""
    least: int
    """Fewer people than this are not told with their place."""
    left_out: dict[str, int]
    """Reason -> how many rows, in whole fives, of those on record when the month began (0: fewer)."""
    licences: tuple[str, ...] = ()
    """Source families that may be counted and not passed on."""
    reply_days: int = 7
    """How long a party has to reply before it is named."""
    unnamed: int = 0
    """Breaches that are told, and of which nobody is named yet."""
    dead_apart: tuple[DeadApart, ...] = ()
    """Deaths that no row tells, by month."""
    key: str = ""
    """The mark of the key that references and squares were made with: two releases of one case share it."""


class Facts(Strict):
    """The whole material of one report."""

    format: Literal["truceline/report-facts/1"] = FORMAT
    report: str
    """Its permanent id: kind and last day, `weekly-2018-10-19`."""
    kind: Kind
    title: str
    engine: str
    since: date
    """First day of the period."""
    previous: str | None
    """Id of the report before, if one was issued that ended the day before the period."""
    now: Assessment
    before: Assessment | None
    """As the report before had it, or as of the day before the period; null: the case was not there yet."""
    quotes: dict[str, Quoted]
    """Claim id -> its words, of every claim that is cited, or tells a sighting."""
    incident: str | None = None
    """Of a spot report: the register's entry that it is about."""
    withdrawals: tuple[WithdrawalTold, ...] = ()
    sites: tuple[SiteTold, ...] = ()
    patrols: tuple[PatrolTold, ...] = ()
    watched: dict[str, tuple[Watched, ...]] = Field(default_factory=dict)
    """Zone -> its weeks."""
    denials: tuple[DenialTold, ...] = ()
    routes: tuple[StretchTold, ...] = ()
    segments: tuple[SegmentTold, ...] = ()
    waits: tuple[Wait, ...] = ()
    meetings: tuple[MeetingTold, ...] = ()
    extensions: tuple[ExtensionTold, ...] = ()
    inquiries: tuple[InquiryTold, ...] = ()
    tallies: tuple[TallyTold, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    """How every two sides' figures agree, week by week."""
    corrections: tuple[CorrectionTold, ...] = ()
    sources: tuple[SourceTold, ...] = ()
    outlook: Outlook | None = None
    scores: Scores | None = None
    weighed: dict[str, Literal["restricted", "secret"]] = Field(default_factory=dict)
    """Claim id -> its sensitivity, of what the outlook and its scores count and is not for everybody."""
    unseen: dict[str, int] = Field(default_factory=dict)
    """Field of these facts -> how many of its rows their reader may not read; they are not in it."""
    released: Released | None = None
    """Null: private facts."""

    @property
    def as_of(self) -> date:
        """The last day of the period."""
        return self.now.frame.as_of

    @property
    def is_public(self) -> bool:
        """Whether they have been released for the public."""
        return self.released is not None


def cited_in(assessment: Assessment) -> dict[str, Cited]:
    """Every claim that an assessment cites, by its id, in the order it is first cited."""
    found: dict[str, Cited] = {}
    nodes = [node for status in assessment.norms for node in (status.proof, *(p.proof for p in status.parts))]
    while nodes:
        node = nodes.pop()
        aside = (one.claim for one in node.set_aside)
        found |= {one.claim_id: one for one in (*node.supporting, *node.opposing, *aside)}
        nodes += node.parts
    for entry in assessment.violations:
        found |= {one.claim_id: one for one in (*entry.claims, *entry.against)}
    for posture in assessment.postures:
        found |= {one.claim_id: one for one in posture.claims}
    return found
