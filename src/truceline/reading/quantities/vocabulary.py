"""The lexicon's words of quantity as look-up tables, made once for each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from truceline.reading.lexicon import Lexicon, words

_REMEMBERED = 50_000
# Lists of words that tell one number out of another, in the order they are looked for.
RATIOS = ("ratio_out_of", "ratio_in", "ratio_over")
Value = TypeVar("Value")
Phrase = tuple[str, ...]


class Vague(NamedTuple):
    """What a vague word means: an open side is None."""

    low: float | None
    best: float | None
    high: float | None
    approx: bool


class Unit(NamedTuple):
    """A unit's one name and what it measures."""

    name: str
    dimension: str


class Phrases(Generic[Value]):
    """Phrases with a value each, found by their first or their last word; the longest wins.

    Words of `bare` are taken off the front: an article is no reason to look closer at a place.
    """

    def __init__(
        self,
        rows: Iterable[tuple[str, Value]],
        *,
        backwards: bool = False,
        bare: frozenset[str] = frozenset(),
    ) -> None:
        self.end = -1 if backwards else 0
        self._by_word: dict[str, list[tuple[Phrase, Value]]] = {}
        for phrase, value in rows:
            parts = tuple(phrase.split())
            if parts[0] in bare and len(parts) > 1:
                parts = parts[1:]
            self._by_word.setdefault(parts[self.end], []).append((parts, value))
        for known in self._by_word.values():
            known.sort(key=lambda row: -len(row[0]))

    def __contains__(self, word: str) -> bool:
        return word in self._by_word

    def starts(self) -> Iterable[str]:
        return self._by_word

    def at(self, lows: list[str], place: int) -> tuple[Value, int] | None:
        """The value of the longest phrase that begins at a place, and the place after it."""
        for parts, value in self._by_word.get(lows[place], ()):
            last = place + len(parts)
            if len(parts) == 1 or tuple(lows[place:last]) == parts:
                return value, last
        return None

    def before(self, lows: list[str], place: int) -> tuple[Value, int] | None:
        """The value of the longest phrase that ends just before a place, and where it begins."""
        for parts, value in self._by_word.get(lows[place - 1], ()) if place else ():
            first = place - len(parts)
            if first >= 0 and (len(parts) == 1 or tuple(lows[first:place]) == parts):
                return value, first
        return None


