"""Whether the condition that a duty waits for is met, is not, or is contested so that both stay open.

Open world: a condition of which nothing is known leaves the duty dormant. One for and against which
there is evidence to the standard leaves it open whether the duty binds, and both ways are followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from truceline.agreement.norms import Duty
from truceline.assess.ask import ask
from truceline.assess.found import Activation, Asked, Fork, Met
from truceline.assess.inquiry import Inquiry, Question
from truceline.assess.step import Step
from truceline.core.finding import Verdict


def activation_of(inquiry: Inquiry, norm: Duty) -> Activation:
    """How the duty's condition stands: it stays as it was last shown, refuted or contested."""
    key = _key(inquiry, norm)
    if key not in inquiry.activations:
        inquiry.activations[key] = _activation(inquiry, norm)
    return inquiry.activations[key]


def _activation(inquiry: Inquiry, norm: Duty) -> Activation:
    now = _asked(inquiry, norm)
    history = list(_history(inquiry, norm, now))
    met = history[-1]
    fork = Fork(told(now.step), met is Met.OPEN) if Met.OPEN in history else None
    proof = Step(
        statement=f"condition of {norm.id}",
        check="activation",
        strength=now.step.strength,
        standard=norm.proof.standard,
        parts=(now.step,),
        notes=(_words(met, now),),
        fork=norm.id if fork else "",
    )
    return Activation(met, proof, fork, _mark(met, now.step, fork))


def _mark(met: Met, condition: Step, fork: Fork | None) -> str | None:
    words = told(condition)
    if met is Met.OPEN:
        return f"its condition is contested ({words}): active if it holds, dormant if not"
    if met is Met.NO:
        return f"dormant: its condition is {condition.verdict} ({words})"
    return f"whether it was active all along is contested ({words})" if fork else None


def days_of_evidence(proof: Step, until: date) -> set[date]:
    """Days up to `until` on which the claims in a proof could have changed it."""
    return {
        day
        for step in proof.walk()
        if step.check != "no_event"
        for exhibit in (*step.supporting, *(e for e, _ in step.set_aside))
        for day in (exhibit.start, exhibit.end)
        if day <= until
    }


def told(step: Step) -> str:
    """The condition in words, a compound one by its parts."""
    joint = {"all_of": " and ", "any_of": " or "}.get(step.check)
    return joint.join(told(part) for part in step.parts) if joint else step.statement


def _history(inquiry: Inquiry, norm: Duty, now: Asked) -> Iterator[Met]:
    """How it stood on each day that could have changed it, the day asked last."""
    today, met = inquiry.frame.as_of, Met.NO
    for day in sorted(days_of_evidence(now.step, today) | {today}):
        asked = _asked(inquiry.on(day), norm)
        if asked.outcomes == {True}:
            met = Met.YES
        elif True in asked.outcomes:
            met = Met.OPEN
        elif asked.step.verdict is Verdict.REFUTED:
            met = Met.NO
        yield met


def _asked(inquiry: Inquiry, norm: Duty) -> Asked:
    """The condition put on the inquiry's day, and again for each way that what it rests on can turn."""
    key = _key(inquiry, norm)
    if key not in inquiry.conditions:
        step = _put(inquiry, norm)
        turned = [
            _put(inquiry.assuming(fork, outcome=outcome), norm)
            for fork in step.forks()
            for outcome in (True, False)
        ]
        outcomes = frozenset(way for one in (step, *turned) for way in _outcomes(one))
        inquiry.conditions[key] = Asked(step, outcomes)
    return inquiry.conditions[key]


def _key(inquiry: Inquiry, norm: Duty) -> tuple[Any, ...]:
    """What the condition hangs on: not on which way the norm's own is assumed to come out."""
    return inquiry.key(norm.id, {name: way for name, way in inquiry.assumed.items() if name != norm.id})


def _put(inquiry: Inquiry, norm: Duty) -> Step:
    assert norm.when is not None
    start = inquiry.agreement.instrument_of(norm.id).in_force.start
    return ask(Question(inquiry, norm.id, norm.proof, start=start), norm.when)


def _outcomes(step: Step) -> set[bool]:
    """Whether the step holds, once what is contested in it is settled either way."""
    if step.verdict is Verdict.ESTABLISHED:
        return {True}
    if step.verdict is Verdict.CONTESTED or step.contested:
        return {True, False}
    ways = [_outcomes(part) for part in step.parts]
    if step.check == "all_of":
        return {False} | {all(True in way for way in ways)}
    if step.check == "any_of":
        return {False} | {any(True in way for way in ways)}
    return {False}


def _words(met: Met, now: Asked) -> str:
    if met is Met.OPEN:
        since = "is contested" if True in now.outcomes else "was contested and has not been settled since"
        return f"its condition {since}: both outcomes stay open"
    if met is Met.YES:
        since = "is shown" if now.outcomes == {True} else "was shown and has not been refuted since"
        return f"its condition {since}: it is active"
    refuted = now.step.verdict is Verdict.REFUTED
    return f"its condition is {'refuted' if refuted else 'not shown'}: it is dormant"
