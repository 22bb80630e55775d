"""Daily series of lethal events between two sides, from UCDP's files."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from truceline.outlook.predictive import Figures

_WIDEST = timedelta(days=6)
Row = dict[str, str]


@dataclass(frozen=True)
class War:
    """A file and what is counted of it."""

    name: str
    file: str
    counted: Callable[[Row], bool]
    told: str
    first: date
    last: date
    truces: tuple[date, ...]
    split: date
    """The models are chosen on the days before, and reported on those from it on."""

    def series(self, folder: Path) -> Figures:
        """Events a day from the first day to the last, each on the day it began; wide dates are left out."""
        found: Figures = np.sum(list(self.by_province(folder).values()), axis=0)
        return found

    def by_province(self, folder: Path) -> dict[str, Figures]:
        """The same by the province that the file names."""
        counts: dict[str, Figures] = defaultdict(lambda: np.zeros((self.last - self.first).days + 1))
        for day, province in self._days(folder):
            if self.first <= day <= self.last:
                counts[province][(day - self.first).days] += 1
        return dict(counts)

    def _days(self, folder: Path) -> Iterator[tuple[date, str]]:
        with gzip.open(folder / self.file, "rt", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                try:
                    start, end = (date.fromisoformat(row[name][:10]) for name in ("date_start", "date_end"))
                except ValueError:
                    continue  # the Ukraine file's second row holds tags, not data
                if self.counted(row) and end - start <= _WIDEST:
                    yield start, row["adm_1"]

    def day(self, number: int) -> date:
        """The day of a figure."""
        return self.first + timedelta(days=number)

    def number(self, day: date) -> int:
        """The figure of a day."""
        return (day - self.first).days


def _north_west(row: Row) -> bool:
    wanted = ("Idlib", "Hama", "Aleppo", "Latakia")
    return row["dyad_name"] == "Government of Syria - Syrian insurgents" and row["adm_1"].startswith(wanted)


WARS = (
    War(
        name="Syria",
        file="ucdp-ged-syria-2016-2019.csv.gz",
        counted=_north_west,
        told="Government of Syria - Syrian insurgents in Idlib, Hama, Aleppo and Latakia",
        first=date(2016, 1, 1),
        last=date(2019, 11, 30),
        truces=(date(2018, 9, 17), date(2019, 4, 30)),
        split=date(2018, 1, 1),
    ),
    War(
        name="Ukraine",
        file="ucdp-ged-ukraine-2014-2019.csv.gz",
        counted=lambda row: row["dyad_name"].startswith("Government of Ukraine"),
        told="Government of Ukraine against the armed groups of the east",
        first=date(2014, 4, 1),
        last=date(2019, 12, 31),
        truces=(date(2015, 2, 15), date(2015, 9, 1)),
        split=date(2017, 1, 1),
    ),
)
