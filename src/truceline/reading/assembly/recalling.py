"""Whom words that point back mean: "they", "it", "his men", "the group", "both sides", "its spokesman"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from truceline.agreement.model import Agreement
from truceline.evidence.claim import Actor
from truceline.reading.actors.apart import HELD
from truceline.reading.assembly.floor import Floor
from truceline.reading.assembly.marked import Marked, touching
from truceline.reading.assembly.mentions import Mention, Mentions, person, several, side, thing
from truceline.reading.assembly.setting import Sides
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import ActorSpan

# A noun alone ("the militia", "the army") means who was named at most so many sentences before.
_NEAR = 2
_CROWDS = frozenset({"coalition", "category"})
# So near, "it" beside "they" is another.
_BESIDE = 5
_POSSESSED = frozenset({"'s", "'"})


@dataclass(slots=True)
class Recall:
    """The memory of one document for those who act."""

    words: DiscourseWords
    sides: Sides
    floor: Floor
    states: frozenset[str] = frozenset()
    """Parties that are states: "the militia" is none of them."""
    groups: frozenset[str] = frozenset()
    """Parties that are armed groups, alone or together: no others are "the militia"."""
    crowds: frozenset[str] = frozenset()
    """Those of them that are several: no others are "the factions"."""
    mentions: Mentions = field(default_factory=Mentions)
    _leaders: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, words: DiscourseWords, agreement: Agreement, floor: Floor) -> Recall:
        """A memory in which nobody is named yet, of the parties of an agreement."""
        kinds = {party.id: party.kind for party in agreement.parties}
        states = frozenset(party for party, kind in kinds.items() if kind == "state")
        crowds = frozenset(party for party, kind in kinds.items() if kind in _CROWDS)
        alliances = {one for party in agreement.parties if party.id in states for one in party.member_of}
        groups = crowds - alliances | {party for party, kind in kinds.items() if kind == "armed_group"}
        return cls(words, Sides.of(agreement), floor, states, groups, crowds)

    # -- taking note

    def take(self, marked: Marked) -> None:
        """Remember who a sentence named, its subjects as the likeliest to be meant next."""
        if not marked.actors and self.floor.home is None:
            return
        subjects = {
            phrase
            for node in marked.parse.nodes
            for phrase in node.subject
            if (hangs_on := marked.parse.attachment(phrase)) is None or hangs_on[2] == "subject"
        }
        if self.floor.home is not None:
            self._take_issuer(subjects, marked)
        for span in marked.actors:
            self._learn(span, marked)
            phrase = marked.parse.phrase_of(span.head)
            group = self.mentions.group_of(marked, phrase)
            for actor in self._named(span, marked):
                self._remember(actor, span, marked, group, is_subject=phrase in subjects)

    def _named(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """Whom a span names or points back to; "we" and "you" are nobody that "they" could mean."""
        words = marked.sentence.tokens[span.first].lower
        if span.rule == HELD:
            return []
        if words in self.words.any_of("first_person", "second_person", "nobody"):
            return []
        if span.kind == "anaphor":
            return self.resolved(span, marked)
        party = span.party or self.leader(span, marked) or self._party_of_group(span, marked)
        return [self._actor(span, marked, party)]

    def _remember(
        self, actor: Actor, span: ActorSpan, marked: Marked, group: int, *, is_subject: bool
    ) -> None:
        head = marked.sentence.tokens[span.head].lower
        is_person = not span.is_plural and (
            span.kind == "leader" or head in self.words.any_of("offices", "persons", "people")
        )
        kind = span.kind if span.kind != "anaphor" else ("named" if actor.party else "people")
        start = marked.sentence.tokens[span.first].start
        is_one = not span.is_plural or head in self.words.any_of("state_nouns", "group")
        here = marked.sentence
        self.mentions.add(
            Mention(
                actor,
                span.is_plural,
                kind,
                is_subject,
                is_person,
                is_one,
                here.index,
                here.paragraph,
                start,
                group,
            )
        )

    def _take_issuer(self, subjects: set[int], marked: Marked) -> None:
        """Remember the issuer where a noun of its heading is a subject: "the command demands"."""
        for phrase in sorted(subjects):
            it = marked.parse.phrases[phrase]
            own = self.floor.own(it.first, it.head, marked.sentence.tokens)
            if own is not None:
                self.mentions.add(_issuer(own, marked, marked.sentence.tokens[it.first].start))

    def _party_of_group(self, span: ActorSpan, marked: Marked) -> str | None:
        """The party of "the military", where an earlier sentence tells whose it is."""
        if span.kind not in {"role", "unnamed", "body"}:
            return None
        met = self.group(span, marked)
        return met[0].party if met else None

    def _learn(self, span: ActorSpan, marked: Marked) -> None:
        """The name or the title of a leader stands for the same party when it comes back alone."""
        if span.kind != "leader" or span.party is None:
            return
        tokens = marked.sentence.tokens
        near = {token.lower for token in tokens[max(span.first - 1, 0) : span.last]}
        if near & self.words.has("retired"):
            return
        self._titles[tokens[span.head].lower] = span.party
        if span.last - 1 > span.head and tokens[span.last - 1].is_capital:
            self._leaders[tokens[span.last - 1].lower] = span.party

    # -- asking

    def leader(self, span: ActorSpan, marked: Marked) -> str | None:
        """The party of an office-holder met before, by the name told after the title or by the title."""
        if span.kind not in {"leader", "anaphor"}:
            return None
        tokens = marked.sentence.tokens[span.first : span.last]
        for token in reversed(tokens):
            if token.lower in self._leaders:
                return self._leaders[token.lower]
        head = marked.sentence.tokens[span.head].lower
        return self._titles.get(head) or self._spoken_for(span, head, marked)

    def by_name(self, name: str) -> str | None:
        """The party of a leader met before under the name."""
        return self._leaders.get(name)

    def by_title(self, title: str) -> str | None:
        """The party of a leader met before under the title."""
        return self._titles.get(title)

    def _spoken_for(self, span: ActorSpan, head: str, marked: Marked) -> str | None:
        """A spokesman of nobody named speaks for whoever the sentence before was about."""
        if head not in self.words.has("spokespersons") or span.country is not None:
            return None
        told = [
            m
            for m in self.mentions.before(marked, span)
            if m.is_subject and marked.sentence.index - m.sentence == 1
        ]
        return next((m.actor.party for m in told if not m.is_person and m.kind != "people"), None)

    def resolved(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """Whom words that point back mean; nobody where that is not clear."""
        tokens = marked.sentence.tokens
        word, head = tokens[span.first].lower, tokens[span.head].lower
        if word in self.words.has("first_person"):
            return self._one(self.floor.speaker or self._ours(word), span, marked)
        if word in self.words.has("second_person"):
            return self._one(self.floor.asked, span, marked)
        own = self.floor.own(span.first, span.head, tokens)
        if own is not None and span.country is None:
            return self._one(own, span, marked)
        lowers = {token.lower for token in tokens[span.first : span.last]}
        return self._told_of(lowers, head, span, marked) or self._met(word, head, span, marked)

    def _ours(self, word: str) -> Actor | None:
        """As in "have our guns left?": whoever asks so means the side of whoever answers."""
        return self.floor.asked if word in self.words.has("ours") else None

    def _told_of(self, lowers: set[str], head: str, span: ActorSpan, marked: Marked) -> list[Actor]:
        """Those whom the words tell by themselves: the other side, the guarantors, both sides."""
        if lowers & self.words.has("opposite"):
            return [self._actor(span, marked, None)]
        if head in self.words.has("guarantors"):
            return self._parties(self.sides.vouching, span, marked)
        if self.words.has("all") & lowers and not lowers & self.words.has("definite"):
            return [self._actor(span, marked, None)]  # "all parties": whoever they are
        return self._everybody(span, marked) if self._means_all(lowers, head) else []

    def _met(self, word: str, head: str, span: ActorSpan, marked: Marked) -> list[Actor]:
        """Those who were named before; of a noun that means nobody named its own words."""
        owner = self._owner(span, marked)
        if head in self.words.has("offices") and not owner:
            return [self._actor(span, marked, self.leader(span, marked))]
        chosen = self._chosen(word, owner or head, span, marked)
        if chosen:
            return [self._actor(span, marked, one.actor.party) for one in chosen]
        if owner and (speaker := self._speaker_behind(span, marked)) is not None:
            return self._one(speaker, span, marked)
        is_noun = span.last - span.first > 1 and not owner
        only = self._only_group(head, span, marked)
        return only or ([self._actor(span, marked, None)] if is_noun else [])

    def _speaker_behind(self, span: ActorSpan, marked: Marked) -> Actor | None:
        """As in "four of its men were killed, X said", with nobody told before: whose they are speaks."""
        for phrase, _, _ in marked.parse.speakers:
            it = marked.parse.phrases[phrase]
            told = (one for one in touching(marked.actors, it.first, it.last) if one.party)
            if it.first >= span.last and (speaker := next(told, None)) is not None:
                return self._actor(span, marked, speaker.party)
        return None

    def _owner(self, span: ActorSpan, marked: Marked) -> str:
        """The noun or pronoun whose somebody is: "its spokesman", "the group's leader"."""
        tokens = marked.sentence.tokens
        if tokens[span.first].lower in self.words.has("possessives"):
            return tokens[span.first].lower
        at = next((at for at in range(span.first + 1, span.last) if tokens[at].lower in _POSSESSED), 0)
        return tokens[at - 1].lower if at else ""

    def _means_all(self, lowers: set[str], head: str) -> bool:
        """As in "both sides", "the parties": all who fight."""
        if head in self.words.has("sides"):
            return True
        return head in self.words.has("side") and bool(lowers & self.words.has("both"))

    def _everybody(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """The two told together just before, else all who fight under the agreement."""
        told = [m for m in several(self.mentions.before(marked, span)) if m.actor.party]
        if len(told) < 2 or marked.sentence.index - told[-1].sentence > 1:  # noqa: PLR2004 - a pair
            told = self._pair(span, marked)
        if told:
            return [self._actor(span, marked, mention.actor.party) for mention in told]
        if self.sides.facing:
            return self._parties(self.sides.facing, span, marked)
        return [self._actor(span, marked, mention.actor.party) for mention in told]

    def _pair(self, span: ActorSpan, marked: Marked) -> list[Mention]:
        """The two states or groups, and no third, that the sentence before told of."""
        last = marked.sentence.index - 1
        met: dict[str, Mention] = {}
        for one in self.mentions.before(marked, span):
            party = one.actor.party
            if one.sentence == last and party is not None and party in self.states | self.groups:
                met.setdefault(party, one)
        return list(met.values()) if len(met) == 2 else []  # noqa: PLR2004 - a pair

    def _chosen(self, word: str, head: str, span: ActorSpan, marked: Marked) -> list[Mention]:
        earlier = self.mentions.before(marked, span)
        if word in self.words.has("people"):
            return person(earlier)
        if word in self.words.has("things"):
            near = [m for m in earlier if _is_at_hand(m, marked)]
            return thing(near) or self._of_home(marked)
        if word == self._they() and self._is_hearsay(span, marked):
            return []
        if head in self.words.any_of("former", "latter"):
            return _of_two(earlier, first=head in self.words.has("former"))
        if head in self.words.any_of("group", "groups"):
            return [m for m in earlier if self._is_side(m) and self._can_be(m, head)][:1]
        if head in self.words.has("state_nouns"):
            return [m for m in earlier if m.actor.party in self.states or m.actor.party is None][:1]
        behind = {token.lower for token in marked.sentence.tokens[span.last : span.last + _BESIDE]}
        if word == self._they() and behind & self.words.has("things"):
            earlier = [m for m in earlier if m.is_plural] or earlier  # "they asked it to leave"
        lowers = {token.lower for token in marked.sentence.tokens[span.first : span.head]}
        if lowers & self.words.has("both"):
            told = several(earlier)
            return told if len(told) > 1 else []
        if word in self.words.has("objects"):  # "X arrested drivers. Y freed them": plurals first
            earlier.sort(key=lambda m: (-m.sentence, not m.is_plural))
        return several(earlier) if span.is_plural else side(earlier)

    def _they(self) -> str:
        return next(iter(self.words.has("hearsay")), "")

    def _is_hearsay(self, span: ActorSpan, marked: Marked) -> bool:
        """As in "they say people fled": nobody in particular, unless several were just spoken of."""
        phrase = marked.parse.phrase_of(span.head)
        node = next((one for one in marked.parse.nodes if phrase in one.subject), None)
        if node is None or node.tense != "present" or node.perfect or node.modal is not None:
            return False
        if node.lemma not in self.words.has("hearsay_verbs"):
            return False
        told = self.mentions.before(marked, span)
        last = marked.sentence.index - 1
        return not any(m.is_subject and m.is_plural and m.sentence >= last for m in told)

    def _can_be(self, mention: Mention, head: str) -> bool:
        """Whether somebody can be called so: no state is a militia, no observers are an armed group."""
        party = mention.actor.party
        if party is None:
            return False
        if head in self.words.has("missions"):
            return mention.actor.party in self.sides.watching
        if head in self.words.has("several_groups"):
            return party in self.crowds or (mention.is_plural and party not in self.states)
        return head not in self.words.has("armed") or party in self.groups

    def _is_side(self, mention: Mention) -> bool:
        """A side by its name, or by the spokesman of an armed group."""
        is_group = mention.kind == "leader" and mention.actor.party in self.groups
        return mention.kind in {"named", "role"} or is_group

    def _of_home(self, marked: Marked) -> list[Mention]:
        """Whose statement it is, where nobody else was named."""
        home = self.floor.home
        return [] if home is None or self.floor.talks else [_issuer(home, marked, -1)]

    def group(self, span: ActorSpan, marked: Marked) -> list[Actor]:
        """The armed group last named, where "the militia" or "the fighters" can only mean it."""
        tokens = marked.sentence.tokens
        head = tokens[span.head].lower
        before = tokens[span.first - 1].lower if span.first else ""
        if {before, tokens[span.first].lower} & self.words.has("opposite"):
            return []
        if span.last < len(tokens) and tokens[span.last].lower in self.words.has("of"):
            return []  # "the military of both sides"
        own = self.floor.own(span.first, span.head, tokens)
        if own is not None and span.country is None:
            return self._one(own, span, marked)
        if not {before, tokens[span.first].lower} & self.words.has("definite"):
            return []
        near = [m for m in self.mentions.before(marked, span) if marked.sentence.index - m.sentence <= _NEAR]
        if head in self.words.has("state_nouns"):
            states = [m for m in near if m.actor.party in self.states]
            return self._one(states[0].actor, span, marked) if states else []
        if head not in self.words.has("group") | self.words.has("groups"):
            return []
        named = (m for m in near if self._is_side(m) and m.actor.party not in self.states)
        armed = [m for m in named if self._can_be(m, head)]
        return self._one(armed[0].actor, span, marked) if armed else self._only_group(head, span, marked)

    def _only_group(self, head: str, span: ActorSpan, marked: Marked) -> list[Actor]:
        """The one armed group that fights, or the one that watches: "the militia" where nobody was named."""
        if head in self.words.has("missions"):
            called = [party for party, names in self.sides.names if head in names]
            return self._parties(called, span, marked) if len(called) == 1 else []
        fighting = [party for party in self.sides.fighting if party in self.groups]
        home = self.floor.home
        if head not in self.words.has("rebels") or len(fighting) != 1:
            return []
        is_own = home is not None and home.party == fighting[0]
        return [] if is_own else self._parties(fighting, span, marked)

    # -- writing

    def _one(self, actor: Actor | None, span: ActorSpan, marked: Marked) -> list[Actor]:
        return [] if actor is None else [self._actor(span, marked, actor.party)]

    def _parties(self, ids: Sequence[str], span: ActorSpan, marked: Marked) -> list[Actor]:
        return [self._actor(span, marked, one) for one in ids]

    def _actor(self, span: ActorSpan, marked: Marked, party: str | None) -> Actor:
        """The span's own words for a party."""
        return marked.actor(span.first, span.last, party)


def _is_at_hand(mention: Mention, marked: Marked) -> bool:
    """Whether "it" can reach so far back: within the paragraph, or one sentence before it."""
    here = marked.sentence
    return mention.paragraph == here.paragraph or here.index - mention.sentence <= 1


def _of_two(earlier: list[Mention], *, first: bool) -> list[Mention]:
    """The former or the latter of those told together last, else of the last two of one sentence."""
    for mention in earlier:
        told = [other for other in earlier if other.group == mention.group]
        if len(told) == 1 and not first:
            told = [other for other in earlier if other.sentence == mention.sentence]
        told.sort(key=lambda one: one.at)
        if len(told) > 1:
            return told[:1] if first else told[-1:]
    return []


def _issuer(home: Actor, marked: Marked, at: int) -> Mention:
    """The issuer of the document as one more who was named."""
    here = marked.sentence
    return Mention(
        home,
        is_plural=False,
        kind="named",
        is_subject=True,
        is_person=False,
        is_one=True,
        sentence=here.index,
        paragraph=here.paragraph,
        at=at,
        group=0,
    )
