"""Every table of a report, and how formats that have nothing but tables walk through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from truceline.evidence.descriptions import descriptions
from truceline.evidence.strict import Strict
from truceline.publish.beside.ahead import ForecastRow, FulfilmentRow, ScoreRow
from truceline.publish.beside.columns import Column, Row, columns_of
from truceline.publish.beside.doings import (
    AgreementOfCountsRow,
    CoverageRow,
    DenialRow,
    ExtensionRow,
    InquiryRow,
    MeetingRow,
    PatrolRow,
    TallyRow,
    WaitRow,
)
from truceline.publish.beside.ground import RouteRow, SegmentRow, SightingRow, SiteRow, WithdrawalRow, ZoneRow
from truceline.publish.beside.incidents import CountRow, ViolationRow
from truceline.publish.beside.promises import ObligationRow, PartyRow, PostureRow, PromiseRow
from truceline.publish.beside.record import CorrectionRow, MovedRow, SourceRow
from truceline.publish.beside.trends import ChangeRow, ComparisonRow, DisplacementRow, InfightingRow


class Tables(Strict):
    """Every table of a report, each row with all its columns."""

    promises: tuple[PromiseRow, ...] = ()
    """Promises of the agreement, whoever owes them."""
    obligations: tuple[ObligationRow, ...] = ()
    """What each party owes under each promise."""
    postures: tuple[PostureRow, ...] = ()
    """What each party says about each promise; words, never conduct."""
    violations: tuple[ViolationRow, ...] = ()
    """Reported incidents against promises. One may break several: see `incident` and `may_repeat`."""
    counts: tuple[CountRow, ...] = ()
    """What attached tables count for or against promises. Two tables are never added up."""
    zones: tuple[ZoneRow, ...] = ()
    """Zones and lines, with how sure they are."""
    segments: tuple[SegmentRow, ...] = ()
    """Segments of lines, and whose approval is wanting."""
    routes: tuple[RouteRow, ...] = ()
    """Stretches of routes."""
    withdrawals: tuple[WithdrawalRow, ...] = ()
    """Withdrawals as declared, beside what was counted and seen."""
    sightings: tuple[SightingRow, ...] = ()
    """Sightings since a withdrawal was declared, with their depth behind the line."""
    sites: tuple[SiteRow, ...] = ()
    """What storage sites should hold, and what was missing."""
    patrols: tuple[PatrolRow, ...] = ()
    """Patrols of the period that are over."""
    coverage: tuple[CoverageRow, ...] = ()
    """How much of each zone was watched, week by week."""
    denials: tuple[DenialRow, ...] = ()
    """Access denied in the period."""
    messages: tuple[WaitRow, ...] = ()
    """How long messages wait, by direction and step."""
    meetings: tuple[MeetingRow, ...] = ()
    """Meetings called, and held or not."""
    extensions: tuple[ExtensionRow, ...] = ()
    """Requests for more time."""
    inquiries: tuple[InquiryRow, ...] = ()
    """Inquiries into incidents."""
    tallies: tuple[TallyRow, ...] = ()
    """Each side's own figure of firings, by place and day."""
    counts_compared: tuple[AgreementOfCountsRow, ...] = ()
    """How two sides' figures agree, week by week."""
    forecasts: tuple[ForecastRow, ...] = ()
    """What the next days may bring."""
    fulfilments: tuple[FulfilmentRow, ...] = ()
    """How likely promises are kept by their deadlines."""
    comparisons: tuple[ComparisonRow, ...] = ()
    """The pace since the agreement against the pace before."""
    changes: tuple[ChangeRow, ...] = ()
    """Days on which the pace changed, wherever they fall."""
    displacement: tuple[DisplacementRow, ...] = ()
    """Whether violence left a zone, or went just outside it, or elsewhere."""
    infighting: tuple[InfightingRow, ...] = ()
    """Fights within one side."""
    scores: tuple[ScoreRow, ...] = ()
    """How good forecasts were so far."""
    corrections: tuple[CorrectionRow, ...] = ()
    """Claims corrected or taken back since the report before."""
    moved: tuple[MovedRow, ...] = ()
    """Standings that those corrections moved."""
    sources: tuple[SourceRow, ...] = ()
    """Families of sources, and how much each gave."""
    parties: tuple[PartyRow, ...] = ()
    """Parties, with the ids that all tables have."""


@dataclass(frozen=True)
class Table:
    """One table with its columns, for formats that have nothing but tables."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def walked(tables: Tables, notes: Mapping[str, tuple[str, ...]]) -> Iterator[Table]:
    """The tables, in order; empty ones with their columns, too."""
    told = descriptions(Tables)
    for name, field in Tables.model_fields.items():
        row: type[Row] = get_args(field.annotation)[0]
        rows: tuple[Row, ...] = getattr(tables, name)
        yield Table(name, " ".join(told[name].split()), columns_of(row), rows, notes.get(name, ()))
