from __future__ import annotations

import pytest
from tests.accounts.making import HERE, NOW, PASSWORD

from truceline.accounts.credentials import Credential
from truceline.accounts.refusal import NotLoggedIn


def entered(accounts, agent=""):
    return accounts.log_in("Ana", PASSWORD, None, HERE, agent=agent)


def test_a_session_that_is_not_used_ends_after_half_a_day(accounts, ana, clock):
    text = entered(accounts).token.text
    clock.move(hours=11, minutes=59)
    accounts.session(text)
    clock.move(hours=11, minutes=59)
    assert accounts.session(text).session.seen_at < clock.at
    clock.move(hours=12)
    with pytest.raises(NotLoggedIn):
        accounts.session(text)


def test_a_session_ends_after_a_week_however_much_it_is_used(accounts, ana, clock):
    text = entered(accounts).token.text
    for _ in range(14):
        assert accounts.session(text)
        clock.move(hours=11, minutes=59)
    assert accounts.session(text)
    clock.move(minutes=14)
    with pytest.raises(NotLoggedIn):
        accounts.session(text)
    entered(accounts)
    with accounts.home.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar() == 1


@pytest.mark.parametrize(
    "text", ["", "x", "a.b", "\u0661" * 12 + "." + "b" * 43, "tlc_" + "a" * 12 + "." + "b" * 43]
)
def test_a_text_that_is_no_session_opens_none(accounts, ana, text):
    with pytest.raises(NotLoggedIn):
        accounts.session(text)
    accounts.log_out(text)


def test_a_secret_fits_its_own_session_alone(accounts, ana):
    one, two = (Credential.of(entered(accounts).token.text) for _ in range(2))
    for text in (f"{one.name}.{two.secret.text}", f"{Credential.new().name}.{one.secret.text}"):
        with pytest.raises(NotLoggedIn):
            accounts.session(text)


def test_ones_own_sessions_are_listed_and_ended(accounts, owner, ana, clock):
    first = entered(accounts, agent="first")
    clock.move(minutes=1)
    second = entered(accounts, agent="second")
    assert [session.agent for session in accounts.sessions.listed(ana.id)] == ["second", "first"]
    accounts.sessions.end(owner.id, first.session.id)
    assert accounts.session(first.token.text)
    accounts.sessions.end(ana.id, first.session.id)
    accounts.sessions.end(ana.id, first.session.id)
    with pytest.raises(NotLoggedIn):
        accounts.session(first.token.text)
    accounts.log_out(second.token.text)
    assert accounts.sessions.listed(ana.id) == ()


def test_all_other_sessions_are_ended_at_once(accounts, ana):
    kept, gone = entered(accounts), entered(accounts)
    assert accounts.sessions.end_others(ana.id, kept.session.id) == 1
    assert accounts.sessions.end_others(ana.id, kept.session.id) == 0
    assert accounts.session(kept.token.text)
    with pytest.raises(NotLoggedIn):
        accounts.session(gone.token.text)


def test_the_database_has_no_session_that_could_be_used(accounts, ana, folder):
    secret = Credential.of(entered(accounts).token.text).secret.text
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert ana.id.encode() in kept
    assert secret.encode() not in kept
    assert PASSWORD.encode() not in kept
    assert HERE.encode() not in kept


def test_use_is_written_down_once_a_minute_at_most(accounts, ana, clock):
    text = entered(accounts).token.text
    clock.move(seconds=59)
    accounts.session(text)
    assert accounts.sessions.listed(ana.id)[0].seen_at == NOW
    clock.move(seconds=1)
    accounts.session(text)
    assert accounts.sessions.listed(ana.id)[0].seen_at == clock.at
