"""From an act outwards: its own verb group, then every clause and noun that governs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.attributes import attribute, is_any, points_back, postposed
from truceline.reading.modality.governing import Governing
from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.modality.group import Group
from truceline.reading.modality.shapes import (
    aim,
    equated,
    in_quotes,
    is_anybody,
    is_cleft,
    is_of_the_unmade,
    is_part,
    marker_kind,
    not_done,
    noun_over,
    raised,
    says_which,
    stipulating,
    tells_it,
    told_of,
    verbless,
)
from truceline.reading.modality.telling import Telling, Voice
from truceline.reading.syntax.tree import Node, Parse, Phrase

# A chain longer than this is a damaged parse, not English.
_LONGEST = 24
# Classes of verbs that give a word or ask for one: done by saying so.
_WORDS_GIVEN = frozenset({"promise", "plan", "threaten", "demand", "refuse", "warn"})
# Classes of verbs so empty that an infinitive under them tells an aim: "the plan is to attack".
_EMPTY = frozenset({"light", "happen"})
# Classes of words with which one announces what one is about to say.
_WISHES = frozenset({"plan", "manage", "need"})
# Classes of verbs that tell of the noun behind them.
_TELLING = frozenset({"record", "say", "accuse"})
# Words that open a clause on a deed or a thing.
_OF_DEEDS = frozenset({"which", "that", "where"})
# Classes of verbs that are deeds of speech: they bind somebody and report nothing.
_SPEECH_DEEDS = frozenset({"demand", "bar", "promise", "renounce", "refuse", "threaten", "await"})
# Classes of nouns whose content is open once they are denied: no report, no evidence, no fear.
_OPEN = frozenset({"say", "deny", "report", "fear", "rumour", "find", "expect", "doubt", "known"})
# Classes of words of saying: what somebody does not say is open.
_SAID = frozenset({"say", "accuse", "report", "believe"})
# Classes of what somebody calls a report or a deed, which is that somebody's word.
_VERDICTS = frozenset({"untrue", "true", "match", "nothing", "alleged", "fear"})
# Classes of words that say of what a mere report tells whether it is so: confirm it, deny it, call it true.
_RULING = frozenset({"find", "true", "match", "known", "beside", "untrue", "deny"})
# Classes of verbs that tell no more than that the deed of their noun is done, goes on or ends.
_CARRYING = frozenset({"light", "happen", "begin", "go_on", "stop"})


@dataclass(slots=True)
class Chain:
    """The reader of one sentence's chains."""

    parse: Parse
    governors: Governors
    group: Group
    governing: Governing
    conditions: Mapping[int, Node]
    """The condition that hangs on each predicate, where one does."""

    @classmethod
    def of(cls, parse: Parse, governors: Governors, *, asks: bool = False) -> Chain:
        """The chains of a sentence; `asks` where it stands in a question's turn of a conversation."""
        group = Group(parse, governors, asks)
        conditions: dict[int, Node] = {}
        chain = cls(parse, governors, group, Governing(parse, governors, group), conditions)
        for node in parse.nodes:
            if node.governor is not None and node.relation == "adverbial" and chain.is_antecedent(node):
                conditions[node.governor] = node
        return chain

    def of_verb(self, index: int) -> Telling:
        """How the act of a predicate is told."""
        node = self.parse.nodes[index]
        told = self.group.own(node, Telling())
        if node.passive and node.predicate is not None:  # "were feared dead", "are presumed killed"
            feared = self.governors.verb(node.lemma, (), ("passive",))
            if feared is not None and feared.modality is Modality.POSSIBLE:
                told = told._replace(aspect="completed").affected(feared, node.lemma)
        text = stipulating(self.parse, self.governors, node)
        if text is not None and told.is_fact:
            told = told.under(Modality.REQUIRED, text)
        told = self._settled(self._climbed(node, told), is_past=node.tense == "past" or node.perfect)
        if not told.is_fact and not_done(self.parse, node):
            told = told._replace(modality=Modality.ASSERTED, negative=True, aspect="completed").step(
                "did not"
            )
        return told

    def of_noun(self, phrase: int) -> Telling:
        """How the act that a noun phrase names is told."""
        told = Telling(own=phrase)
        if self.parse.phrases[phrase].negated or self.group.opens_with_none(phrase):
            told = told.flipped("no")
        effort = self.governors.noun(self.parse.lemmas[self.parse.phrases[phrase].head])
        if effort is not None and effort.name == "try":
            told = told.affected(effort, "attempt")  # "an infiltration attempt"
        told = self._laid_down(self._noun_climbed(phrase, told, 0))
        if told.is_fact and not told.negative and in_quotes(self.parse, phrase):
            told = told.affected(self.governors.effects["alleged"], "so called")
        told = self._settled(told, is_past=False)
        named = attribute(self.parse, self.governors, phrase, told.path)
        named = named or postposed(self.parse, self.governors, phrase, told.path)
        is_past = told.negative and not self.parse.phrases[phrase].negated  # "nothing came of the promised"
        if named is not None and not (is_past and named[0].aspect == "not_started"):
            return told.affected(*named)
        if told.is_fact and not told.negative and is_any(self.parse, self.governors, phrase):
            return told.under(Modality.POSSIBLE, "any")
        if (
            told.modality is Modality.ASSERTED
            and not told.negative
            and points_back(self.parse, self.governors, phrase)
        ):
            return told.under(Modality.PRESUPPOSED, "told before")
        return told

    def _laid_down(self, told: Telling) -> Telling:
        """As in "under the deal, the parties hold talks": what the verb of the noun lays down."""
        if not told.is_fact:
            return told
        carriers = (self.parse.nodes[node] for node, name in told.path if name in _CARRYING)
        texts = (stipulating(self.parse, self.governors, node) for node in carriers)
        text = next((one for one in texts if one is not None), None)
        return told if text is None else told.under(Modality.REQUIRED, text)

    def _settled(self, told: Telling, *, is_past: bool) -> Telling:
        """What stays open at the end: a mere report that nobody vouches for, a doubt about the past."""
        ruled = any(name in _RULING for _, name in told.path)
        label = self.group.label() if told.is_fact and not ruled else None
        if label is not None:
            return told.affected(self.governors.effects["alleged"], label)
        if told.unproved and told.is_fact and not ruled:
            return told.affected(self.governors.effects["alleged"], "only told of")
        if is_past and told.modality is Modality.POSSIBLE and told.aspect is None:
            return told._replace(aspect="completed")
        return told

    # -- clauses above

    def _climbed(self, node: Node, told: Telling, depth: int = 0) -> Telling:
        """The telling of a predicate, taken up through whatever governs its clause."""
        if depth > _LONGEST:
            return told
        told = told if depth == 0 and self._gives_word(node) else self._conditioned(node, told)
        told = self.governing.spoken(node.index, told)
        if is_anybody(self.parse, self.governors, node):
            told = told.under(Modality.CONDITIONAL_ANTECEDENT, "anybody")
        over = noun_over(self.parse, self.governors, node)
        return self._under_noun(*over, told, depth) if over is not None else self._clause(node, told, depth)

    def _clause(self, node: Node, told: Telling, depth: int) -> Telling:
        match node.relation:
            case "root" | "quoted":
                return self._headline(node, told)
            case "coordinate":
                return self._coordinated(node, told, depth)
            case "relative":
                return self._relative(node, told, depth)
            case "gerund" if marker_kind(self.parse, self.governors, node) == "negative":
                return self._left_out(node, told, depth)
            case "adverbial":
                return self._adverbial(node, told, depth)
            case "noun_complement" if (beside := aim(self.parse, self.governors, node)) is not None:
                return self._voices_above(node, told.affected(beside, "to"), depth)
            case _:
                return self._complement(node, told, depth)

    def _relative(self, node: Node, told: Telling, depth: int) -> Telling:
        """A clause on a noun tells a fact of its own, unless the noun is not there yet."""
        if tells_it(self.parse, node):
            return self._complement(node, told, depth)
        if node.governor is not None and is_cleft(self.parse, node):
            told = self.group.own(self.parse.nodes[node.governor], told)
            told = told.under(Modality.POSSIBLE, "question") if self.group.ends_asking() else told
            return self._voices_above(node, told, depth)
        if node.governor is not None and is_of_the_unmade(self.parse, node):
            above = self._above(self.parse.nodes[node.governor], depth)
            if not above.is_fact:
                told = told.under(above.modality, "of what is not there yet")
        if told.modality is Modality.ASSERTED and not told.negative and says_which(self.parse, node):
            told = told.under(Modality.PRESUPPOSED, "says which")
        return self._voices_above(node, told.said_by(self._teller(node)), depth)

    def _teller(self, node: Node) -> Voice | None:
        """As in "reported an attack in which two died": whoever tells of it tells what is said of it."""
        if node.governor is None or node.noun is None or node.marker not in _OF_DEEDS:
            return None
        main = self.parse.nodes[node.governor]
        effect = self.governing.verb(main, (), ("np",))
        if effect is None or effect.name not in _TELLING:
            return None
        phrases = self.parse.phrases
        behind = (*main.oblique, *(far for at in main.object for far in phrases[at].post))
        told = [phrase for role, phrase in behind if role == "of"]
        told += main.object if effect.name != "accuse" else ()
        return self.governing.voice_of(main, effect.name) if node.noun in told else None

    def _left_out(self, node: Node, told: Telling, depth: int) -> Telling:
        """Without withdrawing, instead of attacking: not done, if what was done instead is a fact."""
        is_said = any(name in _SAID for _, name in told.path)  # "without saying that", "short of accusing"
        marker = node.marker or ""
        told = told.under(Modality.POSSIBLE, marker) if is_said else told.flipped(marker)
        if node.governor is not None:
            main = self.parse.nodes[node.governor]
            above = self._above(main, depth)
            if above.negative or not above.is_fact:
                told = told.under(Modality.POSSIBLE, self.governing.word(main))
        return self._voices_above(node, told, depth)

    def _above(self, main: Node, depth: int) -> Telling:
        """How a governing clause itself is told."""
        return self._climbed(main, self.group.own(main, Telling()), depth + 1)

    def _headline(self, node: Node, told: Telling) -> Telling:
        """A headline's bare infinitive is a future: "Army to withdraw"."""
        if marker_kind(self.parse, self.governors, node) == "expected":
            told = told.under(Modality.EXPECTED, node.marker or "")  # "Not before they leave"
        opening = self.group.opening()
        if opening is not None and node.governor is None:
            told = told.under(Modality.POSSIBLE, opening)
        if node.form == "infinitive" and node.governor is None and node.marker == "to":
            return told._replace(foretold=True).under(Modality.EXPECTED, "to")
        return told

    def _conditioned(self, node: Node, told: Telling) -> Telling:
        """A main clause hangs on the if-clause under it, unless it tells what is past."""
        if (node.tense == "past" or node.perfect) and node.modal is None:
            return told  # "has left Esk, which, if true, ..."
        condition = self.conditions.get(node.index)
        if condition is not None:
            return told.under(Modality.CONDITIONAL, condition.marker or "if")
        case = next((p for p, _ in node.oblique if self.governors.prepositions.get(p) == "antecedent"), None)
        return told if case is None else told.under(Modality.CONDITIONAL, case)

    def _gives_word(self, node: Node) -> bool:
        """Threatens, promises, demands it now, whatever it hangs on: only its content is conditional."""
        effect = self.governors.verb(node.lemma, (node.particle or "",), ("np", "to"))
        return node.modal is None and effect is not None and effect.name in _WORDS_GIVEN

    def is_antecedent(self, node: Node) -> bool:
        """Whether the clause is a condition."""
        return marker_kind(self.parse, self.governors, node) == "antecedent"

    def _adverbial(self, node: Node, told: Telling, depth: int) -> Telling:
        kind = marker_kind(self.parse, self.governors, node)
        marker = node.marker or ""
        match kind:
            case "antecedent":
                told = self._bargained(node, told.under(Modality.CONDITIONAL_ANTECEDENT, marker))
            case "possible":
                told = told.under(Modality.POSSIBLE, marker)
            case "negative":
                told = told.flipped(marker)
            case "expected" if node.tense != "past":
                told = told.under(Modality.EXPECTED, marker)
            case "purpose":
                told = told.under(Modality.INTENDED, marker)
            case "known":
                pass
            case _ if node.form == "infinitive":
                told = told.under(Modality.INTENDED, "to")
            case _ if node.form == "gerund" and is_part(self.parse, node):
                return self._complement(node, told, depth)
            case _ if node.form in {"gerund", "participle"} and node.governor is not None:
                return self._with_main(node, told, depth)
        return self._voices_above(node, told, depth)

    def _bargained(self, node: Node, told: Telling) -> Telling:
        """A condition put to a threat, a promise or a demand is put by whoever makes it."""
        main = None if node.governor is None else self.parse.nodes[node.governor]
        effect = None if main is None else self.governing.verb(main, (), ("np", "to"))
        if main is None or effect is None or not effect.speaker or effect.modality is None:
            return told
        return told.said_by(self.governing.voice_of(main, effect.name))

    def _with_main(self, node: Node, told: Telling, depth: int) -> Telling:
        """A trailing participle is as real as its main clause: ", killing nine civilians"."""
        assert node.governor is not None
        main = self.parse.nodes[node.governor]
        told = told.done_by(main.subject)
        above = self._above(main, depth)
        if not above.is_fact:
            told = told.under(above.modality, self.governing.word(main))
        if above.negative:
            told = told.flipped(self.governing.word(main))
        return told.said_by(above.voice)

    def _coordinated(self, node: Node, told: Telling, depth: int) -> Telling:
        """A conjunct is governed by what governs the first one, and shares its auxiliaries if it has none."""
        if node.governor is None:
            return told
        first = self.parse.nodes[node.governor]
        link = self.governors.markers.get((node.marker or "").lower())
        shares = self._shares(node, first)
        if shares:
            told = self.group.modal(first, told)
        either = first.negated and (shares or (link == "either" and self._is_bare(node, first)))
        if not node.negated and (either or (link == "neither" and not told.negative)):
            told = told.flipped("not")
        return self._climbed(first, told, depth + 1)

    def _is_bare(self, node: Node, first: Node) -> bool:
        """Whether a conjunct has no auxiliary and no subject of its own, and the first one has."""
        bare = node.first == node.head and node.modal is None and first.first < first.head
        return bare and (not node.subject or node.subject == first.subject)

    def _shares(self, node: Node, first: Node) -> bool:
        tags = self.parse.tags
        if tags[first.head] == "VB" and tags[node.head] != "VB":  # "did not retreat but attacked"
            return False
        if not self._is_bare(node, first) or (node.form != first.form and node.form == "finite"):
            return False
        # A participle and a past tense look alike: "may have attacked and shelled".
        return node.tense in (None, first.tense) or (first.perfect and first.modal is not None)

    def _voices_above(self, node: Node, told: Telling, depth: int) -> Telling:
        """Only who speaks is taken from above: the clause tells a fact of its own.

        A demand or a promise does not say what its relative clauses and those of time tell.
        """
        if node.governor is None or told.voice is not None:
            return told
        voice = self._climbed(self.parse.nodes[node.governor], Telling(), depth + 1).voice
        is_remark = node.relation == "relative" or (
            node.relation == "adverbial" and node.form == "finite" and not self.is_antecedent(node)
        )
        return told if voice is not None and voice.by in _SPEECH_DEEDS and is_remark else told.said_by(voice)

    # -- complements

    def _complement(self, node: Node, told: Telling, depth: int) -> Telling:
        if node.governor is None:
            return self._headline(node, told)
        main = self.parse.nodes[node.governor]
        if self.governors.markers.get((node.marker or "").lower()) == "what":
            verdict = self.governing.predicate(main, subject=True) if depth else None
            if verdict is not None and verdict.name in _VERDICTS:  # "what they put about, that X, is a lie"
                return self._climbed(main, self.governing.governed(main, verdict, told), depth + 1)
            told = told.under(Modality.PRESUPPOSED, node.marker or "")
            return self._voices_above(node, told, depth)
        if marker_kind(self.parse, self.governors, node) == "possible":
            told = told.under(Modality.POSSIBLE, node.marker or "")
        kinds = _kinds(node, main)
        effect = self.governing.adjective(main, node) or self.governing.verb(
            main, (node.marker or "",), kinds
        )
        if self._is_courtesy(node, main, effect, told):
            return self._climbed(main, told, depth + 1)
        aims = node.form == "infinitive" and not node.perfect and self.parse.tags[node.first] == "TO"
        if effect is None or (aims and effect.name in _EMPTY):
            if aims:
                told = told.under(Modality.INTENDED, "to")
            elif node.form == "gerund" and node.first < main.first and main.tense == "present":
                told = told.under(Modality.POSSIBLE, "a deed in general")
            return self._climbed(main, self.governing.ungoverned(main, told), depth + 1)
        return self._climbed(main, self.governing.governed(main, effect, told), depth + 1)

    def _is_courtesy(self, node: Node, main: Node, effect: Effect | None, told: Telling) -> bool:
        """As in "I wish to inform you that X left": said by saying that one wants to say it."""
        is_said = bool(told.path) and told.path[-1] == (node.index, "say") and told.own < 0
        if node.form != "infinitive" or main.negated or not is_said:
            return False  # "plan to announce the withdrawal": what is still to be said may be to come
        firsts = (self.parse.tokens[self.parse.phrases[at].first].lower for at in main.subject)
        is_self = any(self.governors.adverbs.get(lower) == "self" for lower in firsts)
        return is_self and (effect is None or effect.name in _WISHES)

    # -- nouns

    def _noun_climbed(self, phrase: int, told: Telling, depth: int) -> Telling:
        if depth > _LONGEST:
            return told
        hangs_on = self.parse.attachment(phrase)
        if hangs_on is None:
            return self._loose(phrase, told, depth)
        kind, index, role = hangs_on
        if kind == "phrase":
            return self._under_noun(index, role, told, depth)
        if (over := told_of(self.parse, self.governors, index, role)) is not None:
            return self._under_noun(over, role, told, depth)
        return self._under_verb(phrase, index, role, told, depth)

    def _loose(self, phrase: int, told: Telling, depth: int) -> Telling:
        """A noun that nothing governs: its clause's subject, if a verb follows with no sign between."""
        it = self.parse.phrases[phrase]
        after = [node for node in self.parse.nodes if node.first >= it.last and node.form == "finite"]
        nearest = min(after, key=lambda node: node.first, default=None)
        if nearest is not None and all(
            self.parse.tags[at][:1].isalpha() for at in range(it.last, nearest.first)
        ):
            return self._under_verb(phrase, nearest.index, "subject", told, depth + 1)
        before = self.parse.tokens[it.first - 1].lower if it.first else ""
        if self.governors.prepositions.get(before) == "negative":
            told = told.flipped(before)  # "Without shelling the town, ..."
        if (verdict := verbless(self.parse, self.governors, phrase)) is not None:
            told = told.affected(verdict, "called").passed(-1, verdict.name)
        elif told.hearsay and told.is_fact:  # "a claim that ...", and nothing tells what became of it
            told = told.under(Modality.POSSIBLE, "only told of")
        return self.governing.spoken(-1, told)

    def _under_noun(self, noun: int, role: str, told: Telling, depth: int) -> Telling:
        phrase = self.parse.phrases[noun]
        lemma = self.parse.lemmas[phrase.head]
        kinds = (f"{role}@definite", role) if told.own >= 0 and self._is_definite(told.own) else (role,)
        effect = self.governors.noun(lemma, kinds) if role != "'s" else None
        if self.governors.prepositions.get(f"{lemma} {role}") == "topic":
            told = told._replace(topic=True)
        if effect is None and role not in {"of", "'s", "apposition", "to", "that"}:
            beside = self._under_preposition(role, told)
            if beside is not told:
                return beside.said_by(self._noun_climbed(noun, Telling(), depth + 1).voice)
        if effect is not None:
            told = _owned(effect, phrase, role, told.affected(effect, lemma))
        if effect is not None and effect.name in _OPEN:
            is_rumour = effect.name == "rumour" and told.steps[-1:] == (f"{lemma}: possible",)
            named = attribute(self.parse, self.governors, noun, ())  # "unconfirmed reports that ..."
            told = told if named is None else told.affected(*named)
            told = told._replace(
                hearsay=True,
                rumoured=told.rumoured or is_rumour,
                unproved=told.unproved or (effect.name == "report" and phrase.owner is None),
            )
        if phrase.negated or self.group.is_none(noun):
            told = told.denied(f"no {lemma}")._replace(own=noun)
        return self._noun_climbed(noun, told, depth + 1)

    def _under_verb(self, phrase: int, index: int, role: str, told: Telling, depth: int) -> Telling:
        main = self.parse.nodes[index]
        subject = role == "subject"
        if subject and (inner := raised(self.parse, main)) is not None:
            return self._under_verb(phrase, inner, role, told, depth + 1)
        if role in {"subject", "object"}:
            said = ("said",) if told.hearsay else ()
            if self.governors.markers.get((main.marker or "").lower()) == "what":
                said = (*said, "what")  # "what they call a withdrawal"
            kinds: tuple[str, ...] = ("subject",) if subject else ("np",)
            if subject and main.passive:
                kinds = ("np", "past") if main.tense == "past" else ("np",)
            if "np" in kinds and self._is_definite(phrase):
                kinds = ("np_definite", *kinds)
            effect = self.governing.predicate(main, subject=subject) or self.governing.verb(
                main, (), (*said, *kinds, main.tense or "")
            )
        else:
            effect = self.governing.idiom(main, role)
        if role == "object" and (told_so := self.governing.complement(main, phrase)) is not None:
            effect = told_so
            if told_so.name in _VERDICTS:  # "called the report a lie"
                told = told.said_by(self.governing.voice_of(main, "say"))
        if role == "object" and (is_ := equated(self.parse, self.governors, main, phrase)) is not None:
            effect = is_
        if effect is None:
            return self._by_place(phrase, main, role, told, depth)
        return self._noun_governed(phrase, main, effect, told, depth, subject=subject)

    def _noun_governed(
        self, phrase: int, main: Node, effect: Effect, told: Telling, depth: int, *, subject: bool
    ) -> Telling:
        if told.modality is Modality.PRESUPPOSED and effect.trend is not None:
            return self._climbed(main, told, depth + 1)  # "the toll from the shelling rose"
        if effect.open is not None and (left := self._left_open(main, effect, told, depth)) is not None:
            return self._voices_above(main, self.governing.spoken(main.index, left), depth)
        if effect.modality is Modality.PRESUPPOSED:
            told = told.passed(main.index, effect.name)
            if not self._is_definite(phrase) and self.governing.is_denied(main, told):
                told = told.denied("not")
            if not self._is_definite(phrase):
                return self._climbed(
                    main, self.group.modal(main, told.step(self.governing.word(main))), depth + 1
                )
            told = told.affected(effect, self.governing.word(main))
            return self._voices_above(main, self.governing.spoken(main.index, told), depth)
        after = self.governing.governed(main, effect, told, subject=subject and not main.passive)
        return self._climbed(main, after, depth + 1)

    def _left_open(self, main: Node, effect: Effect, told: Telling, depth: int) -> Telling | None:
        """Will verify the withdrawal, has not confirmed it: nobody vouches for the act yet."""
        above = self._above(main, depth)
        if not above.is_fact and effect.open is not None:
            return told.under(effect.open, self.governing.word(main))
        if above.negative and effect.negated is not None:
            return told.affected(effect.negated, f"not {self.governing.word(main)}")
        return None

    def _by_place(self, phrase: int, main: Node, role: str, told: Telling, depth: int) -> Telling:
        """No governing word: the noun is told along with its clause, or taken for known in a side remark."""
        if role not in {"subject", "object", "by"} and not told.hearsay:
            told = self._under_preposition(self._told_open(main, role, depth), told)
            if told.modality is Modality.PRESUPPOSED or not told.is_fact:
                return self._voices_above(main, self.governing.spoken(main.index, told), depth)
        is_ahead = main.form != "finite" or main.modal is not None or main.tense == "future"
        if role == "object" and self._is_definite(phrase) and not is_ahead:
            told = told.under(Modality.PRESUPPOSED, self.governing.word(main))
            return self._voices_above(main, self.governing.spoken(main.index, told), depth)
        return self._climbed(main, self.governing.ungoverned(main, told), depth + 1)

    def _told_open(self, main: Node, role: str, depth: int) -> str:
        """The preposition, marked where what it follows has not happened: "begins after the withdrawal"."""
        if f"{role}@open" not in self.governors.prepositions:
            return role
        above = self._above(main, depth)
        return role if above.is_fact else f"{role}@open"

    def _under_preposition(self, role: str, told: Telling) -> Telling:
        match self.governors.prepositions.get(role):
            case "known":
                return told.under(Modality.PRESUPPOSED, role) if told.is_fact else told
            case "expected":
                return told.under(Modality.EXPECTED, role)
            case "negative":
                return told.flipped(role)
            case "antecedent":
                return told.under(Modality.CONDITIONAL_ANTECEDENT, role)
            case "possible":
                return told.under(Modality.POSSIBLE, role)
            case "purpose":
                return told.under(Modality.INTENDED, role)
            case "topic":
                return told.under(Modality.POSSIBLE, role)._replace(topic=True)
            case _:
                return told

    def _is_definite(self, phrase: int) -> bool:
        """Whether the phrase points at something taken for known: the, this, its, X's."""
        it = self.parse.phrases[phrase]
        if it.owner is not None:
            return True
        first = self.parse.tokens[it.first].lower
        return first in {"the", "this", "these", "that", "those", "such", "its", "their", "his", "her", "our"}


