"""Forecasts as they were issued: kept in the ledger, and scored when their days have come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from statistics import fmean
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from truceline.core.canonical import canonical_json
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict
from truceline.ledger.documents import Paper
from truceline.ledger.entry import Origin
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Forecast
from truceline.outlook.fulfilment import looked_into
from truceline.outlook.kept import PromiseRecord, Readings, ScoredPromise, chances_given, records, scored
from truceline.outlook.predictive import Predictive
from truceline.outlook.scores import brier, covers, crps, log_score, skill
from truceline.outlook.stage import Stage
from truceline.places.provinces import province_names

if TYPE_CHECKING:
    from truceline.assess.inquiry import Inquiry
    from truceline.case.folder import Case
    from truceline.outlook.strands import Name, Strand

MEDIA_TYPE = "application/vnd.truceline.outlook+json"
ORIGIN = "outlook"
"""What an entry that keeps an outlook is called."""
LATEST = 3
"""Days after its last day of knowledge within which an outlook can be issued: reports take that long."""
_DIGITS = 4


class Issued(NamedTuple):
    """An outlook that was issued, with its document and the instant of its entry."""

    sha256: str
    entered_at: datetime
    outlook: Outlook


def issue(case: Case, outlook: Outlook, by: str) -> int | None:
    """Keep an outlook as issued; the new position, or None where this very one was issued before.

    InputError where the days that it looks at have come already: that would be no forecast.
    """
    _require_ahead(case, outlook)
    if any(_is_same(one.outlook, outlook) for one in issued(case)):
        return None
    content = canonical_json(outlook.model_dump(mode="json"))
    name = f"outlook-{outlook.as_of}.json"
    origin = Origin(ORIGIN, name, by=by)
    return case.ledger.append(origin, (), paper=Paper(content, name, MEDIA_TYPE)).position


def _require_ahead(case: Case, outlook: Outlook) -> None:
    today = case.agreement.tempo.day_of(case.ledger.now)
    late = (today - outlook.as_of).days
    if late > LATEST or late < 0:
        told = f"it is {today}: from {outlook.as_of} nothing can be issued; `make backtest` looks back"
        raise InputError(Problem("--as-of", 0, "", told if late > 0 else f"{outlook.as_of} is yet to come"))


def _is_same(one: Outlook, other: Outlook) -> bool:
    """Whether two outlooks say the same from the same figures, wherever the ledger stood."""
    return one.model_copy(update={"ledger_position": other.ledger_position}) == other


def issued(case: Case) -> Iterator[Issued]:
    """Every outlook that was issued, oldest first."""
    for one in case.ledger.filed(MEDIA_TYPE):
        content = case.ledger.document(one.sha256)
        yield Issued(one.sha256, one.entered_at, Outlook.model_validate_json(content))


class Scored(Strict):
    """One forecast beside what came."""

    norm: str
    event: str
    where: str | None
    table: str | None = None
    province: str | None = None
    days: int
    issued_as_of: date
    last: date
    median: int
    likely: tuple[int, int]
    came: int
    """Expected events, to the nearest whole number, as known now."""
    crps: float
    baselines: dict[str, float]
    """The CRPS of each baseline, made on the same day."""
    log_score: float
    held: bool
    """Whether the interval of 80 % held it."""
    brier: float | None
    """Of the chance to exceed the pace before the agreement; null where there was none."""


class Record(Strict):
    """How good all forecasts of one length were so far, of the whole or of single provinces."""

    days: int
    scope: Literal["whole", "province"] = "whole"
    forecasts: int
    crps: float
    baselines: dict[str, float]
    skill: float | None
    """Against the better of the baselines; null where that one made no error."""
    held: float
    """The share held by intervals of 80 %."""
    log_score: float
    brier: float | None


class Scores(Strict):
    """The forecasts of a case that have come due, and how good they were."""

    format: Literal["truceline/outlook-scores/1"] = "truceline/outlook-scores/1"
    as_of: date
    issued: int
    """Outlooks issued."""
    open: int
    """Forecasts whose last day is yet to come."""
    records: tuple[Record, ...]
    forecasts: tuple[Scored, ...]
    promise_records: tuple[PromiseRecord, ...] = ()
    promises: tuple[ScoredPromise, ...] = ()
    """Chances that promises would be kept in time, or get more of it."""


def scores_of(case: Case, as_of: date, known_at: datetime | None = None) -> Scores:
    """Score every forecast issued whose last day has come, against what is on record now, or was known then.

    The first forecast of a strand and window counts; one issued again for the same days does not. Each is
    held against what came under the readings that it was issued under.
    """
    frame = Frame(as_of=as_of, known_at=known_at)
    kept = tuple(one for one in issued(case) if frame.sees(one.outlook.frame.known_at or one.entered_at))
    due = _first_of_each(kept)
    given = chances_given(one.outlook for one in kept)
    ready = [one for one in due if one.forecast.last <= as_of]
    over = [one for one in given if one.by <= as_of]
    now = _Now(case, frame)
    forecasts = tuple(
        _scored(strand, one.told, one.forecast)
        for one in ready
        if (strand := now.strands(one.readings).get(one.forecast.name))
    )
    promises = tuple(scored(over, lambda one: now.inquiry(one.readings)))
    return Scores(
        as_of=as_of,
        issued=len(kept),
        open=len(due) - len(ready) + len(given) - len(over),
        records=tuple(_records(forecasts)),
        forecasts=forecasts,
        promise_records=tuple(records(promises)),
        promises=promises,
    )


class _Told(NamedTuple):
    """A forecast with the last day that it knew of, and the readings that it was made under."""

    told: date
    readings: Readings
    forecast: Forecast


class _Now:
    """What came, as it is known now, under each choice of readings."""

    def __init__(self, case: Case, frame: Frame) -> None:
        self._case, self._in = case, frame
        self._strands: dict[Readings, dict[Name, Strand]] = {}
        self._inquiries: dict[Readings, Inquiry] = {}

    def strands(self, readings: Readings) -> dict[Name, Strand]:
        if readings not in self._strands:
            found = Stage.of(self._case, self._frame(readings)).strands()
            known_as = province_names(self._case.gazetteer)
            parts = (part for strand in found for part in strand.in_provinces(known_as))
            self._strands[readings] = {strand.name: strand for strand in (*found, *parts)}
        return self._strands[readings]

    def inquiry(self, readings: Readings) -> Inquiry:
        if readings not in self._inquiries:
            self._inquiries[readings] = looked_into(self._case, self._frame(readings))
        return self._inquiries[readings]

    def _frame(self, readings: Readings) -> Frame:
        return self._in.under(dict(readings))


def _first_of_each(kept: Sequence[Issued]) -> list[_Told]:
    found: dict[tuple[Name, date, date, Readings], _Told] = {}
    for one in kept:
        readings = tuple(sorted(one.outlook.frame.readings.items()))
        for forecast in (*one.outlook.forecasts, *one.outlook.by_province):
            key = (forecast.name, forecast.first, forecast.last, readings)
            found.setdefault(key, _Told(one.outlook.as_of, readings, forecast))
    return list(found.values())


def _scored(strand: Strand, told: date, forecast: Forecast) -> Scored:
    first, last = ((day - strand.first).days for day in (forecast.first, forecast.last))
    total = float(strand.expected[first : last + 1].sum())
    came, made = round(total), forecast.predictive
    usual = next((one for one in forecast.chances if one.multiple == 1.0), None)
    return Scored(
        norm=forecast.norm,
        event=forecast.event,
        where=forecast.where,
        table=forecast.table,
        province=forecast.province,
        days=forecast.days,
        issued_as_of=told,
        last=forecast.last,
        median=forecast.median,
        likely=forecast.likely,
        came=came,
        crps=round(crps(made, came), _DIGITS),
        baselines={
            name: round(crps(Predictive(np.array(cdf)), came), _DIGITS)
            for name, cdf in forecast.baselines.items()
        },
        log_score=round(log_score(made, came), _DIGITS),
        held=covers(made, came, 0.8),
        brier=None if usual is None else round(brier(usual.chance, total > usual.above), _DIGITS),
    )


def _records(scored: Sequence[Scored]) -> Iterator[Record]:
    lengths: dict[tuple[bool, int], list[Scored]] = defaultdict(list)
    for one in scored:
        lengths[one.province is not None, one.days].append(one)
    for (is_local, days), ones in sorted(lengths.items()):
        own = [one.crps for one in ones]
        others = {name: [one.baselines[name] for one in ones] for name in ones[0].baselines}
        best = min(others.values(), key=sum) if others else []
        chances = [one.brier for one in ones if one.brier is not None]
        gain = skill(own, best)
        yield Record(
            days=days,
            scope="province" if is_local else "whole",
            forecasts=len(ones),
            crps=round(fmean(own), _DIGITS),
            baselines={name: round(fmean(values), _DIGITS) for name, values in others.items()},
            skill=None if gain is None else round(gain, _DIGITS),
            held=round(fmean(one.held for one in ones), _DIGITS),
            log_score=round(fmean(one.log_score for one in ones), _DIGITS),
            brier=round(fmean(chances), _DIGITS) if chances else None,
        )
