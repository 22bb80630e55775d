"""The proof of each promise, told short: its rule, claims for and against, and what would change it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from truceline.assess.result import Cited, NormStatus, ProofNode
from truceline.publish.report.composed import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Section,
    Sentence,
    paragraph,
    section,
)
from truceline.publish.report.naming import proof_of
from truceline.publish.report.setting import Setting
from truceline.publish.words import capital

_MOST = 4
"""Claims told for one step, the weightiest first; the rest are counted."""
_DEEPEST = 4


def proofs(on: Setting) -> Section | None:
    """Promise by promise: what every standing of this report rests on."""
    blocks = [block for status in on.facts.now.norms for block in _proof(on, status)]
    return section("proofs", on.tongue.say("Proofs"), *blocks)


def proof_of_one(on: Setting, norm: str) -> Section | None:
    """The proof of one promise alone; None where it has no status now."""
    status = on.status(norm)
    return section("proofs", on.tongue.say("Proof"), *_proof(on, status)) if status else None


def _proof(on: Setting, status: NormStatus) -> Iterator[Block]:
    say = on.tongue.say
    yield Heading(on.promise(status.norm), proof_of(status.norm))
    cite = say(
        "Paragraph {para} of {text} ({authority}): {standing} ({degree}).",
        para=status.para,
        text=on.instrument(status.instrument),
        authority=on.tongue.term(status.authority),
        standing=on.tongue.term(status.standing.value),
        degree=on.degree(status.degree),
    )
    marks = tuple(map(on.said, status.marks))
    is_foreign = any(mark.foreign for mark in marks)
    told = paragraph(cite, *(() if is_foreign else marks))
    if told:
        yield told
    if is_foreign:  # sentences that run the other way share no line
        yield Bullets(marks)
    yield Bullets(tuple(_steps(on, status.proof, 0)))
    changes = list(dict.fromkeys(status.would_change or status.proof.would_change))
    if changes:
        yield Paragraph((Sentence(say("What would change it:")),))
        yield Bullets(tuple(map(on.said, changes)))


def _steps(on: Setting, node: ProofNode, depth: int) -> Iterator[Sentence]:
    yield _step(on, node)
    for side, cited in (("for", node.supporting), ("against", node.opposing)):
        yield from _claims(on, side, cited)
    yield from _aside(on, node)
    if depth < _DEEPEST:
        for part in node.parts:
            yield from _steps(on, part, depth + 1)


def _step(on: Setting, node: ProofNode) -> Sentence:
    told = on.tongue.say(
        "{statement}: {verdict} (for {support}, against {opposition}; standard: {standard}).",
        statement=capital(on.clause(node.statement).rstrip(".")),
        verdict=on.tongue.term(node.verdict.value),
        support=on.tongue.number(node.support, 2),
        opposition=on.tongue.number(node.opposition, 2),
        standard=on.tongue.term(node.standard.value),
    )
    return Sentence(told)


def _claims(on: Setting, side: str, cited: tuple[Cited, ...]) -> Iterator[Sentence]:
    ordered = sorted(cited, key=lambda one: (-one.weight, str(one.start), one.claim_id))
    for one in ordered[:_MOST]:
        yield _claim(on, side, one)
    rest = len(ordered) - _MOST
    if rest > 0:
        one_more = on.tongue.count(
            "and {n} more claim {side}", "and {n} more claims {side}", rest, side=on.tongue.term(side)
        )
        yield Sentence(one_more)


def _claim(on: Setting, side: str, one: Cited) -> Sentence:
    quoted = on.facts.quotes.get(one.claim_id)
    words = " ".join(quoted.words.split()) if quoted else ""
    values = {
        "side": on.tongue.term(side),
        "says": one.says or words or on.tongue.say("a claim"),
        "days": on.tongue.days(one.start, one.end),
        "source": on.source(one),
        "weight": on.tongue.number(one.weight, 2),
        "basis": _basis(on, one, words),
    }
    return Sentence(on.tongue.say("{side}: {says} ({days}; {source}; counts {weight}) {basis}", **values))


def _basis(on: Setting, one: Cited, words: str) -> str:
    """The sentence or row that it rests on."""
    if words and words != " ".join(one.says.split()):
        return on.tongue.say(
            "\N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}", words=words
        )
    return one.rests_on


def _aside(on: Setting, node: ProofNode) -> Iterator[Sentence]:
    reasons = Counter(one.reason for one in node.set_aside)
    for reason, n in reasons.items():
        told = on.tongue.count(
            "{n} claim set aside: {reason}.",
            "{n} claims set aside: {reason}.",
            n,
            reason=on.clause(reason),
        )
        yield Sentence(told)
