"""From tags to chunks: noun phrases, verb groups and the small words between them, in one pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from truceline.reading.span import Token
from truceline.reading.syntax.builder import NodeDraft, PhraseDraft
from truceline.reading.syntax.groups import GroupReader
from truceline.reading.syntax.words import Words

_NOMINAL = frozenset(("DT", "PRP$", "CD", "JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "HYPH"))
_NOUN = frozenset(("NN", "NNS", "NNP", "NNPS"))
_ATTRIBUTE = frozenset(("JJ", "JJR", "JJS"))


class Chunk(NamedTuple):
    """A chunk: its kind, the phrase or node it stands for (or -1), its first token, its words.

    Kinds: N noun phrase, V verb group, P preposition, M marker of a clause, W relative or question
    word, C conjunction, `,` comma, `:` colon, dash or semicolon, A adverb, J adjective as predicate,
    R particle, Q and q quotation marks that open and close, ( and ) brackets, E existential "there".
    """

    kind: str
    ref: int
    at: int
    word: str


_OPENING = frozenset(("\u201c", "\u201e", "\u00ab"))
_CLOSING = frozenset(("\u201d", "\u00bb"))
QUESTION_MARKS = frozenset(("?", "\u061f"))
_CLOCK = re.compile(r"\d{1,2}:\d\d$")
_NOWHERE: set[int] = set()
_UNNAMED: dict[int, int] = {}
_SHORT = 2  # an article and its noun
_LONGEST_ROW = 8
"""Attributes in a row; nobody writes more before a noun."""
_new = tuple.__new__
"""Makes a chunk of its four values, in a third of the time that `Chunk(...)` takes."""


class Chunker:
    """Cuts one tagged sentence into chunks."""

    def __init__(
        self,
        tokens: Sequence[Token],
        tags: list[str],
        lemmas: list[str],
        words: Words,
        joins: dict[int, tuple[int, str]],
        *,
        times: Sequence[tuple[int, int]] = (),
        names: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.tokens = tokens
        self.tags = tags
        self.lemmas = lemmas
        self.words = words
        self.joins = joins
        self.phrases: list[PhraseDraft] = []
        self.nodes: list[NodeDraft] = []
        self.chunks: list[Chunk] = []
        self.is_quoting = False
        self._groups = GroupReader(tokens, tags, lemmas, words, joins)
        self.asks = False
        """Whether a question mark stands in the sentence."""
        self._time_starts = {first for first, _ in times} if times else _NOWHERE
        self._time_ends = {at: last for first, last in times for at in range(first, last)} if times else {}
        self._name_ends = {
            first: last
            for first, last in names
            if not (_NOMINAL.issuperset(tags[first:last]) or tags[first] in {"IN", "TO"})
        }
        """Names with a small word inside: they are one phrase all the same."""
        self._names = dict(names) if names else _UNNAMED
        self._wholes = {*joins, *self._name_ends} if self._name_ends else joins
        self._stops = {*self._time_starts, *self._name_ends} if self._name_ends else self._time_starts
        self._bind(words)

    def _bind(self, words: Words) -> None:
        """Word sets at hand: looked up once for a sentence, not once for a word."""
        self.indefinite = words.has("indefinite_articles")
        self.dates = words.has("dates")
        self.time_nouns = words.has("time_nouns")
        self.negative = words.has("negative_determiners")
        self.sides = words.has("sides")
        self.bounding = words.has("bounding_words")
        self.pronouns = words.has("singular_subjects")
        self.before_figures = words.has("before_figures")
        self.alone = words.has("pronoun_adjectives")
        self.plain_negators = words.has("plain_negators")
        self.articles = words.has("articles")
        self._markers = words.has("markers")
        self._prepositions = words.has("also_prepositions")

    def run(self) -> list[Chunk]:
        at, size = 0, len(self.tags)
        while at < size:
            at = self._step(at)
        return self.chunks

    def _add(self, kind: str, index: int, at: int, word: str) -> None:
        self.chunks.append(_new(Chunk, (kind, index, at, word)))

    def _step(self, at: int) -> int:
        """Read the chunk at a token and say where the next begins."""
        if at in self._wholes:
            return self._whole(at)
        tag = self.tags[at]
        if at in self._time_ends and tag in _NOMINAL and self._is_own_time(at):
            return self._time(at, self._time_ends[at])
        if tag in _NOMINAL and (tag != "DT" or not self._is_negator(at)):
            is_clock = tag == "CD" and _CLOCK.match(self.tokens[at].text)
            return self._time(at, at + 1) if is_clock else self._noun_phrase(at)
        if tag[0] == "V" or tag == "MD":
            return self._verb_group(at)
        word = self.tokens[at].lower
        if tag == "TO":
            if self._groups._opens_infinitive(at):  # noqa: SLF001 - one reader in two files
                return self._verb_group(at)
            self._add("P", -1, at, word)
        elif tag in {"IN", "RB"}:
            if tag == "RB":
                return self._adverb(at)
            self._add("M" if word in self._markers and word not in self._prepositions else "P", -1, at, word)
        elif tag == "DT":
            self._add("A", -1, at, word)
        else:
            return self._sign(at, tag, word)
        return at + 1

    def _whole(self, at: int) -> int:
        """Words that work as one, or a name; "6 km north of Esk" is nobody's subject or object."""
        if at in self.joins:
            return self._joined(at)
        is_apart = self.tags[at] == "CD" or (at == 0 and self._is_side(at))
        return self._time(at, self._name_ends[at]) if is_apart else self._noun_phrase(at)

    def _is_side(self, at: int) -> bool:
        """As in "East of Esk, they dug in", "Some 15 km east of Esk, ..." at a sentence's head."""
        if not self.sides.isdisjoint(token.lower for token in self.tokens[at : self._name_ends[at] - 1]):
            end = self._name_ends[at]
            return end < len(self.tokens) and self.tokens[end].text == ","
        return False

    def _is_negator(self, at: int) -> bool:
        """As in "neither to leave nor to stay"."""
        if at + 1 >= len(self.tags) or self.tags[at + 1] != "TO":
            return False
        return self.tokens[at].lower in self.negative

    def _is_own_time(self, at: int) -> bool:
        """Whether words of time are a phrase of their own: no attribute of a noun, no possessor, no verb."""
        end = self._time_ends[at]
        tags = self.tags[at:end]
        if not _NOUN.intersection(tags) and not (len(tags) == 1 and ":" in self.tokens[at].text):
            return False
        if any((tag[0] == "V" and tag != "VBG") or tag == "POS" for tag in tags):
            return False  # "the week ending Sunday" is one
        following = self.tags[end] if end < len(self.tags) else "."
        if following == "POS":
            return False
        dated = self.tokens[end - 1].lower not in self.time_nouns
        articled = self.tokens[at].lower in self.articles
        return not (articled and dated and (following in _NOUN or following in _ATTRIBUTE))

    def _time(self, at: int, end: int) -> int:
        """Words of time as one phrase: nobody's subject, no part of a noun beside it."""
        heads = [place for place in range(at, end) if self.tags[place] in _NOUN]
        index = self._phrase(at, end, heads[-1] if heads else end - 1, None)
        self.phrases[index].is_time = True
        return end

    def _sign(self, at: int, tag: str, word: str) -> int:
        if tag == "PRP" and word in self.words.has("emphatic") and at and self.tags[at - 1] in _NOUN:
            self._add("A", -1, at, word)  # "Ankara itself has confirmed"
        elif tag == "PRP":
            self._phrase(at, at + 1, at, None)
        elif tag in {"WDT", "WP", "WRB", "WP$"}:
            is_free = word in self.words.has("free_relatives")
            self._add("W", self._phrase(at, at + 1, at, None, listed=False) if is_free else -1, at, word)
        elif tag == "CC":
            self._add("C", -1, at, word)
        elif tag in {",", ":", "(", ")"}:
            self._add(tag, -1, at, word)
        elif tag == '"':
            text = self.tokens[at].text
            self.is_quoting = text in _OPENING or (text not in _CLOSING and not self.is_quoting)
            self._add("Q" if self.is_quoting else "q", -1, at, word)
        elif tag == "RP":
            self._add("R", -1, at, word)
        elif tag == "EX":
            self._add("E", -1, at, word)
        elif tag == ".":
            self.asks = self.asks or word in QUESTION_MARKS
            self._add(":", -1, at, word)
        return at + 1

    def _adverb(self, at: int) -> int:
        """An adverb of its own, or at the head of a noun phrase ("about 10 fighters") or a verb group."""
        tags = self.tags
        end = min(at + 5, len(tags))
        ahead = at + 1
        while ahead < end and tags[ahead] == "RB":
            ahead += 1
        if ahead < end:
            if tags[ahead] == "CD" and ahead not in self._time_starts and ":" not in self.tokens[ahead].text:
                return self._noun_phrase(ahead, first=at)
            if tags[ahead] == "DT" and self.tokens[ahead - 1].lower in self.plain_negators:
                return self._negated_phrase(at, ahead)
            if tags[ahead][0] == "V" or (tags[ahead] == "MD"):
                for one in range(at, ahead):
                    self._add("A", -1, one, self.tokens[one].lower)
                return self._verb_group(ahead)
        self._add("A", -1, at, self.tokens[at].lower)
        return at + 1

    def _negated_phrase(self, at: int, ahead: int) -> int:
        """As in "fired not a single shot": the noun is denied."""
        for one in range(at, ahead - 1):
            self._add("A", -1, one, self.tokens[one].lower)
        count = len(self.phrases)
        end = self._noun_phrase(ahead, first=ahead - 1)
        for phrase in self.phrases[count:]:
            phrase.negated = True
        return end

    def _joined(self, at: int) -> int:
        """Words that work as one ("in front of", "provided that", "at least"); where they end."""
        end, kind = self.joins[at]
        word = " ".join(token.lower for token in self.tokens[at:end])
        counts = kind == "RB" or word in self.before_figures
        if counts and end < len(self.tags) and self.tags[end] == "CD":
            return self._noun_phrase(end, first=at)
        self._add({"IN": "P", "CS": "M", "RB": "A"}[kind], -1, at, word)
        return end

    def _verb_group(self, at: int) -> int:
        node = self._groups.read(at, len(self.nodes))
        if node.last <= at:
            return at + 1
        self.nodes.append(node)
        self._add("V", node.index, at, node.lemma)
        return node.last

    # -- noun phrases --------------------------------------------------------------------------

    def _noun_phrase(self, start: int, first: int | None = None) -> int:
        """One noun phrase; a possessor becomes a phrase of its own that owns the rest."""
        at, size, tags, stops = start, len(self.tags), self.tags, self._stops
        begin = start if first is None else first
        head = -1
        owner: int | None = None
        while at < size:
            tag = tags[at]
            if at in stops and head >= 0 and self._breaks_off(head, at):
                break
            if at in stops and at in self._name_ends:
                head, at = self._head_of_name(at, self._name_ends[at]), self._name_ends[at]
                continue
            if tag in _NOUN:
                if head >= 0 and (
                    self._starts_anew(begin, head, at) or (at in self._names and self._is_subject(begin, at))
                ):
                    break
                head = at
            elif tag == "PRP$":
                if at > begin:
                    break
                owner = self._phrase(at, at + 1, at, None, listed=False)
            elif tag == "POS" and head >= 0:
                owner = self._phrase(begin, at, head, owner, listed=False)
                begin, head = at + 1, -1
            elif not (self._goes_on(begin, head, at) if head >= 0 else self._opens_on(at)):
                break
            at += 1
        return self._close(begin, at, head, owner)

    def _breaks_off(self, head: int, at: int) -> bool:
        """Whether words of time or another name begin after the noun: "the army 6 km north of Esk"."""
        if at in self._name_ends and (self.tags[at] not in _NOUN or self.tags[head] == "NNS"):
            return True
        return at in self._time_starts and self._is_own_time(at)

    def _head_of_name(self, first: int, last: int) -> int:
        """As in "Front for Liberation": the noun before the preposition."""
        end = next((at for at in range(first + 1, last) if self.tags[at] == "IN"), last)
        nouns = [at for at in range(first, end) if self.tags[at] in _NOUN]
        return nouns[-1] if nouns else last - 1

    def _goes_on(self, begin: int, head: int, at: int) -> bool:
        """Whether a word that is no noun still belongs to a phrase that has its noun."""
        tag = self.tags[at]
        if tag == "HYPH":
            return True
        if self.tags[at - 1] == "HYPH":
            return tag in _NOMINAL and tag != "DT" and (tag != "CD" or self.tokens[at - 1].lower == "-")
        if tag == "CD":
            return self._numbers(head, at)
        if tag in _ATTRIBUTE and self.tokens[begin].lower in self.indefinite and at - head < _LONGEST_ROW:
            return True  # "an OSCE aerial vehicle": one thing is spoken of, its noun is still to come
        if tag == "DT" or tag in _ATTRIBUTE:
            return self._is_in_name(head, at)
        if tag == "." and at > begin and at + 1 < len(self.tags):  # "Gen. Petrov"
            return self.tags[at + 1] in _NOUN and self.tags[at - 1] in _NOUN
        return tag in _NOMINAL

    def _opens_on(self, at: int) -> bool:
        """Whether a word belongs to a phrase whose noun is still to come."""
        tag = self.tags[at]
        if tag in {"CC", ","}:
            return self._joins_attributes(at) or self._joins_figures(at)
        if tag == "TO":
            return self._joins_figures(at)
        if tag == "RB":
            return at + 1 < len(self.tags) and self.tags[at + 1] in {"JJ", "CD"}
        return tag in _NOMINAL

    def _close(self, begin: int, end: int, head: int, owner: int | None) -> int:
        if end <= begin:  # "X's" with nothing owned
            if owner is not None:
                self._add("N", owner, begin, "")
            return max(end, begin)
        if head < 0:
            head = end - 1
            if (
                not self._stands_alone(head, end)
                and (
                    end >= len(self.tokens)
                    or self.tokens[end].lower != self.words.of_word  # "most of the groups"
                )
                and (
                    self.tags[begin] in _ATTRIBUTE
                    and owner is None
                    and all(t in _ATTRIBUTE or t in {"CC", ",", "RB"} for t in self.tags[begin:end])
                )
            ):
                self._add("J", head, begin, self.tokens[head].lower)
                return end
        self._phrase(begin, end, head, owner)
        return end

    def _stands_alone(self, head: int, end: int) -> bool:
        """As in "many were killed", "more may follow": an adjective is the subject."""
        if self.tokens[head].lower not in self.alone or end >= len(self.tags):
            return False
        before = self.chunks[-1].kind if self.chunks else ""
        return self.tags[end] in {"MD", "VBD", "VBZ", "VBP"} and before not in {"V", "A"}

    def _phrase(self, first: int, last: int, head: int, owner: int | None, *, listed: bool = True) -> int:
        phrase = PhraseDraft(first, last, head, owner)
        word = self.tokens[first].lower
        bounds = first + 1 < last and self.tokens[first + 1].lower in self.bounding  # "no fewer than nine"
        phrase.negated = word in self.negative and not bounds
        form = self.tokens[head].lower
        phrase.is_time = form in self.dates or form in self.time_nouns
        self.phrases.append(phrase)
        index = len(self.phrases) - 1
        if listed:
            self.chunks.append(_new(Chunk, ("N", index, first, form)))
        return index

    def _starts_anew(self, begin: int, head: int, at: int) -> bool:
        """Whether a noun right after a noun is another phrase: "shelled Idlib yesterday"."""
        form, before = self.tokens[at].lower, self.tokens[head].lower
        if form in self.pronouns:
            return True
        if form in self.dates:
            return before not in self.dates
        return before in self.dates and begin == head and form not in self.time_nouns

    def _is_subject(self, begin: int, at: int) -> bool:
        """As in "Under the deal Turkey removes": a name between words in front and the verb it does."""
        tags, end = self.tags, self._names[at]
        if begin == 0 or tags[begin - 1] not in {"IN", "TO"} or tags[begin] != "DT" or end >= len(tags):
            return False
        in_front = begin == 1 or tags[begin - 2] in {",", ":", "CC"}
        is_short = at - begin == _SHORT and tags[at - 1] in {"NN", "NNS"}
        return in_front and is_short and tags[end] in {"VBZ", "VBD", "VBP", "MD"}

    def _is_in_name(self, head: int, at: int) -> bool:
        """As in "Syria Democratic Forces": an adjective with a capital between two words that have one."""
        if at + 1 >= len(self.tokens) or self.tags[at] == "DT" or self.tokens[head].lower in self.dates:
            return False
        near = (
            self.tokens[at - 1].is_capital and self.tokens[at].is_capital and self.tokens[at + 1].is_capital
        )
        return near and self.tags[at + 1] in _NOUN and self.tags[head] == "NNP"

    def _numbers(self, head: int, at: int) -> bool:
        """Whether a figure after the noun belongs to it ("Resolution 2254", "May 5") and counts nothing."""
        if self._counts(at) and self.tokens[head].lower not in self.dates:
            return False
        if self.tokens[head].lower in self.dates and not self.tokens[at].text[0].isdigit():
            return False  # "on 24 January two silos"
        return self.tokens[head].is_capital or self.tags[head] in {"NN", "NNP"}

    def _counts(self, at: int) -> bool:
        """Whether a figure counts what follows: "at Esk three Tarnian soldiers"."""
        tags, end = self.tags, at + 1
        if end >= len(tags):
            return False
        if tags[end] in {"NN", "NNS", "JJ"}:
            return True
        while end < len(tags) and tags[end] == "NNP":
            end += 1
        is_word = not self.tokens[at].text[0].isdigit()
        return end < len(tags) and (tags[end] in {"NNS", "NNPS"} or (is_word and end > at + 1))

    def _joins_figures(self, at: int) -> bool:
        """As in "5 to 10 km", "two or three shots"."""
        tags = self.tags
        return tags[at] != "," and at + 1 < len(tags) and tags[at - 1] == tags[at + 1] == "CD"

    def _joins_attributes(self, at: int) -> bool:
        """As in "Russian and Turkish military": a conjunction between attributes of one noun."""
        tags = self.tags
        if tags[at - 1] not in _ATTRIBUTE or at + 2 >= len(tags):
            return False
        ahead = at + 1
        if tags[at] == "," and tags[ahead] == "CC":
            return False
        while (
            ahead < len(tags)
            and (tags[ahead] in _ATTRIBUTE or tags[ahead] in {"CC", ","})
            and ahead - at < _LONGEST_ROW
        ):
            ahead += 1
        return tags[at + 1] in _ATTRIBUTE and ahead < len(tags) and tags[ahead] in _NOUN
