"""Scores the reader's times against a gold set in the form of Recognizers-Text.

Run: python -m benchmarks.reading_dates [FILE ...] [--misses]

What is scored
- Kinds the reader supports: date, daterange (also open: since, until, before, after), duration, set.
  It reads days: clock times (time, timerange, datetime, datetimerange) are out of scope, and so are
  business days, fiscal and school years, and named holidays, which get words and no days.
- A case counts where at least one of its spans is of a supported kind, or where it has no span at all.
- It is right when every supported span is found with its words and its days, and nothing is found
  that does not overlap a gold span. Spans of kinds out of scope are neither asked for nor held
  against the reader.
- Words are the same when they differ only by words of `LEADS` before them (prepositions, articles);
  of the words after the gold's span only a sign of punctuation may be more.
- Days: a gold date is one day. A gold range ends on the moment of its `end`; the reader's last day is
  the day before that, or that day itself where it counts the last day that is named or the anchor's
  ("from 3 to 10 October", "the past three days"), or, where a month or longer unit is named as the
  last, that unit's last day ("from March to May"). A gold range that is open says `before` and `after`
  a moment: the reader's end or start is that day or the one next to it.
  Of several gold values any will do. Sets and what gold leaves `not resolved` need only the words.
- The set writes month first, so it is read with `day_first=False`.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from truceline.reading.lexicon import Lexicon
from truceline.reading.span import TimeSpan
from truceline.reading.times.finder import find_times
from truceline.reading.tokens import tokens_of

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("TRUCELINE_DATA", ROOT.parent / "shared" / "data"))
GOLD = DATA / "gold" / "recognizers-datetime-odd.json"
KINDS = ("date", "daterange", "duration", "set")
_LEADS = "on in at of the for during over from by around about a an to this through since until"
LEADS = frozenset(_LEADS.split(" "))
# Words that name a feast; a span that holds one is out of scope.
_FEASTS = """easter, christmas, xmas, thanksgiving, independence day, labor day, labour day, halloween,
    new year day, new year's, new years, new year eve, saint patrick, st patrick, juneteenth,
    freedom day, jubilee day, earth day, memorial day, mother's day, father's day, mothers day,
    fathers day, valentine, good friday, ramadan, eid al, martin luther, mlk, black friday,
    cyber monday, columbus day, veterans day, president, groundhog, chinese new year, lunar new
    year, diwali, hanukkah, boxing day, teacher, children, women, arbor day, cinco de mayo,
    bastille, guy fawkes, all saints, all souls, ash wednesday, palm sunday, pentecost,
    ascension, maundy, yuandan, april fools, flag day, canada day, inauguration, holiday,
    singles day, mardi gras, holy"""
HOLIDAYS = tuple(name.strip() for name in _FEASTS.split(","))
_OUT_OF_SCOPE_TIMEX = ("BD", "FY", "SY")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A gold span: its place in the text, its kind and the values it may have."""

    start: int
    end: int
    kind: str
    text: str
    values: tuple[Mapping[str, str], ...]

    @property
    def is_supported(self) -> bool:
        if self.kind not in KINDS or any(name in self.text for name in HOLIDAYS):
            return False
        return not any(
            mark in value.get("timex", "") for value in self.values for mark in _OUT_OF_SCOPE_TIMEX
        )


@dataclass
class Score:
    """Cases right out of those that count, and what went wrong with the others."""

    cases: int = 0
    right: int = 0
    to_the_letter: int = 0
    everything: int = 0
    everything_right: int = 0
    by_kind: Counter[str] = field(default_factory=Counter)
    right_by_kind: Counter[str] = field(default_factory=Counter)
    out_of_scope: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def score(cases: Iterable[Mapping[str, Any]]) -> Score:
    """Read every case and compare."""
    total = Score()
    for case in cases:
        _score_case(case, total)
    return total


def _score_case(case: Mapping[str, Any], total: Score) -> None:
    text = case["Input"]
    told = (case.get("Context") or {}).get("ReferenceDateTime")
    anchor = date.fromisoformat(told[:10]) if told else None
    wanted = [_wanted(row) for row in case["Results"]]
    found = find_times(tokens_of(text), anchor, Lexicon.of("en"), day_first=False)
    supported = [gold for gold in wanted if gold.is_supported]
    matched = [next((span for span in found if _agrees(gold, span, text)), None) for gold in supported]
    stray = [span for span in found if not any(_overlaps(gold, span) for gold in wanted)]
    is_right = all(matched) and not stray
    total.everything += 1
    total.everything_right += is_right and len(supported) == len(wanted)
    total.out_of_scope.update(gold.kind or "unnamed" for gold in wanted if not gold.is_supported)
    if wanted and not supported:
        return
    total.cases += 1
    total.right += is_right
    total.to_the_letter += is_right and all(
        span is not None and _days_agree(gold, span, strict=True)
        for gold, span in zip(supported, matched, strict=True)
    )
    for gold, span in zip(supported, matched, strict=True):
        total.by_kind[gold.kind] += 1
        total.right_by_kind[gold.kind] += span is not None
    if not is_right:
        total.misses.append(_miss(text, told, supported, found))


