"""P(inside) worked out beforehand: each zone's share of spreads of many sizes, on rasters.

A level holds for one size of spread the share of it that lies in the zone, wherever its middle is.
Three levels double the size; each octave has pixels of a third of its smallest grain, so that
reading between pixels and levels costs less than a hundredth. Membership is sampled, slightly
blurred, on the octave's raster and blurred by the spread and the zone's own doubt at once, as waves.
A sample is the exact share of its blur, so that a zone far thinner than a pixel counts for what it is.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from truceline.bulk.cells import INSIDE
from truceline.bulk.compiled import compiled, inlined
from truceline.bulk.globe import E2, RADIAN, position, positions
from truceline.bulk.measure import is_inside, leaf_at
from truceline.bulk.overlap import overlap
from truceline.bulk.spread import CUT, TAIL, Spread
from truceline.bulk.zones import Zones, share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from truceline.bulk.index import Index
    from truceline.places.ground import Ground

    Floats = NDArray[np.float64]

PER_OCTAVE = 4
# Sizes whose grain is below this are summed up from single points instead.
_FINEST_GRAIN_M = 1000.0
_LARGEST_M = 512_000.0
_PIXELS_A_GRAIN = 4.0
_MOST_PIXELS = 2_000_000
_BLUR = 0.5
_WHOLE = 65535.0
_BANDS = 8
_RIM = 4
_SIZE, _WEST, _SOUTH, _SCALE, _COLUMNS, _ROWS, _AT = range(7)


class Pyramid(NamedTuple):
    """Rasters of P(inside) by zone and size.

    `frames` (zones, 10): the middle of a zone, its east and its north in space, and the earth's
    radius there; `levels` (n, 7): size, west and south end, pixels a metre, columns, rows, and where
    in `pixels` it begins; `spans` (zones, 2): a zone's first and last (exclusive) level.
    """

    frames: NDArray[np.float64]
    levels: NDArray[np.float64]
    spans: NDArray[np.int64]
    pixels: NDArray[np.uint16]


def pyramid_of(grounds: Sequence[Ground], index: Index, zones: Zones, spread: Spread) -> Pyramid:
    """The rasters of the zones asked for."""
    frames, levels, spans, pixels = [], [], [], []
    at = count = 0
    for zone, ground in enumerate(grounds):
        frame = _frame_of(ground)
        frames.append(frame)
        for told, raster in _levels_of(ground, zone, frame, index, zones, spread):
            levels.append([*told, at])
            pixels.append(raster.ravel())
            at += raster.size
        spans.append((count, len(levels)))
        count = len(levels)
    return Pyramid(
        np.array(frames), np.array(levels).reshape(-1, 7), np.array(spans, np.int64), np.concatenate(pixels)
    )


def _frame_of(ground: Ground) -> Floats:
    from truceline.places.plane import middle  # a kept index needs none of it, and pyproj is slow to load

    plane = middle(ground.area().coordinates)
    spot = positions(np.array([[plane.lon, plane.lat]]))[0]
    radius = float(np.linalg.norm(spot))
    up = spot / radius
    lon = math.radians(plane.lon)
    east = np.array([-math.sin(lon), math.cos(lon), 0.0])
    return np.concatenate((up, east, np.cross(up, east), [radius]))


def _extent(ground: Ground, frame: Floats) -> tuple[float, float, float, float]:
    spots = positions(ground.area().coordinates)
    flat = np.array([flattened(x, y, z, frame) for x, y, z in spots])
    (west, south), (east, north) = flat.min(axis=0), flat.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _levels_of(
    ground: Ground, zone: int, frame: Floats, index: Index, zones: Zones, spread: Spread
) -> Iterator[tuple[list[float], NDArray[np.uint16]]]:
    if ground.area().is_empty:
        return
    extent = _extent(ground, frame)
    doubt = float(zones.doubt[zone])
    size, pixel = _finest(extent, doubt, spread)
    sheet = _sampled(extent, pixel, zone, frame, index, zones, spread)
    if doubt >= size * spread.grain:
        yield from _octave(sheet, spread, [0.0], doubt)
    while size <= _LARGEST_M:
        while sheet.pixel * 2 <= max(size * spread.grain, doubt / 2) / _PIXELS_A_GRAIN:
            sheet = sheet.halved()
        sizes = [size * 2 ** (k / PER_OCTAVE) for k in range(PER_OCTAVE)]
        yield from _octave(sheet, spread, sizes, doubt)
        size *= 2


def _finest(extent: tuple[float, float, float, float], doubt: float, spread: Spread) -> tuple[float, float]:
    """The smallest size that has a raster, and its pixels (metres), for these to stay few enough."""
    size = _FINEST_GRAIN_M / spread.grain
    while True:
        pad = 2 * (size * 2 * spread.reach + TAIL * doubt)
        pixel = max(size * spread.grain, doubt / 2) / _PIXELS_A_GRAIN
        wide, high = extent[2] - extent[0] + pad, extent[3] - extent[1] + pad
        if wide * high / pixel**2 <= _MOST_PIXELS:
            return size, pixel
        size *= 2 ** (1 / PER_OCTAVE)


@dataclass(frozen=True, eq=False)
class _Sheet:
    """A zone's membership sampled on a flat raster round it, and the blur (metres) that this meant."""

    west: float
    south: float
    pixel: float
    blur: float
    shares: NDArray[np.float32]

    def halved(self) -> _Sheet:
        """Half as many pixels each way: four become one, which blurs by half a pixel."""
        rows, columns = self.shares.shape
        even = np.pad(self.shares, ((0, rows % 2), (0, columns % 2)))
        fewer = even.reshape(even.shape[0] // 2, 2, even.shape[1] // 2, 2).mean(axis=(1, 3), dtype=np.float32)
        half = self.pixel / 2
        return _Sheet(
            self.west + half, self.south + half, 2 * self.pixel, math.hypot(self.blur, half), np.pad(fewer, 1)
        ).trimmed()

    def trimmed(self) -> _Sheet:
        """With its corner where the added rim begins."""
        return replace(self, west=self.west - self.pixel, south=self.south - self.pixel)


def _sampled(
    extent: tuple[float, float, float, float],
    pixel: float,
    zone: int,
    frame: Floats,
    index: Index,
    zones: Zones,
    spread: Spread,
) -> _Sheet:
    west, south = extent[0] - _RIM * pixel, extent[1] - _RIM * pixel
    columns = math.ceil((extent[2] - west) / pixel) + _RIM + 1
    rows = math.ceil((extent[3] - south) / pixel) + _RIM + 1
    shares = np.empty((rows, columns), np.float32)
    blur = _BLUR * pixel
    kernel = (spread.reach, spread.grain, spread.table())

    def sample(band: int) -> None:
        first, last = rows * band // _BANDS, rows * (band + 1) // _BANDS
        _sample(shares, first, last, west, south, pixel, zone, blur, frame, kernel, index, zones)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(sample, range(_BANDS)))
    return _Sheet(west, south, pixel, blur, shares)


