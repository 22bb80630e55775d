"""The vault: sealed as a whole, opened by one key, and silent about what is in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import CaseError, InputError
from truceline.ledger.signing import Signer
from truceline.ledger.vault import Vault

NOON = datetime(2018, 10, 1, 12, tzinfo=UTC)
KEY = Signer.new("the desk")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "sources.vault"


@pytest.fixture
def vault(file) -> Vault:
    return Vault(file, KEY)


def test_a_source_comes_back_under_a_reference_that_says_nothing(vault):
    reference = vault.add("Canary Bird", "0123", "only by night", NOON)
    record = vault.get(reference)
    assert (record.who, record.reach, record.notes, record.since) == (
        "Canary Bird",
        "0123",
        "only by night",
        NOON,
    )
    assert reference.startswith("s-")
    assert int(reference.removeprefix("s-"), 16) >= 0


def test_references_differ_for_the_same_person(vault):
    assert vault.add("Canary", "", "", NOON) != vault.add("Canary", "", "", NOON)
    assert len(vault.references()) == 2


def test_the_file_says_nothing_and_its_size_next_to_nothing(vault, file):
    vault.add("Canary", "", "", NOON)
    one = file.stat().st_size
    vault.add("Another Canary with a longer name", "0123", "notes " * 20, NOON)
    assert b"anary" not in file.read_bytes()
    assert file.stat().st_size == one
    assert file.stat().st_mode & 0o077 == 0


def test_another_key_opens_nothing(vault, file):
    vault.add("Canary", "", "", NOON)
    with pytest.raises(CaseError, match="this key does not open it") as refusal:
        Vault(file, Signer.new("the desk")).references()
    assert refusal.value.__suppress_context__


def test_a_changed_file_is_told(vault, file):
    vault.add("Canary", "", "", NOON)
    text = file.read_text()
    file.write_text(text.replace(text[60:64], "AAAA" if text[60:64] != "AAAA" else "BBBB"))
    with pytest.raises(CaseError, match="does not open it, or it was changed"):
        vault.references()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format":"truceline/vault/9","sealed":""}'])
def test_a_file_that_is_no_vault_is_told(file, content):
    file.write_text(content)
    with pytest.raises(CaseError, match="it is no vault"):
        Vault(file, KEY).references()


def test_a_folder_in_the_way_is_told(file, vault):
    file.mkdir()
    with pytest.raises(CaseError, match="it cannot be read"):
        vault.references()


def test_a_full_disk_leaves_the_vault_as_it_was(vault, file, monkeypatch):
    first = vault.add("Canary", "", "", NOON)

    def full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(CaseError, match="cannot be written: No space left"):
        vault.add("Another", "", "", NOON)
    assert list(vault.references()) == [first]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_who_is_forgotten_is_gone_and_the_others_stay(vault):
    one, other = vault.add("Canary", "", "", NOON), vault.add("Robin", "", "", NOON)
    vault.forget(one)
    assert list(vault.references()) == [other]
    for ask in (vault.get, vault.forget):
        with pytest.raises(InputError, match="holds no source"):
            ask(one)


@given(st.text(), st.text(), st.text())
def test_any_words_come_back(tmp_path_factory, who, reach, notes):
    vault = Vault(tmp_path_factory.mktemp("vault") / "v", KEY)
    record = vault.get(vault.add(who, reach, notes, NOON))
    assert (record.who, record.reach, record.notes) == (who, reach, notes)
