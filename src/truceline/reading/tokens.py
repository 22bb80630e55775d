"""Text into tokens: one pass of one pattern that cannot backtrack far."""

from __future__ import annotations

import re
import unicodedata

from truceline.reading.span import Token

# Signs that writers use at will for the same thing.
_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u02bb": "'",
        "`": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2212": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)
_APOSTROPHE = "'\u2018\u2019\u02bc\u02bb`"
_HYPHEN = "-\u2010\u2011\u00ad"
_MARK = "\u0300-\u036f\u0610-\u061a\u064b-\u065f"
_JOINER = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_TOKEN = re.compile(
    rf"""
    (?P<abbreviation>(?:[A-Za-z]\.){{2,}}(?![A-Za-z]))
  | (?P<word>[^\W\d_](?:[\w{_JOINER}{_MARK}]++|[{_HYPHEN}](?=[^\W_])|[{_APOSTROPHE}](?=[^\W\d_]))*+)
  | (?P<date>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d)|\d{{1,4}}[./]\d{{1,2}}[./]\d{{1,4}}(?!\d|[./]\d))
  | (?P<clock>\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!:?\d))
  | (?P<number>\d+(?:[.,\u202f\u00a0]\d{{3}}(?!\d))*(?:[.,]\d+)?)
  | (?P<sign>\.\.\.|\S)
    """,
    re.VERBOSE,
)
_CLITIC = re.compile(rf"(?:n[{_APOSTROPHE}]t|[{_APOSTROPHE}](?:s|re|ve|ll|d|m))$", re.IGNORECASE)
_REMEMBERED = 50_000


def folded(text: str) -> str:
    """Case-folded, with straight quotes, plain hyphens and nothing of no width."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFC", text.translate(_PLAIN)).casefold()


class _Folded(dict[str, str]):
    """Words already folded; of bounded size."""

    def __missing__(self, text: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        lower = self[text] = folded(text)
        return lower


_FOLDED = _Folded()
_new = tuple.__new__
"""Makes a token of its four values, in a third of the time that `Token(...)` takes."""


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, with code points of the whole text.

    Words keep inner hyphens and apostrophes ("north-eastern", "al-Shughur"); "'s" and "n't" stand
    alone; numbers stand apart from their unit and from each other ("120mm", "10-11"); dates in
    figures and clock times are one token.
    """
    return tuple(_split(text, start, len(text) if end is None else end))


def _split(text: str, start: int, end: int) -> list[Token]:
    lower, found = _FOLDED, list[Token]()
    add = found.append
    for match in _TOKEN.finditer(text, start, end):
        here, there = match.span()
        word = text[here:there]
        if len(word) > 2 and not word.isalpha() and match.lastgroup == "word":  # noqa: PLR2004 - "'s" needs a host
            clitic = _CLITIC.search(word)
            if clitic and clitic.start() > 0:
                middle = here + clitic.start()
                found.append(Token(text[here:middle], lower[text[here:middle]], here, middle))
                found.append(Token(text[middle:there], lower[text[middle:there]], middle, there))
                continue
        add(_new(Token, (word, lower[word], here, there)))
    return found
