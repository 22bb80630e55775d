"""The garbage collector's search for cycles: paused where work makes none, or made seldom."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM = 50_000


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


@contextmanager
def kept_for_good() -> Iterator[None]:
    """No search for cycles inside, nor ever among what there is then: for loading what stays to the end.

    Modules hold hundreds of thousands of objects. The first search after they were loaded would look at all.
    """
    with unswept():
        yield
        gc.freeze()


@contextmanager
def swept_seldom() -> Iterator[None]:
    """A search for cycles only when 50,000 objects were added, where 700 are usual: for a whole command.

    What a command makes it mostly keeps, and each search looks at all of it: a tenth of the demonstration's
    time went there. Cycles are still found, some thousands of objects later.
    """
    usual, *older = gc.get_threshold()
    gc.set_threshold(max(usual, _SELDOM), *older)
    try:
        yield
    finally:
        gc.set_threshold(usual, *older)
