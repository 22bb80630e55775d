"""Nouns that follow a name or lead to one: "HTS fighters", "a spokesman for the NFL"."""

from __future__ import annotations

from typing import Final, NamedTuple

from truceline.reading.actors import book
from truceline.reading.actors.book import BETWEEN, NAME, NOUN, OTHERS, TITLE, VERBISH
from truceline.reading.actors.scan import POSSESSED, QUOTES, Scan

_NAME_WORDS = 6
_MANY_BETWEEN = 3
_ACRONYM_LETTERS = 2
_SIGNS_OF_BRACKET = 2
_FAR = 3
_TELLING = book.COUNTRY | book.SEAT | book.NATION
_LONGEST_ROW = 12
"""Bounds the work on a text that is nothing but nouns."""


class Run(NamedTuple):
    """Nouns in a row: from where to where, the last one's uses."""

    first: int
    last: int
    uses: int

    @property
    def is_title(self) -> bool:
        return bool(self.uses & TITLE)

    @property
    def is_only_people(self) -> bool:
        """Whether they are people and no organ of anybody's."""
        return bool(self.uses & book.PEOPLE) and not self.uses & (
            book.STATE_NOUN | book.GROUP_NOUN | TITLE | book.BODY_NOUN
        )

    @property
    def is_other(self) -> bool:
        return bool(self.uses & OTHERS)


def run(scan: Scan, place: int, wanted: int = NOUN, between: int = _MANY_BETWEEN) -> Run | None:
    """The nouns that begin at a token, after at most so many adjectives."""
    at, skipped = scan.past_quote(place), 0
    found: Run | None = None
    while at < min(len(scan.tokens), place + _LONGEST_ROW):
        match = scan.at(at)
        if match is not None and match[1].uses & wanted and not _ends_here(scan, at, match[0], found):
            found = Run(found.first if found else at, match[0], match[1].uses)
            at, skipped = match[0], between - 1  # one adjective may still stand in the row
            continue
        if skipped >= between or not _is_between(scan, at):
            break
        at, skipped = at + 1, skipped + 1
    return found


def _ends_here(scan: Scan, at: int, last: int, found: Run | None) -> bool:
    """Whether a word that could go on with a row of nouns is something else: a verb, another name."""
    match = scan.at(at)
    if match is None:
        return True
    uses = match[1].uses
    if found is not None and uses & NAME and not (uses & book.BODY_NOUN):
        return True
    if uses & VERBISH and scan.is_verb(at, last):
        return True
    if uses & book.ADJECTIVAL and not scan.ends_phrase(last) and not scan.is_capital(last):
        return not scan.uses(last) & NOUN
    return bool(
        found is not None and uses & VERBISH and scan.is_plural(at - 1) and not scan.is_plural(last - 1)
    )


def _is_between(scan: Scan, at: int) -> bool:
    """Whether a word may stand between a name and its noun."""
    match = scan.at(at)
    if match is not None:
        return bool(match[1].uses & (BETWEEN | book.UNNAMED | book.COMPOUND)) and not match[1].uses & NAME
    lower = scan.lowers[at]
    if lower.isdigit() or lower in scan.words.sets["ordinals"]:
        return True
    if lower in scan.words.sets["breaks"]:
        return False
    return lower.endswith(scan.words.between_endings)


def name_after(scan: Scan, place: int) -> int:
    """The end of a person's name that follows a title; the name itself is not looked at."""
    end = at = place
    while at < len(scan.tokens) and at - place < _NAME_WORDS:
        token = scan.tokens[at]
        if token.is_word and token.text != token.lower and not scan.is_in(at, "breaks"):
            if at > place and scan.uses(at) & (book.NATION | book.COUNTRY):
                break
            end = at = at + 1
        elif _goes_on(scan, at, place):
            at += 1
        else:
            break
    return end


def _goes_on(scan: Scan, at: int, place: int) -> bool:
    """Whether a token inside a name is no part of it by itself: the stop of an initial, "bin", "de"."""
    if scan.tokens[at].text == ".":
        return at > place and len(scan.tokens[at - 1].text) == 1
    return scan.is_in(at, "particles") and scan.is_capital(at + 1)


def with_bracket(scan: Scan, last: int) -> int:
    """The end of a name with the acronym in brackets that follows it: "Hayat Tahrir al-Sham (HTS)"."""
    at = last
    if at < len(scan.tokens) and scan.tokens[at].text in QUOTES:
        at += 1
    if at + _SIGNS_OF_BRACKET >= len(scan.tokens) or scan.tokens[at].text != "(":
        return last
    inner = scan.past_quote(at + 1)
    close = scan.past_quote(inner + 1)
    if close >= len(scan.tokens) or scan.tokens[close].text != ")":
        return last
    text = scan.tokens[inner].text
    short = text.isalpha() and sum(map(str.isupper, text)) >= _ACRONYM_LETTERS
    return close + 1 if short and text[:1].isupper() and not text.istitle() else last


def is_possessed(scan: Scan, place: int) -> bool:
    """Whether a name stands in the possessive."""
    return scan.lower(place) in POSSESSED


def owner_link(scan: Scan, place: int, uses: int) -> tuple[int, bool]:
    """The token where the owner's name begins after "of", "for", "loyal to"; whether any owner will do.

    0 where nothing links.
    """
    lower, sets = scan.lower(place), scan.words.sets
    pair = f"{lower} {scan.lower(place + 1)}"
    if pair in sets["of_any"]:
        at, anybody = place + 2, True
    elif lower in sets["of_any"] or (lower in sets["of_title"] and uses & TITLE):
        at, anybody = place + 1, True
    elif (pair if pair in sets["of_group"] else lower) in sets["of_group"]:
        at, anybody = place + (2 if pair in sets["of_group"] else 1), False
    else:
        return 0, False
    while _is_passed_over(scan, at):
        at += 1
    return (at, anybody) if at < len(scan.tokens) else (0, False)


def _is_passed_over(scan: Scan, at: int) -> bool:
    """Articles, numbers and quotes between "of" and a name."""
    if at >= len(scan.tokens):
        return False
    is_number = scan.lowers[at].isdigit() or scan.is_in(at, "ordinals")
    return is_number or scan.is_in(at, "joins") or scan.tokens[at].text in QUOTES


PERSONS: Final = book.STATE_NOUN | book.GROUP_NOUN | TITLE | book.BODY_NOUN


def country_told(scan: Scan, row: Run) -> str | None:
    """The country told behind a noun: "opposition parties in Nepal"; NGO for bodies of citizens."""
    if scan.is_in(row.last, "in_country"):
        at = row.last + 1
        for _ in range(_FAR):
            match = scan.at(at)
            if (
                match is not None
                and match[1].uses & (book.COUNTRY | book.SEAT | book.NATION)
                and match[1].code
            ):
                return match[1].code
            if not (scan.is_in(at, "joins") or scan.is_in(at, "locatives")):
                break
            at += 1
    words = " ".join(scan.lowers[row.first : row.last])
    return "NGO" if words in scan.words.sets["ngo_nouns"] or scan.is_in(row.last - 1, "ngo_nouns") else None
