"""Which columns of an event table say where, how surely and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

UCDP_GRADES = tuple(str(grade) for grade in range(1, 8))
ACLED_GRADES = {"1": 1, "2": 2, "3": 4}


@dataclass(frozen=True)
class Layout:
    """Names of columns. Without `radius` or `precision` every point is one exact place.

    `grades` says what a cell of `precision` means in UCDP's grades, 1-7.
    """

    lon: str
    lat: str
    radius: str | None = None
    precision: str | None = None
    day: str | None = None
    grades: tuple[tuple[str, int], ...] = tuple((grade, int(grade)) for grade in UCDP_GRADES)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return tuple(name for name in (self.lon, self.lat, self.radius, self.precision, self.day) if name)


@dataclass(frozen=True)
class Telling:
    """Names of columns that say until when, how many were killed (low, best, high), and who did what.

    `who` are all columns on which it hangs what a row would count for, its place and days aside.
    """

    who: tuple[str, ...]
    end: str | None = None
    killed: tuple[str, str, str] | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return tuple(dict.fromkeys((*self.who, *((self.end,) if self.end else ()), *(self.killed or ()))))


KNOWN = (
    Layout("longitude", "latitude", None, "where_prec", "date_start"),
    Layout("longitude", "latitude", None, "geo_precision", "event_date", tuple(ACLED_GRADES.items())),
    Layout("longitude", "latitude"),
    Layout("lon", "lat", "radius_m", None, "date"),
    Layout("lon", "lat", "radius_m"),
    Layout("lon", "lat"),
)
"""UCDP GED, ACLED, and plain tables, the fullest first."""
_SLOTS = ("place.lon", "place.lat", "place.radius_m", "place.precision", "time.start")


def layout_of(path: Path, columns: Collection[str], mapped: Mapping[str, str] | None = None) -> Layout:
    """The columns to read: as mapped (slot to column), else a table's that is known; InputError if none."""
    if mapped is not None:
        return _mapped(path, columns, mapped)
    for known in KNOWN:
        if set(known.columns) <= set(columns):
            return known
    told = f"no known columns of coordinates; found: {', '.join(columns)[:2000]}"
    wanted = tuple(" + ".join(known.columns[:2]) for known in (KNOWN[0], KNOWN[-1]))
    raise InputError(Problem(str(path), 1, "lon", told, (*wanted, "--mapping FILE")))


TELLING = (
    Telling(("type_of_violence", "side_a", "side_b"), "date_end", ("low", "best", "high")),
    Telling(("type_of_violence", "side_a", "side_b"), "date_end", ("low_est", "best_est", "high_est")),
    Telling(
        ("event_type", "sub_event_type", "actor1", "assoc_actor_1", "actor2", "assoc_actor_2"),
        None,
        ("fatalities", "fatalities", "fatalities"),
    ),
)
"""UCDP GED, its older releases, and ACLED."""
_WHO = frozenset(
    {
        *("kind", "act", "event", "actor", "target", "attribution_grade", "attribution", "object"),
        *("modality", "polarity", "aspect", "trend", "bears_on", "quantity", "state", "judgement"),
        "time.kind",
    }
)
_KILLED = ("casualties.killed.low", "casualties.killed.best", "casualties.killed.high")


def telling_of(path: Path, columns: Collection[str], mapped: Mapping[str, str] | None = None) -> Telling:
    """The columns that say who did what: as mapped (slot to column), else a table's that is known."""
    if mapped is not None:
        who = [column for slot, column in mapped.items() if _says_who(slot)]
        return Telling(tuple(dict.fromkeys(who)), mapped.get("time.end"), _toll(mapped))
    for known in TELLING:
        if set(known.columns) <= set(columns):
            return known
    nearest = min(TELLING, key=lambda known: len(set(known.columns) - set(columns)))
    lacking = [column for column in nearest.columns if column not in columns]
    if len(lacking) == len(nearest.columns):
        told = f"no known columns of who did what; found: {', '.join(columns)[:2000]}"
    else:
        told = f"columns of who did what are missing: {', '.join(lacking)}"
    wanted = tuple(" + ".join(known.columns) for known in TELLING[1:])
    raise InputError(Problem(str(path), 1, "who", told, (*wanted, "--mapping FILE")))


def _toll(mapped: Mapping[str, str]) -> tuple[str, str, str] | None:
    """The columns of low, best and high; one that is not mapped is as the best, or the one there is."""
    given = [mapped.get(slot) for slot in _KILLED]
    best = given[1] or given[0] or given[2]
    return (given[0] or best, best, given[2] or best) if best else None


def _says_who(slot: str) -> bool:
    return slot in _WHO or slot.split(".", maxsplit=1)[0] in _WHO


def require_types(path: Path, schema: Any, layout: Layout, telling: Telling | None = None) -> None:
    """InputError where a column holds neither numbers nor text (a day: neither days nor text).

    Of those that say who did what, lists and records are refused.
    """
    from pyarrow import types

    wrong = [
        Problem(str(path), 1, name, f"a column of {schema.field(name).type}", ("text", "numbers"))
        for name in (telling.columns if telling else ())
        if types.is_nested(schema.field(name).type)
    ]
    for name in layout.columns:
        kind = schema.field(name).type
        kind = kind.value_type if types.is_dictionary(kind) else kind
        is_text = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
        is_text = is_text or types.is_null(kind)
        is_number = types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind)
        is_day = types.is_date(kind) or types.is_timestamp(kind)
        if not (is_text or (is_day or types.is_integer(kind) if name == layout.day else is_number)):
            wrong.append(Problem(str(path), 1, name, f"a column of {kind}", ("numbers", "text", "days")))
    if wrong:
        raise InputError(wrong)


def _mapped(path: Path, columns: Collection[str], mapped: Mapping[str, str]) -> Layout:
    named = [mapped[slot] for slot in _SLOTS if slot in mapped]
    lacking = [slot for slot in ("place.lon", "place.lat") if slot not in mapped]
    if lacking:
        told = f"the mapping names no column for {', '.join(lacking)}"
        raise InputError(Problem(str(path), 1, lacking[0], told))
    missing = [name for name in named if name not in columns]
    if missing:
        told = f"missing columns: {', '.join(missing)}; found: {', '.join(columns)[:2000]}"
        raise InputError(Problem(str(path), 1, missing[0], told))
    lon, lat, radius, precision, day = (mapped.get(slot, "") for slot in _SLOTS)
    return Layout(lon, lat, radius or None, precision or None, day or None)
