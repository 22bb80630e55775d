"""Indexes kept on disk between runs, by a digest of the zones and of the code that made them.

Each array is a file of its own, mapped into memory when it is needed: a large index is there at once.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from truceline.bulk.compiled import HAS_NUMBA, kept_in
from truceline.bulk.grid import Grid
from truceline.bulk.index import Index
from truceline.bulk.pyramid import Pyramid
from truceline.bulk.spread import Spread
from truceline.bulk.survey import Survey
from truceline.bulk.zones import Zones

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from truceline.places.drawing import Drawing
    from truceline.places.ground import Ground

_PARTS: dict[str, Any] = {"index": Index, "zones": Zones, "pyramid": Pyramid}
_KEPT = 8
"""So many indexes are kept; the one that was used longest ago makes room."""


def kept_survey(
    grounds: Sequence[Ground], spread: Spread | None = None, lines: Collection[int] = ()
) -> Survey:
    """The survey of these zones: as kept from an earlier run, else worked out and kept if there is room."""
    home = kept_in() if HAS_NUMBA else None
    if home is None:
        return Survey.of(grounds, spread, lines)
    folder = home / f"index-{_digest(grounds, spread or Spread(), lines)}"
    with suppress(OSError, ValueError, KeyError):
        os.utime(folder)
        return _read(folder)
    shutil.rmtree(folder, ignore_errors=True)  # a damaged one
    survey = Survey.of(grounds, spread, lines)
    with suppress(OSError):
        _keep(survey, folder)
        _make_room(home)
    return survey


def _digest(grounds: Sequence[Ground], spread: Spread, lines: Collection[int]) -> str:
    """Of all that an index hangs on; the folder it is kept in is named after the code."""
    found = sha256(repr((spread.kind, sorted(lines), len(grounds))).encode())
    for ground in grounds:
        for part in _told(ground):
            found.update(part)
    return found.hexdigest()[:24]


def _told(ground: Ground) -> Iterator[bytes]:
    one: Ground | None = ground
    while one is not None:
        yield repr((one.least_km, one.most_km, one.side, one.uncertainty_km)).encode()
        yield from _drawn(one.base)
        one = one.within


def _drawn(drawing: Drawing) -> Iterator[bytes]:
    yield drawing.kind.encode()
    for group in drawing.groups:
        yield f"{[len(path) for path in group]}".encode()
        yield from (np.ascontiguousarray(path).tobytes() for path in group)


def _keep(survey: Survey, folder: Path) -> None:
    """Write it beside its place and move it there whole."""
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".index-"))
    try:
        plain = {"count": survey.count, "grid": tuple(survey.index.grid), "kernel": survey.kernel[:2]}
        np.save(beside / "kernel.npy", survey.kernel[2])
        for name in _PARTS:
            for field, value in getattr(survey, name)._asdict().items():
                if isinstance(value, np.ndarray):
                    np.save(beside / f"{name}.{field}.npy", value)
        (beside / "plain.json").write_text(json.dumps(plain), encoding="utf-8")
        beside.rename(folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


@lru_cache(maxsize=_KEPT)
def _read(folder: Path) -> Survey:
    """An index as it is kept; once mapped it stays so."""
    plain = json.loads((folder / "plain.json").read_text(encoding="utf-8"))
    parts = {}
    for name, kind in _PARTS.items():
        names = [field for field in kind._fields if field != "grid"]
        fields = {field: _array(folder / f"{name}.{field}.npy") for field in names}
        parts[name] = kind(**({"grid": Grid(*plain["grid"])} if kind is Index else {}), **fields)
    kernel = (float(plain["kernel"][0]), float(plain["kernel"][1]), _array(folder / "kernel.npy"))
    return Survey(plain["count"], parts["index"], parts["zones"], parts["pyramid"], kernel)


def _array(path: Path) -> Any:
    # Copied on writing, for compiled code tells arrays apart by whether they may be written to.
    try:
        return np.asarray(np.load(path, mmap_mode="c"))
    except ValueError:
        # An empty file cannot be mapped.
        return np.load(path)


def _make_room(home: Path) -> None:
    kept = sorted(home.glob("index-*"), key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in kept[_KEPT:]:
        shutil.rmtree(folder, ignore_errors=True)
