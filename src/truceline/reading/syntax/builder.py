"""Phrases and predicates while a sentence is being put together."""

from __future__ import annotations

from truceline.reading.syntax.tree import Form, Node, Phrase, Relation, Tense

_new = tuple.__new__
"""Makes a phrase of all its values, in a third of the time that `Phrase(...)` takes."""


class PhraseDraft:
    """A noun phrase that still gains what hangs on it."""

    __slots__ = ("apposition", "conjuncts", "first", "head", "is_time", "last", "negated", "owner", "post")

    def __init__(self, first: int, last: int, head: int, owner: int | None) -> None:
        self.first = first
        self.last = last
        self.head = head
        self.owner = owner
        self.conjuncts: list[int] = []
        self.post: list[tuple[str, int]] = []
        self.apposition: int | None = None
        self.negated = False
        self.is_time = False

    def done(self) -> Phrase:
        values = (
            self.first,
            self.last,
            self.head,
            tuple(self.conjuncts),
            tuple(self.post),
            self.owner,
            self.apposition,
            self.negated,
        )
        return _new(Phrase, values)


class NodeDraft:
    """A predicate that still gains subject, objects and its place among the others."""

    __slots__ = (
        "adverbs",
        "first",
        "form",
        "governor",
        "has_auxiliary",
        "head",
        "index",
        "last",
        "lemma",
        "marker",
        "modal",
        "negated",
        "noun",
        "object",
        "oblique",
        "particle",
        "passive",
        "perfect",
        "predicate",
        "progressive",
        "question",
        "relation",
        "subject",
        "tense",
    )

    def __init__(self, index: int, first: int, head: int, lemma: str, form: Form) -> None:
        self.index = index
        self.first = first
        self.last = head + 1
        self.head = head
        self.lemma = lemma
        self.form: Form = form
        self.relation: Relation = "root"
        self.particle: str | None = None
        self.tense: Tense | None = None
        self.perfect = self.progressive = self.passive = False
        self.modal: str | None = None
        self.negated = False
        self.has_auxiliary = False
        self.adverbs: list[int] = []
        self.subject: list[int] = []
        self.object: list[int] = []
        self.oblique: list[tuple[str, int]] = []
        self.predicate: int | None = None
        self.governor: int | None = None
        self.marker: str | None = None
        self.noun: int | None = None
        self.question = False

    def done(self) -> Node:
        return Node(
            self.index,
            self.first,
            self.last,
            self.head,
            self.lemma,
            self.form,
            self.relation,
            self.particle,
            self.tense,
            self.perfect,
            self.progressive,
            self.passive,
            self.modal,
            self.negated,
            tuple(self.adverbs),
            tuple(self.subject),
            tuple(self.object),
            tuple(self.oblique),
            self.predicate,
            self.governor,
            self.marker,
            self.noun,
            self.question,
        )
