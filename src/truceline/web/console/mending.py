"""What was wrong in a form about accounts, and why somebody is refused, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.accounts.account import LONGEST_NAME, SHORTEST_NAME
from truceline.accounts.passwords import LONGEST, SHORTEST
from truceline.accounts.refusal import (
    AccountError,
    LinkSpent,
    NotAllowed,
    NotLoggedIn,
    ProviderFailed,
    Wait,
)
from truceline.errors import InputError
from truceline.publish.tongue.tongue import Tongue

STATUS: Mapping[type[AccountError], int] = {
    NotAllowed: 403,
    LinkSpent: 410,
    Wait: 429,
    NotLoggedIn: 401,
    ProviderFailed: 502,
}
"""What HTTP calls a refusal of the accounts; any other is 422."""


def status_of(error: AccountError) -> int:
    """What HTTP calls a refusal."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 422)


def mended(tongue: Tongue, error: InputError | AccountError) -> tuple[str, ...]:
    """Line by line what is to be mended; what is not known stays in English."""
    if isinstance(error, InputError):
        known = words(tongue)
        return tuple(known.get(one.message, one.message) for one in error.problems)
    return (refusal(tongue, error),)


def refusal(tongue: Tongue, error: AccountError) -> str:
    """Why somebody is refused who is signed in."""
    say = tongue.say
    match error:
        case Wait():
            return say("Too many tries from this address. Wait {n} seconds.", n=error.seconds)
        case ProviderFailed():
            return say("The identity provider did not confirm who you are. Begin again.")
        case LinkSpent():
            return say("This link was used, or it is too old. Ask for a new one.")
        case NotAllowed():
            return say("This account may not do that.")
        case _:
            return say("The password is wrong, or it was tried too often. Then wait up to an hour.")


def words(tongue: Tongue) -> Mapping[str, str]:
    """Everything that accounts find wrong in a form, by their own words."""
    return {**_of_names(tongue), **_of_roles(tongue), **_of_proofs(tongue)}


def _of_names(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    return {
        f"a name has {SHORTEST_NAME} to {LONGEST_NAME} characters": say(
            "A name has {least} to {most} characters.", least=SHORTEST_NAME, most=LONGEST_NAME
        ),
        "a name holds no control or invisible characters": say("A name holds no invisible characters."),
        "somebody has this name already": say("Somebody has this name already."),
        "there is no such account": say("There is no such account."),
        f"a password has {SHORTEST} to {LONGEST} characters; any will do": say(
            "A password has {least} to {most} characters; any will do.", least=SHORTEST, most=LONGEST
        ),
        "a password is not the name": say("A password is not the name."),
    }


def _of_roles(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    one_party = say("An account acts for one party in a case. Take the other role away first.")
    return {
        "a server keeps one owner at least; make another one first": say(
            "A server keeps one owner at least. Make another one first."
        ),
        "a case is named by small letters, digits, dots, dashes and underscores": say(
            "There is no such case here."
        ),
        "a liaison officer acts for a party of the agreement; say for which": say(
            "A liaison officer acts for a party of the agreement. Say for which."
        ),
        "a party's id has 1 to 64 characters": say("There is no such party."),
        "an account acts for one party in a case; take the other role away first": one_party,
    }


def _of_proofs(tongue: Tongue) -> Mapping[str, str]:
    say = tongue.say
    bound = say("An account is bound to that identity already. Sign in by it.")
    return {
        "a token's name has 1 to 64 characters": say("A token's name has 1 to 64 characters."),
        "say what it is for": say("Say what the token is for."),
        "a token is for one case, and for accounts (`admin`) alone without a case": say(
            "A token is for one case, or for accounts and roles alone."
        ),
        "a token ends within 366 days": say("A token ends within 366 days."),
        "there is a second factor; remove it first": say(
            "There is a second factor already. Remove it first."
        ),
        "no second factor is being set up": say("No second factor is being set up. Begin again."),
        "this is not the code of now; look at the clock of the telephone": say(
            "This is not the code of now. Look at the clock of your telephone."
        ),
        "there is no second factor": say("There is no second factor."),
        "the account is bound to an identity already": say("The account is bound to an identity already."),
        "an account is bound to that identity already; log in by it": bound,
        "there is no such identity provider": say("There is no such identity provider."),
    }
