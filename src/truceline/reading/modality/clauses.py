"""From a predicate outwards through the clauses that govern it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.shapes import (
    aim,
    is_anybody,
    is_cleft,
    is_of_the_unmade,
    is_part,
    marker_kind,
    noun_over,
    says_which,
    tells_it,
    time_set,
)
from truceline.reading.modality.steps import LONGEST, VERDICTS, Steps
from truceline.reading.modality.telling import Telling, Voice
from truceline.reading.syntax.tree import Node

# Classes of verbs so empty that an infinitive under them tells an aim: "the plan is to attack".
_EMPTY = frozenset({"light", "happen"})
# Classes of verbs that are deeds of speech: they bind somebody and report nothing.
_SPEECH_DEEDS = frozenset({"demand", "bar", "promise", "renounce", "refuse", "threaten", "await"})
# Classes of words of saying: what somebody does not say is open.
_SAID = frozenset({"say", "accuse", "report", "believe"})


@dataclass(slots=True)
class Clauses(Steps, ABC):
    """The chains of one sentence, as far as they lead through clauses."""

    @abstractmethod
    def _under_noun(self, noun: int, role: str, told: Telling, depth: int) -> Telling:
        """The telling of what hangs on a noun, taken up through the noun."""

    def _climbed(self, node: Node, told: Telling, depth: int = 0) -> Telling:
        """The telling of a predicate, taken up through whatever governs its clause."""
        if depth > LONGEST:
            return told
        told = told if depth == 0 and self._gives_word(node) else self._conditioned(node, told)
        told = self.governing.spoken(node.index, told)
        if is_anybody(self.parse, self.governors, node):
            told = told.under(Modality.CONDITIONAL_ANTECEDENT, "anybody")
        over = noun_over(self.parse, self.governors, node)
        return self._under_noun(*over, told, depth) if over is not None else self._clause(node, told, depth)

    def _clause(self, node: Node, told: Telling, depth: int) -> Telling:
        if node.governor is not None and (owed := time_set(self.parse, self.governors, node)) is not None:
            return self._climbed(
                self.parse.nodes[node.governor], told.affected(owed, "a time set"), depth + 1
            )
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
                return self._adverbial(node, self._known(node, told), depth)
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

    def _known(self, node: Node, told: Telling) -> Telling:
        """As in "welcomes the fact that X left": taken for known."""
        is_known = marker_kind(self.parse, self.governors, node) == "fact"
        is_known = is_known and told.modality is Modality.ASSERTED
        return told.under(Modality.PRESUPPOSED, node.marker or "") if is_known else told

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
        if is_remark and voice is not None and self._is_behind(node, voice):
            return told
        return told if voice is not None and voice.by in _SPEECH_DEEDS and is_remark else told.said_by(voice)

    def _is_behind(self, node: Node, voice: Voice) -> bool:
        """As in "X left, Y said, while Z stayed": set beside what was said, behind its speaker."""
        if self.governors.adverbs.get(node.marker or "") != "set_beside" or voice.phrase is None:
            return False
        main = self.parse.nodes[node.governor or 0]
        return main.last <= self.parse.phrases[voice.phrase].first < node.first

    def _complement(self, node: Node, told: Telling, depth: int) -> Telling:
        if node.governor is None:
            return self._headline(node, told)
        main = self.parse.nodes[node.governor]
        if self.governors.markers.get((node.marker or "").lower()) == "what":
            verdict = self.governing.predicate(main, subject=True) if depth else None
            if verdict is not None and verdict.name in VERDICTS:  # "what they put about, that X, is a lie"
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
