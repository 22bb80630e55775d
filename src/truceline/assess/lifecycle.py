"""The life of a norm: when it starts to bind, until when, by when it is due, what suspends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from truceline.agreement.checks import NormIs, walk
from truceline.agreement.norms import Anchor, Constitutive, Deadline, Duty, Rule
from truceline.assess.activation import activation_of, days_of_evidence
from truceline.assess.ask import ask
from truceline.assess.found import Life, Met
from truceline.assess.inquiry import Inquiry, Question
from truceline.assess.result import Due, Phase
from truceline.assess.step import Step
from truceline.core.finding import Verdict


def life_of(inquiry: Inquiry, norm: Duty | Constitutive) -> Life:
    """The norm's phase, window and deadlines in the inquiry's frame."""
    as_of = inquiry.frame.as_of
    starts, until, marks = _window(inquiry, norm)
    life = Life(Phase.IN_FORCE, starts, until, marks=marks)
    if starts is None or as_of < starts:
        return replace(life, phase=Phase.DORMANT, dues=_plain_dues(inquiry, norm))
    life = _activated(inquiry, norm, life)
    life = _ended_by_rule(inquiry, norm, life)
    dues, reasons = due_dates(inquiry, norm)
    life = replace(life, dues=dues, reasons=(*life.reasons, *reasons))
    if life.phase is not Phase.IN_FORCE:
        return life
    closed = until is not None and as_of > until
    passed = bool(dues) and all(as_of > due.by for due in dues)
    return replace(life, phase=Phase.DUE) if closed or passed else life


def due_dates(inquiry: Inquiry, norm: Duty | Constitutive) -> tuple[tuple[Due, ...], tuple[Step, ...]]:
    """The deadline in the text, moved by each rule that fires; doubled where one only may fire."""
    base = _plain_dues(inquiry, norm)
    if not base:
        return (), ()
    possible, reasons = list(base), []
    for rule, later in extensions(inquiry, norm):
        if rule.id in inquiry.assumed:
            verdict = Verdict.ESTABLISHED if inquiry.assumed[rule.id] else Verdict.REFUTED
        else:
            step = put(inquiry, rule)
            reasons.append(step)
            verdict = step.verdict
        if later is None or verdict is Verdict.REFUTED:
            continue
        moved = [Due(by=max(due.by, later), source=rule.id) for due in possible]
        possible = moved if verdict is Verdict.ESTABLISHED else possible + moved
    days = {due.by: due for due in reversed(possible)}
    certain = len(days) == 1
    dues = tuple(days[day].model_copy(update={"certain": certain}) for day in sorted(days))
    return dues, tuple(reasons)


def extensions(inquiry: Inquiry, norm: Duty | Constitutive) -> Iterator[tuple[Rule, date | None]]:
    """The rules that may move the norm's deadline, each with the day it moves it to (None: not known yet)."""
    for rule in _rules(inquiry, norm.id, "extend_deadline"):
        assert rule.to is not None
        yield rule, _latest(inquiry, rule.to)


def put(inquiry: Inquiry, rule: Rule, since: date | None = None) -> Step:
    """Whether the rule's condition holds, as a step of proof named after the rule.

    Only what happened since the rule's own instrument is in force (or since the day given) counts.
    """
    start = since or inquiry.agreement.instrument_of(rule.id).in_force.start
    asked = inquiry.assuming(rule.id, outcome=False) if _looks_back(rule) else inquiry
    step = ask(Question(asked, rule.id, rule.proof, start=start), rule.when)
    verdict = step.verdict
    return Step(
        statement=f"rule {rule.id} ({rule.effect.replace('_', ' ')})",
        check="rule",
        strength=step.strength,
        standard=rule.proof.standard,
        parts=(step,),
        notes=(_RULE_WORDS[verdict],),
        fork=rule.id if rule.effect == "extend_deadline" and verdict in _OPEN else "",
    )


