"""Long work: it runs beside the pages, tells how far it is, and stops where whoever asked for it says so.

    job = jobs_of(visit).start(visit, "Reading report.pdf", work)    # then send the browser to `address(job)`

    def work(progress: Progress) -> Outcome:
        for number, page in enumerate(pages):
            read(page)
            progress(number, len(pages))      # raises Cancelled where somebody cancelled
        progress.commit()                     # from here on it can no longer be cancelled
        keep(...)
        return Outcome("desk/…", (say("Kept."),))

An InputError of the work is shown to whoever asked, line by line; of any other error only that it failed.
Work writes to the ledger whole or not at all. Where the server ends, the next one still tells whoever asked
what came of it, or that it was cut off (`unfinished`).
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol, cast

from truceline.errors import CaseError, InputError
from truceline.web.guards import told_of
from truceline.web.refusals import NotFound, TooOften
from truceline.web.unfinished import Note, Notes
from truceline.web.visit import Visit

LOG = logging.getLogger("truceline.web")
AT_ONCE = 2
"""So much work is done at the same time; the rest waits its turn."""
UNFINISHED = 16
"""So much may run or wait altogether."""
OF_ONE = 4
"""So much of it for one person."""
KEPT_S = 3600.0
"""So long is told what came of work that is done."""
LAST_STEPS_S = 10.0
"""So long a server that stops waits for work that was asked to stop."""
_LOOK_S = 0.01
_EVERY_S = 0.25
"""Pages are told of no step sooner than this after the one before."""


class State(StrEnum):
    """How work stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"
    """The server ended, or was told to, while it waited or ran."""


_OPEN = frozenset({State.WAITING, State.RUNNING})


class Cancelled(Exception):  # noqa: N818 - it says what is so
    """Whoever asked for the work wants it no more; raised within the work."""


@dataclass(frozen=True)
class Outcome:
    """What came of work, in the language of whoever asked."""

    path: str = ""
    """Where the result is, within the case; empty: nowhere in particular."""
    told: tuple[str, ...] = ()
    """Lines that tell it."""
    leads: str = ""
    """What the link to the result says; empty: that it leads there."""


@dataclass(eq=False)
class Job:
    """One piece of work, and how far it is."""

    slug: str
    account: str
    name: str
    """What it does, in the language of whoever asked."""
    back: str = ""
    """The page within the case that it was begun on."""
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: State = State.WAITING
    share: float = 0.0
    """How much of it is done, 0-1."""
    outcome: Outcome = Outcome()
    problems: tuple[str, ...] = ()
    """What was wrong with what was given; empty for a failure of ours."""
    ended_at: float | None = None
    is_wanted: bool = True
    is_final: bool = False
    """Whether it has begun to write, and can no longer be cancelled."""

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in _OPEN

    @property
    def may_cancel(self) -> bool:
        """Whether it can still be cancelled."""
        return self.is_open and self.is_wanted and not self.is_final

    @property
    def path(self) -> str:
        """Its page, within the case."""
        return f"jobs/{self.id}"


Tell = Callable[[Job], None]


