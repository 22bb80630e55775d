from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.replies.reachable import is_of_this_machine, is_public, resolve


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_machines_of_the_open_web_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",  # noqa: S104 - told, not listened on
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "255.255.255.255",
        "240.0.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "2606:2800:220:1:248:1893:25c8:1946%eth0",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "2001:db8::1",
        "not an address",
        "",
        "2130706433",
        "0x7f.1",
    ],
)
def test_no_other_machine_may_be_asked(address):
    assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_inside_one_of_ipv6_is_never_let_through(address):
    assert not is_public(f"::ffff:{address}")
    assert not is_public(f"64:ff9b::{address}")


def test_this_machine_knows_its_own_addresses():
    assert is_of_this_machine("127.0.0.1")
    assert not is_of_this_machine("93.184.215.14")
    assert not is_of_this_machine("nonsense")


def test_a_number_written_as_a_name_resolves_to_what_is_looked_at():
    for spelling in ("127.0.0.1", "2130706433", "0x7f000001", "localhost"):
        assert not any(is_public(address) for address in resolve(spelling, 80))
    with pytest.raises(socket.gaierror):
        resolve("no-such-name.invalid", 80)
