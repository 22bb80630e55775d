"""Countries as claims carry them: drawn light ahead of time, for the largest take half a second each.

Built by `tools/build_countries.py` from the shapes of `areas`.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from truceline.places.areas import Area
from truceline.places.parts import light

DRAWINGS = "countries.tsv.xz"


def drawing(area: Area) -> dict[str, Any]:
    """A province or country as GeoJSON with few corners: `light` of its shape."""
    ready = _ready().get(area.at) if area.is_country else None
    drawn: dict[str, Any] = light(area.shape) if ready is None else json.loads(ready)
    return drawn


def packed(drawings: Mapping[int, dict[str, Any]]) -> bytes:
    """Drawings by where the shapes of their areas are kept, as the file holds them."""
    rows = (f"{at}\t{json.dumps(drawn, separators=(',', ':'))}" for at, drawn in sorted(drawings.items()))
    return lzma.compress("\n".join(rows).encode(), preset=9 | lzma.PRESET_EXTREME)


def unpacked(packed_rows: bytes) -> dict[int, str]:
    """The JSON of each drawing of `packed`."""
    rows = lzma.decompress(packed_rows).decode().splitlines()
    return {int(at): drawn for at, _, drawn in (row.partition("\t") for row in rows)}


@cache
def _ready() -> dict[int, str]:
    return unpacked(files("truceline.places").joinpath("data", DRAWINGS).read_bytes())
