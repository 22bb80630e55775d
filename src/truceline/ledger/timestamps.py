"""Timestamps of a third party (RFC 3161) on a checkpoint: that it was there by then, on another's word.

What is stamped is what is signed, the checkpoint without its signatures; both sides may sign before and
after. The request holds nothing but a digest. A timestamp is looked into offline, against certificates
that whoever asks has chosen to trust. Whether one was revoked since is not asked.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from truceline.errors import CheckFailed, InputError, Problem
from truceline.extras import require_extra
from truceline.ledger.checkpoint import Checkpoint, Timestamp

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

EXTRA = "timestamp"
LARGEST = 64_000
"""Bytes of a response; an authority's takes two to eight thousand."""

_GRANTED = 0
_TOLD = (
    ("Mismatch between messages", "it is a timestamp of another content"),
    ("Unsupported hash", "it is made with a digest that is not supported"),
    ("expired|not yet valid", "the certificate was not valid at the time it tells"),
    ("issuer|self.signed|certificate verify", "no certificate that was given leads to who signed it"),
    ("EKU|purpose", "whoever signed it may not make timestamps"),
    ("signature|digest|padding", "its signature does not fit: it was changed"),
)


class Stamp(NamedTuple):
    """A timestamp of a checkpoint, looked into."""

    at: datetime | None
    """The time it tells; null where it cannot be read."""
    authority: str
    """Who signed it, as the certificate names them."""
    is_checked: bool
    """Whether there were certificates to hold it against."""
    wrong: str | None
    """Why it does not hold; null where nothing is known against it."""

    @property
    def holds(self) -> bool:
        """Whether a trusted authority says that the checkpoint was there at that time."""
        return self.is_checked and self.wrong is None


def request_of(checkpoint: Checkpoint) -> bytes:
    """What to send to an authority (a file `.tsq`): the checkpoint's SHA-256 and nothing else.

    Without a nonce: an old answer to the same question is as good as a new one, and earlier.
    """
    require_extra(EXTRA, "a timestamp")
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - an optional extra

    builder = TimestampRequestBuilder().data(checkpoint.content).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=False).cert_request(cert_request=True).build().as_bytes()


def stamped(checkpoint: Checkpoint, response: bytes, where: str) -> Checkpoint:
    """The checkpoint with an authority's response; the same one twice is kept once.

    InputError for what is none or a refusal, CheckFailed for a timestamp of something else.
    """
    found = _decoded(response, where)
    if found.status != _GRANTED:
        told = "; ".join(found.status_string) or f"status {found.status}"
        raise InputError(Problem(where, 0, "", f"the authority refused: {told}"))
    made = Timestamp(response=base64.b64encode(response).decode())
    changed = checkpoint.model_copy(update={"timestamps": (*checkpoint.timestamps, made)})
    (stamp,) = stamps(changed.model_copy(update={"timestamps": (made,)}), ())
    if stamp.wrong:
        raise CheckFailed(f"{where}: {stamp.wrong}")
    return checkpoint if made in checkpoint.timestamps else changed


def stamps(checkpoint: Checkpoint, trusted: Sequence[Certificate]) -> tuple[Stamp, ...]:
    """Every timestamp of a checkpoint, held against its content and against certificates one trusts."""
    if checkpoint.timestamps:
        require_extra(EXTRA, "a timestamp")
    return tuple(_looked_into(checkpoint, one, trusted) for one in checkpoint.timestamps)


def require_stamped(found: Sequence[Stamp], trusted: Sequence[Certificate]) -> None:
    """Raise CheckFailed where a timestamp does not hold, or one was asked for and there is none."""
    told = [f"the timestamp does not hold: {one.wrong}" for one in found if one.wrong]
    if trusted and not found:
        told = ["it bears no timestamp"]
    if told:
        raise CheckFailed("\n".join(told))


def certificates_in(path: Path) -> list[Certificate]:
    """The certificates in a file (PEM, or one in DER); InputError where there is none."""
    require_extra(EXTRA, "a certificate")
    from cryptography import x509  # noqa: PLC0415 - an optional extra

    try:
        content = path.read_bytes()
        if b"-----BEGIN" in content:
            return x509.load_pem_x509_certificates(content)
        return [x509.load_der_x509_certificate(content)]
    except OSError as error:
        told = f"it cannot be read: {(error.strerror or str(error)).lower()}"
        raise InputError(Problem(str(path), 0, "", told)) from error
    except ValueError as error:
        raise InputError(Problem(str(path), 0, "", "it holds no certificate (PEM or DER)")) from error


def _looked_into(checkpoint: Checkpoint, made: Timestamp, trusted: Sequence[Certificate]) -> Stamp:
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 - an optional extra

    try:
        response = _decoded(base64.b64decode(made.response, validate=True), "timestamp")
        at, authority = response.tst_info.gen_time, _authority(response)
    except (ValueError, InputError):
        return Stamp(None, "-", bool(trusted), "it cannot be read")
    if not _is_of(response, checkpoint.content):
        return Stamp(at, authority, bool(trusted), _TOLD[0][1])
    if not trusted:
        return Stamp(at, authority, is_checked=False, wrong=None)
    try:
        VerifierBuilder(roots=list(trusted)).build().verify_message(response, checkpoint.content)
    except (VerificationError, ValueError) as error:
        return Stamp(at, authority, is_checked=True, wrong=_told(str(error)))
    return Stamp(at, authority, is_checked=True, wrong=None)


def _decoded(response: bytes, where: str) -> TimeStampResponse:
    require_extra(EXTRA, where)
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - an optional extra

    try:
        # One that is too long is cut, and with that none.
        return decode_timestamp_response(response[:LARGEST])
    except ValueError as error:
        told = "it is no response of a timestamp authority (RFC 3161, DER)"
        raise InputError(Problem(where, 0, "", told)) from error


def _is_of(response: TimeStampResponse, content: bytes) -> bool:
    """Whether the stamped digest is that of the content."""
    imprint = response.tst_info.message_imprint
    made = _DIGESTS.get(imprint.hash_algorithm.dotted_string)
    return made is not None and made(content).digest() == imprint.message


def _authority(response: TimeStampResponse) -> str:
    """Who signed, as their certificate says; else as the timestamp does."""
    from cryptography import x509  # noqa: PLC0415 - an optional extra

    signers = {(one.issuer, one.serial_number) for one in response.signed_data.signer_infos}
    for content in response.signed_data.certificates:
        one = x509.load_der_x509_certificate(content)
        if (one.issuer, one.serial_number) in signers:
            return one.subject.rfc4514_string()
    return ", ".join(sorted(f"number {number} of {issuer.rfc4514_string()}" for issuer, number in signers))


def _told(words: str) -> str:
    """Why a timestamp does not hold; of a library's own words only what is not known otherwise."""
    found = (told for pattern, told in _TOLD if re.search(pattern, words))
    return next(found, words.partition(":")[0])


_DIGESTS = {
    "2.16.840.1.101.3.4.2.1": hashlib.sha256,
    "2.16.840.1.101.3.4.2.2": hashlib.sha384,
    "2.16.840.1.101.3.4.2.3": hashlib.sha512,
}
"""The digests that a timestamp may be made of, by their object identifiers."""
