"""What follows a place and settles which is meant: the larger place it lies in, a distance in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.reading.span import Token
from truceline.reading.whereabouts.bases import UNKNOWN_WORDS
from truceline.reading.whereabouts.phrases import Phrases
from truceline.reading.whereabouts.shapes import Manner
from truceline.reading.whereabouts.told import Base, Told, has_area, has_spot, may_hold, text_of
from truceline.reading.whereabouts.words import Words

_BRACKETS = 16
# How a town may be told that lies in a larger place all the same.
_AROUND = frozenset({"skirts", "near"})


class Settling:
    """Looks on from a place."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases, self.words = phrases, phrases.words
        self.naming = phrases.bases.naming

    def settled(self, tokens: Sequence[Token], told: Told) -> Told:
        """The place with the words after it that tell it again or say what it lies in."""
        base = told.base
        if base.zone or told.other or told.last >= len(tokens):
            return told
        sign = tokens[told.last].text
        if sign == "(":
            return self._in_brackets(tokens, told)
        again = self._told_again(tokens, told, told.last + (sign == ","))
        if again:
            return again
        is_whole = told.manner.is_plain or (told.manner.scope in _AROUND and not told.manner.sides)
        is_spot = bool(base.unknown) or (is_whole and base.form != "area" and has_spot(base))
        if not is_spot or told.last + 1 >= len(tokens):
            return told
        if tokens[told.last].lower in self.words["containing"]:
            return self._contained(tokens, told, self._past_unlisted(tokens, told.last + 1))
        if sign == "," and not self._goes_on(tokens, told.last + 1):
            return self._contained(tokens, told, told.last + 1)
        return told

    def _past_unlisted(self, tokens: Sequence[Token], at: int) -> int:
        """As in "X in Sahl al-Ghab in the countryside of Y": past an area that no list has."""
        last = self.phrases.bases.capitals(tokens, at)
        is_more = last > at and last + 1 < len(tokens) and tokens[last].lower in self.words["containing"]
        return last + 1 if is_more and self.naming.at(tokens, at) is None else at

    def _told_again(self, tokens: Sequence[Token], told: Told, at: int) -> Told | None:
        """The place with what only says again where it is: "X, north of Y", "X 6 km from Y"."""
        if at >= len(tokens) or not told.manner.is_plain or not told.base.senses:
            return None
        low = tokens[at].lower
        if low in self.words.sides:
            where = self.phrases.told(tokens, at)
        else:
            where = self.phrases.offset(tokens, at) if low[:1].isdigit() else None
        if where is None or not (where.manner.scope == "beyond" or where.manner.km is not None):
            return None
        return replace(told, within=where if where.manner.km is not None else None, passed=where.last)

    def _contained(self, tokens: Sequence[Token], told: Told, at: int) -> Told:
        """The place with what holds it: "X in the northern countryside of Y", "X, Y province"."""
        start = at + 1 if tokens[at].lower in self.words["articles"] and at + 1 < len(tokens) else at
        if start >= len(tokens):
            return told
        within = (
            self.phrases.told(tokens, start)
            if tokens[start].lower in self.words.winds or tokens[start].lower in self.words["rural"]
            else None
        )
        within = within or self.phrases.named(tokens, start)
        if within is None or within.base.zone or within.other or not has_area(within.base):
            return told
        if within.last < len(tokens) and tokens[within.last].lower in self.words["owner"]:
            return told  # "in X, Y's news agency said"
        if tokens[at - 1].text == "," and _governs(tokens, within, self.words):
            return told  # "after talks in X, Tarnia has agreed"
        if within.manner.scope in {"near", "beyond", "skirts"} or within.manner.km is not None:
            return told
        if within.base.form == "spot":
            return told
        if not told.base.unknown and not may_hold(within.base, told.base):
            if not all(sense.heard for sense in told.base.senses):
                return told
            # What only sounds like a place elsewhere is a place here that no list has.
            name = text_of(tokens[told.base.first : told.base.last])
            told = replace(told, base=replace(told.base, name=None, unknown=name))
        return replace(told, last=within.last, within=within)

    def _goes_on(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a name after a comma is one of a list: another comma or "and" follows it."""
        told = self.phrases.named(tokens, at) if self.naming.opens(tokens[at]) else None
        if told is None or told.last + 1 >= len(tokens) or told.base.form:
            return False
        if tokens[told.last].text == ",":
            following = self.naming.at(tokens, told.last + 1)
            return following is not None and bool(following.senses)
        return tokens[told.last].lower in self.words["and"]

    def _in_brackets(self, tokens: Sequence[Token], told: Told) -> Told:
        """The place with its brackets, "X (held by Z, 23km south-west of Y)"; a list may not have X."""
        close = next(
            (
                at
                for at in range(told.last, min(told.last + _BRACKETS, len(tokens)))
                if tokens[at].text == ")"
            ),
            0,
        )
        for at in range(told.last + 1, close):
            offset = self.phrases.offset(tokens, at) if tokens[at].text[0].isdigit() else None
            if offset and offset.last <= close:
                return replace(told, within=offset, passed=close + 1)
        return told

    def unlisted_before_bracket(self, tokens: Sequence[Token], first: int) -> Told | None:
        """A name that no list has, told by the distance in brackets behind it."""
        if not any(token.text == "(" for token in tokens[first + 1 : first + UNKNOWN_WORDS + 1]):
            return None
        if tokens[first].lower in self.words["locative"] or tokens[first].lower in self.words["mostly"]:
            return None
        last = self.phrases.bases.capitals(tokens, first)
        if last == first or last >= len(tokens) or tokens[last].text != "(":
            return None
        told = Told(
            first, last, Base(first, last, form="spot", unknown=text_of(tokens[first:last])), Manner(), "name"
        )
        placed = self._in_brackets(tokens, told)
        return placed if placed.within else None


def _governs(tokens: Sequence[Token], told: Told, words: Words) -> bool:
    """Whether a country does what the next word says."""
    senses = told.base.senses
    is_country = bool(senses) and senses[0].kind == "country"
    return is_country and told.last < len(tokens) and tokens[told.last].lower in words["governing"]
