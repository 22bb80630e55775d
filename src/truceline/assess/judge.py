"""Judging one norm: its parts, their proofs, the degree and the standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from truceline.agreement.checks import AllOf, Check, Judged
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Constitutive, Duty
from truceline.assess.ask import ask
from truceline.assess.branches import branched, either_way
from truceline.assess.found import Found, Life, Part
from truceline.assess.inquiry import Inquiry, Question
from truceline.assess.lifecycle import excuse_of, life_of, telling_days
from truceline.assess.result import Branch, Due, Standing
from truceline.assess.standing import by_phase, settled, standing_at
from truceline.assess.step import Step
from truceline.core.degree import Degree
from truceline.core.finding import Verdict, all_of


def judge(inquiry: Inquiry, norm_id: str) -> Found:
    """The finding on a duty or a constitutive norm in the inquiry's frame."""
    norm = inquiry.agreement.norms[norm_id]
    assert isinstance(norm, Duty | Constitutive), f"{norm_id} has no status of its own"
    life = life_of(inquiry, norm)
    if life.fork:
        held, lapsed = _ways(inquiry, norm_id)
        parts = either_way(held.parts, lapsed.parts)
    else:
        parts = tuple(_parts(inquiry, norm, life))
    degree = Degree.of([part.proof.verdict for part in parts])
    proof = _whole(norm, parts, life)
    if isinstance(norm, Constitutive):
        made = Standing.MADE if degree.low == 1.0 else Standing.NOT_MADE
        return Found(norm_id, life, degree, parts, proof, made)
    standing, branches = conclude(inquiry, norm, life, parts)
    return Found(norm_id, life, degree, parts, proof, standing, branches)


def conclude(
    inquiry: Inquiry, norm: Duty, life: Life, parts: Sequence[Part]
) -> tuple[Standing, tuple[Branch, ...]]:
    """The standing of the whole norm, or of some of its parts, over all that is open."""
    if life.fork is None:
        return _over_deadlines(inquiry, norm, life, parts)
    names = {part.name for part in parts}
    outcomes = []
    for way, found in zip(_both(inquiry, norm.id), _ways(inquiry, norm.id), strict=True):
        its = [part for part in found.parts if part.name in names]
        outcomes.append(_over_deadlines(way, norm, found.life, its))
    return branched(life.fork, *outcomes)


def _both(inquiry: Inquiry, norm_id: str) -> tuple[Inquiry, Inquiry]:
    """The inquiry if the norm's contested condition is met, and if it is not."""
    return inquiry.assuming(norm_id, outcome=True), inquiry.assuming(norm_id, outcome=False)


def _ways(inquiry: Inquiry, norm_id: str) -> tuple[Found, Found]:
    held, lapsed = _both(inquiry, norm_id)
    return held.judge(norm_id), lapsed.judge(norm_id)


def _over_deadlines(
    inquiry: Inquiry, norm: Duty, life: Life, parts: Sequence[Part]
) -> tuple[Standing, tuple[Branch, ...]]:
    fixed = by_phase(life.phase)
    if fixed is not None:
        return fixed, ()
    dues: tuple[Due | None, ...] = life.dues or (None,)
    outcomes = [(due, _under(inquiry, norm, due, parts)) for due in dues]
    return settled(outcomes)


def _under(inquiry: Inquiry, norm: Duty, due: Due | None, parts: Sequence[Part]) -> Standing:
    names = {part.name for part in parts}

    def in_time(day: date) -> bool:
        then = inquiry.on(day)
        # Once shown by the deadline it was in time, even if the observation is stale on the day itself.
        earlier = [d for d in telling_days(then, norm.id) if d < day]
        if any(_degree_of(then.on(d), norm.id, names).low == 1.0 for d in (day, *earlier)):
            return True
        # Who need not prove must not be called late for lack of proof.
        return norm.proof.burden == "accuser" and _degree_of(then, norm.id, names).high == 1.0

    return standing_at(
        due.by if due else None,
        as_of=inquiry.frame.as_of,
        achieve=norm.mode == "achieve",
        verdicts=[part.proof.verdict for part in parts],
        silence=norm.proof.silence,
        in_time=in_time,
    )


def _degree_of(inquiry: Inquiry, norm_id: str, names: Collection[str]) -> Degree:
    found = inquiry.judge(norm_id)
    return Degree.of([part.proof.verdict for part in found.parts if part.name in names])


