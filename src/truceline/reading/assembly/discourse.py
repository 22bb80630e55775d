"""What earlier sentences told: who has the floor, who was named, where it was, which deeds."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor, Thing
from truceline.reading.assembly.adjuncts import label_of
from truceline.reading.assembly.draft import ARMED, DEADLY, MOVING, Draft
from truceline.reading.assembly.floor import Floor
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.recalling import Recall
from truceline.reading.assembly.turns import Turn
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import ActorSpan, ObjectSpan, PlaceSpan

# How many sentences back "it" may mean a weapon, and how many things are remembered.
_REACH = 2
_FEW = 8


@dataclass(slots=True)
class Discourse:
    """The memory of one document, filled sentence by sentence."""

    words: DiscourseWords
    who: Recall
    monitors: frozenset[str] = frozenset()
    """Parties that only watch: what they record is the report's own word."""
    _paragraph: int = -1
    _arms: deque[tuple[Marked, ObjectSpan]] = field(default_factory=lambda: deque(maxlen=_FEW))
    """The things told last, each with its sentence."""
    _last: tuple[int, Draft] | None = None
    _fires: deque[tuple[int, Draft]] = field(default_factory=lambda: deque(maxlen=_FEW))
    """The fire and attacks told last that have a place."""
    labelled: tuple[int, tuple[PlaceSpan, ...]] = (-1, ())
    """The places of the label last met ("Esk: ..."), with the paragraph that it stands over."""
    _deeds: dict[Act, tuple[int, Draft]] = field(default_factory=dict)

    @property
    def floor(self) -> Floor:
        """Who has the floor."""
        return self.who.floor

    @property
    def home(self) -> Actor | None:
        """Whose statement it is, or who is interviewed."""
        return self.who.floor.home

    @property
    def speaker(self) -> Actor | None:
        """Whose words the sentence gives, if not the author's."""
        return self.who.floor.speaker

    def open_turn(self, turn: Turn | None, actors: Sequence[ActorSpan] = ()) -> None:
        """Take note of a new turn: the one its label names speaks, else whom the heading names."""
        if turn is None:
            return
        party = next((span.party for span in actors if span.party and span.last <= turn.label), None)
        if party is None and turn.speaker is not None:
            home = self.home
            word = turn.speaker.text.split()[-1].casefold()
            is_home = home is not None and (turn.is_sole or word in home.text.casefold())
            party = self.who.by_name(word) or (home.party if home and is_home else None)
            party = party or self.who.by_title(word)
        self.floor.open(turn, party)

    def remember(self, draft: Draft, marked: Marked) -> None:
        """Remember an act whose doers are told, for "the withdrawal" of a later clause."""
        if draft.actors and draft.frame.act in ARMED | DEADLY | MOVING:
            self._last = (marked.sentence.index, draft)
        if draft.frame.act in ARMED and draft.places and draft.telling.is_fact:
            self._fires.append((marked.sentence.index, draft))
        if draft.frame.act is not None and draft.actors:
            self._deeds[draft.frame.act] = (marked.sentence.index, draft)

    def close(self, marked: Marked) -> None:
        """The sentence is read: the next one may be of another paragraph."""
        self._paragraph = marked.sentence.paragraph
        label = label_of(marked)
        if label:
            told = (span for span in marked.places if span.last <= label and not span.is_also_actor)
            self.labelled = (self._paragraph, tuple(span for span in told if span.candidates))
        self._arms.extend((marked, span) for span in marked.objects)

    def weapon_before(self, marked: Marked, token: int) -> Thing | None:
        """The weapon told last before a token, here or in the two sentences before; None if people were."""
        here = marked.sentence.index
        near = [one for one in self._arms if here - one[0].sentence.index <= _REACH]
        told = near + [(marked, span) for span in marked.objects if span.last <= token]
        if not told:
            return None
        where, span = told[-1]
        if span.rule.partition(":")[2].partition(" ")[0] not in self.words.has("arms"):
            return None
        return Thing(
            text=where.words(span.first, span.last), span=where.span(span.first, span.last), term=span.term
        )

    def fire_before(self, draft: Draft, marked: Marked) -> Draft | None:
        """The fire that "the shelling" or "the attack" points back to, told here or one sentence before."""
        is_told = draft.frame.act in ARMED and draft.telling.is_fact
        if not is_told or draft.phrase is None or draft.places:
            return None
        it = marked.parse.phrases[draft.phrase]
        if it.owner is not None or marked.sentence.tokens[it.first].lower not in self.words.has("definite"):
            return None
        near = [fire for index, fire in self._fires if marked.sentence.index - index <= 1]
        same = [fire for fire in near if fire.frame.act is draft.frame.act]
        if not same and draft.frame.act is Act.ATTACK:
            same = near
        return same[-1] if same else None

    def same_deed(self, draft: Draft, marked: Marked) -> Draft | None:
        """The act that a definite noun without a doer points back to, told here or one sentence before."""
        act = draft.frame.act
        if act is None or draft.phrase is None or draft.actors or act not in self._deeds:
            return None
        it = marked.parse.phrases[draft.phrase]
        if marked.sentence.tokens[it.first].lower not in self.words.has("definite"):
            return None
        index, earlier = self._deeds[act]
        near = marked.sentence.index - index
        return earlier if near == 0 or (near == 1 and not self._is_after_break(marked)) else None

    def same_move(self, draft: Draft, marked: Marked) -> Draft | None:
        """As in "our units withdraw their guns; 96 pieces have left": the same movement, told on."""
        act = draft.frame.act
        if act not in MOVING or act not in self._deeds or draft.node is None or draft.actors:
            return None
        index, earlier = self._deeds[act]
        return earlier if index == marked.sentence.index and marked.parse.nodes[draft.node].subject else None

    def deed_summed_up(self, marked: Marked) -> Draft | None:
        """The armed deed or the movement last told, which "this is a violation" judges."""
        if self._last is None or marked.sentence.index - self._last[0] > 1:
            return None
        return self._last[1]

    def _is_after_break(self, marked: Marked) -> bool:
        """Whether the sentence opens a paragraph: what points back seldom points over that."""
        return marked.sentence.paragraph != self._paragraph
