"""A sentence as the numbers see it: its tokens, with hyphened number words taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from truceline.reading.quantities.vocabulary import Vocabulary
from truceline.reading.span import Token
from truceline.reading.tokens import folded, tokens_of

_HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"
_LONGEST = 40
_PLAIN_HYPHENS = 2


class Line:
    """Atoms of a sentence: `lows` their folded forms with an empty guard at the end.

    `origin` tells the token of each atom; `hits` the atoms at which a quantity may begin. `is_general`
    lets in what only tables and arithmetic write: signs, powers, codes.
    """

    def __init__(self, tokens: Sequence[Token], words: Vocabulary, *, is_general: bool = False) -> None:
        self.words = words
        self.is_general = is_general
        self.atoms: Sequence[Token] = tokens
        self.tokens = tokens
        self.lows = [token.lower for token in tokens]
        opens = words.opens
        hits = [place for place, low in enumerate(self.lows) if opens[low]]
        self.origin: Sequence[int] = range(len(tokens))
        if any("-" in self.lows[place] for place in hits):
            self._take_apart(set(hits))
            gate = words.gate
            hits = [place for place, low in enumerate(self.lows) if low in gate or low[:1].isdecimal()]
        self.hits = hits
        self.lows.append("")

    def _take_apart(self, hits: set[int]) -> None:
        atoms: list[Token] = []
        origin: list[int] = []
        for place, token in enumerate(self.atoms):
            pieces: Sequence[Token] = (token,)
            if place in hits and "-" in token.lower[1:] and self._is_parted(token.lower, place):
                pieces = tuple(_pieces(token))
            atoms += pieces
            origin += [place] * len(pieces)
        self.atoms, self.origin = atoms, origin
        self.lows = [atom.lower for atom in atoms]

    def _is_parted(self, low: str, place: int) -> bool:
        if len(low) > _LONGEST or low[0].isdecimal():
            return False
        parts = low.split("-")
        if not all(parts):
            return False
        words = self.words
        if parts[0] in words.numeral_starts or parts[0] in words.collectives:
            return True
        if parts[0].startswith(("multi", "bi")):
            return False
        after_figure = place > 0 and self.lows[place - 1][:1].isdecimal()
        if after_figure and (parts[0] in words.units or parts[0] in words.suffixes):
            return True
        return self.is_general and parts[0].isalpha() and parts[-1].isdecimal() and len(parts) == 2  # noqa: PLR2004 - letters and a figure

    def touches(self, place: int) -> bool:
        """Whether an atom follows the one before it without a space."""
        return 0 < place < len(self.atoms) and self.atoms[place - 1].end == self.atoms[place].start

    def text(self, first: int, last: int) -> str:
        """The words of atoms as they stand, a single space where any space was."""
        parts = [self.atoms[first].text]
        for place in range(first + 1, last):
            before, atom = self.atoms[place - 1], self.atoms[place]
            if before.end < atom.start and self.origin[place - 1] == self.origin[place]:
                token = self.tokens[self.origin[place]]
                parts.append(token.text[before.end - token.start : atom.start - token.start])
            elif before.end < atom.start:
                parts.append(" ")
            parts.append(atom.text)
        return "".join(parts)

    def is_figure(self, place: int) -> bool:
        return self.lows[place][:1].isdecimal()

    def low(self, place: int) -> str:
        """The folded form at a place, empty outside the sentence."""
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def skip(self, place: int, name: str) -> int:
        """The place after a word of a list, if one stands there."""
        return place + 1 if self.lows[place] in self.words.sets[name] else place


def _pieces(token: Token) -> Iterator[Token]:
    """A hyphened word as its words and hyphens, each with its own code points."""
    at = 0
    text = token.text
    is_phrase = text.count("-") > _PLAIN_HYPHENS  # "two-and-a-half-mile" reads as without them
    for place, sign in enumerate((*text, "-")):
        if sign in _HYPHENS:
            for piece in tokens_of(text[at:place]):
                yield Token(
                    piece.text,
                    folded(piece.text),
                    token.start + at + piece.start,
                    token.start + at + piece.end,
                )
            if place < len(text) and not is_phrase:
                yield Token(sign, "-", token.start + place, token.start + place + 1)
            at = place + 1


@lru_cache(maxsize=4096)
def figure(low: str) -> float | None:
    """The value of figures: "1,674.5", "1.674,5", "10 000" with narrow spaces; None where they are a code.

    One comma before three figures parts thousands; one full stop is a decimal point.
    """
    if len(low) > _LONGEST:
        return None
    signs = [sign for sign in low if not sign.isdecimal()]
    if not signs:
        return float(low) if low else None
    if any(sign not in ".,\u202f\u00a0" for sign in signs):
        return None
    last = signs[-1]
    groups = "".join(" " if sign in ".,\u202f\u00a0" else sign for sign in low).split(" ")
    is_grouped = _is_grouped(groups)
    if len(set(signs)) == 1:
        if is_grouped and (last != "." or len(signs) > 1):
            return float("".join(groups))
        return _decimal(groups) if len(signs) == 1 and last in ".," else None
    if len(set(signs)) == 2 and signs.count(last) == 1 and last in ".," and _is_grouped(groups[:-1]):  # noqa: PLR2004 - group and decimal signs
        return _decimal(["".join(groups[:-1]), groups[-1]])
    return None


def _is_grouped(groups: Sequence[str]) -> bool:
    head, rest = groups[0], groups[1:]
    return 1 <= len(head) <= 3 and head[0] != "0" and all(len(group) == 3 for group in rest)  # noqa: PLR2004 - thousands


def _decimal(groups: Sequence[str]) -> float | None:
    whole, part = groups
    return float(f"{whole}.{part}") if whole and part else None
