"""Which reports are of one incident: so that none is counted twice, and none corroborates another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from truceline.assess.docket import Exhibit
from truceline.assess.states import Aside
from truceline.assess.step import pool, spot
from truceline.core.finding import Standard


@dataclass(frozen=True)
class Incidents:
    """Reports that stand, denials that hold against the strongest of them, and what fell away."""

    reports: tuple[Exhibit, ...]
    denials: tuple[Exhibit, ...]
    strongest: float
    """How well the best shown single incident is shown."""
    set_aside: tuple[Aside, ...]


def weigh_incidents(reports: Sequence[Exhibit], denials: Sequence[Exhibit], standard: Standard) -> Incidents:
    """Each incident on its own: two rumours of two attacks are not one attack well shown."""
    bar = standard.bar
    standing: list[Exhibit] = []
    aside: list[Aside] = []
    clear: list[float] = [0.0]
    contested: list[tuple[float, list[Exhibit]]] = []
    denying = {exhibit.key for exhibit in denials}
    for group in _grouped([*reports, *denials], _one_incident, spot):
        told = [e for e in group if e.key not in denying]
        denied = [e for e in group if e.key in denying]
        if not told:
            aside.extend((e, "denied") for e in denied)
        elif pool(denied) >= bar > pool(told):
            aside.extend((e, "denied to the standard, not shown to it") for e in told)
            aside.extend((e, "denied") for e in denied)
        elif pool(denied) >= bar:
            standing.extend(told)
            contested.append((pool(told), denied))
        else:
            standing.extend(told)
            clear.append(pool(told))
            aside.extend((e, "denied, below the standard") for e in denied)
    if max(clear) >= bar or not contested:
        aside.extend((e, "denied, but another incident is shown") for _, d in contested for e in d)
        return Incidents(tuple(standing), (), max(clear), tuple(aside))
    strongest, denied = max(contested, key=lambda pair: pair[0])
    return Incidents(tuple(standing), tuple(denied), strongest, tuple(aside))


def distinct(exhibits: Sequence[Exhibit]) -> list[list[Exhibit]]:
    """Reports of an activity, those that may be of one and the same occasion together.

    Told of overlapping days they may be the same wherever they were; too few is the safer error.
    """
    return _grouped(exhibits, _days_overlap, lambda _exhibit: None)


def _grouped(
    exhibits: Sequence[Exhibit],
    same: Callable[[Exhibit, Exhibit], bool],
    shared: Callable[[Exhibit], Hashable],
) -> list[list[Exhibit]]:
    """Groups linked by `same` at any remove, in order of time.

    Those that are the same have the same handle or the same `shared`: only groups that hold such a one are
    compared, as thousands of reports at hundreds of places make millions of pairs.
    """
    groups: dict[int, list[Exhibit]] = {}
    holding: dict[Hashable, set[int]] = defaultdict(set)
    for number, exhibit in enumerate(sorted(exhibits, key=lambda e: (e.start, e.end, e.key))):
        near = sorted({group for mark in _marks(exhibit, shared) for group in holding[mark]})
        linked = [one for one in near if any(_same(exhibit, other, same) for other in groups[one])]
        groups[number] = [*(e for one in linked for e in groups.pop(one)), exhibit]
        for mark in {mark for each in groups[number] for mark in _marks(each, shared)}:
            holding[mark].difference_update(linked)
            holding[mark].add(number)
    return list(groups.values())


def _marks(exhibit: Exhibit, shared: Callable[[Exhibit], Hashable]) -> Iterator[Hashable]:
    yield "shared", shared(exhibit)
    if exhibit.claim.incident:
        yield "handle", exhibit.claim.incident


def _same(one: Exhibit, other: Exhibit, same: Callable[[Exhibit, Exhibit], bool]) -> bool:
    mine, yours = one.claim.incident, other.claim.incident
    if mine and yours:
        return mine == yours
    return same(one, other)


def _days_overlap(one: Exhibit, other: Exhibit) -> bool:
    return one.start <= other.end and other.start <= one.end


def _one_incident(one: Exhibit, other: Exhibit) -> bool:
    return _days_overlap(one, other) and spot(one) == spot(other)
