"""What changed since the report before: standings, deadlines, incidents; and what was corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from truceline.assess.result import NormStatus, PartStatus, Phase
from truceline.publish.report.composed import Bullets, Section, Sentence, paragraph, row, section, table
from truceline.publish.report.facts import CorrectionTold
from truceline.publish.report.happened import repeats
from truceline.publish.report.naming import proof_of
from truceline.publish.report.setting import Setting, row_of
from truceline.publish.tongue.tongue import Value

_SOON = timedelta(days=14)


def changed(on: Setting) -> Section | None:
    """The section that is read first."""
    told = [*_standings(on), *_gone(on), *_deadlines(on)]
    if not told and on.facts.before is not None and on.facts.now.norms:
        quiet = on.tongue.say("No standing has changed since {day}.", day=_before(on))
        told = [Sentence(quiet)]
    return section(
        "changed",
        on.tongue.say("What changed"),
        paragraph(_summary(on), _compared(on) if on.facts.now.norms else None, _encoded_anew(on)),
        Bullets(tuple(told)) if told else None,
        paragraph(*_incidents(on)),
    )


def _before(on: Setting) -> date:
    assert on.facts.before is not None
    return on.facts.before.frame.as_of


def _summary(on: Setting) -> Sentence:
    """How many promises stand where."""
    counts = Counter(one.standing for one in on.facts.now.norms)
    told = [
        on.tongue.say("{standing}: {n}", standing=on.tongue.term(standing.value), n=n)
        for standing, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].value))
    ]
    if not told:
        return Sentence(on.tongue.say("No promise of the agreement is encoded: there is nothing to assess."))
    words = on.tongue.count(
        "As of {day}, {n} promise is assessed. By standing: {standings}.",
        "As of {day}, {n} promises are assessed. By standing: {standings}.",
        sum(counts.values()),
        day=on.facts.as_of,
        standings=on.tongue.strung(told),
    )
    return Sentence(words, ("obligations",))


def _compared(on: Setting) -> str:
    if on.facts.before is None:
        return on.tongue.say("There is nothing earlier to compare with: the agreement was not yet in force.")
    day = on.facts.before.frame.as_of
    if on.facts.previous is None:
        return on.tongue.say("Compared with {day}, with the knowledge of this report.", day=day)
    return on.tongue.say(
        "Compared with report {report}, of {day}, as it was issued.", report=on.facts.previous, day=day
    )


def _encoded_anew(on: Setting) -> str | None:
    """That the agreement's file is another one than before: then its answers may be others by that alone."""
    before = on.facts.before
    if before is None or before.agreement.digest == on.facts.now.agreement.digest:
        return None
    return on.tongue.say(
        "The encoding of the agreement was changed since (revision {old} then, {new} now): a standing may "
        "have moved by that alone, and only promises that both have are compared.",
        old=before.agreement.revision,
        new=on.facts.now.agreement.revision,
    )


def _gone(on: Setting) -> Iterator[Sentence]:
    """Promises that were assessed before and are not now."""
    before = on.facts.before.norms if on.facts.before else ()
    for was in before:
        if on.status(was.norm) is None:
            told = on.tongue.say(
                "{promise}: {standing} before; not assessed now.",
                promise=was.title.rstrip(".") or on.promise(was.norm),
                standing=on.tongue.term(was.standing.value),
            )
            yield Sentence(told)


def _standings(on: Setting) -> Iterator[Sentence]:
    """One sentence for each promise, or each party's part, whose answer is another one now."""
    for now in on.facts.now.norms:
        was, lead = on.was(now.norm), (proof_of(now.norm),)
        if was is None:
            if on.facts.before is not None:
                yield Sentence(_new(on, now), lead)
            continue
        if _differs(was, now):
            yield Sentence(_moved(on, on.promise(now.norm), was, now), lead)
        for part in now.parts:
            old = was.of_party(part.party) if part.party and len(now.parts) > 1 else None
            if old is not None and old.standing is not part.standing:
                yield Sentence(_moved(on, _part(on, now.norm, part.party), old, part), lead)


def _new(on: Setting, now: NormStatus) -> str:
    return on.tongue.say(
        "{promise}: not assessed before; {standing} now ({degree}).",
        promise=on.promise(now.norm),
        standing=on.tongue.term(now.standing.value),
        degree=on.degree(now.degree),
    )


