from __future__ import annotations

import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from truceline.accounts.server_key import ServerKey
from truceline.errors import CaseError, InputError, Problem
from truceline.web import jobs
from truceline.web.jobs import Cancelled, Job, Jobs, Outcome, Progress, State
from truceline.web.refusals import NotFound, TooOften
from truceline.web.unfinished import Notes
from truceline.web.visit import Visit


def visit(account: str = "amal", slug: str = "idlib") -> Visit:
    asker, held = SimpleNamespace(account=account), SimpleNamespace(slug=slug)
    return cast("Visit", SimpleNamespace(asker=asker, held=held))


def ended(job: Job) -> Job:
    until = time.monotonic() + 10
    while job.is_open:
        assert time.monotonic() < until, "work that was to end went on"
        time.sleep(0.005)
    return job


class Held:
    """Work that waits until it is let go."""

    def __init__(self) -> None:
        self.begun, self.let = threading.Event(), threading.Event()

    def __call__(self, progress: Progress) -> Outcome:
        self.begun.set()
        assert self.let.wait(10)
        progress(1, 2)
        return Outcome("desk")


@pytest.fixture
def office():
    office = Jobs()
    yield office
    office.close()


def test_work_that_is_done_tells_its_result(office: Jobs):
    job = ended(office.start(visit(), "Reading", lambda _: Outcome("desk/1", ("kept",))))
    assert (job.state, job.share, job.outcome) == (State.DONE, 1.0, Outcome("desk/1", ("kept",)))


def test_steps_are_told_as_a_share_that_never_goes_back():
    told: list[float] = []
    job = Job("idlib", "amal", "Reading")
    progress = Progress(job, threading.Lock(), lambda one: told.append(one.share))
    progress(1, 4)
    progress.at(0.1)
    assert (job.share, told) == (0.25, [0.25])  # what follows at once is not told by itself
    progress.part(0.5, 0.9)(1, 2)
    assert job.share == pytest.approx(0.7)
    progress.part(0.5, 0.9)(0, 0)
    progress.at(7.0)
    assert job.share == 1.0


def test_cancelled_work_stops_at_its_next_step(office: Jobs):
    held = Held()
    job = office.start(visit(), "Reading", held)
    assert held.begun.wait(10)
    assert office.cancel(job)
    held.let.set()
    assert ended(job).state is State.CANCELLED
    assert job.outcome == Outcome()


def test_work_that_waits_and_is_cancelled_never_begins(office: Jobs):
    first = [Held() for _ in range(jobs.AT_ONCE)]
    for held in first:
        office.start(visit("others"), "Reading", held)
    late = Held()
    job = office.start(visit(), "Reading", late)
    assert office.cancel(job)
    assert job.state is State.CANCELLED
    for held in first:
        held.let.set()
    office.close()
    assert not late.begun.is_set()


def test_work_that_has_begun_to_write_cannot_be_cancelled(office: Jobs):
    committed, let = threading.Event(), threading.Event()

    def work(progress: Progress) -> Outcome:
        progress.commit()
        committed.set()
        assert let.wait(10)
        return Outcome("desk")

    job = office.start(visit(), "Reading", work)
    assert committed.wait(10)
    assert not job.may_cancel
    assert not office.cancel(job)
    let.set()
    assert ended(job).state is State.DONE


def test_who_cancels_before_the_writing_has_nothing_written():
    job = Job("idlib", "amal", "Reading", is_wanted=False)
    with pytest.raises(Cancelled):
        Progress(job, threading.Lock(), lambda _: None).commit()
    assert not job.is_final


def test_what_was_given_wrong_is_told_and_a_failure_of_ours_is_not_quoted(office: Jobs, monkeypatch):
    lines: list[str] = []
    monkeypatch.setattr(jobs.LOG, "error", lambda told, *more: lines.append(told % more))

    def wrong(_: Progress) -> Outcome:
        raise InputError("no such day")

    def broken(_: Progress) -> Outcome:
        raise ValueError("canary in a secret document")

    given, ours = (ended(office.start(visit(), "Reading", work)) for work in (wrong, broken))
    assert (given.state, given.problems) == (State.FAILED, ("input: no such day",))
    assert (ours.state, ours.problems) == (State.FAILED, ())
    assert len(lines) == 1
    assert "canary" not in lines[0]
    assert "ValueError" in lines[0]


