from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.replies.pingback import Fault, Ping, call, is_taken, read_call, refusal, thanks

LAUGHS = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]><methodCall><methodName>&d;"""
OUTSIDE = """<!DOCTYPE m [<!ENTITY e SYSTEM "file:///etc/passwd">]><methodCall><methodName>pingback.ping
</methodName><params><param><value>&e;</value></param><param><value>b</value></param></params></methodCall>"""


@given(st.text("abc<>&\"'é", min_size=1), st.text("xyz/:&", min_size=1))
def test_a_call_is_read_as_it_was_written(source, target):
    assert read_call(call(Ping(source, target))) == (source, target)


def test_a_value_may_stand_bare_as_the_format_allows():
    bare = call(Ping("a", "b")).replace(b"<string>", b"").replace(b"</string>", b"")
    assert read_call(bare) == ("a", "b")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", -32700),
        (b"no xml", -32700),
        (b"<a>" * 100_000, -32700),
        (b'<?xml version="1.0" encoding="martian"?><a/>', -32700),
        (LAUGHS.encode(), -32700),
        (OUTSIDE.encode(), -32700),
        (b"<methodResponse/>", -32601),
        (call(Ping("a", "b")).replace(b"pingback.ping", b"system.exec"), -32601),
        (call(Ping("a", "b")).replace(b"<param>", b"<none>").replace(b"</param>", b"</none>"), 0),
        (call(Ping("", "b")), 0),
    ],
)
def test_any_other_call_is_a_fault(content, code):
    with pytest.raises(Fault) as fault:
        read_call(content)
    assert fault.value.code == code
    told = refusal(fault.value)
    assert f"<int>{code}</int>".encode() in told
    assert b"root:" not in told


def test_an_answer_tells_whether_a_notice_was_taken():
    assert is_taken(thanks("queued <&>"))
    for other in (refusal(Fault(48, "known")), b"<html>", b"no xml", LAUGHS.encode(), b"<methodResponse/>"):
        assert not is_taken(other)
