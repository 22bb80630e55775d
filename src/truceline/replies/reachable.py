"""Which machines may be asked for a page: those of the open web, and never this one.

A stranger names the address. Whoever fetches it without looking can be sent into his own network
(server-side request forgery), also by a name that means another machine a second later (DNS rebinding).
So a name is resolved once, every address it has is looked at, and the connection is made to one of them.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

Resolver = Callable[[str, int], Sequence[str]]
"""Name and port -> every address of it."""

# Addresses of IPv6 that carry one of IPv4 inside: they could lead anywhere.
_CARRIERS = tuple(
    map(IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2002::/16"))
)


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address that a name has; OSError where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def is_public(address: str) -> bool:
    """Whether an address is one machine's on the open web; anything doubtful is not."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (
        found.scope_id is not None or found.is_site_local or any(found in net for net in _CARRIERS)
    ):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def is_of_this_machine(address: str) -> bool:
    """Whether an address is this machine's own: the kernel would then speak from it to itself.

    Nothing is sent: connecting a datagram socket only chooses a route.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
            return str(probe.getsockname()[0]) == address
    except OSError:
        return False
