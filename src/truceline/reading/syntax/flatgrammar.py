"""Words of grammar of a language without a grammar: what is a verb, a marker, a preposition, "that"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.agreement.model import Agreement
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.modality.governors import Governors
from truceline.reading.span import ActorSpan, ActSpan, ObjectSpan, PlaceSpan, QuantitySpan, TimeSpan, Token
from truceline.reading.syntax.flatwords import FlatWords, Form
from truceline.reading.tokens import tokens_of

COMMAS = frozenset({",", "\u060c", "\u061b", ";", ":", "-", "\u2013", "\u2014"})
_KINDS = (
    *("content", "content_negative", "marker", "plain_markers", "past_negations", "future_negations"),
    *("negations", "future", "relative", "sources", "set_verbs", "auxiliaries", "questions", "nouns_only"),
)
_OPENERS = frozenset({"content", "content_negative", "marker", "plain_markers", "relative"})


@dataclass(frozen=True, slots=True)
class Marks:
    """What other stages marked in the sentence."""

    actors: Sequence[ActorSpan] = ()
    places: Sequence[PlaceSpan] = ()
    times: Sequence[TimeSpan] = ()
    objects: Sequence[ObjectSpan] = ()
    acts: Sequence[ActSpan] = ()
    quantities: Sequence[QuantitySpan] = ()


@dataclass(frozen=True)
class FlatGrammar:
    """The words that a flat structure is told by; made once for a lexicon and an agreement."""

    flat: FlatWords
    governors: Governors
    phrases: dict[str, list[tuple[tuple[str, ...], str, str]]]
    names: frozenset[str]
    """First words of names that may begin with a letter that is else a word written into the next."""

    @classmethod
    def of(cls, lexicon: Lexicon, agreement: Agreement | None = None) -> FlatGrammar:
        """The grammar of a lexicon's `flat` and `governors`, for the names of an agreement."""
        flat, governors = FlatWords.of(lexicon), Governors.of(lexicon)
        listed: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        for text, kind, value in _told(flat.table, governors):
            first, *rest = text.split()
            listed.setdefault(first, []).append((tuple(rest), kind, value))
        for choices in listed.values():
            choices.sort(key=lambda one: -len(one[0]))
        return cls(flat, governors, listed, frozenset(_first_words(lexicon, agreement)))

    def tags(self, tokens: Sequence[Token]) -> tuple[str, ...]:
        """Verb or noun of each token, by its form and the word before it."""
        found: list[str] = []
        for at, token in enumerate(tokens):
            found.append(self._tag(tokens, at, token, found))
        return tuple(found)

    def looked_up(self, tokens: Sequence[Token], tags: Sequence[str]) -> tuple[Token, ...]:
        """The tokens as the finders of acts and objects look them up: lemmas, nothing written into them."""
        return tuple(
            token._replace(lower=(form.verb if tag[0] == "V" else "") or form.base)
            if form.is_known
            else token
            for token, tag in zip(tokens, tags, strict=True)
            for form in (self.flat.form(token.lower),)
        )

    def role(self, preposition: str) -> str:
        """The role that a preposition names; itself where it names none."""
        table = self.flat.table.get("prepositions", {})
        return next((role for role, told in table.items() if preposition in words(told)), preposition)

    def form_of(self, lower: str, *, is_name: bool) -> Form:
        """A word taken to pieces; of the first word of a name only what the name does not begin with."""
        form = self.flat.form(lower)
        if not is_name or form.is_known or lower in self.names:
            return form
        return self.flat.before_name(lower, self.names)

    def phrase_at(self, tokens: Sequence[Token], at: int) -> tuple[int, str, str] | None:
        """The token after a function word or phrase that begins here, its kind, and what it stands for."""
        form = self.flat.form(tokens[at].lower)
        for first in dict.fromkeys((tokens[at].lower, form.base, form.verb)):
            for rest, kind, value in self.phrases.get(first, ()):
                end = at + 1 + len(rest)
                if end <= len(tokens) and all(
                    tokens[at + 1 + place].lower == word for place, word in enumerate(rest)
                ):
                    return end, kind, value
        return None

    def _tag(self, tokens: Sequence[Token], at: int, token: Token, tags: Sequence[str]) -> str:
        if not token.is_word:
            return "CD" if token.text[:1].isdigit() else ("," if token.text in COMMAS else ".")
        form = self.flat.form(token.lower)
        if not form.verb or form.tense == "":
            return "NN"
        verb = "VBD" if form.tense == "past" else "VBZ"
        if form.is_answer and not self._has_marker(tokens, at):
            return "NN"
        if not form.is_noun or form.is_future:
            return verb
        if form.joins or not at:
            return verb
        return "NN" if self._wants_noun(tokens, at - 1, tags[-1]) or self._has_verb(tokens, tags) else verb

    def _has_marker(self, tokens: Sequence[Token], end: int) -> bool:
        """Whether a condition was opened before, which a verb with "then" written before it closes."""
        kinds = (self.phrase_at(tokens, at) for at in range(end))
        return any(told is not None and told[1] == "marker" for told in kinds)

    def _has_verb(self, tokens: Sequence[Token], tags: Sequence[str]) -> bool:
        """Whether the clause has its verb already."""
        for at in range(len(tags) - 1, -1, -1):
            if tags[at][0] == "V":
                return True
            if tags[at] in {",", "."} or any(
                not rest and kind in _OPENERS
                for rest, kind, _ in self.phrases.get(self.flat.form(tokens[at].lower).base, ())
            ):
                return False
        return False

    def _wants_noun(self, tokens: Sequence[Token], at: int, tag: str) -> bool:
        """Whether a form that is verb and noun is the noun after this word: a preposition or a governor."""
        lower = tokens[at].lower
        form = self.flat.form(lower)
        if any(
            not rest and kind in {"preposition", "nouns_only"}
            for rest, kind, _ in self.phrases.get(lower, ())
        ):
            return True
        if tag[0] == "V":
            return form.verb in self.governors.verbs
        return form.base in self.governors.nouns


def _told(table: Mapping[str, Any], governors: Governors) -> Iterator[tuple[str, str, str]]:
    """Every word or phrase of grammar, its kind and what it stands for; of equals the first counts."""
    for name in _KINDS:
        if name == "marker":
            yield from (
                (marker, name, marker) for marker in (one.partition("@")[0] for one in governors.markers)
            )
        yield from ((word, name, word) for word in words(table.get(name, "")))
    yield from ((modal, "modal", modal) for modal in governors.modals)
    yield from ((adverb, "adverb", adverb) for adverb in governors.adverbs)
    for role, told in table.get("prepositions", {}).items():
        yield from ((word, "preposition", role) for word in words(told))


def _first_words(lexicon: Lexicon, agreement: Agreement | None) -> Iterator[str]:
    names = [
        name for row in lexicon.table("countries").values() for cell in row.split(";") for name in words(cell)
    ]
    for party in () if agreement is None else agreement.parties:
        names += [party.name or party.id, *(alias.name for alias in party.aliases)]
    for name in names:
        yield from (token.lower for token in tokens_of(name)[:1])
