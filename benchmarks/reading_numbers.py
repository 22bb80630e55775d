"""Read others' test sets of numbers: `python -m benchmarks.reading_numbers [FILE ...] [--misses]`.

The files are those of recognizers-text (MIT): numbers, number ranges and dimensions. A case is right
when every expected span is found with its value (and unit) and nothing else is. Without files, those
of `$TRUCELINE_DATA/gold` or `../shared/data/gold` are read.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.general import find_dimensions, find_numbers, find_ranges
from truceline.reading.span import Token
from truceline.reading.tokens import tokens_of

ROOT = Path(__file__).resolve().parents[1]
GOLD = Path(os.environ.get("TRUCELINE_DATA", ROOT.parent / "shared" / "data")) / "gold"
LIMITS = {"number": 0.85, "numberrange": 0.85, "dimension": 0.80}
Found = tuple[str, str]
"""The words as written, folded, and what they resolve to."""
Reader = Callable[[str, Sequence[Token], Lexicon], list[Found]]


def _numbers(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    return [(_folded(text[one.start : one.end]), _plain(one.value)) for one in find_numbers(tokens, lexicon)]


def _ranges(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    found = []
    for one in find_ranges(tokens, lexicon):
        opening = "[" if one.low is not None and one.is_low_closed else "("
        closing = "]" if one.high is not None and one.is_high_closed else ")"
        ends = f"{_side(one.low)},{_side(one.high)}"
        found.append((_folded(text[one.start : one.end]), f"{opening}{ends}{closing}"))
    return found


def _dimensions(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> list[Found]:
    return [
        (_folded(text[one.start : one.end]), f"{_plain(one.value)} {one.unit}")
        for one in find_dimensions(tokens, lexicon)
    ]


READERS: dict[str, Reader] = {"number": _numbers, "numberrange": _ranges, "dimension": _dimensions}


def expected(kind: str, case: dict[str, Any]) -> list[Found]:
    """What a case of the test set wants found."""
    wanted = []
    for result in case["Results"]:
        told = result["Resolution"]
        value = told["value"]
        if kind == "numberrange":
            value = _stretch(value)
        elif value is not None:
            value = _plain(float(value))
        unit = f" {told['unit'].casefold()}" if kind == "dimension" else ""
        wanted.append((_folded(result["Text"]), f"{value}{unit}"))
    return wanted


def _folded(text: str) -> str:
    return text.casefold()


def _plain(value: float) -> str:
    """A value to twelve figures, as the test sets round theirs."""
    return f"{value:.12g}" if math.isfinite(value) else str(value)


def _side(value: float | None) -> str:
    return "" if value is None else _plain(value)


def _stretch(told: str) -> str:
    low, _, high = told[1:-1].partition(",")
    ends = ",".join(_plain(float(end)) if end.strip() else "" for end in (low, high))
    return f"{told[0]}{ends}{told[-1]}"


def kind_of(path: Path) -> str:
    """Which of the test sets a file is, by its name."""
    return next((kind for kind in ("numberrange", "dimension", "number") if kind in path.stem), "number")


def score(path: Path, *, misses: bool) -> tuple[int, int]:
    """Cases read right and cases in all."""
    kind, lexicon = kind_of(path), Lexicon.of("en")
    right, cases = 0, json.loads(path.read_text(encoding="utf-8"))
    for case in cases:
        text = case["Input"]
        wanted = sorted(expected(kind, case))
        found = sorted(READERS[kind](text, tokens_of(text), lexicon))
        right += found == wanted
        if misses and found != wanted:
            print(f"{text!r}\n  wanted {wanted}\n  found  {found}")
    return right, len(cases)


def main(arguments: Sequence[str]) -> int:
    """Print a line for each file; 1 where a share is under its limit."""
    misses = "--misses" in arguments
    paths = [Path(one) for one in arguments if not one.startswith("--")]
    worst = 0
    for path in paths or [GOLD / f"recognizers-{kind}-odd.json" for kind in LIMITS]:
        right, count = score(path, misses=misses)
        limit = LIMITS[kind_of(path)]
        worst |= right < limit * count
        print(f"{path.stem}: {right}/{count} = {right / max(count, 1):.3f} (limit {limit})")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
