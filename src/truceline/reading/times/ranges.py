"""Times from one end to another, and days that are listed: from 3 to 10 October, 15 and 16 June."""

from __future__ import annotations

from truceline.reading.times import clock
from truceline.reading.times.numerals import day_of_month, year
from truceline.reading.times.partial import Lean, Partial, following, resolved
from truceline.reading.times.phrase import Phrase, past_on, plain
from truceline.reading.times.relative import present
from truceline.reading.times.scope import Read, Scope
from truceline.reading.times.stretch import DAY, Stretch, joined, shifted

_WEEK = 7
_MOST_LISTED = 6


def pair(scope: Scope, place: int, lean: Lean | None = None) -> Phrase | None:
    """`from 3 to 10 October`, `between Monday and Wednesday`, `October 3-10`, `since 2015 until 2018`."""
    if scope.last_joiner <= place:
        return None
    lead = next((name for name in ("between", "from_to", "since") if scope.has(place, name)), "")
    start = past_on(scope, place + 1) if lead else place
    start = clock.head(scope, start)
    start = start + 1 if scope.has(start, "from_to", "between") else start
    for first in (_end_of_pair(scope, start), _bare_day(scope, start)):
        if first is None or (first.rule == "relative.the" and not lead):
            continue  # "the week to Sunday"
        joiner = _past_joiner(scope, first.last, lead)
        second = _second(scope, joiner, first) if joiner else None
        if second is None or joiner is None:
            continue
        found = _joined(scope, first, second, lean or scope.lean)
        is_and = scope.has(joiner - 1, "and") and lead != "between"
        if found and (not is_and or _is_consecutive(scope, first, second)):
            return Phrase(place, second.last, found, "during", "range", "time", _worst(first, second))
        if is_and and isinstance(first.what, Partial) and first.rule == "date.bare":
            return _first_of_two(scope, place, first, second)
    return None


def _end_of_pair(scope: Scope, place: int) -> Read | None:
    return scope.moment(place, 0)


def _bare_day(scope: Scope, place: int) -> Read | None:
    """A number that may be a day of a month that the other end names."""
    at = scope.skip(place, "the")
    day = day_of_month(scope, at)
    if day is None or scope.has(day[1], "unit", "meridiem", "clock_word", "multiplier", "slash"):
        return None
    return Read(Partial(day=day[0]), day[1], "date.bare")


def _past_joiner(scope: Scope, place: int, lead: str) -> int | None:
    if scope.has(place, "slash") and scope.has(place + 1, "ordinal"):  # "30th/31st"
        return place + 1
    if not scope.has(place, "joiner", "dash", "until", "and"):
        return None
    if lead in ("from_to", "since") and scope.has(place, "and"):
        return None
    return place + 1


def _second(scope: Scope, place: int, first: Read) -> Read | None:
    at = past_on(scope, place)
    is_bare = first.rule == "date.bare"
    found = scope.moment(at, 0) or (None if is_bare else present(scope, at))
    if found and not (is_bare and not _names_month(found)):
        return found
    if is_bare or not _names_month(first):
        return None
    bare = _bare_day(scope, at)
    if (
        bare is None
        or scope.ends_before_noun(bare.last)
        or (scope.has(bare.last, "slash", "number") and not scope.has(bare.last, "year"))
    ):
        return None
    whole = year(scope, scope.skip(bare.last, "comma", "of", "in"))
    if whole and isinstance(bare.what, Partial):
        return bare._replace(what=bare.what._replace(year=whole[0]), last=whole[1])
    return bare


def _names_month(read: Read) -> bool:
    return isinstance(read.what, Partial) and bool(read.what.month and read.what.day)


def _joined(scope: Scope, first: Read, second: Read, lean: Lean) -> Stretch | None:
    """The stretch from one end to the other, each told what the other lends it."""
    if isinstance(first.what, Partial) and isinstance(second.what, Partial):
        left, right = _lend(first.what, second.what)
        first, second = first._replace(what=left), second._replace(what=right)
    if (
        isinstance(first.what, Partial)
        and isinstance(second.what, Stretch)
        and second.what.start
        and not first.what.year
    ):
        start = resolved(first.what, second.what.start, "past")  # "from Monday to Friday next week"
    else:
        start = scope.edge(first, lean)
    end = _end_after(scope, second, start)
    both = joined(start, end)
    anchor = scope.anchor
    is_ahead = anchor is not None and end.start is not None and end.start > anchor
    if (
        both
        and is_ahead
        and lean in ("near", "past")
        and _is_bare_weekday(first)
        and _is_bare_weekday(second)
    ):
        return Stretch(
            shifted(start.start, -_WEEK, "day") if start.start else None,
            shifted(end.end, -_WEEK, "day") if end.end else None,
            "span",
        )
    return both