def _part(on: Setting, norm: str, party: str | None) -> str:
    return on.tongue.say("{promise}, {party}", promise=on.promise(norm), party=on.party(party))


def _differs(was: NormStatus, now: NormStatus) -> bool:
    return was.standing is not now.standing or any(
        round(a * 100) != round(b * 100) for a, b in zip(was.degree, now.degree, strict=True)
    )


def _moved(on: Setting, what: str, was: NormStatus | PartStatus, now: NormStatus | PartStatus) -> str:
    degree = on.degree(now.degree)
    if was.standing is now.standing:
        return on.tongue.say(
            "{promise}: still {standing}; before: {before}; now: {degree}.",
            promise=what,
            standing=on.tongue.term(now.standing.value),
            before=on.degree(was.degree),
            degree=degree,
        )
    return on.tongue.say(
        "{promise}: {before} before, {standing} now ({degree}).",
        promise=what,
        before=on.tongue.term(was.standing.value),
        standing=on.tongue.term(now.standing.value),
        degree=degree,
    )


def _deadlines(on: Setting) -> Iterator[Sentence]:
    """Deadlines that passed in the period or come within a fortnight."""
    since, until = on.facts.since, on.facts.as_of
    for status in on.facts.now.norms:
        for due in () if status.phase is Phase.DORMANT else status.due:
            lead = (proof_of(status.norm),)
            values: dict[str, Value] = {"promise": on.promise(status.norm), "day": due.by}
            if since <= due.by <= until and due.certain:
                told = on.tongue.say("{promise}: the deadline was {day}.", **values)
            elif until < due.by <= until + _SOON:
                left = (due.by - until).days
                told = _left(on, due.certain, left, values)
            else:
                continue
            yield Sentence(told, lead)


def _left(on: Setting, certain: bool, left: int, values: dict[str, Value]) -> str:  # noqa: FBT001 - of the deadline
    if certain:
        return on.tongue.count(
            "{promise}: due by {day}, {n} day left.",
            "{promise}: due by {day}, {n} days left.",
            left,
            **values,
        )
    return on.tongue.count(
        "{promise}: perhaps due by {day}, {n} day left.",
        "{promise}: perhaps due by {day}, {n} days left.",
        left,
        **values,
    )


def _incidents(on: Setting) -> Iterator[Sentence]:
    found = on.incidents
    if not found:
        yield Sentence(
            on.tongue.say("No incident of the period is on record. That is not to say that there was none.")
        )
        return
    breaches = [entry for entry in found if entry.stands]
    told = on.tongue.count(
        "{n} incident of the period is on record.", "{n} incidents of the period are on record.", len(found)
    )
    yield Sentence(told, (row_of(found[0]),))
    again = repeats(on, found)
    if again:
        yield Sentence(again)
    if len(breaches) == len(found) == 1:
        yield Sentence(on.tongue.say("It counts against a promise."), (row_of(found[0]),))
    elif breaches:
        words = on.tongue.count(
            "{n} of them counts against a promise.", "{n} of them count against a promise.", len(breaches)
        )
        yield Sentence(words, (row_of(breaches[0]),))


def corrections(on: Setting) -> Section | None:
    """What an earlier report told and would tell otherwise now."""
    rows = [_correction(on, one) for one in on.facts.corrections]
    heads = [
        on.tongue.say("Day"),
        on.tongue.say("What was said"),
        on.tongue.say("What is said instead"),
        on.tongue.say("Reason"),
        on.tongue.say("What it moved"),
    ]
    told = table(on.tongue.say("Corrections since the report before"), heads, [row(*one) for one in rows])
    return section("corrections", on.tongue.say("Corrections"), told)


def _correction(on: Setting, one: CorrectionTold) -> tuple[str, ...]:
    moved = [
        on.tongue.say(
            "{promise}: {before} before, {standing} now",
            promise=on.promise(norm) if party is None else _part(on, norm, party),
            before=on.tongue.term(before),
            standing=on.tongue.term(now),
        )
        for norm, party, before, now in one.moved
    ]
    nothing = on.tongue.say("nothing: it is taken back")
    return (
        on.tongue.day(one.day),
        one.says,
        one.correction or nothing,
        one.reason,
        on.tongue.strung(moved) or on.tongue.say("no standing"),
    )
