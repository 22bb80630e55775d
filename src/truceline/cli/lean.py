"""Heavy libraries started without others that they only look for, where the process is the command's own.

Where pandas is installed Arrow loads it with its first array, and where SciPy is, Numba loads its
matrix products: a third of a second each, and nothing here uses either. Nor does anything call C through
cffi, for which Numba loads a parser of C, or measure which lines of it tests reach. A process that others
share is left as it is.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from truceline.core.sweep import kept_for_good, unswept

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

_UNUSED = ("scipy.linalg.cython_blas", "cffi", "coverage")
_PANDAS = "pandas"


class Process:
    """Whether this process runs one command and ends."""

    own = False


def loading() -> AbstractContextManager[None]:
    """No search for cycles while modules are loaded: in a process of our own they stay to the end."""
    return kept_for_good() if Process.own else unswept()


class _Hidden:
    """A finder that finds pandas missing."""

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: object = None) -> None:
        """Nothing, or ModuleNotFoundError."""
        if name == _PANDAS:
            raise ModuleNotFoundError(name=name)


def start_counting(*, pandas: bool) -> None:
    """Load Numba without what nothing uses and, unless `pandas` is needed, have Arrow find none."""
    if not Process.own:
        return
    modules: dict[str, Any] = sys.modules
    hidden = [name for name in _UNUSED if name not in modules]
    # What is None cannot be imported: Numba goes on without, as where SciPy is missing.
    modules.update(dict.fromkeys(hidden))
    try:
        with kept_for_good():
            import numba.core.typing.cffi_utils  # noqa: PLC0415 - only where events are counted
            import numba.np.arraymath  # noqa: F401, PLC0415 - as above
    finally:
        for name in hidden:
            del modules[name]
    if not pandas and _PANDAS not in modules:
        sys.meta_path.insert(0, _Hidden())
