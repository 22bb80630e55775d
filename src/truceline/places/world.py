"""Everything the world's tables know by name - towns, provinces, countries - behind one index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib.resources import files

from truceline.places import areas, general
from truceline.places.areas import Area
from truceline.places.general import Town
from truceline.places.index import NameIndex, opened
from truceline.places.spelling import key

_TOWN, _AREA = "T", "A"


@cache
def world() -> NameIndex:
    """The index, made on first use (a few seconds) and kept in the user's cache folder."""
    digest = sha256()
    for name in (general.TABLE, areas.TABLE):
        digest.update(files("truceline.places").joinpath("data", name).read_bytes())
    return opened(digest.hexdigest()[:32], _rows())


def named(spelling: str) -> list[Town | Area]:
    """Every town and area with that spelling key, as in the tables."""
    index = world()
    found = (read(index, number) for number in index.find(spelling))
    return [one for one in found if spelling in known_as(one)]


def sounding(heard: str) -> list[Town | Area]:
    """Every town and area with a name of that sound."""
    index = world()
    return [read(index, number) for number in index.like(heard)]


@lru_cache(maxsize=4096)
def read(index: NameIndex, number: int) -> Town | Area:
    """One row of the index."""
    kind, row = index.row(number).split("\t", 1)
    return general.read_row(row) if kind == _TOWN else areas.read_row(row)


@lru_cache(maxsize=4096)
def known_as(one: Town | Area) -> tuple[str, ...]:
    """The spelling keys of all names of a town or area."""
    return tuple(key(name) for name in (one.name, *one.names))


def _rows() -> Iterator[tuple[str, str]]:
    for kind, table in ((_TOWN, general.table()), (_AREA, areas.table())):
        for row in table:
            cells = row.split("\t")
            names = cells[-1] if kind == _TOWN else cells[areas.COLUMNS.index("names")]
            yield f"{kind}\t{row}", f"{cells[0]}|{names}"
