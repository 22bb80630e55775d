from __future__ import annotations

from datetime import UTC, datetime

import pytest

from truceline.errors import InputError
from truceline.hooks.hook import Event, Happened, delivery_id, host_of

LET = frozenset({"programs.lan:8080", "[::1]:9000", "plain.lan"})


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Programs.example/told?key=x", "programs.example"),
        ("https://programs.example:8443/told", "programs.example"),
        ("http://programs.lan:8080/told", "programs.lan"),
        ("http://[::1]:9000/told", "::1"),
        ("http://plain.lan/told", "plain.lan"),
    ],
)
def test_an_address_speaks_tls_or_is_one_that_the_operator_allows(url, host):
    assert host_of(url, LET) == host


@pytest.mark.parametrize(
    "url",
    [
        "",
        "file:///etc/passwd",
        "https://",
        "https://me:CANARY@programs.example/",
        "http://programs.example/CANARY",
        "http://programs.lan/CANARY",
        "https://[::1/CANARY",
        "https://programs.example:99999/CANARY",
        f"https://programs.example/{'x' * 1000}",
        "https://programs.example/\r\nCANARY",
        "https://programs.example/é",
        "javascript:alert(1)",
    ],
)
def test_any_other_address_is_refused_and_not_repeated(url):
    with pytest.raises(InputError) as refused:
        host_of(url, LET)
    assert "CANARY" not in str(refused.value)


def test_the_same_thing_for_the_same_hook_has_the_same_id():
    def told(event: Event = Event.ACT_MADE, key: str = "a") -> Happened:
        return Happened(event, key, datetime.now(UTC), 7, {}, "", "")

    one = delivery_id("hook", told())
    assert one == delivery_id("hook", told())
    others = [
        delivery_id("other", told()),
        delivery_id("hook", told(key="b")),
        delivery_id("hook", told(Event.CLAIM_DECIDED)),
    ]
    assert len({one, *others}) == 4
