"""A verb group's own words: tense, modal, negation, adverbs."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.claim import Modality
from truceline.reading.modality.governors import Effect, Governors
from truceline.reading.modality.telling import Telling, Voice
from truceline.reading.syntax.tree import Node, Parse

# An adverb speaks of a verb at most so many words away.
_NEAR = 4
# A label before a colon is no longer, its colon included.
_LONGEST_LABEL = 8
_OPENING = 3
_ASKING = frozenset({"WP", "WP$", "WRB"})
_LINKS = frozenset({"CC", "IN", "RB"})
_FINITE = frozenset({"MD", "VBZ", "VBP", "VBD"})
_SUBJECTS = frozenset({"PRP", "DT", "EX"})
_VERBS = frozenset({"VB", "VBP", "VBZ", "VBD", "MD"})


@dataclass(slots=True)
class Group:
    """Reads the verb groups of one sentence."""

    parse: Parse
    governors: Governors
    asks: bool = False
    """Whether the sentence is a question's turn in a conversation."""

    def own(self, node: Node, told: Telling) -> Telling:
        """Tense, modal, negation and adverbs of the group itself."""
        told = self.adverbs(node, told)
        if node.negated or self.nobody(node, -1, subject=not self._borrows(node)):
            told = told.flipped("not")
        told = self.modal(node, told)
        if self._is_so_called(node):
            told = told.under(Modality.POSSIBLE, "so called")
        if told.aspect is None and node.progressive:
            told = told._replace(aspect="ongoing")
        now = node.tense == "present" and not node.perfect
        return told if told.now == now else told._replace(now=now)

    def ends_asking(self) -> bool:
        return self.parse.tokens[-1].text in {"?", "\u061f"}

    def _asks(self, node: Node) -> bool:
        """Whether the question mark at the end is the clause's own, no quotation's and no later clause's."""
        if any(self._opens_question(at) for at in range(node.last, len(self.parse.tokens) - 2)):
            return False
        return self.asks or not any(last > node.head for _, last in self.parse.quotes)

    def _opens_question(self, at: int) -> bool:
        """Whether a question of its own begins behind a stop: "they left in July, so who is to blame?"."""
        tags = self.parse.tags
        if self.parse.tokens[at].text not in {",", ";", ":"}:
            return False
        at += 1 + (tags[at + 1] in _LINKS)
        inverted = tags[at] in _FINITE and tags[min(at + 1, len(tags) - 1)] in _SUBJECTS
        return tags[at] in _ASKING or inverted

    def _is_so_called(self, node: Node) -> bool:
        """As in 'they "withdrew" from the town': a verb alone between quotation marks."""
        tags = self.parse.tags
        alone = node.last - node.first == 1 and node.first > 0 and node.last < len(tags) - 1
        return alone and tags[node.first - 1] == tags[node.last] == '"' and bool(node.subject)

    def opening(self) -> str | None:
        """The word of doubt that stands before a comma at the head of a sentence: "Supposedly, they left"."""
        tokens = self.parse.tokens
        if len(tokens) < 3 or tokens[1].text != ",":  # noqa: PLR2004 - a word, a comma and a sentence
            return None
        word = tokens[0].lower
        return word if self.governors.adverbs.get(word) == "possible" else None

    def label(self) -> str | None:
        """The word of hearsay in a label: "Rumour of the week: they left", "Unconfirmed: they left"."""
        tokens = self.parse.tokens[:_LONGEST_LABEL]
        colons = [at for at, token in enumerate(tokens) if token.text == ":"]
        if not colons:
            return None
        colon = colons[0]
        if any(tag in _VERBS for tag in self.parse.tags[:colon]):
            return None
        lowers, kind = [token.lower for token in tokens[:colon]], self.governors.adverbs.get
        if lowers and kind(" ".join(lowers)) == "rumour":
            return " ".join(lowers)
        if any(kind(lower) == "vouched" for lower in lowers):
            return None
        return next((lower for lower in lowers[:_OPENING] if kind(lower) == "rumour"), None)

    def _borrows(self, node: Node) -> bool:
        """As in "no tanks were seen leaving", "saw no tanks leave": the subject is denied at the governor."""
        if node.form == "finite" or node.governor is None or not node.subject:
            return False
        main = self.parse.nodes[node.governor]
        return node.subject == main.subject or (node.form == "infinitive" and node.subject == main.object)

    def nobody(self, node: Node, besides: int, *, subject: bool = True) -> bool:
        """Nobody fired, no shot was fired, killed no one: the negation stands in the first noun phrase."""
        phrases = self.parse.phrases
        doers = [at for preposition, at in node.oblique if preposition == "by"] if node.passive else ()
        for around in (node.subject if subject else (), node.object, doers):
            others = [at for at in around if at != besides]
            if others and (phrases[first := min(others)].negated or self.is_none(first)):
                return True
        return False

    def is_none(self, phrase: int) -> bool:
        """Whether a noun phrase is a nothing: nobody, not a single shot."""
        first, tokens = self.parse.phrases[phrase].first, self.parse.tokens
        if self.opens_with_none(phrase):
            return True
        if first == 0 or tokens[first - 1].lower not in self.governors.none_words:
            return False
        return self.governors.adverbs.get(f"{tokens[first - 1].lower} {tokens[first].lower}") == "none"

    def opens_with_none(self, phrase: int) -> bool:
        """Whether the noun phrase itself begins so: "not one violation", "zero violations"."""
        first, tokens = self.parse.phrases[phrase].first, self.parse.tokens
        kind, word = self.governors.adverbs.get, tokens[first].lower
        if word not in self.governors.none_words:
            return False
        if kind(word) == "none":
            after = tokens[first + 1].lower if first + 1 < len(tokens) else ""
            return kind(after) != "bounding"  # "no fewer than nine"
        return first + 1 < len(tokens) and kind(f"{word} {tokens[first + 1].lower}") == "none"

    def _is_no(self, phrase: int) -> bool:
        """Whether a subject is nobody: "no troops", "neither side"."""
        first, kinds = self.parse.phrases[phrase].first, self.governors.adverbs.get
        opening = self.parse.tokens[max(first - 1, 0) : first + 1]
        return self.opens_with_none(phrase) or any(kinds(token.lower) == "negative" for token in opening)

    def modal(self, node: Node, told: Telling) -> Telling:
        """What a question, a modal or a future makes of it."""
        if node.question or (node.relation == "root" and self.ends_asking() and self._asks(node)):
            told = told.under(Modality.POSSIBLE, "question")
            if told.aspect is None and (node.tense == "past" or node.perfect):
                told = told._replace(aspect="completed")
        if self.is_order(node):
            return told.under(Modality.REQUIRED, "order")
        kind = self._kind(node)
        if node.modal == "be to" and (aim := self._aim(node)) is not None:
            return told.affected(*aim)
        if kind == "required" and self.parse.lemmas[node.first] == "to":
            kind = "expected"  # a headline's "Army to withdraw" is no order
        if kind == "required":
            return told.under(Modality.REQUIRED, node.modal or "")
        if kind == "possible":
            return self._possible(node, told)
        return self._foretold(node, told, kind)

    def _foretold(self, node: Node, told: Telling, kind: str | None) -> Telling:
        """What "will" and "would" make of it."""
        if kind in {"conditional", "expected"} and self._is_else(node):
            return told.under(Modality.CONDITIONAL, "or")
        if kind == "conditional":
            return told._replace(would=True).under(
                Modality.CONDITIONAL if node.perfect else Modality.EXPECTED, "would"
            )
        if kind == "expected" or (node.modal is None and node.tense == "future"):
            return told._replace(foretold=True).under(Modality.EXPECTED, node.modal or "future")
        return told

    def _is_else(self, node: Node) -> bool:
        """As in "they must leave, or we will attack": what follows where the duty is not done."""
        link = self.governors.markers.get((node.marker or "").lower())
        if link != "either" or node.relation != "coordinate" or node.governor is None:
            return False
        first = self.parse.nodes[node.governor]
        return self._kind(first) == "required" or self.is_order(first)

    def _aim(self, node: Node) -> tuple[Effect, str] | None:
        """The goal is to restore control: what the subject that "is to" explains does to it."""
        lemmas = [self.parse.lemmas[self.parse.phrases[at].head] for at in node.subject]
        effects = ((self.governors.noun(lemma, ("to",)), lemma) for lemma in lemmas)
        return next(
            ((one, lemma) for one, lemma in effects if one is not None and one.modality is not None), None
        )

    def _kind(self, node: Node) -> str | None:
        """What the modal of a group makes of it; "we shall" is no duty."""
        kind = self.governors.modals.get(node.modal or "")
        return "expected" if kind == "required" and self._is_own_future(node) else kind

    def _is_own_future(self, node: Node) -> bool:
        """As in "we shall not leave", "our men shall stay": what the speaker means to do."""
        kinds = self.governors.adverbs
        firsts = (self.parse.tokens[self.parse.phrases[at].first].lower for at in node.subject)
        return kinds.get(node.modal or "") == "own_future" and any(
            kinds.get(lower) == "self" for lower in firsts
        )

    def is_order(self, node: Node) -> bool:
        """Withdraw at once, do not shoot: a bare verb with no subject, or one behind a colon."""
        tags = self.parse.tags
        if node.form == "infinitive" and tags[node.first] == "VB" and node.first:
            return tags[node.first - 1] == ":"  # "I say: let them watch it"
        told = node.relation in {"root", "quoted", "reported", "coordinate"} and node.form == "finite"
        return told and not node.subject and node.modal is None and self.parse.tags[node.head] == "VB"

    def _possible(self, node: Node, told: Telling) -> Telling:
        """`could not reach` did not; `may have shelled` may lie in the past."""
        if node.modal in {"could", "can"} and node.negated and not node.perfect:
            return told.step("could not")
        if node.perfect:
            told = told._replace(aspect="completed")
        elif node.modal == "may" and any(self._is_no(one) for one in node.subject):
            return told.under(Modality.REQUIRED, "may")  # "neither side may open fire"
        return told.under(Modality.POSSIBLE, node.modal or "")

    def is_doubted(self, node: Node) -> bool:
        """Whether an adverb beside the verb leaves it open: "allegedly show"."""
        words = (self.parse.tokens[place].lower for place in node.adverbs)
        return any(self.governors.adverbs.get(word) == "possible" for word in words)

    def _nominal(self, node: Node, told: Telling) -> Telling:
        """As in "left on paper only"."""
        for preposition, phrase in node.oblique:
            words = f"{preposition} {self.parse.tokens[self.parse.phrases[phrase].head].lower}"
            if self.governors.adverbs.get(words) == "nominal":
                told = told.under(Modality.POSSIBLE, words)
        return told

    def adverbs(self, node: Node, told: Telling) -> Telling:
        """What adverbs in or round the group add."""
        told = self._nominal(node, told)
        for place in node.adverbs:
            if not node.first - _NEAR <= place < node.last + _NEAR:
                continue  # what stands farther off belongs to another word
            word = self.parse.tokens[place].lower
            match self.governors.adverbs.get(word):
                case "possible":
                    told = told.under(Modality.POSSIBLE, word)
                    if told.aspect is None and (
                        node.tense == "past" or node.perfect or node.form == "participle"
                    ):
                        told = told._replace(aspect="completed")
                case "nearly" if place < node.last and place >= node.head - 1:
                    told = told.flipped(word)
                case "hearsay":
                    told = told.said_by(Voice(None, place, place + 1)).step(word)
                case "habitual":
                    told = told._replace(aspect="habitual")
                case "ongoing" if node.tense == "present" and told.aspect is None and not node.perfect:
                    told = told._replace(aspect="ongoing")
                case "not_started" if node.negated or any(self.is_none(one) for one in node.subject):
                    told = told._replace(aspect="not_started")
                case _:
                    pass
        return told
