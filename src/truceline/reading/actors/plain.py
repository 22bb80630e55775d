"""Those who are told by nouns: owners behind "of", titles, the one state that fights, nobody named."""

from __future__ import annotations

from collections.abc import Callable

from truceline.reading.actors import nouns
from truceline.reading.actors.book import (
    BODY_NOUN,
    COUNTRY,
    GROUP_NOUN,
    HOME,
    LEADER,
    NATION,
    NOT_ALONE,
    PARTY,
    PEOPLE,
    SEAT,
    STATE_NOUN,
    TITLE,
    UNKNOWN,
    UNNAMED,
)
from truceline.reading.actors.kinds import Kind
from truceline.reading.actors.pointing import is_on_a_line, pointed
from truceline.reading.actors.scan import Scan
from truceline.reading.span import ActorSpan

Reader = Callable[[Scan, int], ActorSpan | None]
_LONGEST_NAME = 3
_OWN_ONLY = frozenset({"country", "seat of government"})


def by_noun(scan: Scan, place: int, floor: int, owner: Reader, before: ActorSpan | None) -> ActorSpan | None:
    """The actor whose nouns begin at a token; `owner` reads who stands behind "of".

    `floor` is the end of the last actor found, which determiners are not looked for before;
    `before` that actor, whose country a second title shares ("and Foreign Minister Y").
    """
    match = scan.at(place)
    if match is None:
        return None
    unknown = bool(match[1].uses & UNKNOWN)
    row = nouns.run(scan, place)
    if row is None or (row.first > place and _is_party(scan, row.first) and not unknown):
        return None
    if unknown and row.first > place:
        return _unnamed(scan, place, row)
    found = _owned(scan, row, owner) or _of_nation(scan, row) or _unlisted(scan, row, floor)
    if found is not None:
        return found
    if row.is_title and nouns.name_after(scan, row.last) > row.last:
        return _titled(scan, row, before)
    return _at_home(scan, row) or _in_seat(scan, row) or pointed(scan, row, floor) or _alone(scan, place, row)


def owned(scan: Scan, place: int, owner: Reader) -> ActorSpan | None:
    """A noun with a party behind it, where the noun by itself is another party's name."""
    row = nouns.run(scan, place)
    span = None if row is None or row.first != place else _owned(scan, row, owner)
    return span if span is not None and span.party is not None else None


def _is_party(scan: Scan, place: int) -> bool:
    return bool(scan.uses(place) & PARTY)


def _owned(scan: Scan, row: nouns.Run, owner: Reader) -> ActorSpan | None:
    """A noun with its owner: "fighters of HTS", "a spokesman for the NFL", "a group of militants"."""
    if not row.uses & nouns.PERSONS or is_on_a_line(scan, row.first, row.last):
        return None
    at, anybody = nouns.owner_link(scan, row.last, row.uses)
    inner = owner(scan, at) if at else None
    if inner is None or inner.kind in {"people", "anaphor"}:
        return None
    head = row.last - 1
    plural = scan.is_plural(head)
    if inner.kind == "unnamed" or (inner.party is None and inner.country is None):
        if row.uses & GROUP_NOUN and inner.kind == "unnamed":
            return ActorSpan(row.first, inner.last, "nobody named", None, head, "unnamed", None, plural)
        return None
    if not anybody and (inner.rule in _OWN_ONLY or inner.party in scan.parties.states):
        return None  # "troops from Turkey" may be leaving it
    party = None if row.is_other or _is_of_country(row, inner) else inner.party
    kind = _owned_kind(row, inner)
    rule = "others than the one named" if row.is_other else "noun and its owner"
    country = None if row.is_other else inner.country
    return ActorSpan(row.first, inner.last, rule, party, head, kind, country, plural)


def _is_of_country(row: nouns.Run, inner: ActorSpan) -> bool:
    """Whether only the country is told: "rebels of Sudan" are not its state."""
    return not row.uses & (STATE_NOUN | TITLE) and inner.rule in _OWN_ONLY


def _owned_kind(row: nouns.Run, inner: ActorSpan) -> Kind:
    if row.is_other:
        return "unnamed"
    if inner.kind == "body":
        return "body"
    if row.is_title:
        return "leader"
    return "named" if inner.kind == "named" and inner.party else "role"


