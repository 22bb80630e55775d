"""The parties of an agreement by their names, and the states among them by their country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truceline.agreement.model import Agreement, Party
from truceline.agreement.naming import Bearing
from truceline.reading.actors import book
from truceline.reading.actors.book import Meaning, phrase, spelling
from truceline.reading.actors.lists import ActorWords, Pieces

_LONGEST_NATION = 3
_CAPITALISED = "Xx"
"""How a name is spelt that nobody wrote down."""


@dataclass(frozen=True)
class PartyNames:
    """Every alias of an agreement's parties, and what is known of the parties."""

    table: Mapping[Pieces, Meaning]
    by_country: Mapping[str, str]
    """Country code to the party that is its state or government."""
    country_of: Mapping[str, str]
    people: frozenset[str]
    """Ids of parties that are a population: civilians, residents."""
    states: frozenset[str]
    home: str | None
    """The one state that fights under the agreement: what "the army" means, if only one can be meant."""
    other: str | None = None
    """The one side that fights against it: what holds "non-government-controlled areas"."""

    @classmethod
    def of(cls, agreement: Agreement | None, words: ActorWords) -> PartyNames:
        """The names of an agreement's parties; none without an agreement."""
        parties = () if agreement is None else tuple(agreement.parties)
        by_country = _by_country(parties, words)
        return cls(
            _table(parties, words),
            by_country,
            {party: code for code, party in by_country.items()},
            frozenset(party.id for party in parties if party.kind == "population"),
            frozenset(party.id for party in parties if party.kind in {"state", "government"}),
            _home(parties),
            _other(parties),
        )


def _bearings(parties: tuple[Party, ...]) -> Iterator[tuple[str, Bearing]]:
    for party in parties:
        yield party.name or party.id, Bearing(party.id)
        for alias in party.aliases:
            yield alias.name, Bearing(party.id, alias.start, alias.until)


def _table(parties: tuple[Party, ...], words: ActorWords) -> dict[Pieces, Meaning]:
    """Aliases with all that the words can be besides; a known name keeps its country's code."""
    bearers: dict[Pieces, list[Bearing]] = {}
    spelt: dict[Pieces, list[str]] = {}
    for name, bearing in _bearings(parties):
        for key in _variants(name, words.spelt_out):
            bearers.setdefault(key, []).append(bearing)
            spelt.setdefault(key, []).append(name)
    _take_short(bearers, spelt, parties, words)
    _take_kinds(bearers, spelt, parties, words)
    for body, leaders in words.body_leaders.items():
        for leader in leaders if body in bearers else ():
            bearers.setdefault(leader, bearers[body])
            spelt.setdefault(leader, [_CAPITALISED])
    found: dict[Pieces, Meaning] = {}
    for key, borne in bearers.items():
        known = words.names.get(key) or words.common.get(key) or Meaning(0)
        found[key] = Meaning(known.uses | book.PARTY, known.code, spelling(spelt[key]), tuple(borne))
    return found | _singulars(found, words)


def _take_short(
    bearers: dict[Pieces, list[Bearing]],
    spelt: dict[Pieces, list[str]],
    parties: tuple[Party, ...],
    words: ActorWords,
) -> None:
    """Shorter names that follow from longer ones.

    "Aerospace Forces" from "Russian Aerospace Forces", a state's; a seat of government whose rulers
    the agreement tells apart ("X authorities") stands for those who rule there.
    """
    states = {party.id for party in parties if party.kind in {"state", "government"}}
    for key, borne in tuple(bearers.items()):
        first, rest = words.names.get(key[:1]), key[1:]
        is_nation = first is not None and bool(first.uses & book.NATION)
        is_new = len(rest) > 1 and not (rest in bearers or rest in words.common or rest in words.names)
        if is_nation and is_new and {one.party for one in borne} <= states:
            bearers[rest] = list(borne)
            spelt[rest] = [_CAPITALISED]
        seat, noun = words.names.get(key[:-1]), words.common.get(key[-1:])
        if seat is not None and seat.uses & book.SEAT and noun is not None and key[:-1] not in bearers:
            bearers[key[:-1]] = list(borne)
            spelt[key[:-1]] = [_CAPITALISED]


