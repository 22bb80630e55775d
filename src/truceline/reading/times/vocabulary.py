"""The lexicon's words of time as look-up tables, and the runs of such words in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import Token
from truceline.reading.times.figures import FIGURES, MOST_FIGURES, Entry, joined_figures, may_be_date, numeral

_MOST_PARTS = 8
_REMEMBERED = 50_000
_DAY_FIGURES = 2


class Item(NamedTuple):
    """A word, phrase or figure of time: tokens `[first, last)` and what it may be."""

    first: int
    last: int
    lower: str
    entry: Entry
    is_capital: bool
    touches: bool
    """Whether it follows the item before it without a space."""


class _Warm(dict[str, bool]):
    """Whether a time may be told with a word, or with it as a figure; of bounded size."""

    def __init__(self, is_warm: Callable[[str], bool]) -> None:
        super().__init__()
        self._is_warm = is_warm

    def __missing__(self, lower: str) -> bool:
        if len(self) >= _REMEMBERED:
            self.clear()
        warm = self[lower] = self._is_warm(lower)
        return warm


class Vocabulary:
    """Words and phrases of one language, by their first word."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.single: dict[str, Entry] = {}
        self.heads: set[str] = set()
        self.phrases: dict[tuple[str, str], list[tuple[tuple[str, ...], Entry]]] = {}
        self.triggers = frozenset(words(table.get("triggers", "")))
        told = {name: listed for name, listed in table.items() if isinstance(listed, str)}
        told |= table.get("lists", {})
        self.lists = {name: frozenset(words(listed)) for name, listed in told.items()}
        doubtful: Mapping[str, str] = table.get("doubtful", {})
        self.doubtful = {name: frozenset(words(listed)) for name, listed in doubtful.items()}
        for name, listed in table.items():
            if name not in _NOT_CLASSES:
                self._add_class(name, listed)
        self.known = set(self.single)
        self.hot = {word for word, entry in self.single.items() if "trigger" in entry}
        for phrases in self.phrases.values():
            phrases.sort(key=lambda phrase: -len(phrase[0]))
            for parts, entry in phrases:
                self.known.update(parts)
                if "trigger" in entry and self.hot.isdisjoint(parts):
                    # the rarest word, for all that can be told: of no class by itself, long, and late
                    self.hot.add(max(reversed(parts), key=lambda part: (part not in self.single, len(part))))
        self._parts = lru_cache(maxsize=4096)(self._split)
        self._warm = _Warm(
            lambda lower: (
                lower in self.hot or lower[:1] in FIGURES or ("-" in lower and bool(self._parts(lower)))
            )
        )

    def _add_class(self, name: str, listed: str | Mapping[str, str]) -> None:
        rows = listed.items() if isinstance(listed, Mapping) else [("", listed)]
        for value, row in rows:
            for word in words(row) or (row.strip(),):  # a comma parts words, so it is told alone
                self._entry(word)[name] = _number_or_text(value) if value else word
                if name in self.triggers:
                    self._entry(word)["trigger"] = True

    def _entry(self, phrase: str) -> Entry:
        parts = tuple(phrase.split())
        if len(parts) == 1:
            return self.single.setdefault(phrase, {})
        rows = self.phrases.setdefault((parts[0], parts[1]), [])
        self.heads.add(parts[0])
        for known, entry in rows:
            if known == parts:
                return entry
        rows.append((parts, {}))
        return rows[-1][1]

    def runs(self, tokens: Sequence[Token]) -> Iterator[list[Item]]:
        """Stretches of neighbouring words of time that hold at least one worth reading for."""
        done = 0
        for hot in self._hot_places(tokens):
            if hot < done:
                continue
            place = hot
            while place > done and self._is_known(tokens[place - 1].lower):
                place -= 1
            run: list[Item] = []
            while place <= hot or run:
                before = place
                place, found = self._items(tokens, place) if place < len(tokens) else (place, [])
                run += found
                if not found:
                    if any("trigger" in item.entry for item in run):
                        yield run
                    run, place = [], max(place, before + 1)
                    if place > hot:
                        break
            done = place

    def _hot_places(self, tokens: Sequence[Token]) -> list[int]:
        """Where a word stands that a time may be told with."""
        warm = self._warm
        return [
            place
            for place, (_, lower, _, _) in enumerate(tokens)
            if warm[lower] and (lower[:1] not in FIGURES or lower in self.hot or may_be_date(tokens, place))
        ]

    def _is_known(self, lower: str) -> bool:
        return lower in self.known or lower[:1] in FIGURES or ("-" in lower and bool(self._parts(lower)))

    def _items(self, tokens: Sequence[Token], place: int) -> tuple[int, list[Item]]:
        """The items that begin at a token (several for "mid-December") and the token after them."""
        token = tokens[place]
        lower = token.lower
        touches = place > 0 and tokens[place - 1].end == token.start
        if lower[:1] in FIGURES:
            if ordinals := self._two_ordinals(tokens, place, touches=touches):
                return place + 2, ordinals
            last, entry = self._figures(tokens, place)
            text = "".join(one.lower for one in tokens[place:last])
            return last, [Item(place, last, text, entry, token.is_capital, touches)] if entry else []
        if lower in self.heads and place + 1 < len(tokens):
            for parts, entry in self.phrases.get((lower, tokens[place + 1].lower), ()):
                last = place + len(parts)
                if len(parts) == 2 or tuple(one.lower for one in tokens[place:last]) == parts:  # noqa: PLR2004 - found by both words
                    return last, [
                        Item(place, last, " ".join(parts), entry, token.text[:1].isupper(), touches)
                    ]
        single = self.single.get(lower)
        if single:
            return place + 1, [Item(place, place + 1, lower, single, token.text[:1].isupper(), touches)]
        inner = self._parts(lower) if "-" in lower else ()
        return place + 1 if inner else place, [
            Item(place, place + 1, part, entry, token.is_capital, touches or number > 0)
            for number, (part, entry) in enumerate(inner)
        ]

    def _two_ordinals(self, tokens: Sequence[Token], place: int, *, touches: bool) -> list[Item]:
        """`9th-10th`, whose second token is "th-10th"."""
        left, end = tokens[place].lower, tokens[place].end
        if place + 1 >= len(tokens) or tokens[place + 1].start != end or "-" not in tokens[place + 1].lower:
            return []
        mark, _, rest = tokens[place + 1].lower.partition("-")
        right, marks = rest[:-2], self.lists.get("ordinal_mark", frozenset())
        is_short = len(left) <= _DAY_FIGURES and len(right) <= _DAY_FIGURES
        if not (is_short and left.isdecimal() and right.isdecimal() and mark in marks and rest[-2:] in marks):
            return []
        dash = self.single.get("-", {})
        return [
            Item(place, place + 2, left + mark, _ordinal(left), is_capital=False, touches=touches),
            Item(place + 1, place + 2, "-", dash, is_capital=False, touches=True),
            Item(place + 1, place + 2, rest, _ordinal(right), is_capital=False, touches=True),
        ]

    def _split(self, lower: str) -> tuple[tuple[str, Entry], ...]:
        """The words that a hyphen joins, if all of them are words of time."""
        parts = lower.split("-")
        if len(parts) > _MOST_PARTS:
            return ()
        found: list[tuple[str, Entry]] = []
        for part in parts:
            entry = numeral(part) if part.isdigit() else self.single.get(part)
            if not entry:
                return ()
            if found and not _JOINED_BY_HYPHEN.isdisjoint(found[-1][1]):
                found.append(("-", self.single.get("-", {})))
            found.append((part, entry))
        return tuple(found)

    def _figures(self, tokens: Sequence[Token], place: int) -> tuple[int, Entry]:
        """A figure with what touches it: an ordinal's ending, or the other figures of a date."""
        lower = tokens[place].lower
        last = place + 1
        touching = last < len(tokens) and tokens[last].start == tokens[place].end
        if touching and lower.isdigit():
            following = tokens[last].lower
            if "ordinal_mark" in self.single.get(following, {}):
                return last + 1, _ordinal(lower)
            if following in self.lists.get("years_mark", ()) and lower.endswith("0"):
                return last, numeral(lower) | {"trigger": True}
            if "short_unit" in self.single.get(following, {}):
                return last, numeral(lower) | {"trigger": True}
            if following in ("/", "-"):
                far, entry = joined_figures(tokens, place, following)
                if far > last:
                    return far, {} if self._is_no_date(tokens, place, far) else entry
        return place + 1, numeral(lower)

    def _is_no_date(self, tokens: Sequence[Token], place: int, last: int) -> bool:
        written = "".join(token.lower for token in tokens[place:last])
        return written in self.lists.get("not_dates", ())


# After these a hyphen inside a word is a sign of its own ("Nov-Feb", "Aug-2016"); elsewhere it joins
# the parts of one ("mid-December", "twenty-one").
_JOINED_BY_HYPHEN = frozenset({"month", "weekday", "year", "quarter_name", "digits"})
_NOT_CLASSES = frozenset({"triggers", "doubtful", "lists"})


@lru_cache(maxsize=16)
def vocabulary_of(lexicon: Lexicon) -> Vocabulary:
    """The words of time of a lexicon, prepared once."""
    return Vocabulary(lexicon.table("times"))


def _ordinal(figures: str) -> Entry:
    return {"ordinal": int(figures[:MOST_FIGURES]), "digits": len(figures), "trigger": True}


def _number_or_text(value: str) -> int | float | str:
    try:
        return int(value)
    except ValueError:
        pass
    try:
        return float(value)
    except ValueError:
        return value
