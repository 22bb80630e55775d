from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.accounts.account import folded, login_name
from truceline.errors import InputError


@pytest.mark.parametrize("text", ["Ana", "  Ana ", "José", "ليلى حسن", "a" * 64])
def test_names_are_kept_as_they_are_written(text):
    assert login_name(text) == text.strip()


@pytest.mark.parametrize("text", ["", "a", " a ", "a" * 65])
def test_a_name_is_neither_too_short_nor_too_long(text):
    with pytest.raises(InputError, match="2 to 64"):
        login_name(text)


@pytest.mark.parametrize("text", ["An\na", "A\u200bna", "A\u202ena", "An\x00a", "A\u00a0na", "An\ud800a"])
def test_a_name_holds_nothing_that_is_not_plain_to_see(text):
    with pytest.raises(InputError, match="invisible"):
        login_name(text)


def test_names_that_look_the_same_are_the_same():
    assert folded("Straße") == folded("STRASSE")
    assert folded("José") == folded("jose\u0301")
    assert folded("\uff21na") == folded("ana")  # wide letters
    assert folded("Ana") != folded("Anna")


def told(text: str) -> str | None:
    try:
        return login_name(text)
    except InputError:
        return None


@given(st.text(max_size=70))
def test_a_name_that_was_taken_is_taken_as_it_stands(text):
    name = told(text)
    assert name is None or (login_name(name), folded(folded(name))) == (name, folded(name))
