"""Whom a name means, and what follows it: "Turkey's defence minister", "HTS fighters"."""

from __future__ import annotations

from truceline.reading.actors import doubtful, nouns
from truceline.reading.actors.book import (
    BODY,
    BODY_NOUN,
    COUNTRY,
    GROUP_NAME,
    LEADER,
    NAME,
    NOUN,
    PARTY,
    SEAT,
    STATE_NOUN,
    TITLE,
    VERBISH,
    Meaning,
)
from truceline.reading.actors.kinds import Kind, Who, leader_or
from truceline.reading.actors.scan import Scan
from truceline.reading.span import ActorSpan


def who(scan: Scan, meaning: Meaning) -> Who:
    """Whom a name means."""
    parties, uses = scan.parties, meaning.uses
    if uses & PARTY:
        party = scan.party(meaning)
        code = meaning.code or parties.country_of.get(party or "") or None
        kind: Kind = "people" if party in parties.people else "named"
        if uses & LEADER and code in {"IGO", None}:
            kind = "leader"
        return Who(party, code, kind, "party name")
    party = parties.by_country.get(meaning.code)
    code = meaning.code or None
    if uses & COUNTRY:
        return Who(party, code, "named", "country")
    if uses & LEADER:
        return Who(party, code, "body" if code == "IGO" else "leader", "office-holder")
    if uses & SEAT:
        return Who(party, code, "named", "seat of government")
    if uses & BODY:
        return Who(None, code, "body", "organisation")
    if uses & GROUP_NAME:
        return Who(None, code, "named", "armed group")
    return Who(party, code, "role", "nationality")


def widened(scan: Scan, first: int, last: int, told: Who) -> ActorSpan:
    """The name with its acronym and its people: "Turkey's defence minister", "HTS (Nusra) fighters"."""
    end = nouns.with_bracket(scan, last)
    if nouns.is_possessed(scan, end):
        met = scan.at(end + 1)
        if met is not None and met[1].uses & LEADER and met[1].code == told.code:
            rule, head = "country and office-holder", met[0] - 1
            return ActorSpan(first, met[0], rule, told.party, head, "leader", told.code)
        borne = borne_noun(scan, end + 1, told)
        if borne is not None:
            return widened(scan, first, borne[0], Who(borne[1], told.code, "named", "party name"))
    if (field := _field_office(scan, first, end, told)) is not None:
        return field
    row = _row_after(scan, first, last, end, told)
    if row is None:
        plural = _names_several(scan, last - 1)
        return ActorSpan(first, end, told.rule, told.party, last - 1, told.kind, told.code, plural)
    return peopled(scan, first, row, told)


def _field_office(scan: Scan, first: int, end: int, told: Who) -> ActorSpan | None:
    """As in "the Chad envoy", "Peru's Chad envoy": an office told by the country it deals with.

    Only of the state on whose ground the agreement holds: others send there, it does not send to itself.
    """
    if told.rule in {"country", "party name"}:
        last = _office_for(scan, first)
        if last:
            return ActorSpan(first, last, "office told by its field", None, last - 1, "leader", None)
    last = _office_for(scan, end + 1 if nouns.is_possessed(scan, end) else end)
    if not last:
        return None
    return ActorSpan(first, last, "name and its office", told.party, last - 1, "leader", told.code)


def _office_for(scan: Scan, place: int) -> int:
    """The token after the home state's name and the office that deals with it; 0 where none stand there."""
    match, home = scan.at(place), scan.parties.home
    if match is None or home is None or not match[1].uses & COUNTRY:
        return 0
    if scan.parties.by_country.get(match[1].code) != home:
        return 0
    at = match[0] + (1 if scan.is_in(match[0], "field_ranks") else 0)
    return at + 1 if scan.is_in(at, "field_offices") else 0


def _row_after(scan: Scan, first: int, last: int, end: int, told: Who) -> nouns.Run | None:
    """The nouns that belong to a name; none where a language puts them before it."""
    if scan.words.sets["before_nation"]:
        return None
    owned = nouns.is_possessed(scan, end)
    if owned:
        row = nouns.run(scan, end + 1)
    else:
        row = nouns.run(scan, end, between=1 if last - first == 1 or told.kind == "body" else 0)
    if row is None:
        return None
    if row.is_only_people:
        return row if owned or row.first == end else None
    placed = scan.uses(first) & (COUNTRY | SEAT) and not doubtful.is_like_adjective(scan, first)
    if not owned and row.uses & VERBISH and placed:
        return None  # "Turkey forces them to leave"
    return row


def _names_several(scan: Scan, place: int) -> bool:
    """Whether a name is a plural: "Houthis" is, "Damascus" is not."""
    if not scan.is_plural(place) or scan.tokens[place].text.isupper():
        return False
    if not scan.is_capital(place) or scan.uses(place) & NOUN:
        return True
    return scan.book[scan.lower(place)[:-1]] is not None


def peopled(scan: Scan, first: int, row: nouns.Run, told: Who) -> ActorSpan:
    """A name with its nouns: its own people, or those of others ("Turkey's allies")."""
    head = row.last - 1
    plural = scan.is_plural(head)
    if row.is_only_people:
        party = told.party if told.kind == "people" else None
        return ActorSpan(first, row.last, "people of one named", party, head, "people", told.code, plural)
    if scan.is_in(head, "media_nouns"):
        official = any(scan.is_in(at, "organ_words") for at in range(row.first, row.last))
        owner = told.party if official else None
        return ActorSpan(first, row.last, "medium of one named", None, head, "body", told.code, plural, owner)
    if row.is_other:
        return ActorSpan(first, row.last, "others than the one named", None, head, "unnamed", None, plural)
    uses = row.uses
    for at in range(row.first, row.last - 1):
        uses |= scan.uses(at) & STATE_NOUN  # "Syrian regime fighters"
    if not uses & (STATE_NOUN | TITLE) and (told.party is None or told.party in scan.parties.states):
        # "Turkey's opposition" is not Turkey
        kind: Kind = "body" if row.uses & BODY_NOUN or told.kind == "body" else "role"
        return ActorSpan(first, row.last, "group of one named", None, head, kind, told.code, plural)
    end = nouns.name_after(scan, row.last) if row.is_title else row.last
    kind = leader_or(row, "named" if told.kind == "named" and told.party else told.kind)
    if (kind == "named" and told.party is None) or (kind == "leader" and not row.is_title):
        kind = "role"  # "the X regime" is no office-holder
    rule = "party name and its people" if told.rule == "party name" else "name and people"
    return ActorSpan(first, end, rule, told.party, head, kind, told.code, plural)


def borne_noun(scan: Scan, place: int, told: Who) -> tuple[int, str] | None:
    """A noun that is itself a party's name in that party's own country: "Syrian rebel factions"."""
    match = scan.at(place)
    if match is None or not match[1].uses & PARTY or match[1].uses & NAME & ~PARTY:
        return None
    party = scan.party(match[1])
    home = scan.parties.home
    if party is None or (told.party is not None and home is not None and told.party != home):
        return None
    return (match[0], party) if home is None or told.party == home else None
