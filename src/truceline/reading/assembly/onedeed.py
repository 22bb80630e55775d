"""One deed told with two words in one sentence is one claim, on the word that says most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.evidence.acts import Act
from truceline.reading.assembly.draft import ARMED, DEADLY, Draft
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.syntax.tree import Parse

# Deeds whose words also name those who do them: a convoy, a patrol.
_BODIES = frozenset({Act.AID, Act.PATROL})
# Acts done to such a body, or by it, which tell of no delivery and no patrol besides.
_UPON_BODIES = ARMED | DEADLY | {Act.DENY_ACCESS, Act.OPEN_ROUTE, Act.CLOSE_ROUTE, Act.ARREST, Act.ABDUCT}
# What tells a deed again stands at most so many deeds away.
_NEAR = 4
_MOVES = frozenset({Act.DEPLOY, Act.WITHDRAW})
_BACK = 3
"""Words looked back over for "including"."""


@dataclass(slots=True)
class OneDeed:
    """Finds, among the drafts of a sentence, those that only tell another one again."""

    parse: Parse
    words: DiscourseWords

    def told_once(self, found: Sequence[Draft]) -> list[Draft]:
        """Without the drafts that tell nothing of their own."""
        whole = self._without_flights(self._without_verbs(self._without_parts(found)))
        kept = [draft for draft in whole if not self._only_perceives(draft)]
        return [draft for place, draft in enumerate(kept) if not self._is_told(place, kept)]

    def _is_told(self, place: int, kept: Sequence[Draft]) -> bool:
        """Whether one of the deeds told near by is the same."""
        near = kept[max(place - _NEAR, 0) : place + _NEAR + 1]
        return any(other is not kept[place] and self._tells_again(kept[place], other) for other in near)

    def _only_perceives(self, draft: Draft) -> bool:
        """As in "the patrol heard shots"."""
        if draft.frame.act is not Act.PATROL or draft.phrase is None:
            return False
        hangs_on = self.parse.attachment(draft.phrase)
        if hangs_on is None or hangs_on[0] != "node" or hangs_on[2] != "subject":
            return False
        node = self.parse.nodes[hangs_on[1]]
        return not node.passive and node.lemma in self.words.has("perceiving")

    def _without_verbs(self, found: Sequence[Draft]) -> list[Draft]:
        """Without verbs that only say their subject again: "a car bomb exploded" is one attack."""
        nouns = {(draft.frame.act, draft.phrase): draft for draft in found if draft.phrase is not None}
        kept: list[Draft] = []
        for draft in found:
            subjects = () if draft.node is None else self.parse.nodes[draft.node].subject
            acts = ARMED if draft.frame.act is Act.ATTACK else (draft.frame.act,)  # "shelling hit the town"
            same = next((one for at in subjects for act in acts if (one := nouns.get((act, at)))), None)
            if same is None or draft.node is None:
                kept.append(draft)
                continue
            same.carriers |= {draft.node}
            same.targets = same.targets or draft.targets
        return kept

    def _without_flights(self, found: list[Draft]) -> list[Draft]:
        """Without "fired by X" of rounds that hit: "mortars fired by X hit Esk" is X's fire on Esk."""
        kept: list[Draft] = []
        for draft in found:
            others = found if self._is_of_rounds(draft) else []
            hit = next((one for one in others if self._is_flight(draft, one)), None)
            if hit is None:
                kept.append(draft)
                continue
            hit.carriers |= draft.carriers if draft.node is None else {draft.node}
            hit.actors = draft.actors if any(actor.party for actor in draft.actors) else hit.actors
            hit.thing = hit.thing or draft.thing
        return kept

    def _is_of_rounds(self, draft: Draft) -> bool:
        """Whether an act of arms is told by a participle on a noun: "fired by X"."""
        if draft.node is None or draft.frame.act not in ARMED:
            return False
        node = self.parse.nodes[draft.node]
        return node.form == "participle" and node.relation == "relative" and node.noun is not None

    def _is_flight(self, draft: Draft, hit: Draft) -> bool:
        """Whether a participle says where the rounds come from with which the other deed was done."""
        acts = {draft.frame.act, hit.frame.act}
        if draft is hit or draft.node is None or hit.node is None or not acts <= ARMED or Act.CLASH in acts:
            return False
        noun, other = self.parse.nodes[draft.node].noun, self.parse.nodes[hit.node]
        rounds = [at for role, at in other.oblique if role == "by"] if other.passive else other.subject
        return noun in rounds

    def _tells_again(self, draft: Draft, other: Draft) -> bool:
        act = draft.frame.act
        if act in _MOVES and other.frame.act in _BODIES:
            return self._goes_round(draft, other)
        if act in _BODIES and other.frame.act is not act:
            return self._only_says_who(draft, other)
        if act in {Act.DEMAND, Act.DISPUTE} and other.frame.act is not act:
            return self._is_refused(draft, other)
        if act is Act.ATTACK and other.frame.act in ARMED and self._is_met(draft, other):
            return True
        if act is Act.COMPLY and other.frame.act in ARMED:
            return self._ends(draft, other)
        if act is Act.WAIT and other.frame.act is not act:
            return self._is_put_off(draft, other)
        same = (
            self._goes_on,
            self._is_object,
            self._is_means,
            self._is_echo,
            self._asks_who,
            self._is_sum,
        )
        return act is other.frame.act and any(tells(draft, other) for tells in same)

    def _only_says_who(self, body: Draft, other: Draft) -> bool:
        """A patrol or a convoy that does something else, or that something is done to."""
        if self._goes_round(other, body):
            return False
        if body.frame.act is Act.PATROL and self._is_doer(body, other):
            return True
        return other.frame.act in _UPON_BODIES | _MOVES and self._is_body(body, other)

    def _is_refused(self, demand: Draft, other: Draft) -> bool:
        """As in "rejected calls to withdraw": the refusal tells of what was demanded."""
        if other.node is None or other.frame.act not in {Act.REJECT, Act.REFUSE}:
            return False
        return demand.phrase is not None and demand.phrase in self.parse.nodes[other.node].object

    def _is_met(self, repelled: Draft, tried: Draft) -> bool:
        """As in "an attempt to storm the post was repelled": one attack, told with its own word."""
        if repelled.node is None or tried.node is None:
            return False
        aim, main = self.parse.nodes[tried.node], self.parse.nodes[repelled.node]
        if aim.form != "infinitive" or aim.noun is None or main.lemma not in self.words.has("meeting"):
            return False
        return aim.noun in (main.subject if main.passive else main.object)

    def _ends(self, comply: Draft, fire: Draft) -> bool:
        """As in "ceased the shelling", "stop shelling": told as fire that is not."""
        if comply.node is None:
            return False
        if fire.phrase is None:
            node = None if fire.node is None else self.parse.nodes[fire.node]
            return node is not None and node.form == "gerund" and node.governor == comply.node
        return fire.phrase in self.parse.nodes[comply.node].object

    def _is_put_off(self, wait: Draft, other: Draft) -> bool:
        """As in "the withdrawal was delayed", by nobody named: it has not begun."""
        if wait.node is None or other.phrase is None:
            return False
        delay = self.parse.nodes[wait.node]
        named = any(role in self.words.has("by_means") for role, _ in delay.oblique)
        return delay.passive and not named and other.phrase in delay.subject

    def _without_parts(self, found: Sequence[Draft]) -> list[Draft]:
        """Without "including two from a mortar", "four of which hit houses" after a whole of the same act."""
        kept: list[Draft] = []
        wholes: set[Act | None] = set()
        for draft in found:
            if draft.frame.act not in wholes or not self._is_part(draft):
                kept.append(draft)
            wholes.add(draft.frame.act)
        return kept

    def _is_part(self, draft: Draft) -> bool:
        first = draft.span.first
        if draft.phrase is not None:
            first = min(first, self.parse.phrases[draft.phrase].first)
        elif draft.node is not None:
            first = min(first, self.parse.nodes[draft.node].first)
        words = [token.lower for token in self.parse.tokens[max(0, first - _BACK) : first]]
        return bool(set(words) & self.words.has("part_words")) or words[-2:] == ["of", "which"]

    def _is_object(self, draft: Draft, other: Draft) -> bool:
        """As in "brought in reinforcements": the noun is what the verb of the same act takes."""
        if draft.phrase is None or other.node is None:
            return False
        return draft.phrase in self.parse.nodes[other.node].object

    def _goes_round(self, move: Draft, patrol: Draft) -> bool:
        """As in "a patrol drove to the bridge and back", "an aid convoy entered the town"."""
        if move.node is None or patrol.phrase is None or move.frame.act not in _MOVES:
            return False
        node = self.parse.nodes[move.node]
        is_plain = patrol.frame.act is Act.AID or node.lemma in self.words.has("plain_moves")
        return patrol.phrase in node.subject and is_plain

    def _is_doer(self, patrol: Draft, other: Draft) -> bool:
        """As in "the patrol saw three tanks"."""
        if other.node is None:
            return False
        node = self.parse.nodes[other.node]
        return node.form == "finite" and not node.passive and patrol.phrase in node.subject

    def _is_body(self, body: Draft, other: Draft) -> bool:
        """A convoy let through, a patrol shot at or sent in: the word says who, and no deed of theirs."""
        if body.phrase is None or other.node is None:
            return False
        if other.frame.act is Act.DEPLOY and body.frame.act is Act.AID:
            return False
        if body.phrase in other.arguments:
            return True
        node = self.parse.nodes[other.node]
        around = (*node.subject, *node.object, *(phrase for _, phrase in node.oblique))
        inner = [held for phrase in around for _, held in self.parse.phrases[phrase].post]
        return body.phrase in {*around, *inner}

    def _is_means(self, draft: Draft, other: Draft) -> bool:
        """As in "assisted through food distribution": the noun is what the verb was done with."""
        if draft.phrase is None or other.node is None:
            return False
        by_means = self.words.has("by_means")
        pairs = self.parse.nodes[other.node].oblique
        return any(phrase == draft.phrase and role in by_means for role, phrase in pairs)

    def _goes_on(self, draft: Draft, other: Draft) -> bool:
        """As in "was stopped and sent back": a second verb of the same act that names nothing new."""
        if draft.node is None or other.node is None:
            return False
        node = self.parse.nodes[draft.node]
        if node.relation != "coordinate" or node.governor != other.node or node.negated:
            return False
        first = self.parse.nodes[other.node]
        named = [
            phrase for phrase in (*node.object, *(one for _, one in node.oblique)) if self._is_name(phrase)
        ]
        return node.subject == first.subject and not named and node.modal == first.modal and not node.object

    def _is_name(self, phrase: int) -> bool:
        return self.parse.tags[self.parse.phrases[phrase].head].startswith("NNP")

    def _is_echo(self, draft: Draft, other: Draft) -> bool:
        """As in "heard seven mortar rounds, impacts seen": what became of rounds told already."""
        if draft.span.head < other.span.head:
            return False
        return self.parse.lemmas[draft.span.head] in self.words.has("echoes")

    def _is_sum(self, draft: Draft, other: Draft) -> bool:
        """As in "28 casualties: 11 killed and 17 injured": the sum, where the dead are told by themselves."""
        if draft.phrase is None or other.node is None or other.span.head < draft.span.head:
            return False
        between = (token.text for token in self.parse.tokens[draft.span.last : other.span.first])
        is_sum = self.parse.lemmas[draft.span.head] in self.words.has("sums")
        return is_sum and any(text in {":", "(", "-", "\u2013", "\u2014"} for text in between)

    def _asks_who(self, draft: Draft, other: Draft) -> bool:
        """As in "it is not known who fired them": only the doer of a deed told before is open."""
        if draft.node is None or draft.frame.act not in ARMED or draft.span.head < other.span.head:
            return False
        pronouns = self.words.has("thing_pronouns_many")
        phrases = self.parse.phrases
        objects = self.parse.nodes[draft.node].object
        return any(self.parse.tokens[phrases[at].head].lower in pronouns for at in objects)