class Progress:
    """What work holds on to: it tells how far it is, and learns whether it is still wanted.

    It can be called as reading calls it: `progress(done, all)`.
    """

    def __init__(self, job: Job, lock: threading.Lock, tell: Tell) -> None:
        self._job = job
        self._lock = lock
        self._tell = tell
        self._told_at = 0.0

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody cancelled it."""
        return not self._job.is_wanted

    def __call__(self, done: int, of: int) -> None:
        """So many steps of so many are done. Raises Cancelled."""
        self.check()
        self.at(done / of if of else 1.0)

    def at(self, share: float) -> None:
        """So much is done, 0-1. It never goes back."""
        self._job.share = max(self._job.share, min(max(share, 0.0), 1.0))
        now = time.monotonic()
        if now - self._told_at >= _EVERY_S:
            self._told_at = now
            self._tell(self._job)

    def part(self, first: float, last: float) -> Callable[[int, int], None]:
        """Steps that are only a part of the work, from one share of it to another."""

        def step(done: int, of: int) -> None:
            self.check()
            self.at(first + (last - first) * (done / of if of else 1.0))

        return step

    def check(self) -> None:
        """Raises Cancelled where somebody cancelled it."""
        if self.is_cancelled:
            raise Cancelled

    def commit(self) -> None:
        """From here on it cannot be cancelled: what was begun is written. Raises Cancelled where it was."""
        with self._lock:
            self.check()
            self._job.is_final = True
        self._tell(self._job)


class Work(Protocol):
    """What is to be done, in a thread of its own."""

    def __call__(self, progress: Progress, /) -> Outcome:
        """Do it. May raise InputError, for whoever asked to mend; Cancelled passes through."""
        ...


class Jobs:
    """The work of one server."""

    def __init__(
        self,
        tell: Tell = lambda _job: None,
        clock: Callable[[], float] = time.monotonic,
        notes: Notes | None = None,
    ) -> None:
        """`tell` is called from threads of work, at each news of a job.

        `notes` outlive the server; null: what it was doing is forgotten with it.
        """
        self._tell = tell
        self._clock = clock
        self._notes = notes
        self._lock = threading.Lock()
        self._stopping = False
        self._jobs: OrderedDict[str, Job] = OrderedDict(
            (note.id, _as_noted(note, clock())) for note in (notes.left() if notes else ())
        )
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="work")

    def start(self, visit: Visit, name: str, work: Work, *, back: str = "") -> Job:
        """Begin work for whoever visits, from the page `back`; TooOften where too much is open already."""
        job = Job(visit.held.slug, visit.asker.account, name, back)
        with self._lock:
            self._forget()
            waiting = [one for one in self._jobs.values() if one.is_open]
            own = [one for one in waiting if one.account == job.account]
            if len(waiting) >= UNFINISHED or len(own) >= OF_ONE:
                raise TooOften
            if self._notes is not None:
                self._notes.keep(Note(id=job.id, slug=job.slug, account=job.account, name=name, back=back))
            self._jobs[job.id] = job
        self._pool.submit(self._run, job, work)
        return job

    def job(self, visit: Visit, name: str) -> Job:
        """The visitor's own work of this id; NotFound for anybody else's."""
        with self._lock:
            self._forget()
            found = self._jobs.get(name)
        if found is None or (found.slug, found.account) != (visit.held.slug, visit.asker.account):
            raise NotFound
        return found

    def of(self, visit: Visit) -> tuple[Job, ...]:
        """The visitor's own work in this case, the latest first."""
        mine = (visit.held.slug, visit.asker.account)
        with self._lock:
            self._forget()
            return tuple(one for one in reversed(self._jobs.values()) if (one.slug, one.account) == mine)

    def cancel(self, job: Job) -> bool:
        """Want it no more; whether it was in time. What has not begun never begins."""
        with self._lock:
            if not job.may_cancel:
                return not job.is_wanted
            job.is_wanted = False
            if job.state is State.WAITING:
                self._end(job, State.CANCELLED)
        self._tell(job)
        return True

    def states(self) -> list[str]:
        """How each piece of work stands that is not forgotten."""
        with self._lock:
            self._forget()
            return [one.state.value for one in self._jobs.values()]

    def stop(self) -> None:
        """Nothing begins any more, and what runs is asked to stop; nobody waits for it."""
        with self._lock:
            self._stopping = True
            for job in self._jobs.values():
                job.is_wanted = job.is_final

    def close(self, patience_s: float = LAST_STEPS_S) -> None:
        """The server stops: nothing begins any more, what runs is asked to stop and waited for, so long."""
        self.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)
        until = time.monotonic() + patience_s
        while self.is_busy() and time.monotonic() < until:
            time.sleep(_LOOK_S)

    def is_busy(self) -> bool:
        """Whether any work runs now."""
        with self._lock:
            return any(one.state is State.RUNNING for one in self._jobs.values())

    def _forget(self) -> None:
        before = self._clock() - KEPT_S
        gone = [one.id for one in self._jobs.values() if one.ended_at is not None and one.ended_at < before]
        for name in gone:
            del self._jobs[name]
            if self._notes is not None:
                self._notes.drop(name)

    def _run(self, job: Job, work: Work) -> None:
        with self._lock:
            if not job.is_open:
                return
            if not job.is_wanted:
                self._end(job, self._unwanted())
                return
            job.state = State.RUNNING
        self._tell(job)
        try:
            job.outcome = work(Progress(job, self._lock, self._tell))
            ended = State.DONE
        except Cancelled:
            ended = self._unwanted()
        except CaseError as error:  # the ledger cannot be had: where it lies is for the log
            LOG.warning("work: %s", told_of(error))
            job.problems = tuple(one.message for one in error.problems)
            ended = State.FAILED
        except InputError as error:
            job.problems = tuple(map(str, error.problems))
            ended = State.FAILED
        except Exception as error:  # noqa: BLE001 - the last stop: its words may quote a document
            LOG.error("work: %s", told_of(error))  # noqa: TRY400 - as above
            ended = State.FAILED
        with self._lock:
            self._end(job, ended)
        self._tell(job)

    def _unwanted(self) -> State:
        """Why work is wanted no more."""
        return State.INTERRUPTED if self._stopping else State.CANCELLED

    def _end(self, job: Job, state: State) -> None:
        """Write down how it ended before anybody is told: who was told must not be told otherwise later."""
        if self._notes is not None and state is not State.INTERRUPTED:
            with suppress(CaseError):  # without room for that, a successor tells that it was cut off
                self._notes.keep(_note_of(job, state))
        job.state, job.ended_at = state, self._clock()
        job.share = 1.0 if state is State.DONE else job.share


_ENDS: dict[State, Literal["done", "failed", "cancelled"]] = {
    State.DONE: "done",
    State.FAILED: "failed",
    State.CANCELLED: "cancelled",
}


def _note_of(job: Job, state: State = State.WAITING) -> Note:
    """What is kept of work for the server that comes next."""
    return Note(
        id=job.id,
        slug=job.slug,
        account=job.account,
        name=job.name,
        back=job.back,
        ended=_ENDS.get(state, ""),
        path=job.outcome.path,
        told=job.outcome.told,
        leads=job.outcome.leads,
        problems=job.problems,
    )


def _as_noted(note: Note, at: float) -> Job:
    """Work of a server that has ended, as its successor tells of it."""
    made = Job(note.slug, note.account, note.name, note.back, note.id)
    made.state, made.ended_at = State(note.ended) if note.ended else State.INTERRUPTED, at
    made.outcome, made.problems = Outcome(note.path, note.told, note.leads), note.problems
    made.share = 1.0 if made.state is State.DONE else 0.0
    return made


def jobs_of(visit: Visit) -> Jobs:
    """The work of the server that is visited."""
    return cast("Jobs", visit.request.app.state.jobs)
