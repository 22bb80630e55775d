"""A dependency parse of one sentence, laid over the document's text by code points.

The labels are those of spaCy's English models (ClearNLP style); those of Universal Dependencies are
taken besides where they name the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

SUBJECT = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
OBJECT = frozenset({"dobj", "obj"})
_PASSIVE_MARK = frozenset({"auxpass", "aux:pass"})
_PREPOSITION = frozenset({"prep", "agent", "dative"})
_OWNER = frozenset({"poss", "nmod:poss", "compound", "nmod", "amod"})
_RELATIVE_TAGS = frozenset({"WDT", "WP"})
_VERBS = frozenset({"VERB", "AUX"})
# A chain longer than this is a damaged parse.
LONGEST = 24


class ParsedToken(Protocol):
    """What of a token of spaCy's is used: `idx` is its code point in the text that was parsed."""

    @property
    def i(self) -> int: ...
    @property
    def idx(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def lemma_(self) -> str: ...
    @property
    def pos_(self) -> str: ...
    @property
    def tag_(self) -> str: ...
    @property
    def dep_(self) -> str: ...
    @property
    def head(self) -> ParsedToken: ...


class ParsedDoc(Protocol):
    """A parsed text: its tokens in order."""

    def __iter__(self) -> Iterator[ParsedToken]: ...


class Pipeline(Protocol):
    """A loaded model: texts in, parsed texts out, in the same order."""

    def pipe(self, texts: Iterable[str]) -> Iterator[ParsedDoc]: ...


@dataclass(frozen=True, slots=True)
class Word:
    """One token of the parse; `start` and `end` are code points of the whole document."""

    start: int
    end: int
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int

    @property
    def is_verb(self) -> bool:
        return self.pos in _VERBS


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The words of a sentence and what hangs on each."""

    words: tuple[Word, ...]
    children: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, doc: ParsedDoc, start: int) -> Dependencies:
        """The parse of a text that begins at code point `start` of the document."""
        tokens = list(doc)
        words = tuple(_word(token, start) for token in tokens)
        below: list[list[int]] = [[] for _ in words]
        for at, word in enumerate(words):
            if word.head != at:
                below[word.head].append(at)
        return cls(words, tuple(map(tuple, below)))

    def at(self, start: int, end: int) -> int | None:
        """The head of the words that share code points with `[start, end)`; None where there are none."""
        inside = [at for at, word in enumerate(self.words) if word.start < end and start < word.end]
        heads = [at for at in inside if self.words[at].head == at or self.words[at].head not in inside]
        return next((at for at in heads if self.words[at].is_verb), heads[0] if heads else None)

    def below(self, at: int, labels: frozenset[str]) -> tuple[int, ...]:
        """What hangs on a word by one of these labels."""
        return tuple(child for child in self.children[at] if self.words[child].dep in labels)

    def is_passive(self, at: int) -> bool:
        """Whether a verb is passive, also as a participle behind its noun ("mortars fired by")."""
        word = self.words[at]
        if word.dep == "acl" and word.tag == "VBN":
            return True
        return bool(self.below(at, _PASSIVE_MARK | PASSIVE_SUBJECT))

    def in_role(self, at: int, role: str) -> tuple[int, ...]:
        """The heads of the phrases that stand in a role of a word, with all coordinated to them.

        Roles as in `acts.frames`: "subject", "object", "poss", else a preposition. Subject and object
        are those of the active verb.
        """
        match role:
            case "subject":
                found = self._behind(at, "by") if self.is_passive(at) else self._surface_subject(at)
            case "object":
                found = self._surface_subject(at) if self.is_passive(at) else self.below(at, OBJECT)
            case "poss":
                found = self.below(at, _OWNER)
            case _:
                found = self._behind(at, role)
        return self._with_conjuncts(self._meant(one) for one in found)

    def _surface_subject(self, at: int) -> tuple[int, ...]:
        """The subject as it stands, or the one that the clause shares with the clause above."""
        passive = self.is_passive(at)
        for _ in range(LONGEST):
            found = self.below(at, SUBJECT | PASSIVE_SUBJECT)
            if found:
                return found
            word = self.words[at]
            if word.dep == "acl" and word.tag in {"VBG", "VBN"}:
                return (word.head,)
            if not self._shares_subject(at, passive=passive):
                return ()
            at = word.head
        return ()

    def _shares_subject(self, at: int, *, passive: bool) -> bool:
        """Left and shelled, plans to leave; with an object above ("forced X to leave") nobody can tell."""
        word = self.words[at]
        above = self.words[word.head]
        if not above.is_verb:
            return False
        if word.dep == "conj":
            return self.is_passive(word.head) == passive
        return word.dep == "xcomp" and not self.below(word.head, OBJECT) and not self.is_passive(word.head)

    def _behind(self, at: int, preposition: str) -> tuple[int, ...]:
        found = [p for p in self.below(at, _PREPOSITION) if self.words[p].lower == preposition]
        return tuple(noun for one in found for noun in self.below(one, frozenset({"pobj"})))

    def _meant(self, at: int) -> int:
        """The noun that a relative pronoun stands for, else the word itself."""
        if self.words[at].tag not in _RELATIVE_TAGS:
            return at
        for above in self.above(at):
            if self.words[above].dep in {"relcl", "acl:relcl"}:
                return self.words[above].head
        return at

    def above(self, at: int) -> Iterator[int]:
        """The words that govern a word, nearest first."""
        for _ in range(LONGEST):
            head = self.words[at].head
            if head == at:
                return
            yield head
            at = head

    def _with_conjuncts(self, heads: Iterable[int]) -> tuple[int, ...]:
        found: list[int] = []
        waiting = list(heads)
        while waiting:
            at = waiting.pop(0)
            if at not in found:
                found.append(at)
                waiting.extend(self.below(at, frozenset({"conj"})))
        return tuple(sorted(found))


def _word(token: ParsedToken, start: int) -> Word:
    begins = start + token.idx
    return Word(
        begins,
        begins + len(token.text),
        token.text.lower(),
        token.lemma_.lower(),
        token.pos_,
        token.tag_,
        token.dep_,
        token.head.i,
    )
