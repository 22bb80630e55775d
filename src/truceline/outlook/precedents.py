"""What became of other agreements: how many held, by what they set up, and the deals that a user adds.

Figures: UCDP Peace Agreement Dataset 22.1, agreements of 1975 to 2021, worked out by `make precedents`.
To have held means that UCDP does not call the agreement ended by then; violence may have gone on.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.agreement.checks import NonePresent, walk
from truceline.agreement.norms import Duty
from truceline.agreement.yaml_source import read_text
from truceline.errors import InputError, Problem
from truceline.evidence.strict import Strict
from truceline.outlook.binomial import exact_interval

if TYPE_CHECKING:
    from truceline.agreement.model import Agreement

HORIZONS = (30, 90, 365)
"""Days after signature."""
COLUMNS = ("mechanism", "days", "followed", "held", "share", "low", "high")
OWN_COLUMNS = ("name", "signed", "ended")
_MOST = 1_000_000
OWN = "added"
"""The mechanism under which a user's own precedents are told."""


class BaseRate(Strict):
    """How many agreements of a kind held so long."""

    mechanism: str
    days: int
    followed: int
    """Agreements that were followed for so many days."""
    held: int
    share: float
    low: float
    """The exact interval of 95 % (Clopper and Pearson 1934)."""
    high: float


def share_of(held: int, of: int) -> tuple[float, float, float] | None:
    """The share with its exact interval of 95 %; None of none."""
    return (held / of, *exact_interval(held, of - held)) if of else None


def mechanisms_of(agreement: Agreement) -> tuple[str, ...]:
    """What the agreement sets up, as far as the figures tell such agreements apart."""
    checks = [check for norm in agreement.assessed() for check in walk(norm.test)]
    refrains = any(isinstance(norm, Duty) and norm.mode == "refrain" for norm in agreement.assessed())
    third = any(set(party.roles) & {"guarantor", "monitor"} for party in agreement.parties)
    found = {
        "ceasefire": refrains,
        "withdrawal": any(isinstance(check, NonePresent) for check in checks),
        "third_party": third,
    }
    return ("any", *(name for name, has in found.items() if has))


def base_rates(agreement: Agreement, own: Iterable[BaseRate] = ()) -> tuple[BaseRate, ...]:
    """The figures of agreements that set up what this one does, and those of a user's own precedents."""
    wanted = mechanisms_of(agreement)
    return (*(rate for rate in _figures() if rate.mechanism in wanted), *own)


def own_precedents(path: Path, today: date) -> Iterator[BaseRate]:
    """The base rates of a user's own deals: a CSV of `name`, `signed` and `ended` (empty: it holds).

    Raises InputError with every line that is wrong.
    """
    deals = list(_read_own(path, today))
    for days in HORIZONS:
        ones = [(signed, ended) for signed, ended in deals if (today - signed).days >= days]
        held = sum(ended is None or (ended - signed).days > days for signed, ended in ones)
        share = share_of(held, len(ones))
        if share is not None:
            low, high = (round(one, 4) for one in share[1:])
            yield BaseRate(
                mechanism=OWN,
                days=days,
                followed=len(ones),
                held=held,
                share=round(share[0], 4),
                low=low,
                high=high,
            )


def _read_own(path: Path, today: date) -> Iterator[tuple[date, date | None]]:
    reader = csv.DictReader(StringIO(read_text(path, _MOST)))
    if reader.fieldnames is None or not set(OWN_COLUMNS) <= set(reader.fieldnames):
        raise InputError(Problem(str(path), 1, "", "a table of precedents has these columns", OWN_COLUMNS))
    problems: list[Problem] = []
    found = []
    for number, row in enumerate(reader, start=2):
        signed = _day(row, "signed", path, number, problems)
        ended = _day(row, "ended", path, number, problems) if (row["ended"] or "").strip() else None
        if signed is None:
            continue
        if signed > today or (ended is not None and not signed <= ended <= today):
            told = f"signed, ended and {today} come in this order"
            problems.append(Problem(str(path), number, "ended", told))
        found.append((signed, ended))
    if problems:
        raise InputError(problems)
    yield from found


def _day(row: dict[str, str], field: str, path: Path, line: int, problems: list[Problem]) -> date | None:
    try:
        return date.fromisoformat((row[field] or "").strip())
    except ValueError:
        problems.append(
            Problem(str(path), line, field, f"'{row[field]}' is not an ISO day; write YYYY-MM-DD")
        )
        return None


@cache
def _figures() -> tuple[BaseRate, ...]:
    text = files("truceline.outlook").joinpath("precedents.csv").read_text(encoding="utf-8")
    return tuple(
        BaseRate(
            mechanism=row["mechanism"],
            days=int(row["days"]),
            followed=int(row["followed"]),
            held=int(row["held"]),
            share=float(row["share"]),
            low=float(row["low"]),
            high=float(row["high"]),
        )
        for row in csv.DictReader(StringIO(text))
    )
