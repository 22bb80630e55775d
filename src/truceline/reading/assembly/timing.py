"""Which words of time tell when an act happened, and what a clause "since ..." makes of its own time."""

from __future__ import annotations

from dataclasses import dataclass, replace

from truceline.reading.assembly.adjuncts import Anchor
from truceline.reading.assembly.marked import Marked, at
from truceline.reading.assembly.roles import chain_of
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import TimeSpan
from truceline.reading.syntax.tree import Node

# How far before a time the word stands that compares with it: "than on", "in comparison with".
_BEFORE = 3


@dataclass(slots=True)
class Timing:
    """Sifts the times of one sentence."""

    marked: Marked
    words: DiscourseWords

    def of_deed(self, time: TimeSpan, anchor: Anchor) -> TimeSpan | None:
        """The time as it tells when something happened; None for one of a text, a count or another day."""
        if self._compares(time) or self._counts(time) or self._is_owner(anchor):
            return None
        if self._since(anchor) and not self._is_of_act(anchor):
            return _open(time)
        return None if self._dates_a_text(time) else self._since_before(time) or time

    def _since(self, anchor: Anchor) -> bool:
        """As in "since the agreement of 12 February": what is told holds from that day on."""
        hung = (self.marked.parse.attachment(phrase) for phrase in anchor.phrases)
        return any(one is not None and one[2] in self.words.has("since") for one in hung)

    def _is_of_act(self, anchor: Anchor) -> bool:
        """As in "since the attack on Friday": the day is the attack's."""
        heads = (self.marked.parse.phrases[phrase].head for phrase in anchor.phrases)
        return any((act := at(self.marked.acts, head)) is not None and act.act is not None for head in heads)

    def _since_before(self, time: TimeSpan) -> TimeSpan | None:
        """As in "since the start of the truce on 15 February": right behind what "since" governs."""
        parse = self.marked.parse
        start = time.first if parse.tags[time.first] == "IN" else time.first - 1
        phrase = parse.phrase_of(start - 1) if start > 0 else None
        is_since = phrase is not None and self._since(Anchor(chain_of(parse, phrase)[0], None, ""))
        return _open(time) if is_since else None

    def _dates_a_text(self, time: TimeSpan) -> bool:
        """Whether the words date an agreement: "the September memorandum", "the deal of 17 September"."""
        parse = self.marked.parse
        phrase = parse.phrase_of(time.last - 1)
        if phrase is None:
            return False
        head = parse.phrases[phrase].head
        if time.first <= head < time.last:
            hangs_on = parse.attachment(phrase)
            means = self.words.has("means")
            if hangs_on is None or hangs_on[0] != "phrase" or hangs_on[2] not in means:
                return False
            head = parse.phrases[hangs_on[1]].head
        return parse.tokens[head].lower in self.words.has("agreement")

    def _compares(self, time: TimeSpan) -> bool:
        """As in "more than on Sunday", "in comparison with last week", "the same place as on Monday"."""
        tokens, words = self.marked.parse.tokens, self.words
        before = [token.lower for token in tokens[max(time.first - _BEFORE, 0) : time.first]]
        if any(lower in words.has("comparing") for lower in before):
            return True
        return before[-2:-1] == ["as"] and before[-1] in words.has("at_times") if before else False

    def _counts(self, time: TimeSpan) -> bool:
        """As in "the second this week": the time says among which an act is counted."""
        tokens, ordinals = self.marked.parse.tokens, self.words.has("ordinals")
        at = time.first - 1
        if at > 0 and tokens[at].lower in self.words.has("times"):  # "for the first time in nine days"
            at -= 1
        return at > 0 and tokens[at].lower in ordinals

    def _is_owner(self, anchor: Anchor) -> bool:
        """As in "yesterday's claim that ...": the time is the claim's, not that of what it claims."""
        parse = self.marked.parse
        if anchor.role != "subject" or not anchor.phrases:
            return False
        hangs_on = parse.attachment(anchor.phrases[0])
        if hangs_on is None or hangs_on[2] != "'s":
            return False
        return any(node.noun == hangs_on[1] and node.relation == "noun_complement" for node in parse.nodes)

    def bounding(self, time: TimeSpan, anchor: Anchor) -> tuple[TimeSpan, Node] | None:
        """As in "has been quiet since the truce began on 3 May": the main clause's predicate and its time."""
        parse, when = self.marked.parse, time.when
        node = None if anchor.node is None else parse.nodes[anchor.node]
        if node is not None and when.start is not None and self._since(anchor) and self._is_of_act(anchor):
            return _open(time), node
        if node is None or node.relation != "adverbial" or node.governor is None or node.form != "finite":
            return None
        if node.marker in self.words.has("since") and when.start is not None:
            bounded = when.model_copy(update={"end": None, "kind": "since"})
        elif node.marker in self.words.has("until") and when.end is not None:
            bounded = when.model_copy(update={"start": None, "kind": "until"})
        else:
            return None
        return replace(time, when=bounded), parse.nodes[node.governor]


def _open(time: TimeSpan) -> TimeSpan:
    """From that day on."""
    return replace(time, when=time.when.model_copy(update={"end": None, "kind": "since"}))
