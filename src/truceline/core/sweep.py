"""Pausing the garbage collector's search for cycles while work that makes none is going on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """No search for cycles inside: claims and proofs make none, and looking costs a fifth of the time.

    Reference counting frees everything else at once; the collector is left as it was found.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
