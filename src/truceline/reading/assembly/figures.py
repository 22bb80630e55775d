"""Deeds in name only: a storm that strikes, prices that kill, a minister shelled with questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.evidence.acts import Act
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.syntax.tree import Node

# So many tokens behind an act what it is done with may stand.
_NEAR = 8
# Acts that somebody must want.
_WILLED = ARMED | DEADLY | {Act.WITHDRAW, Act.DEPLOY, Act.WAIT, Act.RESTORE_CONTROL, Act.COERCE}


@dataclass(slots=True)
class Figures:
    """Tells figures of speech of one sentence from deeds."""

    marked: Marked
    words: DiscourseWords

    def is_figure(self, draft: Draft) -> bool:
        """Whether nobody did what the words of the act say."""
        act = draft.frame.act
        if draft.node is None:
            return False
        if self._is_of_anybody(self.marked.parse.nodes[draft.node]):
            return True
        if act not in _WILLED:
            return False
        if any(self._is_no_doer(phrase) for phrase in self._doers(draft)):
            return True
        node = self.marked.parse.nodes[draft.node]
        if act is Act.WITHDRAW:
            plain = (
                not node.passive and node.form != "gerund" and node.lemma in self.words.has("plain_leaving")
            )
            return plain and any(self._is(phrase, "unarmed") for phrase in node.subject)
        thrown = (phrase for role, phrase in node.oblique if role in self.words.has("by_means"))
        if act not in ARMED:
            return False
        return any(self._is(phrase, "no_weapons") for phrase in (*thrown, *node.object)) or self._is_thrown(
            node
        )

    def _is_thrown(self, node: Node) -> bool:
        """As in "reminders with which they bombard us", "bombarded as we are with reminders"."""
        parse, means = self.marked.parse, self.words.has("by_means")
        if node.noun is not None and self._is(node.noun, "no_weapons"):
            start = parse.phrases[node.noun].last
            return any(token.lower in means for token in parse.tokens[start : node.first])
        behind = (it for it in parse.phrases if node.last < it.first <= node.last + _NEAR)
        return any(
            parse.tokens[it.first - 1].lower in means
            and parse.lemmas[it.head] in self.words.has("no_weapons")
            for it in behind
        )

    def _is_of_anybody(self, node: Node) -> bool:
        """As in "one does not storm such places": a saying, and nobody's deed."""
        if node.tense != "present" or node.perfect or node.progressive or len(node.subject) != 1:
            return False
        it = self.marked.parse.phrases[node.subject[0]]
        return it.last - it.first == 1 and self.marked.parse.tokens[it.first].lower in self.words.has(
            "generic"
        )

    def _doers(self, draft: Draft) -> Iterator[int]:
        """The phrases that would be the doers; of the dead what they died of."""
        assert draft.node is not None
        node = self.marked.parse.nodes[draft.node]
        if not node.passive:
            yield from node.subject
        roles = self.words.has("occasions") if draft.frame.act in DEADLY else self.words.has("by_means")
        yield from (phrase for role, phrase in node.oblique if role in roles)

    def _is_no_doer(self, phrase: int) -> bool:
        """A storm, prices; a heat wave by its first word."""
        head = self.marked.parse.phrases[phrase].head
        if at(self.marked.actors, head) is not None:
            return False
        if self._is(phrase, "no_doers"):
            return True
        first = self.marked.parse.phrases[phrase].first
        return head > first and self.marked.parse.lemmas[head - 1] in self.words.has("no_doers")

    def _is(self, phrase: int, listed: str) -> bool:
        head = self.marked.parse.phrases[phrase].head
        return self.marked.parse.lemmas[head] in self.words.has(listed)
