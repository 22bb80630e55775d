"""Codes what a sentence reports as event types of PLOVER, for other people's ontologies and for measuring.

The names are those of the manual of 2016-2018 (FIGHT, DEMAND, DISAPPROVE, INVESTIGATE), which the gold
sentences bear; `truceline.evidence.crosswalk` has the present ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from truceline.evidence.acts import VIOLENT, Act
from truceline.evidence.crosswalk import CROSSWALK
from truceline.reading.acts.finder import ActFinder
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import ActorSpan, ActSpan, Token

_OLD_NAMES = {"REQUEST": "DEMAND", "ACCUSE": "DISAPPROVE"}
_FIGHTING = VIOLENT | {Act.RESTORE_CONTROL, Act.ELIMINATE_ENCLAVE, Act.VIOLATE}
_VERB_GROUP = 6
"""How far the auxiliaries of a verb may stand before it, adverbs and dates between."""
_JOINED = 9
"""How far the future of a verb may stand before the "and" that joins another to it."""
_SENTENCE = 80
"""How far any of this looks: a longer sentence is a list or a damaged text."""


class Coded(NamedTuple):
    """An event type, the words it rests on, and how surely they are the sentence's own event."""

    type: str
    span: ActSpan
    score: float


class Coder:
    """Event types of a sentence, the main clause's first."""

    def __init__(self, finder: ActFinder, lexicon: Lexicon) -> None:
        self._finder = finder
        table: dict[str, Any] = lexicon.table("coding")
        self._sets = {name: frozenset(words(listed)) for name, listed in table.get("sets", {}).items()}
        self._sets |= {name: frozenset(listed.split()) for name, listed in table.get("signs", {}).items()}
        self._weights = {name: float(weight) for name, weight in table.get("weights", {}).items()}
        self._friendly = frozenset(words(table.get("friendly", "")))
        self._spoken = frozenset(words(table.get("spoken", "")))
        self._hostile = frozenset(words(table.get("hostile", "")))

    def code(self, tokens: Sequence[Token], tags: Sequence[str] | None = None) -> list[Coded]:
        """At most two events, the likeliest first; none where no act is found."""
        lowers = [token.lower for token in tokens]
        coded = [
            Coded(kind, span, self._score(span, lowers))
            for span in self._governing(self._finder.find(tokens, tags), lowers)
            if (kind := self._type(span, lowers)) is not None
        ]
        coded.sort(key=lambda one: -one.score)
        return self._chosen(coded)

    def _chosen(self, coded: Sequence[Coded]) -> list[Coded]:
        kept: list[Coded] = []
        for one in coded:
            if all(one.type != other.type for other in kept):
                kept.append(one)
        return [one for one in kept[:2] if one.score >= kept[0].score - self._weights["second_within"]]

    def source(self, coded: Coded, tokens: Sequence[Token], actors: Sequence[ActorSpan]) -> ActorSpan | None:
        """Who does it, of those that bear a country or are a body.

        The agent of a passive, else the first that stands before the event, else the first of all.
        """
        first = coded.span.first
        telling = [actor for actor in actors if actor.country is not None or actor.kind == "body"]
        agents = [one for one in telling if one.first > first and self._is_agent(one.first, first, tokens)]
        if agents:
            return agents[0]
        before = [one for one in telling if one.first < first]
        start = self._clause_start(first, tokens)
        nearer = [one for one in before if one.first >= start]
        # "X says that Y must": the demand is X's.
        ranked = [*before, *telling] if coded.type in self._spoken else [*nearer, *before, *telling]
        return ranked[0] if ranked else None

    def _is_agent(self, at: int, verb: int, tokens: Sequence[Token]) -> bool:
        """Whether the actor stands behind the "by" of the passive at `verb`."""
        if (
            tokens[at - 1].lower not in self._sets["agent"]
            and tokens[at - 2].lower not in self._sets["agent"]
        ):
            return False
        return any(token.lower in self._sets["be"] for token in tokens[max(verb - 3, 0) : verb + 1])

    def _clause_start(self, verb: int, tokens: Sequence[Token]) -> int:
        """Behind the last word of saying's comma or conjunction; the start of the sentence mostly."""
        for at in range(verb - 1, max(verb - 1 - _SENTENCE, -1), -1):
            if tokens[at].lower in self._sets["opener"]:
                return at
        return 0

    # -- which type

    def _type(self, span: ActSpan, lowers: Sequence[str]) -> str | None:
        own = span.plover or self._act_type(span.act)
        if own is None:
            return None
        if own == "ASSAULT" or span.act in {Act.KILL, Act.ATTACK}:
            own = self._armed(own, span, lowers)
        return self._coloured(own, span, lowers)

    @staticmethod
    def _act_type(act: Act | None) -> str | None:
        if act is None:
            return None
        if act in _FIGHTING:
            return "FIGHT"
        codes = CROSSWALK[act]
        if codes.plover == "ACCUSE" and codes.mode == "investigate":
            return "INVESTIGATE"
        return _OLD_NAMES.get(codes.plover or "", codes.plover)

    def _armed(self, own: str, span: ActSpan, lowers: Sequence[str]) -> str:
        """Armies fight; bombs, knives and jailers assault."""
        if span.act is None:
            return own
        if any(word in self._sets["assault"] for word in lowers):
            return "ASSAULT"
        return "FIGHT" if any(word in self._sets["army"] for word in lowers) else own

    def _coloured(self, own: str, span: ActSpan, lowers: Sequence[str]) -> str:
        """What is only foretold is a promise or a threat; what is foretold not to be is refused."""
        group = self._group(span.first, lowers)
        if lowers[max(span.first - 1, 0)] in self._sets["conjunction"]:
            group = self._shared(span.first - 1, lowers)
        negated = any(word in self._sets["negative"] for word in group)
        if any(word in self._sets["must"] for word in group):
            return "DEMAND"
        if any(word in self._sets["future"] for word in group):
            if own in self._friendly:
                return "REJECT" if negated else "AGREE"
            if own in self._hostile:
                return own if negated else "THREATEN"
        if any(word in self._sets["perhaps"] for word in group) and own in self._hostile:
            return "THREATEN"
        return own

    def _group(self, first: int, lowers: Sequence[str]) -> list[str]:
        """Auxiliaries and adverbs that stand before a verb, back to the last word that is neither."""
        group: list[str] = []
        for at in range(first - 1, max(first - 1 - _VERB_GROUP, -1), -1):
            if lowers[at] not in self._sets["auxiliary"]:
                break
            group.append(lowers[at])
        return group

    def _shared(self, conjunction: int, lowers: Sequence[str]) -> list[str]:
        """The auxiliaries of the verb that this one is joined to: "would free the men and open the road"."""
        for at in range(conjunction - 1, max(conjunction - 1 - _JOINED, -1), -1):
            if lowers[at] in self._sets["future"]:
                return [lowers[at], *self._group(at, lowers)]
            if lowers[at] in self._sets["close"]:
                break
        return []

    # -- which event is the sentence's own

    def _governing(self, spans: Sequence[ActSpan], lowers: Sequence[str]) -> list[ActSpan]:
        """Without those that another span governs: what is demanded, refused, agreed to.

        A promise of harm is a threat and gives way to the harm it promises.
        """
        kept: list[ActSpan] = []
        reach = -1
        for place, span in enumerate(spans):
            if span.first < reach:
                continue
            frame = self._finder.frame(span.entry)
            if frame.governs and self._promises_harm(span, spans[place + 1 : place + 2], lowers):
                continue
            kept.append(span)
            if frame.governs:
                reach = self._end_of_clause(span.last, lowers)
        return kept

    def _promises_harm(self, span: ActSpan, following: Sequence[ActSpan], lowers: Sequence[str]) -> bool:
        """`is prepared to impose`: the next act stands right under the promise and is hostile."""
        own = span.plover or self._act_type(span.act)
        if own != "AGREE" or not following or following[0].form != "verb":
            return False
        harm = following[0]
        between = lowers[span.last : harm.first]
        if not all(word in self._sets["auxiliary"] for word in between):
            return False
        return (harm.plover or self._act_type(harm.act)) in self._hostile

    def _end_of_clause(self, start: int, lowers: Sequence[str]) -> int:
        for at in range(start, min(start + _SENTENCE, len(lowers))):
            if lowers[at] in self._sets["close"]:
                return at
        return min(start + _SENTENCE, len(lowers))

    def _score(self, span: ActSpan, lowers: Sequence[str]) -> float:
        """Verbs before nouns, early before late, main clause before what hangs on it."""
        weights = self._weights
        score = weights[span.form] - weights["later"] * span.first / max(len(lowers), 1)
        before = lowers[max(span.first - 1, 0)]
        if span.form == "noun" and any(
            word in self._finder.light for word in lowers[max(span.first - 5, 0) : span.first]
        ):
            score += weights["carried"]
        if self._is_below(span.first, lowers):
            score -= weights["below"]
        if before in self._sets["infinitive"]:
            score -= weights["infinitive"]
        if (
            span.form == "verb"
            and lowers[span.head].endswith("ing")
            and before not in self._sets["auxiliary"]
        ):
            score -= weights["participle"]
        return score

    def _is_below(self, first: int, lowers: Sequence[str]) -> bool:
        """Whether the last opener of a clause or adjunct before the word is a subordinating one."""
        for at in range(first - 1, max(first - 1 - _SENTENCE, -1), -1):
            if lowers[at] in self._sets["subordinate"]:
                return at > 0
            if lowers[at] in self._sets["main"]:
                return False
        return False
