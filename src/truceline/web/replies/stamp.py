"""When a form was opened, signed: it tells haste from reading without keeping anything about anybody."""

from __future__ import annotations

import base64
import binascii
import struct

from nacl.bindings.utils import sodium_memcmp
from nacl.encoding import RawEncoder
from nacl.hash import blake2b

_PURPOSE = b"truceline form"
_TIME = struct.Struct(">d")
_MAC_BYTES = 16


class Stamp:
    """Signs and reads stamps with a secret that only this server knows."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def made(self, page: str, now_s: float) -> str:
        """A stamp for the form of a page, opened at a time (seconds since 1970)."""
        opened = _TIME.pack(now_s)
        return base64.urlsafe_b64encode(opened + self._mac(opened, page)).decode()

    def age_s(self, stamp: str, page: str, now_s: float) -> float | None:
        """How long ago the form of the page was opened, seconds; None for a stamp that is none of ours."""
        try:
            raw = base64.b64decode(stamp, altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        opened, mac = raw[: _TIME.size], raw[_TIME.size :]
        if len(mac) != _MAC_BYTES or not sodium_memcmp(mac, self._mac(opened, page)):
            return None
        (then,) = _TIME.unpack(opened)
        return now_s - float(then)

    def _mac(self, opened: bytes, page: str) -> bytes:
        return bytes(
            blake2b(
                opened + page.encode(),
                digest_size=_MAC_BYTES,
                key=self._secret,
                person=_PURPOSE,
                encoder=RawEncoder,
            )
        )
