"""The cases that are served, each open once, with what was worked out of them last."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from threading import Event, Lock
from typing import Any, TypeVar

from truceline.agreement.model import Agreement
from truceline.assess.result import Assessment
from truceline.case.folder import Case
from truceline.case.names import Names, names_in
from truceline.core.frame import Frame
from truceline.errors import InputError, Problem, TrucelineError
from truceline.evidence.claim import Claim
from truceline.ledger.verification import Verification
from truceline.places.provinces import province_names
from truceline.publish.bulletin.issue import Settings
from truceline.publish.report.facts import Facts, Kind
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.readers import settings_of
from truceline.web.apart import Apart, NotYet, give_back
from truceline.web.keeping import Kept
from truceline.web.map.case_map import CaseMap
from truceline.web.map.chances import MANY
from truceline.web.reckoning import Packed, assessed, packed, told
from truceline.web.showing import Shown

T = TypeVar("T")
_ANSWERS = 48
"""Answers kept for each case: a few people, each stepping through some days."""
_ANSWERS_BYTES = 64 * 1024 * 1024
"""What answers about a large case may take altogether."""
_LARGE = 20_000
"""Claims from which on an outlook takes seconds, and then minutes."""
_CLAIMS = 2_000
"""Claims of each case that are kept as read, of some 14 kB each with what is known of them."""
_AT_ONCE = 4
FACTS = "facts"
_TIDY_S = 20.0
_OF_SLUG = re.compile(r"[^a-z0-9]+")


def slug_of(folder: Path) -> str:
    """What a case is called in an address: its folder's name in small letters, digits and hyphens."""
    return _OF_SLUG.sub("-", folder.resolve().name.casefold()).strip("-") or "case"


def frame_key(frame: Frame) -> Hashable:
    """A frame as a key: equal frames give equal keys."""
    return (frame.as_of, frame.known_at, frame.instruments, tuple(sorted(frame.readings.items())))


@dataclass(frozen=True)
class Sound:
    """The last time that somebody verified a case."""

    at: datetime
    by: str
    found: Verification


