"""What a report rests on: sources by class, what was not seen, how it was made and what was left out."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.publish.report.composed import (
    Bullets,
    Section,
    Sentence,
    bullets,
    paragraph,
    row,
    section,
    table,
)
from truceline.publish.report.setting import Setting


def sources(on: Setting) -> Section | None:
    """Every source family with its grade; a family counts once however often it repeats itself."""
    say = on.tongue.say
    heads = [
        say("Source family"),
        say("Reliability"),
        say("Claims"),
        say("New in the period"),
        say("Last word"),
    ]
    rows = [
        row(
            one.family,
            one.reliability,
            on.tongue.number(one.claims),
            on.tongue.number(one.fresh),
            on.tongue.day(one.last) if one.last else "",
        )
        for one in on.facts.sources
    ]
    key = say(
        "A family is whoever repeats one origin; it counts once. Reliability: A is best, F cannot be judged."
    )
    return section(
        "sources",
        say("Sources"),
        paragraph(key) if rows else None,
        table(say("Who was heard"), heads, rows, figures=(2, 3)),
    )


def limits(on: Setting) -> Section | None:
    """Coverage and limits: what nobody looked at, who fell silent, what does not count."""
    return section("limits", on.tongue.say("Coverage and limits"), Bullets(tuple(_limits(on))))


def _limits(on: Setting) -> Iterator[Sentence]:
    say, seen = on.tongue.say, on.facts.now.considered
    yield Sentence(say("Silence is never breach and never compliance."))
    yield Sentence(
        say(
            "Claims that count: {seen}; not accepted: {waiting}; not yet known: {late}; overtaken: {gone}.",
            seen=seen.seen,
            waiting=seen.not_accepted,
            late=seen.not_yet_known,
            gone=seen.overtaken,
        )
    )
    if not on.facts.watched:
        yield Sentence(
            say("No patrol has reported on any zone: nowhere does one show that nothing is there.")
        )
    quiet = [one.family for one in on.facts.sources if one.fresh == 0]
    if quiet:
        yield Sentence(
            say("Nothing new in the period from: {sources}.", sources=on.tongue.listed(quiet)), ("sources",)
        )
    unplaced = sum(entry.p_inside is None for entry in on.incidents)
    if unplaced:
        yield Sentence(
            on.tongue.count(
                "For {n} incident of the period nobody can say how likely it lies in the zone.",
                "For {n} incidents of the period nobody can say how likely they lie in the zone.",
                unplaced,
            )
        )
    for table_ in on.facts.now.tables:
        yield Sentence(
            say("Table {name} is counted beside the claims: {n} rows.", name=table_.name, n=table_.rows)
        )


def made(on: Setting) -> Section | None:
    """How to get the same report again; for the public, what was left out and by which rule."""
    return section(
        "made", on.tongue.say("How this was made"), Bullets(tuple(_inputs(on))), bullets(_rules(on))
    )


def made_in_short(on: Setting) -> Section | None:
    """The same without lines of its own for each sentence."""
    told = paragraph(*_inputs(on)), paragraph(*_rules(on))
    return section("made", on.tongue.say("How this was made"), *told)


def _inputs(on: Setting) -> Iterator[Sentence]:
    say, now = on.tongue.say, on.facts.now
    known = now.frame.known_at
    lines = [
        say("Agreement: {id}, encoding revision {n}.", id=now.agreement.id, n=now.agreement.revision),
        say("Digest of the encoding: {digest}.", digest=now.agreement.digest),
        say("As of {day}.", day=now.frame.as_of)
        if known is None
        else say(
            "As of {day}, as known at {moment}.", day=now.frame.as_of, moment=f"{known:%Y-%m-%d %H:%M %Z}"
        ),
        say(
            "Texts that count: {texts}.",
            texts=on.tongue.strung(map(on.instrument, now.frame.instruments)),
        ),
        say("Ledger position {n}; engine {engine}.", n=now.ledger_position or 0, engine=now.engine),
    ]
    if now.frame.readings:
        told = on.tongue.strung(f"{name}: {choice}" for name, choice in now.frame.readings.items())
        lines.append(say("Unclear phrases are read so: {readings}.", readings=told))
    yield from map(Sentence, lines)


def _rules(on: Setting) -> Iterator[Sentence]:
    rules = on.facts.released
    if rules is None:
        return
    say = on.tongue.say
    lines = [
        say(
            "Places are told to {town} km in towns and {open} km elsewhere, a record always the same way.",
            town=rules.town_km,
            open=rules.open_km,
        ),
        say("Positions of weapons, forces and patrols are held back {n} hours.", n=rules.delay_hours),
        say("Fewer than {n} people are not told with their place.", n=rules.least),
        say("Nobody is named for an incident before {n} days to reply are over.", n=rules.reply_days),
    ]
    if rules.unnamed:
        lines.append(
            on.tongue.count(
                "Of {n} breach that is told nobody is named yet.",
                "Of {n} breaches that are told nobody is named yet.",
                rules.unnamed,
            )
        )
    lines += [
        say("Left out, in whole fives: {n} ({why}).", n=n, why=on.tongue.term(why))
        for why, n in rules.left_out.items()
        if n
    ]
    if rules.licences:
        told = say(
            "Counted, and not passed on for their licence: {sources}.",
            sources=on.tongue.listed(rules.licences),
        )
        lines.append(told)
    yield from map(Sentence, lines)
