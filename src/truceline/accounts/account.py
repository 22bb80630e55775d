"""What is known of people who use the server: no field here holds a secret."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from truceline.errors import InputError, Problem
from truceline.ledger.signers import Role

SHORTEST_NAME = 2
LONGEST_NAME = 64


class Language(StrEnum):
    """A language of the console."""

    ENGLISH = "en"
    ARABIC = "ar"


class Scope(StrEnum):
    """What a token may be used for; never more than its account may do itself."""

    READ = "read"
    WRITE = "write"
    SECRET = "secret"  # noqa: S105 - a scope's name
    PUBLISH = "publish"
    ADMIN = "admin"


class Factor(StrEnum):
    """How a session stands with the second factor."""

    NONE = "none"
    WANTED = "wanted"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may log in; what they may do in a case is told by memberships."""

    id: str
    name: str
    language: Language
    owner: bool
    """Makes accounts and gives roles; has by this no right in any case."""
    made_at: datetime
    disabled_at: datetime | None
    has_password: bool
    """No: it comes only by way of an identity provider."""
    factor_since: datetime | None
    """Since when log-in asks for a code; null: it does not."""
    issuer: str | None
    """The identity provider the account is bound to."""


@dataclass(frozen=True, slots=True, order=True)
class Grant:
    """A role in a case, for a party or none."""

    case: str
    role: Role
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """A role that an account has, since when and by whose hand."""

    account: str
    grant: Grant
    since: datetime
    by: str | None


def login_name(text: str) -> str:
    """A name as it is kept; InputError for one that is too short, too long or not plain to see."""
    name = " ".join(unicodedata.normalize("NFC", text).split(" ")).strip()
    if not SHORTEST_NAME <= len(name) <= LONGEST_NAME:
        raise wrong("name", f"a name has {SHORTEST_NAME} to {LONGEST_NAME} characters")
    # C*: control, format (marks that turn or join letters unseen), surrogate and private characters.
    if any(unicodedata.category(letter)[0] in "CZ" and letter != " " for letter in name):
        raise wrong("name", "a name holds no control or invisible characters")
    return name


def folded(name: str) -> str:
    """What two names are compared by: letters of either case, and of either width, are the same."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()


def wrong(field: str, message: str, allowed: tuple[str, ...] = ()) -> InputError:
    """What a person can mend in a form."""
    return InputError(Problem("account", 0, field, message, allowed))