def _wanted(row: Mapping[str, Any]) -> Wanted:
    kind = str(row.get("TypeName") or row.get("Typename") or "").rpartition(".")[2]
    values = tuple((row.get("Resolution") or {}).get("values") or ())
    return Wanted(row["Start"], row["End"] + 1, kind, row["Text"].lower(), values)


def _overlaps(gold: Wanted, span: TimeSpan) -> bool:
    start, end = span.when.span or (0, 0)
    return start < gold.end and gold.start < end


def _agrees(gold: Wanted, span: TimeSpan, text: str) -> bool:
    return _overlaps(gold, span) and _words_agree(gold, span, text) and _days_agree(gold, span, strict=False)


def _words_agree(gold: Wanted, span: TimeSpan, text: str) -> bool:
    start, end = span.when.span or (0, 0)
    before = text[min(start, gold.start) : max(start, gold.start)].lower().split()
    after = text[min(end, gold.end) : max(end, gold.end)].strip()
    return all(word in LEADS for word in before) and not any(sign.isalnum() for sign in after)


def _days_agree(gold: Wanted, span: TimeSpan, *, strict: bool) -> bool:
    if gold.kind == "set":
        return span.role == "set"
    if gold.kind == "duration":
        return _lengths_agree(gold, span)
    return any(_value_agrees(value, span, strict=strict) for value in gold.values)


def _lengths_agree(gold: Wanted, span: TimeSpan) -> bool:
    told = span.duration_days
    return told is not None and any(abs(float(value["value"]) / 86400 - told) < 1e-4 for value in gold.values)  # noqa: PLR2004 - below ten seconds


def _value_agrees(value: Mapping[str, str], span: TimeSpan, *, strict: bool) -> bool:
    if value.get("value") == "not resolved":
        return span.when.start is None and span.when.end is None
    if "value" in value:
        day = date.fromisoformat(value["value"][:10])
        return span.when.start == span.when.end == day
    return _start_agrees(value, span, strict=strict) and _end_agrees(value, span, strict=strict)


def _start_agrees(value: Mapping[str, str], span: TimeSpan, *, strict: bool) -> bool:
    start = span.when.start
    if "start" not in value:
        return start is None
    day = date.fromisoformat(value["start"][:10])
    is_after = value.get("Mod", "").startswith("after")
    return start == day or (is_after and not strict and start == day + _DAY)


def _end_agrees(value: Mapping[str, str], span: TimeSpan, *, strict: bool) -> bool:
    end = span.when.end
    if "end" not in value:
        return end is None
    day = date.fromisoformat(value["end"][:10])
    if end == day - _DAY:
        return True
    return not strict and (
        end == day or (span.rule == "time.range" and end is not None and _is_unit_end(day, end))
    )


def _is_unit_end(day: date, end: date) -> bool:
    """Whether `end` is the last day of a month, quarter or year that begins on `day`."""
    after = end + _DAY
    months = (after.year - day.year) * 12 + after.month - day.month
    return day.day == after.day == 1 and months in (1, 3, 6, 12)


def _miss(text: str, told: str | None, supported: Sequence[Wanted], found: Sequence[TimeSpan]) -> str:
    lines = [f"{text[:200]!r} {told}"]
    for gold in supported:
        values = "; ".join(" ".join(map(str, value.values())) for value in gold.values)
        lines.append(f"    gold  {gold.kind} {gold.text!r} {values}")
    for span in found:
        when = span.when
        lines.append(f"    read  {when.text!r} {when.start}..{when.end} {when.kind} {span.rule}")
    return "\n".join(lines)


def table(total: Score) -> str:
    """The score as a few lines of text."""
    lines = [
        _line("cases of supported kinds right", total.right, total.cases),
        _line("  with half-open ends to the letter", total.to_the_letter, total.cases),
        _line("all cases, every kind asked for", total.everything_right, total.everything),
    ]
    kinds = sorted(total.by_kind.items())
    lines += [_line(f"  spans of kind {kind}", total.right_by_kind[kind], count) for kind, count in kinds]
    left = ", ".join(f"{count} {kind}" for kind, count in total.out_of_scope.most_common())
    return "\n".join([*lines, f"spans out of scope: {left or 'none'}"])


def _line(what: str, right: int, count: int) -> str:
    return f"{what:38} {right:4} of {count:4}  {right / max(count, 1):.3f}"


def main(arguments: Sequence[str]) -> int:
    """Score the files named, or the gold set of the data folder."""
    files = [Path(word) for word in arguments if not word.startswith("--")] or [GOLD]
    for path in files:
        if not path.is_file():
            print(f"{path}: no such file; set TRUCELINE_DATA or name one", file=sys.stderr)
            return 2
        total = score(json.loads(path.read_text(encoding="utf-8")))
        print(path.name)
        print(table(total))
        if "--misses" in arguments:
            print("\n".join(total.misses))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
