"""One time, whole: a date, a weekday, a stretch or a part of one, with the time of day that goes with it."""

from __future__ import annotations

from collections.abc import Callable

from truceline.reading.times import clock, counted, dates, reckoned, relative, weekdays
from truceline.reading.times.partial import Partial, season
from truceline.reading.times.scope import Read, Rules, Scope
from truceline.reading.times.stretch import Stretch, day_stretch, neighbour

_PARTS_OF_STRETCHES = (
    "early",
    "mid",
    "late",
    "start",
    "end",
    "first_half",
    "second_half",
    "rest",
    "so_far",
    "to_come",
)


def moment(scope: Scope, place: int, depth: int) -> Read | None:
    """The longest time that begins at an item."""
    is_head = scope.has(
        place, "number", "clock", "the", "part", "in", "over", "at", "part_of_day", "night", "unit"
    )
    found = (
        (_part(scope, place, depth) or _after_head(scope, place, depth))
        if is_head or scope.has(place, "short_part")
        else None
    )
    core = _core(scope, place, depth)
    if core and (found is None or core.last >= found.last):
        found = core
    if found is None:
        return None
    return found._replace(last=clock.tail(scope, found.last)) if _is_day(found) else found


def _is_day(read: Read) -> bool:
    what = read.what
    return (what.day or what.weekday) is not None if isinstance(what, Partial) else what.grain == "day"


def _core(scope: Scope, place: int, depth: int) -> Read | None:
    best: Read | None = None
    for rule in _RULES.at(scope, place):
        found = rule(scope, place, depth)
        if found and (best is None or found.last > best.last):
            best = found
    if best and (narrowed := counted.week_with_day(scope, best)):
        return narrowed
    return best


def _part(scope: Scope, place: int, depth: int) -> Read | None:
    """`early October`, `the end of the year`, `mid-December`, `late on Saturday`, `earlier this week`."""
    at = scope.skip(place, "the")
    short = scope.get(at, "short_part")
    if short:
        return _short_part(scope, at, short)
    part = scope.get(at, "part")
    if part not in _PARTS_OF_STRETCHES:
        return None
    after = scope.skip(at + 1, "of", "in", "at", "dash")
    if scope.get(after, "part_of_day") and not scope.has(after - 1, "of"):
        return None
    whole = scope.moment(after, depth + 1) or _bare_unit(scope, after)
    if whole is None:
        return None
    return whole._replace(part=part, rule=f"part.{part}", what=_placed_part(scope, whole))


def _placed_part(scope: Scope, whole: Read) -> Partial | Stretch:
    """A part of a part is a part of days that are placed already."""
    return scope.placed(whole) if whole.part else whole.what


def _short_part(scope: Scope, place: int, short: str) -> Read:
    unit = "month" if short == "end_month" else "year"
    stretch = neighbour(scope.anchor, unit, 0) if scope.anchor else Stretch(None, None, unit)
    return Read(stretch, place + 1, "part.end", "end")


def _bare_unit(scope: Scope, place: int) -> Read | None:
    """`end of year`: the unit without an article."""
    unit = scope.get(place, "unit")
    if unit not in ("week", "month", "year", "quarter", "day") or scope.ends_before_noun(place + 1):
        return None
    stretch = neighbour(scope.anchor, unit, 0) if scope.anchor else Stretch(None, None, unit)
    return Read(stretch, place + 1, "relative.the")


def _after_head(scope: Scope, place: int, depth: int) -> Read | None:
    """`at 14:30 on 3 October`, `the night of 3 October`."""
    after = clock.head(scope, place)
    if after == place:
        return None
    found = scope.moment(after, depth + 1)
    return found if found and _is_day(found) else None


def part_of_day_alone(scope: Scope, place: int) -> Read | None:
    """`at dawn`, `in the evening` after a preposition: of the day the sentence named last."""
    at = scope.skip(scope.skip(place, "the"), "part")
    part = scope.get(at, "part_of_day")
    if (
        part is None
        or scope.has(at, "parts_of_day")
        or not scope.has(place - 1, "at", "since", "until", "by", "over", "before", "after", "in")
    ):
        return None
    if scope.ends_before_noun(at + 1):
        return None
    recent = scope.recent
    day = recent.start if recent and recent.start == recent.end else None
    if scope.has(place - 1, "since") and not scope.has(place - 1, "from_to"):
        day = day or scope.anchor
    return Read(day_stretch(day), at + 1, "relative.part_of_day", "", 2)


def feast(scope: Scope, place: int) -> Read | None:
    """`Ramadan`, `Easter 2018`, `the summer of 2014`: words without days."""
    at = scope.skip(place, "the")
    if not scope.has(at, "holiday", "season"):
        return None
    is_season = scope.has(at, "season")
    before = scope.items[at - 1].lower if at else ""
    is_sure = scope.is_listed(at, "season_sure") or scope.has(at + 1, "year")
    if is_season and not is_sure and before not in scope.vocabulary.lists.get("season_company", ()):
        return None
    if not is_season and not scope.items[at].is_capital:
        return None
    year_at = scope.skip(at + 1, "of", "in", "comma")
    last = year_at + 1 if scope.has(year_at, "year") else at + 1
    if is_season and (last > at + 1 or at > 0):
        year = scope.get(year_at, "year") if last > at + 1 else None
        is_told = last > at + 1 or scope.items[at - 1].lower in scope.vocabulary.lists.get(
            "season_company", ()
        )
        if is_told:
            return Read(season(scope.get(at, "season"), year, scope.anchor, scope.lean), last, "season")
    return Read(Stretch(None, None, "span"), last, "feast")


def _flat(rule: Callable[[Scope, int], Read | None]) -> Callable[[Scope, int, int], Read | None]:
    """A rule that calls no other time, in the form of those that do."""
    return lambda scope, place, _depth: rule(scope, place)


_COUNTS = ("number", "vague", "one", "fraction", "more_of", "bound", "about")
_RULES = Rules(
    (_flat(dates.calendar_date), ("dated", "year", "month", "number", "ordinal", "the")),
    (_flat(weekdays.weekday), ("weekday",)),
    (_flat(weekdays.bare_ordinal), ("the",)),
    (_flat(weekdays.told_day), ("told_day",)),
    (_flat(weekdays.bare_year), ("year", "number", "unit", "the")),
    (_flat(weekdays.bare_figures), ("decimal",)),
    (_flat(relative.deictic), ("deictic", "night")),
    (_flat(relative.relation), ("relative", "the", "number", "vague")),
    (_flat(relative.the_unit), ("the",)),
    (_flat(relative.day_told), ("day_next", "day_before", "day_told", "day_step")),
    (_flat(relative.rough), ("rough",)),
    (_flat(part_of_day_alone), ("part_of_day", "the", "part")),
    (_flat(feast), ("holiday", "season", "the")),
    (reckoned.ago, (*_COUNTS, "unit")),
    (reckoned.ahead, ("in",)),
    (reckoned.weekday_from, ("weekday",)),
    (reckoned.day_step, ("day_step",)),
    (reckoned.week_of, ("the", "unit")),
    (counted.nth, ("the", "ordinal", "number", "relative")),
    (counted.day_of, ("the", "ordinal", "number", "weekday")),
    (counted.unit_of, ("the", "unit")),
    (counted.days_in_month, ("number", "ordinal")),
    (counted.numbered, ("the", "unit", "number", "year", "quarter_name", "half_name", "decade_name")),
)
