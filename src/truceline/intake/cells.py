"""Text of single cells as days and numbers; what is ambiguous is never guessed."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from functools import lru_cache

from truceline.core.instant import Clock
from truceline.intake.faults import Fault, UnusableRow

ORDERS = {"Y-M-D": "ymd", "D/M/Y": "dmy", "M/D/Y": "mdy"}
"""Date styles a mapping may declare; separators (`/`, `.`, `-`, space) do not matter."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_YEAR_DIGITS = 4
_TIME_OF_DAY = re.compile(
    r"(?P<day>.*?)(?:(?<=\d)t|[\s,]\s*)(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?"
)
_SHORT_YEAR = re.compile(r"\d{1,2}[\s/.\-]+(?:\d{1,2}|[a-z]{3,9})\.?,?[\s/.\-]+\d{2}(?!\d)")
_NUMERIC = re.compile(r"(\d{1,4})[/.\-\s](\d{1,2})[/.\-\s](\d{1,4})")
_NAMED_MONTH = re.compile(r"(\d{1,2})[\s.\-/]+([a-z]{3,9})\.?,?[\s.\-/]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
_NOON = 12
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}\.\d{3}")
_FULL_MONTHS = frozenset(
    {
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "sept",
        "october",
        "november",
        "december",
    }
)


@lru_cache(maxsize=8192)
def days_meant(text: str, orders: tuple[str, ...] = (), clock: Clock | None = None) -> tuple[date, ...]:
    """Every day the text can mean in the declared orders (none declared: in all of them).

    `2018-10-05` and `5 October 2018` mean one day; `05/10/2018` means two unless an order is
    declared. A time of day after it is left out, unless it names its offset: then the day is the
    one on the `clock`, and without a clock unknown. Empty if the text is no day at all: also for
    24:00, which is a day's end or the next one's beginning, and for a year of two digits.
    """
    plain = text.strip().casefold()
    timed = _TIME_OF_DAY.fullmatch(plain)
    if timed is None:
        return _days_named(plain, orders)
    moments = (_local_day(day_, timed, clock) for day_ in _days_named(timed["day"].strip(), orders))
    return tuple(day_ for day_ in moments if day_)


def _days_named(plain: str, orders: tuple[str, ...]) -> tuple[date, ...]:
    """Every day that text without a time of day can mean."""
    if match := _NAMED_MONTH.fullmatch(plain):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(plain):
        return _named(match[3], match[1], match[2])
    if match := _NUMERIC.fullmatch(plain):
        parts = (match[1], match[2], match[3])
        tried = (_ordered(parts, order) for order in orders or tuple(ORDERS.values()))
        return tuple(sorted({day for day in tried if day}))
    return ()


def _local_day(day_: date, timed: re.Match[str], clock: Clock | None) -> date | None:
    """The day of a time of day, moved to the clock where the text names an offset."""
    hour, zone = int(timed["h"]), timed["zone"]
    if timed["half"]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if timed["half"] == "pm" else 0)
    try:
        moment = datetime.combine(day_, time(hour, int(timed["m"]), int(timed["s"] or 0)))
        if zone is None:
            return day_
        named = zone.replace("utc", "z").replace("gmt", "z").upper()
        aware = datetime.fromisoformat(f"{moment.isoformat()}{named}")
        return clock.day_of(aware) if clock else None
    except (ValueError, OverflowError):
        return None


def day(text: str, field: str, orders: tuple[str, ...] = (), clock: Clock | None = None) -> date:
    """The one day the text means; UnusableRow (`bad-date`, `ambiguous-date`) otherwise."""
    meant = days_meant(text, orders, clock)
    if len(meant) == 1:
        return meant[0]
    if not meant and _SHORT_YEAR.match(text.strip().casefold()):
        told = f"{text[:80]!r}: a year of two digits does not tell its century, nor always its place"
        raise UnusableRow(Fault.AMBIGUOUS_DATE, told, field)
    if not meant:
        raise UnusableRow(Fault.BAD_DATE, f"{text[:80]!r} is no date" + _declared(orders), field)
    told = " or ".join(one.isoformat() for one in meant)
    raise UnusableRow(Fault.AMBIGUOUS_DATE, f"{text!r} may be {told}; declare the date style", field)


@lru_cache(maxsize=8192)
def number(text: str, field: str) -> float:
    """A finite number; UnusableRow (`bad-number`) otherwise.

    Plainer than Python's own reading, which would take `1_000`.
    """
    if not _NUMBER.fullmatch(text.strip()):
        raise UnusableRow(Fault.BAD_NUMBER, f"{text[:80]!r} is no number", field)
    value = float(text)
    if not math.isfinite(value):
        raise UnusableRow(Fault.BAD_NUMBER, f"{text!r} is no finite number", field)
    return value


@lru_cache(maxsize=8192)
def whole(text: str, field: str) -> int:
    """A whole number, also one written with a point (`4.0`); UnusableRow otherwise."""
    value = number(text, field)
    if _GROUPED.fullmatch(text.strip()):
        told = f"{text!r} may be a whole number with its thousands apart; declare them"
        raise UnusableRow(Fault.BAD_NUMBER, told, field)
    if not value.is_integer():
        raise UnusableRow(Fault.BAD_NUMBER, f"{text!r} is no whole number", field)
    return int(value)


def as_typed(text: str, field: str, decimal: str, thousands: str) -> str:
    """A number in the signs a mapping declares, in plain form; UnusableRow (`bad-number`) otherwise.

    A point in a table with decimal commas is refused unless it is declared to part the thousands:
    `1.234` would be taken for a little more than one.
    """
    plain = text.strip()
    if thousands:
        whole_part, point_, fraction = plain.partition(decimal)
        # A space to the eye is often one that does not break, wide or narrow.
        sign = "[ \u00a0\u202f]" if thousands == " " else re.escape(thousands)
        if re.fullmatch(rf"[+-]?\d{{1,3}}(?:{sign}\d{{3}})+", whole_part):
            plain = re.sub(sign, "", whole_part) + point_ + fraction
            if decimal == "." and not fraction.strip("0"):
                plain = plain.partition(".")[0]
    if decimal != "." and "." in plain:
        raise UnusableRow(
            Fault.BAD_NUMBER, f"{text[:80]!r} has a point, and the decimal sign is {decimal!r}", field
        )
    return plain.replace(decimal, ".")


def _named(year: str, month: str, day_: str) -> tuple[date, ...]:
    if month[:3] not in _MONTHS or (len(month) > len("jan") and month not in _FULL_MONTHS):
        return ()
    found = _valid(int(year), _MONTHS[month[:3]], int(day_))
    return (found,) if found else ()


def _ordered(parts: tuple[str, str, str], order: str) -> date | None:
    at = dict(zip(order, parts, strict=True))
    if len(at["d"]) > 2 or len(at["m"]) > 2:  # noqa: PLR2004 - two digits for a day or month
        return None
    if len(at["y"]) != _YEAR_DIGITS:
        return None
    return _valid(int(at["y"]), int(at["m"]), int(at["d"]))


def _valid(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def _declared(orders: tuple[str, ...]) -> str:
    names = [name for name, order in ORDERS.items() if order in orders]
    return f" in the declared style {' or '.join(names)}" if names else ""
