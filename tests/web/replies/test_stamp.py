from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from truceline.web.replies.stamp import Stamp

OURS = Stamp(b"k" * 32)


@given(st.text(max_size=50), st.floats(0, 4e9), st.floats(0, 1e6))
def test_a_stamp_tells_how_long_ago_its_form_was_opened(page, opened, passed):
    age = OURS.age_s(OURS.made(page, opened), page, opened + passed)
    assert age == opened + passed - opened


@given(st.text(max_size=80))
def test_no_other_text_is_a_stamp(text):
    assert OURS.age_s(text, "a.html", 1.0) is None


@given(st.integers(0, 23), st.integers(1, 255))
def test_a_stamp_with_one_byte_changed_is_none(place, change):
    import base64

    raw = bytearray(base64.urlsafe_b64decode(OURS.made("a.html", 1000.0)))
    raw[place] ^= change
    assert OURS.age_s(base64.urlsafe_b64encode(raw).decode(), "a.html", 1001.0) is None


def test_a_stamp_of_another_server_or_page_is_none():
    stamp = OURS.made("a.html", 1000.0)
    assert Stamp(b"l" * 32).age_s(stamp, "a.html", 1001.0) is None
    assert OURS.age_s(stamp, "b.html", 1001.0) is None