class WordLists(dict[str, frozenset[str]]):
    """The words of each plain list of the lexicon, made when first asked for."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, name: str) -> frozenset[str]:
        made = self[name] = frozenset(words(self._table.get(name, "")))
        return made


class Openers(dict[str, bool]):
    """Whether a quantity may begin with a word, told once for each; of bounded size."""

    def __init__(self, gate: frozenset[str]) -> None:
        super().__init__()
        self._gate = gate

    def __missing__(self, low: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        opens = self[low] = low in self._gate or low[:1].isdecimal() or "-" in low[1:]
        return opens


class Vocabulary:
    """Words of number, bound, measure and part of one language."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self.cardinals = _numbers(table, "cardinal")
        self.tens = _numbers(table, "tens")
        self.multipliers = _numbers(table, "multiplier")
        self.multiplier_plurals = _numbers(table, "multiplier_plural")
        self.collectives = _numbers(table, "collective") | _numbers(table, "collective_plural")
        self.singular_collectives = frozenset(form for _, form in _rows(table, "collective"))
        self.suffixes = _numbers(table, "suffix")
        self.ordinals, self.denominators = self._ordinals()
        ending = table.get("plural_ending", "")
        self.ordinal_forms = self.ordinals | {form + ending: value for form, value in self.ordinals.items()}
        self.fraction_signs = _numbers(table, "signs_of_fraction")
        self._take_phrases(table)
        self._take_measures(table)
        self._take_endings(table)
        self.number_words = frozenset((*self.cardinals, *self.tens, *self.multipliers))
        self.numeral_starts = self._numeral_starts()
        listed = (self.vague, self.parts, self.ratios, self.one_of)
        self.gate = (
            self.numeral_starts
            | frozenset(self.denominators)
            | frozenset(word for known in listed for word in known.starts())
        )
        self.opens = Openers(self.gate)

    def _take_phrases(self, table: Mapping[str, Any]) -> None:
        self.before = Phrases(self._bounds_before(), backwards=True)
        self.rough = Phrases(
            (phrase, name)
            for name, phrase in _rows(table, "before")
            if name in ("about", "nearly", "exactly", "at_most", "below")
        )
        self.after = Phrases((phrase, name) for name, phrase in _rows(table, "after"))
        bare = frozenset((*self._list("article"), *self._list("the")))
        self.vague = Phrases(((phrase, _vague(key)) for key, phrase in _rows(table, "vague")), bare=bare)
        self.parts = Phrases(((phrase, _vague(key)) for key, phrase in _rows(table, "part")), bare=bare)
        self.ratios = Phrases((phrase, key) for key, phrase in _rows(table, "ratio"))
        self.one_of = Phrases((phrase, True) for phrase in words(table.get("one_of", "")))
        self.percent = Phrases((phrase, True) for phrase in words(table.get("per_hundred", "")))

    def _take_measures(self, table: Mapping[str, Any]) -> None:
        self.units = Phrases(self._units())
        self.unit_named = {unit.name: unit for _, unit in self._units()}
        self.shy_units = {form: name for name, form in _rows(table, "shy_unit")}
        self.per_times = {form: name for name, form in _rows(table, "per_time")}
        self.cased_units = {form: name for name, form in _rows(table, "cased_unit")}
        self.composites = {
            inner: (outer.rpartition(" ")[0], float(outer.rpartition(" ")[2]))
            for inner, outer in table.get("parts_of", {}).items()
        }
        self.km = {name: float(factor) for name, factor in table.get("length_in_km", {}).items()}

    def _take_endings(self, table: Mapping[str, Any]) -> None:
        self.target_before = Phrases(
            ((phrase, True) for phrase in self._list("target_before")), backwards=True
        )
        self.target_after = Phrases((phrase, True) for phrase in self._list("target_after"))
        self.sets = WordLists(table)
        self.ratio_starts = frozenset(phrase.split()[0] for name in RATIOS for phrase in self.sets[name])
        self.plural_ending: str = table.get("plural_ending", "")
        self.no_plural_endings = words(table.get("no_plural_ending", ""))
        self.adverb_endings = words(table.get("adverb_ending", ""))
        self.participle_endings = words(table.get("participle_ending", ""))

    def _list(self, name: str) -> tuple[str, ...]:
        return words(self._table.get(name, ""))

    def _numeral_starts(self) -> frozenset[str]:
        table = self._table
        return frozenset(
            (
                *self.number_words,
                *self.multiplier_plurals,
                *self.collectives,
                *(form for forms in table.get("fraction", {}).values() for form in words(forms)),
                *self.fraction_signs,
            )
        )

    def _ordinals(self) -> tuple[dict[str, int], dict[str, tuple[int, bool]]]:
        """Ordinals, and what may stand under a fraction with whether it is a plural."""
        table = self._table
        ordinals = {form: int(value) for value, form in _rows(table, "ordinal")}
        never = set(self._list("never_denominator"))
        ending = table.get("plural_ending", "")
        under = {form: (value, False) for form, value in ordinals.items() if form not in never}
        if ending:
            under |= {form + ending: (value, True) for form, value in ordinals.items()}
        for value, forms in table.get("fraction", {}).items():
            for number, form in enumerate(words(forms)):
                under[form] = (int(value), number > 0)
        return ordinals, under

    def _bounds_before(self) -> Iterable[tuple[str, str]]:
        table = self._table
        for name, phrase in _rows(table, "before"):
            yield phrase, name
        for side in ("more", "fewer"):
            for name in ("above", "at_least", "below", "at_most"):
                for template in self._list(f"{name}_with_{side}"):
                    for word in self._list(side):
                        yield template.replace("*", word), name

    def _units(self) -> Iterable[tuple[str, Unit]]:
        table = self._table
        for dimension in ("length", "weight", "volume", "area", "speed", "information", "angle"):
            for name, form in _rows(table, dimension):
                yield form, Unit(name, dimension)
                if dimension == "length":
                    yield from self._powers(name, form)

    def _powers(self, name: str, form: str) -> Iterable[tuple[str, Unit]]:
        """Areas and volumes of a length: "square miles", "km2", "metres squared"."""
        for power, dimension in (("square", "area"), ("cubic", "volume")):
            unit = Unit(f"{power} {name}", dimension)
            for word in self._list(power):
                yield f"{word} {form}", unit
            if form in self._list("short_length"):
                for sign in self._list(f"{power}_sign"):
                    yield form + sign, unit
        for word in self._list("squared"):
            yield f"{form} {word}", Unit(f"square {name}", "area")


def _rows(table: Mapping[str, Any], name: str) -> Iterable[tuple[str, str]]:
    for key, forms in table.get(name, {}).items():
        for form in words(forms):
            yield key, form


def _numbers(table: Mapping[str, Any], name: str) -> dict[str, float]:
    return {form: float(value) for value, form in _rows(table, name)}


def _vague(key: str) -> Vague:
    """`24..`, `0.5..1`, `2.. 2~`: low and high, then the best value, a tilde where it is rough."""
    sides, _, best = key.partition(" ")
    low, _, high = sides.partition("..")
    return Vague(_side(low), _side(best.rstrip("~")), _side(high), best.endswith("~"))


def _side(text: str) -> float | None:
    return float(text) if text else None


@lru_cache(maxsize=16)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """The words of quantity of a lexicon, prepared once."""
    return Vocabulary(lexicon.table("quantities"))
