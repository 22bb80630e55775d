"""Which figures rest on hypothetical claims, so that every one of them carries the star."""

from __future__ import annotations

from truceline.assess.result import NormStatus, PartStatus, ProofNode


def rests_on_supposed(proof: ProofNode) -> bool:
    """Whether a hypothetical claim speaks for or against anything in the proof."""
    cited = (*proof.supporting, *proof.opposing)
    return any(claim.supposed for claim in cited) or any(rests_on_supposed(part) for part in proof.parts)


def part_is_supposed(status: NormStatus, part: PartStatus) -> bool:
    """Whether one part's standing rests on a supposition.

    Where the norm as a whole does but none of its parts' proofs show one, the supposition works
    through a rule (a moved deadline, a suspension), and that reaches every part.
    """
    if not status.supposed:
        return False
    stained = [rests_on_supposed(each.proof) for each in status.parts]
    return rests_on_supposed(part.proof) or not any(stained)
