"""Why somebody is not let in, or may not do a thing.

    AccountError
    |- Refused       name, password or code is wrong, the account is shut, or it waits: one answer for all
    |- Wait          this address has tried too often; it says for how long
    |- NotLoggedIn   a session or token that is unknown, ended or too old
    |  `- CodeWanted the password was right, the second factor is still to come
    |- ProviderFailed  an identity provider did not answer as it should, or let nobody in
    |- LinkSpent     a one-time link that is unknown, used or too old
    `- NotAllowed    this account has no right to do that

What a person can mend in a form (a name that is taken, a password that is too short) is an InputError.
No message repeats what was typed.
"""

from __future__ import annotations

from truceline.errors import TrucelineError


class AccountError(TrucelineError):
    """Base of all refusals of this room."""

    exit_code = 2
    told = ""

    def __init__(self, told: str | None = None) -> None:
        super().__init__(told or self.told)


class Refused(AccountError):
    """No log-in; it never says which part was wrong, or whether there is such an account."""

    told = "name, password or code is wrong; after several tries the account waits for up to an hour"


class Wait(AccountError):
    """This address has tried too often, whatever names it tried."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        """How long no try from there is looked at."""
        super().__init__(f"too many tries from this address; wait {seconds} s")


class NotLoggedIn(AccountError):
    """Nobody is known by this session or token (any more)."""

    told = "log in first"


class CodeWanted(NotLoggedIn):
    """The session waits for the code of its second factor, and opens nothing until then."""

    told = "the code of the second factor is missing"


class ProviderFailed(AccountError):
    """The identity provider did not let the person in, or its answer does not hold."""

    told = "the identity provider did not confirm who you are; begin again"


class LinkSpent(AccountError):
    """The link opens nothing: it never did, it was used, or its time is over."""

    told = "this link was used or is too old; ask for a new one"


class NotAllowed(AccountError):
    """The account is known, and has no right to do that."""

    told = "this account may not do that"
