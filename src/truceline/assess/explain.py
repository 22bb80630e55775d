"""A status told in plain sentences, down to the claims it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.assess.result import Cited, NormStatus, PartStatus, ProofNode

_STANDING = {
    "not_yet_due": "not yet due",
    "fulfilled": "fulfilled",
    "fulfilled_late": "fulfilled, but late",
    "breached": "breached",
    "breached_in_part": "breached in part",
    "unproven": "unproven: the evidence does not show it either way",
    "contested": "contested: sources to the standard say opposite things",
    "presumed_kept": "presumed kept: nothing to the standard speaks against it",
    "presumed_breached": "presumed breached: nothing to the standard speaks for it",
    "unresolved": "unresolved: it depends on what is still open",
    "suspended": "suspended",
    "discharged": "discharged",
    "made": "made",
    "not_made": "not shown to be made, which is no breach",
}


def explain(status: NormStatus, party: str | None = None) -> str:
    """The status as sentences, then each step of the proof, indented.

    With a party: only that party's own part. Raises KeyError if it has none.
    """
    if party is None:
        return "\n".join([*_head(status), *_tree(status.proof, 0), *_tail(status)])
    part = status.of_party(party)
    if part is None:
        raise KeyError(party)
    return "\n".join([*_part_head(status, part), *_tree(part.proof, 0), *_tail(status, part)])


def _head(status: NormStatus) -> Iterator[str]:
    shown, possible = status.degree
    supposed = " [rests on supposed claims]" if status.supposed else ""
    yield f"{status.norm}: {_STANDING[status.standing.value]}{supposed}"
    yield f"  {status.title}"
    yield f"  Paragraph {status.para} of {status.instrument} ({status.authority})."
    if status.bearers:
        also = f"; answerable besides: {', '.join(status.answerable)}" if status.answerable else ""
        yield f"  Bound: {', '.join(status.bearers)}{also}."
    yield f"  Phase {status.phase.value.replace('_', ' ')}; {_degree(shown, possible)}."
    for due in status.due:
        origin = "by the text" if due.source == "text" else f"by {due.source}"
        yield f"  Due {due.by} {origin}{'' if due.certain else ', if that holds'}."
    for branch in status.branches:
        yield f"  Open: {_STANDING[branch.standing.value]} {branch.condition}."
    if status.pace:
        yield f"  Pace: {status.pace.value.replace('_', ' ')}."


def _part_head(status: NormStatus, part: PartStatus) -> Iterator[str]:
    yield f"{status.norm}, {part.party}: {_STANDING[part.standing.value]}"
    yield f"  {status.title}"
    yield f"  {_degree(*part.degree).capitalize()}."


def _degree(shown: float, possible: float) -> str:
    if shown == possible:
        return f"kept to {shown:.0%}"
    return f"shown kept to {shown:.0%}, and no more than {possible:.0%} is possible"


def _tree(node: ProofNode, depth: int) -> Iterator[str]:
    pad = "  " * (depth + 1)
    yield (
        f"{pad}{node.verdict.value}: {node.statement} "
        f"(for {node.support:.2f}, against {node.opposition:.2f}, standard {node.standard.value})"
    )
    for note in node.notes:
        yield f"{pad}  . {note}"
    for claim in node.supporting:
        yield from _claim(claim, "for", pad)
    for claim in node.opposing:
        yield from _claim(claim, "against", pad)
    for aside in node.set_aside:
        yield f"{pad}  0 set aside ({aside.reason}): [{_name(aside.claim)}] {aside.claim.says}"
    for part in node.parts:
        yield from _tree(part, depth + 1)


def _claim(claim: Cited, side: str, pad: str) -> Iterator[str]:
    sign = {"for": "+", "against": "-"}[side]
    supposed = " SUPPOSED" if claim.supposed else ""
    where = "" if claim.p_inside in (None, 1.0) else f", P(inside) {claim.p_inside:.2f}"
    known = f", known {claim.recorded_at:%Y-%m-%d}" if claim.recorded_at else ""
    yield f"{pad}  {sign} {side}{supposed}: [{_name(claim)}] {claim.says}"
    yield (
        f"{pad}      {claim.source} (family {claim.family}, grade {claim.grade}), "
        f"counts {claim.weight:.2f}{where}{known}"
    )
    if claim.rests_on:
        yield f"{pad}      rests on {claim.rests_on}"


def _name(claim: Cited) -> str:
    return claim.label or claim.claim_id[:12]


def _tail(status: NormStatus, part: PartStatus | None = None) -> Iterator[str]:
    for mark in status.marks:
        yield f"  Note: {mark}."
    for reading, standings in status.depends_on_reading.items():
        told = ", ".join(f"{option}: {_STANDING[s.value]}" for option, s in standings.items())
        yield f"  Depends on the reading of {reading}: {told}."
    wanted = part.proof.would_change if part else status.would_change
    if wanted:
        yield "  What would change it:"
        yield from (f"    * {one}" for one in wanted)
