"""Agreements that this process has read before: by what their files say, so that none is ever stale.

To read one is to check every reference and every corner of its maps, which takes longer than most of
what is asked of it.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from truceline.agreement.model import Agreement

_KEPT = 16


class _Known(NamedTuple):
    agreement: Agreement
    beside: dict[str, bytes | None]
    """The digest of each file that it names; None where there is none."""


_known: OrderedDict[bytes, _Known] = OrderedDict()
_turn = Lock()


def remembered(path: Path, read: Callable[[], Agreement]) -> Agreement:
    """The agreement of a file as read before, else as it is read; what cannot be read is not remembered."""
    digest = _digest(path)
    if digest is None:
        return read()
    with _turn:
        known = _known.get(digest)
    if known is not None and known.beside == _digests(path.parent, known.beside):
        return known.agreement
    agreement = read()
    found = _Known(agreement, _digests(path.parent, _named(agreement)))
    # Whoever writes a file while it is read must not have his half of it taken for the whole.
    if _digest(path) == digest:
        with _turn:
            _known[digest] = found
            _known.move_to_end(digest)
            while len(_known) > _KEPT:
                _known.popitem(last=False)
    return agreement


def _named(agreement: Agreement) -> set[str]:
    """The files that an agreement rests on besides its own."""
    named = {agreement.gazetteer, agreement.examples_file, *(zone.geometry.file for zone in agreement.zones)}
    return {name for name in named if name}


def _digests(folder: Path, names: set[str] | dict[str, bytes | None]) -> dict[str, bytes | None]:
    return {name: _digest(folder / name) for name in names}


def _digest(path: Path) -> bytes | None:
    try:
        return sha256(path.read_bytes()).digest()
    except OSError:
        return None