def _parts(inquiry: Inquiry, norm: Duty | Constitutive, life: Life) -> list[Part]:
    question = replace(question_for(inquiry, norm, life), due=_passed(inquiry, norm, life))
    by = _divisions(norm)
    bearers = norm.bearer if isinstance(norm, Duty) and "bearer" in by else (None,)
    found = []
    for bearer in bearers:
        asked = question if bearer is None else _of_bearer(question, norm, bearer)
        checks = _places(norm.test) if "where" in by else [(None, norm.test)]
        for place, check in checks:
            name = "/".join(filter(None, (bearer, place))) or "whole"
            found.extend(_divided(name, bearer, ask(asked, check), check))
    return _told_apart(found)


def question_for(inquiry: Inquiry, norm: Duty | Constitutive, life: Life) -> Question:
    """The question a norm's check is put with, before it is divided among parties."""
    return Question(
        inquiry,
        norm.id,
        norm.proof,
        sphere=_sphere(norm),
        start=life.starts,
        until=life.until,
        owed=_owed(norm),
        excused=excuse_of(inquiry, norm),
    )


def _owed(norm: Duty | Constitutive) -> frozenset[str]:
    """Whose things must be gone: of wards where the norm has any, else of the bearers."""
    if isinstance(norm, Constitutive):
        return frozenset()
    return frozenset(norm.guarantor_for or norm.bearer)


def _passed(inquiry: Inquiry, norm: Duty | Constitutive, life: Life) -> date | None:
    """The latest deadline of a duty to achieve that has passed."""
    if not isinstance(norm, Duty) or norm.mode != "achieve":
        return None
    return max((day for day in life.due_days if day < inquiry.frame.as_of), default=None)


def _divisions(norm: Duty | Constitutive) -> tuple[str, ...]:
    return norm.parts.by if isinstance(norm, Duty) and norm.parts else ()


def _told_apart(parts: list[Part]) -> list[Part]:
    """Parts with names of their own: a second check in one zone gets a number."""
    seen: Counter[str] = Counter()
    named = []
    for part in parts:
        seen[part.name] += 1
        again = seen[part.name]
        named.append(part if again == 1 else replace(part, name=f"{part.name} ({again})"))
    return named


def _divided(name: str, bearer: str | None, step: Step, check: Check) -> list[Part]:
    """A rating answers two questions (in part, in full), so it makes two parts; all else one."""
    if isinstance(check, Judged):
        return [Part(f"{name}: {part.statement}", bearer, part) for part in step.parts]
    return [Part(name, bearer, step)]


def _places(check: Check) -> list[tuple[str | None, Check]]:
    tests = check.tests if isinstance(check, AllOf) else (check,)
    return [(_place_name(test, number), test) for number, test in enumerate(tests, 1)]


def _place_name(check: Check, number: int) -> str:
    for field in ("where", "of", "line", "norm"):
        value = getattr(check, field, None)
        if isinstance(value, str):
            return value
    return f"part {number}"


def _sphere(norm: Duty | Constitutive) -> frozenset[str]:
    """All bearers and those they vouch for: whose conduct the norm is about."""
    if isinstance(norm, Constitutive):
        return frozenset()
    return frozenset((*norm.bearer, *norm.guarantor_for))


def _of_bearer(question: Question, norm: Duty | Constitutive, bearer: str) -> Question:
    """The question about one bearer's own part."""
    assert isinstance(norm, Duty)
    sphere = vouched_for(question.agreement, norm, bearer)
    return replace(question, party=bearer, sphere=sphere, owed=sphere - {bearer} or sphere)


def vouched_for(agreement: Agreement, norm: Duty, bearer: str) -> frozenset[str]:
    """The bearer and those of the norm's wards that this bearer (and no other) backs."""
    if len(norm.bearer) == 1:
        return frozenset((bearer, *norm.guarantor_for))
    backed = {ward for ward in norm.guarantor_for if bearer in agreement.guarantors_of(ward)}
    return frozenset((bearer, *backed))


def _whole(norm: Duty | Constitutive, parts: Sequence[Part], life: Life) -> Step:
    steps = tuple(part.proof for part in parts)
    words = {Verdict.ESTABLISHED: "shown", Verdict.REFUTED: "refuted"}
    told = [f"{part.name}: {words.get(part.proof.verdict, part.proof.verdict.value)}" for part in parts]
    return Step(
        statement=norm.id,
        check=norm.kind,
        strength=all_of(step.strength for step in steps),
        standard=norm.proof.standard,
        parts=(*steps, *life.reasons),
        notes=tuple(told) if len(told) > 1 else (),
        marks=tuple(dict.fromkeys((*life.marks, *(mark for step in steps for mark in step.marks)))),
    )
