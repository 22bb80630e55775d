"""UCDP Georeferenced Event Data (GED), any version: one row of lethal violence, one claim.

Columns after the GED codebook (Hogbladh, UCDP; Sundberg and Melander 2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, AttributionGrade, Claim, Kind
from truceline.intake import cells
from truceline.intake.columns import Columns, named
from truceline.intake.dataset import (
    Context,
    days_in_words,
    family_of,
    in_words,
    killed_in_words,
    not_before,
    offices,
    side,
    strangers,
)
from truceline.intake.faults import Doubt, Fault, UnusableRow
from truceline.intake.points import point
from truceline.intake.record import Record
from truceline.intake.tables import Table

MARKS = frozenset({"type_of_violence", "where_prec", "side_a"})
"""Columns by which a GED file is known."""

REQUIRED = {
    "id": ("id", "relid"),
    "date_start": ("date_start",),
    **named("type_of_violence", "side_a", "side_b", "where_prec", "latitude", "longitude", "date_end"),
    "low": ("low", "low_est"),
    "best": ("best", "best_est"),
    "high": ("high", "high_est"),
}
OPTIONAL = {
    **named("date_prec", "event_clarity", "source_office", "source_date", "source_headline"),
    **named("where_coordinates", "adm_1", "adm_2", "deaths_a", "deaths_b", "deaths_civilians"),
    **named("deaths_unknown", "source_article"),
}
LICENCE = "CC BY 4.0"
_STATE_BASED, _NON_STATE, _ONE_SIDED = 1, 2, 3
_PRECISIONS = {"where_prec": 7, "date_prec": 5}
_CLEAR = 1
_TAG = "#"
"""HXL tags, a row of machine-readable column meanings under the header, begin with it."""


class UcdpRows:
    """Makes claims of the rows of one GED file."""

    def __init__(self, path: Path, table: Table, context: Context) -> None:
        self._table = table
        self._context = context
        self._columns = Columns.find(path, table.columns, REQUIRED, OPTIONAL)
        # The same few sides meet day after day; resolving them anew is a quarter of the reading.
        self._side = lru_cache(maxsize=4096)(partial(side, context.names))
        self._offices = lru_cache(maxsize=4096)(offices)

    def records(self) -> Iterator[Record]:
        """The rows of events, without the row of HXL tags some releases put under the header."""
        return (one for one in self._table.records() if one.number != 2 or not _is_tags(one))  # noqa: PLR2004

    def origin(self) -> tuple[str, ...]:
        """The columns that say which family of sources a row comes from."""
        return self._columns.present("source_office")

    def family(self, record: Record) -> str | None:
        """The family of sources that a row comes from."""
        return family_of(self._offices(self._cell(record, "source_office")), "ucdp-ged")

    def key(self, record: Record) -> str:
        """UCDP's id of the event, without the point that spreadsheets add."""
        return self._cell(record, "id").removesuffix(".0")

    def claim(self, record: Record, doubts: list[Doubt]) -> Claim:
        """The claim of one row: an event, its participants or its author, place, time and toll."""
        start, end = self._days(record)
        violence = self._violence(record)
        parties = self._sides(record, violence, start)
        doubts.extend(strangers((*parties["actor"], *parties.get("target", ())), "side_a"))
        toll = self._toll(record)
        return Claim.model_validate(
            {
                "kind": Kind.EVENT,
                "incident": f"ucdp-ged:{self.key(record)}",
                **parties,
                "place": (self._place(record, doubts),),
                "time": self._when(record, start, end, doubts),
                "casualties": toll,
                **self._origin(record, start, doubts),
                "evidence": {
                    "file": self._context.sha256,
                    "row": record.number,
                    "quote": self._cell(record, "source_headline") or None,
                },
                "licence": LICENCE,
                "says": self._says(record, violence, (start, end), toll["killed"]),
            }
        )

    def _cell(self, record: Record, name: str) -> str:
        return self._columns.cell(record, name)

    def _days(self, record: Record) -> tuple[date, date]:
        start = self._day(record, "date_start")
        return start, self._day(record, "date_end") if self._cell(record, "date_end") else start

    def _day(self, record: Record, name: str) -> date:
        return cells.day(self._cell(record, name), name, self._context.orders, self._context.clock)

    def _violence(self, record: Record) -> int:
        kind = cells.whole(self._cell(record, "type_of_violence"), "type_of_violence")
        if kind not in (_STATE_BASED, _NON_STATE, _ONE_SIDED):
            raise UnusableRow(Fault.UNKNOWN_TYPE, f"{kind} is none of 1, 2, 3", "type_of_violence")
        return kind

    def _sides(self, record: Record, violence: int, on: date) -> dict[str, Any]:
        """Both sides of a fight, of whom nobody says who began it; or an attacker and the victims."""
        side_a = self._side(self._cell(record, "side_a"), on)
        side_b = self._side(self._cell(record, "side_b"), on)
        if violence == _ONE_SIDED:
            victims = side_b or (Actor(text="Civilians"),)
            grade = AttributionGrade.ASSESSED
            return {"act": Act.ATTACK, "actor": side_a, "target": victims, "attribution_grade": grade}
        return {
            "act": Act.CLASH,
            "actor": side_a + side_b,
            "attribution_grade": AttributionGrade.NONE,
        }

    def _place(self, record: Record, doubts: list[Doubt]) -> dict[str, Any]:
        where = point(
            self._cell(record, "latitude"), self._cell(record, "longitude"), self._context.bounds, doubts
        )
        return {
            "text": self._cell(record, "where_coordinates"),
            "lat": where.lat,
            "lon": where.lon,
            "precision": self._precision(record, "where_prec", doubts),
            "adm1": self._cell(record, "adm_1") or None,
            "adm2": self._cell(record, "adm_2") or None,
        }

    def _when(self, record: Record, start: date, end: date, doubts: list[Doubt]) -> dict[str, Any]:
        if end < start:
            told = f"ends on {end}, before it starts on {start}; kept without its days"
            doubts.append(Doubt(Fault.REVERSED_DATES, told, "date_end"))
            return {"text": f"{start} / {end}"}
        return {
            "start": start,
            "end": end,
            "precision": self._precision(record, "date_prec", doubts),
            "kind": "on" if start == end else "during",
        }

    def _precision(self, record: Record, name: str, doubts: list[Doubt]) -> int | None:
        text = self._cell(record, name)
        try:
            value = cells.whole(text, name) if text else None
        except UnusableRow as bad:
            value = 0
            text = str(bad)
        if value is not None and not 1 <= value <= _PRECISIONS[name]:
            told = f"{text}: expected 1 to {_PRECISIONS[name]}; kept without a precision"
            doubts.append(Doubt(Fault.BAD_PRECISION, told, name))
            return None
        return value

    def _toll(self, record: Record) -> dict[str, Any]:
        """UCDP bounds the total only; who was killed is given as best estimates."""
        count = {name: self._count(record, name) for name in ("low", "best", "high")}
        fallen = [self._count(record, name) for name in ("deaths_a", "deaths_b")]
        known = [number for number in fallen if number is not None]
        return {
            "killed": count,
            "killed_combatants": {"best": sum(known)} if known else None,
            "killed_civilians": _best(self._count(record, "deaths_civilians")),
            "killed_unknown": _best(self._count(record, "deaths_unknown")),
            "corroborated": len(self._offices(self._cell(record, "source_office"))) > 1,
        }

    def _count(self, record: Record, name: str) -> int | None:
        text = self._cell(record, name)
        return cells.whole(text, name) if text else None

    def _origin(self, record: Record, start: date, doubts: list[Doubt]) -> dict[str, Any]:
        found = self._offices(self._cell(record, "source_office"))
        if not found:
            told = "names no source office; counted as one family with all such rows"
            doubts.append(Doubt(Fault.MISSING_SOURCE, told, "source_office"))
        source = {
            "id": "ucdp-ged",
            "family": family_of(found, "ucdp-ged"),
            "reliability": "B",
            "credibility": self._credibility(record, len(found)),
        }
        published = not_before(self._published(record, doubts), start, "source_date", doubts)
        return {"source": source, "published_on": published}

    def _credibility(self, record: Record, families: int) -> int:
        """2 with several independent offices, else 3; one worse where UCDP calls the event unclear."""
        clarity = self._cell(record, "event_clarity").removesuffix(".0")
        unclear = clarity not in ("", str(_CLEAR))
        return (2 if families > 1 else 3) + unclear

    def _published(self, record: Record, doubts: list[Doubt]) -> date | None:
        given = [one for one in self._cell(record, "source_date").split(";") if one.strip()]
        told = (cells.days_meant(one, self._context.orders, self._context.clock) for one in given)
        days = [meant[0] for meant in told if len(meant) == 1]
        if len(days) < len(given):
            doubts.append(Doubt(Fault.BAD_DATE, "a source's date cannot be read", "source_date"))
        return max(days, default=None)

    def _says(
        self, record: Record, violence: int, days: tuple[date, date], killed: dict[str, int | None]
    ) -> str:
        ours, theirs = self._cell(record, "side_a"), self._cell(record, "side_b") or "civilians"
        who = f"{ours} attacked {theirs}" if violence == _ONE_SIDED else f"{ours} and {theirs} fought"
        where = [self._cell(record, name) for name in ("where_coordinates", "adm_1")]
        place = ", ".join(name for name in where if name)
        deaths = killed_in_words(killed["best"], killed["low"], killed["high"])
        when = days_in_words(min(days), max(days))
        return in_words([who, place and f"at {place}", when, deaths and f"- {deaths}"])


def _best(count: int | None) -> dict[str, int] | None:
    return None if count is None else {"best": count}


def _is_tags(record: Record) -> bool:
    given = [value for value in record.cells.values() if value.strip()]
    return bool(given) and all(value.lstrip().startswith(_TAG) for value in given)