@dataclass
class Held:
    """One case that is served."""

    slug: str
    case: Case
    apart: Apart | None = None
    """Where what takes long is worked out; null: here, while whoever asked waits."""
    long: Apart | None = None
    """Where what takes minutes is, so that the rest need not wait for it."""
    reader: Apart | None = None
    """Where the map's events are read."""
    sound: Sound | None = None
    """What was found when somebody last verified it; null: nobody has since the server started."""
    _kept: Kept = field(default_factory=lambda: Kept(_ANSWERS, _ANSWERS_BYTES), repr=False)

    def __post_init__(self) -> None:
        self.case.sit(_CLAIMS)
        self._lock = Lock()
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="reckoning")
        self._underway: dict[Hashable, Future[Any]] = {}
        self._judged: dict[Hashable, tuple[int, int]] = {}

    @property
    def position(self) -> int:
        """The ledger's position now."""
        return self.case.ledger.position

    def kept(self, key: Hashable, make: Callable[[], T]) -> T:
        """Something worked out of the case, kept under a key; the key says of which position it is."""
        return self._kept.get(key, make)

    def is_kept(self, key: Hashable) -> bool:
        """Whether what stands under a key needs no work."""
        return self._kept.has(key)

    @property
    def is_large(self) -> bool:
        """Whether what reads every claim takes longer than somebody waits for a page."""
        return self.case.ledger.size > _LARGE

    def assessment(self, frame: Frame, position: int, patience_s: float | None = None) -> Assessment:
        """The case as judged in a frame, with what its ledger held at a position.

        Of a large case: NotYet where it takes longer than somebody waits (null: as long as it takes).
        """
        key = ("assessment", position, frame_key(frame))
        if self.apart is None or self.is_kept(key) or not self.is_large:
            return self.kept(key, lambda: self.case.assess_at(position, frame))
        asked = partial(self.apart.run, packed, assessed, self.case.folder, position, frame)
        erasures = self.case.ledger.erasures
        found = self._waited_for(key, asked, patience_s)
        self._judged[frame_key(frame)] = (position, erasures)
        return found

    def judged_at(self, frame: Frame) -> int | None:
        """The last position whose assessment in a frame is kept; null: none, or words were erased since."""
        position, erasures = self._judged.get(frame_key(frame), (-1, -1))
        is_there = self.is_kept(("assessment", position, frame_key(frame)))
        return position if is_there and erasures == self.case.ledger.erasures else None

    def _waited_for(
        self, key: tuple[Hashable, ...], make: Callable[[], Packed[T]], patience_s: float | None
    ) -> T:
        """What is worked out beside the pages, kept under a key; NotYet where it takes longer than that."""
        with self._lock:
            working = self._underway.get(key)
            if working is None:
                working = self._underway[key] = self._threads.submit(self._put, key, make)
                working.add_done_callback(lambda _done: self._underway.pop(key, None))
        try:
            found: T = working.result(patience_s)
        except TimeoutError:
            raise NotYet(str(key[0])) from None
        return found

    def _put(self, key: Hashable, make: Callable[[], Packed[T]]) -> T:
        found = make()
        answer = found.answer()
        self._kept.put(key, answer, found.weight)
        give_back()
        return answer

    @staticmethod
    def facts_key(
        frame: Frame, position: int, kind: Kind = "weekly", *, outlook: bool = False
    ) -> tuple[Hashable, ...]:
        """Under which key `facts` are kept."""
        return (FACTS, position, frame_key(frame), kind, outlook)

    def facts(
        self,
        frame: Frame,
        position: int,
        kind: Kind = "weekly",
        *,
        outlook: bool = False,
        patience_s: float | None = None,
    ) -> Facts:
        """What a report of the period that ends on the frame's day would be written from; NotYet as above."""
        asked = Asked(kind, frame, outlook=outlook)
        key = self.facts_key(frame, position, kind, outlook=outlook)
        if self.long is None or self.is_kept(key) or not self.is_large:
            return self.kept(key, lambda: gathered(self.case, asked, self.case.agreement.title))
        return self._waited_for(
            key, partial(self.long.run, packed, told, self.case.folder, asked), patience_s
        )

    def last_event(self, position: int) -> date | None:
        """The last day on which anything that was told of began."""
        return self.kept(("last event", position), lambda: self.case.ledger.last_event)

    def agreement(self, position: int, frame: Frame | None = None) -> Agreement:
        """The agreement with what was granted by a position, as known in a frame (else: as known now)."""
        return self.case.law_at(position, frame).agreement

    def names(self, language: str) -> Names:
        """What the case calls things in a language."""
        known = self._names
        if language not in known:
            known[language] = names_in(language, self.case.agreement, self.case.agreement_folder)
        return known[language]

    @cached_property
    def map(self) -> CaseMap:
        """The map, with what of it is kept."""
        return CaseMap(self.case, apart=self.reader)

    @cached_property
    def shown(self) -> Shown:
        """What was shown to whom of what is not for everybody."""
        return Shown(self.case)

    @cached_property
    def _names(self) -> dict[str, Names]:
        return {}

    @cached_property
    def province(self) -> Callable[[str], str]:
        """A province that sources spell in several ways, by one name."""
        return province_names(self.case.gazetteer)

    @cached_property
    def settings(self) -> Settings:
        """Facts and a language -> the setting in which the case tells them."""
        return settings_of(self.case)

    def claims(self, ids: Iterable[str]) -> dict[str, Claim]:
        """The claims with these ids, as they stand now; those that there are."""
        return {one.claim_id: one for one in self.case.ledger.known(ids)}


class House:
    """All cases that one server serves, by what they are called in addresses."""

    def __init__(self, cases: Mapping[str, Held], apart: Iterable[Apart] = ()) -> None:
        self.cases = dict(cases)
        self._apart = tuple(apart)
        self._is_closed = Event()

    @classmethod
    def open(cls, folders: Iterable[Path]) -> House:
        """Open the cases of folders; InputError where two would be called the same, CaseError for none."""
        held: dict[str, Held] = {}
        apart = Apart(), Apart(), Apart()
        for folder in folders:
            slug = slug_of(folder)
            if slug in held:
                message = f"another case is called '{slug}' already; rename one of the folders"
                raise InputError(Problem(str(folder), 0, "case", message, tuple(held)))
            held[slug] = Held(slug, Case.open(folder), *apart)
        return cls(held, apart)

    def close(self) -> None:
        """End what is worked out apart."""
        self._is_closed.set()
        for one in self._apart:
            one.close()

    def tidy(self) -> None:
        """Now and then give back what answers about large cases took for a moment, until it is closed."""
        while not self._is_closed.wait(_TIDY_S):
            with contextlib.suppress(TrucelineError):
                if any(held.is_large for held in self.cases.values()):
                    give_back()

    def warm(self) -> None:
        """Read what maps of many events are drawn from, before anybody asks."""
        for held in self.cases.values():
            # A ledger that cannot be had now is read when somebody asks; a server that stops asks no more.
            with contextlib.suppress(TrucelineError, NotYet):
                if held.case.ledger.size > MANY:
                    held.map.warm()

    def held(self, slug: str) -> Held | None:
        """The case of this name; null where there is none."""
        return self.cases.get(slug)
