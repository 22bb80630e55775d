"""Roads that are none of the agreement's, told by the places at their ends."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading.span import Token
from truceline.reading.whereabouts.bases import Bases
from truceline.reading.whereabouts.naming import Name
from truceline.reading.whereabouts.shapes import Manner
from truceline.reading.whereabouts.told import Base, Told

_SIGNS = frozenset({"-", "/"})


class Roads:
    """Finds them."""

    def __init__(self, bases: Bases) -> None:
        self.bases, self.naming, self.words = bases, bases.naming, bases.words

    def named(self, tokens: Sequence[Token], first: int) -> Told | None:
        """The place of "the X-Y road", where it is none of the agreement's."""
        if "-" in tokens[first].lower:
            ends = self._hyphened(tokens, first)
            at = first + 1
        elif first + 2 < len(tokens) and tokens[first + 1].lower in _SIGNS:
            ends = self._ends(tokens, first, first + 2)
            at = first + 3 if ends is None else ends[1].last
        else:
            return None
        while at < len(tokens) and tokens[at].lower in self.words["road_adjectives"]:
            at += 1
        if ends is None or at >= len(tokens) or tokens[at].lower not in self.words["road"]:
            return None
        return Told(first, at + 1, ends[0], Manner(), "road", ends[1])

    def between(self, tokens: Sequence[Token], first: int) -> Told | None:
        """The place of "the highway of X - Y", "the road from X to Y"."""
        if first + 2 >= len(tokens) or tokens[first + 1].lower not in self.words["road_links"]:
            return None
        one = self.bases.at(tokens, first + 2)
        if one is None or one.last + 1 >= len(tokens):
            return None
        if tokens[one.last].lower not in self.words["road_joins"] or not one.senses:
            return None
        other = self.bases.at(tokens, one.last + 1)
        return Told(first, other.last, one, Manner(), "road", other) if other and other.senses else None

    def _ends(self, tokens: Sequence[Token], first: int, second: int) -> tuple[Base, Base] | None:
        one, other = self.naming.at(tokens, first), self.naming.at(tokens, second)
        if one and other and one.senses and other.senses and one.last == second - 1:
            return Base(first, one.last, one), Base(second, other.last, other)
        return None

    def _hyphened(self, tokens: Sequence[Token], first: int) -> tuple[Base, Base] | None:
        """Both names of a word written "X-Y"."""
        for here, sign in enumerate(tokens[first].lower):
            if sign == "-":
                one = self.naming.senses.of(self.naming.spelled(tokens[first].lower[:here]))
                other = self.naming.senses.of(self.naming.spelled(tokens[first].lower[here + 1 :]))
                if one and other:
                    last = first + 1
                    return Base(first, last, Name(last, one)), Base(first, last, Name(last, other))
        return None
