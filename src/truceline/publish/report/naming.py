"""Names and the engine's sentences as a reader knows them, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from datetime import date
from functools import cached_property

from truceline.agreement.model import Agreement
from truceline.assess.result import Cited, RegisterEntry, Standing
from truceline.case.names import Names
from truceline.errors import Given, Told
from truceline.publish.chips import STANDINGS
from truceline.publish.markup import slug
from truceline.publish.report.composed import Cell, Sentence
from truceline.publish.tongue.phrases import understood
from truceline.publish.tongue.tongue import Tongue, Value
from truceline.publish.wording import Wording
from truceline.publish.words import capital, plain

_OPEN, _CLOSE = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
_WORDS = frozenset({"sort", "state", "role", "other", "act"})
"""Places at which a word of a closed vocabulary stands."""


class Naming:
    """What a report's setting and a page of the console share; each of them has these four."""

    agreement: Agreement
    tongue: Tongue
    names: Names
    province: Callable[[str], str]

    @cached_property
    def wording(self) -> Wording:
        """Names for ids in sentences that the engine wrote."""
        return Wording(self.agreement)

    def party(self, party: str | None) -> str:
        """A party in the reader's language."""
        if party is None:
            return self.tongue.say("nobody known")
        given = self.names.of("parties", party)
        known = self.agreement.party.get(party)
        if given or known is None:
            return given or capital(plain(party))
        if self.tongue.code == "en" and known.name:
            return known.name
        own = (alias.name for alias in known.aliases if alias.lang == self.tongue.code)
        return next(own, known.name or capital(plain(party)))

    def parties(self, several: Iterable[str]) -> str:
        """Several parties in words; nobody known where there are none."""
        return self.tongue.listed(map(self.party, several)) or self.tongue.say("nobody known")

    def source(self, one: Cited) -> str:
        """A source family with its grade; the grade alone where the family is not told."""
        return f"{one.family} ({one.grade})" if one.family else one.grade

    def zone(self, zone: str) -> str:
        """A zone by its name."""
        known = self.agreement.zone.get(zone)
        return self.names.of("zones", zone) or (known.name if known and known.name else capital(plain(zone)))

    def category(self, term: str) -> str:
        """A category of weapons or forces by its name."""
        known = self.agreement.term.get(term)
        return self.names.of("terms", term) or (known.name if known and known.name else plain(term))

    def event(self, event: str) -> str:
        """A type of event by its name."""
        known, own = self.agreement.event.get(event), self.names.of("events", event)
        if own or not (known and known.name):
            return own or plain(event)
        return (None if self.tongue.code == "en" else self._phrase(known.name)) or known.name

    def promise(self, norm: str) -> str:
        """A promise by its title; one that comes of granted time by what it says."""
        own, known = self.names.of("norms", norm), self.agreement.norms.get(norm)
        if own or known is None or self.tongue.code == "en":
            return own or self.wording.title(norm)
        return self._phrase(known.says or "") or self.wording.title(norm)

    def instrument(self, instrument: str) -> str:
        """A text by its title."""
        known = self.agreement.instrument.get(instrument)
        return self.names.of("instruments", instrument) or (
            known.title if known and known.title else plain(instrument)
        )

    def is_foreign(self, norm: str) -> bool:
        """Whether a promise's title is told in another language than the reader's."""
        return self.tongue.code != "en" and self.names.of("norms", norm) is None

    def act(self, entry: RegisterEntry) -> str:
        """What an entry of the register tells of."""
        return self.names.of("events", entry.act) or self.tongue.term(entry.act)

    def place(self, entry: RegisterEntry) -> str:
        """Where it was, as far as it is told."""
        if entry.place in self.agreement.zone:
            return self.zone(entry.place)
        if entry.place:
            return self.names.of("places", entry.place) or entry.place
        return self.in_province(entry) or self.tongue.say("place not given")

    def in_province(self, entry: RegisterEntry) -> str:
        """The province of an entry in the reader's language; nothing where none is told."""
        known = self.province(entry.adm1) if entry.adm1 else ""
        return self.names.of("places", known) or known

    def standing(self, standing: Standing, norm: str | None = None) -> Cell:
        """A standing with its sign and tone; it leads to the proof of its promise."""
        sign = STANDINGS[standing]
        lead = proof_of(norm) if norm else None
        return Cell(self.tongue.term(standing.value), lead, sign.tone, sign.symbol)

    def said(self, text: str) -> Sentence:
        """A sentence of the engine or the agreement; English where the language has no phrase for it."""
        phrase = self._phrase(text)
        told = capital(phrase or self.wording.told(text))
        whole = told if told.endswith((".", "?", "!")) else f"{told}."
        return Sentence(whole, foreign=phrase is None and self.tongue.code != "en")

    def clause(self, text: str) -> str:
        """A part of a sentence that the engine has in English: a statement, a reason, a condition."""
        return self._phrase(text) or self.wording.told(text)

    def deed(self, kind: str) -> str:
        """What a kind of act of the mechanism is called."""
        return self.tongue.term(kind)

    def _phrase(self, text: str) -> str | None:
        if isinstance(text, Told):
            given = {place: self._given(place, value) for place, value in text.values.items()}
            return self.tongue.phrase(text.template, **given)
        whole = self.tongue.phrase(text) if self.tongue.knows(text) else None
        if whole is not None:
            return whole
        for one in understood(text):
            values = {place: self._at(place, found) for place, found in one.places.items()}
            told = {place: value for place, value in values.items() if value is not None}
            if len(told) == len(values):
                return self.tongue.phrase(one.message, **told)
        return None

    def _several(self, text: str) -> str:
        """A part of a sentence; one that is put together of parts, part by part."""
        for joint, join in ((" and ", self.tongue.listed), (" or ", self.tongue.either)):
            told = [self._phrase(one) for one in text.split(joint)]
            if len(told) > 1 and self._phrase(text) is None and all(told):
                return join([one for one in told if one])
        return self.clause(text)

    def _given(self, place: str, value: Given) -> Value:
        """What stands at a place of a refusal, as the reader knows it; what is no name stays as it is."""
        if isinstance(value, tuple):
            return self.tongue.listed(str(self._given(place, one)) for one in value)
        if not isinstance(value, str):
            return value
        if place == "detail":
            return self.clause(value)
        known = self.agreement
        named: dict[str, tuple[Container[str], Callable[[str], str]]] = {
            "party": (known.party, self.party),
            "parties": (known.party, self.party),
            "whom": (known.party, self.party),
            "zone": (known.zone, self.zone),
            "zones": (known.zone, self.zone),
            "what": (known.term, self.category),
        }
        ids, told_as = named.get(place, ((), str))
        if value in ids:
            return told_as(value)
        if place == "act" and self.tongue.catalogue is not None:
            return self.deed(value)
        return self.tongue.term(value) if place in _WORDS else value

    def _at(self, place: str, found: str) -> str | None:
        """What stands at a place of a phrase, as the reader knows it; None where it is not what it seems."""
        known = self.agreement
        named: dict[str, tuple[Container[str], Callable[[str], str]]] = {
            "event": (known.event, self.event),
            "what": (known.term, self._what),
            "zone": (known.zone, self.zone),
            "norm": (known.norms, self._quoted),
        }
        if place in named:
            ids, told_as = named[place]
            return told_as(found) if found in ids else None
        match place:
            case "party" | "parties":
                several = re.split(" or | and |, ", found)
                told = list(map(self.party, several))
                join = self.tongue.either if " or " in found else self.tongue.listed
                return join(told) if all(one in known.party for one in several) else None
            case "norms":
                named_norms = found.split(", ")
                is_known = all(one in known.norms for one in named_norms)
                return self.tongue.listed(map(self._quoted, named_norms)) if is_known else None
            case "day":
                return _day(self.tongue, found)
            case "state":
                state = self.names.of("states", found.replace(" ", "_"))
                return state or (found if self.tongue.code == "en" else None)
            case "words":
                return self._several(found)
            case "standard" | "status" | "verdict":
                return self.tongue.term(found)
        return found

    def _what(self, term: str) -> str:
        """A category within a sentence: in English by the words of its id, as names begin with a capital."""
        within = plain(term)
        return within if self.tongue.code == "en" and within != term else self.category(term)

    def _quoted(self, norm: str) -> str:
        """A promise's title within an English sentence, which would run on without marks around it."""
        return f"{_OPEN}{self.promise(norm)}{_CLOSE}" if self.tongue.code == "en" else self.promise(norm)

    def degree(self, degree: tuple[float, float]) -> str:
        """How far a promise is kept: what is shown, and what is still possible."""
        shown, possible = degree
        if shown == possible:
            return self.tongue.say("{shown} shown", shown=self.tongue.percent(shown))
        return self.tongue.say(
            "{shown} shown, {possible} possible",
            shown=self.tongue.percent(shown),
            possible=self.tongue.percent(possible),
        )


def _day(tongue: Tongue, found: str) -> str | None:
    try:
        return tongue.day(date.fromisoformat(found))
    except ValueError:  # 31 February, in words of the agreement that only look like a phrase
        return None


def proof_of(norm: str) -> str:
    """The key of a promise's proof."""
    return f"proof-{slug(norm)}"
