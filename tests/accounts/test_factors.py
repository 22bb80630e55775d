from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from xml.etree import ElementTree as ET

import pytest
from tests.accounts.making import HERE, PASSWORD, with_factor, with_owner

from truceline.accounts.account import Factor
from truceline.accounts.factors import digits
from truceline.accounts.journal import Happening
from truceline.accounts.refusal import Refused
from truceline.errors import InputError


def entered(accounts, code, address=HERE):
    try:
        return accounts.log_in("Ana", PASSWORD, code, address).session.factor
    except Refused:
        return None


def test_a_factor_counts_once_its_app_has_answered(accounts, ana, clock):
    begun = accounts.factors.begin(ana.id, PASSWORD, HERE)
    assert begun.uri.text.startswith("otpauth://totp/truceline:Ana?secret=" + begun.secret.text)
    assert entered(accounts, None) is Factor.NONE
    with pytest.raises(InputError, match="clock of the telephone"):
        accounts.factors.confirm(ana.id, "000000")
    with_factor(accounts, ana)
    assert accounts.people.get(ana.id).factor_since == clock.at
    assert entered(accounts, None) is Factor.WANTED
    for again in (
        lambda: accounts.factors.begin(ana.id, PASSWORD, HERE),
        lambda: accounts.factors.confirm(ana.id, "0"),
    ):
        with pytest.raises(InputError):
            again()


def test_the_code_to_photograph_is_a_picture_without_script(accounts, ana):
    drawn = accounts.factors.begin(ana.id, PASSWORD, HERE).svg().text
    tags = {element.tag.rpartition("}")[2] for element in ET.fromstring(drawn).iter()}  # noqa: S314 - our own
    assert tags == {"svg", "path"}


def test_a_code_opens_once(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    assert entered(accounts, app.at(clock.at)) is Factor.DONE
    assert entered(accounts, app.at(clock.at)) is None
    clock.move(seconds=30)
    assert entered(accounts, app.at(clock.at)) is Factor.DONE


def test_an_older_code_opens_nothing_after_a_newer_one(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    older = app.at(clock.at)
    clock.move(seconds=30)
    assert entered(accounts, app.at(clock.at)) is Factor.DONE
    assert entered(accounts, older) is None


def test_a_telephones_clock_may_be_off_by_a_step(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    clock.move(minutes=10)
    early, late, later = (app.at(int(clock.at.timestamp()) + 30 * steps) for steps in (-1, 1, 2))
    assert entered(accounts, early) is Factor.DONE
    assert entered(accounts, later) is None
    assert entered(accounts, late) is Factor.DONE


def test_a_code_may_be_typed_with_gaps_or_in_arabic_digits(accounts, ana, clock):
    assert digits("٠١٢ ۳۴۵") == "012345"
    app, _ = with_factor(accounts, ana)
    typed = app.at(clock.at)
    arabic = "".join(chr(0x660 + int(digit)) for digit in typed)
    assert entered(accounts, f"{arabic[:3]} {arabic[3:]}") is Factor.DONE


def test_a_code_on_paper_opens_once(accounts, ana):
    _, paper = with_factor(accounts, ana)
    assert len(set(paper)) == 10
    assert all(len(code) == 14 for code in paper)
    assert entered(accounts, paper[3].upper().replace("-", " ")) is Factor.DONE
    assert entered(accounts, paper[3]) is None
    assert accounts.factors.codes_left(ana.id) == 9
    assert Happening.RECOVERY_USED in {line.what for line in accounts.journal.listed()}


def test_a_code_on_paper_shown_by_many_at_once_opens_once(either, clock):
    owner = with_owner(either, "Ana")
    _, paper = with_factor(either, owner)
    with ThreadPoolExecutor(4) as pool:
        opened = list(pool.map(lambda n: entered(either, paper[0], f"192.0.2.{n}"), range(4)))
    assert opened.count(Factor.DONE) == 1


def test_new_codes_make_the_old_ones_worthless(accounts, ana):
    with pytest.raises(InputError, match="no second factor"):
        accounts.factors.renew_codes(ana.id, PASSWORD, HERE)
    _, old = with_factor(accounts, ana)
    new = accounts.factors.renew_codes(ana.id, PASSWORD, HERE)
    assert entered(accounts, old[0]) is None
    assert entered(accounts, new[0].text) is Factor.DONE


def test_the_password_is_asked_for_before_a_factor_changes(accounts, ana, clock):
    app, _ = with_factor(accounts, ana)
    for act in (accounts.factors.begin, accounts.factors.renew_codes, accounts.factors.remove):
        with pytest.raises(Refused):
            act(ana.id, "wrong", HERE)
    assert entered(accounts, app.at(clock.at)) is Factor.DONE
    accounts.factors.remove(ana.id, PASSWORD, HERE)
    assert entered(accounts, None) is Factor.NONE
    assert accounts.factors.codes_left(ana.id) == 0


def test_an_owner_takes_away_a_factor_that_was_lost(accounts, owner, ana):
    with_factor(accounts, ana)
    accounts.factors.drop(ana.id, owner.id)
    assert entered(accounts, None) is Factor.NONE
    line = next(line for line in accounts.journal.listed() if line.what is Happening.FACTOR_REMOVED)
    assert (line.by, line.about) == (owner.id, ana.id)


def test_a_sealed_secret_moved_to_another_account_opens_nothing(accounts, owner, ana, clock):
    app, _ = with_factor(accounts, ana)
    with_factor(accounts, owner)
    with accounts.home.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE accounts SET factor = (SELECT factor FROM accounts WHERE name = 'Ana')"
        )
    with pytest.raises(InputError, match="does not open"):
        accounts.log_in("Olga", PASSWORD, app.at(clock.at), HERE)


def test_the_database_has_no_secret_of_a_factor(accounts, ana, folder):
    app, paper = with_factor(accounts, ana)
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    for secret in (app.secret, *paper, *(code.replace("-", "") for code in paper)):
        assert secret.encode() not in kept
