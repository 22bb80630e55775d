"""What is spelt like an actor's name and is none: places, events, namesakes, datelines."""

from __future__ import annotations

from typing import Final

from truceline.reading.actors import nouns
from truceline.reading.actors.book import BETWEEN, COUNTRY, DEED, LEADER, NOUN, PARTY, SEAT, Meaning
from truceline.reading.actors.scan import Scan

PLACED: Final = COUNTRY | SEAT
_DATELINE = 8


def is_no_actor(scan: Scan, first: int, last: int, meaning: Meaning) -> bool:
    """Whether a country, a seat of government or an office-holder's name stands for something else."""
    uses = meaning.uses
    if scan.is_in(last, "events") or (uses & PLACED and _is_part_of_name(scan, last)):
        return True
    if uses & LEADER:
        return not uses & PARTY and _is_somebody_else(scan, first, last)
    if scan.is_in(first - 1, "locatives"):
        if nouns.is_possessed(scan, last):
            return False
        return not is_like_adjective(scan, first) or nouns.run(scan, last, between=0) is None
    if _is_dateline(scan, first, last):
        return True
    if scan.lower(first) in scan.words.sets["given_names"] and _is_somebody_else(scan, first, last):
        return True
    return _is_apposed(scan, first, last)


def _is_part_of_name(scan: Scan, last: int) -> bool:
    """The Jordan River, the Paris Hotel, Gaza City."""
    return scan.is_capital(last) and scan.is_in(last, "named_things")


def _is_somebody_else(scan: Scan, first: int, last: int) -> bool:
    """Whether a name next to it makes it the name of another: "Michael Jordan", "Carter Center"."""
    before = first - 1
    stranger = (
        scan.is_capital(before)
        and scan.tokens[before].is_word
        and not scan.is_opening(before)
        and not scan.uses(before)
        and not scan.is_in(before, "breaks")
    )
    after = (
        scan.is_capital(last)
        and scan.tokens[last].is_word
        and not scan.uses(last)
        and not scan.is_in(last, "breaks")
    )
    return stranger or after


def is_attribute_only(scan: Scan, last: int) -> bool:
    """Whether the singular of a party's name tells of a thing: "civilian objects", not "a civilian"."""
    return not scan.ends_phrase(last) and not scan.uses(last) & (NOUN | DEED | BETWEEN)


def _is_dateline(scan: Scan, first: int, last: int) -> bool:
    """Whether it tells where a report was written: "BEIRUT, Oct 8 -"."""
    if scan.lower(last) not in {",", "(", "/", "-"} or not (first == 0 or scan.lower(first - 1) == "/"):
        return False
    return any(scan.lower(at) == "-" for at in range(last, min(last + _DATELINE, len(scan.tokens))))


def _is_apposed(scan: Scan, first: int, last: int) -> bool:
    """Whether it tells where a place lies: "Aleppo, Syria." and not "Aleppo, Syria attacked"."""
    if scan.lower(first - 1) != "," or not scan.is_capital(first - 2):
        return False
    if scan.uses(first - 2) and not _is_seat_of(scan, first - 2, first):
        return False
    return last >= len(scan.tokens) or scan.tokens[last].text in {",", ".", ")", "-"}


def _is_seat_of(scan: Scan, seat: int, country: int) -> bool:
    one, other = scan.at(seat), scan.at(country)
    return one is not None and other is not None and bool(one[1].uses & SEAT) and one[1].code == other[1].code


def is_like_adjective(scan: Scan, place: int) -> bool:
    """Whether a name stands before a noun as it is: "US", "UN", "opposition"."""
    text = scan.tokens[place].text
    return text.isupper() or "." in text or not scan.is_capital(place)
