from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from tests.accounts.making import opened, with_owner, with_person

from truceline.accounts import answers as keeping
from truceline.accounts.answers import Met
from truceline.accounts.tables import answers

CANARY = b"canary: a link that is shown once"


def test_a_key_is_held_once_then_answered_to_whoever_shows_it_again(either):
    ana = with_owner(either).id
    begun = either.answers.begin(ana, "k-1", "one")
    assert begun.met is Met.FRESH
    assert either.answers.begin(ana, "k-1", "one").met is Met.UNDER_WAY
    either.answers.keep(ana, "k-1", begun.holder, CANARY)
    again = either.answers.begin(ana, "k-1", "one")
    assert (again.met, again.answer) == (Met.ANSWERED, CANARY)


def test_a_key_is_of_one_request_and_of_one_account(accounts):
    owner = with_owner(accounts)
    ben = with_person(accounts, owner, "Ben").id
    accounts.answers.begin(owner.id, "k", "one")
    assert accounts.answers.begin(owner.id, "k", "two").met is Met.OTHER
    assert accounts.answers.begin(ben, "k", "two").met is Met.FRESH


def test_a_request_that_was_refused_gives_its_key_back(accounts):
    ana = with_owner(accounts).id
    begun = accounts.answers.begin(ana, "k", "one")
    accounts.answers.drop(ana, "k", begun.holder)
    assert accounts.answers.begin(ana, "k", "two").met is Met.FRESH


def test_what_was_answered_is_not_dropped(accounts):
    ana = with_owner(accounts).id
    begun = accounts.answers.begin(ana, "k", "one")
    accounts.answers.keep(ana, "k", begun.holder, CANARY)
    accounts.answers.drop(ana, "k", begun.holder)
    assert accounts.answers.begin(ana, "k", "one").met is Met.ANSWERED


def test_a_key_that_was_left_behind_is_taken_over_and_its_first_holder_keeps_nothing(accounts, clock):
    ana = with_owner(accounts).id
    first = accounts.answers.begin(ana, "k", "one")
    clock.move(seconds=61)
    second = accounts.answers.begin(ana, "k", "one")
    assert second.met is Met.FRESH
    accounts.answers.keep(ana, "k", first.holder, b"of the first")
    accounts.answers.drop(ana, "k", first.holder)
    assert accounts.answers.begin(ana, "k", "one").met is Met.UNDER_WAY
    accounts.answers.keep(ana, "k", second.holder, b"of the second")
    assert accounts.answers.begin(ana, "k", "one").answer == b"of the second"


def test_a_key_that_a_server_left_behind_is_free_for_the_next(folder, clock):
    first = opened(folder, clock)
    ana = with_owner(first).id
    left = first.answers.begin(ana, "k", "one")
    second = opened(folder, clock)
    assert second.answers.begin(ana, "k", "two").met is Met.OTHER
    assert second.answers.begin(ana, "k", "one").met is Met.FRESH
    first.answers.keep(ana, "k", left.holder, CANARY)
    assert second.answers.begin(ana, "k", "one").met is Met.UNDER_WAY
    first.close()
    second.close()


def test_answers_outlive_the_process_and_end_after_a_day(folder, clock):
    first = opened(folder, clock)
    ana = with_owner(first).id
    begun = first.answers.begin(ana, "k", "one")
    first.answers.keep(ana, "k", begun.holder, CANARY)
    first.close()
    second = opened(folder, clock)
    assert second.answers.begin(ana, "k", "one").answer == CANARY
    clock.move(hours=24)
    assert second.answers.begin(ana, "k", "two").met is Met.FRESH
    second.close()


def test_the_table_tells_neither_keys_nor_answers(accounts):
    ana = with_owner(accounts).id
    begun = accounts.answers.begin(ana, "canary-key", "one")
    accounts.answers.keep(ana, "canary-key", begun.holder, CANARY)
    with accounts.home.reading() as connection:
        (row,) = connection.execute(select(answers)).all()
    assert b"canary" not in repr(row).encode()


def test_of_many_who_begin_at_once_one_holds_the_key(either):
    ana = with_owner(either).id
    with ThreadPoolExecutor(8) as pool:
        met = list(pool.map(lambda _: either.answers.begin(ana, "k", "one").met, range(16)))
    assert sorted(met) == [Met.FRESH, *[Met.UNDER_WAY] * 15]


def test_one_account_keeps_so_many_keys_and_no_more(accounts, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keeping, "MOST", 2)
    ana = with_owner(accounts).id
    met = [accounts.answers.begin(ana, f"k-{n}", "one").met for n in range(3)]
    assert met == [Met.FRESH, Met.FRESH, Met.FULL]
