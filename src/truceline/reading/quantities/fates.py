"""Who met which fate: each word of dying or injuring finds the people it is about, before or after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from truceline.reading.quantities.victims import Terms, Victims

# A whole, a part of it, and whoever is listed with that.
_WITH_PARTS = 3
_JOINTS = ("joint", "subset_before", "subset_pair", "them", "possessive")
_BACK, _TOLL_REACH, _NONE_REACH, _PHRASE_REACH, _NUMBERED_REACH = 7, 12, 5, 12, 6


class Head(NamedTuple):
    """A word of dying or injuring: which fate it tells, and how its victims may stand to it."""

    place: int
    fate: str
    """`killed`, `injured` or `casualties`."""
    forms: frozenset[str]


class Told(NamedTuple):
    """What one head says: who, or that it was nobody."""

    head: Head
    victims: tuple[Victims, ...]
    is_none: bool = False


def head_of(place: int, names: set[str]) -> Head:
    """The head at a token, from the lists of the lexicon its word stands in ("killed_participle")."""
    fates = {name.partition("_")[0] for name in names}
    fate = "casualties" if "casualties" in fates else "killed" if "killed" in fates else "injured"
    return Head(place, fate, frozenset(name.partition("_")[2] for name in names))


class Fates:
    """Folded words, the people counted, by where they begin and end."""

    def __init__(self, lows: Sequence[str], victims: Sequence[Victims], terms: Terms) -> None:
        self.lows, self.victims, self.terms = lows, victims, terms
        self.count, self.sets = len(lows), terms.sets
        self.by_first = {one.first: one for one in victims}
        self.by_last = {one.last: one for one in victims}
        self.by_inside = {
            place: one
            for one in victims
            for place in range(one.first + 1, one.last - 1)
            if lows[place] in terms.heads
        }
        self.whole_before = _wholes(victims)
        self.by_tail = {tail: one for one in victims if (tail := self._tail(one)) > one.last}
        self.used: set[int] = set()

    def low(self, place: int) -> str:
        return self.lows[place] if 0 <= place < len(self.lows) else ""

    def has(self, place: int, name: str) -> bool:
        return 0 <= place < self.count and self.lows[place] in self.sets[name]

    def told(self, head: Head) -> Told | None:
        """Whom a head is about; each figure goes to one head."""
        if self._is_nobody(head):
            return Told(head, (), is_none=True)
        for candidates in self._candidates(head):
            victims = self._with_parts(candidates, head)
            whole = tuple(one for one in victims if one.first not in self.used)
            if any(not one.is_subset for one in whole):
                self.used.update(one.first for one in whole)
                return Told(head, whole)
        return None

    def _with_parts(self, victims: list[Victims], head: Head) -> list[Victims]:
        """With the parts told after all ("8 people were killed yesterday, including 3 children")."""
        if not victims or victims[-1].is_subset:
            return victims
        end = max(victims[-1].last, head.place + 1)
        for at in range(end, min(len(self.lows), end + _PHRASE_REACH)):
            if self.has(at, "subset_before"):
                more = self._onward(at)
                return victims + [one for one in more if one.is_subset]
            if self.low(at) in (".", ";") or self.low(at) in self.terms.heads:
                break
        return victims

    def _tail(self, one: Victims) -> int:
        """The place after words that go on about the people ("of the Syrian army", "and women in Idlib")."""
        at = one.last
        for _ in range(_PHRASE_REACH):
            low = self.low(at)
            if (
                (self.has(at, "joint") or low == ",")
                and self.low(at + 1) in self.terms.people
                and at + 1 not in self.by_first
            ):
                at += 2
                continue
            if at == one.last and not self.has(at, "preposition"):
                break
            if (
                not low[:1].isalpha()
                or low in self.terms.heads
                or self.has(at, "be")
                or self.has(at, "joint")
            ):
                break
            if at > one.last and (at in self.by_first or self.has(at, "auxiliary")):
                break
            at += 1
        return at

    def _candidates(self, head: Head) -> list[list[Victims]]:
        """Where the victims may stand, the likeliest first."""
        place, forms = head.place, head.forms
        own = self.by_last.get(place)
        if own and own.noun is None and head.fate == "casualties" and self._fate_follows(place + 1):
            self.by_last[place + 1] = own
            return []
        if own and own.noun is None and not own.is_subset:
            return [[own]] if "toll" not in forms else []
        inner = self.by_inside.get(place)
        if inner:
            return [[inner, *self._onward(inner.last)]]
        if "toll" in forms:
            return [self._reached(place + 1)]
        is_passive, back = self._back(place)
        if self._is_numbered(place):
            return [self._reached(place + 1), back]
        ahead = self._ahead(place + 1)
        if "state" in forms or is_passive:
            return [back, *([] if is_passive else [ahead])]
        if forms & {"noun", "active", "participle", "lost", "lives"}:
            after_of = self._ahead(place + 2) if self.has(place + 1, "of") else []
            direct = ahead if forms & {"active", "participle", "lost"} else []
            behind = back if "participle" in forms else []
            return [direct, after_of, self._of_lives(place), behind]
        return []

    def _is_numbered(self, place: int) -> bool:
        """As in "the number of killed", "the number of the civilians killed": the figure comes after it."""
        for at in range(place - 1, max(place - _NUMBERED_REACH, 0), -1):
            if self.has(at, "of"):
                return self.has(at - 1, "number")
            if at in self.by_first or not (self.low(at) in self.terms.people or self.has(at, "numbered")):
                return False
        return False

    def _fate_follows(self, place: int) -> bool:
        """Whether it is told which fate casualties met ("40 casualties were killed")."""
        while self.has(place, "auxiliary"):
            place += 1
        return self.low(place) in self.sets["killed_participle"] | self.sets["injured_participle"]

    def _of_lives(self, place: int) -> list[Victims]:
        """As in "claimed the lives of 12 people", "cost 12 lives", "5 lost their lives"."""
        own = self.by_first.get(place + 1)
        if own and own.noun is not None and self.has(own.noun, "lives"):
            return [own]
        for at in range(place + 1, min(len(self.lows), place + 4)):
            if self.has(at, "lives"):
                return self._ahead(at + 2) if self.has(at + 1, "of") else self._back(place)[1]
        return []

    def _is_nobody(self, head: Head) -> bool:
        """As in "no casualties", "none was hurt", "nobody was killed"."""
        is_noun = self.has(head.place, "none_noun")
        if not (is_noun or "participle" in head.forms or "state" in head.forms):
            return False
        at = head.place - 1
        for _ in range(_NONE_REACH):
            if self.has(at, "none"):
                return True
            if not self.has(at, "none_reach"):
                return False
            at -= 1
        return False

    def _ahead(self, place: int) -> list[Victims]:
        """The people that begin at a place, and those listed after them."""
        if self.has(place, "pair_joint") and self.low(place + 1) in self.terms.heads:
            return []
        found = self.by_first.get(place) or (
            self.by_first.get(place + 1) if self.has(place, "filler") else None
        )
        if found is None or found.is_subset:
            return []
        if (
            found.noun is None
            and self.low(found.last) in self.terms.heads
            and self.low(found.last) not in self.sets["more"]
        ):
            return []
        return self._with_subsets([found, *self._onward(found.last)])

    def _onward(self, place: int) -> list[Victims]:
        """Further people in the list, and parts of those before ("and 3 soldiers, including a child")."""
        found: list[Victims] = []
        part: float | None = None
        while True:
            at = self._past_joints(place)
            one = self.by_first.get(at)
            if one is None or at == place or self._is_of_another(one):
                return found
            if part and not one.is_subset and one.bounds.best is not None and one.bounds.best <= part:
                one = one._replace(is_subset=True)
            if one.is_subset:
                part = self._left(found, part, one)
            found.append(one)
            place = max(one.last, self._tail(one))
            place += one.is_subset and self.low(place) in self.terms.people

    def _left(self, found: Sequence[Victims], part: float | None, one: Victims) -> float | None:
        """How many of the whole a list of parts ("including 4 soldiers and 6 civilians") has left."""
        if one.noun is None or one.bounds.best is None:
            return part
        if part is None:
            whole = next((known for known in reversed(found) if not known.is_subset), None)
            whole = whole or self.whole_before.get(one.first)
            part = whole.bounds.best if whole else None
        return None if part is None else part - one.bounds.best

    def _past_joints(self, place: int) -> int:
        while self.low(place) in (",", "(") or any(self.has(place, name) for name in _JOINTS):
            if place in self.by_first:
                break
            place += 1
        return place

    def _is_of_another(self, one: Victims) -> bool:
        """Whether people listed belong to the next head: "and five wounded", "and five were wounded"."""
        if one.is_subset:
            return False
        at = one.last
        while self.has(at, "auxiliary"):
            at += 1
        names = self.terms.heads.get(self.low(at), set())
        return any(name.endswith(("_participle", "_state")) for name in names)

    def _back(self, place: int) -> tuple[bool, list[Victims]]:
        """Whether a form of "be" stands before the head, and the people before that."""
        at, is_passive = place - 1, False
        for _ in range(_BACK):
            if not (self.has(at, "auxiliary") or self.low(at) in (",", ")")):
                break
            is_passive |= self.has(at, "be")
            at -= 1
        return is_passive, self._before(at + 1)

    def _before(self, end: int) -> list[Victims]:
        """The people whose words end at a place, and those listed before them."""
        found: list[Victims] = []
        one = self._ending(end)
        while one is not None:
            found.insert(0, one)
            at = one.first
            while self.low(at - 1) in (",", "(") or any(self.has(at - 1, name) for name in _JOINTS):
                at -= 1
            if at == one.first:
                break
            one = self._ending(at)
        return self._with_subsets(found)

    def _with_subsets(self, found: list[Victims]) -> list[Victims]:
        """Whoever is listed with a part is one, too: "among them three women and two girls"."""
        if len(found) < _WITH_PARTS or found[0].is_subset or found[0].bounds.best is None:
            return found
        left, told = found[0].bounds.best, [found[0]]
        for place, one in enumerate(found[1:], start=1):
            beside = told[-1].is_subset or (place + 1 < len(found) and found[place + 1].is_subset)
            fits = (
                one.bounds.best is not None
                and one.bounds.best <= left
                and one.kind in {found[0].kind, "unknown"}
            )
            is_part = one.is_subset or (beside and fits and place > 0)
            left -= (one.bounds.best or 0) if is_part else 0
            told.append(one._replace(is_subset=True) if is_part else one)
        return told

    def _ending(self, end: int) -> Victims | None:
        return self.by_last.get(end) or self._part_ending(end) or self.by_tail.get(end)

    def _part_ending(self, end: int) -> Victims | None:
        """As in "seven of them children": the part's own word stands after it."""
        one = self.by_last.get(end - 1)
        return one if one and one.is_subset and self.low(end - 1) in self.terms.people else None

    def _reached(self, place: int) -> list[Victims]:
        """The figure a toll "rose to", "stands at", "of"."""
        for at in range(place, min(len(self.lows), place + _TOLL_REACH)):
            one = self.by_first.get(at)
            if one is not None and self.has(at - 1, "risen_from") and self.has(one.last, "risen_to"):
                continue  # "from four to six"
            if one is not None:
                return self._with_subsets([one, *self._onward(one.last)])
            if not (self.has(at, "toll_lead") or self.lows[at].isalpha()):
                return []
        return []

    def shared(self, heads: Sequence[Head], told: Sequence[Told]) -> list[Told]:
        """As in "killing and injuring dozens": the head without a figure shares its neighbour's."""
        by_place = {one.head.place: one for one in told}
        result = list(told)
        for left, right in pairwise(heads):
            if right.place - left.place != 2 or not self.has(left.place + 1, "pair_joint"):  # noqa: PLR2004 - one between
                continue
            have = [place for place in (left.place, right.place) if place in by_place]
            if len(have) == 1 and left.fate != right.fate:
                one = by_place[have[0]]
                result.remove(one)
                joint = "both" if self.has(left.place + 1, "and") else "either"
                result.append(
                    Told(Head(left.place, joint, frozenset({str(right.place)})), one.victims, one.is_none)
                )
        return sorted(result, key=lambda one: one.head.place)


def _wholes(victims: Sequence[Victims]) -> dict[int, Victims]:
    """For each mention of people the last one before it that is no part."""
    found: dict[int, Victims] = {}
    whole: Victims | None = None
    for one in victims:
        if whole is not None:
            found[one.first] = whole
        if not one.is_subset:
            whole = one
    return found