def _octave(
    sheet: _Sheet, spread: Spread, sizes: Sequence[float], doubt: float
) -> Iterator[tuple[list[float], NDArray[np.uint16]]]:
    """The rasters of a few sizes that share one sampling of the zone."""
    import scipy.fft  # a kept index needs none of it, and it is slow to load

    rim = math.ceil((sizes[-1] * spread.reach + TAIL * doubt) / sheet.pixel) + _RIM
    rows, columns = (scipy.fft.next_fast_len(n + 2 * rim, real=True) for n in sheet.shares.shape)
    waves = scipy.fft.rfft2(_placed(sheet.shares, rim, rows, columns), workers=-1)
    wave = (
        2
        * math.pi
        * np.hypot(np.fft.fftfreq(rows, sheet.pixel)[:, None], np.fft.rfftfreq(columns, sheet.pixel)[None, :])
    )
    west, south = sheet.west - rim * sheet.pixel, sheet.south - rim * sheet.pixel
    for size in sizes:
        # The sampling's own blur is taken off the spread, so that the whole is as wide as it should be.
        whole = math.hypot(size * spread.grain, doubt)
        part = math.sqrt(max(0.0, 1.0 - (sheet.blur / whole) ** 2))
        damped = waves * spread.damping(wave, size * part, doubt * part)
        shares = scipy.fft.irfft2(damped, (rows, columns), workers=-1)
        raster = np.round(np.clip(shares, 0.0, 1.0) * _WHOLE).astype(np.uint16)
        yield [size, west, south, 1 / sheet.pixel, columns, rows], raster


def _placed(shares: NDArray[np.float32], rim: int, rows: int, columns: int) -> NDArray[np.float32]:
    whole = np.zeros((rows, columns), np.float32)
    whole[rim : rim + shares.shape[0], rim : rim + shares.shape[1]] = shares
    return whole


@compiled
def _sample(
    base: NDArray[np.float32],
    first: int,
    last: int,
    west: float,
    south: float,
    pixel: float,
    zone: int,
    blur: float,
    frame: Floats,
    kernel: tuple[float, float, Floats],
    index: Index,
    zones: Zones,
) -> None:
    for row in range(first, last):
        for column in range(base.shape[1]):
            lon, lat = unflattened(west + column * pixel, south + row * pixel, frame)
            x, y, z = position(lon, lat)
            if zones.is_open[zone]:
                base[row, column] = share(lon, lat, x, y, z, zone, blur, index, zones)
            else:
                base[row, column] = _blurred(lon, lat, x, y, z, zones.whole[zone], blur, kernel, index)


