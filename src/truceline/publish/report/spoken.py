"""What the sides say: who accepts, bargains or refuses which promise, in whose words, on what condition."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.assess.result import Cited, PostureEntry
from truceline.publish.chips import POSTURES
from truceline.publish.report.composed import (
    Bullets,
    Cell,
    Heading,
    Row,
    Section,
    Sentence,
    paragraph,
    row,
    section,
    table,
)
from truceline.publish.report.naming import proof_of
from truceline.publish.report.setting import Setting

_MOST_WORDS = 12
"""Sentences shown with their words; the table has every posture."""


def spoken(on: Setting) -> Section | None:
    """Postures and statements; words never count as conduct."""
    say = on.tongue.say
    order = {party: place for place, party in enumerate(on.agreement.party)}
    ranked = sorted(on.facts.now.postures, key=lambda one: order.get(one.party, len(order)))
    fresh = list(_words(on, ranked))
    heads = [say("Party"), say("Promise"), say("Says"), say("Since"), say("Said before")]
    return section(
        "postures",
        say("What the sides say"),
        paragraph(say("Words about a promise, kept apart from conduct.")) if ranked else None,
        table(say("Postures by party and promise"), heads, [_row(on, one) for one in ranked]),
        Heading(say("In their words, in the period")) if fresh else None,
        Bullets(tuple(fresh[:_MOST_WORDS])) if fresh else None,
    )


def _row(on: Setting, one: PostureEntry) -> Row:
    sign = POSTURES[one.posture]
    was = _was(on, one)
    return row(
        on.party(one.party),
        Cell(on.promise(one.norm), proof_of(one.norm), foreign=on.is_foreign(one.norm)),
        Cell(on.tongue.term(one.posture.value), tone=sign.tone, sign=sign.symbol),
        on.tongue.day(one.since) if one.since else "",
        on.tongue.term(was.posture.value) if was and was.posture is not one.posture else "",
    )


def _was(on: Setting, one: PostureEntry) -> PostureEntry | None:
    before = on.facts.before.postures if on.facts.before else ()
    return next((old for old in before if (old.party, old.norm) == (one.party, one.norm)), None)


def _words(on: Setting, ranked: list[PostureEntry]) -> Iterator[Sentence]:
    """Each statement of the period once, whatever promises it is about."""
    told: set[str] = set()
    for posture in ranked:
        for one in posture.claims:
            if one.claim_id in told or not _is_fresh(on, one):
                continue
            told.add(one.claim_id)
            says = _says(on, one)
            if says:
                yield _statement(on, posture, one, says)


def _is_fresh(on: Setting, one: Cited) -> bool:
    day = one.end or one.start
    return day is not None and on.facts.since <= day <= on.facts.as_of


def _says(on: Setting, one: Cited) -> str:
    """What is said; nothing where the words are not told."""
    quoted = on.facts.quotes.get(one.claim_id)
    return " ".join((one.says or (quoted.words if quoted else "")).split())


def _statement(on: Setting, posture: PostureEntry, one: Cited, says: str) -> Sentence:
    quoted = on.facts.quotes.get(one.claim_id)
    values = {"party": on.party(posture.party), "source": on.source(one)}
    if quoted is not None and quoted.condition:
        told = on.tongue.say(
            "{party}: {says} Condition: {condition}. ({source})",
            says=says,
            condition=quoted.condition,
            **values,
        )
    else:
        told = on.tongue.say("{party}: {says} ({source})", says=says, **values)
    return Sentence(told, (proof_of(posture.norm),))
