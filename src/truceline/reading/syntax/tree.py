"""What the parser hands on: noun phrases, predicates and what hangs on what."""

from __future__ import annotations

from dataclasses import field
from typing import Literal, NamedTuple

from truceline.core.record import record
from truceline.reading.span import Token

Form = Literal["finite", "infinitive", "gerund", "participle"]
Tense = Literal["past", "present", "future"]
Relation = Literal[
    "root",
    "complement",
    "infinitive",
    "gerund",
    "adverbial",
    "relative",
    "coordinate",
    "reported",
    "quoted",
    "noun_complement",
]
Attachment = tuple[Literal["node", "phrase"], int, str]
"""What a phrase hangs on: kind, index there, role (subject, object, a preposition, 's, apposition)."""


class Phrase(NamedTuple):
    """A noun phrase, tokens `[first, last)`; of coordinated ones each is a phrase of its own."""

    first: int
    last: int
    head: int
    conjuncts: tuple[int, ...] = ()
    """Indexes of the other phrases coordinated with it."""
    post: tuple[tuple[str, int], ...] = ()
    """Prepositional phrases that belong to this noun: (preposition, phrase)."""
    owner: int | None = None
    """The phrase of the possessor: "Turkey's" or "its"."""
    apposition: int | None = None
    negated: bool = False
    """As in "no heavy weapons", "neither side", "none of"."""


@record
class Node:
    """A predicate: the verb group `[first, last)` with its main verb, and what it takes."""

    index: int
    first: int
    last: int
    head: int
    lemma: str
    form: Form
    relation: Relation
    particle: str | None = None
    """As in "back" of "pulled back", "for" of "call for"; also where an object stands between."""
    tense: Tense | None = None
    perfect: bool = False
    progressive: bool = False
    passive: bool = False
    modal: str | None = None
    """Lemma of the modal; also "be to", "have to", "be going to", "need to", "ought to", "be about to"."""
    negated: bool = False
    adverbs: tuple[int, ...] = ()
    subject: tuple[int, ...] = ()
    object: tuple[int, ...] = ()
    oblique: tuple[tuple[str, int], ...] = ()
    """(preposition, phrase); the preposition is "" for words of time that need none ("left Monday")."""
    predicate: int | None = None
    """The token of the adjective or noun that "be", "remain", "seem" link the subject to."""
    governor: int | None = None
    marker: str | None = None
    noun: int | None = None
    """The phrase a relative clause or noun complement hangs on ("the agreement to withdraw")."""
    question: bool = False


@record
class Parse:
    """The structure of one sentence."""

    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    """Penn Treebank tags."""
    lemmas: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    nodes: tuple[Node, ...]
    speakers: tuple[tuple[int, int, int], ...] = ()
    """(phrase of the speaker, node of the verb of saying or -1, node of what is said or -1: all of it)."""
    quotes: tuple[tuple[int, int], ...] = ()
    """Token ranges between quotation marks, the marks left out."""
    _node_at: dict[int, int] = field(default_factory=dict, repr=False)
    _phrase_at: dict[int, int] = field(default_factory=dict, repr=False)
    _attached: dict[int, Attachment] = field(default_factory=dict, repr=False)

    def node_of(self, token: int) -> Node | None:
        """The predicate whose verb group holds the token."""
        index = self._node_at.get(token)
        return None if index is None else self.nodes[index]

    def phrase_of(self, token: int) -> int | None:
        """The index of the noun phrase that holds the token (of a possessive, its own phrase)."""
        return self._phrase_at.get(token)

    def is_subject(self, token: int) -> bool:
        """Whether the token stands in the subject of a predicate."""
        phrase = self.phrase_of(token)
        hangs_on = None if phrase is None else self.attachment(phrase)
        return hangs_on is not None and hangs_on[2] == "subject"

    def attachment(self, phrase: int) -> Attachment | None:
        """What a noun phrase hangs on, None where nothing was found."""
        return self._attached.get(phrase)
