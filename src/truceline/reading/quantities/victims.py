"""People a sentence counts: how many, of which kind, and whether they are part of those before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from truceline.core.quantity import Bounds
from truceline.reading.lexicon import Lexicon
from truceline.reading.quantities.vocabulary import WordLists
from truceline.reading.span import QuantitySpan, Token

Kind = Literal["civilian", "combatant", "unknown"]
_KINDS: tuple[Kind, ...] = ("unknown", "combatant", "civilian")
_PHRASE_ENDS = ("preposition", "auxiliary", "joint")
_REACH = 6
_MODIFIERS = 6


class Victims(NamedTuple):
    """Tokens `[first, last)` that count people; `noun` is None for a bare number ("3 killed")."""

    first: int
    last: int
    bounds: Bounds
    kind: Kind
    noun: int | None
    is_subset: bool = False


class Terms:
    """The lexicon's words of tolls, as sets, and its heads: word -> (killed or injured, form)."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.sets = WordLists(table)
        self.heads: dict[str, set[str]] = {}
        for name in table:
            if name.partition("_")[0] in ("killed", "injured", "casualties") and "_" in name:
                for word in self.sets[name]:
                    self.heads.setdefault(word, set()).add(name)
        self.plural_ending: str = table.get("plural_ending", "")
        self.people: dict[str, Kind] = {}
        for kind in _KINDS:
            self.people |= dict.fromkeys(self.sets[kind], kind)

        self.context: dict[str, Kind] = dict(self.people)
        for kind in _KINDS:
            self.context |= dict.fromkeys(self.sets[f"{kind}_context"], kind)

    def ends_phrase(self, low: str) -> bool:
        """Whether a word cannot stand between an article and its person."""
        return low in self.heads or any(low in self.sets[name] for name in _PHRASE_ENDS)

    def is_plural(self, low: str) -> bool:
        return low in self.sets["plural"] or (bool(self.plural_ending) and low.endswith(self.plural_ending))


@lru_cache(maxsize=16)
def terms_of(lexicon: Lexicon) -> Terms:
    """The words of tolls of a lexicon, prepared once."""
    return Terms(lexicon.table("quantities").get("tolls", {}))


def find_victims(tokens: Sequence[Token], quantities: Sequence[QuantitySpan], terms: Terms) -> list[Victims]:
    """Everybody counted, in order: "at least 8 people", "a soldier", bare numbers."""
    lows = [token.lower for token in tokens]
    found = [one for one in (_counted(tokens, lows, span, terms) for span in quantities) if one]
    taken = {place for one in found for place in range(one.first, one.last)}
    found += _single(lows, terms, taken)
    return sorted(found)


def _counted(
    tokens: Sequence[Token], lows: Sequence[str], span: QuantitySpan, terms: Terms
) -> Victims | None:
    quantity = span.quantity
    if quantity.kind != "count" or quantity.unit is not None or span.rule == "bracketed":
        return None
    bounds = Bounds(quantity.low, quantity.best, quantity.high)
    noun = span.noun
    is_part = _is_part(lows, span.first, span.last, terms)
    if is_part == "of":
        named = (terms.people[low] for low in lows[span.last + 2 : span.last + _REACH] if low in terms.people)
        return Victims(span.first, span.last + 2, bounds, next(named, "unknown"), None, is_subset=True)
    is_subset = bool(is_part)
    is_the = noun is not None and noun > span.last and lows[noun - 1] in terms.sets["the"]
    if noun is not None and is_the and lows[noun] in terms.heads:
        return Victims(span.first, noun + 1, bounds, "unknown", noun, is_subset)
    if noun is None or _is_head(lows, noun, terms):
        told = [terms.context[low] for low in lows[span.last : noun] if low in terms.context] if noun else []
        return Victims(span.first, noun or span.last, bounds, told[0] if told else "unknown", None, is_subset)
    kind = _kind(lows, span.last, noun, terms)
    if kind is None and _is_people(tokens[noun], terms):
        kind = "unknown"
    is_subset = is_subset or _is_among(lows, noun + 1, terms)
    return Victims(span.first, noun + 1, bounds, kind, noun, is_subset) if kind else None


