from __future__ import annotations

from truceline.ledger.signing import Signer
from truceline.web.signing import HELD, OpenKeys

SIGNER = Signer("post", bytes(32))


class Clock:
    def __init__(self) -> None:
        self.s = 0.0

    def __call__(self) -> float:
        return self.s


def test_a_key_is_open_for_its_session_and_case_alone():
    keys = OpenKeys()
    keys.hold("session", "a", "idlib", SIGNER)
    assert keys.of("session", "a", "idlib") is SIGNER
    assert keys.of("another", "a", "idlib") is None
    assert keys.of("session", "a", "darfur") is None
    assert keys.of("session", "b", "idlib") is None


def test_a_key_closes_by_itself_after_half_an_hour():
    clock = Clock()
    keys = OpenKeys(clock)
    keys.hold("session", "a", "idlib", SIGNER)
    clock.s = HELD.total_seconds() - 1
    assert keys.of("session", "a", "idlib") is SIGNER
    assert keys.left_s("session", "idlib") == 1
    clock.s = HELD.total_seconds()
    assert keys.of("session", "a", "idlib") is None
    assert keys.left_s("session", "idlib") == 0


def test_a_key_is_gone_once_its_session_or_its_account_is():
    keys = OpenKeys()
    for session, account in (("one", "a"), ("two", "a"), ("three", "b")):
        keys.hold(session, account, "idlib", SIGNER)
    keys.lock("one")
    assert keys.of("one", "a", "idlib") is None
    assert keys.of("two", "a", "idlib") is SIGNER
    keys.lock_all_of("a")
    assert keys.of("two", "a", "idlib") is None
    assert keys.of("three", "b", "idlib") is SIGNER


def test_open_keys_show_nothing_of_themselves():
    keys = OpenKeys()
    keys.hold("session", "a", "idlib", SIGNER)
    assert "session" not in repr(keys)
    assert SIGNER.secret.hex() not in repr(keys)
