from __future__ import annotations

import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy.exc import DBAPIError
from tests.accounts.making import CHEAP, ELSEWHERE, HERE, PASSWORD, Clock, opened, with_factor, with_owner

from truceline.accounts.account import Factor
from truceline.accounts.accounts import Accounts
from truceline.accounts.journal import Happening
from truceline.accounts.passwords import Passwords
from truceline.accounts.refusal import CodeWanted, NotLoggedIn, Refused, Wait

WRONG = "not-the-password"
TYPED = "canary-typed"


def refused(accounts, name="Ana", password=WRONG, code=None, address=HERE):
    with pytest.raises(Refused) as told:
        accounts.log_in(name, password, code, address)
    return str(told.value)


def test_who_knows_name_and_password_is_let_in_whatever_the_letters(accounts, ana):
    made = accounts.log_in("  aNA", PASSWORD, None, HERE, agent="Browser\n 1")
    assert (made.session.account, made.session.factor, made.session.agent) == (
        ana.id,
        Factor.NONE,
        "Browser 1",
    )
    assert accounts.session(made.token.text).account == ana
    assert accounts.journal.listed()[0].what is Happening.LOGGED_IN


def test_every_refusal_is_told_in_the_same_words(accounts, owner, ana):
    told = {refused(accounts), refused(accounts, name="Nobody"), refused(accounts, name="")}
    accounts.people.disable(ana.id, owner.id)
    told |= {refused(accounts, password=PASSWORD)}
    app, _ = with_factor(accounts, owner)
    told |= {refused(accounts, "Olga", PASSWORD, "000000", ELSEWHERE)}
    told |= {refused(accounts, "Olga", WRONG, app.at(accounts.home.now), ELSEWHERE)}
    assert len(told) == 1
    assert "Ana" not in told.pop()


def test_a_name_nobody_has_takes_as_long_as_a_wrong_password(folder):
    dear = PasswordHasher(time_cost=20, memory_cost=8192, parallelism=1)
    accounts = Accounts.open(folder, clock=Clock(), passwords=Passwords(dear))
    with_owner(accounts)

    def took(name: str) -> float:
        started = time.process_time()
        refused(accounts, name=name)
        return time.process_time() - started

    there, not_there = (min(took(name) for _ in range(2)) for name in ("Olga", "Nobody"))
    assert not_there > there / 2
    assert there > not_there / 2


def test_from_the_fifth_failure_on_the_account_waits_longer_and_longer(accounts, ana, clock):
    for number in range(5):
        refused(accounts, address=f"192.0.2.{number}")
    assert accounts.people.waits_s(ana.id) == 30
    refused(accounts, password=PASSWORD, address=ELSEWHERE)
    clock.move(seconds=30)
    refused(accounts, address="198.51.100.1")
    assert accounts.people.waits_s(ana.id) == 60
    clock.move(seconds=60)
    made = accounts.log_in("Ana", PASSWORD, None, "198.51.100.2")
    assert made.session.failed_before == 6
    assert accounts.people.waits_s(ana.id) == 0
    whats = [line.what for line in accounts.journal.listed(about=ana.id)]
    assert whats.count(Happening.FAILED) == 6
    assert whats.count(Happening.LOCKED) == 2


def test_a_name_nobody_has_waits_like_any_other(accounts, ana, clock):
    for number in range(6):
        refused(accounts, name="Nobody", address=f"192.0.2.{number}")
    assert all(line.about is None for line in accounts.journal.listed() if line.what is Happening.FAILED)
    assert sum(line.what is Happening.FAILED for line in accounts.journal.listed()) == 5


def test_an_address_that_tried_many_names_is_told_to_wait(accounts, ana, clock):
    for number in range(5):
        refused(accounts, name=f"name-{number}")
    with pytest.raises(Wait) as told:
        accounts.log_in("Ana", PASSWORD, None, HERE)
    assert told.value.seconds == 30
    assert accounts.log_in("Ana", PASSWORD, None, ELSEWHERE)
    clock.move(seconds=31)
    assert accounts.log_in("Ana", PASSWORD, None, HERE)
    refused(accounts, name="name-5")
    with pytest.raises(Wait, match="60 s"):
        accounts.log_in("Ana", PASSWORD, None, HERE)


def test_ones_own_slips_are_forgiven_and_those_of_others_are_not(accounts, owner, ana):
    for _ in range(3):
        refused(accounts)
    accounts.log_in("Ana", PASSWORD, None, HERE)
    for _ in range(4):
        refused(accounts, name="Olga")
    accounts.log_in("Ana", PASSWORD, None, HERE)
    refused(accounts, name="Olga", address=HERE)
    with pytest.raises(Wait):
        accounts.log_in("Ana", PASSWORD, None, HERE)


def test_guesses_at_once_are_not_more_guesses(accounts, ana):
    with ThreadPoolExecutor(8) as pool:
        tries = [pool.submit(refused, accounts, address=f"192.0.2.{n}") for n in range(12)]
        assert {future.result() for future in tries}
    whats = [line.what for line in accounts.journal.listed(about=ana.id)]
    assert whats.count(Happening.FAILED) == 5


def test_an_owner_lets_somebody_try_again(accounts, owner, ana):
    for number in range(5):
        refused(accounts, address=f"192.0.2.{number}")
    accounts.people.unlock(ana.id, owner.id)
    assert accounts.log_in("Ana", PASSWORD, None, ELSEWHERE)


