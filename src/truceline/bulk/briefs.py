"""What is counted for a case, kept on disk between runs: then the case need not be opened to count for it.

To read an agreement and its map, and to ask the ledger which norms bind when, takes longer than to count
ten thousand rows. So what came of it is kept under a print of all it hangs on: which checks count on which
days, what the cells met so far come to, and what rows of each sort met so far count for. Only a cell or a
sort that nobody met before is asked of the case itself, which is opened at that moment.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.assessing import Setup
from truceline.bulk.keeping import kept_home, make_room, survey_named
from truceline.bulk.layout import Layout, Telling
from truceline.bulk.locating import Periods
from truceline.bulk.obligations import Line, Obligation
from truceline.bulk.profiles import Meaning
from truceline.errors import CaseError, Problem
from truceline.places.index import keep

if TYPE_CHECKING:
    from pathlib import Path

    from truceline.bulk.profiles import Fold, Sort
    from truceline.bulk.survey import Survey
    from truceline.evidence.claim import Claim

MOST = 1 << 15
"""So many cells and so many sorts of rows are kept: names recur, and free text would fill the disk."""
Cell = tuple[str, str, object]
"""A column, a day on which its words mean what they do, and a cell's value."""


@dataclass
class Cells:
    """What cells come to, each asked once of the case."""

    fold: Fold
    known: dict[Cell, Hashable] = field(default_factory=dict)

    def __call__(self, column: str, value: object, on: date | None) -> Hashable:
        """What a cell of a column comes to on a day."""
        key = (column, str(on), value)
        if key in self.known:
            return self.known[key]
        came_to = self.fold(column, value, on)
        if len(self.known) < MOST:
            self.known[key] = came_to
        return came_to


@dataclass(frozen=True)
class Brief:
    """A setup that learns what cells come to, and what a count with it rests on besides its table."""

    setup: Setup
    cells: Cells
    about: Mapping[str, Any]

    @classmethod
    def of(cls, setup: Setup, about: Mapping[str, Any]) -> Brief:
        """A brief as the case itself gives it."""
        claim_of, fold = setup.readings
        cells = Cells(fold)
        return cls(replace(setup, readings=(claim_of, cells)), cells, about)

    @property
    def size(self) -> tuple[int, int]:
        """How many cells and sorts of rows would be kept."""
        return len(self.cells.known), min(len(self.setup.meanings), MOST)


@dataclass(frozen=True, kw_only=True)
class _Recalled(Obligation):
    """An obligation as it was kept; what is new is asked of the case's own."""

    own: Callable[[], Obligation]

    def lines_of(self, claim: Claim, *, wide: bool = False) -> tuple[Line, ...]:
        """The series that rows like this claim are counted in."""
        return self.own().lines_of(claim, wide=wide)


def kept_brief(name: str, work_out: Callable[[], Brief]) -> Brief | None:
    """The brief kept under a print; None where there is none, or anything is wrong with it.

    `work_out` is called at the first cell or sort of rows that it does not know.
    """
    home = kept_home()
    if home is None:
        return None
    with suppress(OSError, ValueError, KeyError, TypeError):
        path = _path(home, name)
        told, _, body = path.read_bytes().partition(b"\n")
        path.touch()
        if sha256(body).hexdigest().encode() == told:
            return _brief(json.loads(body), _Case(work_out), partial(survey_named, home))
    return None


def keep_brief(name: str, brief: Brief) -> None:
    """Keep a brief under a print, whole or not at all; where it cannot be kept the next run takes longer."""
    home = kept_home()
    if home is None or any(survey.kept_as is None for survey in brief.setup.periods.surveys):
        return
    with suppress(OSError, TypeError, ValueError):
        body = json.dumps(_form(brief), allow_nan=False).encode()
        keep(_path(home, name), sha256(body).hexdigest().encode() + b"\n" + body)
        make_room(home, "brief-*.json")


def _path(home: Path, name: str) -> Path:
    return home / f"brief-{name}.json"