def _of_nation(scan: Scan, row: nouns.Run) -> ActorSpan | None:
    """A noun with its nationality behind it, in languages that put it there."""
    between = scan.words.sets["before_nation"]
    if not between:
        return None
    at = row.last
    while scan.lower(at) in between and at - row.last < _LONGEST_NAME:
        at += 1
    match = scan.at(at)
    if match is None or not match[1].uses & NATION:
        return None
    own = row.uses & (STATE_NOUN | TITLE) and not row.uses & (GROUP_NOUN | PEOPLE)
    party = scan.parties.by_country.get(match[1].code) if own else None
    kind: Kind = "people" if row.uses & PEOPLE else ("leader" if row.is_title else "role")
    plural = scan.is_plural(row.last - 1)
    rule = "noun and its nationality"
    return ActorSpan(row.first, match[0], rule, party, row.last - 1, kind, match[1].code, plural)


def _unlisted(scan: Scan, row: nouns.Run, floor: int) -> ActorSpan | None:
    """A group by a name that no list has: "Tiger Forces", "Sultan Murad Division"."""
    last = nouns.name_after(scan, row.last) if row.is_title else row.last
    if not scan.is_capital(last - 1) or not scan.uses(last - 1) & (STATE_NOUN | GROUP_NOUN):
        return None
    if scan.uses(last - 1) & (TITLE | PEOPLE) or (row.is_title and last == row.last):
        return None
    first = row.first
    while first > max(floor, row.first - _LONGEST_NAME) and _may_begin_name(scan, first - 1):
        first -= 1
    if first == row.first and last == row.last:
        return None
    return ActorSpan(
        first, last, "name that is not listed", None, last - 1, "named", None, scan.is_plural(last - 1)
    )


def _may_begin_name(scan: Scan, at: int) -> bool:
    """Whether a word is a capitalised one that means nothing else here."""
    token = scan.tokens[at]
    return token.is_word and token.is_capital and not scan.uses(at) and not scan.is_in(at, "breaks")


def _titled(scan: Scan, row: nouns.Run, before: ActorSpan | None) -> ActorSpan:
    """A title with a name: "President X", "spokesman Y"; only office-holders known by name get a party."""
    end = nouns.name_after(scan, row.last)
    country = _country_of_name(scan, row, end)
    if country is None and before is not None and _goes_with(scan, row, before):
        country = before.country
    party = scan.parties.by_country.get(country or "") or _party_of_name(scan, row.last, end)
    head = row.last - 1 if scan.tokens[row.last - 1].is_word else row.last - 2  # "Mr."
    return ActorSpan(row.first, end, "title", party, head, "leader", country)


def _goes_with(scan: Scan, row: nouns.Run, before: ActorSpan) -> bool:
    """Whether a title follows another's directly: "the Iranian president and Foreign Minister X"."""
    joined = scan.lower(row.first - 1) in {"and", ","}
    return joined and before.kind == "leader" and before.last == row.first - 1


def _party_of_name(scan: Scan, first: int, end: int) -> str | None:
    """The organisation of the agreement that somebody known by name speaks for."""
    matches = (scan.at(at) for at in range(first, end))
    told = (one for one in matches if one is not None and one[1].uses & LEADER and one[0] == end)
    return next((scan.party(one[1]) for one in told if one[1].bearers), None)


def _country_of_name(scan: Scan, row: nouns.Run, end: int) -> str | None:
    """The country an office-holder speaks for; a namesake with another first name is nobody known."""
    high = any(scan.is_in(at, "national_titles") for at in range(row.first, row.last))
    for at in range(row.last, end):
        match = scan.at(at)
        if match is not None and match[1].uses & LEADER and match[0] == end and (at == row.last or high):
            return match[1].code
    return None


