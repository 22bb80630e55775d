"""The tables of millions of rows that are attached to a case, as its ledger tells of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from truceline.core.frame import Frame
from truceline.evidence.claim import Claim, Status
from truceline.extras import require_extra

if TYPE_CHECKING:
    from truceline.assess.counts import CountedTable
    from truceline.ledger.entry import Batch
    from truceline.ledger.store import Ledger

ATTACHED = "application/vnd.truceline.counts+parquet"
DETACHED = "application/vnd.truceline.detached+json"
ORIGIN, GONE = "attached", "detached"
"""What entries that bring a table and take it off are of."""


def live(ledger: Ledger, position: int | None = None, frame: Frame | None = None) -> tuple[Batch, ...]:
    """The entries of the tables that are attached: by a position, as known in a frame."""
    if not ledger.filed(ATTACHED, position=position):
        return ()
    found: dict[str | None, Batch] = {}
    for batch in ledger.batches():
        if position is not None and batch.position > position:
            break
        if frame is not None and not frame.sees(batch.entered_at):
            continue
        if batch.origin.kind == ORIGIN:
            found[batch.origin.sha256] = batch
        elif batch.origin.kind == GONE:
            found.pop(batch.origin.sha256, None)
    return tuple(found.values())


def tables_of(
    ledger: Ledger, position: int | None = None, frame: Frame | None = None
) -> tuple[CountedTable, ...]:
    """The counts of the tables that are attached: by a position, as known in a frame."""
    attached = live(ledger, position, frame)
    if not attached:
        return ()
    require_extra("tables", f"the table {attached[0].origin.name}, attached to the case,")
    from truceline.bulk.attachment import read_attachment  # noqa: PLC0415 - pyarrow, which only tables need

    papers = {one.position: one.sha256 for one in ledger.filed(ATTACHED)}
    return tuple(
        read_attachment(ledger.document(papers[batch.position]), batch.origin.name, batch.entered_at)
        for batch in attached
    )


def gone_with(ledger: Ledger, sha256: str, claims: Iterable[Claim]) -> list[str]:
    """The ids of those of the claims that count no more only because their table was detached."""
    held = [one for one in ledger.of_origin(sha256) if one.status is Status.WITHDRAWN]
    if not held:
        return []
    ids = {claim.identified().claim_id for claim in claims}
    return [
        one.claim_id
        for one in held
        if one.claim_id in ids and ledger.decisions(one.claim_id)[-1].why.startswith(GONE)
    ]
