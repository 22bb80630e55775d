from __future__ import annotations

import threading
import time

import pytest

from truceline.web.keeping import Kept


def test_an_answer_is_worked_out_once():
    kept, made = Kept(4), []
    assert [kept.get("a", lambda: made.append(1) or 7) for _ in range(3)] == [7, 7, 7]
    assert made == [1]


def test_the_answer_asked_for_longest_ago_gives_way():
    kept, made = Kept(2), []
    for key in ("a", "b", "a", "c", "a", "b"):
        kept.get(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "b"]


def test_several_who_ask_at_once_wait_for_one_answer():
    kept, made = Kept(4), []

    def make() -> int:
        made.append(1)
        time.sleep(0.05)
        return 7

    asking = [threading.Thread(target=kept.get, args=("a", make)) for _ in range(5)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert made == [1]


def test_an_error_is_not_kept():
    kept = Kept(4)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 7) == 7


def test_heavy_answers_give_way_to_newer_ones_but_the_newest_stays():
    kept = Kept(10, most_bytes=100)
    kept.put("light", 1)
    kept.put("heavy", 2, 60)
    kept.put("heavier", 3, 90)
    assert [kept.has(key) for key in ("light", "heavy", "heavier")] == [False, False, True]
    kept.put("too heavy", 4, 1000)
    assert [kept.has(key) for key in ("heavier", "too heavy")] == [False, True]
    kept.put("after", 5, 1)
    assert [kept.has(key) for key in ("too heavy", "after")] == [False, True]
    assert kept.get("after", lambda: 6) == 5
