"""A spot report: one page on one incident - what, where, on whose word, and what it bears on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from textwrap import shorten

from truceline.assess.result import Cited, RegisterEntry
from truceline.evidence.claim import AttributionGrade
from truceline.publish.incidents import of_one
from truceline.publish.report.basis import made_in_short
from truceline.publish.report.composed import (
    Bullets,
    Paragraph,
    Section,
    Sentence,
    Table,
    paragraph,
    row,
    section,
    table,
)
from truceline.publish.report.dealings import inquiries
from truceline.publish.report.mapped import near
from truceline.publish.report.setting import Setting
from truceline.publish.words import capital

_MOST_CHANGES = 1
_MOST_WORDS = 5
"""Claims that are told one by one on one sheet."""
_LONGEST = 160
"""Letters of a claim's words that are told on one sheet."""


def spot_sections(on: Setting) -> tuple[Section | None, ...]:
    """The sections of a report on one incident."""
    entry = next(one for one in on.facts.now.violations if one.entry_id == on.facts.incident)
    every = list(of_one(entry.entry_id, on.facts.now.violations))
    return (
        section(
            "incident",
            on.tongue.say("The incident"),
            Bullets(tuple(_what(on, entry))),
            _told_by(on, entry),
            _besides_those(on, entry),
            near(on, every),
        ),
        section("bears-on", on.tongue.say("What it bears on"), *(_bears(on, one) for one in every)),
        section("inquiry", on.tongue.say("Inquiries"), inquiries(on, entry.incident))
        if entry.incident
        else None,
        made_in_short(on),
    )


def _what(on: Setting, entry: RegisterEntry) -> Iterator[Sentence]:
    say = on.tongue.say
    what = say(
        "{act}, {place}, {days}.",
        act=on.act(entry),
        place=on.place(entry),
        days=on.tongue.days(entry.start, entry.end),
    )
    yield Sentence(capital(what))
    if entry.committed_by:
        told = say(
            "Committed by {parties}; attribution: {grade}.",
            parties=on.parties(entry.committed_by),
            grade=on.tongue.term(entry.attribution),
        )
    elif on.facts.is_public and entry.attribution != AttributionGrade.NONE:
        told = say("Nobody is named for it yet.")
    else:
        told = say("Who committed it is not known: it binds nobody.")
    yield Sentence(told)
    if entry.answerable:
        yield Sentence(say("Answerable: {parties}.", parties=on.parties(entry.answerable)))
    if entry.target:
        yield Sentence(say("Against: {parties}.", parties=on.parties(entry.target)))
    if entry.killed:
        yield Sentence(say("Killed: {figures}.", figures=on.tongue.figures(*entry.killed)))
    yield Sentence(
        say("How likely it lies in the zone is not known.")
        if entry.p_inside is None
        else say("P(inside) the zone: {chance}.", chance=on.tongue.percent(entry.p_inside))
    )
    state = say(
        "{state}: for {support}, against {opposition}.",
        state=on.tongue.term(entry.status),
        support=on.tongue.number(entry.support, 2),
        opposition=on.tongue.number(entry.opposition, 2),
    )
    yield Sentence(capital(state))
    yield from _besides(on, entry)


def _besides(on: Setting, entry: RegisterEntry) -> Iterator[Sentence]:
    if entry.reason:
        yield on.said(entry.reason)
    if entry.may_repeat:
        yield Sentence(
            on.tongue.say("It may be the same incident as another on record; nobody has said so yet.")
        )


def _told_by(on: Setting, entry: RegisterEntry) -> Table | None:
    say = on.tongue.say
    rows = [
        row(*_cited(on, one, say("for") if is_for else say("against")))
        for is_for, one in _cites(entry)[:_MOST_WORDS]
    ]
    heads = [say("Side"), say("What is said"), say("Source"), say("Grade"), say("Day"), say("Counts")]
    return table(say("On whose word"), heads, rows, figures=(5,))


def _besides_those(on: Setting, entry: RegisterEntry) -> Paragraph | None:
    rest = len(_cites(entry)) - _MOST_WORDS
    if rest <= 0:
        return None
    return paragraph(
        on.tongue.count(
            "{n} more claim on it is in the proofs of the weekly report.",
            "{n} more claims on it are in the proofs of the weekly report.",
            rest,
        )
    )


def _cites(entry: RegisterEntry) -> list[tuple[bool, Cited]]:
    """Both sides' claims, the weightiest first, each side's first word before the second of any."""
    sides = [
        [(is_for, one) for one in sorted(several, key=lambda one: -one.weight)]
        for is_for, several in ((True, entry.claims), (False, entry.against))
    ]
    taken = [pair for pairs in zip_longest(*sides) for pair in pairs if pair is not None][:_MOST_WORDS]
    rest = [pair for side in sides for pair in side if pair not in taken]
    return sorted(taken, key=lambda pair: not pair[0]) + rest


def _cited(on: Setting, one: Cited, side: str) -> tuple[str, ...]:
    say, quoted = on.tongue.say, on.facts.quotes.get(one.claim_id)
    words = " ".join((one.says or (quoted.words if quoted else "")).split())
    days = on.tongue.days(one.start, one.end)
    return (
        side,
        shorten(words, _LONGEST, placeholder=" \N{HORIZONTAL ELLIPSIS}") if words else say("a claim"),
        one.family or say("not told"),
        one.grade,
        days,
        on.tongue.number(one.weight, 2),
    )


def _bears(on: Setting, one: RegisterEntry) -> Paragraph | None:
    """A promise it was registered under: what it is to it, and where that promise stands."""
    return paragraph(*_bearing(on, one))


def _state(one: RegisterEntry) -> str:
    if one.stands:
        return "counts as a breach"
    return one.status if one.is_breach else one.bearing


def _bearing(on: Setting, one: RegisterEntry) -> Iterator[Sentence]:
    bearing = on.tongue.term(_state(one))
    yield Sentence(
        on.tongue.say("{promise}: {bearing}.", promise=on.promise(one.norm), bearing=bearing),
        foreign=on.is_foreign(one.norm),
    )
    status = on.status(one.norm)
    if status is None:
        return
    yield Sentence(
        on.tongue.say(
            "As of {day} that promise is {standing} ({degree}).",
            day=on.facts.as_of,
            standing=on.tongue.term(status.standing.value),
            degree=on.degree(status.degree),
        )
    )
    for change in status.would_change[:_MOST_CHANGES]:
        told = on.said(change)
        yield Sentence(
            on.tongue.say("What would change it: {change}", change=told.text), foreign=told.foreign
        )
