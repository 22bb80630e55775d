"""A sentence parsed, with its parts as words: what the tests of the parser read."""

from __future__ import annotations

from truceline.reading.lexicon import Lexicon
from truceline.reading.span import Token
from truceline.reading.syntax import Node, Parse, Words, parse
from truceline.reading.tokens import tokens_of

WORDS = Words.of(Lexicon.of("en"))


def _range(text: str, tokens: tuple[Token, ...], words: str) -> tuple[int, int]:
    """The token range of words of a text."""
    start = text.index(words)
    held = [n for n, token in enumerate(tokens) if start <= token.start < start + len(words)]
    return held[0], held[-1] + 1


class Read:
    """A parsed sentence."""

    def __init__(self, text: str, times: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> None:
        tokens = tokens_of(text)
        self.parse: Parse = parse(
            tokens,
            WORDS,
            names=[_range(text, tokens, words) for words in names],
            times=[_range(text, tokens, words) for words in times],
        )

    def words(self, phrase: int | None) -> str:
        if phrase is None:
            return ""
        found = self.parse.phrases[phrase]
        return " ".join(token.text for token in self.parse.tokens[found.first : found.last])

    def verb(self, lemma: str) -> Node:
        found = [node for node in self.parse.nodes if node.lemma == lemma]
        assert len(found) == 1, f"{lemma}: {[node.lemma for node in self.parse.nodes]}"
        return found[0]

    def subject(self, lemma: str) -> list[str]:
        return [self.words(phrase) for phrase in self.verb(lemma).subject]

    def object(self, lemma: str) -> list[str]:
        return [self.words(phrase) for phrase in self.verb(lemma).object]

    def oblique(self, lemma: str) -> list[tuple[str, str]]:
        return [(preposition, self.words(phrase)) for preposition, phrase in self.verb(lemma).oblique]

    def governor(self, lemma: str) -> str | None:
        node = self.verb(lemma)
        return None if node.governor is None else self.parse.nodes[node.governor].lemma

    def place(self, lemma: str) -> tuple[str, str | None, str | None]:
        """Relation, governor and marker."""
        node = self.verb(lemma)
        return node.relation, self.governor(lemma), node.marker

    def tag(self, word: str) -> str:
        return next(
            tag for token, tag in zip(self.parse.tokens, self.parse.tags, strict=True) if token.text == word
        )

    def post(self, text: str) -> list[tuple[str, str]]:
        """The prepositional phrases on the noun phrase with these words."""
        index = next(n for n in range(len(self.parse.phrases)) if self.words(n) == text)
        return [(preposition, self.words(other)) for preposition, other in self.parse.phrases[index].post]

    def phrase(self, text: str) -> int:
        return next(n for n in range(len(self.parse.phrases)) if self.words(n) == text)

    def speakers(self) -> list[tuple[str, str, str]]:
        nodes = self.parse.nodes
        return [
            (
                self.words(phrase),
                nodes[verb].lemma if verb >= 0 else "",
                nodes[said].lemma if said >= 0 else "",
            )
            for phrase, verb, said in self.parse.speakers
        ]
