"""The same counts by plain NumPy, obligation by obligation: slow, short, and what the kernel is held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.assessing import wide_of
from truceline.bulk.events import events_of
from truceline.bulk.measures import ONE, RELEVANT, WIDTH, ranked
from truceline.bulk.obligations import Line
from truceline.bulk.points import FIRST_ROW
from truceline.bulk.profiles import Profiles
from truceline.bulk.tally import NOBODY, Tally, merged
from truceline.bulk.values import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from truceline.bulk.assessing import Setup
    from truceline.bulk.events import Events
    from truceline.bulk.obligations import Obligation

    Ints = NDArray[np.int64]


def assess_slowly(setup: Setup, batches: Iterable[Any], first_row: int = FIRST_ROW) -> Tally:
    """Count Arrow record batches as `assess_rows` does, to the bit."""
    profiles = Profiles(setup.telling.who, setup.changes, setup.readings, setup.obligations)
    parts: list[Tally] = []
    for batch in batches:
        events = events_of(batch, setup.layout, setup.telling)
        sort = profiles.of(batch, events.points.day, wide_of(setup, events))
        weight, inside = _weights(setup, events)
        for number, duty in enumerate(setup.obligations):
            zone = setup.periods.zones.index(duty.zone) if duty.zone else -1
            chances = (weight[:, zone], inside[:, zone])
            for meant, meaning in enumerate(profiles.meanings):
                rows = np.flatnonzero((sort == meant) & (events.points.day != NO_DAY))
                rows = rows[fits(setup, duty, events, rows, throughout=meaning.throughout)]
                lines = meaning.lines[number]
                parts += [_line(setup, duty, line, events, rows, chances, first_row) for line in lines]
        first_row += batch.num_rows
    return merged(parts)


def _weights(setup: Setup, events: Events) -> tuple[Ints, NDArray[np.bool_]]:
    """Chances in 2^-20 and whether the point lies inside, by zone; the last column is anywhere at all."""
    points = events.points
    shape = (len(points.lon), len(setup.periods.zones) + 1)
    weight, inside = np.full(shape, ONE, np.int64), np.ones(shape, np.bool_)
    period = setup.periods.period_of(points.day)
    for number, survey in enumerate(setup.periods.surveys):
        rows = np.flatnonzero((period == number) & ~np.isnan(points.lon))
        p, within = survey.chances(points.lon[rows], points.lat[rows], points.size_m[rows])
        weight[rows, :-1], inside[rows, :-1] = (p * ONE + 0.5).astype(np.int64), within
    nowhere = np.isnan(points.lon)
    weight[nowhere, :-1], inside[nowhere, :-1] = 0, False
    return weight, inside


def fits(
    setup: Setup, duty: Obligation, events: Events, rows: Ints, *, throughout: bool
) -> NDArray[np.bool_]:
    """Which rows' days fall into an obligation's: wholly, or at all where they hold throughout them."""
    start = events.points.day[rows]
    end = events.last[rows] if setup.days == "spread" else start
    if throughout:
        return np.asarray((end >= duty.first) & (start <= duty.last))
    return np.asarray((start >= duty.first) & (end <= duty.last))


def _line(
    setup: Setup,
    duty: Obligation,
    line: Line,
    events: Events,
    rows: Ints,
    chances: tuple[Ints, NDArray[np.bool_]],
    first_row: int,
) -> Tally:
    """What some rows come to in one series."""
    weight, inside = chances[0][rows], chances[1][rows]
    keep = ((weight > 0) | inside) & (weight >= duty.least)
    rows, weight, inside = rows[keep], weight[keep], inside[keep]
    start = events.points.day[rows].astype(np.int64)
    span = (events.last[rows] - start if setup.days == "spread" else np.zeros(len(rows), np.int64)) + 1
    each = np.repeat(np.arange(len(rows)), span)
    part = np.arange(len(each)) - np.repeat(np.cumsum(span) - span, span)
    day = start[each] + part
    bound = (day >= duty.first) & (day <= duty.last)
    if duty.bound is not None:
        bound[bound] = duty.bound[day[bound] - duty.first]
    each, part, day = each[bound], part[bound], day[bound]
    counts = np.zeros((duty.days, WIDTH), np.int64)
    relevant = weight >= RELEVANT
    firsts = np.unique(each, return_index=True)[1]
    firsts = firsts[relevant[each[firsts]]]
    np.add.at(counts[:, 0], day[firsts] - duty.first, 1)
    low, best, high = events.killed[rows].astype(np.int64).T
    sure = np.where(weight == ONE, ONE, 0)
    wholes = (sure, np.where(inside, ONE, 0), weight, weight * low, weight * best, weight * high, sure * low)
    for measure, whole in enumerate((*wholes, np.where(relevant, ONE, 0) * high), 1):
        share = whole[each] // span[each] + (part < whole[each] % span[each])
        np.add.at(counts[:, measure], day - duty.first, share)
    days = np.flatnonzero(counts.any(axis=1))
    if not len(days):
        return Tally({}, {})
    shown = relevant[each]
    ranks = ranked(weight[each[shown]], rows[each[shown]] + first_row)
    return Tally({line: (days + duty.first, counts[days])}, _likeliest(line, day[shown], ranks))


def _likeliest(line: Line, day: Ints, ranks: Ints) -> dict[Line, tuple[Ints, Ints]]:
    """Of each day the highest rank."""
    days, which = np.unique(day, return_inverse=True)
    best = np.full(len(days), NOBODY)
    np.maximum.at(best, which, ranks)
    return {line: (days, best)} if len(days) else {}
