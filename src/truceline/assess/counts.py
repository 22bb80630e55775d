"""What a table of many rows says by its counts: shown beside what the claims say, never added to it.

The likeliest row of each day stands as a claim of its own, so that a verdict rests on rows; counts say
how much more there is. Two tables may tell of the same events, so nothing is added up over tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from truceline.agreement.checks import walk
from truceline.agreement.norms import Constitutive, Duty
from truceline.assess.inquiry import Inquiry
from truceline.assess.judge import question_for
from truceline.assess.result import CountedEntry, NormStatus, TableRef
from truceline.assess.scales import MEASURES, Bearing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.agreement.model import Agreement
    from truceline.assess.paces import Paces
    from truceline.places.atlas import Atlas


@dataclass(frozen=True)
class Series:
    """The days of one check of a norm, one way rows bear on it, and one party (null: all together).

    `days` are proleptic ordinals, ascending, shape (n,); `counts` is (n, 9): `MEASURES`, in multiples of
    2^-20, which add up exactly.
    """

    norm: str
    check: int
    bearing: Bearing
    party: str | None
    days: NDArray[np.int64]
    counts: NDArray[np.float64]


@dataclass(frozen=True)
class CountedTable:
    """A table that was counted for a case, with its series under every reading of the zones."""

    name: str
    sha256: str
    rows: int
    issues: int
    """Rows of which something was doubtful."""
    agreement: str
    """Digest of the agreement it was counted for."""
    zones: str
    """Digest of the zones as they were drawn then."""
    attached_at: datetime
    variants: tuple[tuple[Mapping[str, str], tuple[Series, ...]], ...]
    paces: Paces | None = None
    """For the outlook; null where it was attached before these were counted."""

    def is_of(self, agreement: Agreement, atlas: Atlas) -> bool:
        """Whether it was counted for this encoding, and for the zones as they are drawn."""
        return (self.agreement, self.zones) == (agreement.content_digest, atlas.digest)

    def ref(self, agreement: Agreement, atlas: Atlas) -> TableRef:
        """How an assessment names it; one that was counted for something else is named and not used."""
        return TableRef(
            name=self.name,
            sha256=self.sha256,
            rows=self.rows,
            issues=self.issues,
            attached_at=self.attached_at,
            used=self.is_of(agreement, atlas),
        )

    def series(self, readings: Mapping[str, str]) -> tuple[Series, ...]:
        """The series under these readings."""
        fit = (its for under, its in self.variants if under.items() <= readings.items())
        return next(fit, ())


def counted(inquiry: Inquiry, tables: Sequence[CountedTable]) -> tuple[CountedEntry, ...]:
    """What every table counts for each norm, on the days that the norm bound on by the day asked."""
    windows: dict[str, _Window | None] = {}
    found: list[CountedEntry] = []
    for table in tables:
        for series in (
            table.series(inquiry.frame.readings)
            if table.is_of(inquiry.agreement, inquiry.docket.atlas)
            else ()
        ):
            if series.norm not in windows:
                windows[series.norm] = _window(inquiry, series.norm)
            window = windows[series.norm]
            if window is not None:
                found.extend(_entry(inquiry, table, series, window))
    return tuple(sorted(found, key=lambda e: (e.norm, e.check, e.table, e.bearing, e.party or "")))


def with_counts(status: NormStatus, entries: Sequence[CountedEntry]) -> NormStatus:
    """The status with a remark for each table that bears on it."""
    told = [
        _remark(entry)
        for entry in entries
        if entry.norm == status.norm and entry.party is None and entry.bearing in _TOLD
    ]
    # Checks of one norm that ask about one event in one zone count the same rows.
    marks = (*status.marks, *dict.fromkeys(told))
    return status.model_copy(update={"marks": marks}) if told else status


_TOLD = {
    "breach": "of what it forbids",
    "not_attributed": "of what it forbids, by nobody named, so that they bind nobody",
    "done": "of what it asks for",
}


def _remark(entry: CountedEntry) -> str:
    rows = "1 row tells" if entry.rows == 1 else f"{entry.rows:,} rows tell"
    place = (
        f": {entry.expected:,.1f} of them to be expected in {entry.zone}, {entry.certain:,.0f} surely"
        if entry.zone
        else ""
    )
    return f"in the table {entry.table}, {rows} {_TOLD[entry.bearing]}{place}"


@dataclass(frozen=True)
class _Window:
    """First and last day (ordinals) that may speak, and which days between did not bind."""

    first: int
    last: int
    unbound: frozenset[int]


def _window(inquiry: Inquiry, norm_id: str) -> _Window | None:
    norm = inquiry.agreement.norms.get(norm_id)
    if not isinstance(norm, Duty | Constitutive) or not inquiry.admits(norm_id):
        return None
    question = question_for(inquiry, norm, inquiry.judge(norm_id).life)
    if question.start is None:
        return None
    first, last = question.start.toordinal(), question.as_of.toordinal()
    days = range(first, last + 1) if question.excused else ()
    unbound = frozenset(day for day in days if question.excuse(date.fromordinal(day)) is not None)
    return _Window(first, last, unbound)


def _entry(inquiry: Inquiry, table: CountedTable, series: Series, window: _Window) -> Iterator[CountedEntry]:
    fits = (series.days >= window.first) & (series.days <= window.last)
    if window.unbound:
        fits &= ~np.isin(series.days, list(window.unbound))
    if not fits.any():
        return
    days, total = series.days[fits], series.counts[fits].sum(axis=0)
    norm = inquiry.agreement.norms[series.norm]
    assert isinstance(norm, Duty | Constitutive)
    check = list(walk(norm.test))[series.check]
    yield CountedEntry(
        table=table.name,
        sha256=table.sha256,
        norm=series.norm,
        check=series.check,
        what=getattr(check, "event", None) or getattr(check, "what", ""),
        zone=getattr(check, "where", None),
        bearing=series.bearing,
        party=series.party,
        start=date.fromordinal(int(days[0])),
        end=date.fromordinal(int(days[-1])),
        rows=int(total[0]),
        **{name: round(float(total[n]), 4) for n, name in enumerate(MEASURES) if n},
    )
