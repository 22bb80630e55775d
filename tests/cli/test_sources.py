from __future__ import annotations

import pytest

CANARY = "Zinnia Quetzal"


@pytest.fixture
def key(run, tmp_path):
    assert run("keys", "new", tmp_path / "vault.key", "--name", "the desk").exit_code == 0
    return tmp_path / "vault.key"


@pytest.fixture
def reference(run, own_river, key) -> str:
    done = run("sources", "add", own_river, "--key", key, "--by", "ana", typed=f"{CANARY}\n0123\nby night\n")
    assert done.exit_code == 0, done.stderr
    return done.stdout.strip()


def test_a_source_is_shown_to_who_has_the_key_and_gives_a_reason(run, own_river, key, reference):
    shown = run("sources", "show", own_river, reference, "--key", key, "--why", "to ask again", "--by", "ben")
    assert shown.exit_code == 0
    assert CANARY in shown.stdout
    assert run("sources", "show", own_river, reference, "--key", key).exit_code == 2


def test_who_looked_is_listed_without_a_key_and_without_a_name(run, own_river, key, reference):
    run("sources", "show", own_river, reference, "--key", key, "--why", "to ask again", "--by", "ben")
    acts = run("sources", "acts", own_river).stdout
    assert [word in acts for word in ("entered", "read", reference, "ben", "to ask again")] == [True] * 5
    assert CANARY not in acts
    listed = run("sources", "list", own_river, "--key", key).stdout
    assert (reference in listed, CANARY in listed) == (True, False)


def test_no_other_command_says_who_a_source_is(run, own_river, key, reference):
    for words in (
        ("assess", own_river),
        ("claims", "list", own_river),
        ("issues", own_river),
        ("ledger", "verify", own_river),
        ("sources", "show", own_river, "s-0000000000", "--key", key, "--why", "to ask"),
        ("sources", "list", own_river, "--key", own_river / "case.json"),
    ):
        done = run(*words)
        assert CANARY not in done.stdout + done.stderr


def test_a_forgotten_source_is_gone(run, own_river, key, reference):
    done = run("sources", "forget", own_river, reference, "--key", key, "--why", "asked", "--by", "ana")
    assert done.exit_code == 0
    assert f"{reference} is forgotten; 0 claims withdrawn" in done.stderr
    again = run("sources", "forget", own_river, reference, "--key", key, "--why", "asked", "--by", "ana")
    assert (again.exit_code, "holds no source" in again.stderr) == (2, True)
    assert run("ledger", "verify", own_river).exit_code == 0