def _owned(effect: Effect, phrase: Phrase, role: str, told: Telling) -> Telling:
    """The telling with whoever the noun belongs to: "X's claim", "the threat of X to attack"."""
    of = tuple(other for preposition, other in phrase.post if preposition == "of" and role == "to")
    whose = of if phrase.owner is None else (phrase.owner,)
    if effect.speaker and whose:
        told = told.said_by(Voice(whose[0]))
    return told.done_by(whose) if effect.doer == "subject" else told


def _kinds(node: Node, main: Node) -> tuple[str, ...]:
    """What kind of complement a clause is to its governor, narrowest first."""
    if node.relation == "gerund" or node.form == "gerund":
        return ("ing",)
    if node.form == "participle" and main.object:
        return ("object_to", "to")
    if node.form == "infinitive":
        now = ("present_to",) if main.tense == "present" and not main.perfect else ()
        others = main.object or (main.subject if main.passive else ())
        if others and (node.subject == others or (main.object and node.subject != main.subject)):
            return (*now, "object_to", "to")
        return (*now, "to_self", "to")
    if node.marker in {"whether", "if"}:
        return ("whether", "that")
    is_told = node.modal is None and (node.tense == "past" or node.perfect or node.progressive)
    return ("fact", "that") if is_told else ("that",)  # "swears that they have left" promises nothing
