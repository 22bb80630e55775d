"""Times told from the day of publication: yesterday, last week, the past 24 hours, next Monday."""

from __future__ import annotations

from datetime import date

from truceline.reading.times.dates import calendar_date, month_at
from truceline.reading.times.lengths import count_at, is_plural, unit_at
from truceline.reading.times.partial import Lean, Partial, resolved, season
from truceline.reading.times.scope import Read, Scope
from truceline.reading.times.stretch import DAY, DAYS, NOWHERE, Stretch, day_stretch, neighbour, shifted
from truceline.reading.times.weekdays import weekday, weekday_at

_BACK = {"last": -1, "previous": -1, "past": -1, "this": 0, "same": 0, "next": 1, "coming": 1, "following": 1}
_CALENDAR_ONLY = ("quarter", "decade", "century")
_ROLLING = ("week", "month", "year", "fortnight", "decade")
_THURSDAY = 4


def deictic(scope: Scope, place: int) -> Read | None:
    """`today`, `the day before yesterday`, `tonight`, `overnight`, `now`."""
    step = scope.get(place, "deictic")
    if step is not None:
        return Read(_days_from(scope, step), place + 1, "relative.day")
    night = scope.get(place, "night")
    if night is not None:
        return Read(_night(scope, night), place + 1, "relative.night")
    return None


def _days_from(scope: Scope, step: int) -> Stretch:
    return day_stretch(shifted(scope.anchor, step, "day")) if scope.anchor else NOWHERE


def _night(scope: Scope, step: int) -> Stretch:
    """A night that is over ran from the day before into the day; one that comes begins on the day."""
    first, last = _days_from(scope, step).start, scope.anchor
    return Stretch(first, last) if first and last else NOWHERE


def night_stretch(scope: Scope) -> Stretch:
    """The night before the anchor."""
    return _night(scope, -1)


def present(scope: Scope, place: int) -> Read | None:
    """`now`, `date`: only as the end of a range."""
    if not scope.has(place, "now"):
        return None
    return Read(_days_from(scope, 0), place + 1, "relative.now")


def day_told(scope: Scope, place: int) -> Read | None:
    """`the next day`, `that day`: told from the time that the sentence named last, else not known."""
    recent = scope.known
    steps = {"day_next": 1, "day_before": -1, "day_told": 0, "day_step": scope.get(place, "day_step")}
    for name, step in steps.items():
        if scope.has(place, name) and step is not None:
            token = scope.token_after(place + 1) if name == "day_step" else None
            is_of_event = token is not None and token.is_word  # "the day before the summit"
            known = (recent.end if step > 0 else recent.start) if recent and not is_of_event else None
            day = shifted(known, step, "day") if known else None
            return Read(day_stretch(day), place + 1, "relative.told")
    return None


def relation(scope: Scope, place: int) -> Read | None:
    """`last week`, `the past 24 hours`, `the two coming months`, `next Monday`, `last night`."""
    start = scope.skip(place, "the")
    counted = count_at(scope, start) if not scope.has(start, "relative", "one") else None
    if counted and scope.has(counted[1], "relative") and is_plural(scope, counted[1] + 1):
        return _several(scope, scope.get(counted[1], "relative"), counted[0], counted[1] + 1)
    how = scope.get(start, "relative")
    if how == "this" and scope.has(start + 1, "relative"):  # "this past week"
        start += 1
        how = scope.get(start, "relative")
    if how is None:
        return None
    if how == "following" and start == place:
        return None  # "calm following three months of war": after them
    after = scope.skip(start + 1, "about", "extra")
    counted = count_at(scope, after) if not scope.has(after, "one") else None
    if counted:
        at = scope.skip(counted[1], "extra")
        at = scope.skip(at, "dash") if scope.touches(at) else at
        if unit_at(scope, at) and not (how == "last" and scope.is_after_listed(start, "before_verb")):
            return _several(scope, how, counted[0], at)
    return _named(scope, how, after, has_article=start > place)


