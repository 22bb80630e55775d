from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.accounts.making import ANALYST, ELSEWHERE, HERE, NORTH, PASSWORD, with_factor, with_owner

from truceline.accounts.account import Language, Scope
from truceline.accounts.refusal import AccountError, LinkSpent, NotAllowed, NotLoggedIn, Refused
from truceline.errors import InputError

NEW = "another-password"


def test_the_first_link_makes_an_owner_and_there_is_no_second(accounts):
    old = accounts.first_link().secret.text
    link = accounts.first_link()
    with pytest.raises(LinkSpent):
        accounts.invitations.accept(old, "Olga", PASSWORD)
    owner = accounts.invitations.accept(link.secret.text, "Olga", PASSWORD, Language.ARABIC)
    assert (owner.owner, owner.language) == (True, Language.ARABIC)
    with pytest.raises(NotAllowed, match="has accounts"):
        accounts.first_link()


def test_an_invitation_brings_its_roles(accounts, owner):
    link = accounts.invitations.invite(owner.id, [ANALYST, NORTH])
    assert accounts.invitations.look(link.secret.text) == link.invitation
    assert accounts.invitations.listed() == (link.invitation,)
    ana = accounts.invitations.accept(link.secret.text, "Ana", PASSWORD)
    assert [held.grant for held in accounts.roles.listed(account=ana.id)] == [ANALYST, NORTH]
    assert not ana.owner
    assert accounts.invitations.listed() == ()


def test_a_link_opens_once(accounts, owner):
    link = accounts.invitations.invite(owner.id, owner=True).secret.text
    assert accounts.invitations.accept(link, "Ana", PASSWORD).owner
    for use in (
        lambda: accounts.invitations.accept(link, "Ben", PASSWORD),
        lambda: accounts.invitations.look(link),
        lambda: accounts.invitations.reset(link, PASSWORD),
    ):
        with pytest.raises(LinkSpent):
            use()


def test_a_link_used_by_many_at_once_makes_one_account(either):
    owner = with_owner(either)
    link = either.invitations.invite(owner.id).secret.text

    def use(number: int) -> bool:
        try:
            return either.invitations.accept(link, f"Ana {number}", PASSWORD) is not None
        except LinkSpent:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1
    assert len(either.people.listed()) == 2


def test_a_name_asked_for_by_two_at_once_is_one_persons(either):
    owner = with_owner(either)
    links = [either.invitations.invite(owner.id).secret.text for _ in range(4)]

    def use(link: str) -> bool:
        try:
            return either.invitations.accept(link, "Ana", PASSWORD) is not None
        except InputError:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, links)) == 1


def test_a_link_holds_for_three_days(accounts, owner, clock):
    link = accounts.invitations.invite(owner.id).secret.text
    clock.move(hours=71, minutes=59)
    assert accounts.invitations.look(link)
    clock.move(minutes=1)
    assert accounts.invitations.listed() == ()
    with pytest.raises(LinkSpent):
        accounts.invitations.accept(link, "Ana", PASSWORD)


def test_what_a_person_can_mend_leaves_the_link_as_it_was(accounts, owner):
    link = accounts.invitations.invite(owner.id).secret.text
    for name, password in (
        ("A", PASSWORD),
        ("Ana", "short"),
        ("OLGA", PASSWORD),
        ("a long enough name", "A LONG enough name"),
    ):
        with pytest.raises(InputError):
            accounts.invitations.accept(link, name, password)
    assert accounts.invitations.accept(link, "Ana", PASSWORD)


@pytest.mark.parametrize("text", ["", "x", "a" * 12 + "." + "b" * 43])
def test_a_text_that_is_no_link_opens_nothing(accounts, owner, text):
    with pytest.raises(LinkSpent):
        accounts.invitations.look(text)


