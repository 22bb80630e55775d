"""What stands around a token: the tags already given before it and what is known of the words after it."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading.span import Token
from truceline.reading.syntax.tagger.tagset import (
    BARE,
    END,
    ENDS,
    FRONT,
    NOUNS,
    OPENERS,
    SHORTEST_CLAUSE,
    SUBJECT_OPENERS,
    VERBS,
)
from truceline.reading.syntax.words import Entry, Words

_NONE: set[int] = set()
# Words of a denial in front of its auxiliary: "under no circumstances whatsoever".
_LONGEST_FRONT = 6
# How far before a bare verb the verb may stand that takes it; beyond the first only nouns may part them.
_NEAR_OBJECT, _LONGEST_OBJECT = 5, 13
_IN_OBJECT = NOUNS | {"DT", "JJ", "CD", "IN", "CC", "PRP$", "POS", "HYPH"}


class Context:
    """One sentence while its tags are being decided, from left to right."""

    def __init__(
        self,
        tokens: Sequence[Token],
        words: Words,
        entries: list[Entry],
        named: frozenset[int],
        joins: dict[int, tuple[int, str]],
    ) -> None:
        self.tokens = tokens
        self.words = words
        self.entries = entries
        self.named = named
        """Tokens of names somebody else found."""
        self.articles = words.has("articles")
        self.tags: list[str] = []
        self.auxiliary = ""
        """The auxiliary whose verb is still to come: md, to, be, have, do, get."""
        self.markers = words.has("content_markers")
        self.openers = words.has("markers")
        self.also_prepositions = words.has("also_prepositions")
        self.contrast = words.has("contrast_conjunctions")
        self.joined_markers = {end - 1 for end, kind in joins.values() if kind == "CS"} if joins else _NONE
        """Last tokens of words that open a clause together: "in case", "as soon as"."""
        others = [(at, end) for at, (end, kind) in joins.items() if kind != "CS"]
        self.joined_others = {one for at, end in others for one in range(at, end)} if others else _NONE
        sure = words.has("sure_markers")
        self.has_marker = bool(self.joined_markers) or not sure.isdisjoint([token.lower for token in tokens])
        self.inverted = ""
        """The auxiliary that stands before its subject and still waits for its verb: md, have, be, do."""

    def next(self, at: int) -> Entry:
        """The entry after a token, adverbs in -ly skipped."""
        entries = self.entries
        for ahead in range(at + 1, min(at + 5, len(entries))):
            entry = entries[ahead]
            if entry.tags[0] != "RB" or entry.kind != "u":
                return entry
        return END

    def opens_phrase(self, at: int) -> bool:
        """Whether a noun phrase seems to begin after the token: what a verb's object would do."""
        entry = self.next(at)
        return entry.tags[0] in OPENERS and entry.kind != "s"

    def word(self, at: int) -> str:
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def has_later_verb(self, at: int) -> bool:
        """Whether a sure verb follows within the sentence's next words."""
        for later in self.entries[at + 1 : at + 25]:
            if later.tags[0] == ",":
                return False
            if later.tags[0] in {"MD", "VBD", "VBZ", "VBP", "VBN"} and later.kind in {"u", "d"}:
                return True
        return False

    def has_main_verb_later(self, at: int) -> bool:
        """Whether a sure verb follows that no relative clause or marker has opened."""
        for later in range(at + 1, min(at + 25, len(self.entries))):
            entry = self.entries[later]
            tag = entry.tags[0]
            if tag in {",", ":", "WDT", "WP", "WRB", "WP$"} or self.tokens[later].lower in self.openers:
                return False
            if tag == "PRP" and self.tokens[later].lower in self.words.has("person_pronouns"):
                return False  # "HTS say they will"
            if tag in {"MD", "VBD", "VBZ", "VBP"} and entry.kind in {"u", "d"}:
                before = self.entries[later - 1]
                if before.kind == "b" and before.lemmas[0] in self.words.has("group_verbs"):
                    continue  # "to have left"
                if before.tags[0] == "CC":
                    return False  # "claims to have left but continues"
                return entry.kind == "u" or self.next(later).tags[0] not in {"IN", "TO", "."}
        return False

    def makes_one_verb(self, at: int, lemma: str | None) -> bool:
        """As in "calls on", "strikes back": a verb with the little word after it, where a verb is missing."""
        pair = (lemma or "", self.word(at + 1))
        if pair not in self.words.prepositional and pair not in self.words.phrasal:
            return False
        return not self.has_verb_before(at) and not self.has_main_verb_later(at)

    def takes_clause(self, lemma: str | None) -> bool:
        """Whether a verb takes a clause with "that"."""
        return lemma in self.words.has("saying") or lemma in self.words.has("clause_verbs")

    def tags_what_was_said(self, at: int, lemma: str | None) -> bool:
        """As in ", residents say.": the speaker stands between a comma and the verb, and nothing follows."""
        if lemma not in self.words.has("tags_quotes") or self.next(at).tags[0] not in ENDS:
            return False
        for back in range(at - 1, max(-1, at - 6), -1):
            if self.tags[back] not in NOUNS and self.tags[back] not in {"DT", "JJ", "JJR", "CD"}:
                return self.tags[back] in {",", '"'} and bool(VERBS.intersection(self.tags[:back]))
        return False

    def hangs_on_preposition(self, at: int) -> bool:
        """Whether the noun before hangs on a preposition, in a clause whose verb takes no other clause."""
        back = at - 1
        while back > 0 and (self.tags[back] in NOUNS or self.tags[back] in {"DT", "JJ", "CD", "PRP$", "POS"}):
            back -= 1
        if self.tags[back] != "IN" or self.word(back) in self.openers:
            return False
        for place in range(back - 1, max(-1, back - 20), -1):
            if self.tags[place] in {"VBD", "VBZ", "VBP", "VB"}:
                return not self.takes_clause(self.entries[place].lemma(self.tags[place]))
        return False

    def follows_quotation(self, at: int, lemma: str | None) -> bool:
        """Whether only a noun phrase stands between a closing quotation mark and a verb of saying."""
        if lemma not in self.words.has("tags_quotes"):
            return False
        for back in range(at - 1, max(0, at - 8), -1):
            if self.tags[back] == '"':
                return self.tags[back - 1] in {",", "."}
            if self.tags[back] not in NOUNS and self.tags[back] not in {"DT", "JJ", "CD", "PRP$", "POS"}:
                return False
        return False

    def is_wished(self, at: int) -> bool:
        """As in "demand the group leave": a bare verb after the subject of what somebody demands."""
        for back in range(at - 1, max(-1, at - 6), -1):
            if self.tags[back][0] == "V":
                return (self.entries[back].lemma(self.tags[back]) or "") in self.words.has("mandative")
            if self.tags[back] not in NOUNS and self.tags[back] not in {"DT", "JJ", "PRP$", "CD"}:
                return False
        return False

    def pairs_verbs(self, at: int) -> bool:
        """Whether "either" stands before a verb of the clause, so that "or" gives another."""
        for back in range(at - 2, max(-1, at - 10), -1):
            if self.tags[back] == "RB" and self.word(back) in self.words.has("either_words"):
                return self.tags[back + 1] == "VBP"
        return False

    def has_verb_before(self, at: int) -> bool:
        """Whether the clause has a finite verb by now."""
        for back in range(at - 1, max(-1, at - 25), -1):
            tag = self.tags[back]
            if tag in {"VBD", "VBZ", "VBP", "MD"}:
                return True
            if tag in {"WDT", "WP", "WRB", ":"} or (tag == "IN" and self._opens_clause(back)):
                return False
            if tag == "CC" and self.tags[back - 1] == "," and self.word(back) in self.contrast:
                return False  # ", but HTS refuse to leave"
        return False

    def _opens_clause(self, at: int) -> bool:
        if at in self.joined_others:
            return False  # "as part of"
        return self.tokens[at].lower in self.openers or at in self.joined_markers

    def opens_infinitive(self, at: int) -> bool:
        """Whether "to" and a verb follow."""
        ahead = self.entries[at + 1 : at + 4]
        if len(ahead) < SHORTEST_CLAUSE or ahead[0].tags[0] != "TO":
            return False
        verb = next((entry for entry in ahead[1:] if entry.tags[0] != "RB"), END)
        return verb.kind in {"n", "b"} or verb.tags[0] == "VB"

    def awaits_verb(self, at: int) -> bool:
        """As in "demanded that the government end": a clause is open and no verb follows."""
        return self.has_marker and self._is_marked(at) and not self.has_later_verb(at)

    def _is_marked(self, at: int) -> bool:
        """Whether a word that opens a clause and nothing else stands before, with no finite verb between."""
        for back in range(at - 1, max(-1, at - 25), -1):
            tag = self.tags[back]
            if tag in {"VBD", "VBZ", "VBP", "MD", ":"}:
                return False
            if tag in {"WDT", "WP", "WRB"} or back in self.joined_markers:
                return True
            if tag == "IN" and self.tokens[back].lower in self.openers:
                return self.tokens[back].lower not in self.also_prepositions
        return False

    def is_let(self, at: int) -> bool:
        """As in "let the fighters leave": a bare infinitive after the object of a few verbs."""
        return self._has_helper(at, "bare_infinitive") and not self.is_seen(at)

    def is_seen(self, at: int) -> bool:
        """As in "saw the tanks move": the verb before tells what somebody perceives."""
        return self._has_helper(at, "perceiving")

    def _has_helper(self, at: int, held: str) -> bool:
        """Whether the verb before takes a bare verb; a phrase of several nouns may stand between."""
        for back in range(at - 1, max(-1, at - _LONGEST_OBJECT), -1):
            if self.tags[back][0] == "V":
                return self.entries[back].lemma(self.tags[back]) in self.words.has(held)
            if back < at - _NEAR_OBJECT and self.tags[back] not in _IN_OBJECT:
                return False
        return False

    def is_event(self, at: int) -> bool:
        """Whether the -ing form is also used as a noun of its own."""
        return "NN" in self.entries[at].tags or self.word(at) in self.words.has("event_nouns")

    def opener_before(self, at: int) -> str:
        """The word before a token, adverbs skipped."""
        back = at - 1
        while back > 0 and self.tags[back] == "RB":
            back -= 1
        return self.word(back)

    def verb_before(self, at: int) -> str:
        return self.entries[at - 1].lemma(self.tags[at - 1]) or "" if at else ""

    def takes_object(self, at: int) -> bool:
        ahead = at + 1
        if ahead < len(self.entries) and self.entries[ahead].tags[0] in {'"', "HYPH"}:
            ahead += 1
        entry = self.entries[ahead] if ahead < len(self.entries) else END
        return (
            entry.tags[0] in OPENERS
            or entry.kind in {"g", "n", "s", "j"}
            or entry.tags[0] in {"WP$", "WDT"}
            or (entry.kind == "d" and "JJ" in entry.tags)
        )

    def note_inverted(self, at: int, previous: str) -> None:
        """Keep in mind an auxiliary that stands before its subject: "did the army", "should they"."""
        entry = self.next(at)
        first = entry.tags[0]
        plain = first in SUBJECT_OPENERS or (first in {"NN", "JJ", "CD"} and entry.kind != "n")
        plain = plain or (entry.kind == "g" and self.auxiliary == "md" and self.is_event(at + 1))
        if not plain or (first == "CD" and self.auxiliary == "md"):
            return
        asks = self.tokens[-1].text[-1] in "?\u061f"
        negated = previous == "CC" and self.word(at - 1) in self.words.has("negative_conjunctions")
        if previous in FRONT or negated or asks or self.auxiliary == "md" or self._denies_first(at):
            self.inverted = self.auxiliary

    def _denies_first(self, at: int) -> bool:
        """As in "at no point did X", "under no circumstances has X": the sentence opens with a denial."""
        opens = next((back + 1 for back in range(at - 1, -1, -1) if self.tags[back] in {",", ":"}), 0)
        fronted = at - opens in range(2, _LONGEST_FRONT) and self.tags[opens] == "IN"
        return fronted and self.word(opens + 1) in self.words.has("negators")

    def awaited(self, at: int, entry: Entry, previous: str) -> str:
        """The tag of the verb that an auxiliary before the subject waits for, else nothing."""
        if previous not in NOUNS and previous not in {"PRP", "CD"}:
            return ""
        if self._opens_between(at):
            return ""  # "is it true that you left?"
        if self.inverted in {"have", "be"}:
            return next((tag for tag in ("VBN", "VBG") if tag in entry.tags), "")
        if "VB" not in entry.tags:
            return ""
        if entry.tags[0] in BARE:
            return "VB"
        later = self._has_base_later(at)
        ends = self.next(at).tags[0] in {"IN", "TO", "RP", ".", ","}
        return "VB" if (ends or self.opens_phrase(at)) and not later else ""

    def _opens_between(self, at: int) -> bool:
        """Whether a clause of its own opened since the auxiliary."""
        markers = self.words.has("sure_markers")
        for back in range(at - 1, -1, -1):
            if self.tags[back][0] == "V" or self.tags[back] == "MD":
                return False
            if self.tags[back] == "IN" and self.word(back) in markers:
                return True
        return False

    def _has_base_later(self, at: int) -> bool:
        """Whether a likelier bare verb follows before the next comma."""
        for entry in self.entries[at + 1 : at + 12]:
            if entry.tags[0] in {",", ":", "."}:
                return False
            if entry.tags[0] in BARE:
                return True
        return False

    def note_auxiliary(self, at: int, tag: str) -> None:
        """Keep in mind the auxiliary whose verb is still to come; adverbs and "not" do not end it."""
        if tag == "MD":
            self.auxiliary = "md"
        elif tag == "TO":
            self.auxiliary = "to"
        else:
            lemma = self.entries[at].lemma(tag) or ""
            self.auxiliary = lemma if lemma in self.words.has("group_verbs") else ""
