"""One look-up for every name and noun that may tell who: what it can be used as, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from truceline.agreement.naming import Bearing, folded
from truceline.reading.tokens import tokens_of

# What a phrase may be used as. Plain integers: they are tested at every fourth token of a text.
PARTY: Final = 1
COUNTRY: Final = 2
SEAT: Final = 4
NATION: Final = 8
LEADER: Final = 16
BODY: Final = 32
GROUP_NAME: Final = 64
NAME: Final = PARTY | COUNTRY | SEAT | NATION | LEADER | BODY | GROUP_NAME
STATE_NOUN: Final = 128
GROUP_NOUN: Final = 256
BODY_NOUN: Final = 512
PEOPLE: Final = 1024
TITLE: Final = 2048
NOUN: Final = STATE_NOUN | GROUP_NOUN | BODY_NOUN | PEOPLE | TITLE
HOME: Final = 4096
UNNAMED: Final = 8192
UNKNOWN: Final = 16384
POINTED: Final = 32768
PRONOUN: Final = 65536
POSSESSIVE: Final = 131072
INDEFINITE: Final = 262144
NOT_ALONE: Final = 524288
"""Counts only with a name or a possessive: "side", "command", "tanks"."""
VERBISH: Final = 1048576
"""Also a verb: "forces", "guards", "patrol"."""
ADJECTIVAL: Final = 2097152
"""Also an adjective: "general", "military", "major"."""
OTHERS: Final = 4194304
"""With a name it means somebody else: "Turkey's allies"."""
BETWEEN: Final = 8388608
"""May stand between a name and its noun: "Turkish foreign ministry"."""
DEED: Final = 16777216
COMPOUND: Final = 33554432
"""About somebody else than the one it names: "pro-Turkish", "Iran-backed"."""
SINGULAR: Final = 67108864
"""The singular of a party's name, which may stand before any noun: "rebel", "civilian"."""

ANYHOW: Final = 0
CAPITAL: Final = 1
ACRONYM: Final = 2

_LONGEST_ACRONYM = 5
_MEMORY = 20_000
_SHORTEST_HOST = 3
_SKIPPED: Final = frozenset({"al", "el", "the", '"', "\u201c", "\u201d", "\u00ab", "\u00bb", "-", "'"})


class Meaning(NamedTuple):
    """What a phrase can be: its uses, a country's code, how it must be spelt, the parties that bear it."""

    uses: int
    code: str = ""
    spelt: int = ANYHOW
    bearers: tuple[Bearing, ...] = ()


Alternative = tuple[tuple[str, ...], Meaning]
_APART: Final[Alternative] = ((), Meaning(COMPOUND))


class _Pieces(dict[str, tuple[str, ...]]):
    """Tokens already taken to pieces; of bounded size."""

    def __missing__(self, lower: str) -> tuple[str, ...]:
        if len(self) > _MEMORY:
            self.clear()
        found = self[lower] = _pieces(lower)
        return found


class Book(dict[str, "tuple[Alternative, ...] | None"]):
    """Phrases by the token they begin with, longest first; what is not known is None.

    A piece is a folded word, articles and accents gone. A token's own further pieces ("Guinea-Bissau")
    are taken off its phrases. `heads` and `tails` make compounds that speak of another than the one
    they name: "pro-", "-backed". `prefixes` are words that are written into the next one (Arabic "wa").
    """

    def __init__(
        self,
        *tables: Mapping[tuple[str, ...], Meaning],
        heads: frozenset[str] = frozenset(),
        tails: frozenset[str] = frozenset(),
        prefixes: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self.pieces = _Pieces()
        self._heads, self._tails, self._prefixes = heads, tails, prefixes
        found: dict[str, list[Alternative]] = {}
        for table in tables:  # of two meanings of a phrase that of the earlier table is tried first
            for pieces, meaning in table.items():
                if pieces:
                    found.setdefault(pieces[0], []).append((pieces[1:], meaning))
        for listed in found.values():
            listed.sort(key=lambda one: -len(one[0]))
        self._phrases = {first: tuple(listed) for first, listed in found.items()}

    def __missing__(self, lower: str) -> tuple[Alternative, ...] | None:
        if len(self) > _MEMORY:
            self.clear()
        found = self[lower] = self._starting(lower)
        return found

    def _starting(self, lower: str) -> tuple[Alternative, ...] | None:
        pieces = self.pieces[lower]
        found = self._phrases.get(pieces[0]) if pieces else None
        if found is not None and len(pieces) > 1:
            tail, size = pieces[1:], len(pieces) - 1
            found = tuple((rest[size:], meaning) for rest, meaning in found if rest[:size] == tail) or None
        if "-" in lower and (
            lower.partition("-")[0] in self._heads or lower.rpartition("-")[2] in self._tails
        ):
            found = (*(found or ()), _APART)
        if found is None and self._prefixes:
            return self._behind_prefix(lower)
        return found

    def _behind_prefix(self, lower: str) -> tuple[Alternative, ...] | None:
        for prefix in self._prefixes:
            rest = lower.removeprefix(prefix)
            if rest != lower and len(rest) >= _SHORTEST_HOST:
                pieces = self.pieces[rest]
                return self._phrases.get(pieces[0]) if len(pieces) == 1 else None
        return None


def _pieces(lower: str) -> tuple[str, ...]:
    if lower in _SKIPPED:
        return ()
    if lower.isascii() and lower.isalpha():
        return (lower,)
    if len(lower) > 1 and lower.endswith("."):
        return (lower.replace(".", ""),)
    return tuple(folded(lower).split()) or (lower,)


def phrase(name: str) -> tuple[str, ...]:
    """A name as its pieces."""
    if name.isascii() and name.replace(" ", "").isalpha():  # nine names of ten, and ten times faster
        return tuple(word for word in name.lower().split() if word not in _SKIPPED)
    return tuple(piece for token in tokens_of(name) for piece in _pieces(token.lower))


def spelling(names: Iterable[str]) -> int:
    """How a name must be spelt to count, told by how it is written in the lists."""
    told = list(names)
    if any(name.islower() or not any(map(str.isupper, name)) for name in told):
        return ANYHOW
    return ACRONYM if all(is_acronym(name) for name in told) else CAPITAL


def is_acronym(name: str) -> bool:
    """Whether a name is a few capitals."""
    bare = name.replace(".", "").strip('"')
    return bare.isupper() and bare.isalpha() and len(bare) <= _LONGEST_ACRONYM
