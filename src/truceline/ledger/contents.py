"""Whether claims' contents are those that their ids name, and what follows from them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from truceline.evidence.columns import Columns, Content, columns_of, norms_in, parsed, parties_in
from truceline.ledger.faults import Fault, FaultKind

Row = Sequence[Any]
"""Entry, number and line of a claim, then its content and its columns, as read from the database."""

Values = tuple[Any, ...]
"""The values of `Columns`."""

_NUMBER, _ID, _CONTENT, _COLUMNS = 1, 2, 7, 8
_CLAIMS = "claims"
_PARTY = '"party"'


class Told(NamedTuple):
    """What claims tell: their faults, and the parties and norms that they name, by number."""

    faults: list[Fault]
    parties: set[tuple[int, str]]
    norms: set[tuple[int, str]]


def told_by(position: int, rows: Sequence[Row], withdrawn: Container[str] = ()) -> Told:
    """What is wrong with claims of one entry, and whom they name.

    `withdrawn` are the ids of claims whose words are gone: a tombstone answers for what is left of them.
    """
    faults, parties, norms = told = Told([], set(), set())
    for row in rows:
        text = row[_CONTENT]
        is_text = isinstance(text, str)
        if not is_text or (sha256(text.encode()).hexdigest() != row[_ID] and row[_ID] not in withdrawn):
            words = "its content is not the one that its id is the SHA-256 of"
            faults.append(Fault(FaultKind.EDITED, position, _CLAIMS, str(row[_ID]), words))
        content = parsed(text) if is_text else None
        due = None if content is None else _due(content)
        if content is None or due is None:
            words = "its content is no claim's"
            faults.append(Fault(FaultKind.UNFOUNDED, position, _CLAIMS, str(row[_ID]), words))
            continue
        if row[_COLUMNS:] != due:
            faults.extend(_bent(position, row, due))
        # Most name nobody. A key stands in its text as it is, unless somebody spelled it with escapes.
        if _PARTY in text or "\\" in text:
            parties.update((row[_NUMBER], party) for party in parties_in(content))
        if content.bears_on or content.judgement is not None:
            norms.update((row[_NUMBER], norm) for norm in norms_in(content))
    return told


def _due(content: Content) -> Values | None:
    """The columns that follow from a content; None where its place cannot be one."""
    try:
        return columns_of(content)
    except (TypeError, ValueError, OverflowError):
        return None


def _bent(position: int, row: Row, due: Values) -> Iterator[Fault]:
    for name, is_, should in zip(Columns._fields, row[_COLUMNS:], due, strict=True):
        plain = is_.isoformat() if isinstance(is_, date) else is_
        if plain != should:
            told = f"{name} is {plain!r}, and {should!r} follows from what the claim says"
            yield Fault(FaultKind.UNFOUNDED, position, _CLAIMS, str(row[_ID]), told)
