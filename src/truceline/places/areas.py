"""Provinces and countries of the world as shapes, from Natural Earth (public domain), behind a case's own.

Built by `tools/build_areas.py`. The table of names is read when first asked for; a shape only when
it is needed, for each is packed by itself.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from truceline.places.spelling import key

TABLE = "areas.tsv.xz"
SHAPES = "areas.bin"
COLUMNS = ("name", "kind", "country", "state", "names", "box", "at", "length")
# Corners are kept in thousandths of a degree: 100 m.
_GRID = 1000
_RING_ENDS = -(2**31)


@dataclass(frozen=True, slots=True)
class Area:
    """A province or country: its names, two-letter country and where its shape is kept.

    `box` is west, south, east, north in degrees.
    """

    name: str
    kind: str
    country: str
    state: str
    names: tuple[str, ...]
    box: tuple[float, float, float, float]
    at: int
    length: int

    @property
    def is_country(self) -> bool:
        return self.kind == "country"

    def spans(self, lat: float, lon: float) -> bool:
        """Whether a point lies within the box round the area."""
        west, south, east, north = self.box
        return south <= lat <= north and west <= lon <= east

    @property
    def shape(self) -> BaseGeometry:
        """The area in degrees (WGS84)."""
        return _shape(self.at, self.length)


@dataclass(frozen=True)
class Areas:
    """All areas by the spelling keys of their names."""

    rows: Sequence[Area]
    by_key: dict[str, tuple[int, ...]]

    def find(self, spelling: str) -> list[Area]:
        """Every area with this spelling key: countries first, then as in the table."""
        return [self.rows[number] for number in self.by_key.get(spelling, ())]


@cache
def areas() -> Areas:
    """The table, read once when it is first needed."""
    rows = [read_row(line) for line in table()]
    spellings = key("\n".join("|".join((row.name, *row.names)) for row in rows)).split("\n")
    by_key: dict[str, tuple[int, ...]] = {}
    for number, spelled in enumerate(spellings):
        for one in dict.fromkeys(spelled.split("|")):
            if one:
                by_key[one] = (*by_key.get(one, ()), number)
    return Areas(rows, by_key)


def area_round(
    names: Iterable[str], lat: float, lon: float, find: Callable[[str], Iterable[object]] | None = None
) -> Area | None:
    """The province of one of these names, with or without its kind ("X governorate"), round a point.

    `find` gives what a spelling key may mean; left out, the table is asked.
    """
    spellings = dict.fromkeys(map(key, names))
    shortened = dict.fromkeys(spelling.rpartition(" ")[0] for spelling in spellings)
    for spelling in filter(None, (*spellings, *shortened)):
        for one in (find or areas().find)(spelling):
            if isinstance(one, Area) and not one.is_country and one.spans(lat, lon):
                return one
    return None


def table() -> list[str]:
    """The rows of the table, without its header."""
    packed = files("truceline.places").joinpath("data", TABLE).read_bytes()
    return lzma.decompress(packed).decode().splitlines()[1:]


def read_row(line: str) -> Area:
    """A row of the table."""
    name, kind, country, state, others, box, at, length = line.split("\t")
    west, south, east, north = map(float, box.split(","))
    known = tuple(others.split("|")) if others else ()
    return Area(name, kind, country, state, known, (west, south, east, north), int(at), int(length))


@cache
def _shapes() -> bytes:
    return files("truceline.places").joinpath("data", SHAPES).read_bytes()


@lru_cache(maxsize=256)
def _shape(at: int, length: int) -> BaseGeometry:
    return unpacked_shape(_shapes()[at : at + length])


def packed_table(rows: Iterable[Sequence[str]]) -> bytes:
    """The table of names as its file holds it."""
    lines = ["\t".join(COLUMNS), *("\t".join(row) for row in rows)]
    return lzma.compress("\n".join(lines).encode(), preset=9 | lzma.PRESET_EXTREME)


def packed_shape(area: BaseGeometry) -> bytes:
    """A polygon or several as steps from corner to corner, packed; holes are left out."""
    numbers: list[int] = []
    for polygon in shapely.get_parts(area):
        grid = np.rint(shapely.get_coordinates(polygon.exterior)[:-1] * _GRID).astype(int)
        steps = np.diff(grid, axis=0, prepend=[[0, 0]])
        moved = steps[np.r_[True, steps[1:].any(axis=1)]]
        numbers += [*moved.ravel().tolist(), _RING_ENDS]
    return zlib.compress(b"".join(map(_varint, numbers)), 9)


def unpacked_shape(packed: bytes) -> BaseGeometry:
    """The polygon or polygons of `packed_shape`, in degrees, mended where rounding crossed an edge."""
    rings: list[list[int]] = [[]]
    for number in _numbers(zlib.decompress(packed)):
        if number == _RING_ENDS:
            rings.append([])
        else:
            rings[-1].append(number)
    flat = [np.cumsum(np.array(ring).reshape(-1, 2), axis=0) / _GRID for ring in rings if ring]
    polygons = [shapely.Polygon(ring) for ring in flat if len(ring) > 2]  # noqa: PLR2004 - a ring has three corners
    whole = shapely.union_all([shapely.make_valid(polygon) for polygon in polygons])
    kept = [part for part in shapely.get_parts(whole) if part.geom_type == "Polygon"]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _varint(number: int) -> bytes:
    """A signed number in as few bytes as it needs, seven bits to a byte."""
    rest = number << 1 if number >= 0 else (-number << 1) - 1
    out = bytearray()
    while rest > 0x7F:  # noqa: PLR2004 - seven bits
        out.append(rest & 0x7F | 0x80)
        rest >>= 7
    out.append(rest)
    return bytes(out)


def _numbers(raw: bytes) -> Iterable[int]:
    value = shift = 0
    for byte in raw:
        value |= (byte & 0x7F) << shift
        if byte & 0x80:
            shift += 7
            continue
        yield value >> 1 if not value & 1 else -((value + 1) >> 1)
        value = shift = 0
