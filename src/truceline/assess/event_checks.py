"""Checks about what happened: no event, an event occurred, an activity goes on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from truceline.agreement.checks import ActivityAtLeast, EventOccurred, NoEvent
from truceline.assess.clusters import distinct, weigh_incidents
from truceline.assess.docket import Exhibit
from truceline.assess.inquiry import Question
from truceline.assess.matching import (
    UNATTRIBUTED,
    binds,
    doers,
    groups,
    is_infighting,
    is_nil_report,
    told_as_fact,
    why_not_done,
)
from truceline.assess.presence_checks import zone_marks
from truceline.assess.states import Aside
from truceline.assess.step import Step, pool
from truceline.core.counted import counted
from truceline.core.finding import Strength, all_of
from truceline.evidence.claim import Claim, Kind


def no_event(question: Question, check: NoEvent) -> Step:
    """Refuted by one attributed event in the window; shown only by monitoring that covers it."""
    reports: list[Exhibit] = []
    denials: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in events(question, check.event, check.where, question.start):
        reason = refusal(question, exhibit, check)
        if reason is None:
            reports.append(exhibit)
        elif reason == _DENIED:
            denials.append(exhibit)
        else:
            aside.append((exhibit, reason))
    told = weigh_incidents(reports, denials, question.proof.standard)
    watched = _watch(question, check, aside)
    where = f" in {check.where}" if check.where else ""
    return Step(
        statement=f"no {check.event} by {_named(question, check.by)}{where}",
        check=check.check,
        strength=Strength(max(pool(watched), pool(told.denials)), told.strongest),
        standard=question.proof.standard,
        supporting=(*watched, *told.denials),
        opposing=told.reports,
        set_aside=(*aside, *told.set_aside),
        would_change=(
            f"monitoring reports without such an event for {question.proof.coverage:.0%} of the days{where}",
            (
                f"one {check.event}{where} attributed to {_named(question, check.by)} "
                f"to the standard {question.proof.standard} ({question.proof.standard.bar:g})"
            ),
        ),
        marks=zone_marks(question, check.where),
    )


def refusal(question: Question, exhibit: Exhibit, check: NoEvent) -> str | None:
    """Why a reported event does not count against those the check is about; None if it does."""
    claim = exhibit.claim
    known = question.inquiry.docket.recall.refusals[id(check), question.party, question.sphere]
    if id(claim) not in known:
        known[id(claim)] = _told_refusal(claim), doer_refusal(question, claim, check)
    told, doer = known[id(claim)]
    if told is not None:
        return told
    if exhibit.p_inside is None and check.where is not None:
        return "does not say where"
    return when_refusal(question, exhibit, question.start) or doer or question.excuse(exhibit.end)


def _told_refusal(claim: Claim) -> str | None:
    """Why an event does not count for how it is told; None if it does."""
    if claim.kind is Kind.DECISION:
        return "a decision about an incident, not the incident"
    if not told_as_fact(claim) or claim.polarity == "negative" or is_nil_report(claim):
        return why_not_done(claim)
    return None


def doer_refusal(question: Question, claim: Claim, check: NoEvent) -> str | None:
    """Why an event does not count for who did it to whom; None if it does."""
    agreement = question.agreement
    actors = groups(agreement, claim.actor)
    wanted = frozenset(check.by) or question.sphere
    if actors and wanted and not actors & wanted:
        return "not by a party this norm is about"
    if is_infighting(agreement, claim):
        return "within one side: no breach between the sides"
    if not binds(claim):
        # Of a battle both sides are named and nobody knows who began it: who was hit may be either.
        hit = groups(agreement, (*claim.actor, *claim.target))
        aside = hit and check.against and not hit & set(check.against)
        return "not against the side this norm protects" if aside else UNATTRIBUTED
    if question.party and not actors & question.sphere:
        return "by another party"
    if check.against and not groups(agreement, claim.target) & set(check.against):
        return "not against the side this norm protects"
    return None


def when_refusal(question: Question, exhibit: Exhibit, first: date | None) -> str | None:
    """Why an event's days leave open whether it fell between `first` and the last day asked."""
    claim = exhibit.claim
    if claim.time.start is None and claim.time.end is None:
        return "does not say when"
    if first is not None and exhibit.end < first:
        return "outside the norm's window"
    throughout = claim.aspect in THROUGHOUT or claim.time.kind in THROUGHOUT
    if throughout or ((first is None or exhibit.start >= first) and exhibit.end <= question.as_of):
        return None
    return "its days are too wide: it may lie outside the time asked about"


_DENIED = "denied"
THROUGHOUT = frozenset({"ongoing", "habitual", "during", "since"})
"""Aspects and kinds of time of what holds on every day of its span."""


def event_occurred(question: Question, check: EventOccurred) -> Step:
    """Established once somebody reports it as done; with several parties, once for each of them."""
    asked = _asked(question, check.by)
    if len(asked) > 1:
        each = tuple(_occurred(question, check, one) for one in asked)
        return Step(
            statement=f"{check.event} happened with each of {', '.join(asked)}",
            check=check.check,
            strength=all_of(step.strength for step in each),
            standard=question.proof.standard,
            parts=each,
            marks=each[0].marks,
        )
    return _occurred(question, check, asked[0] if asked else None)


