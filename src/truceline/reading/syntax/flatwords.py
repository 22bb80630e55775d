"""Forms of words in a language without a grammar: what is written into a word, and its lemma."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple
from unicodedata import digit

from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import Span, Token

_SHORTEST = 2
"""Letters that must be left of a word once others were taken off."""
_NONE = "_"


_LONG = 3


class Form(NamedTuple):
    """A token taken to pieces: "and", preposition, future and article written into it, and what is left."""

    base: str
    """The noun, or the word as it stands."""
    verb: str = ""
    """The lemma where it can be a verb."""
    tense: str = ""
    ending: str = ""
    joins: str = ""
    """ "and", "so", written before it."""
    preposition: str = ""
    is_future: bool = False
    is_definite: bool = False
    owner: bool = False
    """Whether a pronoun of possession is written behind it."""
    is_known: bool = False
    is_noun: bool = False
    is_answer: bool = False
    """A verb with what begins the main clause of a condition written before it."""


class FlatWords:
    """The table `flat` of a lexicon, with every word of the other tables as what may be left of a token."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.table: dict[str, Any] = lexicon.table("flat")
        clitics = self.table.get("clitics", {})
        self._joins = words(clitics.get("joins", ""))
        self._prepositions = words(clitics.get("prepositions", ""))
        self._article: str = clitics.get("article", "")
        self._melted: Mapping[str, str] = clitics.get("melted", {})
        self._future: str = clitics.get("future", "")
        self._endings = words(clitics.get("endings", ""))
        self._before_ending: Mapping[str, str] = clitics.get("before_ending", {})
        self.verbs = dict(_inflected(self.table))
        acts: Mapping[str, Mapping[str, str]] = lexicon.table("acts").get("entries", {})
        self.nouns = frozenset(_pieces(_listed(acts, "nouns"), lexicon.table("governors").get("nouns", {})))
        self._known = frozenset(
            [
                *self.nouns,
                *_pieces(
                    _listed(acts, "phrases"), _listed(acts, "verbs"), lexicon.table("acts").get("classes", {})
                ),
                *_pieces(_listed(lexicon.table("objects").get("terms", {}), "words")),
                *_pieces(
                    {name: cell for name, cell in lexicon.table("actors").items() if isinstance(cell, str)}
                ),
                *_pieces(lexicon.table("governors").get("adjectives", {}), self.table),
                *_pieces(
                    *(lexicon.table("governors").get(name, {}) for name in ("markers", "modals", "adverbs"))
                ),
            ]
        )
        self._forms: dict[str, Form] = {}
        self._sets: dict[str, frozenset[str]] = {}

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> FlatWords:
        """The words of a lexicon, read once."""
        return FlatWords(lexicon)

    def has(self, name: str) -> frozenset[str]:
        """A set of the table; empty where there is none."""
        if name not in self._sets:
            self._sets[name] = frozenset(words(self.table.get(name, "")))
        return self._sets[name]

    def form(self, lower: str) -> Form:
        """A folded token taken to pieces; only what leaves a known word is taken off."""
        found = self._forms.get(lower)
        if found is None:
            if len(self._forms) > _MEMORY:
                self._forms.clear()
            found = self._forms[lower] = self._taken(lower)
        return found

    def stripped(self, lower: str) -> str:
        """The word to look up: a verb's lemma, a noun without what is written into it."""
        form = self.form(lower)
        return form.verb or form.base

    def may_be_behind(self, lower: str) -> bool:
        """Whether a word nobody knows may have a preposition written into it."""
        return lower.startswith(self._prepositions) and len(lower) > _LONG

    def _taken(self, lower: str) -> Form:
        """The reading with least taken off; an unknown word keeps its letters but tells of its article."""
        whole = self._read(lower, Form(lower))
        if whole is not None:
            return whole
        for joins, rest in self._without(lower, self._joins):
            for future, verb in self._without(rest, (self._future,) if self._future else ()):
                found = self._read(
                    verb, Form(verb, joins=joins, is_future=bool(future)), only_future=bool(future)
                )
                if found is not None:
                    return found
            for preposition, noun in self._prepositioned(rest):
                found = self._read(noun, Form(noun, joins=joins, preposition=preposition))
                if found is not None:
                    return found
        return Form(lower, is_definite=self._is_definite(lower))

    def before_name(self, lower: str, names: frozenset[str]) -> Form:
        """What is written into the first word of a name: "and" always, a preposition where a name is left."""
        for joins, rest in self._without(lower, self._joins):
            if joins and rest in names:
                return Form(rest, joins=joins)
            for preposition, name in self._prepositioned(rest):
                if name in names or (self._article and name.startswith(self._article)):
                    return Form(name, joins=joins, preposition=preposition)
        joins = next((one for one, _ in self._without(lower, self._joins) if one), "")
        return Form(lower, joins=joins)

    def _is_definite(self, lower: str) -> bool:
        if not self._article:
            return False
        return any(rest.startswith(self._article) for _, rest in self._prepositioned(lower)) or any(
            rest.startswith(self._article) for _, rest in self._without(lower, self._joins)
        )

    def _prepositioned(self, lower: str) -> Iterator[tuple[str, str]]:
        """The word behind a preposition written into it; "to the" melts into one."""
        for melted, preposition in self._melted.items():
            if lower.startswith(melted):
                yield preposition, self._article + lower[len(melted) :]
        for preposition, rest in self._without(lower, self._prepositions):
            if preposition:
                yield preposition, rest

    def _without(self, lower: str, starts: Sequence[str]) -> Iterator[tuple[str, str]]:
        yield "", lower
        for start in starts:
            if lower.startswith(start) and len(lower) - len(start) >= _SHORTEST:
                yield start, lower[len(start) :]

    def _read(self, word: str, form: Form, *, only_future: bool = False) -> Form | None:
        lemma, tense, ending = self.verbs.get(word, ("", "", ""))
        if only_future:
            return form._replace(verb=lemma, tense="future", is_known=True) if tense == "present" else None
        noun = self._noun(word, form)
        if noun is not None and lemma and not (noun.is_definite or noun.owner or form.preposition):
            return noun._replace(verb=lemma, tense=tense, ending=ending)
        if noun is not None:
            return noun
        if not lemma:
            return None
        if form.preposition and tense != "present":
            return form._replace(
                verb=lemma, tense=tense, ending=ending, preposition="", is_known=True, is_answer=True
            )
        return form._replace(verb=lemma, tense=tense, ending=ending, is_known=True)

    def _noun(self, word: str, form: Form) -> Form | None:
        definite = (
            bool(self._article)
            and word.startswith(self._article)
            and len(word) - len(self._article) >= _SHORTEST
        )
        bare = word[len(self._article) :] if definite else word
        for base, owner in ((bare, False), *self._owned(bare)):
            if base in self._known and not (definite and owner):
                is_noun = base in self.nouns
                return form._replace(
                    base=base, is_definite=definite or owner, owner=owner, is_known=True, is_noun=is_noun
                )
        return None

    def _owned(self, word: str) -> Iterator[tuple[str, bool]]:
        """The word without a pronoun or a case written behind it."""
        for ending in self._endings:
            if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST:
                continue
            bare = word[: -len(ending)]
            owner = ending not in self.has("case_endings")
            yield bare, owner
            for before, instead in self._before_ending.items():
                if bare.endswith(before):
                    yield bare[: -len(before)] + instead, owner


