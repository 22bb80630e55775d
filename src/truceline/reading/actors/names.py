"""Those who are named: parties, countries and their seats of government, nationalities, bodies, groups."""

from __future__ import annotations

from truceline.reading.actors.book import BODY, COUNTRY, GROUP_NAME, LEADER, NATION, NOUN, PARTY, SINGULAR
from truceline.reading.actors.doubtful import PLACED, is_attribute_only, is_like_adjective, is_no_actor
from truceline.reading.actors.nationals import national, next_adjective
from truceline.reading.actors.nouns import is_possessed
from truceline.reading.actors.pointing import is_on_a_line
from truceline.reading.actors.possession import who, widened
from truceline.reading.actors.scan import Scan
from truceline.reading.span import ActorSpan


def named(scan: Scan, place: int) -> list[ActorSpan]:
    """The named actor that begins at a token, and those coordinated with it; none if it only looks so."""
    match = scan.at(place)
    if match is None:
        return []
    last, meaning = match
    if meaning.uses & (PLACED | LEADER) and is_no_actor(scan, place, last, meaning):
        return []
    if meaning.uses & PLACED and _is_owner_of_named(scan, last):
        return []  # "Lebanon's Hezbollah"
    if meaning.uses & PARTY and is_on_a_line(scan, place, last):
        return []  # "the Turkish side of the border"
    if meaning.uses & SINGULAR and is_attribute_only(scan, last):
        return []
    if meaning.uses & NATION and not meaning.uses & (PARTY | COUNTRY | BODY):
        return national(scan, place, last, meaning)
    span = widened(scan, place, last, who(scan, meaning))
    return _with_shared_noun(scan, span) if span.last == last and is_like_adjective(scan, place) else [span]


def _with_shared_noun(scan: Scan, span: ActorSpan) -> list[ActorSpan]:
    """Give a name the noun behind the next one too: "US and British forces"."""
    step = next_adjective(scan, span.last)
    if step is None or scan.lower(span.first - 1) == "the":
        return [span]
    spans = national(scan, *step)
    if not spans or spans[-1].last <= step[1]:
        return [span]
    head = spans[-1].head
    first = ActorSpan(
        span.first,
        span.last,
        "shares its noun",
        span.party,
        head,
        span.kind,
        span.country,
        spans[-1].is_plural,
    )
    return [first, *spans]


def _is_owner_of_named(scan: Scan, last: int) -> bool:
    """Whether a country only tells where the group comes from that is named next."""
    if not is_possessed(scan, last) or not scan.is_capital(last + 1):
        return False
    match = scan.at(last + 1)
    return match is not None and bool(match[1].uses & (PARTY | GROUP_NAME)) and not match[1].uses & NOUN
