"""How a delivery is signed: whoever receives it knows whom it is from, and that it is not an old one."""

from __future__ import annotations

import hashlib
import hmac

SIGNATURE = "Truceline-Signature"
TIMESTAMP = "Truceline-Timestamp"
DELIVERY = "Truceline-Delivery"
EVENT = "Truceline-Event"
_VERSION = "v1="


def signed(secret: str, timestamp: str, body: bytes) -> str:
    """The signature's header: HMAC-SHA-256, keyed by the secret's text, over `timestamp.body`.

    >>> signed("whsec", "1700000000", b"{}")[:11]
    'v1=fbbdbe72'
    """
    content = timestamp.encode("ascii") + b"." + body
    return _VERSION + hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def holds(secret: str, timestamp: str, body: bytes, signature: str) -> bool:
    """Whether a signature is that of a body, in constant time; its age is for whoever asks to judge."""
    return hmac.compare_digest(signed(secret, timestamp, body), signature)