_MEMORY = 20_000


def bare_tokens(tokens: Sequence[Token], flat: FlatWords) -> tuple[Token, ...]:
    """The tokens with nothing written into them that a finder of nouns does not know: "to the", "its"."""
    return tuple(_bared(token, flat) for token in tokens)


def western_figures(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the figures 0 to 9, whatever the script they are written in."""
    return tuple(
        token._replace(lower=_western(token.lower)) if token.text[0].isdigit() else token for token in tokens
    )


def without(tokens: Sequence[Token], spans: Iterable[Span]) -> tuple[Token, ...]:
    """The tokens with words of time blanked: no figure of a date counts what stands beside it."""
    covered = {place for span in spans for place in range(span.first, span.last)}
    return tuple(
        token._replace(lower="") if place in covered else token for place, token in enumerate(tokens)
    )


def _western(figures: str) -> str:
    return "".join(str(digit(sign)) if sign.isdigit() else sign for sign in figures)


def _bared(token: Token, flat: FlatWords) -> Token:
    form = flat.form(token.lower)
    if not form.is_known or form.verb or not (form.preposition or form.owner):
        return token
    return token._replace(lower=form.base)


def _inflected(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str, str]]]:
    """Form -> (lemma, tense, ending) of every verb: "lemma: stem of the present; further past; present"."""
    inflection: Mapping[str, str] = table.get("inflection", {})
    past = [_plain(one) for one in words(inflection.get("past_endings", ""))]
    opening = words(inflection.get("present_openings", ""))
    present = [_plain(one) for one in words(inflection.get("present_endings", ""))]
    made: dict[str, tuple[str, str, str]] = {}
    for lemma, cell in table.get("verbs", {}).items():
        stem, more_past, more_present = (part.strip() for part in (*cell.split(";"), "", "")[:3])
        for ending in past:
            made.setdefault(lemma + ending, (lemma, "past", ending))
        for form in words(more_past):
            made[form] = (lemma, "past", form[-1:])
        for one in words(stem):
            for first in opening:
                for ending in present:
                    made.setdefault(first + one + ending, (lemma, "present", ending))
        for form in words(more_present):
            made[form] = (lemma, "present", "")
    yield from made.items()


def _plain(ending: str) -> str:
    return "" if ending == _NONE else ending


def _listed(entries: Mapping[str, Mapping[str, str]], key: str) -> dict[str, str]:
    return {name: cells[key] for name, cells in entries.items() if key in cells}


def _pieces(*tables: Mapping[str, Any]) -> Iterator[str]:
    for table in tables:
        for cell in table.values():
            if isinstance(cell, str):
                for line in words(cell):
                    yield from (piece for part in line.split() for piece in part.strip("*?").split("/"))
