"""Every row of an event table against every zone of an agreement, on the day of the row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.keeping import kept_survey
from truceline.bulk.points import FIRST_ROW, ISSUES, RAGGED, Issues, Points, points_of
from truceline.bulk.survey import Measured, Survey
from truceline.bulk.tables import Sink, Source
from truceline.bulk.values import NO_DAY
from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from truceline.bulk.layout import Layout
    from truceline.places.atlas import Atlas
    from truceline.places.ground import Ground

    Floats = NDArray[np.float64]

_EPOCH = date(1970, 1, 1).toordinal()
_LINES = frozenset({"line", "point"})
_FAR_SPOT = ((0.0, -89.0), (1.0, -89.0), (1.0, -88.0), (0.0, -89.0))


@dataclass(frozen=True)
class Periods:
    """The zones of an atlas from day to day: between the days on which a line or zone is drawn anew."""

    zones: tuple[str, ...]
    days: tuple[date, ...]
    """First days of all periods but the first, which has no beginning."""
    surveys: tuple[Survey, ...]

    @classmethod
    def of(cls, atlas: Atlas, zones: Sequence[str], readings: Mapping[str, str] | None = None) -> Periods:
        """Index the zones that are drawn, for every period."""
        # Whoever measures with what was indexed before needs no geometry, which is slow to load.
        from truceline.places.drawing import Drawing
        from truceline.places.ground import Ground

        drawn = [zone for zone in zones if atlas.ground(zone, None, readings) is not None]
        days = sorted({f.day for draft in atlas.drafts.values() for f in draft.features if f.day is not None})
        lines = [n for n, zone in enumerate(drawn) if atlas.agreement.zone[zone].shape in _LINES]
        # Where nothing is drawn rows may still count wherever they lie: the index is of a far spot.
        far = Ground(Drawing("area", ((np.array(_FAR_SPOT),),)))
        known: dict[tuple[int, ...], Survey] = {}
        surveys = []
        for day in (date.min, *days):
            grounds = [_ground(atlas, zone, day, readings) for zone in drawn] or [far]
            key = tuple(map(id, grounds))
            if key not in known:
                known[key] = kept_survey(grounds, lines=lines)
            surveys.append(known[key])
        return cls(tuple(drawn), tuple(days), tuple(surveys))

    def period_of(self, day: NDArray[np.int32]) -> NDArray[np.intp]:
        """The number of the period that each day (since 1970) lies in; without a day, of the last."""
        ordinals = [one.toordinal() - _EPOCH for one in self.days]
        period = np.searchsorted(ordinals, day, side="right")
        return np.where(day == NO_DAY, len(ordinals), period)

    def measure(self, points: Points, *, chances: bool = True) -> Measured:
        """Every point against the zones as they lay on its day; without a day, as they lie now.

        Without `chances` only distances; there are no rows of chances then.
        """
        period = self.period_of(points.day)
        shape = (len(period), len(self.zones))
        found = Measured(np.empty(shape), np.empty(shape if chances else (0, len(self.zones))))
        for number in np.unique(period):
            rows = np.flatnonzero(period == number)
            survey, lon, lat = self.surveys[number], points.lon[rows], points.lat[rows]
            if chances:
                found.distance_m[rows], found.p_inside[rows] = survey.measure(lon, lat, points.size_m[rows])
            else:
                found.distance_m[rows] = survey.distances(lon, lat)
        return found


def _ground(atlas: Atlas, zone: str, day: date, readings: Mapping[str, str] | None) -> Ground:
    ground = atlas.ground(zone, day, readings)
    assert ground is not None, "a zone that is drawn on one day is drawn on all"
    return ground


@dataclass
class Located:
    """What became of a table."""

    rows: int = 0
    issues: Issues = field(default_factory=Issues)
    expected: dict[str, float] = field(default_factory=dict)
    """Zone -> the sum of P(inside) over all rows: how many of them are to be expected in it; if asked for."""


def locate_table(
    source: Source,
    out: Path,
    layout: Layout,
    periods: Periods,
    advance: Callable[[int], object],
    *,
    chances: bool = True,
) -> Located:
    """Write the table anew with each zone's `distance_m` and `p_inside`, and a column `issue`.

    `advance` is told of every batch how many rows it had. Without `chances` there is no `p_inside`.
    InputError where the table has such columns.
    """
    taken = [name for name in names_added(periods.zones, chances=chances) if name in source.columns]
    if taken:
        said = f"has columns already that would be added: {', '.join(taken)[:2000]}"
        raise InputError(Problem(str(source.path), 1, taken[0], said))
    told = Located(expected=dict.fromkeys(periods.zones if chances else (), 0.0))
    with Sink(out, _schema(source.schema, periods.zones, chances=chances)) as sink:
        for batch in source.batches():
            points = points_of(batch, layout)
            found = periods.measure(points, chances=chances)
            sink.write(_widened(batch, periods.zones, found if chances else found[:1], points))
            told.issues.add(points.issue, FIRST_ROW + told.rows)
            told.rows += batch.num_rows
            for zone, p in zip(told.expected, np.nansum(found.p_inside, axis=0).tolist(), strict=False):
                told.expected[zone] += p
            advance(batch.num_rows)
    told.issues.add_rows(RAGGED, source.ragged)
    return told


def names_added(zones: Sequence[str], *, chances: bool = True) -> list[str]:
    """The columns that are added, in order."""
    measures = Measured._fields if chances else Measured._fields[:1]
    return [*(f"{zone}.{what}" for zone in zones for what in measures), "issue"]


def _schema(schema: Any, zones: Sequence[str], *, chances: bool) -> Any:
    import pyarrow as pa

    for name in names_added(zones, chances=chances):
        schema = schema.append(pa.field(name, pa.string() if name == "issue" else pa.float64()))
    return schema


def _widened(batch: Any, zones: Sequence[str], found: tuple[Floats, ...], points: Points) -> Any:
    import pyarrow as pa

    columns = list(batch.columns)
    for zone in range(len(zones)):
        columns += [pa.array(part[:, zone], mask=np.isnan(part[:, zone])) for part in found]
    told = np.array(ISSUES, object)[points.issue]
    columns.append(pa.array(told, pa.string(), mask=points.issue == 0))
    return pa.RecordBatch.from_arrays(columns, schema=_schema(batch.schema, zones, chances=len(found) > 1))
