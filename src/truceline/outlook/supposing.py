"""What if: statuses and forecasts with supposed claims, side by side with today's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal

from truceline.assess.result import Cited, NormStatus, PartStatus, ProofNode, Standing
from truceline.evidence.strict import Strict
from truceline.outlook.document import Outlook, outlook_of, outlook_with_strands

if TYPE_CHECKING:
    from truceline.assess.result import Assessment
    from truceline.case.folder import Case
    from truceline.core.frame import Frame
    from truceline.evidence.claim import Claim
    from truceline.outlook.forecast import Forecast
    from truceline.outlook.precedents import BaseRate
    from truceline.outlook.stage import Stage
    from truceline.outlook.strands import Strand


class StatusChange(Strict):
    """A status, of a promise or of one party's part in it, that the supposed claims change."""

    norm: str
    party: str | None
    standing: tuple[Standing, Standing]
    """Today's, and the supposed one."""
    degree: tuple[tuple[float, float], tuple[float, float]]
    because: tuple[Cited, ...]
    """Supposed claims in the proof; empty where they work through a rule, as a moved deadline does."""
    proofs: tuple[ProofNode, ProofNode]
    """Today's, and the supposed one."""


class ForecastChange(Strict):
    """A forecast that the supposed claims change, or that they alone make possible."""

    norm: str
    event: str
    where: str | None
    table: str | None = None
    days: int
    median: tuple[int | None, int]
    """Today's (null: there is none), and the supposed one."""
    likely: tuple[tuple[int, int] | None, tuple[int, int]]
    exceeding: tuple[float | None, float | None]
    """The chance of more than the pace before the agreement would bring."""


class Supposing(Strict):
    """Today's outlook and the supposed one, with every difference."""

    format: Literal["truceline/outlook-supposing/1"] = "truceline/outlook-supposing/1"
    today: Outlook
    supposed: Outlook
    statuses: tuple[StatusChange, ...]
    forecasts: tuple[ForecastChange, ...]


def supposing(
    case: Case,
    frame: Frame,
    supposed: Sequence[Claim],
    days_before: int,
    precedents: Sequence[BaseRate] = (),
) -> Supposing:
    """Both outlooks and what differs between them; nothing of it is kept."""
    return supposing_with_strands(case, frame, supposed, days_before, precedents)[0]


def supposing_with_strands(
    case: Case,
    frame: Frame,
    supposed: Sequence[Claim],
    days_before: int,
    precedents: Sequence[BaseRate] = (),
    *,
    stage: Stage | None = None,
) -> tuple[Supposing, tuple[Strand, ...]]:
    """The same, and the supposed daily series, for whoever draws them; `stage` is the supposed one."""
    today = outlook_of(case, frame, days_before, (), precedents)
    other, strands = outlook_with_strands(case, frame, days_before, supposed, precedents, stage=stage)
    found = Supposing(
        today=today,
        supposed=other,
        statuses=tuple(_statuses(case.assess(frame), case.assess(frame, supposed=supposed))),
        forecasts=tuple(_forecasts(today, other)),
    )
    return found, strands


def _statuses(before: Assessment, after: Assessment) -> Iterator[StatusChange]:
    for old, new in zip(before.norms, after.norms, strict=True):
        yield from _change(old.norm, None, old, new)
        for was, will in zip(old.parts, new.parts, strict=True):
            if will.party is not None:
                yield from _change(old.norm, will.party, was, will)


def _change(
    norm: str, party: str | None, old: NormStatus | PartStatus, new: NormStatus | PartStatus
) -> Iterator[StatusChange]:
    if (old.standing, old.degree) != (new.standing, new.degree):
        because = {one.claim_id: one for one in _cited(new.proof) if one.supposed}
        yield StatusChange(
            norm=norm,
            party=party,
            standing=(old.standing, new.standing),
            degree=(old.degree, new.degree),
            because=tuple(because.values()),
            proofs=(old.proof, new.proof),
        )


def _cited(proof: ProofNode) -> Iterator[Cited]:
    yield from (*proof.supporting, *proof.opposing)
    for part in proof.parts:
        yield from _cited(part)


def _forecasts(today: Outlook, other: Outlook) -> Iterator[ForecastChange]:
    known = {(one.name, one.days): one for one in today.forecasts}
    for one in other.forecasts:
        before = known.get((one.name, one.days))
        if before is None or before.cdf != one.cdf:
            yield ForecastChange(
                norm=one.norm,
                event=one.event,
                where=one.where,
                table=one.table,
                days=one.days,
                median=(before.median if before else None, one.median),
                likely=(before.likely if before else None, one.likely),
                exceeding=(_exceeding(before), _exceeding(one)),
            )


def _exceeding(forecast: Forecast | None) -> float | None:
    chances = forecast.chances if forecast else ()
    return next((one.chance for one in chances if one.multiple == 1.0), None)
