"""Names with the word for what they name: "the city of X", "X province", "X village"."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.reading.span import Token
from truceline.reading.whereabouts.agreed import AgreedNames
from truceline.reading.whereabouts.naming import Name, Naming
from truceline.reading.whereabouts.senses import Sense
from truceline.reading.whereabouts.told import Base, Form, text_of
from truceline.reading.whereabouts.words import Words

UNKNOWN_WORDS = 3


class Bases:
    """Finds what a place is told from."""

    def __init__(self, naming: Naming, agreed: AgreedNames, words: Words) -> None:
        self.naming, self.agreed, self.words = naming, agreed, words
        self._no_names = frozenset(words.winds).union(
            words["place_nouns"], words["determiners"], words["peoples"]
        )
        self._heads = frozenset(words.admin).union(
            words["facilities"], words["settlements"], words["apposed"]
        )

    def at(self, tokens: Sequence[Token], first: int) -> Base | None:
        """A name with the word for what it is, on either side."""
        if first >= len(tokens):
            return None
        at = first + 1 if tokens[first].lower in self.words["articles"] and first + 1 < len(tokens) else first
        zone = self.agreed.at(tokens, at) or self.agreed.bare(tokens, at)
        headed = self._led(tokens, at)
        if headed:
            return headed
        name = self.naming.at(tokens, at)
        if zone and zone.kind != "group" and (name is None or zone.last >= name.last):
            return Base(first, zone.last, zone=zone)
        if name is None or not name.senses:
            return self._unlisted(tokens, at) if name is None else None
        return None if self.is_attribute(tokens, name.last) else self._followed(tokens, at, name)

    def _led(self, tokens: Sequence[Token], at: int) -> Base | None:
        """A name behind the word for what it names."""
        low = tokens[at].lower
        if low not in self._heads and low[:1] not in self.words["proclitics"]:
            return None
        return self._thing_of(tokens, at) or self._headed(tokens, at) or self._apposed(tokens, at)

    def is_attribute(self, tokens: Sequence[Token], at: int) -> bool:
        """As in "the Red Sea port city of X", "the Y province town of X": the name only tells of which X."""
        words = self.words
        while at < len(tokens) and (
            tokens[at].lower in words["settlements"]
            or tokens[at].lower in words["facilities"]
            or tokens[at].lower in words.admin
        ):
            at += 1
        before = tokens[at - 1].lower
        if before not in words["settlements"] and before not in words["facilities"]:
            return False
        if at + 1 >= len(tokens) or tokens[at].lower not in words["genitive"]:
            return False
        other = self.naming.at(tokens, at + 1) if self.naming.opens(tokens[at + 1]) else None
        return other is not None and bool(other.senses)

    # -- things in a town that a list has by a name of their own

    def _thing_of(self, tokens: Sequence[Token], first: int) -> Base | None:
        """A listed thing told the long way: "the airport of X" for "X airport"."""
        if tokens[first].lower not in self.words["facilities"] or not self.words["genitive"]:
            return None
        at = self._past_genitive(tokens, first + 1)
        if at is not None and at < len(tokens) and tokens[at].lower in self.words["articles"]:
            at += 1
        if at is None or at >= len(tokens) or not self.naming.opens(tokens[at]):
            return None
        name = self.naming.at(tokens, at)
        thing = None if name is None else self._thing(name, tokens[first].lower)
        return None if thing is None or name is None else Base(first, name.last, Name(name.last, thing))

    def _thing_behind(self, tokens: Sequence[Token], first: int, name: Name) -> Base | None:
        """As in "X's airport", "X international airport"."""
        at = name.last
        if at < len(tokens) and tokens[at].lower in self.words["owner"]:
            at += 1
        while at < len(tokens) and tokens[at].lower in self.words["facility_adjectives"]:
            at += 1
        if at >= len(tokens) or tokens[at].lower not in self.words["facilities"]:
            return None
        thing = self._thing(name, tokens[at].lower)
        return None if thing is None else Base(first, at + 1, Name(at + 1, thing))

    def _thing(self, name: Name, noun: str) -> tuple[Sense, ...] | None:
        """The thing of that kind that a list has under the town's own name."""
        called = dict.fromkeys(sense.name for sense in name.senses if sense.curated)
        found = (self.naming.senses.of(self.naming.spelled(f"{one} {noun}")) for one in called)
        return next((senses for senses in found if senses and senses[0].curated), None)

    def _past_genitive(self, tokens: Sequence[Token], at: int) -> int | None:
        """Past "of", where the language has a word for it; None where it is missing."""
        if not self.words["genitive"]:
            return at
        return at + 1 if at < len(tokens) and tokens[at].lower in self.words["genitive"] else None

    def _apposed(self, tokens: Sequence[Token], first: int) -> Base | None:
        """What "the capital X" and "the town X" name."""
        if tokens[first].lower not in self.words["apposed"] or first + 1 >= len(tokens):
            return None
        name = self.naming.at(tokens, first + 1)
        return Base(first, name.last, name, form="spot") if name and name.senses else None

    def _headed(self, tokens: Sequence[Token], first: int) -> Base | None:
        """What "the city of X" and "the provinces of X" name."""
        form, admin = self._form(tokens[first].lower)
        at = self._past_genitive(tokens, first + 1)
        if not form or at is None:
            return None
        if at < len(tokens) and tokens[at].lower in self.words["articles"]:
            at += 1
        if at >= len(tokens) or not self.naming.opens(tokens[at]):
            return None
        name = self.naming.at(tokens, at)
        if name and name.senses:
            return Base(first, name.last, name, form=form, admin=admin)
        last = self.capitals(tokens, at)
        if name is None and last > at and tokens[first].lower in self.words["place_nouns"]:
            return Base(first, last, form=form, unknown=text_of(tokens[at:last]))
        return None

    def _followed(self, tokens: Sequence[Token], first: int, name: Name) -> Base:
        """The name with "city", "province" or a zone's kind after it."""
        thing = self._thing_behind(tokens, first, name)
        if thing is not None:
            return thing
        at = name.last
        owned = at + 1 if at < len(tokens) and tokens[at].lower in self.words["owner"] else at
        if owned < len(tokens):
            zone = self.agreed.at(tokens, owned)
            if zone and zone.kind == "zone":
                return Base(first, zone.last, zone=zone)
        if at < len(tokens) and self.words["genitive"]:  # other languages put the kind first only
            form, admin = self._form(tokens[at].lower)
            if form:
                return Base(first, at + 1, name, form=form, admin=admin)
        return Base(first, at, name, form="spot" if self._has_facility(tokens, at) else "")

    def _has_facility(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether it is told as "X airport", "X Central Prison": a thing in the town, not in its province."""
        while at < len(tokens) and tokens[at].is_capital and tokens[at].lower not in self.words["facilities"]:
            at += 1
        return at < len(tokens) and tokens[at].lower in self.words["facilities"]

    def _unlisted(self, tokens: Sequence[Token], first: int) -> Base | None:
        """A name that no list has, where the word after it says that it is a place: "X village"."""
        behind = [token.lower for token in tokens[first + 1 : first + UNKNOWN_WORDS + 1]]
        if self.words["place_nouns"].isdisjoint(behind):
            return None
        if tokens[first].lower in self.words["locative"] or tokens[first].lower in self.words["mostly"]:
            return None  # "In X city": a preposition with a capital
        last = self.capitals(tokens, first)
        if last == first or last >= len(tokens) or tokens[last].lower not in self.words["place_nouns"]:
            return None
        if not tokens[last].text.islower() or (
            last - first == 1 and tokens[first].lower in self.words["common"]
        ):
            return None
        if self.is_attribute(tokens, last):
            return None
        form, admin = self._form(tokens[last].lower)
        return Base(first, last + 1, form=form or "spot", admin=admin, unknown=text_of(tokens[first:last]))

    def capitals(self, tokens: Sequence[Token], first: int) -> int:
        at = first
        while (
            at < len(tokens)
            and at - first < UNKNOWN_WORDS
            and self.naming.is_capital(tokens[at])
            and tokens[at].lower not in self._no_names
        ):
            at += 1
        return at

    def _form(self, low: str) -> tuple[Form, str]:
        if low[:1] in self.words["proclitics"] and low not in self.words["settlements"]:
            low = low if low in self.words.admin else low[1:]
        if low in self.words["settlements"]:
            return "spot", ""
        admin = self.words.admin.get(low, "")
        return ("area", admin) if admin else ("", "")
