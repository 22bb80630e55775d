"""Counts of many series added up at once: all days of all series as one array, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from truceline.bulk.obligations import Line

    Ints = NDArray[np.int64]
    ByLine = Mapping[Line, tuple[Ints, Ints]]


class Share(NamedTuple):
    """What one slot gives to one line: its first entry, how many there are, and the day of entry nought."""

    line: Line
    first: int
    last: int
    day: int


def by_line(lines: Sequence[Line], ends: Sequence[int], days: Ints, values: Ints) -> dict[Line, Any]:
    """The pieces of each line, where `ends` tell where each begins and the last one ends; empty ones not."""
    return {
        line: (days[first:last], values[first:last])
        for line, (first, last) in zip(lines, pairwise(ends), strict=True)
        if last > first
    }


def joined(pieces: Sequence[Ints], empty: Ints) -> Ints:
    """Arrays end to end; where they are all of one array, piece by piece, that array itself."""
    whole = pieces[0].base if pieces else empty
    if whole is None or not _are_all_of(pieces, whole):
        return np.concatenate(pieces)
    return whole


def _are_all_of(pieces: Sequence[Ints], whole: Any) -> bool:
    if not isinstance(whole, np.ndarray) or sum(map(len, pieces)) != len(whole):
        return False
    at = whole.__array_interface__["data"][0]
    for piece in filter(len, pieces):
        alike = (piece.dtype, piece.shape[1:], piece.strides) == (whole.dtype, whole.shape[1:], whole.strides)
        if piece.base is not whole or not alike or piece.__array_interface__["data"][0] != at:
            return False
        at += len(piece) * whole.strides[0]
    return True


def summed(one: ByLine, other: ByLine, sign: int, empty: Ints) -> dict[Line, Any]:
    """One plus or minus the other, line by line and day by day; days of which nothing is left are left out.

    `empty` has the shape of values without any. Days of a line are in order, and none stands twice.
    """
    lines = sorted({*one, *other})
    number = {line: n for n, line in enumerate(lines)}
    (days, counts), (its, values) = (_flat(part, lines, empty) for part in (one, other))
    low = min(days.min(initial=0), its.min(initial=0))
    span = int(max(days.max(initial=0), its.max(initial=0)) - low + 1)
    keys, added = (
        _owners(part, lines, number) * span + (at - low) for part, at in ((one, days), (other, its))
    )
    whole = keys
    at = np.searchsorted(keys, added)
    is_met = keys[np.minimum(at, len(keys) - 1)] == added if len(keys) else np.zeros(len(added), np.bool_)
    if is_met.all():
        total = counts.copy(order="K")
    else:
        fresh = added[~is_met]
        old = np.arange(len(keys)) + np.searchsorted(fresh, keys)
        whole = np.insert(keys, np.searchsorted(keys, fresh), fresh)
        total = np.zeros((len(whole), *empty.shape[1:]), np.int64, order="F")
        total[old] = counts
        at = np.searchsorted(whole, added)
    total[at] += sign * values
    # Of counts that are added nothing comes to nought.
    gone = at[~total[at].any(axis=1)] if sign < 0 else at[:0]
    if len(gone):
        whole, total = np.delete(whole, gone), np.delete(total, gone, axis=0)
    ends = np.searchsorted(whole, np.arange(len(lines) + 1) * span).tolist()
    return by_line(lines, ends, days if whole is keys else whole % span + low, total)


def _flat(parts: ByLine, lines: Sequence[Line], empty: Ints) -> tuple[Ints, Ints]:
    its = [parts[line] for line in lines if line in parts]
    return joined([days for days, _ in its], empty[:, 0]), joined([values for _, values in its], empty)


def _owners(parts: ByLine, lines: Sequence[Line], number: Mapping[Line, int]) -> Ints:
    its = [line for line in lines if line in parts]
    sizes = [len(parts[line][0]) for line in its]
    return np.repeat(np.array([number[line] for line in its], np.int64), sizes)


def shared_out(shares: Sequence[Share], at: Ints, values: Ints, add: np.ufunc) -> dict[Line, Any]:
    """Entries of slots given to every line that counts them: those of one line and day together.

    `at` is where each entry stood, `values` what it is, and `add` tells what several of a day come to.
    """
    lines = sorted({one.line for one in shares})
    number = {line: n for n, line in enumerate(lines)}
    shares = sorted(shares)
    sizes = np.array([one.last - one.first for one in shares], np.int64)
    begins = np.array([one.first for one in shares], np.int64) - (np.cumsum(sizes) - sizes)
    which = np.repeat(begins, sizes) + np.arange(sizes.sum())
    days = at[which] + np.repeat(np.array([one.day for one in shares], np.int64), sizes)
    low = int(days.min(initial=0))
    span = int(days.max(initial=0)) - low + 1
    keys = np.repeat(np.array([number[one.line] for one in shares], np.int64), sizes) * span + (days - low)
    if (np.diff(keys) <= 0).any():
        order = np.argsort(keys, kind="stable")
        keys, which = keys[order], which[order]
        starts = np.flatnonzero(np.diff(keys, prepend=-1))
        keys, given = keys[starts], add.reduceat(values[which], starts, axis=0)
    else:
        given = values[which]
    ends = np.searchsorted(keys, np.arange(len(lines) + 1) * span).tolist()
    return by_line(lines, ends, keys % span + low, given)