def _looks_back(rule: Rule) -> bool:
    """Whether an extension asks how far a norm was kept on a fixed day.

    That may be the very norm it moves. On that day, not later than the deadline it moves
    (agreement/cycles.py sees to it), the rule had not applied: it is left out of its own condition.
    """
    asked = (check for check in walk(rule.when) if isinstance(check, NormIs))
    return rule.effect == "extend_deadline" and any(check.as_of is not None for check in asked)


_OPEN = frozenset({Verdict.CONTESTED, Verdict.UNKNOWN})
_RULE_WORDS = {
    Verdict.ESTABLISHED: "its condition is shown: it applies",
    Verdict.REFUTED: "its condition is refuted: it does not apply",
    Verdict.CONTESTED: "its condition is contested: both outcomes stay open",
    Verdict.UNKNOWN: "its condition is not shown: both outcomes stay open",
}


def repaired_by(inquiry: Inquiry, norm: str, breached_on: date | None) -> tuple[str, ...]:
    """Reparation rules for the norm whose condition is shown to hold since the breach."""
    return tuple(
        rule.id
        for rule in _rules(inquiry, norm, "reparation")
        if put(inquiry, rule, breached_on).verdict is Verdict.ESTABLISHED
    )


def excuse_of(inquiry: Inquiry, norm: Duty | Constitutive) -> Callable[[date], str | None] | None:
    """Tells for a day why the norm did not bind on it; None for a norm that nothing can put to sleep."""
    conditional = isinstance(norm, Duty) and norm.when is not None
    ended = any(_rules(inquiry, norm.id, effect) for effect in ("suspend", "discharge"))
    if not (conditional or ended or _successor(inquiry, norm.id)):
        return None

    doubted = _is_open(life_of(inquiry, norm)) if conditional else False

    @cache
    def excuse(day: date) -> str | None:
        life = life_of(inquiry.on(day), norm)
        # A report that is contested now may be wrong of the days before it was disputed, too.
        bound = life.phase not in _ASLEEP
        return OPEN_THEN if _is_open(life) or (doubted and bound) else _ASLEEP.get(life.phase)

    return excuse


def _is_open(life: Life) -> bool:
    return life.phase is Phase.DORMANT and life.fork is not None and life.fork.now


OPEN_THEN = "whether the norm was active then is contested: a breach only if it was"

_ASLEEP = {
    Phase.DORMANT: "the norm was not yet active then",
    Phase.SUSPENDED: "the norm was suspended then",
    Phase.DISCHARGED: "the norm was discharged by then",
    Phase.SUPERSEDED: "another norm had taken its place by then",
}


def first_fulfilled(inquiry: Inquiry, norm: str) -> date | None:
    """The first day on which the norm is shown fulfilled, up to the day asked."""
    for day in telling_days(inquiry, norm):
        if inquiry.on(day).judge(norm).degree.low >= 1.0:
            return day
    return None


def telling_days(inquiry: Inquiry, norm: str) -> list[date]:
    """Days on which the evidence about the norm could have changed its status."""
    return sorted(days_of_evidence(inquiry.judge(norm).proof, inquiry.frame.as_of))


def _window(inquiry: Inquiry, norm: Duty | Constitutive) -> tuple[date | None, date | None, tuple[str, ...]]:
    force = inquiry.agreement.instrument_of(norm.id).in_force
    during = norm.during if isinstance(norm, Duty) else None
    starts: date | None = force.start
    marks: tuple[str, ...] = ()
    if during is not None and isinstance(during.start, Anchor):
        starts = _anchored(inquiry, during.start)
        if starts is None:
            marks = (f"starts once {during.start.after} is fulfilled, which is not shown",)
        else:
            starts = max(starts, force.start)
    until = _anchored(inquiry, during.until) if during and during.until else None
    ends = [day for day in (until, force.until) if day is not None]
    return starts, min(ends, default=None), marks


def _anchored(inquiry: Inquiry, anchor: Anchor) -> date | None:
    if anchor.at is not None:
        day: date = inquiry.pick(anchor.at)
        return day + timedelta(days=anchor.days)
    assert anchor.after is not None
    if not inquiry.admits(anchor.after):
        return None
    reached = first_fulfilled(inquiry, anchor.after)
    return None if reached is None else reached + timedelta(days=anchor.days)


