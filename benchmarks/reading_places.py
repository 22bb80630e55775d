"""How far from its place the reader puts a headline of the Syria file: `python -m benchmarks.reading_places`.

The gazetteer is built in memory from the rows before the agreement, the figures are of rows after.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from statistics import median
from time import perf_counter

from benchmarks.figures import BUNDLE, DATA, EVENTS
from truceline.agreement.load import load_agreement
from truceline.case.bundles import bundle_path
from truceline.evidence.claim import Place
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Entry, Gazetteer
from truceline.places.plane import geodesic_km
from truceline.places.spelling import key
from truceline.reading.lexicon import Lexicon
from truceline.reading.tokens import tokens_of
from truceline.reading.whereabouts.finder import PlaceFinder

SIGNED = "2018-09-17"
NEAR_KM = 10.0
# West, south, east, north of the country the file is of.
COUNTRY = (35.7, 32.3, 42.4, 37.3)
_KINDS = {
    "town": 2000.0,
    "city": 5000.0,
    "village": 1500.0,
    "district": 15000.0,
    "governorate": 50000.0,
    "suburb": 2000.0,
}
_KIND = re.compile(rf"\s+({'|'.join(_KINDS)})\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(([^)]*)\)\s*")


@dataclass(frozen=True)
class Case:
    """A headline and where its event was."""

    headline: str
    name: str
    lat: float
    lon: float


def rows() -> Iterator[dict[str, str]]:
    """The rows of the file."""
    with gzip.open(DATA / EVENTS, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def entries(row: dict[str, str]) -> Iterator[tuple[str, Entry]]:
    """The names of a row's place, with the entry."""
    written = row["where_coordinates"]
    kind = _KIND.search(written)
    name = _KIND.sub("", written).strip()
    kind_word = kind[1].casefold() if kind else "country" if row["where_prec"].startswith("6") else "place"
    adm1 = row["adm_1"].removesuffix(" Governorate") or None
    entry = Entry(
        name,
        float(row["latitude"]),
        float(row["longitude"]),
        _KINDS.get(kind_word, 2000.0),
        kind_word,
        adm1,
        "curated",
    )
    for one in (_BRACKETED.sub(" ", name), *_halves(name), *_BRACKETED.findall(name)):
        if key(one):
            yield key(one), entry


def _halves(name: str) -> list[str]:
    """Both names of "one/other", but not the ends of a border or of the ground between."""
    return [] if "border" in name or "between" in name else name.split("/")


def gazetteer(before: list[dict[str, str]], bounds: tuple[float, float, float, float]) -> Gazetteer:
    """All places of the rows by name, each once."""
    known: dict[str, dict[str, Entry]] = {}
    for row in before:
        for spelling, entry in entries(row):
            known.setdefault(spelling, {}).setdefault(entry.name + (entry.adm1 or "") + entry.kind, entry)
    return Gazetteer({spelling: tuple(found.values()) for spelling, found in known.items()}, bounds=bounds)


def best(places: list[Place]) -> Place | None:
    """The most exact of several places, the first of equals."""
    pointed = [place for place in places if place.is_point]
    return min(pointed, key=lambda place: place.precision or 1, default=None)


@dataclass(frozen=True)
class Score:
    """How a set of headlines was read; distances in kilometres, of those in which a place was read."""

    headlines: int
    distances: tuple[float, ...]
    names_its_place: int
    near_of_those: int
    us_per_token: float

    @property
    def share_near(self) -> float:
        """Of all headlines, those put within 10 km."""
        return sum(km <= NEAR_KM for km in self.distances) / max(1, self.headlines)

    def lines(self) -> Iterator[str]:
        """The figures in words."""
        read = len(self.distances)
        yield f"headlines whose place the gazetteer has: {self.headlines}; a place read in {read}"
        yield f"within {NEAR_KM:g} km: {self.share_near:.3f} of all; median {median(self.distances):.1f} km"
        share = self.near_of_those / max(1, self.names_its_place)
        yield f"headlines that name the place: {self.names_its_place}; within {NEAR_KM:g} km {share:.3f}"
        yield f"{self.us_per_token:.1f} microseconds per token, tokenising and drawing included"


def measured(tune: bool = False) -> Score:  # noqa: FBT001, FBT002 - one switch, named by its only caller
    """Read the headlines after the agreement; to `tune`, every second one of those before it."""
    folder = bundle_path(BUNDLE)
    agreement = load_agreement(folder / "agreement.yaml")
    everything = [row for row in rows() if row["source_headline"].strip()]
    before = [row for row in everything if row["date_start"] < SIGNED]
    after = [row for row in everything if row["date_start"] >= SIGNED]
    if tune:
        before, after = before[::2], before[1::2]
    known = gazetteer(before, COUNTRY)
    finder = PlaceFinder(agreement, known, Atlas.of(agreement, folder), Lexicon.of("en"))
    return score([_case(row) for row in after if _is_known(row, known)], finder)


def score(cases: list[Case], finder: PlaceFinder) -> Score:
    """Distances of the best place read from the gold one."""
    distances: list[float] = []
    named = near_named = tokens_read = 0
    started = perf_counter()
    for case in cases:
        tokens = tokens_of(case.headline)
        tokens_read += len(tokens)
        place = best([span.candidates[0] for span in finder.find(tokens)])
        km = _km(case, place)
        is_named = f" {key(_KIND.sub('', case.name))} " in f" {key(case.headline)} "
        named += is_named
        near_named += is_named and km is not None and km <= NEAR_KM
        distances += [] if km is None else [km]
    seconds = perf_counter() - started
    return Score(len(cases), tuple(distances), named, near_named, 1e6 * seconds / max(1, tokens_read))


def _case(row: dict[str, str]) -> Case:
    where = (row["where_coordinates"], float(row["latitude"]), float(row["longitude"]))
    return Case(unescape(row["source_headline"]), *where)


def _is_known(row: dict[str, str], known: Gazetteer) -> bool:
    return any(spelling in known.curated for spelling, _ in entries(row))


def _km(case: Case, place: Place | None) -> float | None:
    if place is None or place.lat is None or place.lon is None:
        return None
    return geodesic_km(case.lon, case.lat, place.lon, place.lat)


def main() -> int:
    """Print the figures; 1 without the data."""
    if not (DATA / EVENTS).is_file():
        print(f"{EVENTS} is not in {DATA} (set TRUCELINE_DATA)")
        return 1
    print(*measured("--tune" in sys.argv).lines(), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
