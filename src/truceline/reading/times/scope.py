"""What the rules of the grammar share: the items of a run, the anchor, and what a rule hands back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from truceline.reading.span import Token
from truceline.reading.times.partial import Lean, Partial, resolved
from truceline.reading.times.stretch import DAY, Stretch, length_in_days, section
from truceline.reading.times.vocabulary import Item, Vocabulary

_RULES_KEY = " rules"
_JOINERS = frozenset({"joiner", "dash", "until", "and", "slash"})
_SIGHT = 15  # tokens before a length that may tell whether it lies ahead
MAX_DEPTH = 3
"""Rules call each other no deeper than this ("the end of the first week of last month")."""


class Read(NamedTuple):
    """A time as read: what it means, the item after its last, and the rule."""

    what: Partial | Stretch
    last: int
    rule: str
    part: str = ""
    precision: int | None = None


class Rules:
    """Rules in the order they are tried, each with the classes of the item it can begin at."""

    def __init__(self, *rules: tuple[Callable[..., Any], Sequence[str]]) -> None:
        self._rules = [(rule, frozenset(starts)) for rule, starts in rules]

    def at(self, scope: Scope, place: int) -> tuple[Callable[..., Any], ...]:
        """The rules that can begin at an item; worked out once for every entry."""
        entry = scope.items[place].entry
        known: dict[int, tuple[Callable[..., Any], ...]] = entry.setdefault(_RULES_KEY, {})
        if id(self) not in known:
            known[id(self)] = tuple(rule for rule, starts in self._rules if not starts.isdisjoint(entry))
        return known[id(self)]


def _may_be_verb(token: Token, function_words: frozenset[str], vocabulary: Vocabulary) -> bool:
    is_plain = token.is_word and not token.is_capital
    return is_plain and token.lower not in function_words and token.lower not in vocabulary.known


class Settings(NamedTuple):
    """How times are set on the calendar: see `find_times`."""

    anchor: date | None
    lean: Lean = "near"
    day_first: bool | None = None
    told: Stretch | None = None
    """What an earlier sentence named last: "that day" and "a day earlier" point back to it."""


class Scope:
    """One run of items with the settings it is read under."""

    def __init__(
        self,
        items: Sequence[Item],
        tokens: Sequence[Token],
        vocabulary: Vocabulary,
        settings: Settings,
        moment: Callable[[Scope, int, int], Read | None],
    ) -> None:
        self.items = items
        self._entries = [item.entry for item in items]
        self._count = len(items)
        self.tokens = tokens
        self.vocabulary = vocabulary
        self.anchor, self.lean, self.day_first, self.told = settings
        self.recent: Stretch | None = None
        """The stretch found last in the sentence: what "two days later" counts from."""
        self._moment = moment
        self._known: dict[int, Read | None] = {}
        joins = [at for at, entry in enumerate(self._entries) if not _JOINERS.isdisjoint(entry)]
        self.last_joiner = joins[-1] if joins else -1
        """The last item that may join two times to one; nothing before the first, if there is none."""

    def get(self, place: int, name: str) -> Any:
        """The value the item has in a class; None if it is not of the class or there is no item."""
        return self._entries[place].get(name) if 0 <= place < self._count else None

    def has(self, place: int, *names: str) -> bool:
        """Whether the item is of any of the classes."""
        if not 0 <= place < self._count:
            return False
        entry = self._entries[place]
        for name in names:  # noqa: SIM110 - the innermost loop: a generator would double its time
            if name in entry:
                return True
        return False

    def skip(self, place: int, *names: str) -> int:
        """The place after an item of any of the classes, or the same place."""
        if 0 <= place < self._count:
            entry = self._entries[place]
            for name in names:
                if name in entry:
                    return place + 1
        return place

    def touches(self, place: int) -> bool:
        """Whether the item follows the one before it without a space."""
        return 0 < place < len(self.items) and self.items[place].touches

    def is_listed(self, place: int, name: str) -> bool:
        """Whether the item's word stands in a list of the lexicon."""
        return 0 <= place < len(self.items) and self.items[place].lower in self.vocabulary.lists.get(name, ())

    def token_after(self, place: int) -> Token | None:
        """The token that follows the items before `place`."""
        after = self.items[place - 1].last if 0 < place <= len(self.items) else len(self.tokens)
        return self.tokens[after] if after < len(self.tokens) else None

    def ends_before_noun(self, place: int) -> bool:
        """Whether a word follows that what stands before `place` may number ("the 15th Brigade")."""
        token = self.token_after(place)
        if token is None or not token.is_word:
            return False
        return token.lower not in self.vocabulary.lists.get("follows", ()) and not self.has(place, "trigger")

    def is_after_listed(self, place: int, name: str) -> bool:
        """Whether the token before the item stands in a list of the lexicon."""
        first = self.items[place].first
        return first > 0 and self.tokens[first - 1].lower in self.vocabulary.lists.get(name, ())

    def looks_ahead(self, place: int, *signs: str) -> bool:
        """Whether a length lies ahead: as the caller says, or for a word of what is to come before it."""
        if self.lean != "near":
            return self.lean in ("next", "deadline")
        first = self.items[place].first
        before = self.tokens[max(first - _SIGHT, 0) : first]
        lists = [self.vocabulary.lists.get(name, frozenset()) for name in signs]
        return any(token.lower in listed for token in before for listed in lists)

    def is_agreed(self, place: int) -> bool:
        """Whether an agreement is named before: its deadlines count from a day that is not told."""
        listed = self.vocabulary.lists.get("agreed_signs", frozenset())
        first = self.items[place].first
        return any(token.lower in listed for token in self.tokens[max(first - _SIGHT, 0) : first])

    def has_infinitive_before(self, place: int) -> bool:
        """Whether a verb after "to" stands shortly before ("to leave within 30 days", not "to 24")."""
        first, lists = self.items[place].first, self.vocabulary.lists
        before = self.tokens[max(first - _SIGHT, 0) : first]
        return any(
            left.lower in lists.get("infinitive", ())
            and _may_be_verb(right, lists.get("follows", frozenset()), self.vocabulary)
            for left, right in pairwise(before)
        )

    def moment(self, place: int, depth: int) -> Read | None:
        """The time that begins at an item; None if none does."""
        if depth > MAX_DEPTH or place >= len(self.items):
            return None
        key = place * (MAX_DEPTH + 1) + depth
        if key not in self._known:
            self._known[key] = self._moment(self, place, depth)
        return self._known[key]

    @property
    def known(self) -> Stretch | None:
        """The stretch that words point back to: of this sentence, else of an earlier one."""
        return self.recent or self.told

    def remember(self, stretch: Stretch) -> None:
        """Take a stretch as the one found last; what was read under another is forgotten."""
        self.recent = stretch
        self._known.clear()

    def placed(self, read: Read, lean: Lean | None = None) -> Stretch:
        """The days that a time as read means."""
        what = read.what
        stretch = resolved(what, self.anchor, lean or self.lean) if isinstance(what, Partial) else what
        return self._part(stretch, read.part) if read.part else stretch

    def edge(self, read: Read, lean: Lean | None = None) -> Stretch:
        """The days of a time that bounds another: the middle is a point there, and so is the start."""
        if read.part not in ("mid", "start") or not isinstance(read.what, Partial | Stretch):
            return self.placed(read, lean)
        whole = self.placed(read._replace(part=""), lean)
        size = length_in_days(whole)
        if whole.start is None or size is None or size == 1:
            return whole
        if read.part == "start":
            return Stretch(whole.start, whole.start, whole.grain)
        middle = whole.start + (size // 2) * DAY
        return Stretch(middle, middle - DAY, whole.grain)

    def _part(self, stretch: Stretch, part: str) -> Stretch:
        anchor = self.anchor
        if stretch.start is None or stretch.end is None or length_in_days(stretch) == 1 or anchor is None:
            return section(stretch, part)
        if part == "so_far" and stretch.start <= anchor <= stretch.end:
            return Stretch(stretch.start, anchor, "span")
        if part in ("to_come", "rest") and stretch.start <= anchor < stretch.end:
            return Stretch(anchor + DAY, stretch.end, "span")
        return section(stretch, {"so_far": "first_half", "to_come": "second_half"}.get(part, part))
