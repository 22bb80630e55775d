"""The record as verification found it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from truceline.cli.failure import visible
from truceline.cli.sheets.layout import counted, faint, heading, table
from truceline.ledger.checkpoint import Checkpoint, Voucher
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.timestamps import Stamp
from truceline.ledger.verification import Verification

DIGITS = 12
_MOST = 50


def verified_sheet(found: Verification) -> Iterator[RenderableType]:
    """How far the record goes and what was looked at; then every fault, or that there is none."""
    mark = found.mark
    reached = counted(mark.position, "entry", "entries")
    yield Text(f"Ledger {visible(mark.ledger[:DIGITS])}, {reached}, digest {mark.digest[:DIGITS]}")
    looked = ", ".join(_looked(name, rows) for name, rows in found.rows.items() if rows)
    yield faint(f"Looked at: {looked or 'no rows'}.")
    if found.linked_afterwards:
        told = f"Entries 1 to {found.linked_afterwards} are older than the chain"
        yield faint(f"{told}: that they were not changed is proven only from then on.")
    if found.tombstones:
        yield faint(f"Words were withdrawn in {counted(found.tombstones, 'place')}, each under a tombstone.")
    if found.disclosures:
        times = counted(found.disclosures, "time")
        yield faint(
            f"Restricted or secret rows left or were looked at {times}: truceline ledger disclosures."
        )
    if found.ahead_s:
        told = f"The last entry is {_length(found.ahead_s)} ahead of this machine's clock"
        yield faint(f"{told}: one of them is wrong. Entries bear its time until clocks have caught up.")
    if found.left_over:
        left = counted(len(found.left_over), "file")
        yield faint(f"{left} in documents/ that no entry names, as a crash leaves them.")
    if found.faults:
        yield heading("Faults")
        yield _faults(found.faults[:_MOST])
        if len(found.faults) > _MOST:
            yield faint(f"and {len(found.faults) - _MOST} more; all of them with --format json")
    else:
        yield Text("The record holds.", style="green")


def _looked(name: str, rows: int) -> str:
    one = _ONE.get(name) or name.removesuffix("s")
    return counted(rows, one, name).replace("_", " ")


def _length(seconds: int) -> str:
    """About how long, in its largest unit."""
    units = (("day", 86_400), ("hour", 3600), ("minute", 60))
    unit, length = next((one for one in units if seconds >= one[1]), ("second", 1))
    return counted(seconds // length, unit)


# What of a table's name is no plural in "s".
_ONE = {"entries": "entry", "claim_parties": "claim_party"}


def _faults(faults: Sequence[Fault]) -> RenderableType:
    sheet = table("Entry", "What", "Where", "What is wrong", right=("Entry",))
    for fault in faults:
        # A part of the schema is known by its whole name; ids and digests by their beginning.
        named = fault.row if fault.kind is FaultKind.DAMAGED else (fault.row or "")[:DIGITS]
        row = f" {named}" if named else ""
        entry = "-" if fault.entry is None else str(fault.entry)
        what = Text(fault.kind.value, style="red")
        sheet.add_row(entry, what, visible(f"{fault.table}{row}"), visible(fault.told))
    return sheet


def checkpoint_sheet(made: Checkpoint, found: Sequence[Voucher] | None = None) -> Iterator[RenderableType]:
    """What a checkpoint names, its code to read out, and who signed it; with `found`, whether that counts."""
    sheet = table("", "")
    sheet.show_header = False
    lines = (
        ("case", visible(made.case)),
        ("ledger", made.ledger),
        ("position", str(made.position)),
        ("digest", made.digest),
        ("agreement", made.agreement),
        ("made", f"{made.made_at:%Y-%m-%d %H:%M:%S} UTC"),
        ("code", str(made.code)),
    )
    for word, value in lines:
        sheet.add_row(Text(word, style="dim"), value)
    yield sheet
    yield heading("Signed by")
    signed = table("Signer", "Key", *(("Signature",) if found is not None else ()))
    for at, one in enumerate(made.signatures):
        checked = () if found is None else (_standing(found[at]),)
        signed.add_row(visible(one.signer), one.key, *checked)
    yield signed


def stamp_sheet(found: Sequence[Stamp]) -> RenderableType:
    """Timestamps of a checkpoint: the time, who says so, and whether it holds."""
    sheet = table("Stamped", "By", "Timestamp")
    for one in found:
        at = f"{one.at:%Y-%m-%d %H:%M:%S} UTC" if one.at else "-"
        sheet.add_row(at, visible(one.authority), _stamp(one))
    return sheet


def _stamp(one: Stamp) -> Text:
    if one.wrong:
        return Text(f"does not hold: {visible(one.wrong)}", style="red")
    if one.is_checked:
        return Text("holds", style="green")
    return Text("fits; no certificate to check it by (--tsa-certificate)", style="yellow")


def _standing(voucher: Voucher) -> Text:
    if not voucher.fits:
        return Text("does not fit", style="red")
    return (
        Text("counts", style="green")
        if voucher.counts
        else Text("fits; nobody trusts the key", style="yellow")
    )
