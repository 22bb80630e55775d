"""What a token that begins with a figure may be: a number, a year, a day, a date, a clock time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from truceline.reading.span import Token

Entry = dict[str, Any]
"""What a word may be: class -> value. Keys of a class that are numbers in the lexicon are numbers here."""

FIGURES = frozenset("0123456789")
MOST_FIGURES = 8
_LONGEST_DATE = 5  # signs of a day and a month with a point between them
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def may_be_date(tokens: Sequence[Token], place: int) -> bool:
    """Whether a figure may be a date, a year, or the start of something that touches it ("15th", "10/25")."""
    lower, end = tokens[place].lower, tokens[place].end
    if len(lower) in (4, MOST_FIGURES) or not lower.isdecimal():
        return True
    return place + 1 < len(tokens) and tokens[place + 1].start == end


@lru_cache(maxsize=4096)
def numeral(lower: str) -> Entry:
    """What a token that begins with a figure may be: a number, a year, a date, a clock time."""
    for sign in "/.-":
        parts = lower.split(sign)
        if len(parts) == 3 and all(part.isdigit() for part in parts):  # noqa: PLR2004 - day, month, year
            return {"dated": (*map(int, parts),), "sign": sign, "trigger": True}
    if ":" in lower:
        return {"clock": lower}
    if lower.isdigit():
        return _whole(lower)
    try:
        entry: Entry = {"number": float(lower), "decimal": True, "digits": len(lower)}
        return entry | {"trigger": True} if len(lower) <= _LONGEST_DATE else entry
    except ValueError:
        grouped = lower.replace(",", "").replace("\u202f", "").replace("\u00a0", "")
        return {"number": float(grouped), "decimal": True, "digits": 9} if _is_plain(grouped) else {}


def _is_plain(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _whole(lower: str) -> Entry:
    if not lower.isdecimal() or len(lower) > MOST_FIGURES:
        return {"number": 0.0, "digits": 99}
    value = int(lower)
    entry: Entry = {"number": value, "digits": len(lower), "figure": True}
    if len(lower) == 4 and _FIRST_YEAR - 200 <= value < _LAST_YEAR:  # noqa: PLR2004 - a year has four figures
        entry |= {"year": value, "trigger": True}
    if len(lower) == MOST_FIGURES and _FIRST_YEAR <= value // 10000 < _LAST_YEAR:
        entry |= {"dated": (value // 10000, value // 100 % 100, value % 100), "sign": "-", "trigger": True}
    return entry


def joined_figures(tokens: Sequence[Token], place: int, sign: str) -> tuple[int, Entry]:
    """`10/25`, `02-02-2020`: figures that the same sign joins without a space; else nothing."""
    figures = [int(tokens[place].lower[:MOST_FIGURES])]
    last = place + 1
    while (
        last + 1 < len(tokens)
        and len(figures) < 4  # noqa: PLR2004 - a fourth figure shows that it is no date
        and tokens[last].lower == sign
        and tokens[last].start == tokens[last - 1].end
        and tokens[last + 1].start == tokens[last].end
        and tokens[last + 1].lower.isdecimal()
    ):
        figures.append(int(tokens[last + 1].lower[:MOST_FIGURES]))
        last += 2
    if len(figures) == 3 or (len(figures) == 2 and sign == "/"):  # noqa: PLR2004 - day, month, perhaps year
        return last, {"dated": tuple(figures), "sign": sign, "trigger": True}
    return (last, {}) if len(figures) > 3 else (place + 1, {})  # noqa: PLR2004 - as above
