"""Checkpoints: a state of the ledger, signed, in a file of its own that the other side keeps.

A checkpoint is no entry: it can be made of a copy that must not be written to, both sides sign the same
one, and signing does not move the position that is signed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import AwareDatetime, Field, ValidationError

from truceline.core.canonical import canonical_json
from truceline.core.spelling import SHA256
from truceline.errors import CheckFailed, InputError, Problem
from truceline.evidence.strict import Strict
from truceline.ledger.codes import Code
from truceline.ledger.signers import KeyStanding, Signers, Trust
from truceline.ledger.signing import PublicKey, Signature, Signer
from truceline.ledger.verification import Mark

PURPOSE = "checkpoint"
"""What a signature on a checkpoint is made for."""

_LARGEST = 1_000_000


class Endorsement(Strict):
    """One signature on a checkpoint; the name is the signer's own word for himself."""

    signer: str
    key: str
    signature: str

    def fits(self, content: bytes) -> bool:
        """Whether the key's owner signed this content."""
        return Signature.of(self.key, self.signature).fits(content, PURPOSE)


class Timestamp(Strict):
    """What a timestamp authority answered (RFC 3161): that the checkpoint was there at a time."""

    response: Annotated[str, Field(max_length=100_000)]
    """The response as it came, DER in base 64."""


class Checkpoint(Strict):
    """The record of a case up to a position, and who vouches for it."""

    format: Literal["truceline/checkpoint/1"] = "truceline/checkpoint/1"
    case: str
    """What the case is called, for people; nothing hangs on it."""
    ledger: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    position: Annotated[int, Field(ge=0)]
    digest: Annotated[str, Field(pattern=SHA256)]
    """The digest of the link at the position: of the whole record up to there."""
    agreement: Annotated[str, Field(pattern=SHA256)]
    """The digest of the agreement's encoding then: statuses follow from it as much as from the record."""
    drawings: dict[str, Annotated[str, Field(pattern=SHA256)]] | None = None
    """SHA-256 of each file that zones were drawn in then, by name; null: made before these were signed."""
    made_at: AwareDatetime
    signatures: tuple[Endorsement, ...] = ()
    timestamps: tuple[Timestamp, ...] = ()
    """Beside the signatures, and of the same content: whoever signs later takes nothing from them."""

    @property
    def content(self) -> bytes:
        """What is signed: canonical JSON of everything but signatures, timestamps and drawings not told."""
        signed = {name: getattr(self, name) for name in _SIGNED}
        return canonical_json({name: value for name, value in signed.items() if value is not None})

    @property
    def mark(self) -> Mark:
        """The state of the ledger that it names."""
        return Mark(self.ledger, self.position, self.digest)

    @property
    def code(self) -> Code:
        """The same state as a code to be read out."""
        return Code.of(self.mark)

    def signed(self, signer: Signer) -> Checkpoint:
        """With one more signature; InputError where this key has signed it already."""
        key = str(signer.public)
        if any(one.key == key for one in self.signatures):
            raise InputError(Problem("--key", 0, "", f"{signer.name} has signed this checkpoint already"))
        signature = signer.sign(self.content, PURPOSE)
        mine = Endorsement(signer=signer.name, key=key, signature=signature.text)
        return self.model_copy(update={"signatures": (*self.signatures, mine)})

    def text(self) -> str:
        """The file's text."""
        return self.model_dump_json(indent=2) + "\n"


_SIGNED = tuple(name for name in Checkpoint.model_fields if name not in {"signatures", "timestamps"})


class Voucher(NamedTuple):
    """A signature on a checkpoint, looked into."""

    endorsement: Endorsement
    fits: bool
    trust: Trust | None
    """What the register says of the key when the checkpoint was made; null: it does not know it."""
    named: bool
    """Whether the key is one that the person who asks has named."""

    @property
    def counts(self) -> bool:
        """Whether it is the signature of somebody who is trusted."""
        return self.fits and (
            self.named or (self.trust is not None and self.trust.standing is KeyStanding.TRUSTED)
        )


def vouchers(checkpoint: Checkpoint, register: Signers, keys: tuple[PublicKey, ...]) -> tuple[Voucher, ...]:
    """Every signature of a checkpoint, held against the register of a case and keys that a person named.

    Where keys are named only they count: whoever rewrites a record can rewrite its register too.
    """
    return tuple(
        Voucher(
            one,
            one.fits(checkpoint.content),
            None if keys else register.holder(one.key, checkpoint.made_at),
            one.key in map(str, keys),
        )
        for one in checkpoint.signatures
    )


def require_vouched(found: tuple[Voucher, ...], keys: tuple[PublicKey, ...]) -> None:
    """Raise CheckFailed where a signature is forged, a named key did not sign, or nobody trusted did."""
    told = [
        f"the signature of {one.endorsement.signer} does not fit: the checkpoint was changed"
        for one in found
        if not one.fits
    ]
    signed = {one.endorsement.key for one in found}
    told += [f"{key} did not sign it" for key in map(str, keys) if key not in signed]
    if not told and not any(one.counts for one in found):
        told = ["nobody who is trusted signed it: name the key you know (--by), or let the case trust it"]
    if told:
        raise CheckFailed("\n".join(told))


def read_checkpoint(path: Path) -> Checkpoint:
    """The checkpoint in a file; InputError names what is wrong with it."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise _wrong(path, "", f"it cannot be read: {(error.strerror or str(error)).lower()}") from error
    return checkpoint_in(content, path)


def checkpoint_in(content: bytes, path: Path) -> Checkpoint:
    """The checkpoint in the bytes of a file; InputError names what is wrong with it."""
    if len(content) > _LARGEST:
        raise _wrong(path, "", "it is too long for a checkpoint")
    try:
        found = Checkpoint.model_validate_json(content)
    except ValidationError as error:
        problems = [
            Problem(str(path), 0, ".".join(map(str, wrong["loc"])), wrong["msg"]) for wrong in error.errors()
        ]
        raise InputError(problems) from error
    for at, one in enumerate(found.signatures):
        _require_legible(path, at, one)
    return found


def _require_legible(path: Path, at: int, one: Endorsement) -> None:
    try:
        Signature.of(one.key, one.signature)
    except InputError as error:
        raise _wrong(path, f"signatures.{at}", error.problems[0].message) from error


def _wrong(path: Path, field: str, message: str) -> InputError:
    return InputError(Problem(str(path), 0, field, message))
