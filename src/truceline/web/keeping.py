"""What was worked out is kept for the next who asks: the latest few, whatever thread asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The answers asked for last, by key. One key is worked out once, though several ask at the same time.

    `most` of them are kept, and no more than `most_bytes` of those that came with a weight.
    """

    def __init__(self, most: int, most_bytes: int | None = None) -> None:
        self._most = most
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._weights: dict[Hashable, int] = {}
        self._lock = threading.Lock()
        self._underway: dict[Hashable, threading.Lock] = {}

    def has(self, key: Hashable) -> bool:
        """Whether the answer to a key is kept."""
        with self._lock:
            return key in self._answers

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The answer to a key, made where it is not kept; an error is not kept."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                found: T = self._answers[key]
                return found
            turn = self._underway.setdefault(key, threading.Lock())
        with turn:
            with self._lock:
                if key in self._answers:
                    made: T = self._answers[key]
                    return made
            try:
                fresh = make()
                self.put(key, fresh)
                return fresh
            finally:
                with self._lock:
                    self._underway.pop(key, None)

    def put(self, key: Hashable, answer: object, weight: int = 0) -> None:
        """Keep an answer that takes so many bytes (0: few); those asked for longest ago make room."""
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            self._weights.pop(key, None)
            if weight:
                self._weights[key] = weight
            while self._is_full():
                oldest, _ = self._answers.popitem(last=False)
                self._weights.pop(oldest, None)

    def _is_full(self) -> bool:
        are_heavy = self._most_bytes is not None and sum(self._weights.values()) > self._most_bytes
        # The newest is kept, whatever it weighs: somebody waits for it.
        return len(self._answers) > self._most or (are_heavy and len(self._answers) > 1)


class Turns:
    """What somebody asks for over and over, moving on before it is answered: only the last is worked out."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asked: dict[Hashable, int] = {}
        self._turns: dict[Hashable, threading.Lock] = {}

    @contextmanager
    def turn(self, who: Hashable) -> Iterator[Callable[[], bool]]:
        """Wait for what the same person asked before; gives what says whether they ask for nothing later."""
        with self._lock:
            mine = self._asked[who] = self._asked.get(who, 0) + 1
            turn = self._turns.setdefault(who, threading.Lock())
        with turn:
            yield lambda: self._asked[who] == mine
