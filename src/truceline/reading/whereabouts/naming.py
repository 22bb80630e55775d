"""The longest name of a place that begins at a token."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.core.record import record
from truceline.places.spelling import key
from truceline.reading.span import Token
from truceline.reading.whereabouts.doubt import (
    end_of_other_name,
    has_support,
    is_doubtful,
    is_looked_for,
    place_words,
    starts_sentence,
)
from truceline.reading.whereabouts.senses import Sense, Senses
from truceline.reading.whereabouts.words import Words

_MOST_WORDS = 6
_REMEMBERED = 50_000
_SHORTEST_LOWER = 5
_SHORTEST_HEARD = 4
_MOST_HEARD = 3
# An article apart from its name is none of the name's words.
_ARTICLES = frozenset({"al", "el", "the"})


@record
class Name:
    """Words up to `last` that name a place; no senses where they name something else."""

    last: int
    senses: tuple[Sense, ...]
    rule: str = "name"


class Naming:
    """Finds names; spelling keys of tokens are remembered."""

    def __init__(self, senses: Senses, words: Words) -> None:
        self.senses, self.words = senses, words
        self._place_words = place_words(words)
        self._spelled: dict[str, str] = {}
        self._sentence: Sequence[Token] = ()
        self._found: dict[int, Name | None] = {}

    def opens(self, token: Token) -> bool:
        """Whether a name may begin here: with a capital, a letter without case, or one from a short list."""
        first = token.text[0]
        if first.isupper():
            return True
        if not first.isalpha():
            return False
        if not first.islower() or self.is_capital(token):
            return True
        low = token.lower
        return (
            len(token.text) >= _SHORTEST_LOWER
            and self.senses.is_curated(self.spelled(low).split(" ", 1)[0])
            and (low not in self.words["common"] or low in self.words.winds)
        )

    def is_capital(self, token: Token) -> bool:
        """Whether a word is written as a name is; an article joined to it may be small ("al-Xyz")."""
        text = token.text
        if text[0].isupper():
            return True
        hyphen = text.find("-")
        return hyphen > 0 and text[hyphen + 1].isupper() and " " not in self.spelled(token.lower)

    def spelled(self, lower: str) -> str:
        """A token's spelling key."""
        known = self._spelled.get(lower)
        if known is None:
            if len(self._spelled) >= _REMEMBERED:
                self._spelled.clear()
            known = self._spelled[lower] = key(lower)
        return known

    def at(self, tokens: Sequence[Token], first: int) -> Name | None:
        """The name that begins at this token; one without senses has to be passed over.

        None where no list has a name here, or the neighbours say that it is none. What was found in
        a sentence is remembered until another is read.
        """
        if tokens is not self._sentence:
            self._sentence = tokens
            self._found.clear()
        if first not in self._found:
            self._found[first] = self._name(tokens, first) if self.opens(tokens[first]) else None
        return self._found[first]

    def _name(self, tokens: Sequence[Token], first: int) -> Name | None:
        if self._is_word(tokens[first].lower):
            return None
        found = self._spelled_name(tokens, first) or self._heard_name(tokens, first)
        if found is None:
            return None
        end = end_of_other_name(tokens, first, found.last, self.words)
        if end:
            return Name(end, (), "no place")
        if is_doubtful(tokens, first, found.last, found.senses, self.words):
            return None
        return found

    def _is_word(self, low: str) -> bool:
        """Whether a word for a kind of place stands there, a preposition joined to it."""
        bare = low[1:] if low[:1] in self.words["proclitics"] else ""
        return bare in self.words["settlements"] or bare in self.words.admin or bare in self.words["rural"]

    def _spelled_name(self, tokens: Sequence[Token], first: int) -> Name | None:
        start = self.spelled(tokens[first].lower)
        if tokens[first].lower in _ARTICLES:
            start = self.spelled(tokens[first + 1].lower) if first + 1 < len(tokens) else ""
        if not start:
            return None
        longest = self.senses.longest(start.split(" ", 1)[0])
        if not longest:
            return self._without_proclitic(first, start)
        for last, spelling in reversed(self._spellings(tokens, first, longest)):
            senses = self.senses.of(spelling)
            if senses and self._is_cased(tokens, first, last, senses):
                return Name(last, senses)
        return self._without_proclitic(first, start)

    def _spellings(self, tokens: Sequence[Token], first: int, longest: int) -> list[tuple[int, str]]:
        """Ends and spelling keys of the runs of words that begin here, shortest first."""
        runs: list[tuple[int, str]] = []
        said: list[str] = []
        count = 0
        for last in range(first, min(first + _MOST_WORDS, len(tokens))):
            token = tokens[last]
            if not token.text[0].isalpha() and not (last > first and token.text[0].isdigit()):
                break
            if token.lower in _ARTICLES:
                continue
            word = self.spelled(token.lower)
            if not word:
                break
            said.append(word)
            count += word.count(" ") + 1
            if count > longest:
                break
            runs.append((last + 1, " ".join(said)))
        return runs

    def _is_cased(self, tokens: Sequence[Token], first: int, last: int, senses: Sequence[Sense]) -> bool:
        """A name from the world's tables has a capital in each of its words, a curated one need not."""
        if senses[0].curated:
            return True
        return all(
            not token.text[0].islower() or self.is_capital(token) or len(token.text) < _SHORTEST_HEARD
            for token in tokens[first:last]
        )

    def _without_proclitic(self, first: int, start: str) -> Name | None:
        """The name after a preposition written together with it, in languages that do so."""
        if start[0] not in self.words["proclitics"] or len(start) < _SHORTEST_HEARD:
            return None
        senses = self.senses.of(key(start[1:]))
        return Name(first + 1, senses, "name with a preposition in one") if senses else None

    def _may_be_heard(self, tokens: Sequence[Token], first: int) -> bool:
        """Whether any words beside a name could look for a place, wherever it ends."""
        if is_looked_for(tokens, first, self.words):
            return True
        behind = tokens[first + 1 : first + _MOST_WORDS + 1]
        return not self._place_words.isdisjoint([token.lower for token in behind])

    def _heard_name(self, tokens: Sequence[Token], first: int) -> Name | None:
        token = tokens[first]
        if not self.is_capital(token) or token.lower in self.words["peoples"]:
            return None
        if starts_sentence(tokens, first) or not self._may_be_heard(tokens, first):
            return None
        for last, spelling in reversed(self._spellings(tokens, first, _MOST_HEARD)):
            if len(spelling) < _SHORTEST_HEARD or not all(self.is_capital(one) for one in tokens[first:last]):
                continue
            if last - first == 1 and token.lower in self.words["common"]:
                return None
            if not has_support(tokens, first, last, self.words):
                continue
            senses = self.senses.sounding(spelling)
            if senses:
                return Name(last, senses, "name by its sound")
        return None