def _take_kinds(
    bearers: dict[Pieces, list[Bearing]],
    spelt: dict[Pieces, list[str]],
    parties: tuple[Party, ...],
    words: ActorWords,
) -> None:
    """What else a category is called: "radical fighters" and "radicals" where it is "radical groups"."""
    categories = {party.id for party in parties if party.kind == "category"}
    nouns = [
        key[0]
        for key, meaning in words.common.items()
        if len(key) == 1 and meaning.uses & book.GROUP_NOUN and not meaning.uses & book.OTHERS
    ]
    for key, borne in tuple(bearers.items()):
        noun = words.common.get(key[1:])
        is_kind = len(key) == 2 and noun is not None and bool(noun.uses & book.GROUP_NOUN)  # noqa: PLR2004
        if not is_kind or key[:1] in words.names or not {one.party for one in borne} <= categories:
            continue  # "Syrian insurgents" makes no insurgents of Syrian forces
        others = [(key[0], one) for one in nouns if one.endswith("s")]
        short = (f"{key[0]}s",)  # "the radicals", which is a noun of its own, too
        for other in (*others, short):
            known = other in words.names or (other in words.common and other != short)
            if other not in bearers and not known:
                bearers[other] = list(borne)
                spelt[other] = list(spelt[key])


def _singulars(found: Mapping[Pieces, Meaning], words: ActorWords) -> dict[Pieces, Meaning]:
    """The singulars of names that are nouns ("rebel"): the same party, alone or before a noun."""
    made: dict[Pieces, Meaning] = {}
    for key, meaning in found.items():
        one = (key[0].removesuffix("s"),)
        common = words.common.get(one)
        if len(key) == 1 and one != key and one not in found and common is not None:
            made[one] = meaning._replace(uses=common.uses | book.PARTY | book.SINGULAR)
    return made


def _variants(name: str, spelt_out: Mapping[Pieces, Pieces]) -> set[Pieces]:
    """A name as tokens give it, the possessive written into the word ("Peoples Republic"), letters spelt out.

    As in "United Nations monitors" where the agreement has "UN monitors".
    """
    key = phrase(name)
    joined = phrase(name.replace("'s", "s").replace("\u2019s", "s"))
    found = {one for one in (key, joined) if one}
    for short, long in spelt_out.items():
        for told, other in ((short, long), (long, short)):
            if key[: len(told)] == told and len(key) > len(told):
                found.add((*other, *key[len(told) :]))
    return found


def _by_country(parties: tuple[Party, ...], words: ActorWords) -> dict[str, str]:
    found: dict[str, str] = {}
    for party in parties:
        if party.kind not in {"state", "government"}:
            continue
        names = (party.name or party.id, *(alias.name for alias in party.aliases))
        code = next((code for name in names if (code := _country(phrase(name), words))), None)
        if code is not None:
            found.setdefault(code, party.id)
    return found


def _country(key: Pieces, words: ActorWords) -> str | None:
    """The country in a party's name: its own, its seat of government, "Syrian" of "Syrian government"."""
    whole = words.names.get(key)
    if whole is not None and whole.uses & (book.COUNTRY | book.SEAT):
        return whole.code
    for size in range(_LONGEST_NATION, 0, -1):
        nation = words.names.get(key[:size])
        if nation is not None and nation.uses & book.NATION:
            return nation.code
    if len(key) > 2 and key[1] == "of":  # noqa: PLR2004 - "government of X"
        owner = words.names.get(key[2:])
        return owner.code if owner is not None and owner.uses & book.COUNTRY else None
    return None


def _other(parties: tuple[Party, ...]) -> str | None:
    """The one side without a state that fights, where one state does."""
    fighting = [
        party.id
        for party in parties
        if party.kind not in {"state", "government"} and "conflicting_party" in party.roles
    ]
    return fighting[0] if len(fighting) == 1 and _home(parties) is not None else None


def _home(parties: tuple[Party, ...]) -> str | None:
    fighting = [
        party.id
        for party in parties
        if party.kind in {"state", "government"}
        and {"conflicting_party", "bound_via_guarantor"} & set(party.roles)
    ]
    return fighting[0] if len(fighting) == 1 else None
