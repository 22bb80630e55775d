"""What workers need to count, packed: the zones' index, obligations, and how rows are read.

Of the case's own claims nothing is packed: they have said which norms bind when, and stay at home.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from copyreg import dispatch_table
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from truceline.assess.docket import Docket
from truceline.assess.inquiry import Inquiry
from truceline.bulk.asking import Asked
from truceline.bulk.files import created, opened
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem
from truceline.places.atlas import Atlas

if TYPE_CHECKING:
    from collections.abc import Callable

    from truceline.assess.inquiry import Question
    from truceline.bulk.assessing import Counting, Setup
    from truceline.bulk.obligations import Obligation

MOST_ENCLOSED = 64 << 20
"""A larger parcel is not enclosed with tasks: Spark Connect takes messages of 128 MB."""
_LOCK = Lock()
_OPEN: dict[str, Contents] = {}
"""The parcel last opened in this process, by its digest: one process counts many parts."""


class Contents(NamedTuple):
    """What is in a parcel, and what has been learnt of rows since it was opened."""

    setup: Setup
    idle: list[Counting]


@dataclass(frozen=True)
class Parcel:
    """A packed setup, at a path that workers can read or else enclosed; read once a process."""

    digest: str
    size: int
    """Bytes before packing."""
    path: str | None
    enclosed: bytes | None

    @classmethod
    def of(cls, setup: Setup, folder: str | None) -> Parcel:
        """Pack the setup; into `folder` (a path or URI) where one is given."""
        import pyarrow as pa

        content = io.BytesIO()
        packer = pickle.Pickler(content, protocol=5)
        packer.dispatch_table = {**dispatch_table, MappingProxyType: _plainly}
        packer.dump(_bare(setup))
        raw = content.getbuffer()
        packed = pa.compress(raw, codec="lz4", asbytes=True)
        digest = hashlib.sha256(packed).hexdigest()
        if folder is None:
            if len(packed) > MOST_ENCLOSED:
                told = f"{len(packed) >> 20} MB are too much to send with each task: name a folder for them"
                raise InputError(Problem("--scratch", 0, "", told))
            return cls(digest, len(raw), None, packed)
        path = f"{folder.rstrip('/')}/truceline-{digest[:32]}.parcel"
        with created(path) as file:
            file.write(packed)
        return cls(digest, len(raw), path, None)

    def open(self) -> Contents:
        """What was packed."""
        with _LOCK:
            if self.digest not in _OPEN:
                _OPEN.clear()
                _OPEN[self.digest] = Contents(self._unpacked(), [])
            return _OPEN[self.digest]

    def _unpacked(self) -> Setup:
        import pyarrow as pa

        packed = self.enclosed
        if packed is None:
            assert self.path is not None, "a parcel is enclosed or lies somewhere"
            try:
                with opened(self.path) as file:
                    packed = file.read()
            except OSError as error:
                told = f"workers cannot read {self.path}: name a folder that they reach, too ({error})"
                raise InputError(Problem("--scratch", 0, "", told)) from error
        if hashlib.sha256(packed).hexdigest() != self.digest:
            raise InputError(Problem("--scratch", 0, "", f"{self.path} was changed by somebody"))
        raw = pa.decompress(packed, self.size, codec="lz4")
        # What was packed here, by its digest: nobody else's pickle gets this far.
        setup: Setup = pickle.loads(raw)  # noqa: S301
        return setup


@cache
def code_digest() -> str:
    """Tells truceline's code from that of another version: counts of two versions do not add up."""
    root = Path(__file__).parents[1]
    sources = [
        path for room in ("bulk", "assess", "agreement", "intake") for path in (root / room).glob("*.py")
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()[:16]


def _plainly(proxy: MappingProxyType[str, object]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    # The type itself cannot be found by its name.
    return _proxy_of, (dict(proxy),)


def _proxy_of(known: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(known)


def _bare(setup: Setup) -> Setup:
    duties = tuple(_bare_duty(one) for one in setup.obligations)
    bare = replace(setup, obligations=duties)
    # Worked out once here rather than in each worker.
    assert bare.grounds is not None
    return bare


def _bare_duty(duty: Obligation) -> Obligation:
    assert isinstance(duty, Asked), "what is sent away can be asked there"
    return replace(duty, question=_without_claims(duty.question))


def _without_claims(question: Question) -> Question:
    """The question as far as it is put to rows: what the case knows has told when the norm bound."""
    agreement, asked = question.agreement, question.inquiry
    frame = Frame(as_of=asked.frame.as_of, readings=dict(asked.frame.readings))
    docket = Docket.of(agreement, Atlas(agreement), (), frame)
    return replace(question, inquiry=Inquiry(agreement, docket, frame, asked.method), excused=None)