def _at_home(scan: Scan, row: nouns.Run) -> ActorSpan | None:
    """The state that "the army" or "regime forces" means where only one fights."""
    home = scan.parties.home
    if home is None or row.is_other or not _begins_at_home(scan, row.first):
        return None
    if scan.lower(row.last) == "of" and scan.is_in(row.last + 1, "anaphor_determiners"):
        return None  # "the military of both sides"
    if scan.is_in(row.first - 1, "no_regime") or (
        scan.lower(row.last) == "of" and scan.is_in(row.last + 1, "no_regime")
    ):
        return None  # "the ceasefire regime", "the regime of silence"
    if (
        scan.is_in(row.last - 1, "rule_nouns")
        and scan.lower(row.last) == "in"
        and scan.is_capital(row.last + 1)
    ):
        return _seated(scan, row)
    last = row.last
    if nouns.is_possessed(scan, last):
        further = nouns.run(scan, last + 1)
        if further is not None and not further.is_other and not further.is_only_people:
            last = further.last  # "the regime's air force"
    country, plural = scan.parties.country_of.get(home), scan.is_plural(last - 1)
    return ActorSpan(row.first, last, "the one state that fights", home, last - 1, "role", country, plural)


def _in_seat(scan: Scan, row: nouns.Run) -> ActorSpan | None:
    """As in "the ministry in X", "officials in X": of the state whose seat of government X is."""
    is_ruling = scan.is_in(row.last - 1, "seated_nouns") and scan.lower(row.last) == "in"
    if not is_ruling or not scan.is_capital(row.last + 1) or not scan.uses(row.last + 1) & SEAT:
        return None
    return _seated(scan, row)


def _begins_at_home(scan: Scan, place: int) -> bool:
    """Whether the first noun means the state that fights, be it part of a longer phrase ("army command")."""
    if scan.uses(place) & HOME:
        return True
    return any(not rest and meaning.uses & HOME for rest, meaning in scan.hits[place] or ())


def _seated(scan: Scan, row: nouns.Run) -> ActorSpan:
    """The authorities in X: whom the agreement calls "X authorities", else the state whose seat X is."""
    at, head = row.last + 1, row.last - 1
    pieces = scan.book.pieces
    rest = (*pieces[scan.lower(at)][1:], *pieces[scan.lower(head)])
    plural = scan.is_plural(head)
    for one, meaning in scan.book[scan.lower(at)] or ():
        if one == rest and meaning.bearers:
            party = scan.party(meaning)
            return ActorSpan(row.first, at + 1, "party by its seat", party, head, "named", None, plural)
    match = scan.at(at)
    if match is not None and match[1].uses & (COUNTRY | SEAT):
        party = scan.party(match[1]) if match[1].bearers else scan.parties.by_country.get(match[1].code)
        return ActorSpan(row.first, match[0], "state by its seat", party, head, "role", match[1].code, plural)
    return ActorSpan(row.first, row.last, "nobody named", None, head, "role", None, plural)


def _unnamed(scan: Scan, first: int, row: nouns.Run) -> ActorSpan:
    head = row.last - 1
    kind: Kind = "unnamed" if row.uses & nouns.PERSONS else "people"
    return ActorSpan(first, row.last, "nobody named", None, head, kind, None, scan.is_plural(head))


def _alone(scan: Scan, place: int, row: nouns.Run) -> ActorSpan | None:
    """People, soldiers, gunmen, officials: nobody's name is told."""
    head = row.last - 1
    plural = scan.is_plural(head)
    if row.uses & scan.uses(row.first) & NOT_ALONE and not scan.is_in(row.first - 1, "others"):
        return None
    if is_on_a_line(scan, place, row.last):
        return None
    country = nouns.country_told(scan, row)
    if row.uses & PEOPLE:
        return ActorSpan(row.first, row.last, "people", None, head, "people", country, plural)
    first = place if scan.uses(place) & UNNAMED else row.first
    kind: Kind = "unnamed"
    if not row.uses & GROUP_NOUN:
        kind = "leader" if row.uses & TITLE else ("body" if row.uses & BODY_NOUN else "role")
    last = row.last
    if kind == "body" and scan.is_capital(head) and scan.lower(last).isdigit():
        last += 1  # "Team 1"
    return ActorSpan(first, last, "nobody named", None, head, kind, country, plural)


def indefinite(scan: Scan, first: int, last: int) -> ActorSpan | None:
    """Somebody, others: not "some 40 people"."""
    if not scan.ends_phrase(last) or scan.lower(last)[:1].isdigit():
        return None
    return ActorSpan(first, last, "nobody named", None, last - 1, "unnamed")
