"""Checkpoints of a case: made and countersigned only by whoever has just found the record whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.core.canonical import digest_bytes
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
    return unsigned(case, mark, made_at).signed(signer)


def unsigned(case: Case, mark: Mark, made_at: datetime) -> Checkpoint:
    """The checkpoint of a state of the record that was found whole, and of what statuses rest on besides."""
    return Checkpoint(
        case=case.about.name,
        **mark._asdict(),
        agreement=case.agreement.content_digest,
        drawings=drawings_of(case),
        made_at=made_at,
    )


def countersigned(case: Case, checkpoint: Checkpoint, signer: Signer) -> Checkpoint:
    """The checkpoint with one more signature; CheckFailed where record or agreement are other ones."""
    sound(case, [checkpoint.mark])
    if is_encoded_otherwise(case, checkpoint):
        raise CheckFailed(
            "nothing was signed: the agreement of this case is encoded otherwise than at the checkpoint"
        )
    if other := drawn_otherwise(case, checkpoint):
        raise CheckFailed(
            f"nothing was signed: zones are drawn otherwise than at the checkpoint ({', '.join(other)})"
        )
    return checkpoint.signed(signer)


def is_encoded_otherwise(case: Case, checkpoint: Checkpoint) -> bool:
    """Whether the case's agreement is not the one of the checkpoint: revised since, or tampered with."""
    return checkpoint.agreement != case.agreement.content_digest


def drawings_of(case: Case) -> dict[str, str]:
    """SHA-256 of each file that zones of the agreement are drawn in, by name; of those that are there."""
    names = sorted({zone.geometry.file for zone in case.agreement.zones if zone.geometry.file is not None})
    there = (name for name in names if (case.agreement_folder / name).is_file())
    return {name: digest_bytes((case.agreement_folder / name).read_bytes()) for name in there}


def drawn_otherwise(case: Case, checkpoint: Checkpoint) -> tuple[str, ...]:
    """Files of zones that are other ones than at the checkpoint, gone or new; none if it does not tell."""
    if checkpoint.drawings is None:
        return ()
    then, now = checkpoint.drawings, drawings_of(case)
    return tuple(name for name in sorted(then.keys() | now.keys()) if then.get(name) != now.get(name))


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
