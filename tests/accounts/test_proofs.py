from __future__ import annotations

import pytest
from tests.accounts.making import ELSEWHERE, HERE, PASSWORD, with_factor

from truceline.accounts.account import Factor
from truceline.accounts.refusal import CodeWanted, NotAllowed, NotLoggedIn, Refused, Wait
from truceline.errors import InputError

NEW = "another-password"


def test_a_change_of_password_ends_all_sessions_and_gives_a_new_one(accounts, ana):
    here, there = (accounts.log_in("Ana", PASSWORD, None, place, agent="b") for place in (HERE, ELSEWHERE))
    made = accounts.proofs.change_password(here.token.text, PASSWORD, NEW, HERE)
    for old in (here, there):
        with pytest.raises(NotLoggedIn):
            accounts.session(old.token.text)
    assert accounts.session(made.token.text).session.agent == "b"
    with pytest.raises(Refused):
        accounts.log_in("Ana", PASSWORD, None, HERE)
    assert accounts.log_in("Ana", NEW, None, HERE)


def test_a_change_of_password_needs_the_old_one_and_a_good_new_one(accounts, ana):
    text = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    with pytest.raises(Refused):
        accounts.proofs.change_password(text, "wrong", NEW, HERE)
    with pytest.raises(InputError):
        accounts.proofs.change_password(text, PASSWORD, "short", HERE)
    with pytest.raises(NotLoggedIn):
        accounts.proofs.change_password("x", PASSWORD, NEW, HERE)
    assert accounts.session(text)


def test_a_session_without_its_code_changes_nothing_and_one_with_it_keeps_it(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    half = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    with pytest.raises(CodeWanted):
        accounts.proofs.change_password(half, PASSWORD, NEW, HERE)
    whole = accounts.second_step(half, app.at(clock.at), HERE)
    made = accounts.proofs.change_password(whole.token.text, PASSWORD, NEW, HERE)
    assert made.session.factor is Factor.DONE


def test_guesses_within_a_session_wait_like_any_other(accounts, ana):
    text = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    for _ in range(5):
        with pytest.raises(Refused):
            accounts.proofs.prove(ana.id, "wrong", HERE)
    with pytest.raises(Wait):
        accounts.proofs.prove(ana.id, PASSWORD, HERE)
    with pytest.raises(Refused):
        accounts.proofs.prove(ana.id, PASSWORD, ELSEWHERE)
    assert accounts.session(text)


def test_an_account_without_a_password_has_none_to_show_or_change(accounts, ana):
    text = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    with accounts.home.writing() as connection:
        connection.exec_driver_sql("UPDATE accounts SET password = NULL")
    accounts.proofs.prove(ana.id, "", HERE)
    with pytest.raises(NotAllowed, match="send a link"):
        accounts.proofs.change_password(text, "", NEW, HERE)
    with pytest.raises(Refused):
        accounts.log_in("Ana", "", None, HERE)
