"""Incidents: reports of what a norm forbids, gathered for the register before they are judged.

An incident is one claim, or the claims that an analyst tied together by `incident`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from truceline.agreement.checks import AtMost, BeyondLine, NoEvent, NonePresent, walk
from truceline.agreement.norms import Duty
from truceline.assess.docket import Exhibit
from truceline.assess.event_checks import events, refusal, when_refusal
from truceline.assess.found import Life
from truceline.assess.inquiry import Inquiry, Question
from truceline.assess.judge import question_for
from truceline.assess.lifecycle import OPEN_THEN
from truceline.assess.matching import told_as_fact
from truceline.assess.result import Phase
from truceline.assess.sightings import UNOWNED, Presence, sort
from truceline.core.canonical import digest
from truceline.evidence.claim import Claim, Kind


@dataclass(frozen=True)
class Incident:
    """Reports of one incident against one norm, with why each does not count as a breach (None: it does)."""

    norm: Duty
    question: Question
    name: str
    """The event type or check it falls under."""
    done: tuple[tuple[Exhibit, str | None], ...]
    denied: tuple[Exhibit, ...] = ()

    @cached_property
    def reports(self) -> tuple[Exhibit, ...]:
        return tuple([exhibit for exhibit, _ in self.done])

    @cached_property
    def counting(self) -> tuple[Exhibit, ...]:
        """Reports that count as a breach."""
        return tuple([exhibit for exhibit, reason in self.done if reason is None])

    @cached_property
    def main(self) -> Exhibit:
        """The weightiest report."""
        return max(self.reports, key=lambda e: (e.weight, e.key))

    @cached_property
    def decisions(self) -> tuple[Claim, ...]:
        """What the mechanism decided about it by the day asked."""
        docket = self.question.inquiry.docket
        handles = {e.claim.incident for e in self.reports if e.claim.incident}
        if not handles:
            return ()
        told = [claim for handle in sorted(handles) for claim in docket.decisions.get(handle, ())]
        as_of = self.question.inquiry.frame.as_of
        return tuple(c for c in told if c.claim_id in docket.days and docket.days[c.claim_id][0] <= as_of)

    @property
    def entry_id(self) -> str:
        keys = sorted(e.key for e in (*self.reports, *self.denied))
        return digest([self.norm.id, self.name, keys])[:12]


def incidents(inquiry: Inquiry, norm: Duty) -> Iterator[Incident]:
    """Everything reported by the day asked that touches what the norm forbids."""
    life = inquiry.judge(norm.id).life
    asleep = life.phase is Phase.DORMANT and not (life.fork and life.fork.now)
    if asleep or life.starts is None:
        return
    question = question_for(inquiry, norm, life)
    for check in walk(norm.test):
        if isinstance(check, NoEvent):
            yield from _of_event(norm, question, check)
        elif isinstance(check, NonePresent | AtMost | BeyondLine):
            yield from _of_presence(norm, question, check, life)


def _of_event(norm: Duty, question: Question, check: NoEvent) -> Iterator[Incident]:
    told = [
        e
        for e in events(question, check.event, check.where)
        if told_as_fact(e.claim)
        and e.claim.kind is not Kind.DECISION
        and when_refusal(question, e, question.start) is None
    ]
    for group in _grouped(told):
        done = tuple((e, refusal(question, e, check)) for e in group if e.claim.polarity == "positive")
        denied = tuple(e for e in group if e.claim.polarity == "negative")
        if done:
            yield Incident(norm, question, check.event, done, denied)


def _of_presence(norm: Duty, question: Question, check: Presence, life: Life) -> Iterator[Incident]:
    found = sort(question, check)
    aside = {e.key: words for e, words in found.aside if words in (UNOWNED, OPEN_THEN)}
    seen = [*found.opposing, *(e for e, _ in found.aside if e.key in aside)]
    why = _not_yet(question, norm, life)

    def reason(exhibit: Exhibit) -> str | None:
        known = aside.get(exhibit.key)
        return known if known == UNOWNED else why(exhibit) or known

    for group in _grouped([e for e in seen if _since(question, e)]):
        done = tuple((e, reason(e)) for e in group)
        if any(told != BEFORE_DEADLINE for _, told in done):
            yield Incident(norm, question, check.check, done)


BEFORE_DEADLINE = "before the deadline"


def _not_yet(question: Question, norm: Duty, life: Life) -> Callable[[Exhibit], str | None]:
    """Why something seen is no breach (yet): a duty to achieve is broken only after its deadline.

    What was seen before it counts once the status itself rests on it: then it is held to have stayed.
    """
    inquiry, days = question.inquiry, life.due_days
    as_of = inquiry.frame.as_of
    proof = inquiry.judge(norm.id).proof
    relied_on = {e.key for step in proof.walk() for e in step.opposing}

    def why(exhibit: Exhibit) -> str | None:
        if norm.mode != "achieve":
            return None
        if not days:
            return "the text sets no date: no breach by time alone"
        relevant = exhibit.end >= days[0] or exhibit.key in relied_on
        if as_of <= days[0] or not relevant:
            return BEFORE_DEADLINE
        if exhibit.end >= days[-1] or (exhibit.key in relied_on and as_of > days[-1]):
            return None
        return f"not yet due if the later deadline ({days[-1]}) holds"

    return why


def _since(question: Question, exhibit: Exhibit) -> bool:
    return question.start is None or exhibit.end >= question.start


def _grouped(exhibits: list[Exhibit]) -> list[list[Exhibit]]:
    groups: dict[str, list[Exhibit]] = {}
    for exhibit in exhibits:
        groups.setdefault(exhibit.claim.incident or exhibit.key, []).append(exhibit)
    return list(groups.values())
