"""Dates of the calendar as written: in figures, and months with their days and years."""

from __future__ import annotations

from truceline.reading.times.numerals import day_of_month, short_year, year
from truceline.reading.times.partial import Partial, full_year, resolved
from truceline.reading.times.scope import Read, Scope

_MONTHS, _DAYS = 12, 31
_AMBIGUOUS = 5  # precision of a date whose day and month may stand the other way round
_NEAR = 45  # days: a reading of ambiguous figures this near the anchor goes before one that is not
LEADS = (
    "at",
    "since",
    "until",
    "by",
    "before",
    "after",
    "from_to",
    "between",
    "of",
    "in",
    "over",
    "joiner",
    "within",
    "part",
)
_FIGURE_LEADS = (*LEADS, "and", "or", "dash", "comma", "relative", "weekday")


def calendar_date(scope: Scope, place: int) -> Read | None:
    """A date that begins at an item, with or without its year."""
    start = scope.skip(place, "the")
    if start == place:
        for rule in (figures, year_first, month_first):
            if found := rule(scope, place):
                return found
    return day_first(scope, start)


def figures(scope: Scope, place: int) -> Read | None:
    """`2018-10-03`, `03.10.2018`, `3/10/2018`, and after a preposition `10/25`."""
    parts = scope.get(place, "dated")
    if parts is None or any(part > 9999 for part in parts):  # noqa: PLR2004 - the calendar's last year
        return None
    if len(parts) == 2:  # noqa: PLR2004 - day and month
        return _two_figures(scope, place, parts) if _is_led(scope, place) else None
    first, second, third = parts
    if first > 31:  # noqa: PLR2004 - no day
        told = Partial(year=first, month=second, day=third)
        return Read(told, place + 1, "date.iso") if first >= 1000 and _is_possible(told) else None  # noqa: PLR2004 - four figures
    whole = third if third >= 100 else full_year(third, scope.anchor)  # noqa: PLR2004 - two figures are short for four
    return day_and_month(scope, place, (first, second), whole)


def _is_led(scope: Scope, place: int) -> bool:
    return scope.has(place - 1, *_FIGURE_LEADS) or (
        scope.has(place + 1, "dash") and scope.has(place + 2, "dated")
    )


def _two_figures(scope: Scope, place: int, parts: tuple[int, int]) -> Read | None:
    return None if scope.ends_before_noun(place + 1) else day_and_month(scope, place, parts, None)


def day_and_month(scope: Scope, place: int, pair: tuple[int, int], whole: int | None) -> Read | None:
    """Two figures as day and month, in the order that they allow, or that the settings or the anchor tell."""
    orders = [Partial(whole, pair[1], pair[0]), Partial(whole, pair[0], pair[1])]
    is_sure = (
        scope.day_first is not None or scope.get(place, "sign") == "." or scope.has(place, "decimal")
    )  # with points the day goes first
    if scope.day_first is False:
        orders.reverse()
    possible = [told for told in orders if _is_possible(told)]
    if not possible:
        plausible = [
            told for told in orders if 1 <= (told.month or 0) <= _MONTHS and 1 <= (told.day or 0) <= _DAYS
        ]
        return Read(plausible[0], place + 1, "date.impossible") if plausible and whole else None
    if len(possible) == 1 or pair[0] == pair[1] or is_sure:
        return Read(possible[0], place + 1, "date.figures")
    near = [told for told in possible if _is_near(scope, told)]
    if len(near) == 1:
        return Read(near[0], place + 1, "date.figures")
    return Read(possible[0], place + 1, "date.ambiguous", precision=_AMBIGUOUS)


def _is_possible(told: Partial) -> bool:
    return resolved(told._replace(year=told.year or 2000), None, "near").start is not None


def _is_near(scope: Scope, told: Partial) -> bool:
    start = resolved(told, scope.anchor, scope.lean).start
    return bool(start and scope.anchor and abs((start - scope.anchor).days) <= _NEAR)


def month_at(scope: Scope, place: int, company: str = "") -> int | None:
    """The month an item names; a word that has other meanings needs a capital and company."""
    value: int | None = scope.get(place, "month")
    if value is None or scope.items[place].lower not in scope.vocabulary.doubtful.get("month", ()):
        return value
    if scope.items[place].is_capital:
        company = company or (
            "pair" if scope.has(place + 1, "joiner", "dash") and scope.has(place + 2, "month") else ""
        )
        is_led = scope.has(place - 1, *LEADS, "relative", "part", "and", "or", "dash")
        return value if company or is_led else None
    is_led = scope.has(place - 1, "in", "since", "until", "from_to", "between") or scope.get(
        place - 1, "relative"
    ) in (
        "last",
        "next",
    )
    return value if company == "sure" or is_led else None


def month_first(scope: Scope, place: int) -> Read | None:
    """`October 3, 2018`, `Oct. 3rd`, `March 2018`, `May`."""
    if not scope.has(place, "month"):
        return None
    after = _past_point(scope, place + 1)
    after = scope.skip(after, "comma", "slash", "dash") if _is_tied(scope, after) else after
    whole = year(scope, scope.skip(after, "of", "in", "comma"))
    if whole and not scope.has(after, "dated"):
        return _month_of_year(scope, place, whole)
    day = day_of_month(scope, scope.skip(after, "the"))
    is_clock = day and (scope.has(day[1], "meridiem", "clock_word") or scope.has(day[1] - 1, "clock"))
    if day and not is_clock and not _counts_something(scope, place, day):
        month = month_at(scope, place, "sure" if day[2] else "day")
        if month:
            return _with_year(scope, Partial(month=month, day=day[0]), day[1])
    month = month_at(scope, place)
    if month is None or _is_name(scope, place + 1):
        return None
    return Read(Partial(month=month), place + 1, "date.month")


