"""How long agreements held, by what they set up: `make precedents` (`ARGS=--write` keeps the figures).

From the UCDP Peace Agreement Dataset 22.1 (Pettersson, Högbladh and Öberg 2019), CC BY 4.0.
Only the resulting figures are kept.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from benchmarks.figures import DATA, ROOT
from truceline.outlook.precedents import COLUMNS, HORIZONS, share_of

SOURCE = DATA / "ucdp-peace-agreements-221.csv"
TARGET = ROOT / "src" / "truceline" / "outlook" / "precedents.csv"
Row = Mapping[str, str]
MECHANISMS: Mapping[str, Callable[[Row], bool]] = MappingProxyType(
    {
        "any": lambda _: True,
        "ceasefire": lambda row: row["cease"] == "1",
        "withdrawal": lambda row: row["withd"] == "1",
        "disarmament": lambda row: row["ddr"] == "1",
        "peacekeepers": lambda row: row["pko"] == "1",
        "commission": lambda row: row["co_impl"] == "1",
        "third_party": lambda row: bool(row["pa_3rd"].strip()),
        "partial": lambda row: row["pa_type"] == "2",
        "full": lambda row: row["pa_type"] == "1",
    }
)
"""What an agreement sets up, by UCDP's columns; `third_party` is any that is named."""


@dataclass(frozen=True)
class Deal:
    """One agreement: its row, how many days it held, and for how many it was followed."""

    row: Row
    held: int | None
    """Days until it ended; None where it did not."""
    followed: int


def deals(rows: Sequence[Row]) -> tuple[list[Deal], int]:
    """Each agreement once, and how many were left out: ended, and nobody says when."""
    found: dict[str, Deal] = {}
    left_out = 0
    for row in rows:
        if row["paid"] in found:
            continue
        ended = row["ended"] == "True"
        try:
            signed, until = (date.fromisoformat(row[name]) for name in ("pa_date", "dateintervalend_meta"))
            end = date.fromisoformat(row["duration"]) if ended else None
        except ValueError:
            left_out += 1
            continue
        found[row["paid"]] = Deal(row, None if end is None else (end - signed).days, (until - signed).days)
    return list(found.values()), left_out


def figures(known: Sequence[Deal]) -> Iterator[tuple[str, int, int, int, float, float, float]]:
    """For each mechanism and horizon: how many were followed that long, and how many still held."""
    for name, has in MECHANISMS.items():
        for days in HORIZONS:
            ones = [deal for deal in known if has(deal.row) and deal.followed >= days]
            held = sum(deal.held is None or deal.held > days for deal in ones)
            share = share_of(held, len(ones))
            if share is not None:
                yield name, days, len(ones), held, *share


def main(arguments: Sequence[str]) -> int:
    """Print the figures; `--write` keeps them where the outlook reads them."""
    if not SOURCE.is_file():
        sys.stderr.write(f"no {SOURCE.name} in {DATA} (set TRUCELINE_DATA)\n")
        return 1
    with SOURCE.open(encoding="utf-8-sig", newline="") as file:
        known, left_out = deals(list(csv.DictReader(file)))
    lines = [",".join(COLUMNS)]
    for *counts, share, low, high in figures(known):
        lines.append(",".join([*map(str, counts), f"{share:.4f}", f"{low:.4f}", f"{high:.4f}"]))
    text = "\n".join(lines) + "\n"
    sys.stdout.write(f"{len(known)} agreements, {left_out} left out\n{text}")
    if "--write" in arguments:
        TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