def activity_at_least(question: Question, check: ActivityAtLeast) -> Step:
    """Shown by enough distinct events in the last `per_days` days of every party asked."""
    asked = _asked(question, check.by)
    each = tuple(_activity(question, check, one) for one in asked or (None,))
    if len(each) == 1:
        return each[0]
    return Step(
        statement=f"{check.event} kept up by each of {', '.join(asked)}",
        check=check.check,
        strength=all_of(step.strength for step in each),
        standard=question.proof.standard,
        parts=each,
        marks=each[0].marks,
    )


def events(question: Question, event: str, where: str | None, since: date | None = None) -> list[Exhibit]:
    """Every claim about such an event in the zone, from `since` to the day asked, whoever did it.

    What ended before the norm's window says nothing of the norm and is not shown.
    """
    found = question.exhibits(question.inquiry.docket.events(event), where)
    return [exhibit for exhibit in found if since is None or exhibit.end >= since]


def _asked(question: Question, by: tuple[str, ...]) -> tuple[str, ...]:
    """The parties an act is asked of: of those the check names, the ones in question."""
    if not question.party:
        return by
    mine = tuple(one for one in by if one in question.sphere)
    return mine or by or (question.party,)


def _named(question: Question, by: tuple[str, ...]) -> str:
    return " or ".join(_asked(question, by) or sorted(question.sphere)) or "anybody"


def _occurred(question: Question, check: EventOccurred, doer: str | None) -> Step:
    done: list[Exhibit] = []
    denied: list[Exhibit] = []
    aside: list[Aside] = []
    since = question.start if check.after_start else None
    for exhibit in events(question, check.event, check.where, since):
        reason = _not_by(question, exhibit, doer, since)
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


def _not_by(question: Question, exhibit: Exhibit, doer: str | None, first: date | None) -> str | None:
    claim = exhibit.claim
    if not told_as_fact(claim):
        return why_not_done(claim)
    if exhibit.p_inside is None and exhibit.weight == 0.0:
        return "does not say where"
    if doer and doer not in doers(question.agreement, claim):
        return f"not reported of {doer}" if binds(claim) else "nobody says who did it"
    if claim.polarity == "negative" or is_nil_report(claim):
        return None
    return when_refusal(question, exhibit, first)


def _still_denied(
    question: Question, denied: list[Exhibit], done: list[Exhibit], aside: list[Aside]
) -> list[Exhibit]:
    """Denials that still speak: fresh, of the whole time allowed, and not answered by a report."""
    kept = []
    bar = question.proof.standard.bar
    oldest = question.as_of - timedelta(days=question.proof.fresh_days)
    for exhibit in denied:
        later = [report for report in done if report.end > exhibit.end]
        if later and pool(later) >= bar:
            aside.append((exhibit, "denied before it was reported as done"))
        elif question.due is not None and exhibit.end < question.due:
            aside.append((exhibit, "denied before the deadline: it may have come in the time left"))
        elif exhibit.end < oldest:
            aside.append((exhibit, f"denied more than {counted(question.proof.fresh_days, 'day')} before"))
        else:
            kept.append(exhibit)
    return kept


def _activity(question: Question, check: ActivityAtLeast, doer: str | None) -> Step:
    first = question.as_of - timedelta(days=check.per_days - 1)
    first = max(first, question.start) if question.start else first
    recent: list[Exhibit] = []
    none: list[Exhibit] = []
    aside: list[Aside] = []
    for exhibit in events(question, check.event, check.where, question.start):
        reason = _not_by(question, exhibit, doer, first)
        denies = exhibit.claim.polarity == "negative" or is_nil_report(exhibit.claim)
        if reason:
            aside.append((exhibit, reason))
        elif not denies:
            recent.append(exhibit)
        elif exhibit.start <= first and exhibit.end >= question.as_of:
            none.append(exhibit)
        else:
            aside.append((exhibit, "denied of a part of the period only"))
    ranked = sorted((pool(same) for same in distinct(recent)), reverse=True)
    support = ranked[check.count - 1] if len(ranked) >= check.count else 0.0
    opposing = [] if recent else none
    by = f" by {doer}" if doer else ""
    span = counted(check.per_days, "day")
    return Step(
        statement=f"{check.count} or more {check.event}{by} in the {span} to {question.as_of}",
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


def _watch(question: Question, check: NoEvent, aside: list[Aside]) -> list[Exhibit]:
    """Looks that found no such event, if together they cover enough of the window's days."""
    looks = question.inquiry.docket.clear_looks.get(check.event, ())
    fit = [exhibit for exhibit in question.exhibits(looks, check.where) if _watches(question, exhibit, check)]
    share = _share_of_window(question, fit)
    if fit and share < question.proof.coverage:
        aside.extend((e, f"such looks cover only {share:.0%} of the days") for e in fit)
        return []
    return fit


def _watches(question: Question, exhibit: Exhibit, check: NoEvent) -> bool:
    claim: Claim = exhibit.claim
    named = {actor.party for actor in claim.actor if actor.party}
    wanted = _asked(question, check.by) or tuple(question.sphere)
    about = not named or all(named & question.agreement.groups_of(party) for party in wanted)
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
