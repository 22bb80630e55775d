"""Nationalities: "Syrian soldiers", "the British", "Russian and Turkish military", "Russian air strikes"."""

from __future__ import annotations

from dataclasses import replace

from truceline.reading.actors import nouns
from truceline.reading.actors.book import (
    BETWEEN,
    BODY_NOUN,
    DEED,
    NATION,
    STATE_NOUN,
    TITLE,
    Meaning,
)
from truceline.reading.actors.kinds import Kind, Who
from truceline.reading.actors.pointing import is_on_a_line
from truceline.reading.actors.possession import borne_noun, peopled, who, widened
from truceline.reading.actors.scan import Scan
from truceline.reading.span import ActorSpan

BEFORE_A_DEED = "nationality before a deed"
"""The rule of a nationality that is only the adjective of a deed's noun."""
_MANY = 8
_FAR = 3
Adjective = tuple[int, int, Meaning]


def national(scan: Scan, first: int, last: int, meaning: Meaning) -> list[ActorSpan]:
    """A nationality with a noun ("Syrian soldiers"), with others before one noun, or as people."""
    adjectives = [(first, last, meaning)]
    at = last
    while len(adjectives) < _MANY and (step := next_adjective(scan, at)) is not None:
        adjectives.append(step)
        at = step[1]
    whole = _with_noun(scan, *adjectives[-1])
    if len(adjectives) == 1:
        return [whole] if whole is not None else []
    if whole is None:
        found = [_with_noun(scan, *one) for one in adjectives]
        return [span for span in found if span is not None]
    shared = [_sharing(scan, one, at) for one in adjectives[:-1]]
    return [*(span for span in shared if span is not None), whole]


def next_adjective(scan: Scan, at: int) -> Adjective | None:
    """The next nationality of a list: "Russian, Turkish and Iranian"."""
    joined = at
    if scan.lower(joined) == ",":
        joined += 1
    if scan.lower(joined) in {"and", "or", "&"}:
        joined += 1
    if joined == at:
        return None
    match = scan.nation_at(joined)
    return None if match is None else (joined, match[0], match[1])


def _sharing(scan: Scan, one: Adjective, end: int) -> ActorSpan | None:
    """An adjective whose noun stands after another one: "Russian" of "Russian and Turkish military"."""
    first, last, meaning = one
    as_if_before_it = _with_noun(scan, first, end, meaning)
    if as_if_before_it is None:
        return None
    if as_if_before_it.head < end:  # "Turks and Russians", "Russian and Turkish air strikes"
        return replace(as_if_before_it, last=last, head=last - 1)
    return replace(as_if_before_it, last=last, rule="shares its noun")


def _with_noun(scan: Scan, first: int, last: int, meaning: Meaning) -> ActorSpan | None:
    told = who(scan, meaning._replace(uses=NATION))
    borne = borne_noun(scan, last, told)
    if borne is not None:
        end, party = borne
        kind: Kind = "people" if party in scan.parties.people else "named"
        span = widened(scan, last, end, Who(party, told.code, kind, "party name"))
        return ActorSpan(
            first, span.last, span.rule, span.party, span.head, span.kind, span.country, span.is_plural
        )
    if scan.is_plural(last - 1) and not meaning.uses & STATE_NOUN:
        return ActorSpan(
            first, last, "people for their state", told.party, last - 1, "role", told.code, is_plural=True
        )
    row = nouns.run(scan, last)
    if row is None:
        return _people_of(scan, first, last, told)
    return _nation_row(scan, first, row, told)


def _nation_row(scan: Scan, first: int, row: nouns.Run, told: Who) -> ActorSpan | None:
    head = row.last - 1
    plural = scan.is_plural(head)
    if is_on_a_line(scan, first, row.last):
        return None  # "the Turkish side of the border"
    if told.code is None:
        told = told._replace(code=nouns.country_told(scan, row))  # "Druze inhabitants of Syria"
    if row.uses & TITLE or row.uses & STATE_NOUN or row.is_other:
        return peopled(scan, first, row, told)
    if row.is_only_people:
        return ActorSpan(first, row.last, "people of a country", None, head, "people", told.code, plural)
    if row.uses & BODY_NOUN:
        return ActorSpan(first, row.last, "body of a country", None, head, "body", told.code, plural)
    return ActorSpan(first, row.last, "nationality and group", None, head, "role", told.code, plural)


def _people_of(scan: Scan, first: int, last: int, told: Who) -> ActorSpan | None:
    """People for their state ("the British"), or a deed by its doers ("Russian air strikes")."""
    word = scan.lower(last - 1)
    if scan.lower(first - 1) == "the" and word in scan.words.sets["collectives"] and scan.ends_phrase(last):
        return ActorSpan(
            first, last, "people for their state", told.party, last - 1, "role", told.code, is_plural=True
        )
    at = last
    for _ in range(_FAR):
        uses = scan.uses(at)
        if uses & DEED:
            return ActorSpan(first, last, BEFORE_A_DEED, told.party, last - 1, "role", told.code)
        if not (uses & BETWEEN or scan.lower(at).endswith(scan.words.between_endings)):
            return None
        at += 1
    return None
