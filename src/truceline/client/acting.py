"""Acts of the mechanism from afar: the server says the exact text, the key that signs it stays here."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from truceline.client.calling import Calling
from truceline.client.forms import (
    DifferencesTold,
    FormsTold,
    FormTold,
    RivalsTold,
    SendSubmissions,
    SubmissionsPrepared,
    SubmissionsTaken,
)
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

    def sign(self, signer: Signer, prepared: ActsPrepared | SubmissionsPrepared) -> list[Signed]:
        """Acts as the server prepared them, signed: look at them first, as the server has read the file."""
        return [Signed.by(signer, deed_from(json.loads(one.deed))) for one in prepared.acts]

    def prepare_drawings(self, key: PublicKey, zone: str, geojson: bytes, drawing: str = "") -> ActsPrepared:
        """The proposals that a file of GeoJSON makes: look at them, `sign` them and `enter` them."""
        query = {"key": str(key), "drawing": drawing or None}
        path = f"{self.path}/boundaries/{quote(zone, safe='')}/drawings"
        return self.calling.sent(path, ActsPrepared, geojson, query=query)

    def lines(self, zone: str) -> dict[str, Any]:
        """The drawings of a boundary that one may see, as GeoJSON."""
        content = self.calling.content(f"{self.path}/boundaries/{quote(zone, safe='')}/lines")
        found: dict[str, Any] = json.loads(content)
        return found

    def differences(self, zone: str) -> tuple[RivalsTold, ...]:
        """How far every two drawings of one segment of a boundary differ."""
        path = f"{self.path}/boundaries/{quote(zone, safe='')}/differences"
        return self.calling.read(path, DifferencesTold).rivals

    def forms(self) -> tuple[FormTold, ...]:
        """The forms for telephones that there are."""
        return self.calling.read(f"{self.path}/forms", FormsTold).forms

    def give_out(self, kind: str, *, key: str | None = None) -> bytes:
        """A form as a workbook (XLSForm); the ledger keeps what it asks."""
        return self.calling.posted(f"{self.path}/forms/{quote(kind, safe='')}", key=key)

    def prepare_submissions(
        self, key: PublicKey, file: bytes, name: str, kind: str = ""
    ) -> SubmissionsPrepared:
        """What a file of submissions would come to: look at its acts, then `take_in`."""
        query = {"key": str(key), "name": name, "kind": kind or None}
        path = f"{self.path}/submissions/prepared"
        return self.calling.sent(path, SubmissionsPrepared, file, query=query)

    def take_in(
        self,
        signer: Signer,
        prepared: SubmissionsPrepared,
        file: bytes,
        name: str,
        kind: str = "",
        *,
        key: str | None = None,
    ) -> SubmissionsTaken:
        """Sign the acts of a file as they were prepared, and have it taken in.

        DoesNotFit where the record went on meanwhile, so that it comes to others: prepare it anew.
        """
        body = SendSubmissions(
            name=name,
            content=b64encode(file).decode(),
            kind=kind,
            key=str(signer.public),
            made_at=prepared.made_at,
            signatures={one.digest: one.signature for one in self.sign(signer, prepared)},
        )
        return self.calling.sent(f"{self.path}/submissions", SubmissionsTaken, body, key=key)

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
