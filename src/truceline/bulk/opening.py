"""The rows behind a count: which rows of a table it was made of, each with its chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from truceline.bulk.assessing import BATCH, physical, wide_of
from truceline.bulk.events import events_of
from truceline.bulk.measures import ONE, RELEVANT
from truceline.bulk.obligations import day_of, ordinal
from truceline.bulk.points import FIRST_ROW
from truceline.bulk.profiles import Profiles
from truceline.bulk.reference import fits
from truceline.bulk.values import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from truceline.bulk.assessing import Setup
    from truceline.bulk.events import Events
    from truceline.bulk.obligations import Line, Obligation
    from truceline.bulk.tables import Source


class Opened(NamedTuple):
    """One row that was counted: its number (the header is 1), days, chance, and what its cells say."""

    row: int
    bearing: str
    parties: tuple[str, ...]
    start: date
    end: date
    p_inside: float
    killed: tuple[int, int, int]
    cells: Mapping[str, object]


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for: of one norm, of the lines that fit, between two days."""

    norm: str
    fits: Callable[[Line], bool]
    first: date | None = None
    last: date | None = None


def rows_of(
    setup: Setup, source: Source, wanted: Wanted, advance: Callable[[int], object] = lambda _rows: None
) -> Iterator[Opened]:
    """The rows that were counted, in the order of the table, once for each check that counts them."""
    duties = [(n, one) for n, one in enumerate(setup.obligations) if one.norm == wanted.norm]
    profiles = Profiles(setup.telling.who, setup.changes, setup.readings, setup.obligations)
    number = FIRST_ROW
    for batch in source.batches(setup.columns, BATCH, setup.telling.who):
        events = events_of(batch, setup.layout, setup.telling)
        sort = profiles.of(batch, events.points.day, wide_of(setup, events))
        for n, duty in duties:
            for meant, meaning in enumerate(profiles.meanings):
                lines = [line for line in meaning.lines[n] if wanted.fits(line)]
                if not lines:
                    continue
                rows = np.flatnonzero((sort == meant) & (events.points.day != NO_DAY))
                rows = rows[fits(setup, duty, events, rows, throughout=meaning.throughout)]
                rows = _of_days(rows, events, duty, wanted)
                for row, weight in _likely(setup, duty, events, rows):
                    cells = {name: batch.column(name)[row].as_py() for name in setup.telling.who}
                    at = physical(number + row, source.ragged)
                    yield _opened(at, row, weight, lines, meaning.lines[n], events, cells)
        number += batch.num_rows
        advance(batch.num_rows)


def _of_days(rows: NDArray[np.int64], events: Events, duty: Obligation, wanted: Wanted) -> NDArray[np.int64]:
    """The rows of which a day that bound lies between the days asked for."""
    first = max(duty.first, ordinal(wanted.first)) if wanted.first else duty.first
    last = min(duty.last, ordinal(wanted.last)) if wanted.last else duty.last
    start = np.maximum(events.points.day[rows], first)
    end = np.minimum(events.last[rows], last)
    keep = start <= end
    if duty.bound is not None:
        bound = np.concatenate(([0], np.cumsum(duty.bound)))
        clipped = np.where(keep, start, duty.first), np.where(keep, end, duty.first)
        keep &= bound[clipped[1] - duty.first + 1] > bound[clipped[0] - duty.first]
    return rows[keep]


def _likely(
    setup: Setup, duty: Obligation, events: Events, rows: NDArray[np.int64]
) -> Iterator[tuple[int, int]]:
    """Rows that may lie in the zone, with their chances (2^-20)."""
    if duty.zone is None:
        yield from ((int(row), ONE) for row in rows)
        return
    points, zone = events.points, setup.periods.zones.index(duty.zone)
    rows = rows[~np.isnan(points.lon[rows])]
    period = setup.periods.period_of(points.day[rows])
    weight = np.zeros(len(rows), np.int64)
    for number, survey in enumerate(setup.periods.surveys):
        its = rows[period == number]
        p, _ = survey.chances(points.lon[its], points.lat[its], points.size_m[its])
        weight[period == number] = (p[:, zone] * ONE + 0.5).astype(np.int64)
    yield from ((int(row), int(one)) for row, one in zip(rows, weight, strict=True) if one >= RELEVANT)


def _opened(
    number: int,
    row: int,
    weight: int,
    lines: list[Line],
    every: tuple[Line, ...],
    events: Events,
    cells: Mapping[str, Any],
) -> Opened:
    low, best, high = (int(one) for one in events.killed[row])
    return Opened(
        number,
        lines[0].bearing,
        tuple(line.party for line in every if line.party),
        day_of(int(events.points.day[row])),
        day_of(int(events.last[row])),
        weight / ONE,
        (low, best, high),
        cells,
    )
