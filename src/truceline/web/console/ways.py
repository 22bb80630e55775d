"""The ways about the console: which pages there are, and which right each needs."""

from __future__ import annotations

from typing import NamedTuple

from truceline.publish.tongue.tongue import Tongue
from truceline.web.rights import Right


class Way(NamedTuple):
    """One entry of the way about."""

    key: str
    path: str
    """Within the case."""
    right: Right


WAYS = (
    Way("obligations", "", Right.READ),
    Way("map", "map", Right.READ),
    Way("register", "register", Right.READ),
    Way("withdrawals", "withdrawals", Right.READ),
    Way("postures", "postures", Right.READ),
    Way("mechanism", "mechanism", Right.READ),
    Way("outlook", "outlook", Right.READ),
    Way("desk", "desk", Right.PROPOSE),
    Way("documents", "documents", Right.READ),
    Way("feeds", "feeds", Right.READ),
    Way("reports", "reports", Right.READ),
    Way("replies", "replies", Right.PUBLISH),
    Way("audit", "audit", Right.AUDIT),
    Way("settings", "settings", Right.READ),
)
"""Every page that the way about leads to, in its order."""


def ways_about(rights: frozenset[Right]) -> tuple[Way, ...]:
    """The ways open to somebody with these rights."""
    return tuple(way for way in WAYS if way.right in rights)


def name_of(key: str, tongue: Tongue) -> str:
    """What a way is called."""
    say = tongue.say
    names = {
        "obligations": say("Obligations"),
        "map": say("Map"),
        "register": say("Register"),
        "withdrawals": say("Withdrawals"),
        "postures": say("Postures"),
        "mechanism": say("Mechanism"),
        "outlook": say("Outlook"),
        "desk": say("Reading desk"),
        "documents": say("Documents"),
        "feeds": say("Feeds"),
        "reports": say("Reports"),
        "replies": say("Replies"),
        "audit": say("Audit"),
        "settings": say("Settings"),
    }
    return names[key]
