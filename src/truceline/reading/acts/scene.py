"""What stands round a word: its object, its doer, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from truceline.reading.acts.usage import BODIES, Usage
from truceline.reading.span import Token

# How far an object or a telling neighbour may stand, in tokens.
_OBJECT = 8
_SUBJECT = 12
_NEAR_LEFT = 16
_NEAR_RIGHT = 14
_AUXILIARY = 4
# Words nearer to each other than that have no clause between them.
_BROKEN = 3
# So many words, at most, bound a number: "no more than 20".
_BOUNDS = 3
_ASIDE = 14
_CLOSING = frozenset({",", ")"})
# A finite verb ends what stands behind another one.
_FINITE = frozenset({"VBZ", "VBD", "MD"})
_ACTIVE = frozenset({"VB", "VBP", "VBZ"})
# Classes that other stages give and that a bare capital stands in for where they have not run.
_NAMED = frozenset({"party", "place", "name", "road"})


class Scene:
    """One sentence, asked about the surroundings of its words."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lowers: Sequence[str],
        tags: Sequence[str] | None,
        known: Mapping[int, str],
        sets: Mapping[str, frozenset[str]],
    ) -> None:
        self.lowers = lowers
        self.stops = sets["stop"]
        self._tags = tags
        self._known = known
        self._sets = sets
        self.usage = Usage(tokens, lowers, tags, known, sets)
        self._found: dict[tuple[str | int, ...], list[int]] = {}
        """Where the objects of words stand, which several senses of a word ask for."""

    def is_broken(self, places: Sequence[int]) -> bool:
        """Whether a comma and another verb stand between a verb and the words that belong to it."""
        first, last = min(places), max(places)
        if self._tags is None or last - first < _BROKEN or "," not in self.lowers[first:last]:
            return False
        comma = self.lowers.index(",", first)
        return any(self._tags[at] in _FINITE for at in range(comma, last) if at not in places)

    def is_near(self, places: Sequence[int], wanted: frozenset[str], classes: frozenset[str]) -> bool:
        """Whether one of the words, or a token of one of the classes, stands in the same clause."""
        first, last = min(places), max(places)
        left = self._until_stop(range(first - 1, max(first - 1 - _NEAR_LEFT, -1), -1))
        right = self._until_stop(range(last + 1, min(last + 1 + _NEAR_RIGHT, len(self.lowers))))
        inner = (at for at in range(first + 1, last) if at not in places)
        return any(self._is(at, wanted, classes) for part in (left, right, inner) for at in part)

    def has_object(
        self,
        form: str,
        places: Sequence[int],
        wanted: frozenset[str],
        classes: frozenset[str],
        *,
        short: bool = True,
    ) -> bool:
        """Whether one of the words stands where the object of a verb or noun stands.

        A verb with nothing after it may be a passive told short (`short`): "road to the north closed".
        """
        key: tuple[str | int, ...] = (form, *places)
        objects = self._found.get(key)
        if objects is None:
            objects = self._found[key] = list(self._objects(form, places))
        for at in objects:
            if self._is(at, wanted, classes):
                return True
        if form != "verb" or not short or self._is_active(places[0]):
            return False
        before = self.lowers[places[0] - 1] if places[0] else ""
        if before in self._sets["pronoun"] and before not in self._sets["relative"]:
            return False  # "how many did you lose"
        if not classes and before in self._sets["have"]:
            return False
        after = self.lowers[max(places) + 1 : max(places) + 2]
        is_end = not after or after[0] in self.stops or after[0] in self._sets["preposition"]
        is_count = bool(after) and after[0][:1].isdigit() and self.is_last(max(places) + 2)
        if not is_end and not is_count:  # "ceasefire violated 12 times, ..."
            return False
        return any(self._is(at, wanted, classes) for at in self._before(min(places)))

    def has_doer(
        self, form: str, places: Sequence[int], wanted: frozenset[str], classes: frozenset[str]
    ) -> bool:
        """Whether one of the words stands where the doer stands: before the active verb, behind "by"."""
        first, last = min(places), max(places)
        if form == "verb" and self.is_passive(places[0], last):
            behind = self.lowers[last + 1 : last + 2] == ["by"]
            where: Iterator[int] = self._after_verb(last + 2) if behind else iter(())
        else:
            where = self._before(first)
        return any(self._is(at, wanted, classes) for at in where)

    def _is_active(self, at: int) -> bool:
        """Whether a form is no participle by its tag: "that the rebels hold"."""
        return self._tags is not None and self._tags[at] in _ACTIVE

    def _before(self, first: int) -> Iterator[int]:
        """The words of a subject, from the verb leftwards, without asides, through "who" to whom it means."""
        sets, at, end = self._sets, first - 1, max(first - _SUBJECT, -1)
        while at > end:
            word = self.lowers[at]
            if word in _CLOSING:
                opening = self._opening(at)
                if opening < 0:
                    return
                end -= at - opening + 1
                at = opening
                continue
            if word in self.stops or self._governs(at):
                return
            yield at
            if word in sets["clause"] and word not in sets["relative"]:
                return
            if word in sets["relative"] and self.lowers[at - 1 : at] == [","]:
                at -= 1
            if word in sets["determiner"] and not (self._goes_on(at) or self._is_relative(at)):
                return
            at -= 1

    def _governs(self, at: int) -> bool:
        """Whether a word is another clause's verb: "calls" of "calls for tanks to be pulled back"."""
        if self._tags is None or self._tags[at] not in _FINITE:
            return False
        word, sets = self.lowers[at], self._sets
        return word not in sets["be"] and word not in sets["have"] and word not in sets["modal"]

    def _is_relative(self, at: int) -> bool:
        """As in "tanks that should have left were seen"."""
        return self._tags is not None and self._tags[at][0] == "W"

    def _goes_on(self, at: int) -> bool:
        """Whether a phrase goes on to the left of its article: "of the", "and the", "all the"."""
        before = self.lowers[at - 1] if at else ""
        sets = self._sets
        return before in sets["preposition"] or before in sets["conjunction"] or before in sets["determiner"]

    def _opening(self, closing: int) -> int:
        """The token before an aside ("(two T-64)", ", facing east,") that ends at a sign; -1 if none."""
        is_bracket = self.lowers[closing] == ")"
        for at in range(closing - 1, max(closing - _ASIDE, 0), -1):
            if is_bracket and self.lowers[at] == "(":
                return at - 1
            if self.lowers[at] in self.stops:
                return -1
            if self.lowers[at] == "," and not is_bracket:
                word = self.lowers[at + 1]
                sets = self._sets
                is_aside = (
                    word in sets["clause"] or word in sets["determiner"] or word.endswith(("ing", "ed"))
                )
                return at - 1 if is_aside else -1
        return -1

    def _objects(self, form: str, places: Sequence[int]) -> Iterator[int]:
        first, last = min(places), max(places)
        yield from (at for at in range(first + 1, last) if at not in places)
        if form == "noun":
            yield from self._compound(first)
            of = last if self.lowers[last] in self._sets["preposition"] else last + 1
            yield from self._after_noun(of)
            return
        if form == "phrase":
            yield from self._before(first)
            yield from self._until_clause(range(last + 1, min(last + _OBJECT, len(self.lowers))))
            return
        if self.is_passive(places[0], last):
            yield from self._before(first)
            return
        own = list(self._after_verb(last + 1))
        yield from own or self._antecedent(first)

    def _antecedent(self, first: int) -> Iterator[int]:
        """As in "the plan which the envoy presented": what "which" behind a noun stands for."""
        which = next(
            (at for at in range(first - 2, max(first - _SUBJECT, 0), -1) if self._is_which(at)), None
        )
        if which is None or self.lowers[which - 1] in self._sets["preposition"]:
            return
        between = range(which + 1, first)
        if any(self.lowers[at] in self.stops or self._governs(at) for at in between):
            return
        is_apart = self.lowers[which - 1] == ","
        start = which - 2 if is_apart else which - 1
        for at in self._until_stop(range(start, max(start - _OBJECT, -1), -1)):
            if self.lowers[at] == "," or self.lowers[at] in self._sets["clause"]:
                return
            if not is_apart and self.lowers[at] in self._sets["preposition"]:
                return
            yield at

    def _is_which(self, at: int) -> bool:
        return self.lowers[at] == "which" and self._tags is not None and self._tags[at] == "WDT"

    def _compound(self, first: int) -> Iterator[int]:
        """Words before a noun that make one name with it: "cash withdrawal"."""
        sets = self._sets
        for at in range(first - 1, max(first - 4, -1), -1):
            word = self.lowers[at]
            if word in sets["determiner"] or word in sets["preposition"] or word in self.stops:
                return
            yield at

    def is_passive(self, at: int, last: int) -> bool:
        """A participle behind a form of "be", or one that closes a noun phrase ("posts seized by")."""
        after = self.lowers[last + 1] if last + 1 < len(self.lowers) else ""
        if after == "by":
            return True
        word = self.lowers[at]
        if word.endswith(("ing", "s")):
            return False
        sets = self._sets
        for here in range(at - 1, max(at - 1 - _AUXILIARY, -1), -1):
            before = self.lowers[here]
            if before in sets["be"] and not self._is_genitive(here):
                return True
            if before in self.stops or before in sets["preposition"] or before in sets["have"]:
                return False
        return False

    def _is_genitive(self, at: int) -> bool:
        """As in "the army's spokesman took"."""
        return self._tags is not None and self._tags[at] == "POS"

    def is_last(self, at: int) -> bool:
        """Whether nothing follows in the clause: "if they go, we go"."""
        after = self.lowers[at + 1 : at + 2]
        return not after or after[0] in self.stops or after[0] == ","

    def _after_verb(self, start: int) -> Iterator[int]:
        sets = self._sets
        start = self._past_aside(start)
        for at in range(start, min(start + _OBJECT, len(self.lowers))):
            word = self.lowers[at]
            if word in self.stops or word in sets["dash"] or word in sets["clause"]:
                return
            if word in sets["preposition"] and word != "of" and not self._bounds_number(at):
                return
            if word == "," and (at == start or not self._is_list(at)):
                return
            if at > start and (word in sets["be"] or word in sets["have"]):
                return
            if word in sets["conjunction"] and self._is_tagged_verb(at + 1):
                return  # "refuse to leave or bargain with the Turks"
            if at > start and self._tags is not None and self._tags[at] in _FINITE:
                return
            yield at

    def _past_aside(self, start: int) -> int:
        """Past words between commas right behind the verb: "saw, on 3 March, two tanks"."""
        lowers = self.lowers
        if lowers[start : start + 1] != [","] or lowers[start + 1 : start + 2] == []:
            return start
        if lowers[start + 1] not in self._sets["preposition"]:
            return start
        for at in range(start + 2, min(start + _ASIDE, len(lowers))):
            if lowers[at] == ",":
                return at + 1
            if lowers[at] in self.stops:
                return start
        return start

    def _is_tagged_verb(self, at: int) -> bool:
        return self._tags is not None and at < len(self._tags) and self._tags[at][0] == "V"

    def _bounds_number(self, at: int) -> bool:
        """Whether a preposition only bounds a number: "sent about 20 tanks", "at least 30", "up to ten"."""
        if self.lowers[at] not in self._sets["bounding"]:
            return False
        for here in range(at + 1, min(at + 1 + _BOUNDS, len(self.lowers))):
            if self.lowers[here][:1].isdigit() or (self._tags is not None and self._tags[here] == "CD"):
                return True
            if self.lowers[here] not in self._sets["bounds"]:
                return False
        return False

    def _is_list(self, at: int) -> bool:
        """A comma between things ("tanks, guns and mortars"): a word and then a comma or an "and" follow."""
        following = self.lowers[at + 2 : at + 4]
        return "," in following or "and" in following

    def _after_noun(self, start: int) -> Iterator[int]:
        """Behind `of`, `on`, `against`: the rest of the phrase; not behind `after`, `under`."""
        word = self.lowers[start] if start < len(self.lowers) else ""
        if word in self._sets["preposition"] and word not in self._sets["adjunct"]:
            yield from self._after_verb(start + 1)

    def _until_stop(self, places: range) -> Iterator[int]:
        """Up to a sign that ends a clause; what stands in brackets on the way is passed over."""
        closing = ""
        for at in places:
            word = self.lowers[at]
            if closing:
                closing = "" if word == closing else closing
            elif word == (")" if places.step < 0 else "("):
                closing = "(" if places.step < 0 else ")"
            elif word in self.stops and word != ":":
                return
            else:
                yield at

    def _until_clause(self, places: range) -> Iterator[int]:
        clause = self._sets["clause"]
        for at in places:
            word = self.lowers[at]
            if word in self.stops or word == "," or word in clause:
                return
            yield at

    def _is(self, at: int, wanted: frozenset[str], classes: frozenset[str]) -> bool:
        word = self.lowers[at]
        if word in wanted:
            return True
        known = self._known.get(at)
        if known in BODIES and "force" in classes:
            return True
        if known is not None and (known in classes or ("name" in classes and known in _NAMED)):
            return True
        if "-" in word and word.rsplit("-", 1)[1] in wanted:
            return True
        return "name" in classes and self.usage.is_name(at)