def test_the_code_is_asked_for_in_one_step_or_two(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    whole = accounts.log_in("Ana", PASSWORD, app.at(clock.at), HERE)
    assert whole.session.factor is Factor.DONE
    half = accounts.log_in("Ana", PASSWORD, None, HERE)
    with pytest.raises(CodeWanted):
        accounts.session(half.token.text)
    clock.move(seconds=30)
    made = accounts.second_step(half.token.text, app.at(clock.at), HERE)
    assert accounts.session(made.token.text).session.factor is Factor.DONE
    assert made.token != half.token
    with pytest.raises(NotLoggedIn):
        accounts.session(half.token.text)
    with pytest.raises(NotLoggedIn):
        accounts.second_step(made.token.text, app.at(clock.at), HERE)


def test_a_session_that_waits_for_its_code_does_not_wait_long(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    half = accounts.log_in("Ana", PASSWORD, None, HERE)
    clock.move(minutes=10)
    with pytest.raises(NotLoggedIn):
        accounts.second_step(half.token.text, app.at(clock.at), HERE)


def test_wrong_codes_count_and_a_right_password_between_them_forgives_nothing(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    for number in range(5):
        half = accounts.log_in("Ana", PASSWORD, None, f"192.0.2.{number}")
        with pytest.raises(Refused):
            accounts.second_step(half.token.text, "000000", f"192.0.2.{number}")
    assert accounts.people.waits_s(ana.id) == 30
    with pytest.raises(Refused):
        accounts.second_step(half.token.text, app.at(clock.at), ELSEWHERE)
    clock.move(seconds=60)
    assert accounts.second_step(half.token.text, app.at(clock.at), ELSEWHERE)


def test_a_code_opens_once_even_when_shown_twice_at_once(either, clock):
    owner = with_owner(either)
    app, _ = with_factor(either, owner)
    code = app.at(clock.at)

    def enter(number: int) -> bool:
        try:
            return either.log_in("Olga", PASSWORD, code, f"192.0.2.{number}") is not None
        except Refused:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(enter, range(4))) == 1


def test_a_new_log_in_ends_the_session_before(accounts, ana):
    first = accounts.log_in("Ana", PASSWORD, None, HERE)
    second = accounts.log_in("Ana", PASSWORD, None, HERE, instead_of=first.token.text)
    with pytest.raises(NotLoggedIn):
        accounts.session(first.token.text)
    assert accounts.session(second.token.text)
    accounts.log_in("Ana", PASSWORD, None, HERE, instead_of="no such session")
    assert len(accounts.sessions.listed(ana.id)) == 2


def test_a_hash_of_old_parameters_is_made_anew_at_log_in(folder, clock):
    old = opened(folder, clock)
    with_owner(old)
    dearer = PasswordHasher(time_cost=CHEAP.time_cost + 1, memory_cost=16, parallelism=1)
    accounts = Accounts.open(folder, clock=clock, passwords=Passwords(dearer))

    def kept() -> str:
        with accounts.home.reading() as connection:
            return str(connection.exec_driver_sql("SELECT password FROM accounts").scalar())

    before = kept()
    accounts.log_in("Olga", PASSWORD, None, HERE)
    assert kept() != before
    assert "t=2" in kept()
    assert old.log_in("Olga", PASSWORD, None, HERE)


def test_a_password_changed_between_looking_and_entering_opens_nothing(accounts, ana, monkeypatch):
    made = accounts.log_in("Ana", PASSWORD, None, HERE)
    fits = accounts.home.passwords.fits

    def meanwhile(kept, password):
        right = fits(kept, password)
        monkeypatch.setattr(accounts.home.passwords, "fits", fits)
        accounts.proofs.change_password(made.token.text, PASSWORD, "another-password", ELSEWHERE)
        return right

    monkeypatch.setattr(accounts.home.passwords, "fits", meanwhile)
    refused(accounts, password=PASSWORD)


def test_failures_are_forgotten_after_a_day(accounts, ana, clock):
    for _ in range(4):
        refused(accounts)
    clock.at += timedelta(days=1)
    for _ in range(4):
        refused(accounts)
    assert accounts.log_in("Ana", PASSWORD, None, HERE)


@pytest.mark.parametrize("name", ["An\x00a", "An\ud800a", "x" * 100_000, "\u202e"])
def test_what_could_be_no_name_is_refused_like_any_other(either, name):
    with_owner(either)
    refused(either, name, "\ud800", "\ud800")


def test_all_addresses_of_one_line_count_as_one(accounts, ana):
    for number in range(5):
        refused(accounts, name=f"name-{number}", address=f"2001:db8:1:2::{number}")
    for address in ("2001:db8:1:2:ffff::1", "2001:DB8:1:2:0:0:0:99"):
        with pytest.raises(Wait):
            accounts.log_in("Ana", PASSWORD, None, address)
    assert accounts.log_in("Ana", PASSWORD, None, "2001:db8:1:3::1")
    for number in range(5):
        refused(accounts, name=f"name-{number}", address="::ffff:192.0.2.7")
    with pytest.raises(Wait):
        accounts.log_in("Ana", PASSWORD, None, "192.0.2.7")


def test_an_error_of_the_database_does_not_repeat_what_was_typed(accounts, ana):
    for table in ("journal", "accounts"):
        with accounts.home.writing() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO gone_{table}")
        with pytest.raises(DBAPIError) as told:
            accounts.log_in(TYPED, TYPED, None, HERE)
        assert "no such table" in str(told.value)
        assert TYPED not in "".join(traceback.format_exception(told.value))
