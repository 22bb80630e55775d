"""Tensions within one side, what changed since the agreement, and what the next days may bring."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.outlook.comparison import Comparison, Ratio
from truceline.outlook.document import Outlook
from truceline.outlook.forecast import Forecast
from truceline.publish.report.composed import (
    Block,
    Bullets,
    Section,
    Sentence,
    Table,
    paragraph,
    row,
    section,
    table,
)
from truceline.publish.report.naming import proof_of
from truceline.publish.report.setting import Setting
from truceline.publish.tongue.tongue import Value


def tensions(on: Setting) -> Section | None:
    """Fights between groups of one side, the last 30 days against the 30 before."""
    say, outlook = on.tongue.say, on.facts.outlook
    if outlook is None:
        return None
    rows = [
        row(
            on.party(one.side),
            on.zone(one.where),
            on.tongue.number(one.events),
            on.tongue.number(one.killed),
            on.tongue.number(one.before),
            _ratio(on, one.ratio),
            "" if one.share is None else on.tongue.percent(one.share),
        )
        for one in outlook.infighting
        if one.table is None
    ]
    heads = [
        say("Side"),
        say("Zone"),
        say("Events, 30 days"),
        say("Killed"),
        say("The 30 days before"),
        say("How many times"),
        say("Of all force there"),
    ]
    told = table(say("Fighting within one side"), heads, rows, figures=range(2, 7))
    return section("tensions", say("Internal tensions"), told)


def outlook(on: Setting, *drawn: Block) -> Section | None:
    """What may come, never without how good such forecasts were so far."""
    say, found = on.tongue.say, on.facts.outlook
    if found is None:
        return None
    kept = tuple(_in_time(on, found))
    told = (
        _changes(on, found),
        *drawn,
        _forecasts(on, found),
        Bullets(kept) if kept else None,
        _unsaid(on, found),
    )
    return section("outlook", say("Outlook"), paragraph(_score(on)), *told) if any(told) else None


def _score(on: Setting) -> str:
    scores = on.facts.scores
    records = scores.records if scores else ()
    done = [one for one in records if one.forecasts and one.scope == "whole"]
    if not done:
        return on.tongue.say(
            "No forecast of this case has come due yet: how good they are is not known for it. "
            "An outlook says what may come if the days ahead are like those behind."
        )
    told = [
        on.tongue.say(
            "{days} days: {n} scored, {held} held by their interval of 80 %, skill {skill}",
            days=one.days,
            n=one.forecasts,
            held=on.tongue.percent(one.held),
            skill=on.tongue.say("not known") if one.skill is None else on.tongue.number(one.skill, 2),
        )
        for one in done
    ]
    return on.tongue.say(
        "Forecasts so far, against the better plain one: {scores}.", scores=on.tongue.strung(told)
    )


def _changes(on: Setting, found: Outlook) -> Table | None:
    say = on.tongue.say
    rows = [row(*_compared(on, one)) for one in found.comparisons if one.party is None]
    heads = [
        say("Promise"),
        say("Zone"),
        say("Before, a day"),
        say("Since, a day"),
        say("How many times"),
        say("As reported, uncorrected"),
    ]
    return table(say("The pace before and since the agreement"), heads, rows, figures=(2, 3, 4, 5))


def _compared(on: Setting, one: Comparison) -> tuple[str, ...]:
    pace = [
        on.tongue.say("not observed") if each.pace is None else on.tongue.number(each.pace, 2)
        for each in (one.before, one.since)
    ]
    told = one.cannot_say and on.tongue.say("cannot be said: {why}", why=on.clause(one.cannot_say))
    where = on.zone(one.where) if one.where else on.tongue.say("anywhere")
    return _promise(on, one), where, *pace, told or _ratio(on, one.ratio), _ratio(on, one.raw)


def _promise(on: Setting, one: Comparison | Forecast) -> str:
    """The promise, and the attached table whose counts are meant."""
    return f"{on.promise(one.norm)} ({one.table})" if one.table else on.promise(one.norm)


def _ratio(on: Setting, ratio: Ratio | None) -> str:
    if ratio is None or ratio.ratio is None:
        return ""
    high = on.tongue.say("no bound") if ratio.high is None else on.tongue.number(ratio.high, 2)
    return on.tongue.say(
        "{ratio} ({low} to {high})",
        ratio=on.tongue.number(ratio.ratio, 2),
        low=on.tongue.number(ratio.low, 2),
        high=high,
    )


def _forecasts(on: Setting, found: Outlook) -> Table | None:
    say = on.tongue.say
    heads = [
        say("Promise"),
        say("Next days"),
        say("Half below"),
        say("80 % between"),
        say("95 % between"),
        say("Chance of more than before the agreement"),
    ]
    rows = [row(*_forecast(on, one)) for one in found.forecasts]
    return table(say("How many incidents the next days may bring"), heads, rows, figures=range(1, 6))


def _forecast(on: Setting, one: Forecast) -> tuple[str, ...]:
    chance = next((each.chance for each in one.chances if each.multiple == 1.0), None)
    spans = [on.tongue.say("{low} to {high}", low=low, high=high) for low, high in (one.likely, one.wide)]
    return (
        _promise(on, one),
        on.tongue.number(one.days),
        on.tongue.number(one.median),
        *spans,
        on.tongue.say("not known") if chance is None else on.tongue.percent(chance),
    )


def _in_time(on: Setting, found: Outlook) -> Iterator[Sentence]:
    for one in found.fulfilments:
        lead, promise = (proof_of(one.norm),), on.promise(one.norm)
        if one.cannot_say:
            told = on.tongue.say(
                "{promise}: whether it will be kept in time cannot be said: {why}.",
                promise=promise,
                why=on.clause(one.cannot_say),
            )
            yield Sentence(told, lead)
        for due in one.deadlines:
            values: dict[str, Value] = {
                "promise": promise,
                "day": due.by,
                "chance": on.tongue.percent(due.chance),
                "low": on.tongue.percent(due.low),
                "high": on.tongue.percent(due.high),
            }
            if due.certain:
                told = on.tongue.say("{promise}: kept by {day} with {chance} ({low} to {high}).", **values)
            else:
                told = on.tongue.say(
                    "{promise}: if more time is given, kept by {day} with {chance} ({low} to {high}).",
                    **values,
                )
            yield Sentence(told, lead)


def _unsaid(on: Setting, found: Outlook) -> Table | None:
    say = on.tongue.say
    rows = [row(on.promise(one.norm), on.tongue.number(one.days), on.clause(one.why)) for one in found.unsaid]
    heads = [say("Promise"), say("Next days"), say("What is missing")]
    return table(say("What cannot be forecast"), heads, rows, figures=(1,))
