"""Indexes kept on disk between runs, by a digest of the zones and of the code that made them.

Each array is a file of its own, mapped into memory when it is needed: a large index is there at once.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import replace
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
"""So many of each kind are kept; the one that was used longest ago makes room."""


def kept_survey(
    grounds: Sequence[Ground], spread: Spread | None = None, lines: Collection[int] = ()
) -> Survey:
    """The survey of these zones: as kept from an earlier run, else worked out and kept if there is room."""
    home = kept_home()
    if home is None:
        return Survey.of(grounds, spread, lines)
    folder = home / f"index-{_digest(grounds, spread or Spread(), lines)}"
    with suppress(OSError, ValueError, KeyError):
        return survey_named(home, folder.name)
    shutil.rmtree(folder, ignore_errors=True)  # a damaged one
    survey = Survey.of(grounds, spread, lines)
    with suppress(OSError):
        _keep(survey, folder)
        make_room(home, "index-*")
        return replace(survey, kept_as=folder.name)
    return survey


def kept_home() -> Path | None:
    """The folder in which indexes are kept, and what hangs on them; None where nothing can be kept."""
    return kept_in() if HAS_NUMBA else None


def survey_named(home: Path, name: str) -> Survey:
    """A survey by the name under which it is kept; OSError, ValueError or KeyError where it is no more."""
    folder = home / name
    os.utime(folder)
    return _read(folder)


def make_room(home: Path, pattern: str) -> None:
    """Remove what is kept by names like these, but for the few that were used last."""
    kept = sorted(home.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


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
    whole = parts["index"], parts["zones"], parts["pyramid"]
    return Survey(plain["count"], *whole, kernel, kept_as=folder.name)


def _array(path: Path) -> Any:
    # Copied on writing, for compiled code tells arrays apart by whether they may be written to.
    try:
        return np.asarray(np.load(path, mmap_mode="c"))
    except ValueError:
        # An empty file cannot be mapped.
        return np.load(path)
