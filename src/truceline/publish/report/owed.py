"""The obligation matrix: each promise and party, how far it is kept, at what pace, until when."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.assess.result import Assessment, NormStatus, PartStatus, Phase, Standing
from truceline.publish.report.composed import (
    Block,
    Bullets,
    Cell,
    Row,
    Section,
    Sentence,
    paragraph,
    row,
    section,
    table,
    without_empty,
)
from truceline.publish.report.naming import Naming, proof_of
from truceline.publish.report.setting import Setting

_MOST = 40
"""Rows of the matrix that stand open; it is what most readers look for."""
_MAY_BE_BARE = range(5, 9)
"""Columns that agreements without deadlines, or without anything before, have nothing for."""

_KEPT = (Standing.FULFILLED, Standing.FULFILLED_LATE)
"""Whoever has kept his part is not behind, however far the promise as a whole is."""


def owed(on: Setting, *drawn: Block) -> Section | None:
    """Norm by party: degree, standing, pace, deadline and days left."""
    say = on.tongue.say
    rows = [one for status in on.facts.now.norms for one in _rows(on, status)]
    heads = [
        say("Promise"),
        say("Party"),
        say("Standing"),
        say("Shown kept"),
        say("Still possible"),
        say("Pace"),
        say("Deadline"),
        say("Days left"),
        say("Standing before"),
    ]
    key = say(
        "Shown kept: what the evidence shows; still possible: what it does not rule out. "
        "Unproven is neither kept nor broken. "
        "Presumed kept: nothing to the standard of proof speaks against it."
    )
    told = tuple(open_questions(on, on.facts.now))
    return section(
        "obligations",
        say("Who owes what, and how far it is kept"),
        paragraph(_not_yet(on), key) if rows else None,
        *drawn,
        without_empty(
            table(say("Obligations by party"), heads, rows, figures=(3, 4, 7), folds=len(rows) > _MOST),
            _MAY_BE_BARE,
        ),
        Bullets(told) if told else None,
    )


def _not_yet(on: Setting) -> str | None:
    """That nobody is bound so far, before the first day of the first text that counts."""
    texts = (on.agreement.instrument[one] for one in on.facts.now.frame.instruments)
    first = min((one.in_force.start for one in texts), default=None)
    if first is None or first <= on.facts.as_of:
        return None
    return on.tongue.say(
        "The agreement is not in force before {day}: it binds nobody yet. "
        "What follows is what it would ask for.",
        day=first,
    )


def _rows(on: Setting, status: NormStatus) -> Iterator[Row]:
    """A row for each party's part where the promise is divided by party; else one for all who are bound."""
    parts = [part for part in status.parts if part.party is not None]
    if not parts:
        bound = status.bearers or ()
        who = on.parties(bound) if bound else on.tongue.say("nobody in particular")
        yield _row(on, status, status, who, on.was(status.norm))
        return
    was = on.was(status.norm)
    for part in parts:
        old = was.of_party(part.party) if was and part.party else None
        yield _row(on, status, part, on.party(part.party), old)


def _row(
    on: Setting,
    status: NormStatus,
    part: NormStatus | PartStatus,
    who: str,
    was: NormStatus | PartStatus | None,
) -> Row:
    due = next((one for one in status.due if one.certain), None)
    binds = status.phase is not Phase.DORMANT
    left = (due.by - on.facts.as_of).days if due and binds else None
    title = Cell(on.promise(status.norm), proof_of(status.norm), foreign=on.is_foreign(status.norm))
    return row(
        title,
        who,
        on.standing(part.standing, status.norm),
        *map(on.tongue.percent, part.degree),
        on.tongue.term(status.pace.value) if status.pace and part.standing not in _KEPT else "",
        _deadline(on, status),
        "" if left is None else on.tongue.number(left),
        on.standing(was.standing) if was else "",
    )


def _deadline(on: Setting, status: NormStatus) -> str:
    told = [
        on.tongue.day(one.by) if one.certain else on.tongue.say("perhaps {day}", day=one.by)
        for one in status.due
    ]
    if not told and status.until is not None:
        return on.tongue.say("until {last}", last=status.until)
    return on.tongue.strung(told)


def open_questions(on: Naming, now: Assessment) -> Iterator[Sentence]:
    """What a standing hangs on: open conditions, unclear phrases."""
    for status in now.norms:
        lead = (proof_of(status.norm),)
        for branch in status.branches:
            told = on.tongue.say(
                "{promise}: {standing} {condition}.",
                promise=on.promise(status.norm),
                standing=on.tongue.term(branch.standing.value),
                condition=on.clause(branch.condition),
            )
            yield Sentence(told, lead)
        for reading, others in status.depends_on_reading.items():
            told = on.tongue.say(
                "{promise}: depends on how the text is read ({reading}): {choices}.",
                promise=on.promise(status.norm),
                reading=reading,
                choices=on.tongue.strung(
                    on.tongue.say("{choice}: {standing}", choice=name, standing=on.tongue.term(s.value))
                    for name, s in others.items()
                ),
            )
            yield Sentence(told, lead)
        if status.answerable and status.phase is not Phase.DORMANT:
            told = on.tongue.say(
                "{promise}: answerable besides: {parties}.",
                promise=on.promise(status.norm),
                parties=on.parties(status.answerable),
            )
            yield Sentence(told, lead)
