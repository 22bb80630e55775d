"""Finds the words of a sentence that say acts, told apart by what stands round them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from truceline.evidence.acts import Act
from truceline.reading.acts.frames import Frame, frame_of
from truceline.reading.acts.inflection import Inflection, plural
from truceline.reading.acts.patterns import Compiler, Element, Form, Pattern, backward, forward
from truceline.reading.acts.scene import Scene
from truceline.reading.lexicon import Lexicon, words
from truceline.reading.span import ActSpan, Token

_FORMS: tuple[tuple[str, Form], ...] = (("verbs", "verb"), ("nouns", "noun"), ("phrases", "phrase"))
# Sets of words that the finding itself asks for; a language may leave any of them out.
_SETS = (
    *("be", "have", "determiner", "preposition", "pronoun", "modal", "clause", "topic", "conjunction"),
    *("adverb", "particle", "hyphen", "light", "also_nouns", "not_names", "bounds", "bounding"),
    *("dash", "relative", "number", "afresh"),
)


# What an entry may ask of its surroundings, in the order of a sense's fields.
_ASKED = ("needs", "takes", "not", "doer", "not_doer")
# Flags of an entry that ask how its verb stands.
_ASKING = frozenset({"active", "passive", "alone"})


class Constraint(NamedTuple):
    """Classes and words of which one must, or none may, stand in a place."""

    words: frozenset[str]
    classes: frozenset[str]


class Line(NamedTuple):
    """One pattern as the lexicon writes it."""

    entry: str
    text: str
    form: Form


class Sense(NamedTuple):
    """One pattern of one entry, with what the entry asks of its surroundings."""

    pattern: Pattern
    entry: str
    act: Act | None
    plover: str | None
    flags: frozenset[str]
    """`active`: only in the active ("is left" is no leaving); `passive`: only in the passive; `alone`: with
    nothing behind it."""
    needs: Constraint | None
    takes: Constraint | None
    excludes: Constraint | None
    doer: Constraint | None
    not_doer: Constraint | None

    @property
    def asks_nothing(self) -> bool:
        """Whether it stands for its act wherever its words do."""
        return (
            self.takes is None
            and self.excludes is None
            and self.needs is None
            and self.doer is None
            and self.not_doer is None
        )


class ActFinder:
    """Looks acts up word by word; made once for a lexicon.

    A word that stands in no pattern costs one look-up. `tags` are Penn tags where the parser has run;
    without them the neighbours of a word tell verb from noun. `with_events` adds what the vocabulary
    of acts does not hold (protests, sanctions), for coding alone: they make no claim.
    """

    def __init__(self, lexicon: Lexicon, *, with_events: bool = False) -> None:
        table = lexicon.table("acts")
        self._with_events = with_events
        inflection = Inflection(table)
        self._sets = _sets(table) | {"past": inflection.pasts}
        self.light: frozenset[str] = self._sets["light"]
        """Verbs that only carry a noun ("carried out an attack"): their subject is the noun's doer."""
        self._entries: dict[str, dict[str, str]] = dict(table.get("entries", {}))
        if with_events:
            self._entries |= lexicon.table("events").get("entries", {})
        self._frames: dict[str, dict[str, str]] = table.get("frames", {})
        self._made: dict[str, Frame] = {}
        self._compiler = Compiler(self._sets, inflection)
        self._asked: dict[str, tuple[Constraint | None, ...]] = {}
        self._made_senses: dict[str, tuple[Sense, ...]] = {}
        self._sense_of: dict[Line, Sense] = {}
        self._index = self._indexed()
        verbal, nominal = self._words_of("verb"), self._words_of("noun")
        self._sets |= {
            "nominal": nominal,
            "both": (verbal & nominal) | self._sets["also_nouns"],
        }

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of all entries, in the order of the file."""
        return tuple(self._entries)

    @cached_property
    def forms(self) -> int:
        """How many words and phrases are known, inflected forms counted once each."""
        return len({(word, line) for word, lines in self._index.items() for line in lines})

    def frame(self, entry: str) -> Frame:
        """The frame of an entry that `find` named; KeyError if there is none."""
        if entry not in self._made:
            self._made[entry] = frame_of(entry, self._entries[entry], self._frames)
        return self._made[entry]

    def find(
        self,
        tokens: Sequence[Token],
        tags: Sequence[str] | None = None,
        known: Mapping[int, str] | None = None,
    ) -> list[ActSpan]:
        """Acts in the order of their words.

        `known` gives a class to tokens that other stages marked: `force`, `weapon`, `party`, `place`.
        """
        lowers = [token[1] for token in tokens]
        index = self._index
        taken: set[int] = set()
        spans: list[ActSpan] = []
        scene: Scene | None = None
        for at, word in enumerate(lowers):
            if word not in index or at in taken:
                continue
            if scene is None:
                scene = Scene(tokens, lowers, tags, known or {}, self._sets)
            span = self._best(word, scene, at, taken)
            if span is not None and (span.act is not None or span.plover is not None):
                spans.append(span)
        spans.sort(key=lambda span: span.head)
        return spans

    def _best(self, word: str, scene: Scene, at: int, taken: set[int]) -> ActSpan | None:
        """The first sense that fits, marking the words it uses."""
        lowers = scene.lowers
        before = lowers[at - 1] if at else ""
        after = lowers[at + 1] if at + 1 < len(lowers) else ""
        for sense in self._senses(word):
            pattern = sense.pattern
            if (pattern.next and after not in pattern.next) or (pattern.last and before not in pattern.last):
                continue
            places = _places(sense.pattern, scene, at)
            if places is None or not taken.isdisjoint(places):
                continue
            head = _head(sense.pattern, scene, at)
            if not _fits(sense, scene, places, head):
                continue
            taken.update(places)
            return ActSpan(
                first=min(places),
                last=max(places) + 1,
                rule=f"act:{sense.entry}",
                act=sense.act,
                head=head,
                entry=sense.entry,
                form=sense.pattern.form,
                plover=sense.plover,
            )
        return None

    def _indexed(self) -> dict[str, list[Line]]:
        """Every line of the lexicon under the words it is looked up by; patterns are made when first met."""
        index: dict[str, list[Line]] = {}
        for entry, cells in self._entries.items():
            for key, form in _FORMS:
                if key in cells:
                    for text in words(cells[key]):
                        line = Line(entry, text, form)
                        for word in self._compiler.keys(text, form):
                            index.setdefault(word, []).append(line)
        return index

    def _senses(self, word: str) -> tuple[Sense, ...]:
        """The senses of a word, the longest and the most demanding first."""
        made = self._made_senses.get(word)
        if made is None:
            known = self._sense_of
            senses = [known.get(line) or self._sense(line) for line in self._index[word]]
            # Sorting is stable: among equals the order of the file decides.
            senses.sort(
                key=lambda one: (
                    -one.pattern.weight,
                    one.takes is None and one.needs is None and one.doer is None,
                )
            )
            made = self._made_senses[word] = tuple(senses)
        return made

    def _sense(self, line: Line) -> Sense:
        cells = self._entries[line.entry]
        act = Act(cells["act"]) if "act" in cells else None
        asked = self._asked.get(line.entry)
        if asked is None:
            asked = tuple(self._constraint(cells.get(key, "")) for key in _ASKED)
            self._asked[line.entry] = asked
        pattern = self._compiler.pattern(line.text, line.form)
        flags = frozenset(words(cells.get("flags", ""))) & _ASKING
        sense = self._sense_of[line] = Sense(pattern, line.entry, act, cells.get("plover"), flags, *asked)
        return sense

    def _words_of(self, form: Form) -> frozenset[str]:
        """Words that head a line of the form: the first of a verb, the last of a noun."""
        lines = {line for lines in self._index.values() for line in lines if line.form == form}
        return frozenset(word for line in lines for word in self._compiler.heads(line.text, form))

    def _constraint(self, listed: str) -> Constraint | None:
        if not listed:
            return None
        plain: set[str] = set()
        classes: set[str] = set()
        for item in words(listed):
            if item.startswith("="):
                plain.add(item[1:])
                continue
            classes.add(item)
            plain |= self._sets.get(item, frozenset((item, plural(item)) if item != "name" else ()))
        return Constraint(frozenset(plain), frozenset(classes))


def _sets(table: dict[str, Any]) -> dict[str, frozenset[str]]:
    """Sets as they stand, classes with their plurals, and the signs that end a clause."""
    made: dict[str, frozenset[str]] = dict.fromkeys(_SETS, frozenset())
    made |= {name: frozenset(words(listed)) for name, listed in table.get("sets", {}).items()}
    made["stop"] = frozenset(table.get("sets", {}).get("stop", "").split())
    for name, listed in table.get("classes", {}).items():
        made[name] = frozenset(form for word in words(listed) for form in (word, plural(word)))
    return made


def _has_shape(flags: frozenset[str], scene: Scene, places: list[int]) -> bool:
    """Whether a verb stands as its entry asks: active, passive, with nothing behind it."""
    if "alone" in flags:
        return scene.is_last(max(places))
    return scene.is_passive(places[0], max(places)) == ("passive" in flags)


def _places(pattern: Pattern, scene: Scene, at: int) -> list[int] | None:
    """The tokens a pattern uses, the key word's own among them, or None."""
    if not pattern.after and not pattern.before:
        return [at]
    after = forward(pattern.after, scene.lowers, at + 1, scene.stops)
    before = None if after is None else backward(pattern.before, scene.lowers, at - 1, scene.stops)
    if after is None or before is None:
        return None
    return [at, *_used(pattern.after, after), *_used(pattern.before, before)]


