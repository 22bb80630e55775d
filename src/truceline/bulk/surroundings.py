"""A second look at a table: where rows lie outside the zones, in which province, and who fought his own side.

What is counted in the zones hangs on compiled code; this is asked once a table, and is plain NumPy.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.assess.matching import is_infighting, side_of
from truceline.assess.paces import FORCE, RING_KM, is_done
from truceline.assess.scales import MEASURES, WIDEST
from truceline.bulk.asking import Asked, Pace
from truceline.bulk.assessing import BATCH
from truceline.bulk.events import events_of
from truceline.bulk.measures import ONE, RELEVANT, WIDTH
from truceline.bulk.obligations import TOTAL, Line, Obligation
from truceline.bulk.profiles import Profiles
from truceline.bulk.values import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from truceline.assess.scales import Paced
    from truceline.bulk.assessing import Setup
    from truceline.bulk.events import Events
    from truceline.bulk.tables import Source
    from truceline.bulk.tally import Counts, Days
    from truceline.evidence.claim import Claim

    Floats = NDArray[np.float64]
    Rows = NDArray[np.bool_]

_M_PER_KM = 1000.0
_EXPECTED, _BEST = MEASURES.index("expected"), MEASURES.index("best")


@dataclass(frozen=True, kw_only=True)
class Fight(Asked):
    """Events of force in one zone, and those of them that are within one side."""

    def lines_of(self, claim: Claim, *, wide: bool = False) -> tuple[Line, ...]:  # noqa: ARG002 - of paces alone
        """All force, and the side that fought within itself."""
        if claim.act not in FORCE or not is_done(claim):
            return ()
        force = Line(self.norm, self.check, "force")
        agreement = self.question.agreement
        side = side_of(agreement, claim) if is_infighting(agreement, claim) else None
        return (force,) if side is None else (force, Line(self.norm, self.check, "infighting", side))


def fights_of(paces: Sequence[Pace]) -> list[Fight]:
    """What is asked of every zone that a duty to refrain is about, under the name of no norm."""
    zones = {one.zone: one for one in reversed(paces) if one.zone is not None}
    return [
        Fight(
            norm="",
            check=-number,
            what=one.what,
            zone=one.zone,
            first=one.first,
            last=one.last,
            least=RELEVANT,
            question=replace(one.question, norm=""),
        )
        for number, (_, one) in enumerate(sorted(zones.items()), start=1)
    ]


def surroundings(setup: Setup, source: Source, province: str | None) -> dict[Line, tuple[Days, Counts]]:
    """Days (since 1970) and counts of every line that is not in a zone, or of one province or side there.

    `province` is the column that names provinces.
    """
    paces = [one for one in setup.obligations if isinstance(one, Pace)]
    look = _Look(setup, [*paces, *fights_of(paces)], province)
    columns = tuple(dict.fromkeys((*setup.columns, *((province,) if province else ()))))
    for batch in source.batches(columns, BATCH, setup.telling.who):
        look.at(batch)
    return look.found()


@dataclass
class _Look:
    setup: Setup
    asked: Sequence[Obligation]
    province: str | None
    _sums: dict[tuple[Line, int], Floats] = field(default_factory=dict)
    """By line and measure: what falls to each day from the first of its obligation."""

    def __post_init__(self) -> None:
        setup = self.setup
        self._profiles = Profiles(setup.telling.who, setup.changes, setup.readings, self.asked)

    def at(self, batch: Any) -> None:
        """Count a batch."""
        setup = self.setup
        events = events_of(batch, setup.layout, setup.telling)
        wide = events.last - events.points.day >= WIDEST
        sort = self._profiles.of(batch, events.points.day, wide)
        measured = setup.periods.measure(events.points)
        provinces = _words(batch, self.province)
        for number, one in enumerate(self.asked):
            counts = self._counting(number, sort) & (events.points.day != NO_DAY)
            counts &= (events.points.day >= one.first) & (events.last <= one.last)
            if one.zone is None:
                self._in_provinces(one, events, counts, np.ones(len(sort)), provinces)
                continue
            at = setup.periods.zones.index(one.zone)
            chance, distance = measured.p_inside[:, at], measured.distance_m[:, at]
            counts &= ~np.isnan(chance)
            chance = np.where(np.rint(np.nan_to_num(chance) * ONE) < one.least, 0.0, chance)
            if isinstance(one, Pace):
                near = distance >= -RING_KM * _M_PER_KM
                for bearing, rows in (("near", near), ("elsewhere", ~near)):
                    self._add(_line(one, bearing), one, events, counts & rows & (chance < 1.0), 1.0 - chance)
                self._in_provinces(one, events, counts & (chance > 0), chance, provinces)
            else:
                self._fights(number, one, events, counts & (chance > 0), (chance, sort))

    def found(self) -> dict[Line, tuple[Days, Counts]]:
        """What was counted, in whole multiples of 2^-20."""
        first = {(one.norm, one.check): one.first for one in self.asked}
        whole: dict[Line, Counts] = {}
        for (line, measure), sums in self._sums.items():
            counts = whole.setdefault(line, np.zeros((len(sums), WIDTH), np.int64))
            counts[:, measure] = np.rint(sums * ONE).astype(np.int64)
        return {
            line: (days + first[line.norm, line.check], counts[days])
            for line, counts in sorted(whole.items())
            if len(days := np.flatnonzero(counts.any(axis=1)))
        }

    def _counting(self, number: int, sort: NDArray[np.int32]) -> Rows:
        """Rows that count for an obligation at all."""
        counts = [any(not _is_wide(line) for line in one.lines[number]) for one in self._profiles.meanings]
        return np.array(counts, np.bool_)[sort]

    def _in_provinces(
        self, one: Obligation, events: Events, counts: Rows, chance: Floats, provinces: NDArray[Any] | None
    ) -> None:
        if provinces is None:
            return
        names, codes = np.unique(provinces, return_inverse=True)
        for code, name in enumerate(names.tolist()):
            self._add(_line(one, "province", name), one, events, counts & (codes == code), chance)

    def _fights(
        self,
        number: int,
        one: Obligation,
        events: Events,
        counts: Rows,
        told: tuple[Floats, NDArray[np.int32]],
    ) -> None:
        chance, sort = told
        by_line: dict[Line, list[int]] = defaultdict(list)
        for code, meaning in enumerate(self._profiles.meanings):
            for line in meaning.lines[number]:
                by_line[line].append(code)
        best = events.killed[:, 1] * chance
        for line, codes in by_line.items():
            rows = counts & np.isin(sort, codes)
            # All force, and the dead, of the day on which it began: as of claims.
            began = events._replace(last=events.points.day)
            self._add(line, one, events if line.party else began, rows, chance)
            if line.party:
                self._add(line, one, began, rows, best, _BEST)

    def _add(
        self,
        line: Line,
        one: Obligation,
        events: Events,
        rows: Rows,
        amounts: Floats,
        measure: int = _EXPECTED,
    ) -> None:
        """Add amounts to a line's days; of what spans several days each has its part."""
        if not rows.any():
            return
        sums = self._sums.setdefault((line, measure), np.zeros(one.days))
        start, span = events.points.day[rows] - one.first, (events.last - events.points.day + 1)[rows]
        for day in range(int(span.max())):
            going = span > day
            np.add.at(sums, start[going] + day, (amounts[rows] / span)[going])


def _line(one: Obligation, bearing: Any, party: str = TOTAL) -> Line:
    return Line(one.norm, one.check, bearing, party)


def _is_wide(line: Line) -> bool:
    wide: Paced = "too_wide"
    return line.bearing == wide


def _words(batch: Any, column: str | None) -> NDArray[Any] | None:
    """The cells of a column as words; "" where nothing stands."""
    if column is None:
        return None
    return np.array([str(one).strip() if one is not None else "" for one in batch.column(column).to_pylist()])
