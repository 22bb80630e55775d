"""The dead and the injured a sentence tells of, by kind of victim, each person counted once.

A part told with the whole ("nine civilians, seven of them children") is not added. "Casualties" may be
dead or injured: both tolls then lie between 0 and the figure; "killed and injured 20" between 1 and 20.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.core.quantity import Bounds
from truceline.evidence.claim import Casualties, Toll
from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.fates import Fates, Told, head_of
from truceline.reading.quantities.victims import Victims, find_victims, terms_of
from truceline.reading.span import QuantitySpan, Token, TollSpan


def find_tolls(
    tokens: Sequence[Token],
    quantities: Sequence[QuantitySpan],
    lexicon: Lexicon,
    tags: Sequence[str] | None = None,
) -> list[TollSpan]:
    """The tolls of a sentence; a second figure of the same fate begins another toll.

    `heads` are the words of dying and injuring ("killed", "wounded", "deaths") that the figures hang on.
    `tags` is not needed and kept for a caller that has them.
    """
    del tags
    terms = terms_of(lexicon)
    known = terms.heads
    places = [place for place, token in enumerate(tokens) if token.lower in known]
    if not places:
        return []
    lows = [token.lower for token in tokens]
    sentence = Fates(lows, find_victims(tokens, quantities, terms), terms)
    heads = [head_of(place, known[lows[place]]) for place in places]
    told = [one for one in map(sentence.told, heads) if one]
    return [_span(group) for group in _groups(sentence.shared(heads, told))]


def _groups(told: Sequence[Told]) -> list[list[Told]]:
    """What belongs to one toll: one figure of each fate."""
    groups: list[list[Told]] = []
    for one in told:
        if not groups or any(known.head.fate == one.head.fate for known in groups[-1]):
            groups.append([])
        groups[-1].append(one)
    return groups


def _span(group: Sequence[Told]) -> TollSpan:
    heads = sorted(
        {one.head.place for one in group}
        | {int(form) for one in group for form in one.head.forms if form.isdigit()}
    )
    firsts = [*heads, *(victims.first for one in group for victims in one.victims)]
    lasts = [*(place + 1 for place in heads), *(victims.last for one in group for victims in one.victims)]
    return TollSpan(min(firsts), max(lasts), "toll", casualties=_casualties(group), heads=tuple(heads))


def _casualties(group: Sequence[Told]) -> Casualties:
    told: dict[str, Toll] = {}
    for one in sorted(group, key=lambda told: told.head.fate in ("killed", "injured")):
        told |= _tolls(one)
    return Casualties(**told)


def _tolls(one: Told) -> dict[str, Toll]:
    fate = one.head.fate
    if one.is_none:
        fates = {"killed": ("killed",), "injured": ("injured",)}.get(fate, ("killed", "injured"))
        return {name: Toll(low=0, best=0, high=0) for name in fates}
    total = _total([victims for victims in one.victims if not victims.is_subset])
    if fate == "injured":
        return {"injured": _toll(total)}
    if fate != "killed":
        low = 1 if fate == "both" else 0
        high = total.high if total.high is not None else total.best
        toll = Toll(low=low, high=None if high is None else max(low, int(high)))
        return {"killed": toll, "injured": toll}
    return {"killed": _toll(total), **_kinds(one.victims)}


def _kinds(victims: Sequence[Victims]) -> dict[str, Toll]:
    """The dead by kind: a part of another kind than its whole is taken out of it."""
    sums: dict[str, Bounds] = {}
    whole: Victims | None = None
    for one in victims:
        if one.is_subset and whole is not None and one.kind != "unknown" and whole.kind == "unknown":
            sums["unknown"] = _less(sums["unknown"], one.bounds)
        elif one.is_subset:
            continue
        else:
            whole = one
        sums[one.kind] = sums[one.kind] + one.bounds if one.kind in sums else one.bounds
    names = {"civilian": "killed_civilians", "combatant": "killed_combatants", "unknown": "killed_unknown"}
    return {names[kind]: _toll(bounds) for kind, bounds in sums.items() if bounds != Bounds.exactly(0)}


def _less(whole: Bounds, part: Bounds) -> Bounds:
    def side(left: float | None, right: float | None) -> float | None:
        return None if left is None or right is None else max(0.0, left - right)

    low = side(whole.low, part.high)
    if low is None and whole.low is not None:
        low = 0.0
    return Bounds(low, side(whole.best, part.best), side(whole.high, part.low))


def _total(victims: Sequence[Victims]) -> Bounds:
    total = Bounds.exactly(0)
    for one in victims:
        total += one.bounds
    return total


def _toll(bounds: Bounds) -> Toll:
    low, best, high = (
        None if side is None else max(0, int(side)) for side in (bounds.low, bounds.best, bounds.high)
    )
    return Toll(low=low, best=best, high=high)
