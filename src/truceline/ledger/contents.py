"""What claims say, held against the columns that they are found by: many blocks at once, by helpers.

Reading a million contents takes most of a verification, and each block can be read by itself. A helper
is a process that reads one after the other; it has no connection to the ledger.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import date
from queue import SimpleQueue
from typing import Any, NamedTuple, Self

from truceline.core.canonical import digest_bytes
from truceline.core.sweep import unswept
from truceline.evidence.columns import Columns, Content, columns_of, norms_in, parsed, parties_in
from truceline.ledger.faults import Fault, FaultKind

Row = tuple[Any, ...]
"""Entry, number and line of a claim, then its content and its columns, as read from the database."""

_NUMBER, _ID, _CONTENT = 1, 2, 7
_CLAIMS = "claims"
_ALONE = 20_000
"""So many claims are read before helpers are called, who take half a second to come."""
_SMALL = 100
_WAITING = 4
"""Blocks for each helper that wait in memory."""
_HELPER = "from truceline.ledger.contents import help_out; help_out()"


class Block(NamedTuple):
    """Claims of one entry, and the ids of those whose words were withdrawn: a tombstone answers for them."""

    position: int
    rows: list[Row]
    withdrawn: frozenset[str] = frozenset()


class Told(NamedTuple):
    """What a block of claims tells: its faults, and the parties and norms that its claims name."""

    faults: list[Fault]
    parties: set[tuple[int, str]]
    norms: set[tuple[int, str]]


def told_by(block: Block) -> Told:
    """What is wrong with the claims of a block, and whom they name."""
    told = Told([], set(), set())
    position, withdrawn = block.position, block.withdrawn
    for row in block.rows:
        text = row[_CONTENT]
        content = parsed(text) if isinstance(text, str) else None
        is_entered = row[_ID] in withdrawn or (
            content is not None and digest_bytes(text.encode()) == row[_ID]
        )
        if content is None or not is_entered:
            words = "its content is not the one that its id is the SHA-256 of"
            told.faults.append(Fault(FaultKind.EDITED, position, _CLAIMS, str(row[_ID]), words))
        if content is not None:
            _follow(position, row, content, told)
    return told


def _follow(position: int, row: Row, content: Content, told: Told) -> None:
    """Hold the columns against what follows from a content, and note whom it names."""
    try:
        due = columns_of(content)
    except (KeyError, TypeError, AttributeError, ValueError, OverflowError):
        words = "its content is no claim's"
        told.faults.append(Fault(FaultKind.UNFOUNDED, position, _CLAIMS, str(row[_ID]), words))
    else:
        if row[_CONTENT + 1 :] != due:
            told.faults.extend(_bent(position, row, due))
    with suppress(KeyError, TypeError, AttributeError):  # told already: no claim's content
        told.parties.update([(row[_NUMBER], name) for name in parties_in(content)])
    with suppress(KeyError, TypeError, AttributeError):
        told.norms.update([(row[_NUMBER], name) for name in norms_in(content)])


def _bent(position: int, row: Row, due: Columns) -> Iterator[Fault]:
    for name, is_, should in zip(Columns._fields, row[_CONTENT + 1 :], due, strict=True):
        plain = is_.isoformat() if isinstance(is_, date) else is_
        if plain != should:
            told = f"{name} is {plain!r}, and {should!r} follows from what the claim says"
            yield Fault(FaultKind.UNFOUNDED, position, _CLAIMS, str(row[_ID]), told)


class Reading:
    """Blocks being read: by ourselves while they are few, then by a helper for each processor."""

    def __init__(self, helpers: int | None = None, alone: int = _ALONE) -> None:
        self._helpers = (os.cpu_count() or 1) if helpers is None else helpers
        self._alone = alone
        self._stack = ExitStack()
        self._pool: ThreadPoolExecutor | None = None
        self._free: SimpleQueue[_Helper] = SimpleQueue()
        self._under_way: deque[Future[Told]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def read(self, block: Block) -> Iterator[Told]:
        """Take a block, and give out those before it that must not wait any longer."""
        self._alone -= len(block.rows)
        if self._pool is None and self._alone < 0 and self._helpers > 1:
            self._pool = self._called()
        if self._pool is None or len(block.rows) < _SMALL:
            yield from self.rest()
            yield told_by(block)
            return
        self._under_way.append(self._pool.submit(self._by_helper, block))
        if len(self._under_way) > _WAITING * self._helpers:
            yield self._under_way.popleft().result()

    def rest(self) -> Iterator[Told]:
        """What the blocks tell that are still being read, in order."""
        while self._under_way:
            yield self._under_way.popleft().result()

    def _called(self) -> ThreadPoolExecutor:
        """A thread for each helper, to talk to it."""
        for _ in range(self._helpers):
            helper = _Helper()
            self._free.put(helper)
            self._stack.callback(helper.close)
        return self._stack.enter_context(ThreadPoolExecutor(self._helpers))

    def _by_helper(self, block: Block) -> Told:
        helper = self._free.get()
        try:
            return helper.read(block)
        finally:
            self._free.put(helper)


class _Helper:
    """A process that reads blocks; where it cannot be started or falls silent, we read them ourselves."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - our own program, told nothing but its own name
                [sys.executable, "-c", _HELPER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )

    def read(self, block: Block) -> Told:
        """What a block tells."""
        if self._process is None:
            return told_by(block)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump(tuple(block), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            found: Told = pickle.load(self._process.stdout)  # noqa: S301 - our own process wrote it
        except (OSError, EOFError, pickle.UnpicklingError):
            self.close()
            return told_by(block)
        return found

    def close(self) -> None:
        """Let it go."""
        process, self._process = self._process, None
        if process is not None:
            with suppress(OSError):
                process.communicate()


def help_out() -> None:
    """Read blocks from standard input until there are no more, and tell of each on standard output."""
    given, told = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt), unswept():
        while True:
            block = Block(*pickle.load(given))  # noqa: S301 - from the process that started this one
            pickle.dump(told_by(block), told, pickle.HIGHEST_PROTOCOL)
            told.flush()
