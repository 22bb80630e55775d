"""The words and figures of a status as people read them, and their colours."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from rich.text import Text

from truceline.agreement.model import Agreement
from truceline.assess.result import Standing
from truceline.cli.failure import visible
from truceline.publish import words

SUPPOSED = "*"
NOBODY = "-"

_COLOURS: dict[str, str] = {
    Standing.FULFILLED: "green",
    Standing.FULFILLED_LATE: "green",
    Standing.MADE: "green",
    Standing.PRESUMED_KEPT: "green",
    Standing.BREACHED: "bold red",
    Standing.BREACHED_IN_PART: "red",
    Standing.PRESUMED_BREACHED: "red",
    Standing.CONTESTED: "magenta",
    Standing.UNRESOLVED: "magenta",
    Standing.UNPROVEN: "yellow",
    Standing.NOT_MADE: "yellow",
    Standing.NOT_YET_DUE: "cyan",
}


def plain(word: str) -> str:
    """`breached_in_part` as `breached in part`."""
    return visible(word).replace("_", " ")


def standing(value: Standing, *, supposed: bool = False) -> Text:
    """The standing in its colour, starred where it rests on a supposition."""
    mark = SUPPOSED if supposed else ""
    return Text(plain(value.value) + mark, style=_COLOURS.get(value, ""))


def share(degree: tuple[float, float]) -> str:
    """`33-67%`: what is shown, and what is not yet refuted."""
    low, high = (round(100 * bound) for bound in degree)
    return f"{low}%" if low == high else f"{low}-{high}%"


def chance(value: float | None) -> str:
    """A probability in per cent; an unknown one stays unknown, and a doubt is never rounded away."""
    if value is None:
        return "?"
    if 0.0 < value < 1.0:
        return f"{min(max(round(100 * value), 1), 99)}%"
    return f"{value:.0%}"


def days(start: date | None, end: date | None) -> str:
    """One day, or a first and a last one; an open end is shown as such."""
    if start == end:
        return start.isoformat() if start else "undated"
    first = start.isoformat() if start else ""
    return f"{first}/{end.isoformat() if end else ''}"


def day(value: date) -> str:
    """`11 Oct 2018`, for headings."""
    return _unbound(words.day(value))


def moment(value: datetime, agreement: Agreement) -> str:
    """An instant on the agreement's clock; the last moment of a day is told as that day."""
    return _unbound(words.moment(value, agreement))


def figures(values: tuple[float | None, float | None, float | None]) -> str:
    """A count with its bounds: `8`, `18 (9-22)`, `at least 5`, `unknown`."""
    return _unbound(words.figures(*values))


def _unbound(text: str) -> str:
    """Ordinary spaces and hyphens: what a terminal shows is searched and copied as typed."""
    return text.replace(words.NBSP, " ").replace(words.DASH, "-")


def listed(names: Iterable[str], none: str = NOBODY) -> str:
    """Names joined by commas, or the sign for none."""
    return ", ".join(visible(name) for name in names) or none


def folded(name: str, width: int) -> str:
    """An id broken at its hyphens into lines of at most `width` characters."""
    lines = [""]
    for piece in name.replace("-", "-\0").split("\0"):
        if lines[-1] and len(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)
