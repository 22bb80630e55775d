"""Acts of the mechanism from afar: the server says the exact text, the key that signs it stays here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from truceline.client.calling import Calling
from truceline.client.orders import ActSent, PrepareActs, SendActs
from truceline.client.receipts import ActPrepared, ActsEntered, ActsPrepared
from truceline.errors import CheckFailed
from truceline.ledger.signing import PublicKey, Signer
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.signed import Signed

_OF_THE_SERVER = ("agreement", "signer", "party", "made_at")
"""What every act says, and the server fills in."""


@dataclass(frozen=True)
class Acting:
    """One case's mechanism. Every method asks the server; ApiError where it refuses."""

    calling: Calling = field(repr=False)
    path: str

    def prepare(self, key: PublicKey, *acts: Mapping[str, Any]) -> ActsPrepared:
        """The exact text of acts, and whether the record would take them; nothing is entered."""
        body = PrepareActs(key=str(key), acts=tuple(map(dict, acts)))
        return self.calling.sent(f"{self.path}/acts/prepared", ActsPrepared, body)

    def act(
        self, signer: Signer, *acts: Mapping[str, Any], seen: int | None = None, key: str | None = None
    ) -> ActsEntered:
        """Have acts prepared, sign them and enter them: all, or none.

        What is signed is what was asked for, whatever the server prepared: else CheckFailed. With `seen`
        only where the matters have not moved after that position: else Stale.
        """
        prepared = self.prepare(signer.public, *acts)
        signed = [_signed(signer, asked, one) for asked, one in zip(acts, prepared.acts, strict=True)]
        return self.enter(signed, seen=seen, key=key)

    def enter(
        self, signed: Sequence[Signed], *, seen: int | None = None, key: str | None = None
    ) -> ActsEntered:
        """Enter acts that were signed before; those that the ledger has are passed over."""
        body = SendActs(acts=tuple(ActSent.model_validate(one.plain()) for one in signed))
        return self.calling.sent(f"{self.path}/acts", ActsEntered, body, seen=seen, key=key)


def _signed(signer: Signer, asked: Mapping[str, Any], prepared: ActPrepared) -> Signed:
    """The act signed; CheckFailed where the server would have something else signed than was asked."""
    told = json.loads(prepared.deed)
    filled = {name: told[name] for name in _OF_THE_SERVER if name in told}
    made = Signed.by(signer, deed_from({**filled, **asked}))
    if made.written.decode() != prepared.deed:
        raise CheckFailed(f"the server prepared another act than was asked for: {prepared.kind}")
    return made