def _named(scope: Scope, how: str, place: int, *, has_article: bool) -> Read | None:
    unit = unit_at(scope, place)
    if unit and is_plural(scope, place):
        return _some(scope, how, place)
    if (
        unit
        and unit not in ("second", "minute")
        and not (unit == "night" and how in ("last", "past", "this", "next"))
    ):
        return Read(_unit(scope, how, unit, has_article=has_article), place + 1, f"relative.{unit}")
    if scope.has(place, "part_of_day"):
        return Read(_part_of_day(scope, how, place), place + 1, "relative.part_of_day")
    if (value := weekday_at(scope, place)) is not None:
        return _weekday(scope, how, place, value)
    return _dated(scope, how, place)


def _several(scope: Scope, how: str, count: float, place: int) -> Read:
    """`the past two days` reach from two days back to the anchor; `the next two` begin after it."""
    unit, anchor = unit_at(scope, place) or "day", scope.anchor
    rule = "relative.rolling"
    if anchor is None:
        return Read(Stretch(None, None, unit), place + 1, rule)
    step = _BACK[how]
    if unit in _CALENDAR_ONLY:
        first, last = (-count, -1) if step < 0 else (1, count)
        ends = neighbour(anchor, unit, int(first)).start, neighbour(anchor, unit, int(last)).end
        return Read(Stretch(*ends, "span"), place + 1, rule)
    if step < 0:
        return Read(Stretch(_reckoned_back(anchor, max(count, 0), unit), anchor, "span"), place + 1, rule)
    end = shifted(anchor, count, unit)
    start = anchor if step == 0 or end is None or end <= anchor or DAYS[unit] < 1 else anchor + DAY
    return Read(Stretch(start, end if end is None or end >= start else start, "span"), place + 1, rule)


def _reckoned_back(anchor: date, count: float, unit: str) -> date | None:
    """The first of the days up to the anchor, which is the last of them; 24 hours began the day before."""
    start = shifted(anchor, -count, unit)
    return start if start is None or DAYS[unit] < 1 or start >= anchor else start + DAY


def _some(scope: Scope, how: str, place: int) -> Read:
    """`the past days`: one end is known; of `the coming weeks` none."""
    anchor, rule = scope.anchor, "relative.some"
    back = _BACK[how] <= 0
    return Read(Stretch(None, anchor, "week") if back else Stretch(None, None, "week"), place + 1, rule)


def _unit(scope: Scope, how: str, unit: str, *, has_article: bool) -> Stretch:
    anchor, step = scope.anchor, _BACK[how]
    if anchor is None:
        return Stretch(None, None, unit)
    if unit == "hour":
        return day_stretch(anchor)
    is_rolling = how == "past" or (how == "last" and has_article)
    if (is_rolling and unit in _ROLLING) or (unit == "fortnight" and step < 0):
        return Stretch(_reckoned_back(anchor, 1, unit), anchor, "span")
    if unit == "fortnight" and step > 0:
        return Stretch(anchor + DAY, shifted(anchor, 1, unit), "span")
    if unit == "day" and is_rolling:
        return Stretch(shifted(anchor, -1, "day"), anchor, "span")
    return neighbour(anchor, "day" if unit == "night" else unit, step)


def _part_of_day(scope: Scope, how: str, place: int) -> Stretch:
    part, step = scope.get(place, "part_of_day"), _BACK[how]
    if part == "night" and step < 0:
        return _night(scope, -1)
    return _days_from(scope, step)


def _weekday(scope: Scope, how: str, place: int, value: int) -> Read | None:
    full = weekday(scope, place)
    told = full.what if full and isinstance(full.what, Partial) else Partial()
    if full and told.day is not None:
        return full._replace(what=told._replace(weekday=None) if told.month else told)
    anchor = scope.anchor
    if anchor is None:
        return Read(NOWHERE, place + 1, "relative.weekday")
    step = (value - anchor.isoweekday()) + 7 * _BACK[how]
    if how in ("past", "last"):
        step = -((anchor.isoweekday() - value - 1) % 7 + 1)
        if how == "last" and step == -1:  # nobody calls yesterday "last Wednesday"
            step -= 7
    elif how == "coming":
        step = (value - anchor.isoweekday() - 1) % 7 + 1
    return Read(_days_from(scope, step), place + 1, "relative.weekday")


