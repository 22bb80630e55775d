"""Whether an act is its maker's own: the signature, the key's owner, the party and the role."""

from __future__ import annotations

from datetime import datetime

from truceline.errors import CheckFailed, InputError, telling
from truceline.ledger.signers import Signers, Trust
from truceline.mechanism.matter import Refusal
from truceline.mechanism.signed import PURPOSE, Signed


def maker_of(signers: Signers, signed: Signed) -> Trust:
    """The line of the register that an act stands on; raises Refusal where it is not its maker's own."""
    deed = signed.deed
    try:
        held = signers.vouch(signed.by_key, signed.written, PURPOSE, deed.made_at)
    except (CheckFailed, InputError) as error:
        raise Refusal("signature", str(error)) from None
    if deed.signer != held.signer:
        raise Refusal(
            "signer",
            telling("the key is that of '{name}', not of '{other}'", name=held.signer, other=deed.signer),
            (held.signer,),
        )
    if deed.party != held.party:
        raise Refusal(
            "party",
            telling(
                "{name} signs for {party}, not for {whom}",
                name=held.signer,
                party=_whom(held.party),
                whom=_whom(deed.party),
            ),
        )
    if held.party is None and deed.partisan:
        raise Refusal(
            "party", telling("{name} acts for no party, and this act is a party's", name=held.signer)
        )
    if held.role not in deed.roles:
        allowed = tuple(sorted(deed.roles))
        raise Refusal(
            "role",
            telling("{name} is {role}, and this act is not made as that", name=held.signer, role=held.role),
            allowed,
        )
    _require_one_side(signers, held)
    return held


def require_trusted(signers: Signers, signed: Signed, at: datetime) -> None:
    """Raise Refusal for a key that is not trusted at this instant, whatever the act says of its day."""
    try:
        signers.vouch(signed.by_key, signed.written, PURPOSE, at)
    except CheckFailed as error:
        raise Refusal("signature", str(error)) from None


def require_genuine(signers: Signers, signed: Signed) -> None:
    """Raise Refusal where no key that its signer ever had made this signature; trust may have ended since."""
    name = signed.deed.signer
    lines = [line for line in signers.lines if (line.signer, line.key) == (name, signed.key)]
    try:
        if lines and signed.by_key.fits(signed.written, PURPOSE):
            return
    except InputError as error:
        raise Refusal("signature", str(error)) from None
    raise Refusal(
        "signature", telling("the act is there already, but this signature of it is not {name}'s", name=name)
    )


def _require_one_side(signers: Signers, held: Trust) -> None:
    """A key trusted for two parties could sign for both: it signs for none."""
    sides = {line.party for line in signers.lines if line.key == held.key}
    if len(sides) > 1:
        named = tuple(sorted(_whom(side) for side in sides))
        raise Refusal(
            "key",
            telling(
                "the key of {name} was trusted for {parties}; a key is one side's",
                name=held.signer,
                parties=named,
            ),
        )


def _whom(party: str | None) -> str:
    return party or "no party"
