"""Whether a word is used as a verb, as a noun, or as a name: what its tag and its neighbours tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.reading.span import Token

_THING = "NN"
_TAGGED = {"N": "noun", "V": "verb"}
_BEFORE_NOUN = frozenset({"DT", "CD", "JJ", "PRP$"})
# All of whom are a "force" to an entry that does not tell them apart.
BODIES = frozenset({"force", "monitor", "leader"})
_WHO = BODIES | {"people"}


class Usage:
    """How the words of one sentence are used."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lowers: Sequence[str],
        tags: Sequence[str] | None,
        known: Mapping[int, str],
        sets: Mapping[str, frozenset[str]],
    ) -> None:
        self.tokens = tokens
        self.lowers = lowers
        self._tags = tags
        self._known = known
        self._sets = sets
        self._particles = tuple(sets["particle"])

    def is_verb(self, at: int, *, is_phrasal: bool = False) -> bool:
        """Whether the word is used as a verb, participles included; "calls on" need not be tagged so."""
        if self._known.get(at) in _WHO and self._tags is not None and self._tags[at][0] == "N":
            return False  # "Velk forces began pulling out", "told monitors"
        if not is_phrasal or self.lowers[at] not in self._sets["both"]:
            return self._use(at) == "verb"
        if at and self._tags is not None and self._tags[at][0] == "N" and self._tags[at - 1] in _BEFORE_NOUN:
            return False  # "flatbed trucks haul guns out"
        return self._told(self.lowers[at], *self._neighbours(at), at) != "noun"

    def is_noun(self, at: int, last: int, *, is_compound: bool) -> bool:
        """Whether the word is used as a noun, and not only to name a topic ("the withdrawal deadline").

        The head of a compound ("missile strikes") is a noun whatever follows.
        """
        if last + 1 < len(self.lowers) and self.lowers[last + 1] in self._sets["topic"]:
            return False
        if at and self.tokens[at].is_capital and self._known.get(at) in BODIES:
            return False  # "the Joint Monitoring Mission"
        return is_compound or self._use(at) == "noun"

    def _use(self, at: int) -> str:
        """Verb or noun: what the lexicon or a telling neighbour says, else the tag, else the likelier."""
        word = self.lowers[at]
        if self._tags is not None and self._tags[at] in {
            "RP",
            "IN",
        }:  # "beat back an attack", "following the deal"
            return "particle"
        if word not in self._sets["both"]:
            is_thing = (
                self._tags is not None and self._tags[at] == _THING and not word.endswith(("ed", "ing"))
            )
            return "noun" if is_thing else self._only(word, at)  # "a positive sign"
        before, after = self._neighbours(at)
        told = self._told(word, before, after, at)
        if told is None and self._tags is not None:
            told = _TAGGED.get(self._tags[at][:1])
        return told or self._likelier(word, before, after, at)

    def _neighbours(self, at: int) -> tuple[str, str]:
        return self.lowers[at - 1] if at else "", self.lowers[at + 1] if at + 1 < len(self.lowers) else ""

    def _told(self, word: str, before: str, after: str, at: int) -> str | None:
        """What a neighbour settles: "will strike", "the strike", "struck the", "strike down"."""
        sets = self._sets
        if word.endswith("ing"):
            if after in sets["topic"] and before not in sets["be"]:  # "a monitoring team"
                return "noun"
            return self._told_ing(before, after)
        if before in sets["modal"] and word.endswith("s") and not word.endswith("ss"):
            return None if before in sets["afresh"] else "noun"  # "visas were denied to monitors"
        if before in sets["modal"] or before in sets["pronoun"]:
            return "verb"
        is_afresh = before == "more" and self.lowers[at - 2 : at - 1] == ["once"]
        is_named = before in sets["determiner"] and not is_afresh
        if is_named or before in sets["preposition"] or before[:1].isdigit():
            return "noun"
        if word.endswith("ed") or word in sets["past"] or before in sets["have"] or after in sets["adverb"]:
            return "verb"
        if after in sets["determiner"] or after in sets["pronoun"] or self.is_name(at + 1):
            return "verb"
        return None

    def _told_ing(self, before: str, after: str) -> str | None:
        sets = self._sets
        if before in sets["be"] or after in sets["determiner"] or after in sets["pronoun"]:
            return "verb"
        return "noun" if before in sets["determiner"] or after in sets["preposition"] else None

    def _likelier(self, word: str, before: str, after: str, at: int) -> str:
        sets = self._sets
        if word.endswith("ing"):
            if before in sets["preposition"] or before in sets["light"]:
                return "verb"
            is_end = not after[:1].isalpha() or after in sets["be"] or after in sets["have"]
            return "noun" if is_end or _is_past(after, sets) else "verb"
        if _is_past(after, sets):
            return "noun"
        if after in sets["preposition"] or after in sets["be"] or after in sets["have"]:
            return "verb" if before in sets["be"] else "noun"
        if not after[:1].isalpha() or not before[:1].isalpha():
            return "verb" if before in sets["be"] else "noun"
        if before in sets["conjunction"]:
            return "verb"
        # "The army shells the town", "forces shell villages": a verb and its subject do not both end in s.
        if self.tokens[at - 1].text.isupper() or before.endswith("s"):
            return "noun" if word.endswith("s") and before.endswith("s") else "verb"
        return "verb" if word.endswith("s") else "noun"

    def _only(self, word: str, at: int) -> str:
        """A word with one form only in the lexicon; after "the" or "in" a verb's form is a thing's name."""
        if word in self._sets["nominal"]:
            return "noun"
        before = self.lowers[at - 1] if at else ""
        if before in self._sets["hyphen"]:  # "rebel"-controlled, the hyphen apart
            return "noun"
        is_base = not word.endswith(("ed", "ing")) and word not in self._sets["past"]
        named = before in self._sets["determiner"] or (before in self._sets["preposition"] and before != "to")
        return "noun" if is_base and named else "verb"

    def is_name(self, at: int) -> bool:
        """A capital inside a sentence, or at its start on a word that is not an everyday one; no weekday."""
        if at >= len(self.tokens):
            return False
        word = self.lowers[at]
        if not self.tokens[at].is_capital:
            return word.startswith(self._particles)
        sets = self._sets
        if word in sets["not_names"]:
            return False
        if at == 0 and self._tags is not None:
            return self._tags[0].startswith("NNP")
        return at > 0 or not (
            word in sets["determiner"] or word in sets["preposition"] or word in sets["pronoun"]
        )


def _is_past(word: str, sets: Mapping[str, frozenset[str]]) -> bool:
    return word.endswith("ed") or word in sets["past"]
