"""What a rule makes of the words of time with their preposition."""

from __future__ import annotations

from typing import Literal, NamedTuple

from truceline.reading.times.partial import Lean
from truceline.reading.times.scope import Scope
from truceline.reading.times.stretch import Stretch

Kind = Literal["on", "during", "since", "until", "by", "habitual"]
Role = Literal["time", "deadline", "duration", "set"]


class Phrase(NamedTuple):
    """A time with its preposition: items `[first, last)` and what they mean."""

    first: int
    last: int
    stretch: Stretch
    kind: Kind
    rule: str
    role: Role = "time"
    precision: int | None = None
    days: float | None = None


def kind_of(stretch: Stretch) -> Kind:
    """`on` for a day (also one that is not known), `during` for more."""
    is_day = stretch.start == stretch.end and (stretch.is_placed or stretch.grain == "day")
    return "on" if is_day else "during"


def past_on(scope: Scope, place: int) -> int:
    """Past `on` or `at` after the preposition ("starting on", "until about"), but not before an article."""
    return place + 1 if scope.has(place, "at") and not scope.has(place, "trigger", "in") else place


def lean_of(scope: Scope, otherwise: Lean) -> Lean:
    """Which like day a preposition means, unless the caller has told."""
    return otherwise if scope.lean == "near" else scope.lean


def plain(scope: Scope, place: int) -> Phrase | None:
    """A time without a preposition that bears on it, perhaps "or later"."""
    read = scope.moment(place, 0)
    if read is None:
        return None
    stretch = scope.placed(read)
    later, earlier = _open_tail(scope, read.last, "or_later"), _open_tail(scope, read.last, "or_earlier")
    if scope.has(read.last, "onward") or later:
        return Phrase(
            place, later or read.last + 1, Stretch(stretch.start, None, stretch.grain), "since", "bound.since"
        )
    if earlier:
        return Phrase(place, earlier, Stretch(None, stretch.end, stretch.grain), "until", "bound.until")
    return Phrase(place, read.last, stretch, kind_of(stretch), read.rule, "time", read.precision)


def _open_tail(scope: Scope, place: int, name: str) -> int | None:
    """The item after `or later`, `and before`, if no time of its own follows that."""
    if not scope.has(place, "and", "or") or not scope.has(place + 1, name):
        return None
    follows = scope.moment(place + 2, 0) or scope.has(place + 2, "clock", "number", "relative")
    return None if follows else place + 2
