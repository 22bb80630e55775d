"""The general gazetteer: towns of the world, from GeoNames, behind every case's own list.

Built by `tools/build_gazetteer.py`; source and licence in `data/ATTRIBUTION.md`.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import pi, sqrt

from truceline.places.spelling import key

TABLE = "towns.tsv.xz"
COLUMNS = ("name", "country", "lat", "lon", "population", "names")
# People per square kilometre of a built-up town: what turns a population into an extent.
_DENSITY = 4000.0
_LEAST_M = 1000.0
_CITY = 100_000
# All cells between the first, the name, and the last, its other names.
_MIDDLE = re.compile(r"\t[^\n]*\t")


@dataclass(frozen=True, slots=True)
class Town:
    """One row: a name, two-letter country, degrees (WGS84) and number of people."""

    name: str
    country: str
    lat: float
    lon: float
    population: int
    names: tuple[str, ...] = ()

    @property
    def radius_m(self) -> float:
        """The radius of a disc that holds its people at a town's density, at least 1 km."""
        return max(_LEAST_M, round(1000 * sqrt(self.population / _DENSITY / pi), -2))

    @property
    def kind(self) -> str:
        return "city" if self.population >= _CITY else "town"


@dataclass(frozen=True)
class Towns:
    """The rows as text, and beside each the spelling keys of its names; a row is read when asked for.

    A search runs through the text of all keys, each name between strokes: that takes a few
    milliseconds, and an index of 170,000 names a second, for the few names a run asks about.
    """

    rows: Sequence[str]
    keys: str

    def find(self, spelling: str) -> list[Town]:
        """Every town with this spelling key, largest first."""
        if not spelling or "|" in spelling or "\n" in spelling:
            return []
        numbers: dict[int, None] = {}
        at = self.keys.find(f"|{spelling}|")
        while at >= 0:
            numbers[self.keys.count("\n", 0, at)] = None
            at = self.keys.find(f"|{spelling}|", at + 1)
        found = [read_row(self.rows[number]) for number in numbers]
        return sorted(found, key=lambda town: (-town.population, town.country, town.lat, town.lon))


@cache
def towns() -> Towns:
    """The table, read once when it is first needed."""
    rows = table()
    names = _MIDDLE.sub("|", "\n".join(rows))
    return Towns(rows, "|" + key(names).replace("\n", "|\n|") + "|")


def table() -> list[str]:
    """The rows of the table, without its header."""
    packed = files("truceline.places").joinpath("data", TABLE).read_bytes()
    return lzma.decompress(packed).decode().strip("\n").split("\n")[1:]


def read_row(row: str) -> Town:
    """A row of the table."""
    name, country, lat, lon, population, names = row.split("\t")
    known = tuple(names.split("|")) if names else ()
    return Town(name, country, float(lat), float(lon), int(population), known)
