"""Verb groups: from auxiliaries and adverbs to tense, aspect, voice, modal and negation."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading.span import Token
from truceline.reading.syntax.builder import NodeDraft
from truceline.reading.syntax.words import Words

_SEMI = {
    "have": "have to",
    "need": "need to",
    "ought": "ought to",
    "be": "be to",
    "go": "be going to",
    "use": "used to",
}
_FUTURE = frozenset(("will", "shall", "be going to"))
_AUXILIARIES = frozenset(("be", "have", "do"))
_MODALS = {"'ll": "will", "wo": "will", "ca": "can", "sha": "shall", "'d": "would", "cannot": "can"}


class GroupReader:
    """Reads verb groups out of the tags of one sentence."""

    def __init__(
        self,
        tokens: Sequence[Token],
        tags: list[str],
        lemmas: list[str],
        words: Words,
        joins: dict[int, tuple[int, str]],
    ) -> None:
        self.tokens = tokens
        self.joins = joins
        self.tags = tags
        self.lemmas = lemmas
        self.negators = words.has("negators")
        self.words = words

    def read(self, start: int, index: int) -> NodeDraft:
        """The group that begins at `start` (a verb, a modal, or "to" before one); its end is `last`."""
        tags, size = self.tags, len(self.tags)
        chain: list[int] = []
        adverbs: list[int] = []
        at = start
        while at < size:
            tag = tags[at]
            if tag[0] == "V" or tag == "MD":
                if chain and not self._may_follow(chain[-1], at):
                    break
                chain.append(at)
            elif tag == "TO":
                if not self._opens_infinitive(at) or (chain and not self._is_semi(chain, at)):
                    break
                chain.append(at)
            elif tag == "RB" and self._verb_ahead(at, chain):
                adverbs.append(at)
            else:
                passed = self._small_words(at, chain)
                if not passed:
                    break
                at += passed - 1
            at += 1
        return self._node(start, index, chain, adverbs)

    def _small_words(self, at: int, chain: list[int]) -> int:
        """How many words from `at` on stand inside a group and are no verb or adverb."""
        if self._is_open(at, chain):
            return 3
        if at in self.joins and self._is_on_the_verge(at, chain):
            return self.joins[at][0] - at
        return int(self._is_imminent(at, chain))

    def _may_follow(self, before: int, at: int) -> bool:
        """Whether the verb at `at` belongs to the auxiliary before it."""
        tag, ahead = self.tags[at], self.tags[before]
        if ahead == "TO":
            return tag in {"VB", "VBP"}
        if ahead == "MD":
            return tag in {"VB", "VBP"}
        lemma = self.lemmas[before]
        if lemma == "have":
            return tag in {"VBN", "VBD"}
        if lemma in {"be", "get"}:
            return tag in {"VBN", "VBG", "VBD"} and (lemma == "be" or tag == "VBN")
        return lemma == "do" and tag == "VB"

    def _opens_infinitive(self, at: int) -> bool:
        for ahead in range(at + 1, min(at + 4, len(self.tags))):
            if self.tags[ahead] != "RB":
                return self.tags[ahead] == "VB"
        return False

    def _is_semi(self, chain: list[int], at: int) -> bool:
        """Whether the verb before "to" works like a modal: has to, is to, is going to."""
        lemma = self.lemmas[chain[-1]]
        if lemma == "go":
            return self.tags[chain[-1]] == "VBG" and len(chain) > 1
        if lemma == "use":
            return self.tags[chain[-1]] == "VBD" and len(chain) == 1
        if lemma == "be":
            return self.tags[chain[-1]] in {"VBZ", "VBP", "VBD"} or self._is_imminent(at - 1, chain)
        close = at == chain[-1] + 1 or self.tokens[at - 1].lower in self.words.has("not_yet")
        return lemma in _SEMI and self.tags[chain[-1]] != "VBG" and close

    def _is_open(self, at: int, chain: list[int]) -> bool:
        """As in "may or may not": nothing is denied."""
        if self.tags[at] != "CC" or not chain or at + 2 >= len(self.tags):
            return False
        again = self.tokens[at + 1].lower == self.tokens[chain[-1]].lower
        return again and self.tags[chain[-1]] == "MD" and self.tokens[at + 2].lower in self.negators

    def _is_on_the_verge(self, at: int, chain: list[int]) -> bool:
        """As in "is on the verge of capturing the town"."""
        end = self.joins[at][0]
        if not chain or self.lemmas[chain[-1]] != "be" or end >= len(self.tags) or self.tags[end] != "VBG":
            return False
        return " ".join(token.lower for token in self.tokens[at:end]) in self.words.has("imminent_phrases")

    def _is_imminent(self, at: int, chain: list[int]) -> bool:
        """As in "is about to attack"."""
        if not chain or self.lemmas[chain[-1]] != "be" or at + 1 >= len(self.tags):
            return False
        is_about = self.tokens[at].lower in self.words.has("imminent_words")
        return is_about and self.tags[at + 1] == "TO" and self._opens_infinitive(at + 1)

    def _verb_ahead(self, at: int, chain: list[int]) -> bool:
        """Whether a verb of the group still comes after the adverbs from `at` on."""
        if not chain:
            return True
        end = min(at + 5, len(self.tags))
        ahead = at
        while ahead < end and self.tags[ahead] == "RB":
            ahead += 1
        if ahead == end:
            return self.tokens[at].lower in self.negators
        if self.tags[ahead] == "TO":
            return self._opens_infinitive(ahead) and self._is_semi(chain, ahead)
        verb = self.tags[ahead][0] == "V" and self._may_follow(chain[-1], ahead)
        return verb or (self.tokens[at].lower in self.negators and self.lemmas[chain[-1]] in _AUXILIARIES)

    def _node(self, start: int, index: int, chain: list[int], adverbs: list[int]) -> NodeDraft:
        tags, lemmas = self.tags, self.lemmas
        verbs = [at for at in chain if tags[at] != "TO"]
        head = verbs[-1] if verbs else chain[-1]
        first = chain[0]
        node = NodeDraft(index, start, head, lemmas[head], "finite")
        node.last = max(chain[-1], adverbs[-1] if adverbs else 0) + 1
        node.adverbs = [at for at in adverbs if self.tokens[at].lower not in self.negators]
        node.negated = len(node.adverbs) < len(adverbs)
        node.has_auxiliary = len(verbs) > 1
        tag = tags[first]
        if tag == "TO":
            node.form = "infinitive"
        elif tag == "VBG":
            node.form = "gerund"
        elif tag == "VBN":
            node.form = "participle"
        elif tag == "VB":
            node.form = "infinitive"
        self._set_features(node, chain)
        if node.modal is not None and "TO" in [tags[at] for at in chain[1:]]:
            self._set_not_yet(node)
        return node

    def _set_not_yet(self, node: NodeDraft) -> None:
        """As in "has yet to withdraw": it did not."""
        if any(self.tokens[at].lower in self.words.has("not_yet") for at in node.adverbs):
            node.modal, node.negated, node.perfect = None, True, True

    def _set_features(self, node: NodeDraft, chain: list[int]) -> None:
        """Tense, perfect, progressive, passive and modal from each verb and the one before it."""
        tags, lemmas = self.tags, self.lemmas
        for place, at in enumerate(chain):
            lemma, tag = lemmas[at], tags[at]
            before = lemmas[chain[place - 1]] if place else ""
            if tag == "MD":
                node.modal = _MODALS.get(self.tokens[at].lower, lemma)
            elif tag == "TO" and place:
                node.modal = "be about to" if self._is_imminent(at - 1, chain[:place]) else _SEMI.get(before)
                node.progressive = node.perfect = node.passive = False
            elif before == "have" and tag in {"VBN", "VBD"}:
                node.perfect = True
            elif before == "be" and tag == "VBG":
                if any(end == at and kind == "IN" for end, kind in self.joins.values()):
                    node.modal = "be about to"  # "on the verge of"
                else:
                    node.progressive = True
            elif before in {"be", "get"} and tag in {"VBN", "VBD"}:
                node.passive = True
        if node.form == "participle":
            node.passive = True
        _set_tense(node, tags[chain[0]])


def _set_tense(node: NodeDraft, first: str) -> None:
    if node.modal in _FUTURE:
        node.tense = "future"
    elif first == "VBD" or (node.form != "finite" and node.perfect):
        node.tense = "past"
    elif first in {"VBZ", "VBP"}:
        node.tense = "present"
