"""One try to deliver: signed, to the open web alone unless a host is allowed, and bounded."""

from __future__ import annotations

from datetime import datetime

from truceline.hooks.hook import Delivery
from truceline.hooks.signature import DELIVERY, EVENT, SIGNATURE, TIMESTAMP, signed
from truceline.replies.outgoing import NotFetched, Outgoing

MOST_BYTES = 64_000
"""Of what a receiver answers; nothing of it is read but the status."""
WHOLE_S = 10.0
_TAKEN = range(200, 300)


def outgoing_of_hooks(allowed: frozenset[str]) -> Outgoing:
    """What asks receivers; `allowed` are hosts of one's own network, each as HOST or HOST:PORT."""
    return Outgoing(most_bytes=MOST_BYTES, whole_s=WHOLE_S, purpose="hooks", allowed=allowed)


def sent(outgoing: Outgoing, one: Delivery, url: str, secret: str, at: datetime) -> str:
    """Try to deliver; what went wrong, without a word of what was answered, or empty where it was taken."""
    body, timestamp = one.body.encode(), str(int(at.timestamp()))
    headers = {
        DELIVERY: one.id,
        EVENT: one.event.value,
        TIMESTAMP: timestamp,
        SIGNATURE: signed(secret, timestamp, body),
    }
    try:
        answer = outgoing.post(url, body, "application/json", headers)
    except NotFetched as error:
        return str(error)
    return "" if answer.status in _TAKEN else f"it answers with status {answer.status}"