def test_only_whoever_asked_sees_the_work_and_only_in_its_case(office: Jobs):
    job = ended(office.start(visit(), "Reading", lambda _: Outcome()))
    assert office.job(visit(), job.id) is job
    assert office.of(visit()) == (job,)
    for other in (visit("basil"), visit(slug="minsk")):
        with pytest.raises(NotFound):
            office.job(other, job.id)
        assert office.of(other) == ()


def test_nobody_can_begin_without_bound(office: Jobs):
    held = [Held() for _ in range(jobs.OF_ONE)]
    for one in held:
        office.start(visit(), "Reading", one)
    with pytest.raises(TooOften):
        office.start(visit(), "Reading", Held())
    for number in range(jobs.UNFINISHED - jobs.OF_ONE):
        held.append(Held())
        office.start(visit(f"other-{number}"), "Reading", held[-1])
    with pytest.raises(TooOften):
        office.start(visit("one more"), "Reading", Held())
    for one in held:
        one.let.set()


def test_what_came_of_work_is_forgotten_after_an_hour():
    now = [0.0]
    office = Jobs(clock=lambda: now[0])
    job = ended(office.start(visit(), "Reading", lambda _: Outcome()))
    now[0] = jobs.KEPT_S - 1
    assert office.of(visit()) == (job,)
    now[0] = jobs.KEPT_S + 1
    assert office.of(visit()) == ()
    with pytest.raises(NotFound):
        office.job(visit(), job.id)


def test_every_news_of_work_is_told(office: Jobs):
    told: list[State] = []
    own = Jobs(lambda job: told.append(job.state))
    ended(own.start(visit(), "Reading", lambda _: Outcome()))
    own.close()
    assert told == [State.RUNNING, State.DONE]


def test_a_server_that_stops_asks_its_work_to_stop():
    office = Jobs()
    begun = threading.Event()

    def work(progress: Progress) -> Outcome:
        begun.set()
        while True:
            progress.check()
            time.sleep(0.001)

    job = office.start(visit(), "Reading", work)
    assert begun.wait(10)
    office.close()
    assert job.state is State.INTERRUPTED


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path / "work", ServerKey.at(tmp_path, create=True))


def test_work_of_a_server_that_was_killed_is_told_as_cut_off(notes: Notes, tmp_path: Path):
    killed = Jobs(notes=notes)
    held = [Held() for _ in range(jobs.AT_ONCE + 1)]
    begun = [killed.start(visit(), "Reading canary.pdf", one, back="desk/documents") for one in held]
    left = {path.name: path.read_bytes() for path in (tmp_path / "work").iterdir()}
    assert len(left) == len(held)
    assert not [one for one in left.values() if b"canary" in one or b"amal" in one]
    after = Jobs(notes=notes)
    told = after.of(visit())
    assert {one.id for one in told} == {one.id for one in begun}
    assert {(one.state, one.name, one.back) for one in told} == {
        (State.INTERRUPTED, "Reading canary.pdf", "desk/documents")
    }
    assert after.states() == ["interrupted"] * len(held)
    with pytest.raises(NotFound):
        after.job(visit("basil"), begun[0].id)
    for one in held:
        one.let.set()
    killed.close()
    after.close()


def test_what_was_cut_off_is_told_for_an_hour_over_every_start(notes: Notes, tmp_path: Path):
    (tmp_path / "work").mkdir()
    now = [0.0]
    killed, held = Jobs(notes=notes), Held()
    killed.start(visit(), "Reading", held)
    for _ in range(3):
        assert len(Jobs(clock=lambda: now[0], notes=notes).of(visit())) == 1
    after = Jobs(clock=lambda: now[0], notes=notes)
    now[0] = jobs.KEPT_S + 1
    assert after.of(visit()) == ()
    assert list((tmp_path / "work").iterdir()) == []
    held.let.set()
    killed.close()