def test_a_link_that_was_withdrawn_opens_nothing(accounts, owner):
    link = accounts.invitations.invite(owner.id)
    accounts.invitations.withdraw(link.invitation.id, owner.id)
    with pytest.raises(LinkSpent):
        accounts.invitations.accept(link.secret.text, "Ana", PASSWORD)


def test_who_can_write_rows_but_has_no_key_makes_no_link(accounts, owner, folder):
    """The digest is keyed: a row whose digest is known from elsewhere fits no secret."""
    one, two = (accounts.invitations.invite(owner.id) for _ in range(2))
    with accounts.home.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE links SET digest = (SELECT digest FROM links WHERE id = ?) WHERE id = ?",
            (one.invitation.id, two.invitation.id),
        )
    forged = f"{two.invitation.id}.{one.secret.text.partition('.')[2]}"
    with pytest.raises(LinkSpent):
        accounts.invitations.look(forged)


def test_a_lost_password_is_set_anew_by_a_link(accounts, owner, ana):
    accounts.roles.give(ana.id, ANALYST, owner.id)
    session = accounts.log_in("Ana", PASSWORD, None, HERE).token.text
    token = accounts.tokens.make(ana.id, "t", "river", {Scope.READ}, accounts.home.now.replace(year=2021))
    for number in range(5):
        with pytest.raises(Refused):
            accounts.log_in("Ana", "wrong", None, f"192.0.2.{number}")
    old = accounts.invitations.offer_reset(ana.id, owner.id).secret.text
    link = accounts.invitations.offer_reset(ana.id, owner.id)
    assert link.invitation.account == ana.id
    with pytest.raises(LinkSpent):
        accounts.invitations.reset(old, NEW)
    with pytest.raises(LinkSpent):
        accounts.invitations.accept(link.secret.text, "Somebody else", PASSWORD)
    with pytest.raises(InputError):
        accounts.invitations.reset(link.secret.text, "short")
    assert accounts.invitations.reset(link.secret.text, NEW) == ana
    for ask in (lambda: accounts.session(session), lambda: accounts.token(token.secret.text)):
        with pytest.raises(NotLoggedIn):
            ask()
    with pytest.raises(Refused):
        accounts.log_in("Ana", PASSWORD, None, ELSEWHERE)
    assert accounts.log_in("Ana", NEW, None, ELSEWHERE)


def test_a_new_password_takes_no_second_factor_away(accounts, owner, ana):
    with_factor(accounts, ana)
    accounts.invitations.reset(accounts.invitations.offer_reset(ana.id, owner.id).secret.text, NEW)
    assert accounts.log_in("Ana", NEW, None, HERE).session.factor == "wanted"


def test_a_first_link_is_worth_nothing_once_there_is_an_account(accounts):
    first = accounts.first_link().secret.text
    with accounts.home.writing() as connection:
        connection.exec_driver_sql("UPDATE links SET until = '2030-01-01 00:00:00.000000'")
        connection.exec_driver_sql(
            "INSERT INTO accounts (id, name, folded, language, owner, made_at) "
            "VALUES ('x', 'x', 'x', 'en', 0, '2020-01-01 00:00:00.000000')"
        )
    with pytest.raises(AccountError):
        accounts.invitations.accept(first, "Olga", PASSWORD)
    assert len(accounts.people.listed()) == 1


def test_the_last_owner_is_helped_from_the_terminal(accounts, owner, ana):
    with_factor(accounts, owner)
    for name in ("Ana", "Nobody", ""):
        with pytest.raises(InputError, match="no owner of the server"):
            accounts.invitations.rescue(name)
    accounts.invitations.reset(accounts.invitations.rescue("olga").secret.text, NEW)
    assert accounts.log_in("Olga", NEW, None, HERE).session.factor == "wanted"
    accounts.invitations.reset(accounts.invitations.rescue("olga", drop_factor=True).secret.text, PASSWORD)
    assert accounts.log_in("Olga", PASSWORD, None, HERE).session.factor == "none"
    assert [line.by for line in accounts.journal.listed() if line.what == "reset_offered"] == [None, None]
