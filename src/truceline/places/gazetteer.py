"""Places by name: a case's own curated list over the general one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import file_digest
from math import isfinite
from pathlib import Path
from typing import Literal

from truceline.agreement.model import Agreement
from truceline.errors import InputError, Problem
from truceline.evidence.query import Box
from truceline.places.general import Town, towns
from truceline.places.index import NameIndex, opened
from truceline.places.spelling import key

COLUMNS = ("name", "lat", "lon", "radius_m", "kind", "adm1", "names")
_NEEDED = ("name", "lat", "lon")
# Extent of a curated place whose radius is left empty: as exact as places are commonly located.
DEFAULT_RADIUS_M = 1000.0
_MOST = {"lat": 90.0, "lon": 180.0, "radius_m": 1_000_000.0}


@dataclass(frozen=True, slots=True)
class Entry:
    """A named place: degrees (WGS84), the radius of its extent in metres, and who knows it.

    `adm1` is its province where the list says it; `country` two letters, only in the general list.
    """

    name: str
    lat: float
    lon: float
    radius_m: float
    kind: str
    adm1: str | None
    source: Literal["curated", "geonames"]
    country: str | None = None
    population: int | None = None


@dataclass(frozen=True)
class Gazetteer:
    """What a name may mean, best candidate first; nothing ambiguous is decided here."""

    curated: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    bounds: Box | None = None
    """Where the case is: of towns that share a name, those there are meant first."""

    @classmethod
    def of(cls, agreement: Agreement, folder: Path, bounds: Box | None = None) -> Gazetteer:
        """The gazetteer of an agreement whose curated list (CSV) lies under `folder`.

        A list that is not there is a warning; one with wrong rows raises InputError with all of them.
        """
        name = agreement.gazetteer
        if name is None:
            return cls(bounds=bounds)
        try:
            if (folder / name).stat().st_size >= _LARGE:
                return cls(LargeList.of(folder / name, name), bounds=bounds)
            text = (folder / name).read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise InputError(Problem(name, 0, "", "is not UTF-8 text")) from None
        except OSError as error:
            return cls({}, (Problem(name, 0, "gazetteer", f"cannot be read ({error.strerror})"),), bounds)
        return cls(_indexed(list(_read(text.splitlines(), name))), bounds=bounds)

    def find(self, text: str) -> list[Entry]:
        """Every place of that name: curated ones first, in file order, then the general ones.

        Of those, the nearest to the case's bounds goes first (all inside are alike near), then one
        whose own name this is before one also called so, then the most populous. Spelling is compared as in
        `places.spelling`; a general entry within the extent of a curated one of the same name is
        the same place and left out.
        """
        spelling = key(text)
        if not spelling:
            return []
        known = sorted(self.curated.get(spelling, ()), key=lambda entry: key(entry.name) != spelling)
        general = [town for town in towns().find(spelling) if not _is_known(town, known)]
        general.sort(key=lambda town: (self._km_off(town), key(town.name) != spelling, -town.population))
        return known + [_entry(town) for town in general]

    def _km_off(self, town: Town) -> float:
        """How far outside the case's bounds a town lies; 0 inside them, or where there are none."""
        if self.bounds is None:
            return 0.0
        from truceline.places.plane import geodesic_km  # noqa: PLC0415 - pyproj takes 50 ms to load

        west, south, east, north = self.bounds
        lat = min(max(town.lat, south), north)
        east_of = (town.lon - west) % 360
        lon = (
            town.lon if east_of <= east - west else min((west, east), key=lambda edge: _apart(town.lon, edge))
        )
        return geodesic_km(town.lon, town.lat, lon, lat)


def _apart(lon: float, other: float) -> float:
    """Degrees of longitude between two meridians, the shorter way round."""
    return abs((lon - other + 180) % 360 - 180)


def _is_known(town: Town, known: list[Entry]) -> bool:
    """Whether a curated entry is this town: nearer than 0.2 degrees, or within its extent."""
    from truceline.places.plane import geodesic_km  # noqa: PLC0415 - pyproj takes 50 ms to load

    return any(
        geodesic_km(town.lon, town.lat, entry.lon, entry.lat) * 1000 <= max(entry.radius_m, _SAME_M)
        for entry in known
    )


# Two lists put the middle of one town this far apart at most.
_SAME_M = 10_000.0