@inlined
def _blurred(
    lon: float,
    lat: float,
    x: float,
    y: float,
    z: float,
    edge: int,
    blur: float,
    kernel: tuple[float, float, Floats],
    index: Index,
) -> float:
    """The share of a normal spread (metres, each way) round a point that lies in an edge."""
    leaf = leaf_at(lon, lat, edge, index)
    if leaf >= 0 and index.side[leaf] <= INSIDE and index.bound[leaf] > CUT * blur:
        return 1.0 if index.side[leaf] == INSIDE else 0.0
    inside = is_inside(lon, lat, x, y, z, leaf, edge, index)
    return float(overlap(x, y, z, 0.0, blur, inside, kernel, edge, index))


@inlined
def flattened(x: float, y: float, z: float, frame: Floats) -> tuple[float, float]:
    """A position in space on a zone's flat map, metres east and north of its middle (equal-area)."""
    size = math.sqrt(x * x + y * y + z * z)
    up = (x * frame[0] + y * frame[1] + z * frame[2]) / size
    stretch = math.sqrt(2.0 / max(1e-9, 1.0 + up)) * frame[9] / size
    return (
        (x * frame[3] + y * frame[4] + z * frame[5]) * stretch,
        (x * frame[6] + y * frame[7] + z * frame[8]) * stretch,
    )


@inlined
def unflattened(east: float, north: float, frame: Floats) -> tuple[float, float]:
    """Longitude and latitude (degrees) of a place on a zone's flat map."""
    east, north = east / frame[9], north / frame[9]
    square = min(4.0, east * east + north * north)
    up, out = 1.0 - square / 2, math.sqrt(1.0 - square / 4)
    x = frame[0] * up + (frame[3] * east + frame[6] * north) * out
    y = frame[1] * up + (frame[4] * east + frame[7] * north) * out
    z = frame[2] * up + (frame[5] * east + frame[8] * north) * out
    return geographic(x, y, z)


@inlined
def geographic(x: float, y: float, z: float) -> tuple[float, float]:
    """Longitude and latitude (degrees) of a position on the surface."""
    return math.atan2(y, x) / RADIAN, math.atan2(z, (1 - E2) * math.sqrt(x * x + y * y)) / RADIAN


@inlined
def _pixel(level: int, east: float, north: float, pyramid: Pyramid) -> float:
    levels = pyramid.levels
    columns, rows = int(levels[level, _COLUMNS]), int(levels[level, _ROWS])
    u = (east - levels[level, _WEST]) * levels[level, _SCALE]
    v = (north - levels[level, _SOUTH]) * levels[level, _SCALE]
    i, j = int(u), int(v)
    if u < 0.0 or v < 0.0 or i >= columns - 1 or j >= rows - 1:
        return 0.0
    u -= i
    v -= j
    at = int(levels[level, _AT]) + j * columns + i
    lower = pyramid.pixels[at] * (1.0 - u) + pyramid.pixels[at + 1] * u
    upper = pyramid.pixels[at + columns] * (1.0 - u) + pyramid.pixels[at + columns + 1] * u
    return float(lower * (1.0 - v) + upper * v) / _WHOLE


@inlined
def looked_up(x: float, y: float, z: float, size: float, zone: int, pyramid: Pyramid) -> float:
    """P(inside) of a spread of that size (metres) round a position; -1 where no raster is so fine."""
    first, last = pyramid.spans[zone, 0], pyramid.spans[zone, 1]
    if last == first or size < pyramid.levels[first, _SIZE]:
        return -1.0
    east, north = flattened(x, y, z, pyramid.frames[zone])
    low = first
    smallest = float(pyramid.levels[first, _SIZE])
    if smallest == 0.0:
        smallest = float(pyramid.levels[first + 1, _SIZE])
        if size < smallest:
            part = (size / smallest) ** 2
            return _pixel(first, east, north, pyramid) * (1.0 - part) + part * _pixel(
                first + 1, east, north, pyramid
            )
        low = first + 1
    rank = PER_OCTAVE * math.log2(size / smallest)
    if low + rank >= last - 1:
        return _pixel(last - 1, east, north, pyramid)
    step = int(rank)
    part = rank - step
    return _pixel(low + step, east, north, pyramid) * (1.0 - part) + part * _pixel(
        low + step + 1, east, north, pyramid
    )
