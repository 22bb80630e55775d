"""One language: messages, days, figures and names as its reader sees them.

A message is a whole sentence with named places, `say("{party} has until {day}.", ...)`. English is written
in the code; other languages are catalogues of such messages (`<code>.po`), read with Babel. A value whose
letters run the other way than the sentence is set apart with Unicode's isolates, so that it cannot turn the
words around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from truceline.errors import InputError, Problem
from truceline.publish import words
from truceline.publish.tongue.catalogue import Catalogue, catalogue

ISOLATE, END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
_DIRECTIONS = frozenset({"L", "R", "AL"})
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]")
"""What turns text besides the isolates that a tongue sets itself."""
_ISOLATES = re.compile(f"([{ISOLATE}{END}])")
_DEEPEST = 8
"""Isolates within isolates; sentences within sentences go no deeper, hostile text may try."""
_FIGURE = re.compile(r"[\d.,]*\d[\d.,]*")
"""Figures that read the same from either side; `-9`, `90%` and `2018-10-19` do not after Arabic letters."""
_PLACE = re.compile(r"\{(\w+)\}")
_FLOAT = 1
Value = str | int | float | date


@dataclass(frozen=True)
class Tongue:
    """A language to write in; English unless it has a catalogue."""

    code: str
    catalogue: Catalogue | None = None

    @property
    def runs_left(self) -> bool:
        """Whether it is written from right to left."""
        return self.catalogue is not None and self.catalogue.runs_left

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, as HTML has it."""
        return "rtl" if self.runs_left else "ltr"

    def say(self, message: str, /, **values: Value) -> str:
        """A whole message with its places filled; one the catalogue lacks stays English."""
        told = self.catalogue.message(message) if self.catalogue else message
        return self._filled(told, values)

    def count(self, one: str, many: str, n: int, /, **values: Value) -> str:
        """A message that depends on a number, which fills its place `{n}`."""
        english = one if n == 1 else many
        told = self.catalogue.plural(one, many, n) if self.catalogue else english
        return self._filled(told, {"n": n, **values})

    def phrase(self, message: str, /, **values: Value) -> str:
        """A set phrase of the engine (`truceline.publish.tongue.phrases`) with its places filled."""
        return self._filled(self.catalogue.message(message) if self.catalogue else message, values)

    def knows(self, message: str) -> bool:
        """Whether the language has a message of its own for it; English has none but what is written."""
        return self.catalogue is not None and self.catalogue.knows(message)

    def term(self, word: str) -> str:
        """A word of a closed vocabulary (`breached_in_part`), told in the language."""
        plain = words.plain(word)
        return self.catalogue.message(plain) if self.catalogue else plain

    def _filled(self, message: str, values: Mapping[str, Value]) -> str:
        return _PLACE.sub(lambda found: self.apart(self.told(values[found[1]])), message)

    def told(self, value: Value) -> str:
        """A value in words: days and figures as the language has them, text as it is."""
        match value:
            case str():
                return value
            case date():
                return self.day(value)
            case _:
                return self.number(value)

    def apart(self, told: str) -> str:
        """Text set apart where its letters run the other way; controls of its own are taken out."""
        clean = _balanced(_CONTROLS.sub("", told))
        return f"{ISOLATE}{clean}{END}" if self._runs_across(clean) else clean

    def _runs_across(self, told: str) -> bool:
        bare = _outside(told)
        classes = {unicodedata.bidirectional(letter) for letter in bare}
        if self.runs_left and bare == told and not classes & _DIRECTIONS and "EN" in classes:
            return _FIGURE.fullmatch(told.strip()) is None
        return bool(classes & ({"L"} if self.runs_left else {"R", "AL"}))

    def day(self, value: date) -> str:
        """A day, never broken over two lines; of an instant its day, as it is told there."""
        day_ = value.date() if isinstance(value, datetime) else value
        return self.catalogue.day(day_) if self.catalogue else words.day(day_)

    def month(self, value: date) -> str:
        """A month's name with its year, short."""
        if self.catalogue:
            return self.catalogue.month(value)
        return f"{words.MONTHS[value.month - 1]} {value.year}"

    def days(self, first: date | None, last: date | None) -> str:
        """A stretch of days; open ends in words."""
        if self.catalogue is None:
            return words.days(first, last)
        if first and last:
            return self.day(first) if first == last else self.say("{first} to {last}", first=first, last=last)
        if first:
            return self.say("from {first}", first=first)
        return self.say("until {last}", last=last) if last else self.say("day not given")

    def country(self, code: str, name: str) -> str:
        """A country by its two-letter code; the name given where the language has none."""
        return self.catalogue.country(code) or name if self.catalogue else name

    def number(self, value: float, digits: int = _FLOAT) -> str:
        """A figure with at most so many decimals."""
        if self.catalogue:
            return self.catalogue.number(round(value, digits))
        return f"{value:,}" if isinstance(value, int) else f"{round(value, digits):,g}"

    def percent(self, share: float) -> str:
        """A share, 0-1; what is neither none nor all never reads as 0 or 100."""
        rounded = round(share * 100)
        if rounded == 0 and share > 0:
            return self.say("under {share}", share=self._percent(1))
        if rounded == 100 and share < 1:  # noqa: PLR2004 - a hundred per cent
            return self.say("over {share}", share=self._percent(99))
        return self._percent(rounded)

    def _percent(self, whole: int) -> str:
        return self.catalogue.percent(whole) if self.catalogue else f"{whole}{words.NBSP}%"

    def interval(self, low: float, high: float) -> str:
        """Two shares, or one where they are equal."""
        if low == high:
            return self.percent(low)
        return self.say("{low} to {high}", low=self.percent(low), high=self.percent(high))

    def figures(self, low: float | None, best: float | None, high: float | None) -> str:
        """A count with its bounds."""
        known = [value for value in (low, best, high) if value is not None]
        if not known:
            return self.say("unknown")
        if best is None and high is None:
            return self.say("at least {n}", n=known[0])
        if best is None and low is None:
            return self.say("at most {n}", n=known[0])
        if len(set(known)) == 1:
            return self.number(known[0])
        ends = {"low": known[0], "high": known[-1]}
        if best is None:
            return self.say("{low} to {high}", **ends)
        return self.say("{best} ({low} to {high})", best=best, **ends)

    def listed(self, items: Iterable[str]) -> str:
        """`a, b and c`, each set apart where its letters run the other way."""
        names = [self.apart(one) for one in items]
        if self.catalogue:
            return self.catalogue.listed(names)
        return words.listed(names)

    def either(self, items: Iterable[str]) -> str:
        """`a, b or c`, each set apart where its letters run the other way."""
        names = [self.apart(one) for one in items]
        return self.catalogue.listed(names, "or") if self.catalogue else words.listed(names, "or")

    def strung(self, items: Iterable[str]) -> str:
        """`a; b; c`, each set apart where its letters run the other way."""
        return self.say("{first}; {second}", first="", second="").join(map(self.apart, items))


def _outside(told: str) -> str:
    """What of a text is not set apart already."""
    level, kept = 0, []
    for part in _ISOLATES.split(told):
        if part in (ISOLATE, END):
            level += 1 if part == ISOLATE else -1
        elif level == 0:
            kept.append(part)
    return "".join(kept)


def _balanced(told: str) -> str:
    """The text with an end for each isolate, and none without one."""
    kept = dropped = 0

    def one(found: re.Match[str]) -> str:
        nonlocal kept, dropped
        if found[0] == ISOLATE:
            if kept == _DEEPEST:
                dropped += 1
                return ""
            kept += 1
            return ISOLATE
        if dropped or not kept:
            dropped -= bool(dropped)
            return ""
        kept -= 1
        return END

    return _ISOLATES.sub(one, told) + END * kept


ENGLISH = Tongue("en")


@cache
def tongue(code: str) -> Tongue:
    """The language of a code. InputError with those there are for any other."""
    if code == ENGLISH.code:
        return ENGLISH
    found = catalogue(code)
    if found is None:
        raise InputError(Problem("--language", 0, "", f"there is no catalogue for '{code}'", ("en", "ar")))
    return Tongue(code, found)
