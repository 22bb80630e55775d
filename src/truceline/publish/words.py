"""Days, instants, numbers and names as a reader of English sees them; the same on every machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from truceline.agreement.model import Agreement
from truceline.agreement.norms import NormBase

# strftime("%b") follows the machine's locale; a page must not.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NBSP = "\N{NO-BREAK SPACE}"
DASH = "\N{EN DASH}"
_FIGURES = 3


def day(value: date) -> str:
    """`11 Oct 2018`, never broken over two lines."""
    return f"{value.day}{NBSP}{MONTHS[value.month - 1]}{NBSP}{value.year}"


def days(start: date | None, end: date | None) -> str:
    """A stretch of days as short as it can be told; open ends in words."""
    if start is None and end is None:
        return "day not given"
    if start is None or end is None:
        return f"from {day(start)}" if start else f"until {day(end or date.min)}"
    if start == end:
        return day(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}{DASH}{day(end)}"
    if start.year == end.year:
        return f"{start.day}{NBSP}{MONTHS[start.month - 1]} {DASH} {day(end)}"
    return f"{day(start)} {DASH} {day(end)}"


def moment(value: datetime, agreement: Agreement) -> str:
    """An instant on the agreement's clock; the last moment of a day is told as that day."""
    local = agreement.tempo.day_of(value)
    if value == agreement.tempo.last_moment(local):
        return day(local)
    return f"{day(local)}{NBSP}{value.astimezone(agreement.tempo.zone):%H:%M}"


def percent(share: float) -> str:
    """A share as a whole percentage; what is neither none nor all never reads as 0 or 100."""
    rounded = round(share * 100)
    if rounded == 0 and share > 0:
        return f"<1{NBSP}%"
    if rounded == 100 and share < 1:  # noqa: PLR2004 - a hundred per cent
        return f">99{NBSP}%"
    return f"{rounded}{NBSP}%"


def interval(low: float, high: float) -> str:
    """A degree as one or two percentages."""
    return percent(low) if low == high else f"{round(low * 100)}{DASH}{percent(high)}"


def figures(low: float | None, best: float | None, high: float | None) -> str:
    """A count with its bounds: `8`, `18 (9-22)`, `at least 5`, `unknown`."""
    known = [value for value in (low, best, high) if value is not None]
    if not known:
        return "unknown"
    if best is None and high is None:
        return f"at least {known[0]:g}"
    if best is None and low is None:
        return f"at most {known[0]:g}"
    if len(set(known)) == 1:
        return f"{known[0]:g}"
    bounds = f"{low if low is not None else known[0]:g}{DASH}{high if high is not None else known[-1]:g}"
    return f"{best:g} ({bounds})" if best is not None else bounds


def shortened(words: str, longest: int) -> str:
    """Cut to at most so many characters, the cut marked."""
    if len(words) <= longest:
        return words
    return words[: longest - 1].rstrip() + "\N{HORIZONTAL ELLIPSIS}"


def plain(word: str) -> str:
    """An identifier as words: `breached_in_part` -> `breached in part`."""
    return word.replace("_", " ").replace("-", " ")


def capital(words: str) -> str:
    """With a capital first letter, the rest as it is."""
    return words[:1].upper() + words[1:]


def listed(items: Iterable[str], last: str = "and") -> str:
    """`a, b and c`."""
    names = list(items)
    if len(names) < 2:  # noqa: PLR2004 - one name or none
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 entry`, `3 entries`."""
    return f"{number:,}{NBSP}{one if number == 1 else many or one + 's'}"


def party_name(agreement: Agreement, party: str) -> str:
    """The party's name, its first English alias, or its id told as words."""
    known = agreement.party.get(party)
    if known is None:
        return capital(plain(party))
    english = (alias.name for alias in known.aliases if alias.lang == "en")
    return known.name or next(english, capital(plain(party)))


def party_names(agreement: Agreement, parties: Sequence[str], nobody: str = "unknown") -> str:
    """Several parties in words."""
    return ", ".join(party_name(agreement, party) for party in parties) or nobody


def norm_title(agreement: Agreement, norm_id: str, fallback: str = "") -> str:
    """The norm's own short title, the paragraph's gloss, or its id told as words."""
    norm: NormBase | None = agreement.norms.get(norm_id)
    if norm is None:
        return fallback or capital(plain(norm_id))
    return norm.says or fallback or agreement.provision_of[norm_id].says
