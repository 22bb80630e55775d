"""Counts told apart by place and side: "3 cases in Latakia (2) and Hama (1), the Turkish side 23 in ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

from truceline.core.record import record
from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Quantity
from truceline.evidence.issue import Issue
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.span import ActorSpan, PlaceSpan, Token

COUNTED = frozenset(
    {
        Act.VIOLATE,
        Act.SHELL,
        Act.ATTACK,
        Act.AIR_STRIKE,
        Act.CLASH,
        Act.KILL,
        Act.PATROL,
        Act.MONITOR,
        Act.DISPLACE,
    }
)
# Words that may stand between a number and its place: "2 in the province of X".
_FILLERS = frozenset(
    {
        "in",
        "at",
        "near",
        "the",
        "of",
        "province",
        "provinces",
        "governorate",
        "governorates",
        "direction",
        "district",
        "districts",
        "for",
    }
)
_AFTER = frozenset({",", ";", ".", ")", "and", "&"})
_BEFORE = frozenset({":", "-", "\u2013", "\u2014", "="})
_REACH = 6


@record
class Entry:
    """One place with its count, and the side whose count it is."""

    place: PlaceSpan
    count: float
    first: int
    last: int
    side: ActorSpan | None


def entries(marked: Marked, side_words: frozenset[str]) -> list[Entry]:
    """Every place of a sentence that has a count of its own, in order."""
    tokens = marked.sentence.tokens
    sides = [span for span in marked.actors if tokens[span.head].lower in side_words]
    named = {span.first for span in marked.acts} | {span.head for span in marked.acts}
    found: list[Entry] = []
    for place in marked.places:
        counted = _behind(tokens, place, named) or _ahead(tokens, place, found[-1].last if found else 0)
        if counted is None:
            continue
        at, count = counted
        side = next((span for span in reversed(sides) if span.last <= place.first), None)
        found.append(Entry(place, count, min(at, place.first), max(at + 1, place.last), side))
    return found


def _number(token: Token) -> float | None:
    if not token.text[0].isdigit():
        return None
    text = token.text.replace(",", "").replace("\u202f", "").replace("\u00a0", "")
    return float(text) if text.isdigit() else None


def _behind(tokens: Sequence[Token], place: PlaceSpan, named: set[int]) -> tuple[int, float] | None:
    """As in "X (2)", "X: 2", "X 2,", "X - 2 violations": the count stands behind the place."""
    at = place.last
    bracket = at < len(tokens) and tokens[at].text in {"(", "["}
    if at < len(tokens) and (bracket or tokens[at].text in _BEFORE):
        at += 1
    if at >= len(tokens) or (count := _number(tokens[at])) is None:
        return None
    if bracket and at + 1 < len(tokens) and tokens[at + 1].text in {")", "]"}:
        return (at + 1, count)
    closes = (
        at + 1 >= len(tokens)
        or at + 1 in named
        or tokens[at + 1].text in _AFTER
        or tokens[at + 1].text == "]"
    )
    return (at, count) if closes else None


def _ahead(tokens: Sequence[Token], place: PlaceSpan, limit: int) -> tuple[int, float] | None:
    """As in "2 in X", "9 in the X direction": the count stands right before the place."""
    start = place.first
    for at in range(start - 1, max(start - _REACH, limit - 1, -1), -1):
        count = _number(tokens[at])
        if count is not None:
            between = any(token.lower in {"in", "at", "near", "for"} for token in tokens[at + 1 : place.last])
            alone = at == 0 or tokens[at - 1].text in {",", ":", ";", "(", "and", "-"} or at == limit
            return (at, count) if between and alone else None
        if tokens[at].lower not in _FILLERS:
            return None
    return None


def divided(
    draft: Draft, marked: Marked, listed: Sequence[Entry], actor_of: dict[int, Actor]
) -> Iterator[Draft]:
    """One draft for each place that has a count of its own."""
    for entry in listed:
        one = copy(draft)
        one.places = [entry.place.candidates[0]] if entry.place.candidates else []
        one.quantities = (
            Quantity(
                text=marked.words(entry.first, entry.last),
                span=marked.span(entry.first, entry.last),
                low=entry.count,
                best=entry.count,
                high=entry.count,
            ),
        )
        if entry.side is not None and entry.side.first in actor_of:
            one.speaker = actor_of[entry.side.first]
        one.rules = [*draft.rules, "listing: a count of its own"]
        yield one


def disagreements(draft: Draft, listed: Sequence[Entry], marked: Marked) -> Iterator[Issue]:
    """An issue for each side whose total differs from the sum of its parts; the parts are kept."""
    for side in dict.fromkeys(entry.side for entry in listed):
        parts = [entry for entry in listed if entry.side == side]
        total = _total(draft, side, parts, marked)
        came_to = sum(entry.count for entry in parts)
        if total is not None and came_to != total:
            yield Issue(
                file="",
                row=0,
                kind="counts-disagree",
                field="quantity",
                message=f"the total is {total:g}, its parts come to {came_to:g}: "
                + marked.words(0, len(marked.sentence.tokens)),
                effect="flagged",
            )


def _total(draft: Draft, side: ActorSpan | None, parts: Sequence[Entry], marked: Marked) -> float | None:
    """The number a side's list begins with: told of the act, or between the side and its first place."""
    tokens = marked.sentence.tokens
    start = side.last if side is not None else 0
    within = [at for at in range(start, parts[0].first) if _number(tokens[at]) is not None]
    if side is not None and within:
        return _number(tokens[within[0]])
    told = [quantity.best for quantity in draft.quantities if quantity.kind == "count"]
    return told[0] if told and side is None else None
