"""What was worked out is kept for the next who asks: the latest few, whatever thread asks."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """The answers asked for last, by key. One key is worked out once, though several ask at the same time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
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
                with self._lock:
                    self._answers[key] = fresh
                    while len(self._answers) > self._most:
                        self._answers.popitem(last=False)
                return fresh
            finally:
                with self._lock:
                    self._underway.pop(key, None)


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