def _activated(inquiry: Inquiry, norm: Duty | Constitutive, life: Life) -> Life:
    if not isinstance(norm, Duty) or norm.when is None:
        return life
    found = activation_of(inquiry, norm)
    assumed = inquiry.assumed.get(norm.id)
    proof, fork, active = found.proof, found.fork, found.met is Met.YES
    if assumed is not None:
        # The way is chosen: nothing is open here, though it stays said what was.
        proof, fork, active = replace(proof, fork=""), None, active or (found.met is Met.OPEN and assumed)
    marks = (*life.marks, *filter(None, [found.mark]))
    phase = life.phase if active else Phase.DORMANT
    return replace(life, phase=phase, reasons=(*life.reasons, proof), marks=marks, fork=fork)


def _ended_by_rule(inquiry: Inquiry, norm: Duty | Constitutive, life: Life) -> Life:
    successor = _successor(inquiry, norm.id)
    if successor:
        mark = f"superseded by {successor}"
        return replace(life, phase=Phase.SUPERSEDED, marks=(*life.marks, mark))
    for effect, phase in (("discharge", Phase.DISCHARGED), ("suspend", Phase.SUSPENDED)):
        for rule in _rules(inquiry, norm.id, effect):
            step = put(inquiry, rule)
            life = replace(life, reasons=(*life.reasons, step))
            if step.verdict is Verdict.ESTABLISHED:
                mark = f"{phase.value} by {rule.id}"
                return replace(life, phase=phase, marks=(*life.marks, mark))
    return life


def _successor(inquiry: Inquiry, norm: str) -> str | None:
    agreement, frame = inquiry.agreement, inquiry.frame
    for other in agreement.norms.values():
        if other.replaces != norm:
            continue
        instrument = agreement.instrument_of(other.id)
        if instrument.in_force.start <= frame.as_of and frame.admits(instrument.id):
            return other.id
    return None


def _rules(inquiry: Inquiry, norm: str, effect: str) -> list[Rule]:
    """Rules of this effect on the norm whose instrument is applied and in force."""
    agreement, frame = inquiry.agreement, inquiry.frame
    template = norm.partition("/")[0]
    found = []
    for rule in agreement.rules():
        if rule.effect != effect or not (norm in rule.of or template in rule.of):
            continue
        instrument = agreement.instrument_of(rule.id)
        force = instrument.in_force
        # What a rule granted while its instrument was in force stays granted; only a pause ends with it.
        ended = effect == "suspend" and force.until is not None and frame.as_of > force.until
        live = force.start <= frame.as_of and not ended
        if live and frame.admits(instrument.id):
            found.append(rule)
    return found


def _plain_dues(inquiry: Inquiry, norm: Duty | Constitutive) -> tuple[Due, ...]:
    """The deadline in the text; one that hangs on another norm has as many days as that one."""
    deadline = norm.deadline if isinstance(norm, Duty) else None
    return () if deadline is None else tuple(_days(inquiry, deadline))


def _latest(inquiry: Inquiry, deadline: Deadline) -> date | None:
    return max((due.by for due in _days(inquiry, deadline)), default=None)


def _days(inquiry: Inquiry, deadline: Deadline) -> list[Due]:
    if deadline.by is not None:
        return [Due(by=inquiry.pick(deadline.by), source="text")]
    assert deadline.after is not None
    assert deadline.days is not None
    later = timedelta(days=deadline.days)
    return [due.model_copy(update={"by": due.by + later}) for due in _base(inquiry, deadline.after)]


def _base(inquiry: Inquiry, norm_id: str) -> tuple[Due, ...]:
    """The possible deadlines of the norm, or the day it was fulfilled if it has none."""
    other = inquiry.agreement.norms[norm_id]
    assert isinstance(other, Duty | Constitutive), norm_id
    if not inquiry.admits(norm_id):
        return ()
    dues, _ = due_dates(inquiry, other)
    if dues:
        return dues
    reached = first_fulfilled(inquiry, norm_id)
    return () if reached is None else (Due(by=reached, source="text"),)
