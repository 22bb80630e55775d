from __future__ import annotations

import json

import pytest


def made(run, path, name="Ana", *more):
    done = run("keys", "new", path, "--name", name, *more)
    assert done.exit_code == 0, done.output
    return done.stdout.strip()


def listed(run, folder, *more):
    return json.loads(run("keys", "list", folder, "--format", "json", *more).stdout)["keys"]


def test_a_key_is_made_and_its_public_half_printed_alone(run, tmp_path):
    key = made(run, tmp_path / "ana.key")
    shown = json.loads(run("keys", "show", tmp_path / "ana.key", "--format", "json").stdout)
    assert (shown["signer"], shown["key"]) == ("Ana", key)
    assert key in run("keys", "show", tmp_path / "ana.key").stdout


def test_a_passphrase_is_taken_from_the_environment(run, tmp_path, monkeypatch):
    monkeypatch.setenv("TRUCELINE_PASSPHRASE", "river")
    made(run, tmp_path / "ana.key", "Ana", "--passphrase")
    assert run("keys", "show", tmp_path / "ana.key").exit_code == 0
    monkeypatch.setenv("TRUCELINE_PASSPHRASE", "brook")
    wrong = run("keys", "show", tmp_path / "ana.key")
    assert (wrong.exit_code, "does not open it" in wrong.stderr) == (2, True)


@pytest.mark.parametrize("passphrase", ["", None])
def test_an_empty_passphrase_is_none(run, tmp_path, monkeypatch, passphrase):
    if passphrase is None:
        monkeypatch.delenv("TRUCELINE_PASSPHRASE", raising=False)
    else:
        monkeypatch.setenv("TRUCELINE_PASSPHRASE", passphrase)
    done = run("keys", "new", tmp_path / "ana.key", "--name", "Ana", "--passphrase")
    assert done.exit_code != 0
    assert not (tmp_path / "ana.key").exists()


def test_a_key_belongs_to_somebody(run, tmp_path):
    done = run("keys", "new", tmp_path / "ana.key", "--name", " ")
    assert (done.exit_code, "cannot be empty" in done.stderr) == (2, True)


def test_a_case_trusts_a_key_until_it_is_revoked(run, own_river, tmp_path, golden):
    assert "No key is trusted yet" in run("keys", "list", own_river).stdout
    key = made(run, tmp_path / "ana.key")
    trusted = (
        "--name",
        "Ana",
        "--role",
        "liaison",
        "--party",
        "north",
        "--by",
        "bo",
        "--since",
        "2030-01-02",
    )
    done = run("keys", "trust", own_river, key, *trusted, "--why", "met in person")
    assert done.exit_code == 0, done.output
    (line,) = listed(run, own_river)
    assert (line["signer"], line["party"], line["role"], line["standing"]) == (
        "Ana",
        "north",
        "liaison",
        "trusted",
    )
    done = run("keys", "revoke", own_river, key[:12], "--why", "lost", "--by", "bo", "--since", "2030-01-09")
    assert done.exit_code == 0, done.output
    assert [line["standing"] for line in listed(run, own_river)] == ["revoked"]
    assert [line["standing"] for line in listed(run, own_river, "--all")] == ["trusted", "revoked"]
    sheet = run("keys", "list", own_river, "--all").stdout
    golden("keys.txt", sheet.replace(key[:15], "tk1key-of-ana.."))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tk1abc",), "56 letters"),
        (("tk1abc", "--party", "nort"), "did you mean north"),
        (("tk1abc", "--since", "yesterday"), "ISO day"),
    ],
)
def test_a_wrong_trust_is_told_and_changes_nothing(run, own_river, arguments, told):
    done = run("keys", "trust", own_river, *arguments, "--name", "Ana", "--role", "auditor")
    assert (done.exit_code, told in done.stderr) == (2, True), done.output
    assert listed(run, own_river) == []


def test_a_revocation_names_the_keys_there_are(run, own_river, tmp_path):
    key = made(run, tmp_path / "ana.key")
    assert run("keys", "revoke", own_river, key, "--why", "lost").exit_code == 2
    for name in ("ana", "bo"):
        other = made(run, tmp_path / name)
        run("keys", "trust", own_river, other, "--name", name, "--role", "auditor")
    both = run("keys", "revoke", own_river, "tk1", "--why", "lost")
    assert (both.exit_code, "2 keys begin so" in both.stderr) == (2, True)
    wrong_day = run("keys", "revoke", own_river, other, "--why", "lost", "--since", "then")
    assert wrong_day.exit_code == 2
