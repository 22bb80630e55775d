"""Bringing a file into a case: read, counted, and stored in one transaction - or only shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from truceline.agreement.model import Agreement
from truceline.agreement.naming import Names
from truceline.case.corrections import Corrections
from truceline.case.editions import DATA_SETS, Editions
from truceline.case.tables import gone_with
from truceline.core.sweep import unswept
from truceline.errors import InputError, Problem
from truceline.evidence.claim import Claim, Status
from truceline.evidence.issue import Issue
from truceline.evidence.query import Box
from truceline.evidence.strict import Strict
from truceline.intake.reading import Reading
from truceline.intake.spool import settled
from truceline.ledger.deciding import Verdict
from truceline.ledger.entry import Batch, Origin, Recording
from truceline.ledger.store import Ledger

SHOWN = 10
"""How many claims of a dry run, and how many issues of any import, a report shows."""
_AT_ONCE = 500
_AGAIN = "imported, after it was attached and detached"


class IssueCount(Strict):
    """How many issues of one kind, and what became of their rows."""

    kind: str
    effect: str
    count: int


class ImportReport(Strict):
    """What an import did, or (dry run) would do."""

    file: str
    kind: str
    sha256: str
    dry_run: bool
    rows_read: int
    """Rows that gave a claim, and rows that gave none (`skipped`)."""
    added: int
    replaced: int = 0
    """How many of those added take the place of an older coding of the same event."""
    already_there: int
    issues: tuple[IssueCount, ...] = ()
    first_issues: tuple[Issue, ...] = ()
    preview: tuple[Claim, ...] = ()
    """The first claims that would come in; only in a dry run."""
    position: int
    """The ledger's position afterwards."""
    batch: int | None = None
    message: str = ""
    """What a person should know besides the counts."""


class Tally:
    """Counts rows as they pass, so that a stream is read once."""

    def __init__(self) -> None:
        self.rows_read = 0
        """Rows that gave a claim, and rows that were skipped (for however many reasons)."""
        self._last_skipped = 0
        self.issues: Counter[tuple[str, str]] = Counter()
        self.first_issues: list[Issue] = []

    def over(self, rows: Iterable[Claim | Issue]) -> Iterator[Claim | Issue]:
        """The same rows, counted."""
        for row in rows:
            if isinstance(row, Issue):
                self._count(row)
            else:
                self.rows_read += 1
            yield row

    def _count(self, issue: Issue) -> None:
        self.issues[issue.kind, issue.effect] += 1
        first_of_kind = self.issues[issue.kind, issue.effect] == 1
        if first_of_kind or len(self.first_issues) < SHOWN:
            self.first_issues.append(issue)
        # Row 0 is the whole file; the issues of one row come one after another.
        if issue.effect == "skipped" and issue.row not in (0, self._last_skipped):
            self._last_skipped = issue.row
            self.rows_read += 1

    @property
    def by_kind(self) -> tuple[IssueCount, ...]:
        """The issues counted, most frequent first."""
        ranked = sorted(self.issues.items(), key=lambda item: (-item[1], item[0]))
        return tuple(IssueCount(kind=k, effect=e, count=n) for (k, e), n in ranked)


def bring_in(
    path: Path,
    ledger: Ledger,
    agreement: Agreement,
    *,
    as_: str | None = None,
    mapping: Path | None = None,
    dates: str | None = None,
    dry_run: bool = False,
    recorded: Recording | str = Recording.LEDGER,
    by: str | None = None,
    bounds: Box | None = None,
    attached: frozenset[str | None] = frozenset(),
) -> ImportReport:
    """Import a file; InputError if it cannot be read, CaseError if it cannot be stored.

    Nothing is kept of a file that fails midway. With `dry_run` nothing is written at all.
    `bounds` is where the case is, so that swapped coordinates are noticed. Standard input (`-`) and
    pipes are taken as files; `dates` is one of `readers.DATES`. `attached` are digests of tables whose
    rows count already.
    """
    # The readers of spreadsheets and Parquet take long to import; nothing else needs them.
    from truceline.intake.readers import read  # noqa: PLC0415

    with settled(path) as file:
        reading = read(file, as_, agreement, Names.of(agreement), mapping, bounds=bounds, dates=dates)
        if reading.sha256 in attached:
            told = "is attached to the case: its rows count already (truceline bulk detach)"
            raise InputError(Problem(str(path), 0, "FILE", told))
        return _taken(reading, ledger, agreement, str(path), dry_run=dry_run, recorded=recorded, by=by)


