"""Check the reading corpus against its agreements; count it; seal the held-back half by hash.

`python benchmarks/reading/check_corpus.py [--seal | --verify]`, from the root of the tree.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import hashlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from truceline.evidence.acts import Act
from truceline.evidence.claim import Modality

HERE = Path(__file__).resolve().parent
CASES = HERE.parents[1] / "src" / "truceline" / "cases"
CORPUS = HERE / "corpus"
SEAL = HERE / "sealed.sha256"
CONFLICTS = {
    "idlib-2018": CASES / "idlib-2018",
    "minsk-2015": CASES / "minsk-2015",
    "hudaydah-2018": HERE / "agreements" / "hudaydah-2018",
    "karabakh-2020": HERE / "agreements" / "karabakh-2020",
}
KINDS = ("blog", "wire", "bulletin", "observers", "un", "statement", "interview", "local")
HALVES = ("tune", "sealed")
HEADER = {"id", "conflict", "kind", "published", "half", "text", "claims"}
NEEDED = {"trigger", "act", "actor", "target", "modality", "polarity", "aspect", "attribution"}
OPTIONAL = {"nth", "object", "place", "time", "quantity", "killed", "injured", "trend"}
ASPECTS = {"completed", "ongoing", "habitual", "not_started"}
QUANTITY_KINDS = {"count", "distance", "duration", "ratio", "partitive"}
QUANTITY_KEYS = {"low", "best", "high", "approx", "kind", "unit", "status"}
VICTIMS = {"civilians", "combatants", "unknown", "children"}
DIRECTIONS = {"N", "NE", "E", "SE", "S", "SW", "W", "NW", "C"}
BOUNDS = ("low", "best", "high")
UNSTARTED = {
    Modality.COMMITTED,
    Modality.REQUIRED,
    Modality.INTENDED,
    Modality.EXPECTED,
    Modality.REFUSED,
    Modality.CONDITIONAL,
    Modality.CONDITIONAL_ANTECEDENT,
}


@dataclass(frozen=True)
class Names:
    """The ids of one agreement and the names of its gazetteer."""

    parties: frozenset[str]
    objects: frozenset[str]
    places: frozenset[str]


@dataclass
class Tally:
    """What was found: problems, and claims by half, kind, conflict, modality and act."""

    problems: list[str] = field(default_factory=list)
    reports: Counter[str] = field(default_factory=Counter)
    by: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, what: str, value: str) -> None:
        self.by.setdefault(what, Counter())[value] += 1


def names_of(folder: Path) -> Names:
    """The ids that a marking of this conflict may use."""
    raw = YAML(typ="safe").load((folder / "agreement.yaml").read_text(encoding="utf-8"))
    zones = {zone["id"] for zone in raw["zones"]}
    with (folder / "gazetteer.csv").open(encoding="utf-8", newline="") as stream:
        curated = {row["name"] for row in csv.DictReader(stream)}
    return Names(
        parties=frozenset(party["id"] for party in raw["parties"]),
        objects=frozenset({term["id"] for term in raw["terms"]} | zones),
        places=frozenset(curated | zones),
    )


def occurrences(words: str, text: str) -> int:
    """How often these words stand in the text, as whole words and to the letter."""
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text))


def bounds_problem(values: list[Any]) -> str | None:
    """What is wrong with a lowest, best and highest figure."""
    if len(values) != len(BOUNDS):
        return "needs low, best and high"
    known = [value for value in values if value is not None]
    if not all(isinstance(value, int | float) for value in known):
        return "has something that is no number"
    if not known:
        return "gives no figure"
    return None if known == sorted(known) else "runs backwards"


def slot_problems(claim: dict[str, Any], names: Names) -> Iterator[str]:
    """What is wrong with who, what and where."""
    for slot in ("actor", "target"):
        for who in claim[slot]:
            if not who.startswith("~") and who not in names.parties:
                yield f"{slot} {who!r} is no party"
    speaker = claim["attribution"]
    if (
        speaker not in {"author", "agreement"}
        and not speaker.startswith("~")
        and speaker not in names.parties
    ):
        yield f"attribution {speaker!r} is no party"
    thing = claim.get("object")
    if thing is not None and not thing.startswith("~") and thing not in names.objects:
        yield f"object {thing!r} is no term or zone"
    for told in claim.get("place", []):
        words = told.removeprefix("from:").removeprefix("to:")
        base, _, direction = words.partition("/")
        if words.startswith("~"):
            continue
        if base not in names.places:
            yield f"place {base!r} is neither in the gazetteer nor a zone"
        if direction and direction not in DIRECTIONS:
            yield f"direction {direction!r}"


def figure_problems(claim: dict[str, Any]) -> Iterator[str]:
    """What is wrong with when and how many."""
    if "time" in claim:
        ends = list(claim["time"])
        days = [day for day in ends if isinstance(day, dt.date)]
        if len(ends) != 2 or not days or len(days) + ends.count(None) != len(ends) or days != sorted(days):  # noqa: PLR2004
            yield f"time {ends}"
    for quantity in claim.get("quantity", []):
        if set(quantity) - QUANTITY_KEYS or quantity["kind"] not in QUANTITY_KINDS:
            yield f"quantity {quantity}"
        problem = bounds_problem([quantity[end] for end in BOUNDS])
        if problem:
            yield f"quantity {problem}"
    for slot in ("killed", "injured"):
        for victim, toll in claim.get(slot, {}).items():
            problem = "is no sort of victim" if victim not in VICTIMS else bounds_problem(list(toll))
            if problem:
                yield f"{slot} {victim} {problem}"


def manner_problems(claim: dict[str, Any]) -> Iterator[str]:
    """What is wrong with how it is said."""
    if claim["act"] not in set(Act):
        yield f"act {claim['act']!r}"
    if claim["modality"] not in set(Modality):
        yield f"modality {claim['modality']!r}"
    elif Modality(claim["modality"]) in UNSTARTED and claim["aspect"] in {"completed", "habitual"}:
        yield f"{claim['modality']} and {claim['aspect']} at once"
    if claim["polarity"] not in {"positive", "negative"}:
        yield f"polarity {claim['polarity']!r}"
    if claim["aspect"] not in ASPECTS:
        yield f"aspect {claim['aspect']!r}"
    if claim.get("trend", "up") not in {"up", "down"}:
        yield f"trend {claim['trend']!r}"


def claim_problems(claim: dict[str, Any], text: str, names: Names) -> Iterator[str]:
    """What is wrong with one marked claim."""
    if NEEDED - set(claim) or set(claim) - NEEDED - OPTIONAL:
        yield f"keys {sorted(set(claim) ^ NEEDED)}"
        return
    if occurrences(claim["trigger"], text) < claim.get("nth", 1):
        yield "the trigger is not in the text so often"
    yield from slot_problems(claim, names)
    yield from figure_problems(claim)
    yield from manner_problems(claim)


def header_problems(report: dict[str, Any], path: Path) -> Iterator[str]:
    """What is wrong with a report's header."""
    if set(report) != HEADER:
        yield f"keys {sorted(set(report) ^ HEADER)}"
        return
    if report["id"] != path.stem or not path.stem.startswith(f"{report['conflict']}-{report['kind']}-"):
        yield f"id {report['id']!r}"
    if report["kind"] not in KINDS or report["conflict"] not in CONFLICTS:
        yield f"kind {report['kind']!r} or conflict {report['conflict']!r}"
    if report["half"] != path.parent.name or report["half"] not in HALVES:
        yield f"half {report['half']!r}"
    if not isinstance(report["published"], dt.date):
        yield f"published {report['published']!r}"


