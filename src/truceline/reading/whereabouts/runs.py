"""Words before or after a name that take a part of it: sides, countryside, outskirts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from truceline.places.bearing import Wind
from truceline.reading.span import Token
from truceline.reading.whereabouts.words import Words

# So many words before a name, at most, belong to it: whatever is repeated, reading stays linear.
_LONGEST = 16
_PAIRS: dict[tuple[Wind, Wind], Wind] = {
    ("N", "E"): "NE",
    ("N", "W"): "NW",
    ("S", "E"): "SE",
    ("S", "W"): "SW",
}


@dataclass
class Run:
    """Words before a name, as they are taken up."""

    at: int
    sides: list[Wind] = field(default_factory=list)
    scope: Literal["", "rural", "skirts", "near", "beyond"] = ""
    is_side: bool = False
    """The last word named a side: "the north of"."""
    is_in_town: bool = False
    """Only a town has what the words name: "neighbourhoods of"."""
    takes_in: bool = False
    """ "Parts in", "countryside in": an "in" may follow without ending the run."""


class Runs:
    """Takes up such words."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._openers = words["rural"] | words["skirts"] | frozenset(words.winds)

    def before(self, tokens: Sequence[Token], first: int) -> Run | None:
        """Sides and words for country, up to where a name may begin."""
        if first >= len(tokens) or tokens[first].lower not in self._openers:
            return None
        run = Run(first)
        end = min(len(tokens), first + _LONGEST)
        while run.at < end:
            low = tokens[run.at].lower
            if low in self.words.winds and (tokens[run.at].text.islower() or len(low) > 1):
                self.take_sides(tokens, run)
                continue
            if low in self.words["rural"]:
                run.scope, run.is_side, run.takes_in = "rural", False, True
            elif low in self.words["skirts"]:
                run.scope, run.is_side, run.takes_in = run.scope or "skirts", False, True
            elif low in self.words["parts"] and run.at + 1 < len(tokens) and (run.sides or run.scope):
                run.is_side, run.takes_in = False, True
                run.is_in_town = run.is_in_town or low in self.words["town_parts"]
            elif not (run.at > first and self._links(low, run)):
                break
            run.at += 1
        has_told = bool(run.sides or run.scope)
        return run if has_told and run.at > first and run.at < len(tokens) else None

    def after(self, tokens: Sequence[Token], first: int, *, owned: bool) -> Run | None:
        """Sides and words for country behind a name; None where they take no part of it."""
        if tokens[first].lower not in self._openers:
            return None
        run = Run(first)
        end = min(len(tokens), first + _LONGEST)
        while run.at < end:
            low = tokens[run.at].lower
            if low in self.words.winds and len(low) > 1:
                self.take_sides(tokens, run)
                continue
            if low in self.words["rural"]:
                run.scope = "rural"
            elif low in self.words["skirts"]:
                run.scope = run.scope or "skirts"
            elif not (low in self.words["parts"] and run.sides and owned):
                break
            run.at += 1
            run.is_side = False
        ends_well = run.is_side or tokens[run.at - 1].lower in self.words["parts"]
        return run if run.scope or (owned and run.sides and ends_well) else None

    def _links(self, low: str, run: Run) -> bool:
        if (
            low in self.words["genitive"]
            or low in self.words["articles"]
            or low.rpartition("-")[2] in self.words["holding"]
        ):
            return True
        return low in self.words["links"] and run.takes_in

    def take_sides(self, tokens: Sequence[Token], run: Run) -> None:
        """Take up "northern", "north western", "southern and eastern"."""
        while run.at < len(tokens):
            low = tokens[run.at].lower
            wind = self.words.winds.get(low)
            if wind is None:
                return
            run.is_side = low in self.words.sides
            follows = self.words.winds.get(tokens[run.at + 1].lower) if run.at + 1 < len(tokens) else None
            joined = _PAIRS.get((wind, follows)) if follows else None
            run.at += 2 if joined else 1
            run.sides.append(joined or wind)
            after = tokens[run.at + 1].lower if run.at + 1 < len(tokens) else ""
            if not (after in self.words.winds and tokens[run.at].lower in self.words["joins"]):
                return
            run.at += 1