@dataclass
class _Case:
    """The case's own brief, worked out when something is asked that was not met before."""

    work_out: Callable[[], Brief]
    _found: Brief | None = None

    def brief(self) -> Brief:
        if self._found is None:
            self._found = self.work_out()
        return self._found

    def claim(self, cells: Mapping[str, object], on: date | None) -> Claim | str:
        """A row as a claim."""
        return self.brief().setup.readings[0](cells, on)

    def fold(self, column: str, value: object, on: date | None) -> Hashable:
        """What a cell comes to."""
        return self.brief().cells(column, value, on)

    def own(self, number: int, told: list[Any]) -> Obligation:
        """One of the case's own obligations, which must be as it was kept."""
        own = self.brief().setup.obligations
        if number >= len(own) or _told(own[number]) != told:
            raise CaseError(Problem("CASE", 0, "", "was changed while its table was counted: count it again"))
        return own[number]


def _told(one: Obligation) -> list[Any]:
    bound = None if one.bound is None else np.packbits(one.bound).tobytes().hex()
    return [one.norm, one.check, one.what, one.zone, one.first, one.last, bound, one.least]


def _recalled(case: _Case, number: int, told: list[Any]) -> _Recalled:
    norm, check, what, zone, first, last, bound, least = told
    bits = None
    if bound is not None:
        packed = np.frombuffer(bytes.fromhex(bound), np.uint8)
        bits = np.unpackbits(packed, count=last - first + 1).astype(np.bool_)
    return _Recalled(norm, check, what, zone, first, last, bits, least, own=partial(case.own, number, told))


def _form(brief: Brief) -> dict[str, Any]:
    """A brief as JSON."""
    setup, lines = brief.setup, dict[Line, int]()
    meanings = [
        [sort, _sparse(meaning, lines), meaning.throughout, meaning.fault]
        for sort, meaning in islice(setup.meanings.items(), MOST)
    ]
    return {
        "obligations": [_told(one) for one in setup.obligations],
        "zones": setup.periods.zones,
        "days": [str(day) for day in setup.periods.days],
        "surveys": [survey.kept_as for survey in setup.periods.surveys],
        "layout": asdict(setup.layout),
        "telling": asdict(setup.telling),
        "changes": [str(day) for day in setup.changes],
        "policy": setup.days,
        "about": dict(brief.about),
        "cells": [[*key, came_to] for key, came_to in brief.cells.known.items()],
        "meanings": meanings,
        "lines": [[one.norm, one.check, one.bearing, one.party] for one in lines],
    }


def _sparse(meaning: Meaning, lines: dict[Line, int]) -> list[list[int]]:
    """By obligation for which there are any: its number, and those of its lines."""
    return [
        [number, *(lines.setdefault(line, len(lines)) for line in its)]
        for number, its in enumerate(meaning.lines)
        if its
    ]


def _brief(form: Mapping[str, Any], case: _Case, survey_of: Callable[[str], Survey]) -> Brief:
    obligations = [_recalled(case, number, told) for number, told in enumerate(form["obligations"])]
    days, changes = ([date.fromisoformat(day) for day in form[key]] for key in ("days", "changes"))
    surveys = {name: survey_of(name) for name in form["surveys"]}
    cells = Cells(case.fold, {(column, on, value): _tuples(to) for column, on, value, to in form["cells"]})
    setup = Setup(
        obligations,
        Periods(tuple(form["zones"]), tuple(days), tuple(surveys[name] for name in form["surveys"])),
        Layout(**_tuples(form["layout"])),
        Telling(**_tuples(form["telling"])),
        changes,
        (case.claim, cells),
        form["policy"],
    )
    setup.meanings.update(_meanings(form, len(obligations)))
    return Brief(setup, cells, form["about"])


def _meanings(form: Mapping[str, Any], obligations: int) -> dict[Sort, Meaning]:
    lines = [Line(*told) for told in form["lines"]]
    found: dict[Sort, Meaning] = {}
    for sort, told, throughout, fault in form["meanings"]:
        its: list[tuple[Line, ...]] = [()] * obligations
        for number, *which in told:
            its[number] = tuple(lines[n] for n in which)
        found[_tuples(sort)] = Meaning(tuple(its), throughout, fault)
    return found


def _tuples(value: Any) -> Any:
    """What was read of JSON with tuples, which are hashable, for lists."""
    if isinstance(value, dict):
        return {key: _tuples(one) for key, one in value.items()}
    return tuple(map(_tuples, value)) if isinstance(value, list) else value
