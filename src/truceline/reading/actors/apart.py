"""Words joined to a name that speak of somebody else: "pro-Turkish groups" are not Turks."""

from __future__ import annotations

from truceline.reading.actors import book, nouns
from truceline.reading.actors.book import BETWEEN, HOME, NAME, PARTY
from truceline.reading.actors.kinds import Kind
from truceline.reading.actors.nationals import BEFORE_A_DEED
from truceline.reading.actors.scan import QUOTES, Scan
from truceline.reading.span import ActorSpan

_MAY_STAND_BETWEEN = 2
_RULE = "backed by another"
HELD = "whoever holds it"
"""The rule of a compound that tells who holds the place behind it, and nobody who acts."""


def joined(scan: Scan, place: int) -> ActorSpan | None:
    """Those who are said to be for, against, backed or led by the one that a compound names."""
    head, _, tail = scan.lower(place).partition("-")
    leading = tail.rpartition("-")[2] in scan.words.sets["leading"]
    found = _behind(scan, place, place + 1, _country(scan, head) if leading else None)
    return found or _holder(scan, place, place + 1, head, tail)


def _holder(scan: Scan, first: int, last: int, head: str, tail: str) -> ActorSpan | None:
    """As in "X-held village", "non-government-controlled areas": whoever holds a place, or did a deed."""
    word = tail.rpartition("-")[2]
    holds = word in scan.words.sets["holding"]
    if not holds and word not in scan.words.sets["doing"]:
        return None
    if head in scan.words.sets["not_self"]:
        party = scan.parties.other if head in scan.words.sets["against"] else None
    else:
        party = _party(scan, head)
    rule = HELD if holds else BEFORE_A_DEED
    return None if party is None else ActorSpan(first, last, rule, party, last - 1, "role")


def _party(scan: Scan, head: str) -> str | None:
    """The party that one word names: by its name, as the state that fights, as a people or a seat."""
    for rest, meaning in scan.book[head] or ():
        if rest:
            continue
        if meaning.uses & PARTY:
            return scan.party(meaning)
        if meaning.uses & HOME and scan.parties.home:
            return scan.parties.home
        if meaning.code in scan.parties.by_country:
            return scan.parties.by_country[meaning.code]
    return None


def is_joined_after(scan: Scan, last: int) -> int:
    """The token after `"-controlled` behind a quoted name; 0 if there is none."""
    at = last + 1 if scan.lower(last) in QUOTES else last
    joined_here = scan.lower(at) == "-" and scan.is_in(at + 1, "backed")
    return at + 2 if joined_here else 0


def behind(scan: Scan, first: int, place: int) -> ActorSpan | None:
    """Those who follow a compound written as several tokens, else whoever holds what follows."""
    found = _behind(scan, first, place, None)
    return found or _holder(scan, first, place, scan.lower(first), scan.lower(place - 1))


def _behind(scan: Scan, first: int, place: int, code: str | None) -> ActorSpan | None:
    at = place
    for _ in range(_MAY_STAND_BETWEEN):
        match = scan.at(at)
        if match is None:
            break
        if match[1].uses & PARTY:
            return _of_party(scan, first, at, match)
        if match[1].uses & HOME and scan.parties.home:
            return _at_home(scan, first, at)
        if match[1].uses & NAME:
            return None  # another's name follows: it is marked by itself
        if not match[1].uses & BETWEEN:
            break
        at += 1
    row = nouns.run(scan, place)
    if row is None:
        return None
    head = row.last - 1
    kind: Kind = "people" if row.is_only_people else "role"
    return ActorSpan(first, row.last, _RULE, None, head, kind, code, scan.is_plural(head))


def _at_home(scan: Scan, first: int, at: int) -> ActorSpan | None:
    """The government that others back is still the one state that fights."""
    row = nouns.run(scan, at)
    if row is None:
        return None
    head = row.last - 1
    return ActorSpan(first, row.last, _RULE, scan.parties.home, head, "role", None, scan.is_plural(head))


def _of_party(scan: Scan, first: int, at: int, match: tuple[int, book.Meaning]) -> ActorSpan:
    last, meaning = match
    row = nouns.run(scan, last, between=0)
    end = row.last if row is not None else last
    party = scan.party(meaning)
    kind: Kind = "people" if party in scan.parties.people else "named"
    first = at if meaning.uses & (book.NATION | book.COUNTRY) else first
    return ActorSpan(first, end, _RULE, party, end - 1, kind, None, scan.is_plural(end - 1))


def _country(scan: Scan, head: str) -> str | None:
    """The code of the country that leads."""
    for rest, meaning in scan.book[head] or ():
        if not rest and meaning.code:
            return meaning.code
    return None
