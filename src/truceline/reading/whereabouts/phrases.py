"""The small grammar of places: what stands round a name and how it takes the place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.reading.span import Token
from truceline.reading.whereabouts.bases import Bases
from truceline.reading.whereabouts.roads import Roads
from truceline.reading.whereabouts.runs import Run, Runs
from truceline.reading.whereabouts.shapes import Manner
from truceline.reading.whereabouts.told import FROM_ZONE, Base, Told


class Phrases:
    """Parses places at a token."""

    def __init__(self, bases: Bases) -> None:
        self.bases, self.words = bases, bases.words
        self.runs, self.roads = Runs(bases.words), Roads(bases)
        self._nouns = frozenset({*self.words["settlements"], *self.words.admin})

    def told(self, tokens: Sequence[Token], first: int) -> Told | None:
        """A place told by words before its name: sides, countryside, nearness, distance."""
        low = tokens[first].lower
        if low in self.words["road"]:
            return self.roads.between(tokens, first)
        if low in self.words["between"]:
            return self._between(tokens, first)
        if low in self.words["near"] or self._phrase("near_phrases", tokens, first):
            return self._near(tokens, first)
        return self._part(tokens, first)

    def named(self, tokens: Sequence[Token], first: int) -> Told | None:
        """A place by its name, and what follows it: "X city", "X's southern countryside"."""
        road = self.roads.named(tokens, first) if self.bases.agreed.at(tokens, first) is None else None
        if road:
            return road
        base = self.bases.at(tokens, first)
        return None if base is None else self._with_rest(tokens, first, base, Manner(), "name")

    def _part(self, tokens: Sequence[Token], first: int) -> Told | None:
        run = self.runs.before(tokens, first)
        if run is None:
            return None
        base = self.bases.at(tokens, run.at)
        if base is None:
            return None
        manner = Manner(tuple(dict.fromkeys(run.sides)), run.scope)
        if tokens[base.first].lower in self._nouns and tokens[run.at - 1].lower in self.words.winds:
            return Told(first, base.last, base, Manner(), "name")  # "the northern town of X" is all of X
        if run.is_in_town and not base.form and base.name:
            base = replace(base, form="spot")
        if (
            run.is_side
            and not run.scope
            and run.sides != ["C"]
            and tokens[run.at - 1].lower in self.words["of_or_from"]
        ):
            inside = (
                first > 1
                and tokens[first - 1].lower in self.words["articles"]
                and tokens[first - 2].lower in self.words["inside"]
            )
            manner = manner if inside else Manner(manner.sides, "beyond")
        return self._with_rest(tokens, first, base, manner, "part")

    def _with_rest(self, tokens: Sequence[Token], first: int, base: Base, manner: Manner, rule: str) -> Told:
        """Words after a name that take a part of it: "X's southern countryside", "X countryside"."""
        plain = Told(first, base.last, base, manner, rule)
        at, owned = self._owned(tokens, base.last)
        if at >= len(tokens) or base.unknown:
            return plain
        if owned and tokens[at].lower in self.words["settlements"]:
            return plain
        if manner.scope == "rural" and not self.words["genitive"] and tokens[at].lower in self.words.winds:
            return Told(first, at + 1, base, Manner((self.words.winds[tokens[at].lower],), "rural"), "part")
        run = self.runs.after(tokens, at, owned=owned)
        if run is None:
            return plain
        sides = tuple(dict.fromkeys((*manner.sides, *run.sides)))
        return Told(first, run.at, base, Manner(sides, run.scope or manner.scope), "part")

    def _owned(self, tokens: Sequence[Token], at: int) -> tuple[int, bool]:
        """Past "'s" or "and its", and whether either was there."""
        if at < len(tokens) and tokens[at].lower in self.words["owner"]:
            return at + 1, True
        its = at + 1 < len(tokens) and tokens[at + 1].lower in self.words["its"]
        return (at + 2, True) if its and tokens[at].lower in self.words["and"] else (at, False)

    def _near(self, tokens: Sequence[Token], first: int) -> Told | None:
        at = first + (self._phrase("near_phrases", tokens, first) or 1)
        inner = self._part(tokens, at) if at < len(tokens) else None
        if inner:
            return Told(first, inner.last, inner.base, inner.manner, inner.rule, inner.other)
        base = self.bases.at(tokens, at)
        if base is None:
            return None
        if base.zone:
            return Told(first, base.last, base, Manner(), "near")
        return self._with_rest(tokens, first, base, Manner(scope="near"), "near")

    def _between(self, tokens: Sequence[Token], first: int) -> Told | None:
        one = self.bases.at(tokens, first + 1)
        if one is None or one.last >= len(tokens) or tokens[one.last].lower not in self.words["and"]:
            return None
        other = self.bases.at(tokens, one.last + 1)
        if other is None or not (one.senses and other.senses):
            return None
        return Told(first, other.last, one, Manner(), "between", other)

    def offset(self, tokens: Sequence[Token], first: int) -> Told | None:
        """The place of "6 km north-west of X", "30km SW of X", "5km from X", "3-5 km north of X"."""
        measured = self._measured(tokens, first)
        if measured is None:
            return None
        km, at = measured
        while at < len(tokens) and tokens[at].lower in self.words["offset_links"]:
            at += 1
        if at >= len(tokens):
            return None
        run = Run(at)
        if tokens[at].text in self.words.compass:
            run.sides, run.at = [self.words.compass[tokens[at].text]], at + 1
        else:
            self.runs.take_sides(tokens, run)
        linked = run.at < len(tokens) and tokens[run.at].lower in self.words["of_or_from"]
        if not (linked or run.sides):
            return None
        base = self.bases.at(tokens, run.at + 1 if linked else run.at)
        if base is None or base.unknown:
            return None
        if base.zone:
            return Told(first, base.last, base, Manner(), FROM_ZONE)
        return Told(first, base.last, base, Manner(tuple(run.sides[:1]), "", km), "offset")

    def _measured(self, tokens: Sequence[Token], first: int) -> tuple[float, int] | None:
        """Kilometres told by a number or a range of two, and where the words end."""
        low = self._number(tokens[first].lower)
        at = first + 1
        if low is None:
            return None
        if at + 1 < len(tokens) and tokens[at].lower in self.words["range"]:
            high = self._number(tokens[at + 1].lower)
            if high is not None:
                low, at = (low + high) / 2, at + 2
        if at >= len(tokens) or tokens[at].lower not in self.words.kilometres:
            return None
        return low * self.words.kilometres[tokens[at].lower], at + 1

    def _number(self, low: str) -> float | None:
        if low in self.words.numerals:
            return self.words.numerals[low]
        plain = (
            low.replace(",", "", 1) if len(low.partition(",")[2]) == len("000") else low.replace(",", ".", 1)
        )
        try:
            return float(plain) if low[:1].isdigit() else None
        except ValueError:
            return None

    def _phrase(self, name: str, tokens: Sequence[Token], first: int) -> int:
        """How many tokens a phrase of the lexicon takes here; 0 if none is here."""
        for phrase in self.words.phrases[name]:
            if tokens[first].lower == phrase[0] and len(tokens) - first >= len(phrase):
                said = tuple(token.lower for token in tokens[first : first + len(phrase)])
                if said == phrase:
                    return len(phrase)
        return 0
