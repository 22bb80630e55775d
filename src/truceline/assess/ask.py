"""Putting a check: the closed union, each member to its own rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from truceline.agreement.checks import (
    ActivityAtLeast,
    AllOf,
    AnyOf,
    AtMost,
    BeyondLine,
    Check,
    EventOccurred,
    Judged,
    NoEvent,
    NonePresent,
    NormIs,
    StateHolds,
)
from truceline.assess import event_checks, presence_checks
from truceline.assess.docket import Exhibit
from truceline.assess.inquiry import Question
from truceline.assess.matching import told_as_fact, why_not_done
from truceline.assess.step import Step
from truceline.core.counted import counted
from truceline.core.finding import Strength, all_of, any_of


def ask(question: Question, check: Check) -> Step:  # noqa: C901, PLR0911 - one arm a check, that is the point
    """Put the check to the evidence in the question's frame."""
    match check:
        case AllOf():
            parts = [ask(question, part) for part in check.tests]
            return _combined(question, check, parts, all_of(p.strength for p in parts))
        case AnyOf():
            parts = [ask(question, part) for part in check.tests]
            return _combined(question, check, parts, any_of(p.strength for p in parts))
        case NonePresent():
            return presence_checks.none_present(question, check)
        case BeyondLine():
            return presence_checks.beyond_line(question, check)
        case AtMost():
            return presence_checks.at_most(question, check)
        case NoEvent():
            return event_checks.no_event(question, check)
        case EventOccurred():
            return event_checks.event_occurred(question, check)
        case ActivityAtLeast():
            return event_checks.activity_at_least(question, check)
        case StateHolds():
            return state_holds(question, check)
        case NormIs():
            return norm_is(question, check)
        case Judged():
            return judged(question, check)
        case _:
            assert_never(check)


def state_holds(question: Question, check: StateHolds) -> Step:
    """A state somebody reports: fresh reports for and against, newer answering older."""
    holds: list[Exhibit] = []
    fails: list[Exhibit] = []
    aside: list[tuple[Exhibit, str]] = []
    for exhibit in question.exhibits(question.inquiry.docket.states, None):
        state = exhibit.claim.state
        if state is None or (state.of, state.state) != (check.of, check.state):
            continue
        if not told_as_fact(exhibit.claim):
            aside.append((exhibit, why_not_done(exhibit.claim) or "not told as fact"))
        elif state.holds == (exhibit.claim.polarity == "positive"):
            holds.append(exhibit)
        else:
            fails.append(exhibit)
    told = f"{check.of} is {check.state.replace('_', ' ')}"
    return question.weighed(
        check.check,
        told,
        supporting=holds,
        opposing=fails,
        aside=aside,
        would_change=(
            (
                f"a report no older than {counted(question.proof.fresh_days, 'day')}, to the standard "
                f"{question.proof.standard}, whether {told}"
            ),
        ),
        marks=presence_checks.zone_marks(question, check.of),
    )


def norm_is(question: Question, check: NormIs) -> Step:
    """How far another norm is fulfilled, as seen from this frame; a day to come decides nothing."""
    inquiry = question.inquiry
    wanted = f"{check.norm} is at least {check.at_least.replace('_', ' ')}"
    if check.as_of is not None and check.as_of > inquiry.frame.as_of:
        return _unanswered(question, f"{wanted} on {check.as_of}", "the day has not come")
    there = inquiry.on(check.as_of) if check.as_of else inquiry
    if not inquiry.admits(check.norm):
        return _unanswered(question, wanted, "its instrument is not part of the law applied")
    other = there.judge(check.norm)
    if other.life.starts is None or there.frame.as_of < other.life.starts:
        return _unanswered(question, wanted, "it is not yet in force")
    low, high = other.degree.low, other.degree.high
    strength = (
        Strength(float(low >= 1.0), float(high < 1.0))
        if check.at_least == "fulfilled"
        else Strength(float(low > 0.0), float(high <= 0.0))
    )
    return Step(
        statement=wanted + (f" on {check.as_of}" if check.as_of else ""),
        check=check.check,
        strength=strength,
        standard=question.proof.standard,
        parts=(other.proof,),
        contested=other.turns_on_contested(check.at_least),
        would_change=(f"a change in {check.norm}",),
        marks=other.proof.marks,
    )


def _unanswered(question: Question, statement: str, why: str) -> Step:
    return Step(
        statement=statement,
        check="norm_is",
        strength=Strength(),
        standard=question.proof.standard,
        notes=(why,),
    )


def judged(question: Question, check: Judged) -> Step:
    """A recorded rating, in two questions: met at least in part, and met in full."""
    in_part = _rating(question, check, "met at least in part", frozenset({"met", "partly_met"}))
    in_full = _rating(question, check, "met in full", frozenset({"met"}))
    return Step(
        statement=check.question,
        check=check.check,
        strength=all_of((in_part.strength, in_full.strength)),
        standard=question.proof.standard,
        parts=(in_part, in_full),
        would_change=("a recorded human rating against the rubric, with its reason",),
        notes=tuple(f"{rating}: {means}" for rating, means in check.rubric.items()),
    )


def _rating(question: Question, check: Judged, degree: str, yes: frozenset[str]) -> Step:
    good: list[Exhibit] = []
    bad: list[Exhibit] = []
    aside: list[tuple[Exhibit, str]] = []
    for exhibit in question.exhibits(question.inquiry.docket.ratings, None):
        judgement = exhibit.claim.judgement
        if judgement is None or judgement.norm not in (question.norm, question.norm.partition("/")[0]):
            continue
        about = {actor.party for actor in exhibit.claim.actor if actor.party} & question.bearers
        if question.party and about and question.party not in about:
            continue
        if not told_as_fact(exhibit.claim) or exhibit.claim.polarity == "negative":
            aside.append((exhibit, why_not_done(exhibit.claim) or "not told as fact"))
        elif judgement.rating == "cannot_judge":
            aside.append((exhibit, "the rater could not judge"))
        elif judgement.rating in yes:
            good.append(exhibit)
        else:
            bad.append(exhibit)
    return question.weighed(check.check, degree, supporting=good, opposing=bad, aside=aside)


def _combined(question: Question, check: AllOf | AnyOf, parts: Sequence[Step], strength: Strength) -> Step:
    words = "all of these hold" if isinstance(check, AllOf) else "at least one of these holds"
    return Step(
        statement=words,
        check=check.check,
        strength=strength,
        standard=question.proof.standard,
        parts=tuple(parts),
        marks=tuple(dict.fromkeys(mark for part in parts for mark in part.marks)),
    )
