"""Phrases and predicates of a flat structure while it is being built."""

from __future__ import annotations

from dataclasses import dataclass, field

from truceline.reading.modality.governors import Governors
from truceline.reading.syntax.flatwords import Form
from truceline.reading.syntax.tree import Attachment, Node, Phrase, Relation, Tense
from truceline.reading.syntax.tree import Form as NodeForm

_ALIKE = (
    frozenset({"actor", "people", "unnamed"}),
    frozenset({"place"}),
    frozenset({"object"}),
    frozenset({"act"}),
)
_ARMED = frozenset({"actor", "unnamed"})


@dataclass
class Words:
    """Words of grammar read and not yet used: they speak of the next verb or phrase."""

    joins: str = ""
    preposition: str = ""
    role: str = ""
    negation: str = ""
    deny_noun: bool = False
    future: bool = False
    modal: str = ""
    marker: str = ""
    is_plain: bool = False
    relative: int | None = None
    content: int | None = None
    """The token of "that"."""
    content_noun: int | None = None
    governor: int | None = None
    owner: bool = False
    source: bool = False
    asks: bool = False
    is_open: bool = False
    """Whether nobody says that the next verb's act was done: "whoever shells"."""
    counted: int | None = None
    """Where the number of the next phrase begins."""
    adverbs: list[int] = field(default_factory=list)

    def clear(self) -> None:
        """Forget what a sign or a new clause cuts off."""
        self.joins = self.preposition = self.role = self.negation = ""
        self.deny_noun = self.source = False
        self.counted = None


@dataclass
class Clause:
    """Where the reading stands in its clause."""

    before: list[int] = field(default_factory=list)
    """Phrases read before the verb."""
    last: int | None = None
    """The phrase just read, with no sign or verb between."""
    latest: int | None = None
    noun: int | None = None
    """The noun of action or governing noun that may still take phrases."""
    definite: bool = False
    comma: bool = False
    content: int | None = None
    """The predicate that the last "that" hung on."""

    def reset(self) -> None:
        """A verb was read: its own phrases follow."""
        self.before.clear()
        self.last = self.noun = None
        self.comma = False


@dataclass(eq=False)
class DraftNode:
    """A predicate being built."""

    index: int
    first: int
    last: int
    head: int
    lemma: str
    form: NodeForm
    relation: Relation
    tense: Tense | None
    ending: str
    negated: bool = False
    modal: str | None = None
    particle: str | None = None
    passive: bool = False
    question: bool = False
    marker: str | None = None
    governor: int | None = None
    noun: int | None = None
    subject: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    oblique: list[tuple[str, int]] = field(default_factory=list)
    adverbs: list[int] = field(default_factory=list)
    inherits: int | None = None
    """The predicate whose subject it has where it names none."""

    def done(self) -> Node:
        return Node(
            self.index,
            self.first,
            self.last,
            self.head,
            self.lemma,
            self.form,
            self.relation,
            particle=self.particle,
            tense=self.tense,
            passive=self.passive,
            modal=self.modal,
            negated=self.negated,
            adverbs=tuple(self.adverbs),
            subject=tuple(self.subject),
            object=tuple(self.object),
            oblique=tuple(self.oblique),
            governor=self.governor,
            marker=self.marker,
            noun=self.noun,
            question=self.question,
        )


@dataclass
class DraftPhrase:
    """A phrase being built."""

    first: int
    last: int
    head: int
    conjuncts: list[int] = field(default_factory=list)
    post: list[tuple[str, int]] = field(default_factory=list)
    owner: int | None = None
    negated: bool = False


