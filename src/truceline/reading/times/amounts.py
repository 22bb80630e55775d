"""Amounts of time as they stand in a sentence: deadlines `within`, spells with a start, and bare lengths."""

from __future__ import annotations

from truceline.reading.times.lengths import Length, length, unit_at
from truceline.reading.times.numerals import ordinal
from truceline.reading.times.phrase import Phrase, past_on
from truceline.reading.times.scope import Scope
from truceline.reading.times.stretch import DAYS, NOWHERE, Stretch, shifted


def within(scope: Scope, place: int) -> Phrase | None:
    """`within 30 days`, `within the next week`, `within two weeks of 3 October`: a deadline."""
    if not scope.has(place, "within"):
        return None
    found = length(scope, scope.skip(place + 1, "the"))
    if found is None and unit_at(scope, place + 1):
        return Phrase(place, place + 2, NOWHERE, "by", "amount.within", "deadline")
    if found is None:
        return _within_relation(scope, place)
    start, last = scope.anchor, found.last
    is_of = scope.has(last, "of", "from_then")
    is_ahead = scope.looks_ahead(place, "ahead_signs", "deadline_signs")
    if not (is_of or is_ahead or (scope.lean == "near" and scope.has_infinitive_before(place))):
        return Phrase(place, last, _past(scope, found), "during", "amount.within", "time", None, found.days)
    if is_of:
        other = scope.moment(last + 1, 0)
        start, last = (scope.placed(other).end, other.last) if other else (None, last)  # of what is not told
    if not is_of and scope.is_agreed(place):
        start = None
    stretch = Stretch(start, found.from_day(start, 1), "span")
    return Phrase(place, last, stretch, "by", "amount.within", "deadline", None, found.days)


def _within_relation(scope: Scope, place: int) -> Phrase | None:
    read = scope.moment(place + 1, 0)
    if read is None or not read.rule.startswith("relative"):
        return None
    stretch, anchor = scope.placed(read), scope.anchor
    is_ahead = anchor is not None and stretch.end is not None and stretch.end > anchor
    if not is_ahead:
        return Phrase(place, read.last, stretch, "during", "amount.within")
    return Phrase(place, read.last, Stretch(anchor, stretch.end, "span"), "by", "amount.within", "deadline")


def running(scope: Scope, place: int) -> Phrase | None:
    """`for the second day running`, `a third consecutive day`: reaches back from the anchor."""
    at = scope.skip(place, "the", "one")
    found = ordinal(scope, at)
    if found is None:
        return None
    after = scope.skip(found[1], "running", "extra")
    unit = unit_at(scope, after)
    is_running = after > found[1] or scope.has(after + 1, "running") or scope.has(place - 1, "for")
    if unit is None or not is_running or at == place or DAYS[unit] < 1:
        return None
    last = scope.skip(after + 1, "running")
    first = shifted(scope.anchor, -(found[0] - 1), unit) if scope.anchor else None
    return Phrase(
        place,
        last,
        Stretch(first, scope.anchor, "span"),
        "during",
        "amount.running",
        "time",
        None,
        found[0] * DAYS[unit],
    )


def amount(scope: Scope, place: int) -> Phrase | None:
    """`two days`, `another month`; `for two days` also reaches back from the anchor."""
    found = length(scope, place)
    if found is None:
        return None
    spell = _spell(scope, place, found) or _run_up(scope, place, found)
    if spell:
        return spell
    is_for = scope.has(place - 1, "for", "over")
    stretch = _reach(scope, found) if is_for and not found.is_more else NOWHERE
    return Phrase(
        place,
        found.last,
        stretch,
        "during",
        "amount.for" if is_for else "amount",
        "duration",
        None,
        found.days,
    )


def _spell(scope: Scope, place: int, found: Length) -> Phrase | None:
    """`a week starting tomorrow`, `for 3 days from today`."""
    at = scope.skip(found.last, "comma")
    is_start = scope.has(at, "starting") or (scope.has(at, "from_to") and scope.has(place - 1, "for"))
    other = scope.moment(at + 1, 0) if is_start else None
    if other is None:
        return None
    start = scope.placed(other, "next" if scope.lean == "near" else None).start
    after = found.from_day(start, 1)
    end = shifted(after, -1, "day") if after else None
    if start is None or end is None or end < start:
        return None
    return Phrase(
        place, other.last, Stretch(start, end, "span"), "during", "amount.spell", "time", None, found.days
    )


def _run_up(scope: Scope, place: int, found: Length) -> Phrase | None:
    """`the 48 hours to Tuesday noon`, `the three weeks to 9 May`, `the week ending on Sunday`."""
    is_to = scope.has(found.last, "joiner", "week_to") and not scope.has(found.last, "and", "dash")
    if not (is_to and (scope.has(place - 1, "the", "relative") or scope.has(place, "one"))):
        return None
    other = scope.moment(past_on(scope, found.last + 1), 0)
    end = scope.placed(other, "past" if scope.lean == "near" else None).end if other else None
    if other is None or end is None:
        return None
    start = found.from_day(end, -1)
    if DAYS[found.unit] >= 1 and start is not None:
        start = shifted(start, 1, "day")
    stretch = Stretch(min(start, end) if start else None, end, "span")
    return Phrase(place, other.last, stretch, "during", "amount.to", "time", None, found.days)


def _past(scope: Scope, found: Length) -> Stretch:
    """The days back from the anchor: "two attacks within a week"; hours are of some day."""
    if found.days < 1:
        return NOWHERE
    return Stretch(found.from_day(scope.anchor, -1), scope.anchor, "span")


def _reach(scope: Scope, found: Length) -> Stretch:
    """The days a spell that still lasts has taken: `for two days` is yesterday and today."""
    anchor = scope.anchor
    if anchor is None or scope.lean == "next" or found.days < 1:
        return NOWHERE
    back = found.from_day(anchor, -1)
    is_short = (
        DAYS[found.unit] < DAYS["week"]
    )  # "for two days" is two days told, "for five weeks" about so many
    first = shifted(back, 1, "day") if back and is_short else back
    return Stretch(min(first, anchor) if first else None, anchor, "span")