def _taken(
    reading: Reading,
    ledger: Ledger,
    agreement: Agreement,
    given: str,
    *,
    dry_run: bool,
    recorded: Recording | str,
    by: str | None,
) -> ImportReport:
    """Store what is read, or only show it; `given` is what the file was called."""
    before = _same_file(ledger, reading)
    tally, editions = Tally(), Editions(ledger, again=before is not None)
    if reading.kind in DATA_SETS:
        rows = editions.over(tally.over(reading.rows()))
    else:
        rows = tally.over(Corrections(ledger, reading).over(reading.rows()))
    origin = Origin(reading.kind, reading.path.name, reading.sha256, by)
    gone = gone_with(ledger, reading.sha256, (row for row in reading.rows() if isinstance(row, Claim)))
    again = [Verdict(claim_id, Status.ACCEPTED, by or reading.kind, _AGAIN) for claim_id in gone]
    done = (
        _shown(rows, ledger) if dry_run else _stored(rows, ledger, origin, agreement, recorded, again=again)
    )
    return ImportReport(
        file=given,
        kind=reading.kind,
        sha256=reading.sha256,
        dry_run=dry_run,
        rows_read=tally.rows_read,
        added=done.added + len(again),
        replaced=editions.replaced,
        already_there=done.already_there + editions.already_there - len(again),
        issues=tally.by_kind,
        first_issues=tuple(tally.first_issues),
        preview=done.preview,
        position=done.position,
        batch=done.batch,
        message=_message(before, tally, added=done.added + len(again)),
    )


class Done(NamedTuple):
    """What became of the claims that were given to the ledger, or would become of them."""

    added: int
    already_there: int
    position: int
    batch: int | None = None
    preview: tuple[Claim, ...] = ()


def _shown(rows: Iterable[Claim | Issue], ledger: Ledger) -> Done:
    added = already = 0
    preview: list[Claim] = []
    for claim, is_new in _compared((row for row in rows if isinstance(row, Claim)), ledger):
        added, already = added + is_new, already + (not is_new)
        if is_new and len(preview) < SHOWN:
            preview.append(claim)
    return Done(added, already, ledger.position, preview=tuple(preview))


def _compared(claims: Iterator[Claim], ledger: Ledger) -> Iterator[tuple[Claim, bool]]:
    """Each claim, and whether neither the ledger nor an earlier row has it."""
    passed: set[str] = set()
    while chunk := [claim.identified() for claim in islice(claims, _AT_ONCE)]:
        held = ledger.holds(claim.claim_id for claim in chunk)
        for claim in chunk:
            yield claim, claim.claim_id not in held and claim.claim_id not in passed
            passed.add(claim.claim_id)


def _same_file(ledger: Ledger, reading: Reading) -> Batch | None:
    """The first import of a file with the very same bytes."""
    return next((b for b in ledger.batches() if b.origin.sha256 == reading.sha256), None)


def _stored(
    rows: Iterable[Claim | Issue],
    ledger: Ledger,
    origin: Origin,
    agreement: Agreement,
    recorded: Recording | str,
    *,
    again: Sequence[Verdict],
) -> Done:
    with unswept():
        receipt = ledger.append(origin, rows, recorded=recorded, days=agreement.tempo, decided=again)
    return Done(receipt.added, receipt.already_there, receipt.position, receipt.batch)


NO_ROWS = "holds a header and no rows: nothing came in"


def _message(before: Batch | None, tally: Tally, *, added: int) -> str:
    if not tally.rows_read and not tally.issues:
        return NO_ROWS
    if before is None:
        return ""
    on = f"{before.entered_at:%Y-%m-%d %H:%M} UTC"
    told = f"the very same file was imported on {on} as {before.origin.name}"
    return told if added else f"{told}: nothing to add"
