"""The journal of accounts, told: what happened, when, by whose hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.journal import Happening, Line
from truceline.publish.tongue.tongue import Tongue


@dataclass(frozen=True)
class Told:
    """One line of the journal in the reader's language."""

    seq: int
    at: datetime
    what: str
    by: str
    """A name; empty where nobody known did it, or the server itself."""
    about: str
    detail: str
    """Of a role: which."""


def told(
    tongue: Tongue,
    lines: Iterable[Line],
    names: Mapping[str, str],
    party: Callable[[str], str] = str,
) -> tuple[Told, ...]:
    """Lines, told; `names` are the names of accounts by their ids, `party` names a party."""
    return tuple(_told(tongue, line, names, party) for line in lines)


def _told(tongue: Tongue, line: Line, names: Mapping[str, str], party: Callable[[str], str]) -> Told:
    by, about = (names.get(one or "", "") for one in (line.by, line.about))
    detail = _detail(tongue, line, party)
    return Told(line.seq, line.at, words(tongue, line.what), by, about, detail)


def _detail(tongue: Tongue, line: Line, named: Callable[[str], str]) -> str:
    """A role and its party; other details are names of rows, which tell a reader nothing."""
    if line.what not in (Happening.ROLE_GIVEN, Happening.ROLE_TAKEN):
        return ""
    role, _, party = line.detail.partition(" ")
    told = tongue.term(role)
    return tongue.say("{role} for {party}", role=told, party=named(party)) if party else told


def words(tongue: Tongue, what: Happening) -> str:
    """What happened, in words."""
    return {**_of_doors(tongue), **_of_people(tongue), **_of_things(tongue)}[what]


def _of_doors(tongue: Tongue) -> Mapping[Happening, str]:
    say = tongue.say
    return {
        Happening.LOGGED_IN: say("signed in"),
        Happening.FAILED: say("a try to sign in failed"),
        Happening.LOCKED: say("must wait after failed tries"),
        Happening.UNLOCKED: say("need not wait any more"),
        Happening.LOGGED_OUT: say("signed out"),
        Happening.SESSION_ENDED: say("a session was ended"),
        Happening.PASSWORD_SET: say("a password was set"),
        Happening.FACTOR_SET: say("a second factor was set up"),
        Happening.FACTOR_REMOVED: say("the second factor was removed"),
        Happening.RECOVERY_RENEWED: say("new codes for paper were made"),
        Happening.RECOVERY_USED: say("a code on paper was used"),
        Happening.IDENTITY_BOUND: say("bound to an identity provider"),
    }


def _of_people(tongue: Tongue) -> Mapping[Happening, str]:
    say = tongue.say
    return {
        Happening.FIRST_LINK: say("the first owner's link was made"),
        Happening.INVITED: say("an invitation was made"),
        Happening.RESET_OFFERED: say("a link for a new password was made"),
        Happening.MADE: say("the account was made"),
        Happening.LANGUAGE_SET: say("another language was chosen"),
        Happening.ROLE_GIVEN: say("a role was given"),
        Happening.ROLE_TAKEN: say("a role was taken"),
        Happening.OWNER_GIVEN: say("became an owner of the server"),
        Happening.OWNER_TAKEN: say("is an owner of the server no more"),
        Happening.DISABLED: say("the account was shut"),
        Happening.ENABLED: say("the account was opened again"),
    }


def _of_things(tongue: Tongue) -> Mapping[Happening, str]:
    say = tongue.say
    return {
        Happening.TOKEN_MADE: say("a token was made"),
        Happening.TOKEN_ENDED: say("a token was ended"),
        Happening.HOOK_MADE: say("a hook was made"),
        Happening.HOOK_ENDED: say("a hook was ended"),
        Happening.KEY_KEPT: say("a signing key was put in keeping"),
        Happening.KEY_OPENED: say("a signing key was opened"),
        Happening.KEY_FORGOTTEN: say("a signing key is kept no more"),
    }
