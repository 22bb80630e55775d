"""Text of single cells as days and numbers; what is ambiguous is never guessed."""

from __future__ import annotations

import math
import re
from datetime import date
from functools import lru_cache

from truceline.intake.faults import Fault, UnusableRow

ORDERS = {"Y-M-D": "ymd", "D/M/Y": "dmy", "M/D/Y": "mdy"}
"""Date styles a mapping may declare; separators (`/`, `.`, `-`, space) do not matter."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_YEAR_DIGITS = {"ymd": (4,), "dmy": (2, 4), "mdy": (2, 4)}
_TIME_OF_DAY = re.compile(r"[T\s]\s*\d{1,2}:\d{2}.*$")
_NUMERIC = re.compile(r"(\d{1,4})[/.\-\s](\d{1,2})[/.\-\s](\d{1,4})")
_NAMED_MONTH = re.compile(r"(\d{1,2})[\s.\-/]+([a-z]{3,9})\.?,?[\s.\-/]+(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})")
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
def days_meant(text: str, orders: tuple[str, ...] = ()) -> tuple[date, ...]:
    """Every day the text can mean in the declared orders (none declared: in all of them).

    `2018-10-05` and `5 October 2018` mean one day; `05/10/2018` means two unless an order is
    declared. A time of day after it is left out. Empty if the text is no day at all.
    """
    plain = _TIME_OF_DAY.sub("", text.strip().casefold())
    if match := _NAMED_MONTH.fullmatch(plain):
        return _named(match[3], match[2], match[1])
    if match := _MONTH_FIRST.fullmatch(plain):
        return _named(match[3], match[1], match[2])
    if match := _NUMERIC.fullmatch(plain):
        parts = (match[1], match[2], match[3])
        tried = (_ordered(parts, order) for order in orders or tuple(ORDERS.values()))
        return tuple(sorted({day for day in tried if day}))
    return ()


def day(text: str, field: str, orders: tuple[str, ...] = ()) -> date:
    """The one day the text means; UnusableRow (`bad-date`, `ambiguous-date`) otherwise."""
    meant = days_meant(text, orders)
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise UnusableRow(Fault.BAD_DATE, f"{text[:80]!r} is no date" + _declared(orders), field)
    told = " or ".join(one.isoformat() for one in meant)
    raise UnusableRow(Fault.AMBIGUOUS_DATE, f"{text!r} may be {told}; declare the date style", field)


@lru_cache(maxsize=8192)
def number(text: str, field: str) -> float:
    """A finite number; UnusableRow (`bad-number`) otherwise."""
    try:
        value = float(text)
    except ValueError:
        raise UnusableRow(Fault.BAD_NUMBER, f"{text[:80]!r} is no number", field) from None
    if not math.isfinite(value):
        raise UnusableRow(Fault.BAD_NUMBER, f"{text!r} is no finite number", field)
    return value


@lru_cache(maxsize=8192)
def whole(text: str, field: str) -> int:
    """A whole number, also one written with a point (`4.0`); UnusableRow otherwise."""
    value = number(text, field)
    if not value.is_integer():
        raise UnusableRow(Fault.BAD_NUMBER, f"{text!r} is no whole number", field)
    return int(value)


def _named(year: str, month: str, day_: str) -> tuple[date, ...]:
    if month[:3] not in _MONTHS or (len(month) > len("jan") and month not in _FULL_MONTHS):
        return ()
    found = _valid(_century(year), _MONTHS[month[:3]], int(day_))
    return (found,) if found else ()


def _ordered(parts: tuple[str, str, str], order: str) -> date | None:
    at = dict(zip(order, parts, strict=True))
    if len(at["d"]) > 2 or len(at["m"]) > 2:  # noqa: PLR2004 - two digits for a day or month
        return None
    if len(at["y"]) not in _YEAR_DIGITS[order]:
        return None
    return _valid(_century(at["y"]), int(at["m"]), int(at["d"]))


def _century(year: str) -> int:
    """A year of two digits is of this age: 70-99 are 19.., the rest 20.. (POSIX)."""
    value = int(year)
    if len(year) > 2:  # noqa: PLR2004 - two digits leave the century open
        return value
    return value + (1900 if value >= 70 else 2000)  # noqa: PLR2004 - the POSIX pivot


def _valid(year: int, month: int, day_: int) -> date | None:
    try:
        return date(year, month, day_)
    except ValueError:
        return None


def _declared(orders: tuple[str, ...]) -> str:
    names = [name for name, order in ORDERS.items() if order in orders]
    return f" in the declared style {' or '.join(names)}" if names else ""
