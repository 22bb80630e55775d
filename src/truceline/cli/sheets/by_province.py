"""An outlook by province: what may come, and the daily series."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.table import Table

from truceline.cli.failure import visible
from truceline.cli.sheets.layout import table
from truceline.outlook.forecast import HORIZONS
from truceline.outlook.strands import UNTOLD

if TYPE_CHECKING:
    from truceline.outlook.forecast import Forecast, Unsaid
    from truceline.outlook.strands import Strand


def province_table(told: Sequence[Forecast], unsaid: Sequence[Unsaid]) -> Table:
    """A row for each promise and province of which anything can be said."""
    lengths = tuple(f"{days} days" for days in HORIZONS)
    made = table("Promise", "Province", *lengths, right=lengths)
    for norm, province in dict.fromkeys((one.norm, one.province) for one in told):
        known = {one.days: one for one in told if (one.norm, one.province) == (norm, province)}
        cells = (_cell(known.get(days)) for days in HORIZONS)
        made.add_row(norm, visible(province or ""), *cells)
    others = {(one.norm, one.province) for one in unsaid} - {(one.norm, one.province) for one in told}
    if others:
        made.caption = f"Of {len(others)} more, too little was told; the JSON says how much is missing."
    return made


def _cell(found: Forecast | None) -> str:
    if found is None:
        return "cannot say"
    low, high = found.likely
    return f"{found.median} ({low} to {high})"


def province_rows(strand: Strand, known_as: Callable[[str], str]) -> Iterator[list[object]]:
    """A row of the CSV for each province and day; none where no report names any.

    Reports are not told apart by province.
    """
    *named, table_, _ = ("" if part is None else part for part in strand.name)
    provinces = strand.by_province(known_as)
    for province, series in sorted(provinces.items()) if provinces.keys() - {UNTOLD} else ():
        for number, (expected, observed) in enumerate(zip(series, strand.observed.exposure, strict=True)):
            day = strand.first + timedelta(days=number)
            yield [*named, day, f"{expected:.4f}", "", f"{observed:.4f}", table_, province]