def _end_after(scope: Scope, second: Read, start: Stretch) -> Stretch:
    what = second.what
    if isinstance(what, Partial) and not what.is_whole and what.year is None and start.start is not None:
        placed = following(what, start.start)
        return scope.edge(second._replace(what=placed))
    return scope.edge(second)


def _is_bare_weekday(read: Read) -> bool:
    return isinstance(read.what, Partial) and read.what.day is None and read.what.weekday is not None


def _lend(left: Partial, right: Partial) -> tuple[Partial, Partial]:
    """What is left out at one end is taken from the other: month and year of "3-10 October 2018"."""
    if left.day and not left.month and right.month and right.day:
        month, whole = right.month, right.year
        if left.day > right.day:
            month, whole = (month - 1, whole) if month > 1 else (12, whole - 1 if whole else None)
        return left._replace(month=month, year=whole), right
    if right.day and not right.month and left.month and not right.weekday:
        month, whole = left.month, left.year or right.year
        if left.day and right.day < left.day:
            month, whole = (month + 1, whole) if month < 12 else (1, whole + 1 if whole else None)  # noqa: PLR2004 - December
        right = right._replace(month=month, year=whole)
    if right.year and not left.year and left.month and right.month:
        left = left._replace(year=right.year - (left.month > right.month))
    elif left.year and not right.year and right.month and left.month:
        right = right._replace(year=left.year + (right.month < left.month))
    return left, right


def _is_consecutive(scope: Scope, first: Read, second: Read) -> bool:
    """Whether two times joined by "and" follow each other, so that one stretch tells both."""
    if isinstance(first.what, Partial) and isinstance(second.what, Partial):
        left, right = _lend(first.what, second.what)
        first, second = first._replace(what=left), second._replace(what=right)
    start = scope.placed(first)
    end = _end_after(scope, second, start)
    is_next = start.end is not None and end.start is not None and end.start == start.end + DAY
    return is_next and start.grain == end.grain and start.grain in ("day", "month")


def listed(scope: Scope, place: int) -> Phrase | None:
    """`15, 16 and 17 October`: days that share their month; the first of them where they do not follow on."""
    days: list[tuple[int, int, bool]] = []
    at = place
    while len(days) < _MOST_LISTED and (day := day_of_month(scope, at)) and scope.has(day[1], "comma"):
        days.append(day)
        at = day[1] + 1
    if not days or scope.has(days[0][1] - 1, "year"):
        return None
    rest = pair(scope, scope.skip(at, "and")) or plain(scope, scope.skip(at, "and"))
    start = rest.stretch.start if rest and scope.has(rest.first, "number", "ordinal") else None
    if rest is None or start is None or rest.stretch.end is None or start.day <= days[-1][0]:
        return None
    numbers = [day[0] for day in days]
    if [*numbers, start.day] == list(range(numbers[0], start.day + 1)):
        return Phrase(
            place,
            rest.last,
            Stretch(start.replace(day=numbers[0]), rest.stretch.end, "span"),
            "during",
            "range",
        )
    stretch = Stretch(start.replace(day=numbers[0]), start.replace(day=numbers[0]))
    return Phrase(place, days[0][1], stretch, "on", "date.day")


def _first_of_two(scope: Scope, place: int, first: Read, second: Read) -> Phrase | None:
    """`15 and 18 June`: the first by itself; the second is read when its turn comes."""
    if not (isinstance(first.what, Partial) and isinstance(second.what, Partial)):
        return None
    left, _ = _lend(first.what, second.what)
    stretch = scope.placed(first._replace(what=left))
    return Phrase(place, first.last, stretch, "on", "date.day")


def _worst(first: Read, second: Read) -> int | None:
    told = [read.precision for read in (first, second) if read.precision]
    return max(told) if told else None
