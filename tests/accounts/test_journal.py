from __future__ import annotations

import pytest
from tests.accounts.making import ANALYST, ELSEWHERE, HERE, PASSWORD, with_person

from truceline.accounts.journal import Happening
from truceline.accounts.refusal import Refused


def test_the_journal_tells_who_did_what_to_whom(accounts, owner, ana):
    accounts.roles.give(ana.id, ANALYST, owner.id)
    line = accounts.journal.listed()[0]
    assert (line.what, line.by, line.about, line.case, line.detail) == (
        Happening.ROLE_GIVEN,
        owner.id,
        ana.id,
        "river",
        "analyst",
    )
    whats = [line.what for line in accounts.journal.listed(about=ana.id)]
    assert whats == [Happening.ROLE_GIVEN, Happening.MADE]
    assert accounts.journal.listed(case="hill") == ()


def test_the_journal_is_read_in_pages_the_newest_first(accounts, owner, ana):
    whole = accounts.journal.listed()
    first = accounts.journal.listed(most=2)
    rest = accounts.journal.listed(before=first[-1].seq)
    assert first + rest == whole
    assert [line.seq for line in whole] == list(range(len(whole), 0, -1))


def test_places_are_told_apart_and_not_told(accounts, ana):
    for address in (HERE, ELSEWHERE, HERE):
        accounts.log_in("Ana", PASSWORD, None, address)
    places = [line.place for line in accounts.journal.listed(most=3)]
    assert places[0] == places[2] != places[1]
    assert not {HERE, ELSEWHERE} & set(places)


def test_nothing_that_was_typed_is_written_down(accounts, owner, folder):
    """People type passwords where a name is asked for."""
    for name, password in (("canary-name-typed", "canary-pass-typed"), ("Olga", "canary-pass-typed")):
        with pytest.raises(Refused):
            accounts.log_in(
                name, password, "canary-code-typed", "canary-address-typed", agent="canary-agent-typed"
            )
    with_person(accounts, owner, "Ben")
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    assert b"typed" not in kept
    assert "typed" not in repr(accounts.journal.listed())
