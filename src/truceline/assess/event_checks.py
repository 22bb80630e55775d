"""Checks about what happened: no event, an event occurred, an activity goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from truceline.agreement.checks import ActivityAtLeast, EventOccurred, NoEvent
from truceline.assess.docket import Exhibit
from truceline.assess.inquiry import Question
from truceline.assess.matching import (
    binds,
    groups,
    is_nil_report,
    told_as_fact,
    why_not_done,
)
from truceline.assess.presence_checks import zone_marks
from truceline.assess.states import Aside
from truceline.assess.step import Step, pool
from truceline.core.finding import Strength, all_of
from truceline.evidence.acts import Act
from truceline.evidence.claim import Claim, Kind


def no_event(question: Question, check: NoEvent) -> Step:
    """Refuted by one attributed event in the window; shown only by monitoring that covers it."""
    happened: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in events(question, check.event, check.where):
        reason = refusal(question, exhibit, check)
        if reason is None:
            happened.append(exhibit)
        else:
            aside.append((exhibit, reason))
    watched = _watch(question, check, aside)
    where = f" in {check.where}" if check.where else ""
    return Step(
        statement=f"no {check.event} by {_doers(question, check.by)}{where}",
        check=check.check,
        strength=Strength(pool(watched), pool(happened)),
        standard=question.proof.standard,
        supporting=tuple(watched),
        opposing=tuple(happened),
        set_aside=tuple(aside),
        would_change=(
            f"monitoring reports without such an event for {question.proof.coverage:.0%} of the days{where}",
            (
                f"one {check.event}{where} attributed to {_doers(question, check.by)} "
                f"to the standard {question.proof.standard} ({question.proof.standard.bar:g})"
            ),
        ),
        marks=zone_marks(question, check.where),
    )


def refusal(question: Question, exhibit: Exhibit, check: NoEvent) -> str | None:
    """Why a reported event does not count against those the check is about; None if it does."""
    claim = exhibit.claim
    if not told_as_fact(claim) or claim.polarity == "negative" or is_nil_report(claim):
        return why_not_done(claim)
    if not _in_window(question, exhibit):
        return "outside the norm's window"
    if exhibit.p_inside is None and check.where is not None:
        return "does not say where"
    if not binds(claim):
        return "not attributed: an unattributed act binds nobody"
    actors = groups(question.agreement, claim.actor)
    if check.by and not actors & set(check.by):
        return "not by a party this norm is about"
    if question.party and not actors & ({question.party} | question.sphere):
        return "by another party"
    if check.against and not groups(question.agreement, claim.target) & set(check.against):
        return "not against the side this norm protects"
    return None


def event_occurred(question: Question, check: EventOccurred) -> Step:
    """Established once somebody reports it as done; with several parties, once for each of them."""
    doers = _asked(question, check.by)
    if len(doers) > 1:
        each = tuple(_occurred(replace(question, party=one), check, one) for one in doers)
        return Step(
            statement=f"{check.event} happened with each of {', '.join(doers)}",
            check=check.check,
            strength=all_of(step.strength for step in each),
            standard=question.proof.standard,
            parts=each,
            marks=each[0].marks,
        )
    return _occurred(question, check, doers[0] if doers else None)


def activity_at_least(question: Question, check: ActivityAtLeast) -> Step:
    """Shown by enough distinct events in the last `per_days` days of every party asked."""
    doers = _asked(question, check.by)
    each = tuple(_activity(question, check, one) for one in doers or (None,))
    if len(each) == 1:
        return each[0]
    return Step(
        statement=f"{check.event} kept up by each of {', '.join(doers)}",
        check=check.check,
        strength=all_of(step.strength for step in each),
        standard=question.proof.standard,
        parts=each,
        marks=each[0].marks,
    )


def events(question: Question, event: str, where: str | None) -> list[Exhibit]:
    """Every claim about such an event in the zone up to the day asked, whoever did it."""
    return question.exhibits(question.inquiry.docket.events(event), where)


def _asked(question: Question, by: tuple[str, ...]) -> tuple[str, ...]:
    """The parties an act is asked of: the one in question, else all the check names."""
    return (question.party,) if question.party else by


def _doers(question: Question, by: tuple[str, ...]) -> str:
    if question.party and (not by or question.party in by):
        return question.party
    return " or ".join(by) or "anybody"


def _in_window(question: Question, exhibit: Exhibit) -> bool:
    return question.start is None or exhibit.end >= question.start


def _occurred(question: Question, check: EventOccurred, doer: str | None) -> Step:
    done: list[Exhibit] = []
    denied: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in events(question, check.event, check.where):
        reason = _not_by(question, exhibit, doer, windowed=check.after_start)
        if reason:
            aside.append((exhibit, reason))
        elif exhibit.claim.polarity == "negative" or is_nil_report(exhibit.claim):
            denied.append(exhibit)
        else:
            done.append(exhibit)
    standing_denials = _still_denied(question, denied, done, aside)
    by = f" by {doer}" if doer else ""
    where = f" in {check.where}" if check.where else ""
    return Step(
        statement=f"{check.event}{by}{where} happened",
        check=check.check,
        strength=Strength(pool(done), pool(standing_denials)),
        standard=question.proof.standard,
        supporting=tuple(done),
        opposing=tuple(standing_denials),
        set_aside=tuple(aside),
        would_change=(
            (
                f"a report to the standard {question.proof.standard} ({question.proof.standard.bar:g}) "
                f"that {check.event}{by}{where} took place"
            ),
        ),
        marks=zone_marks(question, check.where),
    )


def _not_by(question: Question, exhibit: Exhibit, doer: str | None, *, windowed: bool) -> str | None:
    claim = exhibit.claim
    if not told_as_fact(claim):
        return why_not_done(claim)
    if windowed and not _in_window(question, exhibit):
        return "outside the norm's window"
    if exhibit.p_inside is None and exhibit.weight == 0.0:
        return "does not say where"
    if doer and doer not in groups(question.agreement, claim.actor):
        return f"not reported of {doer}" if binds(claim) else "nobody says who did it"
    return None


def _still_denied(
    question: Question, denied: list[Exhibit], done: list[Exhibit], aside: list[Aside]
) -> list[Exhibit]:
    """Denials that still speak: fresh, and not followed by a report of the act."""
    kept = []
    oldest = question.as_of - timedelta(days=question.proof.fresh_days)
    for exhibit in denied:
        if any(report.end > exhibit.end for report in done):
            aside.append((exhibit, "denied before it was reported as done"))
        elif exhibit.end < oldest:
            aside.append((exhibit, f"denied more than {question.proof.fresh_days} days before"))
        else:
            kept.append(exhibit)
    return kept


def _activity(question: Question, check: ActivityAtLeast, doer: str | None) -> Step:
    first = question.as_of - timedelta(days=check.per_days - 1)
    recent: list[Exhibit] = []
    none: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in events(question, check.event, check.where):
        reason = _not_by(question, exhibit, doer, windowed=True)
        if reason or exhibit.end < first:
            aside.append((exhibit, reason or f"more than {check.per_days} days before"))
        elif exhibit.claim.polarity == "negative" or is_nil_report(exhibit.claim):
            none.append(exhibit)
        else:
            recent.append(exhibit)
    ranked = sorted((pool(same) for same in _incidents(recent)), reverse=True)
    support = ranked[check.count - 1] if len(ranked) >= check.count else 0.0
    opposing = [] if recent else none
    by = f" by {doer}" if doer else ""
    return Step(
        statement=f"{check.count} or more {check.event}{by} in the {check.per_days} days to {question.as_of}",
        check=check.check,
        strength=Strength(support, pool(opposing)),
        standard=question.proof.standard,
        supporting=tuple(recent),
        opposing=tuple(opposing),
        set_aside=tuple(aside),
        would_change=(
            f"reports of {check.count} or more {check.event}{by} since {first}, each to the standard",
        ),
        notes=(f"{len(ranked)} distinct reported in the period",),
        marks=zone_marks(question, check.where),
    )


def _incidents(exhibits: Sequence[Exhibit]) -> list[list[Exhibit]]:
    """Reports grouped by what they report: a named incident, else the same days are one."""
    same: dict[tuple[str, date | None, date | None], list[Exhibit]] = {}
    for exhibit in exhibits:
        incident = exhibit.claim.incident
        key = (incident, None, None) if incident else ("", exhibit.start, exhibit.end)
        same.setdefault(key, []).append(exhibit)
    return list(same.values())


def _watch(question: Question, check: NoEvent, aside: list[Aside]) -> list[Exhibit]:
    """Looks that found no such event, if together they cover enough of the window's days."""
    docket = question.inquiry.docket
    looks = [
        claim
        for claim in docket.claims
        if claim.kind is Kind.LOOK and claim.act is Act.ABSENCE and claim.event == check.event
    ]
    fit = [exhibit for exhibit in question.exhibits(looks, check.where) if _watches(question, exhibit, check)]
    share = _share_of_window(question, fit)
    if fit and share < question.proof.coverage:
        aside.extend((e, f"such looks cover only {share:.0%} of the days") for e in fit)
        return []
    return fit


def _watches(question: Question, exhibit: Exhibit, check: NoEvent) -> bool:
    claim: Claim = exhibit.claim
    owners = groups(question.agreement, claim.actor)
    about = question.party is None or not owners or question.party in owners
    enough = (claim.coverage or 0.0) >= question.proof.coverage
    whole = check.where is None or exhibit.p_inside == 1.0
    return told_as_fact(claim) and claim.polarity == "positive" and about and enough and whole


def _share_of_window(question: Question, looks: Sequence[Exhibit]) -> float:
    start = question.start or min((e.start for e in looks), default=question.as_of)
    window = max((question.as_of - start).days + 1, 1)
    covered = {
        day
        for e in looks
        for day in range(max(e.start, start).toordinal(), min(e.end, question.as_of).toordinal() + 1)
    }
    return len(covered) / window
