"""Key files: for their owner's eyes, closed with a passphrase if wanted, never written over."""

from __future__ import annotations

import json
import stat

import pytest

from truceline.errors import InputError
from truceline.ledger.keys import Closing, is_closed, load, save
from truceline.ledger.signing import Signer

CHEAP = Closing(salt="AAAAAAAAAAAAAAAAAAAAAA==", ops=1, memory=8192)


@pytest.fixture
def ana():
    return Signer.new("Ana")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "ana.key"


def changed(file, **fields):
    kept = json.loads(file.read_text())
    kept.update(fields)
    file.write_text(json.dumps(kept))


def test_a_key_comes_back_from_its_file(ana, file):
    save(ana, file)
    assert load(file) == ana
    assert not is_closed(file)


def test_only_the_owner_may_read_it(ana, file):
    save(ana, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_file_that_others_may_read_is_refused_with_the_remedy(ana, file):
    save(ana, file)
    file.chmod(0o644)
    with pytest.raises(InputError, match="chmod 600"):
        load(file)


def test_a_key_is_never_written_over(ana, file):
    save(ana, file)
    with pytest.raises(InputError, match="never written over"):
        save(Signer.new("Bo"), file)
    assert load(file) == ana


def test_a_folder_that_is_not_there_is_told(ana, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        save(ana, tmp_path / "no" / "ana.key")


def test_a_passphrase_closes_it(ana, file):
    save(ana, file, "über the river", closing=CHEAP)
    assert is_closed(file)
    assert load(file, "über the river") == ana
    assert ana.secret.hex() not in file.read_bytes().hex()
    with pytest.raises(InputError, match="does not open it"):
        load(file, "over the river")
    with pytest.raises(InputError, match="give it"):
        load(file)


def test_a_guess_at_a_passphrase_is_dear_by_default(ana, file):
    save(ana, file, "river")
    closed = json.loads(file.read_text())["closed"]
    assert (closed["ops"], closed["memory"]) >= (3, 1 << 28)
    assert load(file, "river") == ana


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"secret": "AAAA"}, "damaged"),
        ({"secret": "!"}, "damaged"),
        ({"public": str(Signer.new("Bo").public)}, "do not belong together"),
        ({"public": "tk1"}, "56 letters"),
        ({"format": "truceline/key/9"}, "no key file"),
        ({"name": ""}, "no key file"),
    ],
)
def test_a_damaged_key_file_is_told(ana, file, fields, told):
    save(ana, file)
    changed(file, **fields)
    with pytest.raises(InputError, match=told):
        load(file)


@pytest.mark.parametrize("salt", ["AAAA", "é", "A"])
def test_a_damaged_salt_is_told(ana, file, salt):
    save(ana, file, "river", closing=CHEAP)
    changed(file, closed={**CHEAP.model_dump(), "salt": salt})
    with pytest.raises(InputError, match="salt is damaged"):
        load(file, "river")


def test_a_file_that_would_take_all_memory_is_refused(ana, file):
    save(ana, file, "river", closing=CHEAP)
    changed(file, closed={**CHEAP.model_dump(), "memory": 1 << 40})
    with pytest.raises(InputError, match="no key file"):
        load(file, "river")


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff\xfe", b"[1]"])
def test_what_is_no_key_file_is_told(file, content):
    file.write_bytes(content)
    with pytest.raises(InputError, match="no key file"):
        load(file)


def test_a_missing_file_is_told(file):
    with pytest.raises(InputError, match="cannot be read"):
        load(file)
