"""The outlook of a case in a frame: comparisons and forecasts, with what they were made from."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal

from truceline import __version__
from truceline.assess.inquiry import chosen_readings
from truceline.assess.result import AgreementRef, FrameRef
from truceline.core.canonical import digest
from truceline.core.sweep import unswept
from truceline.evidence.strict import Strict
from truceline.extras import require_extra
from truceline.outlook.comparison import BEFORE, Comparison, compared
from truceline.outlook.displacement import Displacement, displaced
from truceline.outlook.forecast import Forecast, Unsaid, forecasts
from truceline.outlook.fulfilment import Fulfilment, fulfilments
from truceline.outlook.infighting import Infighting, fought
from truceline.outlook.models import VERSION
from truceline.outlook.precedents import BaseRate, base_rates
from truceline.outlook.stage import Stage
from truceline.outlook.strands import Strand
from truceline.places.provinces import province_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.evidence.claim import Claim


class Outlook(Strict):
    """What changed since the agreement, and what the next days may bring."""

    format: Literal["truceline/outlook/1"] = "truceline/outlook/1"
    agreement: AgreementRef
    frame: FrameRef
    engine: str = __version__
    model: str = VERSION
    ledger_position: int
    inputs: str
    """SHA-256 of the series that the figures rest on."""
    supposed: int = 0
    """Hypothetical claims among what it rests on: such an outlook is never issued."""
    tables: tuple[str, ...] = ()
    """Attached tables that are not looked at: counted in an older way, for another encoding, or later."""
    counted: tuple[str, ...] = ()
    """Attached tables whose counts are compared and looked ahead from, each by itself."""
    counted_in_part: tuple[str, ...] = ()
    """Those of them that were attached before what lies outside, infighting and provinces were counted."""
    comparisons: tuple[Comparison, ...]
    displacement: tuple[Displacement, ...]
    """Whether violence left the zone, or went just outside it, or elsewhere."""
    infighting: tuple[Infighting, ...]
    """Fights within one side."""
    fulfilments: tuple[Fulfilment, ...] = ()
    """Promises that are not kept yet: their paths, and how likely they are kept in time."""
    precedents: tuple[BaseRate, ...]
    """How many agreements that set up the like held for 30, 90 and 365 days."""
    forecasts: tuple[Forecast, ...]
    unsaid: tuple[Unsaid, ...]
    """Forecasts that were not made, each with what is missing."""
    by_province: tuple[Forecast, ...] = ()
    """The same in each province, where enough was told of it."""
    unsaid_by_province: tuple[Unsaid, ...] = ()

    @property
    def as_of(self) -> date:
        """The last day that it knows of."""
        return self.frame.as_of


def outlook_of(
    case: Case,
    frame: Frame,
    days_before: int = BEFORE,
    supposed: Sequence[Claim] = (),
    precedents: Sequence[BaseRate] = (),
) -> Outlook:
    """The outlook as known in a frame; `days_before` are compared with the days since.

    The rest is as in `outlook_with_strands`.
    """
    return outlook_with_strands(case, frame, days_before, supposed, precedents)[0]


def outlook_with_strands(
    case: Case,
    frame: Frame,
    days_before: int = BEFORE,
    supposed: Sequence[Claim] = (),
    precedents: Sequence[BaseRate] = (),
    *,
    stage: Stage | None = None,
) -> tuple[Outlook, tuple[Strand, ...]]:
    """The outlook as known in a frame, and the daily series behind it, for whoever draws them.

    Nothing that happened after the day asked about, or became known after `known_at`, is looked at.
    `supposed` claims count as if they were on record; `precedents` are a user's own; `stage` is that of the
    same frame and claims, where there is one already. InputError where the extra is missing.
    """
    require_extra("outlook", "outlook")
    with unswept():
        return _made(case, stage or Stage.of(case, frame, supposed), days_before, supposed, precedents)


def _made(
    case: Case, stage: Stage, days_before: int, supposed: Sequence[Claim], precedents: Sequence[BaseRate]
) -> tuple[Outlook, tuple[Strand, ...]]:
    frame = stage.inquiry.frame
    law = case.law(frame)
    strands = stage.strands()
    whole = [strand for strand in strands if strand.name.party is None]
    told = [one for strand in whole for one in forecasts(strand)]
    known_as = province_names(case.gazetteer)
    local = [one for strand in whole for part in strand.in_provinces(known_as) for one in forecasts(part)]
    found = Outlook(
        agreement=AgreementRef.of(law.agreement),
        frame=FrameRef.of(law.agreement, frame, chosen_readings(law.agreement, frame.readings)),
        ledger_position=stage.position,
        inputs=inputs_digest(strands),
        supposed=len(supposed),
        tables=stage.left_out,
        counted=tuple(sorted(one.name for one in stage.tables)),
        counted_in_part=tuple(
            sorted(one.name for one in stage.tables if one.paces and not one.paces.is_around)
        ),
        comparisons=tuple(compared(strand, days_before) for strand in strands),
        displacement=displaced(stage, days_before),
        infighting=fought(stage),
        fulfilments=tuple(fulfilments(case, frame, supposed)),
        precedents=base_rates(law.agreement, precedents),
        forecasts=tuple(one for one in told if isinstance(one, Forecast)),
        unsaid=tuple(one for one in told if isinstance(one, Unsaid)),
        by_province=tuple(one for one in local if isinstance(one, Forecast)),
        unsaid_by_province=tuple(one for one in local if isinstance(one, Unsaid)),
    )
    return found, strands


def inputs_digest(strands: Iterable[Strand]) -> str:
    """One digest of every figure that went in, to a thousandth of an event."""
    return digest(
        [
            [
                [*strand.name[:4], *filter(None, [strand.name.table])],
                strand.first.isoformat(),
                [round(float(one) * 1000) for one in strand.expected],
                [round(float(one) * 1000) for one in strand.observed.exposure],
            ]
            for strand in strands
        ]
    )