def _is_people(token: Token, terms: Terms) -> bool:
    """Whether a plural with a capital may name a people ("two Turks"); acronyms name things."""
    return token.is_capital and terms.is_plural(token.lower) and not token.text[1:2].isupper()


def _is_head(lows: Sequence[str], noun: int, terms: Terms) -> bool:
    return lows[noun] in terms.heads and lows[noun] not in terms.people


def _is_part(lows: Sequence[str], first: int, last: int, terms: Terms) -> str:
    """`of` for "seven of them", `including` after such a word, else nothing."""
    if (
        last + 1 < len(lows)
        and lows[last] in terms.sets["subset_after"]
        and lows[last + 1] in terms.sets["them"]
    ):
        return "of"
    before = lows[max(0, first - 2) : first]
    is_among = len(before) > 1 and before[0] in terms.sets["subset_pair"] and before[1] in terms.sets["them"]
    return "including" if is_among or any(low in terms.sets["subset_before"] for low in before) else ""


def _is_among(lows: Sequence[str], last: int, terms: Terms) -> bool:
    """As in "two children among them", not "four members of them"."""
    after = lows[last : last + 2]
    among = terms.sets["subset_pair"] - terms.sets["subset_after"]
    return len(after) > 1 and after[0] in among and after[1] in terms.sets["them"]


def _kind(lows: Sequence[str], start: int, noun: int, terms: Terms) -> Kind | None:
    """Of which kind the people are, None where the noun names no people."""
    kind = terms.people.get(lows[noun])
    if kind is None:
        return None
    if kind != "unknown":
        return kind
    told = [terms.context[low] for low in lows[start:noun] if low in terms.context]
    if lows[noun] in terms.sets["members"]:
        after = lows[noun + 1 : noun + 1 + _REACH]
        if after and after[0] in terms.sets["preposition"]:
            told += [terms.context[low] for low in after if low in terms.context]
    return next((one for one in told if one != "unknown"), "unknown")


def _single(lows: Sequence[str], terms: Terms, taken: set[int]) -> list[Victims]:
    """One person without a number: "a soldier", "his wife", "the commander"."""
    found: list[Victims] = []
    one = terms.sets["one"]
    for place, low in enumerate(lows):
        if place in taken:
            continue
        if (
            low in terms.people
            and _is_bare(lows, place, terms)
            and not any(known.noun == place for known in found)
        ):
            found.append(Victims(place, place + 1, Bounds.exactly(1), terms.people[low], place))
        if low not in one:
            continue
        noun = _person(lows, place + 1, terms)
        if noun is None or noun in taken:
            continue
        kind = _kind(lows, place + 1, noun, terms)
        if kind:
            is_part = bool(_is_part(lows, place, place, terms))
            found.append(Victims(place, noun + 1, Bounds.exactly(1), kind, noun, is_subset=is_part))
    return found


def _is_bare(lows: Sequence[str], place: int, terms: Terms) -> bool:
    """Whether a headline's single person stands before a participle ("Soldier killed")."""
    after = lows[place + 1] if place + 1 < len(lows) else ""
    is_fate = any(name.endswith("_participle") for name in terms.heads.get(after, ()))
    return (
        is_fate
        and not terms.is_plural(lows[place])
        and (place == 0 or lows[place - 1] not in terms.sets["none"])
    )


def _person(lows: Sequence[str], place: int, terms: Terms) -> int | None:
    """The singular person word within a few words, the last of a run ("army officer")."""
    best = None
    for at in range(place, min(len(lows), place + _MODIFIERS)):
        low = lows[at]
        if low in terms.people:
            best = at
        elif best is not None or not (low[:1].isalnum() or low == "-") or terms.ends_phrase(low):
            break
    if best is None or terms.is_plural(lows[best]):
        return None
    return best