def _is_name(scope: Scope, after: int) -> bool:
    """`7 July Street`."""
    token = scope.token_after(after)
    named = scope.vocabulary.lists.get("named_after", ())
    quarters = scope.vocabulary.lists.get("named_quarters", ())
    return token is not None and (token.lower in quarters or (token.is_capital and token.lower in named))


def _past_point(scope: Scope, place: int) -> int:
    is_more = scope.has(place + 1, "number", "ordinal", "year", "the", "comma")
    return place + 1 if scope.has(place, "point") and scope.touches(place) and is_more else place


def _is_tied(scope: Scope, place: int) -> bool:
    """A sign that ties a month to its day: touching on both sides, or a comma before an ordinal."""
    if scope.has(place, "comma"):
        return scope.has(place + 1, "ordinal")
    return scope.touches(place) and scope.touches(place + 1)


def _month_of_year(scope: Scope, place: int, whole: tuple[int, int]) -> Read | None:
    month = month_at(scope, place, "sure")
    if month is None:
        return None
    after = whole[1]
    if scope.has(after, "dash", "slash") and scope.touches(after) and scope.touches(after + 1):
        day = day_of_month(scope, after + 1)
        if day:
            return Read(Partial(whole[0], month, day[0]), day[1], "date.day")
    return Read(Partial(year=whole[0], month=month), after, "date.month")


def _counts_something(scope: Scope, place: int, day: tuple[int, int, bool]) -> bool:
    """`In September 12 people died`: the number after the month belongs to the noun after it."""
    token = scope.token_after(day[1])
    is_lower = token is not None and token.is_word and not token.is_capital
    return not day[2] and is_lower and scope.has(place - 1, "in") and scope.ends_before_noun(day[1])


def day_first(scope: Scope, place: int) -> Read | None:
    """`3 October 2018`, `the twenty-first of May`, `05-Aug-2016`."""
    day = day_of_month(scope, place)
    if day is None:
        return None
    value, after, is_ordinal = day
    if scope.get(after, "unit") == "day" and is_ordinal:
        after += 1
    is_of = scope.has(after, "of")
    after = after + 1 if is_of else after
    if scope.has(after, "dash", "slash") and scope.touches(after) and scope.touches(after + 1):
        after += 1
        if scope.has(after, "year") and scope.has(after + 1, "dash"):  # 23-2020-September
            month = month_at(scope, after + 2, "sure")
            return (
                Read(Partial(scope.get(after, "year"), month, value), after + 3, "date.day")
                if month
                else None
            )
    month = month_at(
        scope, after, "sure" if is_of or (is_ordinal and not scope.has(place - 1, "the")) else "day"
    )
    if month is None:
        return None
    return _with_year(scope, Partial(month=month, day=value), _past_point(scope, after + 1))


def _with_year(scope: Scope, told: Partial, after: int) -> Read | None:
    """The date with the year that follows it, if one does."""
    if _is_name(scope, after):
        return None
    sign = scope.skip(after, "comma", "of", "in", "dash", "slash", "possessive")
    lead = scope.skip(sign, "the") if scope.has(sign + 1, "unit") else sign
    lead = lead + 1 if scope.get(lead, "unit") == "year" else lead
    whole = year(scope, lead)
    if whole and _year_counts(scope, whole[1], is_tied=sign > after):
        return Read(told._replace(year=whole[0]), whole[1], "date.day")
    is_tied = (
        scope.has(after, "dash", "slash") and scope.touches(after) and scope.has(after - 2, "dash", "slash")
    )
    if scope.has(after, "of", "possessive") or is_tied:
        short = short_year(scope, sign)
        if short:
            return Read(told._replace(year=short[0]), short[1], "date.day")
    return Read(told, after, "date.day")


def _year_counts(scope: Scope, after: int, *, is_tied: bool) -> bool:
    """A year right after the day, or after a comma: no number of a noun ("on 3 October 2000 people")."""
    return not (is_tied and scope.get(after - 1, "year") and scope.get(after - 1, "year") % 1000 == 0) or (
        not scope.ends_before_noun(after)
    )


def year_first(scope: Scope, place: int) -> Read | None:
    """`2018 October`, `2018/Oct/3`, `2018-10`."""
    whole = scope.get(place, "year")
    if whole is None:
        return None
    after = place + 1
    is_tied = scope.has(after, "dash", "slash") and scope.touches(after) and scope.touches(after + 1)
    after = after + 1 if is_tied else after
    month = month_at(scope, after, "sure")
    if month:
        day_at = scope.skip(after + 1, "dash", "slash", "the")
        day = day_of_month(scope, day_at)
        if day and (scope.touches(after + 1) or day[2] or not scope.ends_before_noun(day[1])):
            return Read(Partial(whole, month, day[0]), day[1], "date.day")
        return Read(Partial(year=whole, month=month), after + 1, "date.month")
    figure = scope.get(after, "number") if is_tied else None
    is_last = not (scope.has(after + 1, "dash", "number") and scope.touches(after + 1))
    is_alone = not (scope.touches(place) and scope.has(place - 1, "dash"))
    if (
        figure is not None
        and 1 <= figure <= _MONTHS
        and is_last
        and is_alone
        and not scope.has(after, "decimal")
    ):
        return Read(Partial(year=whole, month=int(figure)), after + 1, "date.month")
    return None
