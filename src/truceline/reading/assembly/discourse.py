"""What earlier sentences named: who "they", "these groups" and "the minister" are."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.evidence.acts import Act
from truceline.evidence.claim import Actor
from truceline.reading.assembly.draft import Draft
from truceline.reading.assembly.marked import Marked
from truceline.reading.assembly.setting import Sides
from truceline.reading.assembly.turns import Turn
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import ActorSpan, Token

# How many mentions back a pronoun reaches: about three sentences.
_MEMORY = 14


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor once named: who, whether several, whether a person who speaks for a party."""

    actor: Actor
    is_plural: bool
    kind: str
    is_subject: bool
    sentence: int
    at: int
    """Code point where it stands."""
    group: int
    """Mentions coordinated with each other share it: "both sides" are all of them."""


@dataclass(slots=True)
class Discourse:
    """The memory of one document, filled sentence by sentence."""

    words: DiscourseWords
    sides: Sides
    states: frozenset[str] = frozenset()
    """Parties that are states: "the militia" is none of them."""
    home: Actor | None = None
    """Whom the heading names: whose statement it is, or who is interviewed."""
    own_nouns: frozenset[str] = frozenset()
    """By which of its nouns the heading's name comes back: "the ministry", "the republic"."""
    own_country: str | None = None
    """The country whose office the heading tells, where it is no party."""
    speaker: Actor | None = None
    """Whose statement the whole document is, or whose turn it is in a conversation."""
    talks: bool = False
    """Whether the document is a conversation of turns."""
    monitors: frozenset[str] = frozenset()
    """Parties that only watch: what they record is the report's own word."""
    turn: Turn | None = None
    _mentions: deque[Mention] = field(default_factory=lambda: deque(maxlen=_MEMORY))
    _leaders: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)
    _group: int = 0
    _paragraph: int = -1
    _deeds: dict[Act, tuple[int, Draft]] = field(default_factory=dict)

    def open_turn(self, turn: Turn | None, actors: Sequence[ActorSpan] = ()) -> None:
        """Take note of a new turn: the one its label names speaks, else whom the heading names."""
        if turn is None:
            return
        self.turn = turn
        self.speaker = None if turn.is_question else self._answering(turn, actors)

    def _answering(self, turn: Turn, actors: Sequence[ActorSpan]) -> Actor | None:
        """Who answers: by the label's own name or title, else whom the heading names."""
        told = turn.speaker
        if told is None or (
            self.home is not None and told.text.casefold() in self.words.has("answer_labels")
        ):
            return self.home
        named = next((span.party for span in actors if span.party and span.last < turn.label), None)
        word = told.text.split()[-1].casefold()
        party = named or self._leaders.get(word) or (self.home.party if self.home else self._titles.get(word))
        return told.model_copy(update={"party": party})

    def take(self, marked: Marked) -> None:
        """Remember who a sentence named, its subjects as the likeliest to be meant next."""
        if not marked.actors and self.home is None:
            return
        subjects = {phrase for node in marked.parse.nodes for phrase in node.subject}
        if self.home is not None:
            self._take_issuer(subjects, marked)
        for span in marked.actors:
            self._learn(span, marked)
            if span.kind == "anaphor" or (span.party is None and span.kind in {"people", "unnamed"}):
                continue
            phrase = marked.parse.phrase_of(span.head)
            start = marked.sentence.tokens[span.first].start
            actor = Actor(
                text=marked.words(span.first, span.last),
                span=marked.span(span.first, span.last),
                party=span.party or self.leader(span, marked) or self._party_of_group(span, marked),
            )
            self._mentions.append(
                Mention(
                    actor,
                    span.is_plural,
                    span.kind,
                    phrase in subjects,
                    marked.sentence.index,
                    start,
                    self._same_group(marked, phrase),
                )
            )

    def _take_issuer(self, subjects: set[int], marked: Marked) -> None:
        """Remember the issuer where a noun of its heading is a subject: "the command demands"."""
        for phrase in sorted(subjects):
            it = marked.parse.phrases[phrase]
            own = self.own(it.first, it.head, marked.sentence.tokens)
            if own is not None and it.head - it.first <= 1:
                start = marked.sentence.tokens[it.first].start
                self._group += 1
                here = Mention(
                    own,
                    is_plural=False,
                    kind="named",
                    is_subject=True,
                    sentence=marked.sentence.index,
                    at=start,
                    group=self._group,
                )
                self._mentions.append(here)

    def _party_of_group(self, span: ActorSpan, marked: Marked) -> str | None:
        """The party of "the military", where an earlier sentence tells whose it is."""
        if span.kind not in {"role", "unnamed", "body"}:
            return None
        met = self.group(span, marked)
        return met[0].party if met else None

    def _same_group(self, marked: Marked, phrase: int | None) -> int:
        """Coordinated phrases of one sentence count as one group."""
        if phrase is None or not marked.parse.phrases[phrase].conjuncts:
            self._group += 1
            return self._group
        first = min(phrase, *marked.parse.phrases[phrase].conjuncts)
        return -(marked.sentence.index * 1000 + first + 1)

    def _learn(self, span: ActorSpan, marked: Marked) -> None:
        """The name or the title of a leader stands for the same party when it comes back alone."""
        if span.kind != "leader" or span.party is None:
            return
        tokens = marked.sentence.tokens
        self._titles[tokens[span.head].lower] = span.party
        if span.last - 1 > span.head and tokens[span.last - 1].is_capital:
            self._leaders[tokens[span.last - 1].lower] = span.party

    def remember(self, draft: Draft, marked: Marked) -> None:
        """Remember an act whose doers are told, for "the withdrawal" of a later clause."""
        if draft.frame.act is not None and draft.actors:
            self._deeds[draft.frame.act] = (marked.sentence.index, draft)

    def close(self, marked: Marked) -> None:
        """The sentence is read: the next one may be of another paragraph."""
        self._paragraph = marked.sentence.paragraph

    def same_deed(self, draft: Draft, marked: Marked) -> Draft | None:
        """The act that a definite noun without a doer points back to, told here or one sentence before."""
        act = draft.frame.act
        if act is None or draft.phrase is None or draft.actors or act not in self._deeds:
            return None
        it = marked.parse.phrases[draft.phrase]
        if marked.sentence.tokens[it.first].lower not in self.words.has("definite"):
            return None
        index, earlier = self._deeds[act]
        return earlier if marked.sentence.index - index <= 1 and not self._is_after_break(marked) else None

    def _is_after_break(self, marked: Marked) -> bool:
        """Whether the sentence opens a paragraph: what points back seldom points over that."""
        return marked.sentence.paragraph != self._paragraph

    def leader(self, span: ActorSpan, marked: Marked) -> str | None:
        """The party of an office-holder met before, by the name told after the title or by the title."""
        tokens = marked.sentence.tokens[span.first : span.last]
        for token in reversed(tokens):
            if token.lower in self._leaders:
                return self._leaders[token.lower]
        return self._titles.get(marked.sentence.tokens[span.head].lower)

    def resolved(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """Whom words that point back mean; nobody where that is not clear."""
        tokens = marked.sentence.tokens
        word, head = tokens[span.first].lower, tokens[span.head].lower
        if word in self.words.has("first_person"):
            return [] if self.speaker is None else [self._told(self.speaker, span, marked)]
        if word in self.words.has("second_person"):
            return [] if self.asked is None else [self._told(self.asked, span, marked)]
        lowers = {token.lower for token in tokens[span.first : span.last]}
        if lowers & self.words.has("opposite"):
            return [Actor(text=marked.words(span.first, span.last), span=marked.span(span.first, span.last))]
        if self.home is not None and self._is_own_noun(span, marked):
            return [self._told(self.home, span, marked)]
        if head in self.words.has("guarantors"):
            return self._parties(self.sides.vouching, span, marked)
        if self._means_all(lowers, head):
            return self._everybody(span, marked)
        if head in self.words.has("offices"):
            told = Actor(text=marked.words(span.first, span.last), span=marked.span(span.first, span.last))
            return [told.model_copy(update={"party": self.leader(span, marked)})]
        return [self._told(mention.actor, span, marked) for mention in self._chosen(word, head, span, marked)]

    def _means_all(self, lowers: set[str], head: str) -> bool:
        """As in "both sides", "the parties": all who fight."""
        if head in self.words.has("sides"):
            return True
        return head in self.words.has("side") and bool(lowers & self.words.has("both"))

    def _everybody(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """The two told together just before, else all who fight under the agreement."""
        told = self._several(self._earlier(marked, span))
        if len(told) > 1 and marked.sentence.index - told[-1].sentence <= 1:
            return [self._told(mention.actor, span, marked) for mention in told]
        if self.sides.fighting:
            return self._parties(self.sides.fighting, span, marked)
        return [self._told(mention.actor, span, marked) for mention in told]

    def _parties(self, ids: Sequence[str], span: ActorSpan, marked: Marked) -> list[Actor]:
        text, place = marked.words(span.first, span.last), marked.span(span.first, span.last)
        return [Actor(text=text, span=place, party=one) for one in ids]

    def _chosen(self, word: str, head: str, span: ActorSpan, marked: Marked) -> list[Mention]:
        earlier = self._earlier(marked, span)
        if word in self.words.has("people"):
            return [m for m in earlier if m.kind == "leader"][:1] or [m for m in earlier if m.kind == "body"][
                :1
            ]
        if word in self.words.has("things"):
            things = [m for m in earlier if m.kind in {"named", "body", "role"}]
            singular = [m for m in things if not m.is_plural] or [m for m in things if m.kind == "named"]
            return singular[:1] or self._issuer()
        if head in self.words.has("group") | self.words.has("groups"):
            named = [m for m in earlier if m.kind in {"named", "role"} and m.actor.party]
            if head in self.words.has("armed"):
                named = [m for m in named if m.actor.party not in self.states]
            return named[:1]
        if span.is_plural:
            return self._several(earlier)
        return [m for m in earlier if m.kind in {"named", "role"}][:1]

    @property
    def asked(self) -> Actor | None:
        """Whom "you" means: in a question whoever answers."""
        return self.home if self.turn is not None and self.turn.is_question else None

    def own(self, first: int, head: int, tokens: Sequence[Token]) -> Actor | None:
        """The issuer, where a definite noun of its own heading stands alone: "the ministry"."""
        is_own = self.home is not None and tokens[head].lower in self.own_nouns
        before = tokens[first - 1].lower if first else ""
        return self.home if is_own and {before, tokens[first].lower} & self.words.has("definite") else None

    def _issuer(self) -> list[Mention]:
        """Whose statement it is, where nobody else was named."""
        if self.home is None or self.talks:
            return []
        return [
            Mention(self.home, is_plural=False, kind="named", is_subject=True, sentence=-1, at=-1, group=0)
        ]

    def _is_own_noun(self, span: ActorSpan, marked: Marked) -> bool:
        """Whether the words name the document's issuer again: nothing but the noun of its heading."""
        tokens = marked.sentence.tokens
        is_alone = span.head - span.first <= 1 and span.country is None
        return is_alone and self.own(span.first, span.head, tokens) is not None

    def group(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """The armed group last named, where "the militia" or "the fighters" can only mean it."""
        tokens = marked.sentence.tokens
        head = tokens[span.head].lower
        before = tokens[span.first - 1].lower if span.first else ""
        if before in self.words.has("opposite"):
            return []
        if self.home is not None and self._is_own_noun(span, marked):
            return [self._told(self.home, span, marked)]
        if not {before, tokens[span.first].lower} & self.words.has("definite"):
            return []
        if head in self.words.has("state_nouns"):
            earlier = [m for m in self._earlier(marked, span) if m.actor.party in self.states]
            return [self._told(m.actor, span, marked) for m in earlier[:1]]
        if head not in self.words.has("group") | self.words.has("groups"):
            return []
        earlier = [m for m in self._earlier(marked, span) if m.kind in {"named", "role"} and m.actor.party]
        armed = [m for m in earlier if m.actor.party not in self.states]
        near = [m for m in armed if marked.sentence.index - m.sentence <= 2]  # noqa: PLR2004 - two sentences back
        return [self._told(m.actor, span, marked) for m in near[:1]]

    def _earlier(self, marked: Marked, span: ActorSpan) -> list[Mention]:
        """Mentions before the span, nearest sentence first, subjects before others within one."""
        here = marked.sentence.tokens[span.first].start
        before = [m for m in self._mentions if m.at < here]
        return sorted(before, key=lambda m: (-m.sentence, not m.is_subject, -m.at))

    def _several(self, earlier: list[Mention]) -> list[Mention]:
        for mention in earlier:
            if mention.kind == "leader":
                continue
            group = [other for other in earlier if other.group == mention.group]
            if len(group) > 1:
                return list(reversed(group))
            if mention.is_plural or mention.kind in {"named", "role"}:
                return [mention]
        return []

    def _told(self, actor: Actor, span: ActorSpan, marked: Marked) -> Actor:
        return Actor(
            text=marked.words(span.first, span.last),
            span=marked.span(span.first, span.last),
            party=actor.party,
        )
