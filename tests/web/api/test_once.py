from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response
from tests.accounts.making import Clock, opened, with_owner

from truceline.errors import CaseError, InputError
from truceline.web.api.once import Answers, AnswersHere, Once
from truceline.web.refusals import Conflict, TooOften, UnderWay

REQUESTS = st.lists(
    st.tuples(st.sampled_from(["ana", "ben"]), st.sampled_from("kl"), st.sampled_from("xyz"), st.booleans()),
    max_size=30,
)


@given(REQUESTS)
def test_each_key_has_one_effect_and_one_answer(requests: list[tuple[str, str, str, bool]]):
    """Whatever is sent in whatever order: what was done once is told the same again, and not done again."""
    once, done, first = Once(AnswersHere()), 0, {}
    for account, key, request, is_refused in requests:

        def work(is_refused: bool = is_refused) -> Response:
            nonlocal done
            if is_refused:
                raise Conflict
            done += 1
            return Response(f"{done}", 201, {"location": f"/{done}"}, "application/json")

        known = first.get((account, key))
        if known is not None and known[0] != request:
            with pytest.raises(InputError, match="another request"):
                once.answered(account, key, request, work)
        elif known is not None:
            answer = once.answered(account, key, request, work)
            assert (answer.status_code, answer.body, answer.headers["location"]) == known[1]
            assert answer.headers["idempotency-replayed"] == "true"
        elif is_refused:
            with pytest.raises(Conflict):
                once.answered(account, key, request, work)
        else:
            answer = once.answered(account, key, request, work)
            first[account, key] = (
                request,
                (answer.status_code, answer.body, answer.headers["location"]),
            )
    assert done == len(first)


def test_a_server_without_accounts_lets_a_key_go_after_a_day():
    hour = [0.0]
    here = AnswersHere(clock=lambda: hour[0] * 3600)
    once = Once(here)
    numbers = iter(range(10))

    def told() -> str:
        return bytes(once.answered("ana", "k", "x", lambda: Response(f"{next(numbers)}")).body).decode()

    assert (told(), told()) == ("0", "0")
    hour[0] = 23
    assert told() == "0"
    hour[0] = 24
    assert (told(), told()) == ("1", "1")


def test_of_two_at_once_one_works_and_the_other_gets_its_answer():
    once, begun, let, done = Once(AnswersHere()), threading.Event(), threading.Event(), []

    def work() -> Response:
        begun.set()
        assert let.wait(20)
        done.append(1)
        return Response("once")

    with ThreadPoolExecutor(4) as pool:
        several = [pool.submit(once.answered, "ana", "k", "x", work) for _ in range(4)]
        assert begun.wait(20)
        other = pool.submit(once.answered, "ana", "k", "y", work)
        let.set()
        bodies = {one.result().body for one in several}
        with pytest.raises(InputError):
            other.result()
    assert (bodies, done) == ({b"once"}, [1])


def test_whoever_waits_too_long_is_told_to_come_back():
    once, begun, let = Once(AnswersHere(), wait_s=0.1), threading.Event(), threading.Event()

    def work() -> Response:
        begun.set()
        assert let.wait(20)
        return Response("late")

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(once.answered, "ana", "k", "x", work)
        assert begun.wait(20)
        with pytest.raises(UnderWay):
            once.answered("ana", "k", "x", work)
        let.set()
        first.result()
    assert once.answered("ana", "k", "x", work).body == b"late"


def test_what_takes_longer_than_a_key_is_waited_for_is_still_done_once(tmp_path: Path):
    """A key is free again a minute after its process is gone; not while the process works."""
    clock = Clock()
    accounts = opened(tmp_path / "home", clock)
    ana = with_owner(accounts).id
    once, done = Once(accounts.answers, wait_s=0.1), []

    def work() -> Response:
        clock.move(minutes=5)
        with ThreadPoolExecutor(1) as pool, pytest.raises(UnderWay):
            pool.submit(once.answered, ana, "k", "x", work).result()
        done.append(1)
        return Response("whole")

    assert once.answered(ana, "k", "x", work).body == b"whole"
    assert once.answered(ana, "k", "x", work).body == b"whole"
    assert done == [1]
    accounts.close()


def test_an_answer_outlives_the_process(tmp_path: Path):
    bodies = []
    for _ in range(2):
        accounts = opened(tmp_path / "home")
        ana = accounts.people.find("Olga") or with_owner(accounts)
        answer = Once(accounts.answers).answered(
            ana.id, "k", "x", lambda: Response(b"\x00\xff\n", 201, {"location": "/a"})
        )
        bodies.append((answer.status_code, answer.body, answer.headers["location"]))
        accounts.close()
    assert bodies[0] == bodies[1]


class Broken(AnswersHere):
    """Answers that cannot be written down."""

    def keep(self, account: str, key: str, holder: str, answer: bytes) -> None:
        raise CaseError("the disk is full")


def test_what_was_done_is_told_so_though_the_answer_could_not_be_kept():
    broken: Answers = Broken()
    assert Once(broken).answered("ana", "k", "x", lambda: Response("done")).body == b"done"


def test_somebody_with_too_many_keys_has_to_wait(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("truceline.web.api.once.MOST", 1)
    once = Once(AnswersHere())
    once.answered("ana", "k", "x", Response)
    with pytest.raises(TooOften):
        once.answered("ana", "l", "x", Response)
