"""Two findings on one norm, for a condition that is contested, told as one with its branches named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from truceline.assess.found import Fork, Part
from truceline.assess.result import Branch, Standing
from truceline.assess.step import Step
from truceline.core.finding import Strength

Outcome = tuple[Standing, tuple[Branch, ...]]


def either_way(held: Sequence[Part], lapsed: Sequence[Part]) -> tuple[Part, ...]:
    """The parts with what is found of them whichever way the condition comes out."""
    return tuple(_either(one, other) for one, other in zip(held, lapsed, strict=True))


def _either(held: Part, lapsed: Part) -> Part:
    if held.proof == lapsed.proof:
        return held
    one, other = held.proof, lapsed.proof
    proof = Step(
        statement=one.statement,
        check="either_way",
        strength=_common(one, other),
        standard=one.standard,
        parts=(
            replace(one, statement=f"if its condition holds: {one.statement}"),
            replace(other, statement=f"if it does not: {other.statement}"),
        ),
        notes=("only what is found whichever way its contested condition comes out counts",),
        marks=tuple(dict.fromkeys((*one.marks, *other.marks))),
    )
    return replace(held, proof=proof)


def _common(one: Step, other: Step) -> Strength:
    """What is found either way; nothing, where the two ways lead to different verdicts."""
    if one.verdict is not other.verdict:
        return Strength()
    mine, its = one.strength, other.strength
    return Strength(min(mine.support, its.support), min(mine.opposition, its.opposition))


def branched(fork: Fork, held: Outcome, lapsed: Outcome) -> Outcome:
    """One standing if both ways lead to it, else unresolved with both ways and what they hang on."""
    if held == lapsed:
        return held
    if fork.now:
        yes, no = "if its condition holds", "if its condition does not hold, so that it is dormant"
    else:
        yes, no = "if its condition held while that was contested", "if its condition did not hold then"
    ways = (*_named(f"{yes} ({fork.condition})", held), *_named(no, lapsed))
    return Standing.UNRESOLVED, ways


def _named(way: str, outcome: Outcome) -> Iterator[Branch]:
    standing, further = outcome
    if not further:
        yield Branch(standing=standing, condition=way)
    for branch in further:
        condition = f"{way}, and {branch.condition.removeprefix('if ')}"
        yield Branch(standing=branch.standing, condition=condition)
