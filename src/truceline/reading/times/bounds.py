"""Single times, and times with one end open: since Monday, by 15 October, until mid-December."""

from __future__ import annotations

from truceline.reading.times.phrase import Phrase, kind_of, lean_of, past_on
from truceline.reading.times.ranges import pair
from truceline.reading.times.relative import present
from truceline.reading.times.scope import Read, Scope
from truceline.reading.times.stretch import NOWHERE, Stretch, shifted


def bounded(scope: Scope, place: int) -> Phrase | None:
    """`since Monday`, `until mid-December`, `by 15 October`, `before November 15`, `after 2016`."""
    for name, bound in _BOUNDS.items():
        if scope.has(place, name):
            at = past_on(scope, place + 1)
            read = scope.moment(at, 0) or (present(scope, at) if name == "until" else None)
            if read and name in _ROUND and scope.has(at, "part_of_day") and read.last > at + 1:
                return _on_the_day(scope, place, read)
            is_round = name in _ROUND or (name == "since" and scope.has(place, "from_to"))
            if read and is_round and _is_of_noun(scope, read):
                stretch = scope.placed(read, lean_of(scope, "deadline" if name == "before" else "past"))
                return Phrase(at, read.last, stretch, kind_of(stretch), read.rule, "time", read.precision)
            span = (
                pair(scope, at, lean_of(scope, "deadline" if name != "after" else "near"))
                if name != "since" and not scope.has(at, "since", "between")
                else None
            )
            if span and (read is None or span.last > read.last):
                read = Read(span.stretch, span.last, span.rule, "", span.precision)
            return bound(scope, place, read) if read else None
    return None


def _on_the_day(scope: Scope, place: int, read: Read) -> Phrase:
    """`before dawn on Tuesday`, `after midnight on 3 May`: at some hour of that very day."""
    stretch = scope.placed(read)
    return Phrase(place, read.last, stretch, kind_of(stretch), read.rule, "time", read.precision)


def _is_of_noun(scope: Scope, read: Read) -> bool:
    """`after overnight raids`: the time is the raids'; `after 2016` has no noun behind it."""
    if scope.has(read.last, "possessive"):
        return True
    return read.rule.startswith(("relative.night", "date.weekday")) and scope.ends_before_noun(read.last)


def _since(scope: Scope, place: int, read: Read) -> Phrase:
    if scope.has(place, "from_to") and read.rule.startswith(
        ("part.", "counted.")
    ):  # "reports from early May"
        stretch = scope.placed(read)
        return Phrase(place, read.last, stretch, kind_of(stretch), read.rule, "time", read.precision)
    stretch = scope.edge(read, lean_of(scope, "past"))
    return Phrase(
        place,
        scope.skip(read.last, "onward"),
        Stretch(stretch.start, None, stretch.grain),
        "since",
        "bound.since",
        "time",
        read.precision,
    )


def _until(scope: Scope, place: int, read: Read) -> Phrase:
    stretch = scope.edge(read, lean_of(scope, "deadline"))
    return Phrase(
        place,
        read.last,
        Stretch(None, stretch.end, stretch.grain),
        "until",
        "bound.until",
        "time",
        read.precision,
    )


def _by(scope: Scope, place: int, read: Read) -> Phrase:
    return _until(scope, place, read)._replace(kind="by", rule="bound.by", role="deadline")


def _before(scope: Scope, place: int, read: Read) -> Phrase:
    stretch = scope.edge(read, lean_of(scope, "deadline"))
    # "before the end of May" may be in the last days of May
    end = stretch.end if read.part == "end" else shifted(stretch.start, -1, "day") if stretch.start else None
    return Phrase(
        place, read.last, Stretch(None, end, stretch.grain), "by", "bound.before", "deadline", read.precision
    )


def _after(scope: Scope, place: int, read: Read) -> Phrase:
    stretch = scope.placed(read)
    if scope.has(place + 1, "part_of_day") and read.last == place + 2:  # "after midnight", of whichever day
        return Phrase(place, read.last, NOWHERE, "since", "bound.after", "time", read.precision)
    start = shifted(stretch.end, 1, "day") if stretch.end else None
    return Phrase(
        place, read.last, Stretch(start, None, stretch.grain), "since", "bound.after", "time", read.precision
    )


def _as_of(scope: Scope, place: int, read: Read) -> Phrase:
    """`as of 19:30, 4 May`: up to then where that is past, else from then on."""
    stretch = scope.placed(read)
    is_past = scope.anchor is not None and stretch.end is not None and stretch.end <= scope.anchor
    return _until(scope, place, read) if is_past else _since(scope, place, read)


_ROUND = frozenset({"before", "after"})
_BOUNDS = {"by": _by, "before": _before, "until": _until, "since": _since, "as_of": _as_of, "after": _after}
