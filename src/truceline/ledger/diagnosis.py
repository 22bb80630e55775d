"""Where a link and what it covers differ: which row, which column, what it was and what it is."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from truceline.core.canonical import digest_bytes
from truceline.ledger.chain import Tally, head_line, tally_of
from truceline.ledger.faults import Fault, FaultKind
from truceline.ledger.lines import BLOCK, WORDS, Lined, Values, written
from truceline.ledger.tables import blocks, entries, issues, links
from truceline.ledger.tombstones import Tombstones
from truceline.ledger.walk import Row

SHOWN = 12
"""Digits of a digest that people compare."""


def told_by(content: object) -> Mapping[str, Any]:
    """What a link says; empty for what is no link."""
    try:
        said = json.loads(content) if isinstance(content, str) else None
    except ValueError:
        said = None
    return said if isinstance(said, dict) else {}


def rows_that_differ(
    connection: Connection, lined: Lined, position: int, said: Mapping[str, Any], stones: Tombstones
) -> Iterator[Fault]:
    """What is wrong with an entry's rows of one table, whose blocks and rows are not the same.

    The link decides who was left as he was: rows or blocks.
    """
    query = lined.query().where(lined.table.c.entry == position)
    found = lined.lines(stones.as_entered(lined, connection.execute(query).all()))
    texts = (written(found[at : at + BLOCK]) for at in range(0, len(found), BLOCK))
    if sealed(said, lined.name) == tally_of(texts, len(found)):
        told = "what the link covers was edited; the rows are as they were entered"
        yield Fault(FaultKind.EDITED, position, blocks.name, lined.name, told)
        return
    entered = _entered(connection, lined, position)
    if entered is None:
        told = (
            f"what the link covers of {lined.name} cannot be read, and the rows are not as they were entered"
        )
        yield Fault(FaultKind.EDITED, position, blocks.name, lined.name, told)
        return
    yield from _differences(lined, position, entered, found)


def issues_unlike(
    position: int, sha256: object, block: Sequence[Row], withdrawn: Container[str]
) -> Iterator[Fault]:
    """Issues whose id is not the digest of the file they are of and of what they say.

    What is left of those whose words were withdrawn is held against their tombstones instead.
    """
    for row in block:
        if row[2] in withdrawn:
            continue
        issue_id, content = row[2], row[-1]
        told_of = f"[{written(sha256)},{content}]"
        if not isinstance(content, str) or digest_bytes(told_of.encode()) != issue_id:
            told = "its content is not the one that its id is the SHA-256 of"
            yield Fault(FaultKind.EDITED, position, issues.name, str(issue_id), told)


def link_that_differs(
    position: int, link: Row, before: str, head: Row, brought: Mapping[str, Tally]
) -> Iterator[Fault]:
    """What is wrong with a link that is not the one its entry, its blocks and the link before make."""
    _, content, digest, actual = link
    said = told_by(content)
    if digest != actual:
        yield _edited(position, links.name, "its digest is not the SHA-256 of what it says")
    if not said:
        yield _edited(position, links.name, "it cannot be read")
        return
    if said.get("before") != before:
        short = str(said.get("before"))[:SHOWN]
        told = f"entry {position} was joined to {short}, and before it stands {before[:SHOWN]}"
        yield Fault(FaultKind.REWRITTEN, position - 1, links.name, None, told)
    yield from _head_differs(position, said, head)
    rows = said.get("rows")
    for name in sorted({*brought, *(rows if isinstance(rows, dict) else ())}):
        if sealed(said, name) != brought.get(name):
            told = f"it covers other rows of {name} than its blocks hold"
            yield _edited(position, links.name, told, name)


def _head_differs(position: int, said: Mapping[str, Any], head: Row) -> Iterator[Fault]:
    if said.get("position") != position:
        told = f"its link was made for entry {said.get('position')}"
        yield Fault(FaultKind.REORDERED, position, entries.name, None, told)
    was = said.get("entry")
    for name, value in head_line(head[1:]).items():
        entered = was.get(name) if isinstance(was, dict) else None
        if value != entered:
            yield _edited(position, entries.name, told_change(name, entered, value))


def told_change(name: str, was: Any, is_: Any) -> str:
    """A changed column in words; of what is kept by its digest only that it was changed."""
    if name in WORDS:
        return f"{name} is not what was entered"
    return f"{name} is {is_!r}, and was entered as {was!r}"


def sealed(said: Mapping[str, Any], table: str) -> Tally | None:
    """What a link says it covers of a table."""
    try:
        return Tally(**said["rows"][table])
    except (KeyError, TypeError):
        return None


def _entered(connection: Connection, lined: Lined, position: int) -> list[Values] | None:
    """The lines of an entry as its blocks hold them; None where those cannot be read."""
    query = select(blocks.c.content).where(blocks.c.entry == position, blocks.c.of_table == lined.name)
    entered: list[Values] = []
    for text in connection.execute(query.order_by(blocks.c.part)).scalars():
        try:
            lines = json.loads(text)
            entered.extend(tuple(line) for line in lines)
        except (ValueError, TypeError):
            return None
    return entered


def _differences(
    lined: Lined, position: int, entered: Sequence[Values], found: Sequence[Values]
) -> Iterator[Fault]:
    was, is_ = Counter(entered), Counter(found)
    gone, come = was - is_, is_ - was
    if not gone and not come:
        at = next(at for at, pair in enumerate(zip(entered, found, strict=True)) if pair[0] != pair[1])
        told = f"its rows stand in another order than they were entered in, from number {at + 1} on"
        yield Fault(FaultKind.REORDERED, position, lined.name, str(found[at][0]), told)
        return
    others: defaultdict[Any, list[Values]] = defaultdict(list)
    for line in come.elements():
        others[line[0]].append(line)
    for line in gone.elements():
        if others[line[0]]:
            yield from _columns_differ(lined, position, line, others[line[0]].pop(0))
        else:
            told = f"it was entered and is gone; it was {_told(lined, line)}"
            yield Fault(FaultKind.REMOVED, position, lined.name, str(line[0]), told)
    for lines in others.values():
        for line in lines:
            told = f"it was not entered; it is {_told(lined, line)}"
            yield Fault(FaultKind.INSERTED, position, lined.name, str(line[0]), told)


def _columns_differ(lined: Lined, position: int, was: Values, is_: Values) -> Iterator[Fault]:
    for name, before, now in zip(lined.columns, was, is_, strict=False):
        if before != now:
            told = told_change(name, before, now)
            yield Fault(FaultKind.EDITED, position, lined.name, str(was[0]), told)


def _told(lined: Lined, line: Values) -> str:
    said = zip(lined.columns[1:], line[1:], strict=False)
    return ", ".join(f"{name} {value!r}" for name, value in said if value is not None and name not in WORDS)


def _edited(position: int, table: str, told: str, row: str | None = None) -> Fault:
    return Fault(FaultKind.EDITED, position, table, row, told)
