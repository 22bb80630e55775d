"""How well the reader reads the project's own corpus: claims found, slots right, false assertions.

`python -m benchmarks.reading_corpus [--half tune|sealed] [--misses]`. A claim read and a claim marked
are the same if they have one act and share a word of their triggers, else if they have one act and
stand in one sentence. The sealed half is verified against its hash before it is read.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from benchmarks.reading.check_corpus import CONFLICTS, CORPUS
from truceline.agreement.load import load_agreement
from truceline.evidence.claim import Claim, Source
from truceline.places.atlas import Atlas
from truceline.places.gazetteer import Gazetteer
from truceline.reading.document import Document
from truceline.reading.reader import Reader

FACTS = frozenset({"asserted", "presupposed"})
SLOTS = (
    "actor",
    "target",
    "object",
    "place",
    "time",
    "quantity",
    "modality",
    "polarity",
    "aspect",
    "attribution",
)
_PAD_KM = 40.0
Marked = Mapping[str, Any]


@dataclass
class Score:
    """Counts over a set of reports."""

    marked: int = 0
    read: int = 0
    met: int = 0
    whole: int = 0
    false: int = 0
    slots: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.marked += other.marked
        self.read += other.read
        self.met += other.met
        self.whole += other.whole
        self.false += other.false
        self.slots += other.slots
        self.misses += other.misses

    @property
    def recall(self) -> float:
        return self.met / max(self.marked, 1)

    @property
    def precision(self) -> float:
        return self.met / max(self.read, 1)


def reports(half: str) -> Iterator[Marked]:
    """The marked reports of one half, in the order of their names."""
    yaml = YAML(typ="safe")
    for path in sorted((CORPUS / half).glob("*.yaml")):
        yield yaml.load(path.read_text(encoding="utf-8"))


def reader_of(conflict: str, made: dict[str, Reader]) -> Reader:
    """The reader of a conflict's case, made once."""
    if conflict not in made:
        folder: Path = CONFLICTS[conflict]
        agreement = load_agreement(folder / "agreement.yaml")
        atlas = Atlas.of(agreement, folder)
        made[conflict] = Reader(agreement, Gazetteer.of(agreement, folder, atlas.bounds(_PAD_KM)), atlas)
    return made[conflict]


def score(report: Marked, reader: Reader) -> Score:
    """One report read and compared."""
    text: str = report["text"]
    published: date = report["published"]
    document = Document(report["id"], text, "0" * 64, "text/plain", published, "given")
    claims = list(reader.read(document, Source(id="corpus", family="corpus")).claims)
    terms = frozenset({*reader.agreement.term, *reader.agreement.zone})
    result = Score(marked=len(report["claims"]), read=len(claims))
    pairs, missed, extra = paired(report["claims"], claims, text)
    for mark, claim in pairs:
        result.met += 1
        wrong = [slot for slot in SLOTS if not right(slot, mark, claim, terms)]
        result.slots.update(set(SLOTS) - set(wrong))
        result.whole += not wrong
        false = is_fact(claim) and not (
            mark["modality"] in FACTS and mark["polarity"] == "positive" and mark["aspect"] != "not_started"
        )
        result.false += false
        for slot in wrong:
            told = f"{mark['trigger']!r} {slot}: marked {_marked(slot, mark)} read {_read(slot, claim)}"
            head = f"{report['id']} {'FALSE ' if false else ''}[{claim.act}]"
            result.misses.append(f"{head} {told} | {claim.evidence.quote}")
    for mark in missed:
        result.misses.append(f"{report['id']} MISSED [{mark['act']}] {mark['trigger']!r} {mark['modality']}")
    for claim in extra:
        words = claim.trigger.text if claim.trigger else ""
        result.misses.append(
            f"{report['id']} EXTRA [{claim.act}] {words!r} {claim.modality} | {claim.evidence.quote}"
        )
        result.false += is_fact(claim) and denied_nearby(claim, missed, text)
    return result


def is_fact(claim: Claim) -> bool:
    """Whether a claim gives its act as done."""
    return claim.is_done


def denied_nearby(claim: Claim, missed: list[Marked], text: str) -> bool:
    """Whether an extra claim gives as done, under another act, the very words marked as not done."""
    span = claim.trigger.span if claim.trigger and claim.trigger.span else (0, 0)
    for mark in missed:
        start, end = where(mark, text)
        if start < span[1] and span[0] < end and mark["modality"] not in FACTS:
            return True
    return False


def where(mark: Marked, text: str) -> tuple[int, int]:
    """Code points of a marked trigger."""
    found = list(re.finditer(rf"(?<!\w){re.escape(mark['trigger'])}(?!\w)", text))
    match = found[mark.get("nth", 1) - 1]
    return match.start(), match.end()


Pairs = list[tuple[Marked, Claim]]


