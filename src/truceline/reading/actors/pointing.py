"""Words that point back: "they", "these groups", "its forces", "the group's leader"."""

from __future__ import annotations

from truceline.reading.actors import nouns
from truceline.reading.actors.book import NAME, POINTED
from truceline.reading.actors.scan import Scan
from truceline.reading.span import ActorSpan

_MAY_STAND_BETWEEN = 2


def pronoun(scan: Scan, place: int) -> ActorSpan | None:
    """A pronoun by itself, where it stands for somebody."""
    lower = scan.lower(place)
    if lower in scan.words.sets["anaphor_determiners"] and not scan.ends_phrase(place + 1):
        return None  # "these days", "both Russia and Turkey"
    follows = scan.is_in(place + 1, "relatives") or scan.is_in(place + 1, "joins")
    if lower in scan.words.sets["anaphor_determiners"] and follows:
        return None  # "those who fled" are nobody met before
    if lower in scan.words.sets["impersonal"] and _is_impersonal(scan, place):
        return None
    plural = lower in scan.words.sets["pronouns_plural"]
    return ActorSpan(place, place + 1, "pronoun", None, place, "anaphor", None, plural)


def _is_impersonal(scan: Scan, place: int) -> bool:
    """Whether "it" is nobody: "it is raining", "it is not clear who"."""
    at = place + 1
    if not scan.is_in(at, "expletive_verbs"):
        return False
    while scan.is_in(at, "expletive_verbs"):
        at += 1
    return scan.is_in(at, "expletive_after")


def possessed(scan: Scan, place: int) -> ActorSpan | None:
    """Those of one named before: "their forces"; "its allies" are others."""
    row = nouns.run(scan, place + 1)
    if row is None or scan.is_in(row.last - 1, "shares"):
        return None
    head = row.last - 1
    plural = scan.is_plural(head)
    if row.is_other:
        return ActorSpan(place, row.last, "others than the one named", None, head, "unnamed", None, plural)
    if row.is_only_people and not scan.is_in(head, "own_men"):
        return ActorSpan(row.first, row.last, "people", None, head, "people", None, plural)
    end = nouns.name_after(scan, row.last) if row.is_title else row.last
    many = scan.lower(place) in scan.words.sets["possessives_plural"]
    return ActorSpan(place, end, "pointing back", None, head, "anaphor", None, many)


def pointed(scan: Scan, row: nouns.Run, floor: int) -> ActorSpan | None:
    """A noun that points back by its determiner: "these groups", "both sides", "the group's leader"."""
    if not row.uses & POINTED or _is_proper(scan, row) or _is_named_next(scan, row.last):
        return None
    first = _determiner(scan, row.first, row.last, floor)
    if first is None or is_on_a_line(scan, first, row.last):
        return None
    last, head = row.last, row.last - 1
    plural = scan.is_plural(head)
    if nouns.is_possessed(scan, last):
        further = nouns.run(scan, last + 1)
        if further is not None:
            last, head = further.last, further.last - 1
    return ActorSpan(first, last, "pointing back", None, head, "anaphor", None, plural)


def pointed_only(scan: Scan, place: int, last: int, floor: int) -> ActorSpan | None:
    """A word that is somebody only when it points back: "the two countries", "the latter"."""
    if not scan.ends_phrase(last):
        return None
    return pointed(scan, nouns.Run(place, last, scan.uses(place)), floor)


def _is_named_next(scan: Scan, place: int) -> bool:
    """Whether the name follows: "the militant group Hamas"."""
    at = place + 1 if scan.lower(place) == "," else place
    return scan.is_capital(at) and bool(scan.uses(at) & NAME)


def _is_proper(scan: Scan, row: nouns.Run) -> bool:
    """Whether the noun is part of a name that is not known: "the Aerospace Forces"."""
    return (
        scan.is_capital(row.last - 1) and scan.is_capital(row.last - 2) and not scan.is_opening(row.last - 2)
    )


def _determiner(scan: Scan, first: int, last: int, floor: int) -> int | None:
    """Where the determiner stands that makes a noun point back, not before the last span's end."""
    for at in range(first - 1, max(floor, first - _MAY_STAND_BETWEEN - 1) - 1, -1):
        if scan.is_in(at, "anaphor_determiners"):
            if scan.lower(at) in scan.words.sets["singular_determiners"] and scan.is_plural(last - 1):
                return None  # "reported that fighters came"
            whole = at > floor and scan.lower(at) == "the" and scan.is_in(at - 1, "wholes")
            return at - 1 if whole else at
        if scan.is_in(at, "breaks") or scan.is_in(at, "others") or not scan.tokens[at].text[0].isalnum():
            return None
        if scan.is_plural(at) and scan.tokens[at].text.islower():
            return None  # "in these battles 12 militants": the determiner is another noun's
    return None


def is_on_a_line(scan: Scan, first: int, last: int) -> bool:
    """Whether sides are those of a road, a river, the front: "on both sides of the road"."""
    if not scan.is_in(last - 1, "near_nouns"):
        return False
    before = first - 2 if scan.is_in(first - 1, "joins") else first - 1
    if scan.is_in(before, "on"):
        return not scan.is_in(before - 1, "calling")  # "called on the sides"
    if scan.lower(last) != "of":
        return False
    at = last + 1
    while scan.is_in(at, "joins"):
        at += 1
    return scan.is_in(at, "line_things") or scan.is_in(at + 1, "line_things")
