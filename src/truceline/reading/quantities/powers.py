"""Powers as calculators write them: "1e10", "-12e-1", "1.1^+23"."""

from __future__ import annotations

from truceline.reading.quantities.line import Line, figure
from truceline.reading.quantities.numerals import Numeral

_LARGEST = 1e15
_LARGEST_EXPONENT = 15


def powered(line: Line, found: Numeral) -> Numeral:
    """The number with the power that touches it, if one does."""
    at = found.last
    if not found.is_figure or at >= len(line.atoms) or not line.touches(at):
        return found
    low = line.lows[at]
    if low == "^":
        return _raised(line, found, found.value, at + 1)
    if low == "e":
        return _raised(line, found, 10.0, at + 1, times=found.value)
    if low.startswith("e") and low[1:].isdecimal() and len(low) <= 3:  # noqa: PLR2004 - two figures
        return found._replace(last=at + 1, value=found.value * 10.0 ** int(low[1:]))
    return found


def _raised(line: Line, found: Numeral, base: float, place: int, times: float = 1.0) -> Numeral:
    sign = -1.0 if line.low(place) == "-" else 1.0
    place += line.low(place) in ("-", "+")
    exponent = figure(line.low(place)) if line.is_figure(min(place, len(line.atoms) - 1)) else None
    if (
        exponent is None
        or not 0 < base < _LARGEST
        or not 0 < exponent * max(1.0, len(f"{base:.0f}")) < _LARGEST_EXPONENT * 5
    ):
        return found
    return found._replace(last=place + 1, value=times * base ** (sign * exponent))
