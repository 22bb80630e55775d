from __future__ import annotations

from truceline.web.replies import rate as rating
from truceline.web.replies.rate import Rate


def test_so_many_pass_and_no_more_until_time_has_passed():
    now = [0.0]
    rate = Rate(2, 60.0, lambda: now[0])
    assert [rate.passes("198.51.100.1") for _ in range(3)] == [True, True, False]
    assert rate.passes("198.51.100.2")
    now[0] = 60.0
    assert rate.passes("198.51.100.1")


def test_addresses_are_nowhere_in_memory_and_the_key_changes_daily():
    now = [0.0]
    rate = Rate(1, 1e9, lambda: now[0])
    rate.passes("198.51.100.1")
    before = set(rate._seen)
    assert not [key for key in before if b"198" in key]
    now[0] = 86_401.0
    assert rate.passes("198.51.100.1")
    assert set(rate._seen).isdisjoint(before)


def test_a_household_of_ipv6_is_one_and_an_address_of_ipv4_inside_it_its_own():
    rate = Rate(1, 60.0, lambda: 0.0)
    assert rate.passes("2001:db8:1:2::1")
    assert not rate.passes("2001:db8:1:2:ffff::9%eth0")
    assert rate.passes("2001:db8:1:3::1")
    assert rate.passes("::ffff:198.51.100.1")
    assert not rate.passes("198.51.100.1")
    assert rate.passes("unix")


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(rating, "_MOST_KEPT", 3)
    rate = Rate(1, 60.0, lambda: 0.0)
    for number in range(9):
        rate.passes(f"198.51.100.{number}")
    assert len(rate._seen) == 3
