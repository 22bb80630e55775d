"""Finds the words of a sentence that say what is moved, fired, manned or opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from truceline.agreement.model import Agreement
from truceline.reading.acts.inflection import plural
from truceline.reading.acts.terms import Terms
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import ObjectSpan, Token
from truceline.reading.tokens import tokens_of

# How far a calibre may stand from the weapon it belongs to, in tokens.
_AHEAD = 5
_BEHIND = 5


# Ends the rule of guns without a calibre, taken for the large ones where an agreement tells them by it.
LARGE = " large"


class Name(NamedTuple):
    """A phrase: the words after its first, its general term, and what its type is called."""

    rest: tuple[str, ...]
    general: str
    system: str
    """The type ("d-30"), which must begin with a capital or a figure; else empty."""
    own: str
    """An id of the agreement, where the agreement itself has this name."""


class Found(NamedTuple):
    """A phrase found at `[first, last)`."""

    first: int
    last: int
    name: Name


class ObjectFinder:
    """Looks objects up word by word; made once for a lexicon and an agreement."""

    def __init__(self, agreement: Agreement | None, lexicon: Lexicon) -> None:
        table = lexicon.table("objects")
        self._terms = Terms(agreement, table)
        self._units = frozenset(words(table.get("units", "")))
        self._over = frozenset(words(table.get("over", "")))
        self._bore_of = {
            form: float(bore)
            for name, bore in table.get("bores", {}).items()
            for form in (name, plural(name))
        }
        self._before = {word: frozenset(words(cell)) for word, cell in table.get("unless_before", {}).items()}
        self._after = {word: frozenset(words(cell)) for word, cell in table.get("unless_after", {}).items()}
        self._index: dict[str, list[Name]] = {}
        self._fill(table.get("terms", {}))

    def find(self, tokens: Sequence[Token]) -> list[ObjectSpan]:
        """Objects from left to right, none inside another; a calibre is taken in by its weapon."""
        index = self._index
        units = self._units
        found: list[Found] = []
        calibres: list[int] = []
        end = 0
        for at, token in enumerate(tokens):
            word = token[1]
            if word in units:
                calibres.append(at)
                continue
            names = index.get(word)
            if names is None or at < end:
                continue
            hit = self._longest(names, tokens, at)
            if hit is not None:
                found.append(hit)
                end = hit.last
        bores = _bores(calibres, found, tokens) if calibres else {}
        spans = [self._span(one, bores, tokens) for one in self._told_apart(found, tokens, bores)]
        return spans if not calibres else self._with_calibres_alone(spans, calibres, tokens)

    def _with_calibres_alone(
        self, spans: list[ObjectSpan], calibres: Sequence[int], tokens: Sequence[Token]
    ) -> list[ObjectSpan]:
        """As in "Everything above 100 mm": guns, though none are named."""
        for unit in calibres:
            first = _figure(tokens, unit)
            value = None if first is None else _number(tokens[first].text)
            if first is None or value is None or tokens[max(first - 1, 0)][1] not in self._over:
                continue
            if any(span.first - _AHEAD <= unit and first - _BEHIND <= span.last for span in spans):
                continue
            term = self._terms.of("artillery", "", value)
            spans.append(ObjectSpan(first, unit + 1, f"object:artillery {value:g} mm", term, unit))
        return sorted(spans, key=lambda span: span.first)

    def _told_apart(
        self, found: Sequence[Found], tokens: Sequence[Token], bores: dict[int, tuple[int, float]]
    ) -> list[Found]:
        """Types in brackets go to the weapon they explain: "howitzers (D-30, 122 mm)" is one object."""
        kept: list[Found] = []
        for one in found:
            outer = kept[-1] if kept else None
            if outer is not None and self._explains(one, outer, tokens):
                if one.first in bores:
                    bores.setdefault(outer.first, (outer.first, bores[one.first][1]))
                kept[-1] = Found(outer.first, outer.last, outer.name._replace(system=one.name.system))
                continue
            kept.append(one)
        return kept

    def _explains(self, one: Found, outer: Found, tokens: Sequence[Token]) -> bool:
        if tokens[outer.last : outer.last + 1] == () or tokens[outer.last].text != "(" or not one.name.system:
            return False
        if any(token.text == ")" for token in tokens[outer.last : one.first]):
            return False
        return self._terms.kind(one.name.general) == self._terms.kind(outer.name.general)

    def _span(
        self, one: Found, bores: Mapping[int, tuple[int, float]], tokens: Sequence[Token]
    ) -> ObjectSpan:
        at, bore = bores.get(one.first, (one.first, None))
        # A howitzer that nobody measured is still no small gun.
        least = self._bore_of.get(tokens[one.last - 1][1]) if bore is None else bore
        term = one.name.own or self._terms.of(one.name.general, one.name.system, least)
        first, last = min(one.first, at), one.last
        rule = f"object:{one.name.general}" + (f" {bore:g} mm" if bore is not None else "")
        if least is None and self._terms.is_guessed(one.name.general, one.name.system):
            rule += LARGE
        return ObjectSpan(first=first, last=last, rule=rule, term=term, head=one.last - 1)

    def _longest(self, names: Sequence[Name], tokens: Sequence[Token], at: int) -> Found | None:
        for name in names:
            last = at + 1 + len(name.rest)
            if last > len(tokens):
                continue
            rest = name.rest
            if rest and (
                tokens[at + 1][1] != rest[0] or tuple([one[1] for one in tokens[at + 1 : last]]) != rest
            ):
                continue
            if name.system and not (tokens[at].is_capital or tokens[at].text[:1].isdigit()):
                continue
            if self._is_other(tokens, at, last):
                continue
            return Found(at, last, name)
        return None

    def _is_other(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        """Whether a neighbour makes another thing of it ("think tank", "round of talks")."""
        if at and tokens[at - 1][1] in self._before.get(tokens[at][1], ()):
            return True
        return last < len(tokens) and tokens[last][1] in self._after.get(tokens[last - 1][1], ())

    def _fill(self, terms: Mapping[str, Mapping[str, str]]) -> None:
        for general, cells in terms.items():
            is_system = cells.get("system") == "yes"
            for text in words(cells.get("words", "")):
                self._add(text, general, text if is_system else "")
                self._add(plural(text), general, text if is_system else "")
        for text, own in self._terms.own_names:
            for form in (text, plural(text)):
                first, *rest = (token.lower for token in tokens_of(form))
                # A word that is known already finds its way to the agreement's term by its kind.
                if all(name.rest != tuple(rest) for name in self._index.get(first, ())):
                    self._index.setdefault(first, []).append(Name(tuple(rest), own, "", own))
        for names in self._index.values():
            names.sort(key=lambda name: -len(name.rest))

    def _add(self, text: str, general: str, system: str) -> None:
        if text.isalpha():  # the common case, spared the tokenizer
            self._index.setdefault(text, []).append(Name((), general, system, ""))
            return
        first, *rest = (token.lower for token in tokens_of(text))
        self._index.setdefault(first, []).append(Name(tuple(rest), general, system, ""))


def _bores(
    units: Sequence[int], found: Sequence[Found], tokens: Sequence[Token]
) -> dict[int, tuple[int, float]]:
    """The calibre of each object that has one, by its first token: where the calibre begins, and it."""
    bores: dict[int, tuple[int, float]] = {}
    for unit in units:
        first = _figure(tokens, unit)
        value = None if first is None else _number(tokens[first].text)
        if first is None or value is None:
            continue
        ahead = [one for one in found if 0 < one.first - unit <= _AHEAD]
        behind = [one for one in found if 0 <= first - one.last < _BEHIND]
        if ahead and _is_joined(tokens, unit + 1, ahead[0].first):
            bores.setdefault(ahead[0].first, (first, value))
        elif behind:
            bores.setdefault(behind[-1].first, (behind[-1].first, value))
    return bores


def _is_joined(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Only words and hyphens stand between: "122 mm self-propelled howitzer"; no bracket or comma."""
    return all(token.is_word or token.text == "-" for token in tokens[first:last])


def _figure(tokens: Sequence[Token], unit: int) -> int | None:
    """The token of the number before a unit, past a hyphen: "100-mm"."""
    first = unit - 2 if unit > 1 and tokens[unit - 1].text == "-" else unit - 1
    return first if first >= 0 else None


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
