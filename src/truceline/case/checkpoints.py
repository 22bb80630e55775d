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
    made = Checkpoint(case=case.about.name, **mark._asdict(), made_at=made_at)
    return made.signed(signer)


def countersigned(case: Case, checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
    """The checkpoint with one more signature; CheckFailed where the case's own record is another one."""
    sound(case, [checkpoint.mark])
    return checkpoint.signed(signer)


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
