"""A try to prove who one is: counted by what is tried, mostly a name, and by address, and then looked at."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address

from sqlalchemy import Connection

from truceline.accounts import lockouts
from truceline.accounts.home import Home
from truceline.accounts.journal import Happening, write
from truceline.accounts.refusal import Wait

_HOST_BITS = 64


@dataclass(frozen=True, slots=True)
class Tried:
    """One try under way."""

    name: lockouts.Try | None
    """Null: the name waits, and nothing that is shown is looked at."""
    place: lockouts.Try

    @property
    def looked_at(self) -> bool:
        return self.name is not None


def begun(connection: Connection, home: Home, what: str, address: str) -> Tried:
    """Count a try at something (a digest) from an address; Wait where that address must wait.

    It is a failure until `right` or `unfinished`.
    """
    now, place = home.now, place_key(home, address)
    if seconds := lockouts.waiting_s(connection, place, now):
        raise Wait(seconds)
    waits = lockouts.waiting_s(connection, what, now)
    # A name that waits still counts for the address: to be refused costs as much as to guess.
    own = None if waits else lockouts.begun(connection, what, now)
    return Tried(own, lockouts.begun(connection, place, now))


def right(connection: Connection, tried: Tried) -> None:
    """The try was right: the name's slips are forgiven, and as many of the address's."""
    assert tried.name is not None
    lockouts.cleared(connection, tried.name.what)
    lockouts.taken_back(connection, tried.place, forgiven=lockouts.failures_of(tried.name))


def unfinished(connection: Connection, tried: Tried) -> None:
    """The try was neither: it is taken back, and nothing is forgiven."""
    assert tried.name is not None
    for made in (tried.name, tried.place):
        lockouts.taken_back(connection, made)


def failed(connection: Connection, home: Home, tried: Tried, about: str | None) -> None:
    """Write down that a try failed, and that the next has to wait; what was typed is never written."""
    if tried.name is None:
        return
    place = tried.place.what
    write(connection, home.now, Happening.FAILED, about=about, place=place)
    if lockouts.wait_after(lockouts.failures_of(tried.name) + 1):
        write(connection, home.now, Happening.LOCKED, about=about, place=place)


def place_key(home: Home, address: str) -> str:
    """By what tries from an address are counted, and the journal tells places apart.

    Of IPv6 it is the /64 that counts: whoever has one address has them all.
    """
    try:
        told = ip_address(address)
    except ValueError:
        return home.key.digest("address", address)
    if isinstance(told, IPv6Address):
        told = told.ipv4_mapped or IPv6Address(int(told) >> _HOST_BITS << _HOST_BITS)
    return home.key.digest("address", str(told))
