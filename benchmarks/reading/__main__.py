"""Every figure of reading in one table: `make bench-reading`; `--write` keeps it in docs/reading-quality.md.

The sealed half of the corpus is read only here, for the table (`--sealed`), after its hash is checked.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import (
    reading_codes,
    reading_corpus,
    reading_dates,
    reading_numbers,
    reading_places,
    reading_speed,
    reading_tolls,
)
from benchmarks.figures import DATA, EVENTS, ROOT, version
from benchmarks.reading import agreement_of_markers, check_corpus
from truceline.reading.reader import Reader

PAGE = ROOT / "docs" / "reading-quality.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
HEADER = ("what", "measured", "wanted")
FIRST = ROOT / "benchmarks" / "reading" / "first"
SECOND = ROOT / "benchmarks" / "reading" / "second"
Row = tuple[str, str, str]


def corpus_rows(half: str) -> Iterator[Row]:
    """Claims and slots of one half of the project's own corpus."""
    made: dict[str, Reader] = {}
    total = reading_corpus.Score()
    for report in reading_corpus.reports(half):
        total.add(reading_corpus.score(report, reading_corpus.reader_of(report["conflict"], made)))
    name = f"own corpus, {half} half ({total.marked} claims)"
    yield f"{name}: claims recall", f"{total.recall:.3f}", ">= 0.90"
    yield f"{name}: claims precision", f"{total.precision:.3f}", ">= 0.90"
    yield f"{name}: all slots right, of claims met", f"{total.whole / max(total.met, 1):.3f}", ">= 0.80"
    yield f"{name}: false assertions, of claims read", f"{total.false / max(total.read, 1):.2%}", "<= 1 %"
    for slot in reading_corpus.SLOTS:
        yield f"{name}: {slot} right", f"{total.slots[slot] / max(total.met, 1):.3f}", ""


def marker_rows() -> Iterator[Row]:
    """How far two readers who did not see each other's marks agree, on the files both marked."""
    corpus = check_corpus.CORPUS
    figures = agreement_of_markers.compare([corpus / "tune", FIRST], SECOND)["all"]
    pairs = len(figures.pairs)
    yield f"two markers ({figures.files} reports): F1 of claims", f"{figures.f1:.3f}", ""
    for slot in (
        "actor",
        "target",
        "object",
        "place",
        "time",
        "modality",
        "polarity",
        "aspect",
        "attribution",
    ):
        same = sum(
            agreement_of_markers.value(one, slot) == agreement_of_markers.value(other, slot)
            for one, other in figures.pairs
        )
        yield f"two markers: {slot} alike", f"{same / max(pairs, 1):.3f}", ""


def gold_rows() -> Iterator[Row]:
    """The public gold sets: event types, dates, numbers."""
    codes = reading_codes.score(reading_codes.gold_sentences(DATA / reading_codes.GOLD))
    yield f"PLOVER ({codes.sentences} sentences): event type recall", f"{codes.recall:.3f}", ">= 0.70"
    yield "PLOVER: event type precision", f"{codes.precision:.3f}", ">= 0.50"
    yield "PLOVER: event type with source country", f"{codes.with_country:.3f}", ">= 0.50"
    yield from date_rows()
    for kind, limit in reading_numbers.LIMITS.items():
        path = reading_numbers.GOLD / f"recognizers-{kind}-odd.json"
        right, cases = reading_numbers.score(path, misses=False)
        yield f"{kind} ({cases} cases), strict", f"{right / cases:.3f}", f">= {limit:.2f}"


def date_rows() -> Iterator[Row]:
    """Dates whose kind the reader supports, and all."""
    total = reading_dates.score(json.loads(reading_dates.GOLD.read_text(encoding="utf-8")))
    right = total.right / max(total.cases, 1)
    yield f"dates ({total.cases} cases of a supported kind)", f"{right:.3f}", ">= 0.85"
    whole = total.everything_right / max(total.everything, 1)
    yield f"dates, every kind asked for ({total.everything} cases)", f"{whole:.3f}", ""


def headline_rows() -> Iterator[Row]:
    """Headlines of real event data: where, how many dead, by whom."""
    places = reading_places.measured()
    yield f"headlines to place ({places.headlines}): within 10 km", f"{places.share_near:.3f}", ""
    near = places.near_of_those / max(places.names_its_place, 1)
    yield f"of the {places.names_its_place} that name the place: within 10 km", f"{near:.3f}", ""
    yield "headlines to place: median of those read", f"{median(places.distances):.1f} km", ""
    tolls = reading_tolls.measured()
    within = tolls.within / max(tolls.stated, 1)
    yield f"headlines that state deaths ({tolls.stated}): row's figure within the bounds", f"{within:.3f}", ""
    side = tolls.perpetrator / max(tolls.named, 1)
    yield f"headlines that name an attacker ({tolls.named}): a side of the row", f"{side:.3f}", ""


def rows(*, sealed: bool) -> Iterator[Row]:
    """All figures; those that need data that is not there are left out and said so."""
    yield from corpus_rows("tune")
    if sealed:
        kept = check_corpus.SEAL.read_text(encoding="ascii").strip()
        if check_corpus.seal() != kept:
            raise SystemExit("the sealed half is not what was sealed")
        yield from corpus_rows("sealed")
    yield from marker_rows()
    parts: tuple[tuple[Path, Callable[[], Iterator[Row]]], ...] = (
        (DATA / reading_codes.GOLD, gold_rows),
        (DATA / EVENTS, headline_rows),
    )
    for path, part in parts:
        if path.is_file():
            yield from part()
        else:
            print(f"Left out for want of {path} (set TRUCELINE_DATA).")
    with tempfile.TemporaryDirectory() as folder:
        for figure in reading_speed.figures(Path(folder)):
            yield (
                f"speed: {figure.what.strip()}",
                f"{figure.value:.2f} {figure.unit}",
                reading_speed.wanted(figure),
            )


def main(arguments: Sequence[str]) -> int:
    """Print the table as it comes; keep it with `--write`."""
    told: list[Row] = []
    for row in rows(sealed="--sealed" in arguments):
        print(" | ".join(row), flush=True)
        told.append(row)
    if "--write" in arguments:
        page = PAGE.read_text(encoding="utf-8")
        before, after = page.partition(BEGIN)[0], page.partition(END)[2]
        lines = [f"| {' | '.join(cells)} |" for cells in (HEADER, ("---",) * len(HEADER), *told)]
        when = f"truceline {version()}, {datetime.now(UTC):%d %B %Y}."
        PAGE.write_text(
            f"{before}{BEGIN}\n{when}\n\n" + "\n".join(lines) + f"\n{END}{after}", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
