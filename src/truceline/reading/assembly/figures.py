"""Deeds in name only: a storm that strikes, prices that kill, a minister shelled with questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.evidence.acts import Act
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.wording import DiscourseWords

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
        if act not in _WILLED or draft.node is None:
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
        return act in ARMED and any(self._is(phrase, "no_weapons") for phrase in (*thrown, *node.object))

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
