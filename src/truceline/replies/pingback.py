"""Pingback's one call, `pingback.ping`, in XML-RPC: read without entities, written by hand.

Specification: https://www.hixie.ch/specs/pingback/pingback
"""

from __future__ import annotations

from typing import NamedTuple
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

MEDIA_TYPE = "text/xml"
METHOD = "pingback.ping"

GENERIC = 0
NO_SUCH_TARGET = 33
DENIED = 49
UNREADABLE = -32700
NO_SUCH_METHOD = -32601


class Ping(NamedTuple):
    """Somebody's notice that a page of theirs links to one of ours."""

    source: str
    target: str


class Fault(Exception):  # noqa: N818 - as XML-RPC calls it
    """Why a call is not taken: a number of the specification, and words."""

    def __init__(self, code: int, told: str) -> None:
        super().__init__(told)
        self.code = code


def read_call(content: bytes) -> Ping:
    """The notice that a call gives; Fault for any other call, and for XML with a document type."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise Fault(UNREADABLE, "this is no XML-RPC call that can be read") from None
    if root.tag != "methodCall" or (root.findtext("methodName") or "").strip() != METHOD:
        raise Fault(NO_SUCH_METHOD, f"the only method is {METHOD}")
    values = [value.findtext("string") or value.text or "" for value in root.findall("params/param/value")]
    match [value.strip() for value in values]:
        case [source, target] if source and target:
            return Ping(source, target)
    raise Fault(GENERIC, "a call names two addresses: the page that links, and the page it links to")


def call(ping: Ping) -> bytes:
    """The call that gives a notice."""
    values = "".join(f"<param><value><string>{escape(one)}</string></value></param>" for one in ping)
    return _document(f"<methodCall><methodName>{METHOD}</methodName><params>{values}</params></methodCall>")


def thanks(told: str) -> bytes:
    """The answer to a call that was taken."""
    value = f"<value><string>{escape(told)}</string></value>"
    return _document(f"<methodResponse><params><param>{value}</param></params></methodResponse>")


def refusal(fault: Fault) -> bytes:
    """The answer to a call that was not."""
    code = f"<member><name>faultCode</name><value><int>{fault.code}</int></value></member>"
    words = f"<value><string>{escape(str(fault))}</string></value>"
    told = f"<member><name>faultString</name>{words}</member>"
    return _document(
        f"<methodResponse><fault><value><struct>{code}{told}</struct></value></fault></methodResponse>"
    )


def is_taken(content: bytes) -> bool:
    """Whether an answer says that a notice was taken."""
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return False
    return bool(
        root.tag == "methodResponse" and root.find("fault") is None and root.find("params") is not None
    )


def _document(body: str) -> bytes:
    return f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode()
