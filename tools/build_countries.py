"""Draw the countries of the table of areas as claims carry them.

Run at developer time after `build_areas.py`: `.venv/bin/python tools/build_countries.py`. The same
shapes give the same bytes.
"""

from __future__ import annotations

import sys
from pathlib import Path

from truceline.places.areas import areas
from truceline.places.countries import DRAWINGS, packed
from truceline.places.parts import light

DATA = Path(__file__).parents[1] / "src/truceline/places/data"
LIMIT_BYTES = 400_000


def main() -> int:
    """Write the file; 1 if it grew past the limit."""
    drawn = {area.at: light(area.shape) for area in areas().rows if area.is_country}
    content = packed(drawn)
    print(f"{len(drawn)} countries, {len(content)} bytes")
    if len(content) > LIMIT_BYTES:
        return 1
    (DATA / DRAWINGS).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
