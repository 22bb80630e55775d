"""What the words between two verbs hang on: objects, prepositional phrases, predicates, adverbs."""

from __future__ import annotations

from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.chunks import Chunk
from truceline.reading.syntax.state import State

_LONGEST_LIST = 60
"""Coordinated phrases that know of each other; no writer's list is longer, a hostile one is."""


def give_complements(state: State, node: NodeDraft | None, gap: list[Chunk]) -> None:
    """Hang the chunks after a verb on it, or on the nouns before them."""
    if gap:
        _Giver(state, node).run(gap)


def give_post(state: State, gap: list[Chunk]) -> list[tuple[str, int]]:
    """Hang prepositional phrases before a verb on the nouns before them; those with none are returned."""
    if not gap:
        return []
    giver = _Giver(state, None)
    giver.run(gap)
    return giver.loose


class _Giver:
    """One gap being shared out."""

    def __init__(self, state: State, node: NodeDraft | None) -> None:
        self.state = state
        self.node = node
        self.chain: list[int] = []
        self.loose: list[tuple[str, int]] = []
        self.objects: list[int] = []
        self.apposed = -1

    def run(self, gap: list[Chunk]) -> None:
        preposition: str | None = None
        bracket = False
        before: Chunk | None = None
        for place, chunk in enumerate(gap):
            kind = chunk.kind
            if kind == "N":
                if bracket:
                    self._in_brackets(chunk)
                else:
                    self._noun(gap, place, preposition, before)
                self.state.last_noun = chunk.ref
                preposition = None
            elif kind == "P":
                preposition = chunk.word
                self._preposition(chunk, before)
            elif kind in "()":
                bracket = kind == "("
                continue
            elif kind in _SMALL:
                _SMALL[kind](self, chunk)
                if kind == "A":
                    continue
            if kind not in _QUOTES:
                before = chunk

    def _noun(self, gap: list[Chunk], place: int, preposition: str | None, before: Chunk | None) -> None:
        chunk = gap[place]
        if preposition is not None:
            self._prepositional(preposition, chunk.ref)
        elif before is not None and before.kind == "," and self._closes_aside(gap, place):
            self.chain = []
            self._bare(chunk, before)
        elif before is not None and before.kind in {"C", ","} and self._is_conjunct(before, gap, place):
            self._conjunct(chunk.ref)
        else:
            self._bare(chunk, before)

    def _closes_aside(self, gap: list[Chunk], place: int) -> bool:
        """As in "saw, on 3 March, two tanks": behind the words of time the object is still to come."""
        if not self.chain or not self._lists() or self.state.phrases[gap[place].ref].is_time:
            return False
        is_second = gap[0].kind == "," and [chunk.kind for chunk in gap[:place]].count(",") > 1
        return is_second or (self.state.phrases[self.chain[0]].is_time and self.apposed < 0)

    # -- adverbs, particles, predicates --------------------------------------------------------

    def _adverb(self, chunk: Chunk) -> None:
        if self.node is not None:
            self.node.adverbs.append(chunk.at)

    def _particle(self, chunk: Chunk) -> None:
        if self.node is not None and self.node.particle is None:
            self.node.particle = chunk.word

    def _preposition(self, chunk: Chunk, before: Chunk | None) -> None:
        """As in "called for", "fired on": a preposition that makes one verb with the verb right before it."""
        node = self.node
        if before is not None and before.kind == ",":
            self.chain = []
        if node is None or before is not None or node.particle is not None:
            return
        if (node.lemma, chunk.word) in self.state.words.prepositional or (
            node.lemma,
            chunk.word,
        ) in self.state.words.phrasal:
            node.particle = chunk.word

    def _predicate(self, chunk: Chunk) -> None:
        node = self.node
        if node is not None and node.predicate is None:
            node.predicate = chunk.ref
            if node.object:
                self.chain = []  # "made the pullback conditional on a ceasefire"

    # -- nouns ---------------------------------------------------------------------------------

    def _bare(self, chunk: Chunk, before: Chunk | None) -> None:
        """A noun phrase without a preposition: object, predicate, words of time, or an apposition."""
        state, node, index = self.state, self.node, chunk.ref
        phrase = state.phrases[index]
        if before is not None and before.kind == ":" and not phrase.is_time and not self._lists():
            self.chain = [index]
            return  # "has not changed: no withdrawal"
        if node is None:
            if before is not None and before.kind == "," and self.chain and not phrase.is_time:
                self._appose(index)
            elif phrase.is_time:
                self.loose.append(("", index))
            self.chain = [index]
            return
        if phrase.is_time and (node.object or node.passive or node.particle or self.chain or before is None):
            node.oblique.append(("", index))
            return
        if before is not None and before.kind == "," and self.chain:
            self._appose(index)
            self.chain = [index]
            return
        if not node.subject and node.index in state.verb_first:
            node.subject.append(index)
            self.chain = [index]
            return
        if state.is_in(node.lemma, "copular") and not node.passive and node.predicate is None:
            node.predicate = phrase.head
        if node.passive and node.subject and before is not None and before.kind == "C":
            node.subject.append(index)  # "tanks are to be moved by May and guns by June"
        else:
            node.object.append(index)
            self.objects.append(index)
        self.chain = [index]

    def _lists(self) -> bool:
        """As in "saw: two tanks": what follows the colon is the object still missing."""
        node = self.node
        return (
            node is not None
            and not node.object
            and not node.passive
            and (self.state.is_in(node.lemma, "watching") or self.state.is_in(node.lemma, "transitive"))
        )

    def _appose(self, index: int) -> None:
        first = self.state.phrases[self.chain[0]]
        if first.apposition is None:
            first.apposition = index
            self.apposed = index

    def _in_brackets(self, chunk: Chunk) -> None:
        if self.chain:
            last = self.state.phrases[self.chain[-1]]
            if last.apposition is None and chunk.ref not in self.chain:
                last.apposition = chunk.ref

    def _is_conjunct(self, before: Chunk, gap: list[Chunk], place: int) -> bool:
        """Whether a phrase after "and" or a comma continues a list (a comma needs an "and" later)."""
        if (
            not self.chain
            or self.state.phrases[gap[place].ref].is_time != self.state.phrases[self.chain[-1]].is_time
        ):
            return False
        if before.kind == "C":
            return True
        for later in gap[place + 1 : place + 13]:
            if later.kind == "C":
                return True
            if later.kind not in {"N", ",", "P", "A"}:
                return False
        return False

    def _conjunct(self, index: int) -> None:
        """Coordinate with the last phrase: the same role as it has, and a link both ways."""
        state = self.state
        last = self.chain[-1]
        group = [last, *state.phrases[last].conjuncts[-_LONGEST_LIST:]]
        for one in group:
            state.phrases[one].conjuncts.append(index)
        state.phrases[index].conjuncts.extend(group)
        self._share_role(last, index)
        self.chain[-1] = index

    def _share_role(self, first: int, index: int) -> None:
        node = self.node
        if node is not None and first in node.object[-8:]:
            node.object.append(index)
            return
        if node is not None and node.index in self.state.verb_first and first in node.subject[-8:]:
            node.subject.append(index)
            return
        if node is not None and self._extend(node.oblique, first, index):
            return
        if self._extend(self.loose, first, index):
            return
        for one in self.chain[:-1]:
            if self._extend(self.state.phrases[one].post, first, index):
                return

    @staticmethod
    def _extend(pairs: list[tuple[str, int]], first: int, index: int) -> bool:
        for preposition, phrase in pairs[-6:]:
            if phrase == first:
                pairs.append((preposition, index))
                return True
        return False

    def _prepositional(self, preposition: str, index: int) -> None:
        """Hang a prepositional phrase on the nearest noun that takes it, else on the verb."""
        state = self.state
        host = self._host(preposition, index)
        if host is not None:
            state.phrases[host].post.append((preposition, index))
            while self.chain[-1] != host:
                self.chain.pop()
            self.chain.append(index)
        elif self.node is not None:
            self.node.oblique.append((preposition, index))
            self.chain = [index]
        else:
            self.loose.append((preposition, index))
            self.chain = [index]

    def _host(self, preposition: str, index: int) -> int | None:
        """The noun a prepositional phrase belongs to; None for the verb."""
        state, chain, node = self.state, self.chain, self.node
        if not chain:
            return None
        if preposition == "of" or chain[-1] == self.apposed:
            return chain[-1]
        if preposition in state.words.has("clause_prepositions") or state.phrases[index].is_time:
            return None if node is not None else self._event(chain)
        if (
            node is not None
            and preposition in state.words.has("passive_prepositions")
            and node.passive
            and not self.objects
        ):
            return None
        if node is not None and (node.lemma, preposition) in state.words.taken:
            return None
        event = self._event(chain)
        if event is not None:
            return event
        if node is None:
            return chain[-1]
        return chain[-1] if preposition in state.words.has("noun_prepositions") else None

    def _event(self, chain: list[int]) -> int | None:
        state = self.state
        for one in reversed(chain[-4:]):
            if state.words.is_event(state.head_lemma(one)):
                return one
        return None


_QUOTES = frozenset(("Q", "q"))
_SMALL = {"A": _Giver._adverb, "R": _Giver._particle, "J": _Giver._predicate}  # noqa: SLF001 - its own methods
"""What each kind of chunk that is no noun or preposition is to its verb."""
