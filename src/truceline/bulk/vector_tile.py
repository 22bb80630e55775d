"""Map tiles in the format of Mapbox Vector Tile 2.1, as far as points need it.

The library for it brings shapely, pyclipper and protobuf along to clip and wind polygons; points need
none of that. Spec: a protocol buffer of one layer, whose features refer to lists of keys and values.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

EXTENT = 4096
"""Steps across a tile, to the east and to the south."""
Value = str | int | float
_POINT, _MOVE_TO = 1, 1 | 1 << 3
_BYTES, _VARINT = 2, 0


@dataclass(frozen=True)
class Dots:
    """Points of a tile: steps from its north-west corner, and what is told of each (None: nothing)."""

    x: Sequence[int]
    y: Sequence[int]
    told: Mapping[str, Sequence[Value | None]]

    def __len__(self) -> int:
        return len(self.x)


def encoded(layer: str, dots: Dots) -> bytes:
    """A tile of one layer; without dots an empty tile."""
    if not dots:
        return b""
    values: dict[tuple[type, Value], int] = {}
    tags = [_tags(key, column, values) for key, column in enumerate(dots.told.values())]
    features = [
        _message(2, _message(2, b"".join(told)) + _number(3, _POINT) + _message(4, _path(x, y)))
        for x, y, *told in zip(dots.x, dots.y, *tags, strict=True)
    ]
    parts = [_number(15, 2), _message(1, layer.encode()), *features]
    parts += [_message(3, key.encode()) for key in dots.told]
    parts += [_message(4, _value(value)) for _, value in values]
    return _message(3, b"".join([*parts, _number(5, EXTENT)]))


def _tags(key: int, column: Sequence[Value | None], values: dict[tuple[type, Value], int]) -> list[bytes]:
    """For each dot the numbers of the key and of its value; each pair is written out once."""
    # By type, too: 1 and 1.0 are one key of a dictionary, and two values.
    typed = [None if value is None else (type(value), value) for value in column]
    pairs: dict[tuple[type, Value] | None, bytes] = {None: b""}
    for value in typed:
        if value is not None and value not in pairs:
            pairs[value] = _varint(key) + _varint(values.setdefault(value, len(values)))
    return [pairs[value] for value in typed]


def _path(x: int, y: int) -> bytes:
    return _varint(_MOVE_TO) + _varint(_zigzag(x)) + _varint(_zigzag(y))


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return _message(1, value.encode())
    if isinstance(value, float):
        return _varint(3 << 3 | 1) + struct.pack("<d", value)
    return _number(6, _zigzag(value))


def _message(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3 | _VARINT) + _varint(value)


def _zigzag(value: int) -> int:
    """0, -1, 1, -2, ... as 0, 1, 2, 3, ..., so that small numbers of either sign stay short."""
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(value: int) -> bytes:
    """Seven bits a byte, the lowest first; the top bit says that more follow."""
    if value < len(_SHORT):
        return _SHORT[value]
    found = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits
        found.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*found, value])


_SHORT: tuple[bytes, ...] = ()
_SHORT = tuple(_varint(value) for value in range(2 * EXTENT))
