"""A file being read: its rows, one by one, as claims and issues."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from truceline.evidence.claim import Claim
from truceline.evidence.issue import Issue
from truceline.intake.doubts import disordered, from_validation
from truceline.intake.faults import Doubt, Fault, UnusableRow
from truceline.intake.record import Record
from truceline.intake.repeats import Seen, content_of
from truceline.intake.times import without_implausible


@dataclass(frozen=True)
class Reading:
    """One file told apart and ready to be read.

    `kind` is one of `readers.KINDS`; `sha256` is of the file's bytes as given. `rows` may be
    called again and then starts anew.
    """

    path: Path
    kind: str
    sha256: str
    start: Callable[[], Iterator[Claim | Issue]]

    def rows(self) -> Iterator[Claim | Issue]:
        """Claims and issues in file order, an issue before the claim it flags; memory is bounded.

        Raises InputError midway where the file turns out to be damaged (a truncated gzip):
        whoever stores the rows does so in one transaction.
        """
        return self.start()


class ClaimMaker(Protocol):
    """What knows one kind of table: makes a claim of a record, or says why not."""

    def key(self, record: Record) -> str:
        """The data set's own id of the row; empty where it has none."""

    def claim(self, record: Record, doubts: list[Doubt]) -> Claim:
        """The claim of a record; adds doubts. Raises UnusableRow or pydantic's ValidationError."""


def claims_and_issues(records: Iterator[Record], maker: ClaimMaker, file: str) -> Iterator[Claim | Issue]:
    """Make each record a claim, with an issue for everything doubtful; no record goes in silence."""
    contents, keys, told = Seen(), Seen(), Seen()
    for record in records:
        doubts = list(record.doubts)
        claim = None
        if not any(doubt.effect == "skipped" for doubt in doubts):
            doubts.extend(_repeated(record, maker.key(record), contents, keys))
        if not any(doubt.effect == "skipped" for doubt in doubts):
            claim = _made(record, maker, doubts)
        for doubt in doubts:
            if doubt.once and (claim is None or told.first(doubt.message, record.number) is not None):
                continue
            known = doubt if claim else replace(doubt, effect="skipped")
            yield known.at(file, record.number)
        if claim:
            yield claim


def _made(record: Record, maker: ClaimMaker, doubts: list[Doubt]) -> Claim | None:
    try:
        claim = maker.claim(record, doubts)
    except UnusableRow as unusable:
        doubts.append(unusable.doubt)
    except ValidationError as invalid:
        doubts.extend(from_validation(invalid))
    else:
        doubts.extend(disordered(claim))
        claim = without_implausible(claim, doubts)
        return None if any(doubt.effect == "skipped" for doubt in doubts) else claim
    return None


def _repeated(record: Record, key: str, contents: Seen, keys: Seen) -> Iterator[Doubt]:
    first = contents.first(content_of(record.cells), record.number)
    if first is not None:
        yield Doubt(Fault.DUPLICATE_ROW, f"the same as row {first}", effect="skipped")
        return
    first = keys.first(key, record.number) if key else None
    if first is not None:
        yield Doubt(Fault.REPEATED_ID, f"id {key} stands in row {first} too, with other content")