class Drafts:
    """All phrases and predicates of one sentence."""

    def __init__(self, governors: Governors) -> None:
        self.governors = governors
        self.nodes: list[DraftNode] = []
        self.phrases: list[DraftPhrase] = []
        self.kinds: list[str] = []
        self.lemmas: list[str] = []
        self.attached: dict[int, Attachment] = {}
        self.sources: list[int] = []
        self.open_condition: int | None = None
        self.qualities: dict[int, str] = {}

    # -- phrases

    def phrase(self, first: int, last: int, head: int, kind: str, lemma: str) -> int:
        self.phrases.append(DraftPhrase(first, last, head))
        self.kinds.append(kind)
        self.lemmas.append(lemma)
        return len(self.phrases) - 1

    def absorb(self, index: int, last: int) -> None:
        self.phrases[index].last = last

    def takes_in(self, index: int, at: int, form: Form, definite: bool) -> bool:  # noqa: FBT001
        """Whether a word nobody knows belongs to the phrase before it: it agrees with it in its article."""
        return self.phrases[index].last == at and (
            form.is_definite == definite or self.kinds[index] == "unknown"
        )

    def qualify(self, index: int, adjective: str) -> None:
        """An adjective that leaves open whether the noun's act is real."""
        self.lemmas[index] = f"{self.lemmas[index]} {adjective}"
        self.kinds[index] = "open" if self.kinds[index] == "act" else self.kinds[index]

    def deny(self, index: int) -> None:
        self.phrases[index].negated = True

    def own(self, index: int, governor: int | None) -> None:
        """Say whose "its forces" are: told by the subject of the clause above, or of this one."""
        node = self.nodes[governor] if governor is not None else (self.nodes[-1] if self.nodes else None)
        if node is not None and node.subject:
            self.phrases[index].owner = node.subject[0]

    def post(self, noun: int, role: str, index: int) -> None:
        self.phrases[noun].post.append((role, index))
        self.attached.setdefault(index, ("phrase", noun, role))

    def has_owner(self, noun: int) -> bool:
        return any(role == "of" for role, _ in self.phrases[noun].post)

    def adjoins(self, last: int, index: int) -> bool:
        return self.phrases[last].last == self.phrases[index].first

    def owns(self, last: int, index: int, *, definite: bool) -> bool:
        """Whether two nouns stand side by side as a thing and its owner: "positions of X"."""
        return self.kinds[last] in {"unknown", "object"} and not definite and self.adjoins(last, index)

    def alike(self, other: int, kind: str) -> bool:
        return any(self.kinds[other] in group and kind in group for group in _ALIKE)

    def join(self, other: int, index: int) -> None:
        """Put "A and B" in one role."""
        group = [other, *self.phrases[other].conjuncts]
        for one in group:
            self.phrases[one].conjuncts.append(index)
        self.phrases[index].conjuncts += group
        hangs_on = self.attached.get(other)
        if hangs_on is not None:
            self.attached[index] = hangs_on

    def is_after(self, noun: int | None, governor: int) -> bool:
        return noun is not None and self.phrases[noun].first > self.nodes[governor].head

    # -- predicates

    def current(self, clause: Clause) -> DraftNode | None:
        """The predicate that phrases now read belong to."""
        del clause
        return self.nodes[-1] if self.nodes else None

    def give(self, node: DraftNode, role: str, index: int, *, governed: bool = False) -> None:
        """Hang a phrase on a predicate; what a verb governs is no thing it was done to."""
        if governed and role == "object":
            pass
        elif role == "subject":
            node.subject.append(index)
        elif role == "object":
            node.object.append(index)
        else:
            node.oblique.append((role, index))
        self.attached.setdefault(index, ("node", node.index, role))

    def governing(self) -> int | None:
        """The nearest predicate that governs clauses."""
        for node in reversed(self.nodes):
            if self._governs(node):
                return node.index
        return None

    def _governs(self, node: DraftNode) -> bool:
        lemma = node.lemma
        return lemma in self.governors.verbs or any(
            key.startswith(f"{lemma} ") for key in self.governors.verbs
        )

    def _speaks(self, lemma: str) -> bool:
        effect = self.governors.verbs.get(lemma)
        return effect is not None and effect.speaker and effect.modality is None

    def verb(self, place: tuple[int, int], lemma: str, form: Form, words: Words, clause: Clause) -> DraftNode:
        """A predicate with what stood before it."""
        at, end = place
        before = self.nodes[-1] if self.nodes else None
        node = DraftNode(
            len(self.nodes), at, end, at, lemma, "finite", "root", _tense(form, words), form.ending
        )
        node.negated = bool(words.negation)
        if words.modal and (node.tense != "past" or words.modal in self.governors.adverbs):
            node.modal = words.modal
        if words.is_open:
            node.modal = self._open_modal()
        node.adverbs = list(words.adverbs)
        self._relate(node, before, words, clause)
        subjects = [
            one
            for one in clause.before
            if (self.kinds[one] != "unknown" or self.phrases[one].last == at)
            and self.kinds[one] not in {"time", "place"}
            and one not in self.attached
        ]
        for one in subjects[-1:]:
            self.give(node, "subject", one)
            for other in self.phrases[one].conjuncts:
                self.attached.setdefault(other, ("node", node.index, "subject"))
        self.nodes.append(node)
        return node

    def _relate(self, node: DraftNode, before: DraftNode | None, words: Words, clause: Clause) -> None:
        if words.content is not None:
            self._under_content(node, words)
        elif words.relative is not None:
            node.relation, node.noun = "relative", words.relative
            node.governor = None if before is None else before.index
            node.subject = [words.relative]
            if node.tense != "past" or (before is not None and before.tense != "past"):
                node.modal = node.modal or self._open_modal()
        elif words.marker and not words.is_plain:
            node.relation, node.marker = "adverbial", words.marker
            node.governor = None if before is None else before.index
            node.inherits = node.governor
            if before is None:
                self.open_condition = node.index
        elif before is not None and not (words.marker and words.is_plain):
            self._beside(node, before, words, clause)

    def _under_content(self, node: DraftNode, words: Words) -> None:
        direct = words.content is not None and node.first == words.content + 1
        if direct and words.content is not None:
            node.first, node.form = words.content, "infinitive"
        if words.content_noun is not None:
            node.relation, node.noun = "noun_complement", words.content_noun
            return
        if words.governor is None:
            node.modal = node.modal or self._open_modal()
            return
        node.relation, node.governor = "complement", words.governor
        if words.owner:
            node.inherits = words.governor

    def _beside(self, node: DraftNode, before: DraftNode, words: Words, clause: Clause) -> None:
        """A second verb: a condition's main clause, one that the verb before governs, or one joined to it."""
        if self.open_condition is not None and (not words.joins or node.tense == "future" or clause.comma):
            condition = self.nodes[self.open_condition]
            condition.governor, self.open_condition = node.index, None
            if self.governors.markers.get(condition.marker or "") == "antecedent" and node.tense == "past":
                node.tense = None
            return
        if not words.joins and not clause.comma and self._governs(before) and not self._speaks(before.lemma):
            node.relation, node.governor, node.inherits = "complement", before.index, before.index
            return
        node.relation = "coordinate"
        first = before
        if self._speaks(node.lemma):
            first = self.nodes[0]
        node.governor = first.index
        node.inherits = first.index
        if node.tense == "present" and first.tense == "future":
            node.tense = "future"

    def _open_modal(self) -> str:
        """Any word of the language that leaves an act open."""
        return next((word for word, kind in self.governors.modals.items() if kind == "possible"), "")

    def shares_ending(self, node: DraftNode) -> bool:
        """Whether a verb joined to another agrees with that one's subject: what follows is no subject."""
        if node.relation != "coordinate" or node.governor is None or node.subject:
            return False
        first = self.nodes[node.governor]
        return bool(first.subject) and first.ending == node.ending and self.kinds[first.subject[0]] in _ARMED

    def finish(self, transitive: frozenset[str], suffered: frozenset[str]) -> None:
        """Subjects taken over, and passives told by what is missing."""
        for node in self.nodes:
            if node.subject and not node.object and node.lemma in transitive and node.relation != "relative":
                kind = self.kinds[node.subject[0]]
                alone = self.phrases[node.subject[0]]
                counted = kind in {"people", "place", "object", "unknown"} or node.lemma in suffered
                node.passive = counted and alone.last - alone.first >= 1
            if not node.subject and node.inherits is not None:
                node.subject = list(self.nodes[node.inherits].subject)

    def phrases_done(self) -> tuple[Phrase, ...]:
        return tuple(
            Phrase(
                one.first,
                one.last,
                one.head,
                conjuncts=tuple(one.conjuncts),
                post=tuple(one.post),
                owner=one.owner,
                negated=one.negated,
            )
            for one in self.phrases
        )

    def nodes_done(self) -> tuple[Node, ...]:
        return tuple(node.done() for node in self.nodes)


def _tense(form: Form, words: Words) -> Tense:
    if form.is_future or words.future or words.negation == "future_negations":
        return "future"
    if form.tense == "past" or words.negation == "past_negations":
        return "past"
    return "present"
