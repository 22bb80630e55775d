"""What is reckoned of a large case in a process apart: called there, each case open once."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Generic, ParamSpec, TypeVar

from truceline.assess.result import Assessment
from truceline.case.folder import Case
from truceline.core.frame import Frame
from truceline.publish.report.facts import Facts
from truceline.publish.report.gathering import Asked, gathered

_HELD = 4
_UNPACKED = 4
"""So much more an answer takes as objects than as it is sent."""
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Packed(Generic[T]):
    """An answer as it is sent: packed once there, and unpacked where it is kept."""

    content: bytes

    @property
    def weight(self) -> int:
        """About how many bytes it takes where it is kept."""
        return _UNPACKED * len(self.content)

    def answer(self) -> T:
        """The answer itself."""
        found: T = pickle.loads(self.content)  # noqa: S301 - by a process that this one started
        return found


def packed(work: Callable[P, T], *given: P.args, **named: P.kwargs) -> Packed[T]:
    """What a function answers, as it is sent."""
    return Packed(pickle.dumps(work(*given, **named), pickle.HIGHEST_PROTOCOL))


def assessed(folder: Path, position: int, frame: Frame) -> Assessment:
    """The case of a folder as judged in a frame, with what its ledger held at a position."""
    return _case(folder).assess_at(position, frame)


def told(folder: Path, asked: Asked) -> Facts:
    """What a report would be written from, with what the ledger holds now."""
    case = _case(folder)
    return gathered(case, asked, case.agreement.title)


@lru_cache(maxsize=_HELD)
def _case(folder: Path) -> Case:
    case = Case.open(folder)
    case.sit()
    return case
