from __future__ import annotations

import pytest

from truceline.ledger.signers import Role
from truceline.mechanism.sight import SECRET_READERS
from truceline.web.asker import Asker, Membership
from truceline.web.rights import Right, rights_of


def test_nobody_has_a_right_that_no_role_gives():
    assert rights_of(()) == frozenset()


@pytest.mark.parametrize("role", Role)
def test_everybody_with_a_role_may_read_and_nobody_may_do_everything(role: Role):
    given = rights_of([role])
    assert Right.READ in given
    assert given < frozenset(Right)


def test_who_decides_on_claims_neither_publishes_nor_audits_by_that():
    assert not rights_of([Role.ANALYST]) & {Right.PUBLISH, Right.AUDIT}
    assert Right.DECIDE not in rights_of([Role.PUBLISHER])


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LIAISON, Role.PUBLISHER])
def test_secret_words_are_for_those_who_need_them(role: Role):
    assert Right.SECRET not in rights_of([role])


def test_a_token_lets_through_no_more_than_its_account_may_and_its_scopes_say():
    limit = frozenset({Right.READ, Right.PUBLISH})
    program = Asker("1", "p", roles={"idlib": (Membership(Role.ANALYST),)}, limit=limit, is_program=True)
    assert program.rights("idlib") == {Right.READ}


def test_an_owner_has_no_right_in_a_case_without_a_role_in_it():
    assert Asker("1", "o", is_owner=True).rights("idlib") == frozenset()


def test_a_liaison_officer_looks_at_the_mechanism_as_the_party_s_cell():
    both = Asker("1", "l", roles={"idlib": (Membership(Role.OBSERVER), Membership(Role.LIAISON, "turkey"))})
    assert both.viewer("idlib")[1:] == ("turkey", Role.LIAISON)
    assert both.party("idlib") == "turkey"
    assert both.viewer("elsewhere").role is None


def test_who_reads_secrets_of_a_case_reads_them_beside_the_mechanism_s_figures():
    assert {role for role in Role if Right.SECRET in rights_of([role])} == SECRET_READERS
