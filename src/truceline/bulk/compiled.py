"""The one door to Numba: functions marked here are compiled where the extra `bulk` is installed.

Numba checks only the file that a kept function stands in, and would go on using one whose callees or
constants have changed. So the folder of kept code is named after the whole room's sources.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from truceline.places.index import cache_folder

F = TypeVar("F", bound=Callable[..., Any])
_UNUSED_S = 30 * 86_400
HAS_NUMBA = find_spec("numba") is not None


def kept_in() -> Path | None:
    """The folder that compiled code is kept in; None where there can be none, and each run compiles anew."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    digest = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    folder = cache_folder() / f"bulk-{digest}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.touch()
    except OSError:
        return None
    _forget_unused(folder.parent)
    return folder if os.access(folder, os.W_OK) else None


def _forget_unused(home: Path) -> None:
    """Remove what other versions kept and nobody has used for a month: 50 MB and more each."""
    for folder in home.glob("bulk-*"):
        with suppress(OSError):
            if folder.stat().st_mtime < time.time() - _UNUSED_S:
                shutil.rmtree(folder, ignore_errors=True)


if TYPE_CHECKING:

    def compiled(function: F) -> F:
        """Compile when first called, and keep what was compiled."""
        return function

    inlined = compiled
elif HAS_NUMBA:
    import numba

    _KEPT = kept_in()
    if _KEPT is not None:
        numba.config.CACHE_DIR = str(_KEPT)
    # No fast-math: every addition keeps its order, so that the answer is the same bits everywhere.
    # What runs for every event is inlined and counts no references, or each call would count all
    # arrays it is handed: five times slower, and at the whim of the optimiser. It only borrows them
    # from the loop that calls it, and can make none of its own: Numba refuses.
    compiled = numba.njit(cache=_KEPT is not None, nogil=True, _nrt=True)
    inlined = numba.njit(cache=_KEPT is not None, nogil=True, forceinline=True, _nrt=False)
else:

    def compiled(function: F) -> F:
        """Leave it uncompiled: `survey` refuses to start without Numba."""
        return function

    inlined = compiled
