"""URLs of servers: one spelling, and never a password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import InputError
from truceline.ledger.address import Server, is_url, schema_of, server


def test_a_url_names_a_database_and_a_case_in_it():
    found = server("postgres://ana@db.example:5433/peace?sslmode=require&case=idlib_2018")
    assert found == Server("postgresql://ana@db.example:5433/peace?sslmode=require", "idlib_2018")
    assert str(found) == "postgresql://ana@db.example:5433/peace?sslmode=require&case=idlib_2018"
    assert server(str(found)) == found


def test_a_case_that_the_url_does_not_name_is_given_beside_it():
    assert str(server("postgresql:///peace", "idlib")) == "postgresql:///peace?case=idlib"
    assert server("postgresql:///peace?case=minsk", "idlib").case == "minsk"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://ana:hunter2@db.example/peace?case=a",
        "postgresql://db.example/peace?case=a&password=hunter2",
        "postgresql://db.example/peace?case=a&sslpassword=hunter2",
        "postgresql://ana:hunter2@db.example:99999999/peace?case=a",
        "mysql://ana:hunter2@db.example/peace?case=a",
        "postgresql://ana:hunter2@[db.example/peace",
    ],
)
def test_a_password_is_refused_and_not_repeated(url):
    with pytest.raises(InputError) as refusal:
        server(url)
    assert "hunter2" not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql://db.example/peace", "name the case"),
        ("postgresql://db.example/?case=a", "name the database"),
        ("postgresql://db.example/peace?case=public", "not public"),
        ("postgresql://db.example/peace?case=pg_toast", "not public"),
        ("postgresql://db.example/peace?case=Idlib", "small letters"),
        ('postgresql://db.example/peace?case=a";drop', "small letters"),
        ("postgresql://db.example/peace?case=a&options=-csearch_path%3Db", "unknown option 'options'"),
        ("postgresql://db.example:port/peace?case=a", "no URL of a database"),
        ("sqlite:///peace?case=a", "unknown scheme 'sqlite' (allowed: postgresql, postgres)"),
    ],
)
def test_a_url_that_cannot_be_meant_is_told(url, told):
    with pytest.raises(InputError) as refusal:
        server(url)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "is_server"), [("postgresql:///a", True), ("a.sqlite", False), ("c:/x", False)]
)
def test_a_url_is_told_from_a_file(text, is_server):
    assert is_url(text) == is_server


@given(st.text(max_size=40))
def test_what_a_folder_is_called_becomes_a_case_or_is_refused(name):
    try:
        named = server("postgresql:///peace", schema_of(name))
    except InputError:
        return
    assert named.case.isascii()
    assert named.case.replace("_", "").isalnum()