def check_report(path: Path, known: dict[str, Names], tally: Tally) -> None:
    """Check one file and count its claims."""
    report = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    problems = list(header_problems(report, path))
    if problems:
        tally.problems += [f"{path.name}: {problem}" for problem in problems]
        return
    tally.reports[report["half"]] += 1
    marked: Counter[str] = Counter()
    for claim in report["claims"]:
        where = f"{path.name}: {claim.get('trigger')!r}"
        tally.problems += [
            f"{where}: {problem}"
            for problem in claim_problems(claim, report["text"], known[report["conflict"]])
        ]
        marked[repr(sorted(claim.items()))] += 1
        for what in ("half", "kind", "conflict"):
            tally.count(what, str(report[what]))
        for what in ("modality", "polarity", "aspect", "act"):
            tally.count(what, str(claim.get(what)))
    tally.problems += [f"{path.name}: marked twice: {same}" for same, times in marked.items() if times > 1]


def seal() -> str:
    """SHA-256 over the digests of the sealed half, in the order of the file names."""
    files = sorted((CORPUS / "sealed").glob("*.yaml"))
    digests = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in files)
    return hashlib.sha256(digests.encode("ascii")).hexdigest()


def show(tally: Tally) -> None:
    """Print the counts, then the problems."""
    reports = ", ".join(f"{half} {tally.reports[half]}" for half in HALVES)
    print(f"reports: {sum(tally.reports.values())} ({reports})")
    print(f"claims: {sum(tally.by.get('half', Counter()).values())}")
    for what, counts in tally.by.items():
        print(f"  by {what}: " + ", ".join(f"{value} {count}" for value, count in counts.most_common()))
    for problem in tally.problems:
        print(f"problem: {problem}", file=sys.stderr)


def main() -> int:
    """Check, count and, if told so, seal or verify."""
    parser = argparse.ArgumentParser(description=__doc__)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--seal", action="store_true", help="write the hash of the sealed half")
    action.add_argument("--verify", action="store_true", help="compare the sealed half with its hash")
    options = parser.parse_args()
    known = {conflict: names_of(folder) for conflict, folder in CONFLICTS.items()}
    tally = Tally()
    for path in sorted(CORPUS.glob("*/*.yaml")):
        check_report(path, known, tally)
    show(tally)
    if options.seal:
        SEAL.write_text(seal() + "\n", encoding="ascii")
    if options.verify and SEAL.read_text(encoding="ascii").strip() != seal():
        tally.problems.append("the sealed half is not what was sealed")
        print(f"problem: {tally.problems[-1]}", file=sys.stderr)
    return 1 if tally.problems else 0


if __name__ == "__main__":
    sys.exit(main())
