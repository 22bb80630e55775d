from __future__ import annotations

import pytest
from tests.accounts.making import HERE, PASSWORD, with_factor

from truceline.accounts.refusal import Refused


def tried(accounts, times, name="Ana", device=""):
    for number in range(times):
        with pytest.raises(Refused):
            accounts.log_in(name, "wrong", None, f"198.51.100.{number}", device=device)


def test_tries_of_others_do_not_lock_a_known_browser_out(accounts, ana):
    device = accounts.log_in("Ana", PASSWORD, None, HERE).device.text
    tried(accounts, 6)
    for number, shown in enumerate(("", "x", "a.b", device[:-1], device.replace(".", ".0"), "\ud800.\ud800")):
        with pytest.raises(Refused):
            accounts.log_in("Ana", PASSWORD, None, f"203.0.113.{number}", device=shown)
    assert accounts.log_in("Ana", PASSWORD, None, HERE, device=device)
    assert accounts.people.waits_s(ana.id) == 30


def test_a_known_browser_is_counted_too(accounts, ana, clock):
    device = accounts.log_in("Ana", PASSWORD, None, HERE).device.text
    tried(accounts, 5, device=device)
    with pytest.raises(Refused):
        accounts.log_in("Ana", PASSWORD, None, HERE, device=device)
    assert accounts.log_in("Ana", PASSWORD, None, HERE)
    clock.move(seconds=30)
    assert accounts.log_in("Ana", PASSWORD, None, HERE, device=device)


def test_a_browser_known_for_one_name_is_not_for_another(accounts, owner, ana):
    device = accounts.log_in("Olga", PASSWORD, None, HERE).device.text
    tried(accounts, 5, device=device)
    assert accounts.people.waits_s(ana.id) == 30
    assert accounts.people.waits_s(owner.id) == 0


def test_a_browser_is_known_once_it_has_shown_the_code(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    half = accounts.log_in("Ana", PASSWORD, None, HERE)
    assert half.device is None
    device = accounts.second_step(half.token.text, app.at(clock.at), HERE).device.text
    again = accounts.log_in("Ana", PASSWORD, None, HERE, device=device)
    clock.move(seconds=30)
    tried(accounts, 5)
    assert accounts.second_step(again.token.text, app.at(clock.at), HERE, device=device)


def test_who_is_within_is_not_made_to_wait_by_who_is_outside(accounts, ana):
    text = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    tried(accounts, 5)
    tried(accounts, 5, name=ana.id)
    assert accounts.proofs.change_password(text, PASSWORD, "another-password", HERE)
