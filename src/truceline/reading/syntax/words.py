"""The parser's view of a language: which tags a form can bear, its lemmas, and classes of words."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from truceline.reading.lexicon import Lexicon, words

Kind = str
"""How the tagger decides a form: see `_kind`."""


class Entry(NamedTuple):
    """A form: how it is decided, the tags it can bear (likeliest first) and the lemma under each."""

    kind: Kind
    tags: tuple[str, ...]
    lemmas: tuple[str, ...]

    def lemma(self, tag: str) -> str | None:
        """The lemma the form has under a tag, the nearest tag's if it cannot bear it."""
        for one, lemma in zip(self.tags, self.lemmas, strict=True):
            if one == tag:
                return lemma
        for one, lemma in zip(self.tags, self.lemmas, strict=True):
            if one[:2] == tag[:2]:
                return lemma
        return None


def _kind(tags: tuple[str, ...]) -> Kind:
    """One letter for the choice to be made: what the tagger looks at depends on it."""
    held = set(tags)
    if len(held) == 1:
        return "g" if "VBG" in held else "u"
    if held & {"VB", "VBP"}:
        return "n" if held & {"NN", "JJ", "NNS"} else ("d" if held & {"VBD", "VBN"} else "b")
    if "VBZ" in held:
        return "s"
    if held & {"VBD", "VBN"}:
        return "d"
    if "VBG" in held:
        return "g"
    if held & {"IN", "RP", "EX"}:
        return "p"
    return "j" if "JJ" in held else "u"


class _Sets(dict[str, frozenset[str]]):
    """Named classes of words; one that is not there is empty."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


class Words:
    """Word lists of one language for the tagger and the parser; made once, see `Words.of`."""

    def __init__(self, lexicon: Lexicon) -> None:
        grammar = lexicon.table("grammar")
        verbs = lexicon.table("verbs")
        self._lines = _lines(lexicon)
        self._entries: dict[str, Entry | None] = {}
        for form, cell in (grammar.get("tags") or {}).items():
            self._entries[form] = _entry(form, cell)
        self.suffixes = _suffixes(grammar.get("suffixes") or {})
        self.joined = _joined(grammar)
        self.closed: frozenset[str] = frozenset(self._entries)
        self._sets = _Sets()
        self.has: Callable[[str], frozenset[str]] = self._sets.__getitem__
        """A named class of words ("saying", "transitive"); empty where the language has none."""
        for table in (grammar, verbs):
            for name, listed in table.items():
                if isinstance(listed, str):
                    self._sets[name] = frozenset(words(listed))
        governing = _governing(lexicon.table("governors").get("verbs") or {})
        self._sets["gerund"] |= governing["ing"]
        self.governing = governing[""]
        self.verb_lemmas = self.governing | frozenset(
            word
            for table in verbs.values()
            if isinstance(table, str)
            for word in words(table)
            if " " not in word
        )
        self.verb_endings = tuple(words(grammar.get("verb_endings", "")))
        self.verb_prefixes = tuple(words(grammar.get("verb_prefixes", "")))
        self.condition_marker: str = grammar.get("condition_marker", "")
        self.of_word: str = grammar.get("of_word", "")
        self.nation_endings = tuple(words(grammar.get("nation_endings", "")))
        self.nation_plurals = tuple(ending + "s" for ending in self.nation_endings)
        self.event_suffixes = tuple(words(verbs.get("event_suffixes", "")))
        self._eventive: dict[str, bool] = {}
        self.phrasal = frozenset(tuple(pair.split()) for pair in words(verbs.get("phrasal", "")))
        self.taken = frozenset(tuple(pair.split(" ", 1)) for pair in words(verbs.get("takes", "")))
        self.prepositional = frozenset(tuple(pair.split()) for pair in words(verbs.get("prepositional", "")))

    @staticmethod
    @cache
    def of(lexicon: Lexicon) -> Words:
        """The words of a lexicon, read once."""
        return Words(lexicon)

    def entry(self, form: str) -> Entry | None:
        """The entry of a folded form, None for a form in no list."""
        try:
            return self._entries[form]
        except KeyError:
            cell = self._lines.get(form)
            entry = self._entries[form] = None if cell is None else _entry(form, cell)
            return entry

    def takes_gerund(self, lemma: str) -> bool:
        """Whether a verb takes another in -ing as its object: stop, deny, begin."""
        return lemma in self.has("gerund") or lemma in self.has("aspectual")

    def is_event(self, lemma: str) -> bool:
        """Whether a noun tells an event, so that what follows it may be its doer or its place."""
        known = self._eventive.get(lemma)
        if known is None:
            known = lemma in self.has("event_nouns") or (
                lemma.endswith(self.event_suffixes) and lemma not in self.has("no_event")
            )
            self._eventive[lemma] = known
        return known


def _lines(lexicon: Lexicon) -> dict[str, str]:
    path = lexicon.home / "words.tsv"
    if not path.is_file():
        return {}
    rows = path.read_text(encoding="utf-8").split("\n")
    return dict(row.split("\t", 1) for row in rows if "\t" in row)


def _governing(table: dict[str, str]) -> dict[str, frozenset[str]]:
    """Every verb that governs acts, under "", and those that take one in -ing, under "ing"."""
    told = [word.partition("@") for listed in table.values() for word in words(listed)]
    single = [(word, kind) for word, _, kind in told if " " not in word]
    return {
        "": frozenset(word for word, _ in single),
        "ing": frozenset(word for word, kind in single if kind == "ing"),
    }


def _entry(form: str, cell: str) -> Entry:
    pairs = [part.partition(":") for part in cell.split()]
    tags = tuple(tag for tag, _, _ in pairs)
    return Entry(_kind(tags), tags, tuple(lemma or form for _, _, lemma in pairs))


def _suffixes(table: dict[str, str]) -> dict[str, Entry]:
    return {ending: _entry("", cell) for ending, cell in table.items()}


Joined = dict[str, dict[str, tuple[tuple[tuple[str, ...], str], ...]]]


def _joined(grammar: dict[str, Any]) -> Joined:
    """First word -> second -> (the words after the first, class) of each word of several, longest first."""
    found: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for name, tag in (("prepositions", "IN"), ("conjunctions", "CS"), ("adverbs", "RB")):
        for listed in words(grammar.get(name, "")):
            first, *rest = listed.split()
            found.setdefault(first, {}).setdefault(rest[0], []).append((tuple(rest), tag))
    return {
        first: {
            second: tuple(sorted(rests, key=lambda pair: -len(pair[0]))) for second, rests in table.items()
        }
        for first, table in found.items()
    }