def paired(marks: list[Marked], claims: list[Claim], text: str) -> tuple[Pairs, list[Marked], list[Claim]]:
    """Marked and read claims that are the same, and what is left of each."""
    pairs: Pairs = []
    left, free = list(marks), list(claims)
    for near in (False, True):
        for mark in list(left):
            start, end = where(mark, text)
            for claim in free:
                span = (claim.evidence.span if near else claim.trigger and claim.trigger.span) or (0, 0)
                if claim.act.value == mark["act"] and start < span[1] and span[0] < end:
                    pairs.append((mark, claim))
                    left.remove(mark)
                    free.remove(claim)
                    break
    return pairs, left, free


def right(slot: str, mark: Marked, claim: Claim, terms: frozenset[str]) -> bool:
    """Whether a slot was read as it was marked."""
    if slot == "place":
        return _same_places(mark.get("place", []), claim)
    if slot == "object":
        return _same_thing(mark.get("object"), claim, terms)
    return bool(_marked(slot, mark) == _read(slot, claim))


def _same_thing(marked: str | None, claim: Claim, terms: frozenset[str]) -> bool:
    """The agreement's term, where the mark has one; a general word may be read or not."""
    read = claim.object.term if claim.object and claim.object.term in terms else None
    return read == (None if marked is None or marked.startswith("~") else marked)


def _who(names: list[str]) -> tuple[str, ...]:
    """Parties by id; words without a party only as somebody."""
    return tuple(sorted({"~" if name.startswith("~") else name for name in names}))


def _marked(slot: str, mark: Marked) -> Any:
    match slot:
        case "actor" | "target":
            return _who(mark[slot])
        case "object":
            return mark.get("object")
        case "place":
            return tuple(mark.get("place", []))
        case "time":
            return tuple(_day(day) for day in mark.get("time", (None, None)))
        case "quantity":
            return tuple(
                (_number(q.get("low")), _number(q.get("best")), _number(q.get("high")))
                for q in mark.get("quantity", [])
            )
        case "attribution":
            return "~" if mark[slot].startswith("~") else mark[slot]
        case _:
            return mark[slot]


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _read(slot: str, claim: Claim) -> Any:
    match slot:
        case "actor":
            return _who([actor.party or "~" for actor in claim.actor])
        case "target":
            return _who([actor.party or "~" for actor in claim.target])
        case "object":
            return claim.object.term if claim.object else None
        case "place":
            return tuple((place.zone or place.base, place.direction, place.role) for place in claim.place)
        case "time":
            return (claim.time.start, claim.time.end)
        case "quantity":
            return tuple((q.low, q.best, q.high) for q in claim.quantity)
        case "attribution":
            by = claim.attribution
            return by.by if by.by != "speaker" else (by.party or "~")
        case _:
            return str(getattr(claim, slot))


_ROLES = {"from": "origin", "to": "destination"}


def _same_places(marked: list[str], claim: Claim) -> bool:
    """Every place marked by name is read, and no other; words the gazetteer lacks may be read or not."""
    wanted: set[tuple[str, str | None, str]] = set()
    loose = False
    for told in marked:
        head, colon, rest = told.partition(":")
        role = _ROLES.get(head, "location") if colon else "location"
        name, _, direction = (rest if colon else told).partition("/")
        if name.startswith("~"):
            loose = True
        else:
            wanted.add((name, direction or None, role))
    read = {(place.zone or place.base or place.text, place.direction, place.role) for place in claim.place}
    shared = {(_bare(name), direction, role) for name, direction, role in read}
    return all(one in read or (_bare(one[0]), *one[1:]) in shared for one in wanted) and (
        loose or shared <= {(_bare(name), direction, role) for name, direction, role in wanted}
    )


def _bare(name: str) -> str:
    """A name without its word of area: a town and its province share it, and a bare name may mean both."""
    return name.removesuffix(" governorate").removesuffix(" province").removesuffix(" oblast")


def table(total: Score) -> str:
    """The score in words."""
    lines = [
        f"marked {total.marked}, read {total.read}, met {total.met}",
        f"recall {total.recall:.3f}  precision {total.precision:.3f}",
        f"all slots right {total.whole / max(total.met, 1):.3f} of those met",
        f"false assertions {total.false} = {total.false / max(total.read, 1):.3%} of claims read",
    ]
    lines += [f"  {slot:12} {total.slots[slot] / max(total.met, 1):.3f}" for slot in SLOTS]
    return "\n".join(lines)


def main() -> None:
    """Score one half and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", default="tune", choices=("tune", "sealed"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--kind", default="")
    options = parser.parse_args()
    made: dict[str, Reader] = {}
    total = Score()
    for report in reports(options.half):
        if options.kind in report["id"]:
            total.add(score(report, reader_of(report["conflict"], made)))
    if options.misses:
        print("\n".join(total.misses))
    print(table(total))


if __name__ == "__main__":
    main()
