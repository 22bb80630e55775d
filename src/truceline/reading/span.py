"""What the stages of reading hand to each other: tokens, and spans that say what words mean.

Spans are immutable. A span holds token numbers `[first, last)` of its sentence and the rule that
made it; code points of the document come from the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from truceline.evidence.acts import Act
from truceline.evidence.claim import Casualties, Place, Quantity, When


class Token(NamedTuple):
    """A word, number or sign: as written, folded for look-up, and where (code points, end excluded)."""

    text: str
    lower: str
    """Case-folded, with straight quotes and plain hyphens."""
    start: int
    end: int

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def is_word(self) -> bool:
        return self.text[:1].isalpha()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or heading, list item, table row) of a document."""

    index: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    kind: Literal["sentence", "heading", "item", "row"] = "sentence"
    paragraph: int = 0
    heading: str = ""
    """The heading it stands under, where the document has any."""


@dataclass(frozen=True, slots=True)
class Span:
    """Words `[first, last)` of a sentence and the rule that marked them."""

    first: int
    last: int
    rule: str


@dataclass(frozen=True, slots=True)
class TimeSpan(Span):
    """Words that say when; `when` has its text and span filled in.

    `role` tells an amount of time apart: `for two days` is both a time and how long; `another month` and
    `a month` are durations that only an act with a time of its own can use (`extend by a month`).
    """

    when: When
    role: Literal["time", "deadline", "duration", "set"] = "time"
    duration_days: float | None = None


@dataclass(frozen=True, slots=True)
class QuantitySpan(Span):
    """Words that say how many, how far, how much; `noun` is the token that is counted, if any."""

    quantity: Quantity
    noun: int | None = None
    compared: Literal["up", "down"] | None = None
    """`doubled`, `twofold`: the way a ratio goes."""


@dataclass(frozen=True, slots=True)
class PlaceSpan(Span):
    """Words that say where, with every place they may mean, the likeliest first.

    `kind` tells zones, lines and routes of the agreement and areas apart from named spots.
    `is_also_actor`: the word may stand for a government ("Damascus supports"); the grammar decides.
    """

    candidates: tuple[Place, ...]
    kind: Literal["place", "area", "zone", "line", "route", "relative"] = "place"
    is_also_actor: bool = False


@dataclass(frozen=True, slots=True)
class ActorSpan(Span):
    """Words that say who.

    `party` is an id of the agreement or None; `country` a three-letter ISO code where the words tell
    one; `head` the token that bears the number ("soldiers" of "Syrian soldiers"). `kind`: `named` an
    alias or name; `leader` an office-holder who speaks for a party; `role` a nationality or group with
    a role noun; `unnamed` nobody is named ("unknown gunmen": binds nobody); `people` civilians,
    residents, children; `body` an organisation that is no party (UN, Red Crescent, a news agency);
    `anaphor` words that point back ("these groups", "they").
    """

    party: str | None
    head: int
    kind: Literal["named", "leader", "role", "unnamed", "people", "body", "anaphor"] = "named"
    country: str | None = None
    is_plural: bool = False
    organ_of: str | None = None
    """The party whose paper or station it is: what "X's state media" say is no second source beside X."""


@dataclass(frozen=True, slots=True)
class ObjectSpan(Span):
    """Words that say what is moved, fired or opened; `term` is an id of the agreement or a general one."""

    term: str
    head: int


@dataclass(frozen=True, slots=True)
class ActSpan(Span):
    """Words that say an act; `head` is the verb or noun itself, `entry` the lexicon's entry.

    `act` is None for events outside the vocabulary (they are coded for other people's ontologies and
    make no claim). `plover` is the entry's own PLOVER type, where it says more than the act's.
    """

    act: Act | None
    head: int
    entry: str
    form: Literal["verb", "noun", "phrase"]
    plover: str | None = None


@dataclass(frozen=True, slots=True)
class TollSpan(Span):
    """People killed or injured as told by the words, by kind of victim."""

    casualties: Casualties
    heads: tuple[int, ...] = field(default=())
