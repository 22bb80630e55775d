"""Checkpoints of a case: made and countersigned only by whoever has just found the record whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.errors import CheckFailed
from truceline.ledger.checkpoint import Checkpoint
from truceline.ledger.verification import Mark, Verification

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from truceline.case.folder import Case
    from truceline.ledger.signing import Signer


def checkpoint_of(case: Case, signer: Signer, made_at: datetime) -> Checkpoint:
    """A checkpoint of the record as it stands; CheckFailed where the record does not hold."""
    mark = sound(case).mark
    agreement = case.agreement.content_digest
    made = Checkpoint(case=case.about.name, **mark._asdict(), agreement=agreement, made_at=made_at)
    return made.signed(signer)


def countersigned(case: Case, checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
    """The checkpoint with one more signature; CheckFailed where record or agreement are other ones."""
    sound(case, [checkpoint.mark])
    if is_encoded_otherwise(case, checkpoint):
        raise CheckFailed(
            "nothing was signed: the agreement of this case is encoded otherwise than at the checkpoint"
        )
    return checkpoint.signed(signer)


def is_encoded_otherwise(case: Case, checkpoint: Checkpoint) -> bool:
    """Whether the case's agreement is not the one of the checkpoint: revised since, or tampered with."""
    return checkpoint.agreement != case.agreement.content_digest


def sound(case: Case, marks: Iterable[Mark] = ()) -> Verification:
    """The verification of a record that holds; CheckFailed with the first fault of one that does not."""
    found = case.ledger.verify(marks)
    if not found.holds:
        first = found.faults[0]
        where = f"entry {first.entry}, " if first.entry is not None else ""
        raise CheckFailed(
            f"nothing was signed: the record does not hold ({where}{first.table}: {first.told})"
        )
    return found
