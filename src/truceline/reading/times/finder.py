"""Finds the words of time in a sentence and sets them on the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from truceline.evidence.claim import When
from truceline.evidence.content import known
from truceline.reading.lexicon import Lexicon
from truceline.reading.span import TimeSpan, Token
from truceline.reading.times.amounts import amount, running, within
from truceline.reading.times.bounds import bounded
from truceline.reading.times.habits import habit
from truceline.reading.times.moment import moment
from truceline.reading.times.phrase import Phrase, plain
from truceline.reading.times.ranges import listed, pair
from truceline.reading.times.scope import Rules, Scope, Settings
from truceline.reading.times.stretch import Stretch, length_in_days
from truceline.reading.times.vocabulary import vocabulary_of

_COUNTS = ("number", "vague", "one", "fraction", "more_of", "bound", "about")
_NAMES = (
    "month",
    "weekday",
    "deictic",
    "night",
    "part_of_day",
    "holiday",
    "season",
    "quarter_name",
    "half_name",
)
_FIGURES = ("dated", "clock", "year", "decimal", "ordinal", "decade_name")
_TOLD = ("told_day", "day_next", "day_before", "day_told", "day_step", "rough", "short_part")
_TIMES = (*_COUNTS, *_NAMES, *_FIGURES, *_TOLD, "relative", "the", "part", "unit", "in", "at", "over")
_DAYS = ("weekday", "weekdays", "bare_days", "parts_of_day", "ordinal", "number", "the")
# Each rule with the classes of the item it can begin at; the first of those that read furthest counts.
_RULES = Rules(
    (habit, ("habit", "bound", "about", "every", "often", "per", *_DAYS)),
    (within, ("within",)),
    (pair, ("between", "from_to", "since", *_TIMES)),
    (listed, ("number", "ordinal")),
    (bounded, ("by", "before", "until", "since", "as_of", "after")),
    (running, ("the", "one")),
    (amount, _COUNTS),
    (plain, _TIMES),
)
# UCDP `date_prec` of a stretch of at most so many days.
_PRECISION_OF_DAYS = ((1, 1), (4, 2), (8, 3), (31, 4))
_PRECISION_OF_GRAIN = {"day": 1, "weekend": 2, "week": 3, "month": 4}
_COARSE = 5


def find_times(
    tokens: Sequence[Token],
    anchor: date | None,
    lexicon: Lexicon,
    *,
    back: bool | None = None,
    day_first: bool | None = None,
    told: Stretch | None = None,
) -> list[TimeSpan]:
    """The words of time of a sentence, in order, without overlap.

    `anchor` is the local day of publication; without it only whole dates have days. `back` tells
    whether a weekday or a date without a year is the last (True) or the next (False) such day; by
    default the last within a report's reach, and for a deadline the next. `day_first` tells how
    `3/10/2018` is meant; by default day first unless that is impossible or only the other order lies
    near the anchor, and one that stays open has precision 5. `told` is what an earlier sentence named
    last, for "that day". A length ("two days") has its
    `duration_days` and role `duration`; its `when` has days only after "for", where they are the days
    up to the anchor, good for what is still going on.
    """
    vocabulary = vocabulary_of(lexicon)
    settings = Settings(anchor, "near" if back is None else "past" if back else "next", day_first, told)
    recent: Stretch | None = None
    found: list[TimeSpan] = []
    for run in vocabulary.runs(tokens):
        scope = Scope(run, tokens, vocabulary, settings, moment)
        scope.recent = recent
        found += [_span(scope, phrase, tokens) for phrase in _phrases(scope)]
        recent = scope.recent
    return found


def _phrases(scope: Scope) -> Iterator[Phrase]:
    place, count, end = 0, len(scope.items), 0
    while place < count:
        best = _longest(scope, place)
        if best is None or scope.items[best.first].first < end:
            place += 1
            continue
        if best.stretch.is_placed and best.role != "duration":
            scope.remember(best.stretch)
        yield best
        place = max(best.last, place + 1)
        end = scope.items[place - 1].last


def _longest(scope: Scope, place: int) -> Phrase | None:
    best: Phrase | None = None
    for rule in _RULES.at(scope, place):
        found = rule(scope, place)
        if found and (best is None or found.last > best.last):
            best = found
    return best


def _span(scope: Scope, phrase: Phrase, tokens: Sequence[Token]) -> TimeSpan:
    first, last = scope.items[phrase.first].first, scope.items[phrase.last - 1].last
    stretch = phrase.stretch
    start, end = stretch.start, stretch.end
    when = known(
        When,
        text=_text(tokens[first:last]),
        span=(tokens[first].start, tokens[last - 1].end),
        start=start,
        end=end if start is None or end is None or start <= end else None,
        precision=phrase.precision or _precision(stretch),
        kind=phrase.kind,
    )
    return TimeSpan(first, last, f"time.{phrase.rule}", when, phrase.role, phrase.days)


def _precision(stretch: Stretch) -> int | None:
    if not stretch.is_placed:
        return None
    days = length_in_days(stretch)
    if days is None:
        return _PRECISION_OF_GRAIN.get(stretch.grain, 1 if stretch.grain == "span" else _COARSE)
    return next((grade for most, grade in _PRECISION_OF_DAYS if days <= most), _COARSE)


def _text(tokens: Sequence[Token]) -> str:
    """The words as they stand, with a space for each sign between them."""
    parts = [tokens[0].text]
    for before, token in pairwise(tokens):
        parts += [" " * (token.start - before.end), token.text]
    return "".join(parts)
