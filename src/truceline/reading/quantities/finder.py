"""How many, how far, how much a sentence says, with bounds, unit and the thing counted."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.core.quantity import Bounds
from truceline.evidence.claim import Quantity
from truceline.evidence.content import known
from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.amounts import amount_at
from truceline.reading.quantities.line import Line
from truceline.reading.quantities.ratios import Amount
from truceline.reading.quantities.vocabulary import vocabulary_of
from truceline.reading.span import QuantitySpan, Token

_TARGET_BEFORE, _TARGET_AFTER = 4, 6
_DIGITS = 12


def find_quantities(tokens: Sequence[Token], lexicon: Lexicon) -> list[QuantitySpan]:
    """The quantities of a sentence, in order; none overlaps another.

    Rules: `number`, `definite` ("the two sides"), `bracketed` ("Latakia (2)"), `compound` ("12-vehicle
    convoy"), `change` ("from 18 to 22"), `vague`, `part`, `one_of`, `percent`, `ratio`, `distance` (km),
    `calibre` (mm, counts nothing), `measure` (any other unit). Dates, durations, names and codes are none.
    """
    line = Line(tokens, vocabulary_of(lexicon))
    found: list[QuantitySpan] = []
    done, refused = 0, -1
    for place in line.hits:
        if place < done:
            continue
        amount = amount_at(line, place, done, refused)
        if amount is None:
            continue
        done = max(done, amount.last)
        if amount.rule:
            found.append(_span(line, amount))
        else:
            refused = amount.last
    return found


def _span(line: Line, amount: Amount) -> QuantitySpan:
    first, last = amount.first, amount.last
    begin, end = line.atoms[first].start, line.atoms[last - 1].end
    bounds = _ordered(Bounds(_tidy(amount.low), _tidy(amount.best), _tidy(amount.high)))
    quantity = known(
        Quantity,
        text=line.text(first, last),
        span=(begin, end),
        kind=amount.kind,
        unit=amount.unit,
        low=bounds.low,
        best=bounds.best,
        high=bounds.high,
        approx=amount.is_approx,
        status="target" if _is_target(line, first, last) else "achieved",
    )
    origin = line.origin
    noun = None if amount.noun is None else origin[amount.noun]
    return QuantitySpan(
        origin[first],
        origin[last - 1] + 1,
        amount.rule,
        quantity=quantity,
        noun=noun,
        compared=amount.compared,
    )


def _ordered(bounds: Bounds) -> Bounds:
    if bounds.is_ordered:
        return bounds
    told = [value for value in (bounds.low, bounds.high) if value is not None]
    return Bounds(min(told), None, max(told)) if told else bounds


def _tidy(value: float | None) -> float | None:
    """Without the dust of converting units."""
    return None if value is None else float(f"{value:.{_DIGITS}g}")


def _is_target(line: Line, first: int, last: int) -> bool:
    """Whether words beside it say that it is aimed at: "a planned 15 km", `10-11 km "desired"`."""
    words = line.words
    for place in range(first, max(0, first - _TARGET_BEFORE), -1):
        if words.target_before.before(line.lows, place):
            return True
        if line.lows[place - 1] in words.sets["clause_end"]:
            break
    for place in range(last, min(len(line.atoms), last + _TARGET_AFTER)):
        if words.target_after.at(line.lows, place):
            return True
        if line.lows[place] in words.sets["clause_end"]:
            break
    return False
