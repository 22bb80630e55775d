"""From a noun outwards: the noun or the verb that it hangs on, or none."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.attributes import attribute
from truceline.reading.modality.clauses import Clauses
from truceline.reading.modality.governors import Effect
from truceline.reading.modality.shapes import equated, raised, told_of, verbless
from truceline.reading.modality.steps import LONGEST, VERDICTS
from truceline.reading.modality.telling import Telling, Voice
from truceline.reading.syntax.tree import Node, Phrase

# Classes of nouns whose content is open once they are denied: no report, no evidence, no fear.
_OPEN = frozenset({"say", "deny", "report", "fear", "rumour", "find", "expect", "doubt", "known"})


@dataclass(slots=True)
class Nouns(Clauses):
    """The chains of one sentence through its nouns, too."""

    def _noun_climbed(self, phrase: int, told: Telling, depth: int) -> Telling:
        if depth > LONGEST:
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
            if told_so.name in VERDICTS:  # "called the report a lie"
                told = told.said_by(self.governing.voice_of(main, "say"))
        told = self._tried(main, told)
        if role == "object" and (is_ := equated(self.parse, self.governors, main, phrase)) is not None:
            effect = is_
        if effect is None:
            return self._by_place(phrase, main, role, told, depth)
        return self._noun_governed(phrase, main, effect, told, depth, subject=subject)

    def _tried(self, main: Node, told: Telling) -> Telling:
        """As in "an attempt to storm the post was repelled": it was tried in earnest."""
        is_aim = told.modality is Modality.INTENDED and told.own < 0
        if not is_aim or f"{self.governing.word(main)}@tried" not in self.governors.verbs:
            return told
        return told._replace(modality=Modality.ASSERTED, aspect="completed")

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


def _owned(effect: Effect, phrase: Phrase, role: str, told: Telling) -> Telling:
    """The telling with whoever the noun belongs to: "X's claim", "the threat of X to attack"."""
    of = tuple(other for preposition, other in phrase.post if preposition == "of" and role == "to")
    whose = of if phrase.owner is None else (phrase.owner,)
    if effect.speaker and whose:
        told = told.said_by(Voice(whose[0]))
    return told.done_by(whose) if effect.doer == "subject" else told