class LargeList(Mapping[str, tuple[Entry, ...]]):
    """A curated list of many thousand rows by spelling key, looked up in an index on disk."""

    def __init__(self, index: NameIndex) -> None:
        self.index = index
        self._known: dict[str, tuple[Entry, ...]] = {}

    @classmethod
    def of(cls, path: Path, name: str) -> LargeList:
        """The list of a CSV file; wrong rows raise InputError, all of them, when it is first indexed."""
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()[:32]
        return cls(opened(digest, _packable(path, name)))

    def __getitem__(self, spelling: str) -> tuple[Entry, ...]:
        if spelling not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            rows = (_unpacked(self.index.row(number)) for number in self.index.find(spelling))
            self._known[spelling] = tuple(
                entry for entry, names in rows if spelling in {key(one) for one in (entry.name, *names)}
            )
        if not self._known[spelling]:
            raise KeyError(spelling)
        return self._known[spelling]

    def sounding(self, heard: str) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Entries that have a name of that sound, with their other names."""
        return (_unpacked(self.index.row(number)) for number in self.index.like(heard))

    def __iter__(self) -> Iterator[str]:
        for number in range(self.index.rows):
            entry, names = _unpacked(self.index.row(number))
            yield from filter(None, dict.fromkeys(map(key, (entry.name, *names))))

    def __len__(self) -> int:
        return self.index.rows


# From this size on (bytes; some ten thousand rows) a list is not loaded but indexed.
_LARGE = 600_000
_REMEMBERED = 50_000


def _packable(path: Path, name: str) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for entry, names in _read(file, name):
            known = "|".join(one.replace("\t", " ") for one in names)
            cells = (entry.name, entry.lat, entry.lon, entry.radius_m, entry.kind, entry.adm1 or "", known)
            yield "\t".join(" ".join(str(cell).split()) for cell in cells), f"{entry.name}|{known}"


def _unpacked(row: str) -> tuple[Entry, tuple[str, ...]]:
    return _row(dict(zip(COLUMNS, row.split("\t"), strict=True)))


def _entry(town: Town) -> Entry:
    return Entry(
        town.name,
        town.lat,
        town.lon,
        town.radius_m,
        town.kind,
        None,
        "geonames",
        town.country,
        town.population,
    )


def _indexed(rows: list[tuple[Entry, tuple[str, ...]]]) -> dict[str, tuple[Entry, ...]]:
    index: dict[str, tuple[Entry, ...]] = {}
    for entry, names in rows:
        for spelling in dict.fromkeys(map(key, (entry.name, *names))):
            if spelling:
                index[spelling] = (*index.get(spelling, ()), entry)
    return index


def _read(lines: Iterable[str], name: str) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """The rows one by one; at the end, if any was wrong, InputError with all problems."""
    reader = csv.reader(lines, strict=True)
    problems: list[Problem] = []
    try:
        header = next(reader, [])
        problems.extend(_header_problems(header, name))
        if problems:
            raise InputError(problems)
        for cells in reader:
            line = reader.line_num
            if not any(cells):
                continue
            row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
            found = list(_row_problems(row, len(cells), len(header), name, line))
            problems.extend(found)
            if not found:
                yield _row(row)
    except csv.Error as error:
        problems.append(Problem(name, reader.line_num, "", f"is no CSV: {error}"))
    if problems:
        raise InputError(problems)


def _header_problems(header: list[str], name: str) -> Iterator[Problem]:
    for column in _NEEDED:
        if column not in header:
            yield Problem(name, 1, column, "the column is missing", COLUMNS)
    for place, column in enumerate(header):
        if column not in COLUMNS:
            yield Problem(name, 1, column or f"column {place + 1}", "is no column of a gazetteer", COLUMNS)
        elif column in header[:place]:
            yield Problem(name, 1, column, "the column stands there twice")


def _row_problems(row: dict[str, str], cells: int, columns: int, name: str, line: int) -> Iterator[Problem]:
    if cells != columns:
        told = f"has {cells} cells, the header {columns}; a cell with a comma needs quotes"
        yield Problem(name, line, "", told)
        return
    if not key(row["name"]):
        yield Problem(name, line, "name", "is empty")
    for column, most in _MOST.items():
        text = row.get(column, "")
        if not text and column == "radius_m":
            continue
        value = _number(text)
        if value is None:
            yield Problem(name, line, column, f"{text!r} is no number")
        elif abs(value) > most:
            hint = "; are latitude and longitude swapped?" if column == "lat" else ""
            yield Problem(name, line, column, f"{text} is beyond {most:g}{hint}")
        elif column == "radius_m" and value < 0:
            yield Problem(name, line, column, f"{text} is less than nothing")


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) else None


def _row(row: dict[str, str]) -> tuple[Entry, tuple[str, ...]]:
    entry = Entry(
        row["name"],
        float(row["lat"]),
        float(row["lon"]),
        float(row.get("radius_m") or DEFAULT_RADIUS_M),
        row.get("kind") or "place",
        row.get("adm1") or None,
        "curated",
    )
    return entry, tuple(one.strip() for one in row.get("names", "").split("|") if one.strip())
