"""How far two people who marked the same reports agree: the claims both saw, and their slots.

`python benchmarks/reading/agreement_of_markers.py [--first FOLDER ...] [--second FOLDER]`, from the
root of the tree. Only files that both folders hold are compared.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).resolve().parent
FIRST = (HERE / "corpus" / "tune", HERE / "first")
SECOND = HERE / "second"

Claim = dict[str, Any]
Pair = tuple[Claim, Claim]
Span = tuple[int, int]

SLOTS = ("actor", "target", "object", "place", "time", "modality", "polarity", "aspect", "attribution")
LISTS = {"actor", "target", "place"}
FILLABLE = ("actor", "target", "object", "place", "time")
SENTENCE_END = re.compile(r"""[.!?]["')]*\s+(?=["'(]?[A-Z])|\n+""")
ROLES = ("from:", "to:")
SHOWN = 8


@dataclass
class Figures:
    """What the comparison found: how many claims each marked, and the pairs."""

    files: int = 0
    first: int = 0
    second: int = 0
    pairs: list[Pair] = field(default_factory=list)
    """Claims of one act, on words that overlap or stand in one sentence."""
    placed: list[Pair] = field(default_factory=list)
    """Claims on words that overlap, whatever the act."""
    lone_first: Counter[str] = field(default_factory=Counter)
    """Acts of the claims that only the first marker saw."""
    lone_second: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """The F1 of either marker against the other."""
        return share(2 * len(self.pairs), self.first + self.second)

    def add(self, other: Figures) -> None:
        """Take in what another comparison found."""
        self.files += other.files
        self.first += other.first
        self.second += other.second
        self.pairs += other.pairs
        self.placed += other.placed
        self.lone_first += other.lone_first
        self.lone_second += other.lone_second
        self.problems += other.problems


def share(part: int, whole: int) -> float:
    """A share; of nothing it is not a number."""
    return part / whole if whole else float("nan")


def plain(words: str) -> str:
    """A slot's word as it is compared: every `~...` counts as one value, and keeps its role in a movement."""
    role = next((role for role in ROLES if words.startswith(role)), "")
    return f"{role}~" if words.removeprefix(role).startswith("~") else words


def value(claim: Claim, slot: str) -> Hashable:
    """What stands in a slot, made comparable; None where nothing does."""
    told = claim.get(slot)
    if told is None or told == []:
        return None
    if slot in LISTS:
        return frozenset(plain(words) for words in told)
    return tuple(told) if slot == "time" else plain(str(told))


def alike(pair: Pair) -> int:
    """In how many slots two claims agree."""
    return sum(value(pair[0], slot) == value(pair[1], slot) for slot in SLOTS)


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of two markers over the same units."""
    units = list(pairs)
    if not units:
        return float("nan")
    observed = share(sum(one == other for one, other in units), len(units))
    ones, others = Counter(one for one, _ in units), Counter(other for _, other in units)
    chance = sum(ones[label] * others[label] for label in ones) / len(units) ** 2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def span_of(claim: Claim, text: str) -> Span | None:
    """Where the trigger stands: its nth occurrence as whole words."""
    found = list(re.finditer(rf"(?<!\w){re.escape(claim['trigger'])}(?!\w)", text))
    nth = int(claim.get("nth", 1))
    return found[nth - 1].span() if 1 <= nth <= len(found) else None


def sentences(text: str) -> list[Span]:
    """The sentences, and lines, of a text."""
    cuts = [0, *(end.end() for end in SENTENCE_END.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if start < end]


def overlap(one: Span, other: Span) -> bool:
    """Whether two stretches of text share a character."""
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True)
class Marked:
    """One marker's claims of one text, each with the place of its trigger."""

    claims: tuple[Claim, ...]
    spans: tuple[Span, ...]

    @classmethod
    def of(cls, report: dict[str, Any]) -> Marked:
        """The claims whose trigger is in the text."""
        found = [(claim, span_of(claim, report["text"])) for claim in report["claims"]]
        kept = [(claim, span) for claim, span in found if span is not None]
        return cls(tuple(claim for claim, _ in kept), tuple(span for _, span in kept))


def matched(
    one: Marked, other: Marked, fits: Sequence[Callable[[int, int], bool]]
) -> Iterator[tuple[int, int]]:
    """Pairs of claims, each claim once: by the first test, then the next; the most alike go first."""
    left, right = set(range(len(one.claims))), set(range(len(other.claims)))
    for fit in fits:
        open_pairs = [(i, j) for i in left for j in right if fit(i, j)]
        open_pairs.sort(key=lambda ij: (-alike((one.claims[ij[0]], other.claims[ij[1]])), ij))
        for i, j in open_pairs:
            if i in left and j in right:
                left.remove(i)
                right.remove(j)
                yield i, j


def compare_report(first: dict[str, Any], second: dict[str, Any]) -> Figures:
    """Compare two markings of one report."""
    if first["text"] != second["text"]:
        return Figures(problems=[f"{first['id']}: the two markings are of different texts"])
    one, other = Marked.of(first), Marked.of(second)
    parts = sentences(first["text"])

    def same_act(i: int, j: int) -> bool:
        return bool(one.claims[i]["act"] == other.claims[j]["act"])

    def same_words(i: int, j: int) -> bool:
        return overlap(one.spans[i], other.spans[j])

    def same_sentence(i: int, j: int) -> bool:
        return any(overlap(part, one.spans[i]) and overlap(part, other.spans[j]) for part in parts)

    def same(i: int, j: int) -> bool:
        return same_act(i, j) and same_words(i, j)

    by_act = list(matched(one, other, (same, lambda i, j: same_act(i, j) and same_sentence(i, j))))
    by_words = list(matched(one, other, (same, same_words)))
    return Figures(
        files=1,
        first=len(first["claims"]),
        second=len(second["claims"]),
        pairs=[(one.claims[i], other.claims[j]) for i, j in by_act],
        placed=[(one.claims[i], other.claims[j]) for i, j in by_words],
        lone_first=Counter(
            str(claim["act"]) for i, claim in enumerate(one.claims) if i not in {i for i, _ in by_act}
        ),
        lone_second=Counter(
            str(claim["act"]) for j, claim in enumerate(other.claims) if j not in {j for _, j in by_act}
        ),
    )


def compare(first_folders: Sequence[Path], second_folder: Path) -> dict[str, Figures]:
    """The figures of the files both have: of all, then by first folder, conflict and kind of report."""
    yaml = YAML(typ="safe")
    figures: dict[str, Figures] = {"all": Figures()}
    for folder in first_folders:
        for path in sorted(folder.glob("*.yaml")):
            twin = second_folder / path.name
            if not twin.exists():
                continue
            first, second = (yaml.load(file.read_text(encoding="utf-8")) for file in (path, twin))
            for group in ("all", folder.name, str(first["conflict"]), str(first["kind"])):
                figures.setdefault(group, Figures()).add(compare_report(first, second))
    return figures


def differing(pairs: Iterable[Pair], slot: str) -> str:
    """The commonest ways in which the two differ, as `first/second` with a count."""
    counts = Counter(
        f"{one[slot]}/{other[slot]}" for one, other in pairs if value(one, slot) != value(other, slot)
    )
    return ", ".join(f"{what} {count}" for what, count in counts.most_common(SHOWN)) or "none"


def show_slots(pairs: Sequence[Pair]) -> None:
    """Print the agreement of every slot, and of those that either marker filled."""
    for slot in SLOTS:
        same = sum(value(one, slot) == value(other, slot) for one, other in pairs)
        line = f"  {slot:<12} {share(same, len(pairs)):.3f} ({same} of {len(pairs)})"
        if slot in FILLABLE:
            filled = [pair for pair in pairs if any(value(claim, slot) is not None for claim in pair)]
            both = [pair for pair in filled if all(value(claim, slot) is not None for claim in pair)]
            same = sum(value(one, slot) == value(other, slot) for one, other in filled)
            line += f"; where either fills it {share(same, len(filled)):.3f} ({same} of {len(filled)})"
            line += f"; where both do {share(same, len(both)):.3f} ({same} of {len(both)})"
        print(line)


def show(figures: dict[str, Figures]) -> None:
    """Print the figures."""
    total = figures["all"]
    print("claims both marked (F1):")
    for group, part in figures.items():
        counts = f"{part.files} files, {part.first} and {part.second} claims, {len(part.pairs)} pairs"
        print(f"  {group:<14} {part.f1:.3f} ({counts})")
    print("slots of the pairs:")
    show_slots(total.pairs)
    modality = kappa((one["modality"], other["modality"]) for one, other in total.pairs)
    act = kappa((one["act"], other["act"]) for one, other in total.placed)
    print(f"kappa of modality: {modality:.3f} over {len(total.pairs)} pairs")
    print(f"kappa of act: {act:.3f} over {len(total.placed)} claims on overlapping words")
    print(f"  modality differs: {differing(total.pairs, 'modality')}")
    print(f"  aspect differs: {differing(total.pairs, 'aspect')}")
    print(f"  act differs: {differing(total.placed, 'act')}")
    for who, lone in (("first", total.lone_first), ("second", total.lone_second)):
        acts = ", ".join(f"{what} {count}" for what, count in lone.most_common())
        print(f"  only the {who} marked {sum(lone.values())}: {acts or 'none'}")
    for problem in total.problems:
        print(f"problem: {problem}", file=sys.stderr)


def main() -> int:
    """Compare two markings and print how far they agree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=Path, nargs="+", default=list(FIRST), help="folders of one marker")
    parser.add_argument("--second", type=Path, default=SECOND, help="folder of the other")
    options = parser.parse_args()
    figures = compare(options.first, options.second)
    show(figures)
    return 1 if figures["all"].problems or not figures["all"].files else 0


if __name__ == "__main__":
    sys.exit(main())
