"""What the doctor looks at of how others reach a server: with TLS or without, and how long that holds."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from truceline.cli.ailments import Looked, doubtful, well, wrong
from truceline.ledger.clocks import Now, now

_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_SOON = timedelta(days=14)
_PATIENCE_S = 3.0
_PROXY = "let a proxy with TLS stand before it, and name it with --address https://NAME"


def reached(host: str, address: str | None) -> Iterator[Looked]:
    """How others reach a server that listens on a host and is seen at an address (null: it says none)."""
    parts = urlsplit(address or "")
    name = parts.hostname or ""
    if address is not None and (parts.scheme not in ("http", "https") or not name):
        yield wrong("address", address, "it is no address of a server", "write https://NAME")
        return
    if parts.scheme == "http" and name not in _LOOPBACK:
        told = "passwords and cookies travel there in the clear: it has no TLS"
        yield wrong("address", str(address), told, _PROXY)
    if host not in _LOOPBACK and parts.scheme != "https":
        told = "other machines reach it, and it speaks without TLS"
        yield wrong("address", host, told, f"listen on 127.0.0.1, and {_PROXY}")
    elif host not in _LOOPBACK:
        told = "other machines reach it past the proxy, without TLS"
        yield doubtful("address", host, told, "listen on 127.0.0.1, or let a firewall stand before it")


def certificate(address: str, context: ssl.SSLContext | None = None, clock: Now = now) -> Looked:
    """Whether the certificate at an https address holds, and until when."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    try:
        made = context or ssl.create_default_context()
        with (
            closing(socket.create_connection((name, parts.port or 443), _PATIENCE_S)) as plain,
            made.wrap_socket(plain, server_hostname=name) as closed,
        ):
            until = datetime.fromtimestamp(ssl.cert_time_to_seconds(_end_of(closed)), UTC)
    except ssl.SSLCertVerificationError as error:
        told = f"its certificate does not hold: {error.verify_message}"
        return wrong("certificate", address, told, "renew it, and reload the proxy")
    except OSError as error:
        told = f"nobody answers with TLS there: {(error.strerror or str(error)).lower()}"
        return doubtful("certificate", address, told, "start the proxy, and check its name")
    if until - clock() < _SOON:
        told = f"its certificate ends on {until:%Y-%m-%d}"
        return doubtful("certificate", address, told, "renew it, and see why that does not happen by itself")
    return well("certificate", address, f"it holds until {until:%Y-%m-%d}")


def _end_of(closed: ssl.SSLSocket) -> str:
    found = closed.getpeercert() or {}
    return str(found["notAfter"])