def _dated(scope: Scope, how: str, place: int) -> Read | None:
    """`last September`, `this 5 December`, `next 6th of April`, `next summer`."""
    if scope.has(place, "holiday"):
        return Read(Stretch(None, None, "span"), place + 1, "relative.feast")
    if scope.has(place, "season"):
        return Read(
            season(scope.get(place, "season"), None, scope.anchor, _lean(how)), place + 1, "relative.season"
        )
    month = month_at(scope, place)
    if month is not None:
        return Read(_month(scope, how, month), place + 1, "relative.month")
    found = calendar_date(scope, place)
    if found is None or not isinstance(found.what, Partial) or found.what.year is not None:
        return found
    return found._replace(what=resolved(found.what, scope.anchor, _lean(how)))


def _lean(how: str) -> Lean:
    return "past" if _BACK[how] < 0 else "next" if _BACK[how] > 0 else "near"


def _month(scope: Scope, how: str, month: int) -> Stretch:
    anchor = scope.anchor
    if anchor is None:
        return Stretch(None, None, "month")
    step = _BACK[how]
    if step < 0:
        year = anchor.year if month < anchor.month else anchor.year - 1
    elif step > 0:
        year = anchor.year if month > anchor.month else anchor.year + 1
    else:
        year = anchor.year
    return resolved(Partial(year=year, month=month), anchor, "near")


def the_unit(scope: Scope, place: int) -> Read | None:
    """`the week`, `the month`: the present one; `the weekend` the one that a report means."""
    at = scope.skip(place + 1, "reported")
    unit = unit_at(scope, at)
    is_bare = scope.has(place, "the") or scope.has(place, "at", "part", "end")
    if not (is_bare and unit in ("day", "week", "month", "year", "quarter", "weekend")) or is_plural(
        scope, at
    ):
        return None
    if unit == "day" and (
        scope.has(place - 1, "of") or not scope.has(place - 1, "part", "over", "at", "since", "until", "by")
    ):
        return None
    over = scope.has(place - 1, "course") or scope.has(at - 1, "reported")
    ends = scope.ends_before_noun(at + 1) and not over
    if not scope.has(place, "the") or ends or _is_subject(scope, place, at + 1):
        return None
    if scope.anchor is None or unit is None:
        return Read(Stretch(None, None, unit or "day"), at + 1, "relative.the")
    if over and unit in ("week", "month", "year") and scope.lean != "next":
        # "during the week" of a report is the one up to its day
        back = shifted(scope.anchor, -1, unit)
        start = shifted(back, 1, "day") if back else None
        return Read(Stretch(start, scope.anchor, unit), at + 1, "relative.the")
    step = _weekend_step(scope) if unit == "weekend" else 0
    return Read(neighbour(scope.anchor, unit, step), at + 1, "relative.the")


def _is_subject(scope: Scope, place: int, after: int) -> bool:
    """`The month is granted if`: a length that the sentence speaks of, not the month at hand."""
    token = scope.token_after(after)
    is_verb_next = token is not None and token.lower in scope.vocabulary.lists.get("subject_signs", ())
    is_led = scope.has(place - 1, "at", "over", "since", "until", "by", "before", "after", "part", "within")
    return is_verb_next and not is_led


def _weekend_step(scope: Scope) -> int:
    """A report early in the week means the weekend past; on Friday or later the one at hand."""
    anchor = scope.anchor
    is_early = anchor is not None and anchor.isoweekday() <= _THURSDAY
    return -1 if (is_early and scope.lean != "next") or (scope.lean == "past" and is_early) else 0


def rough(scope: Scope, place: int) -> Read | None:
    """`recently`, `in recent days`: up to the anchor, from when is not told."""
    if not scope.has(place, "rough"):
        return None
    return Read(Stretch(None, scope.anchor, "week"), place + 1, "relative.rough")