def test_what_came_of_work_is_told_by_the_next_server_as_it_was(notes: Notes, tmp_path: Path):
    def wrong(_: Progress) -> Outcome:
        raise InputError(Problem("a.pdf", 0, "", "is canary"))

    office = Jobs(notes=notes)
    done = ended(
        office.start(visit(), "Reading", lambda _: Outcome("desk/abc", ("2 claims",), "To them"), back="desk")
    )
    failed = ended(office.start(visit(), "Reading", wrong))
    office.close()
    assert not [path for path in (tmp_path / "work").iterdir() if b"canary" in path.read_bytes()]
    for _ in range(2):
        after = Jobs(notes=notes)
        told = after.job(visit(), done.id)
        assert (told.state, told.share, told.back) == (State.DONE, 1.0, "desk")
        assert told.outcome == Outcome("desk/abc", ("2 claims",), "To them")
        told = after.job(visit(), failed.id)
        assert (told.state, told.problems) == (State.FAILED, ("a.pdf: is canary",))
        with pytest.raises(NotFound):
            after.job(visit("basil"), done.id)
        after.close()


def test_what_was_cancelled_is_told_as_that_by_the_next_server(notes: Notes):
    office, held = Jobs(notes=notes), [Held() for _ in range(jobs.AT_ONCE)]
    for one in held:
        office.start(visit(), "Reading", one)
    waiting = office.start(visit(), "Reading", lambda _: Outcome())
    assert office.cancel(waiting)
    assert Jobs(notes=notes).job(visit(), waiting.id).state is State.CANCELLED
    for one in held:
        one.let.set()
    office.close()


def test_work_whose_end_cannot_be_written_down_ends_all_the_same(
    notes: Notes, monkeypatch: pytest.MonkeyPatch
):
    office, held = Jobs(notes=notes), Held()
    job = office.start(visit(), "Reading", held)
    assert held.begun.wait(10)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        held.let.set()
        assert ended(job).state is State.DONE
    assert Jobs(notes=notes).job(visit(), job.id).state is State.INTERRUPTED
    office.close()


def test_nobody_is_told_of_an_end_before_it_is_written_down(notes: Notes):
    """Else a kill in between would have the next server tell that it was cut off."""
    told: list[tuple[State, State]] = []
    office = Jobs(
        lambda job: told.append((job.state, Jobs(notes=notes).job(visit(), job.id).state)), notes=notes
    )
    ended(office.start(visit(), "Reading", lambda _: Outcome()))
    office.close()
    assert told[-1] == (State.DONE, State.DONE)


def test_work_that_a_stop_cut_off_is_told_by_the_next_server(notes: Notes):
    office = Jobs(notes=notes)
    begun = threading.Event()

    def work(progress: Progress) -> Outcome:
        begun.set()
        while True:
            progress.check()
            time.sleep(0.001)

    job = office.start(visit(), "Reading", work)
    assert begun.wait(10)
    office.close()
    (told,) = Jobs(notes=notes).of(visit())
    assert (told.id, told.state) == (job.id, State.INTERRUPTED)


def test_a_damaged_note_is_nobody_s_and_goes(notes: Notes, tmp_path: Path):
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "abc.work").write_bytes(b"nonsense")
    (folder / "abc.0a1b.new").write_bytes(b"half of one")
    assert Jobs(notes=notes).states() == []
    assert list(folder.iterdir()) == []


def test_work_that_cannot_be_written_down_does_not_begin(notes: Notes, monkeypatch: pytest.MonkeyPatch):
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    office, held = Jobs(notes=notes), Held()
    with pytest.raises(CaseError, match="No space left"):
        office.start(visit(), "Reading", held)
    assert office.of(visit()) == ()
    office.close()
    assert not held.begun.is_set()


def test_a_ledger_that_is_away_is_told_without_its_place(office: Jobs):
    def away(_: Progress) -> Outcome:
        raise CaseError(Problem("postgresql://canary/", 0, "ledger", "the server went away"))

    job = ended(office.start(visit(), "Reading", away))
    assert (job.state, job.problems) == (State.FAILED, ("the server went away",))


def test_work_that_does_not_stop_keeps_no_server_for_longer_than_it_waits(notes: Notes):
    office, held = Jobs(notes=notes), Held()
    job = office.start(visit(), "Reading", held)
    assert held.begun.wait(10)
    began = time.monotonic()
    office.close(patience_s=0.2)
    assert time.monotonic() - began < 5
    assert office.is_busy()
    (told,) = Jobs(notes=notes).of(visit())
    assert (told.id, told.state) == (job.id, State.INTERRUPTED)
    held.let.set()
    ended(job)
    assert not office.is_busy()
