"""How many were killed in several register entries, no incident counted twice.

Entries of one incident are those that share a claim or an analyst's handle. Of entries that may
repeat each other (`may_repeat`) nobody has said that they are one; they stay two in the register, and
in a sum they are counted once, from the lowest figure to the highest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from truceline.assess.result import RegisterEntry
from truceline.core.quantity import Bounds

_Incident = list[RegisterEntry]


def tolls(entries: Iterable[RegisterEntry]) -> list[Bounds]:
    """The killed of each incident for which a figure is given; likely repeats give one toll.

    Where figures differ the toll runs from the lowest to the highest, with a best figure only
    where all agree on one.
    """
    told = [incident for incident in by_incident(entries) if any(entry.killed for entry in incident)]
    return [_widest(group) for group in _counted_once(told)]


def fewest(entries: Iterable[RegisterEntry]) -> int:
    """How many incidents there are if likely repeats are one."""
    return len(_counted_once(list(by_incident(entries))))


def least(toll: Bounds) -> float:
    """The lowest figure given; 0 where only a ceiling is, or nothing at all."""
    return 0 if toll.low is None and toll.best is None else min(_figures(toll))


def most(toll: Bounds) -> float:
    """The highest figure given; 0 where there is none."""
    return max(_figures(toll), default=0)


def widened(found: Sequence[Bounds]) -> Bounds:
    """One toll for several accounts of one incident: lowest, what all hold for best, highest.

    A single account stays as it is given, also where its bounds are out of order.
    """
    if len(set(found)) == 1:
        return found[0]
    best = {one.best for one in found}
    return Bounds(min(map(least, found)), best.pop() if len(best) == 1 else None, max(map(most, found)))


def _figures(toll: Bounds) -> list[float]:
    return [figure for figure in (toll.low, toll.best, toll.high) if figure is not None]


def by_incident(entries: Iterable[RegisterEntry]) -> Iterator[list[RegisterEntry]]:
    """Entries linked at any remove by a claim or a handle, in the order of their first entry."""
    listed = list(entries)
    holders: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(listed):
        for mark in _marks(entry):
            holders[mark].append(number)
    seen: set[int] = set()
    for number in range(len(listed)):
        waiting, found = [number], []
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                found.append(one)
                waiting.extend(other for mark in _marks(listed[one]) for other in holders.pop(mark, ()))
        if found:
            yield [listed[one] for one in sorted(found)]


def _marks(entry: RegisterEntry) -> Iterator[str]:
    yield f"entry {entry.entry_id}"
    if entry.incident:
        yield f"incident {entry.incident}"
    for claim in entry.claims:
        yield f"claim {claim.claim_id}"


def _counted_once(incidents: Sequence[_Incident]) -> list[_Incident]:
    """Incidents put together where each may repeat each other one.

    Two of one source are never marked, so they stay two though a third may be either of them.
    """
    groups: list[_Incident] = []
    members: list[list[int]] = []
    alike = _alike(incidents)
    group_of: dict[int, int] = {}
    for number, incident in enumerate(incidents):
        open_to = sorted({group_of[other] for other in alike[number] if other in group_of})
        group = next((one for one in open_to if alike[number].issuperset(members[one])), len(groups))
        if group == len(groups):
            groups.append([])
            members.append([])
        groups[group].extend(incident)
        members[group].append(number)
        group_of[number] = group
    return groups


def _alike(incidents: Sequence[_Incident]) -> list[set[int]]:
    """For each incident, the numbers of those it is marked as likely repeating (either way)."""
    owner = {entry.entry_id: number for number, incident in enumerate(incidents) for entry in incident}
    alike: list[set[int]] = [set() for _ in incidents]
    for number, incident in enumerate(incidents):
        for name in (name for entry in incident for name in entry.may_repeat):
            other = owner.get(name, number)
            if other != number:
                alike[number].add(other)
                alike[other].add(number)
    return alike


def _widest(incident: _Incident) -> Bounds:
    found = (Bounds(*entry.killed) for entry in incident if entry.killed)
    return widened([toll for toll in found if _figures(toll)] or [Bounds()])