def _used(elements: Sequence[Element], found: Sequence[int]) -> list[int]:
    """The tokens the pattern keeps for itself: a word it only asks for may say another act."""
    return [place for one, place in zip(elements, found, strict=True) if place >= 0 and not one.left]


def _head(pattern: Pattern, scene: Scene, at: int) -> int:
    if pattern.head == 0:
        return at
    if pattern.head > 0:
        found = forward(pattern.after, scene.lowers, at + 1, scene.stops) or []
        return found[pattern.head - 1]
    found = backward(pattern.before, scene.lowers, at - 1, scene.stops) or []
    return found[-pattern.head - 1]


def _fits(sense: Sense, scene: Scene, places: list[int], head: int) -> bool:
    form = sense.pattern.form
    if form == "verb" and (
        scene.is_broken(places) or not scene.usage.is_verb(places[0], is_phrasal=sense.pattern.weight > 1)
    ):
        return False
    if form == "noun" and not scene.usage.is_noun(head, max(places), is_compound=head != min(places)):
        return False
    if sense.flags and form == "verb" and not _has_shape(sense.flags, scene, places):
        return False
    if sense.asks_nothing:
        return True
    if not _has_its_doer(sense, scene, form, places):
        return False
    if sense.excludes is not None and scene.has_object(
        form, places, sense.excludes.words, frozenset(), short=False
    ):
        return False
    if sense.takes is not None and not scene.has_object(form, places, sense.takes.words, sense.takes.classes):
        return False
    return sense.needs is None or scene.is_near(places, sense.needs.words, sense.needs.classes)


def _has_its_doer(sense: Sense, scene: Scene, form: Form, places: list[int]) -> bool:
    doer, other = sense.doer, sense.not_doer
    if doer is not None and not scene.has_doer(form, places, doer.words, doer.classes):
        return False
    return other is None or not scene.has_doer(form, places, other.words, other.classes)
