"""Whose signature an act would bear: what must hold before it, the key that makes it, and its entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from pydantic import ValidationError

from truceline.accounts.refusal import AccountError
from truceline.errors import CaseError, InputError, Problem, TrucelineError
from truceline.ledger.signing import Signer
from truceline.mechanism.deed import Deed
from truceline.mechanism.entering import CLOCKS_APART, Given, Receipt
from truceline.mechanism.kinds import deed_from
from truceline.mechanism.retracting import Retract
from truceline.mechanism.signed import Signed
from truceline.mechanism.surveys import Survey
from truceline.web.console.mechanism_fields import told_wrong
from truceline.web.console.mechanism_seat import Seat
from truceline.web.console.mechanism_words import act_name
from truceline.web.console.mending import refusal
from truceline.web.voice import Voice

WRONG = 422
"""The answer to a form that is wrong; 409 is for a record that went on meanwhile."""
LOOKED = timedelta(hours=1)
"""So long after it was shown an act may be signed; later it is looked at again."""
_MOST_ACTS = 1000


def usual(seat: Seat) -> dict[str, Any]:
    """What every act of this person says; InputError where their key is not there, or not trusted."""
    held, say = seat.holder, seat.visit.tongue.say
    if held is None:
        told = say("Acts are signed: bring your key, and have it entered in the case's register of signers.")
        raise InputError(Problem("form", 0, "key", told))
    if not seat.is_own_key:
        told = say("Your key is trusted as something else than your role here. It signs nothing for you.")
        raise InputError(Problem("form", 0, "key", told))
    made = {
        "agreement": seat.visit.agreement.id, "signer": held.signer, "made_at": seat.now.isoformat(),
    }  # fmt: skip
    return made | ({"party": held.party} if held.party else {})


def require_possible(seat: Seat, deeds: Sequence[Deed]) -> None:
    """Raise InputError where the record would not take acts; it tells nothing of what is hidden from them."""
    problems = [one for deed in deeds for one in hidden_in(seat, deed)]
    if not problems:
        refused = seat.trial(deeds)
        problems = [Problem("form", 0, one.field, one.message, one.allowed) for one in refused]
    if problems:
        raise InputError(problems)


def hidden_in(seat: Seat, deed: Deed) -> list[Problem]:
    """What an act names that the visitor may not know of, told as if it were not there."""
    say, record = seat.visit.tongue.say, seat.record
    found = record.matters.get((deed.sort, deed.matter))
    seen = found is not None and seat.viewer.sees(found)
    name = deed.named[0]
    if isinstance(deed, Retract):
        acts = seat.viewer.acts(record)
        is_known = any(one.signed.digest.startswith(deed.act) for one in acts)
        return [] if is_known else [Problem("form", 0, name, say("There is no such act that counts."))]
    if isinstance(deed, Survey):
        unseen = [one for one in deed.patrols if seat.matter("patrol", one) is None]
        return [Problem("form", 0, "patrols", say("There is no patrol {name}.", name=one)) for one in unseen]
    # What another side counted in secret bars nobody from their own figure of the same place and day.
    if found is not None and not seen and deed.opens and not (found.beside and found.takes(deed)):
        return [Problem("form", 0, name, say("This name is taken. Give another."))]
    if not seen and not deed.opens:
        known = tuple(one.id for one in seat.matters if one.sort == deed.sort)
        return [Problem("form", 0, name, say("There is nothing of this name."), known)]
    return []


def shown_before(seat: Seat, text: str) -> list[Deed]:
    """The acts that a page showed, as it sent them; InputError where they are not this person's, or old."""
    say, own = seat.visit.tongue.say, usual(seat)
    lines = text.split("\n")
    try:
        deeds = [deed_from(json.loads(line)) for line in lines if line.strip()]
    except (ValueError, ValidationError, RecursionError):
        deeds = []
    if not deeds or len(deeds) > _MOST_ACTS:
        raise InputError(Problem("form", 0, "deeds", say("What was sent is no act. Fill the form again.")))
    for deed in deeds:
        whose = (deed.agreement, deed.signer, deed.party)
        if whose != (own["agreement"], own["signer"], own.get("party")):
            told = say("This act is not yours to sign.")
            raise InputError(Problem("form", 0, "signer", told))
        if not -CLOCKS_APART <= seat.now - deed.made_at <= LOOKED:
            told = say("The act was looked at too long ago. Fill the form again.")
            raise InputError(Problem("form", 0, "made_at", told))
    return deeds


def opened(seat: Seat, passphrase: str) -> Signer:
    """The visitor's key, opened with its passphrase and held for the session."""
    asker, slug = seat.visit.asker, seat.visit.held.slug
    say = seat.visit.tongue.say
    if seat.keyring is None or seat.kept is None or not asker.session:
        raise InputError(Problem("form", 0, "key", say("No key of yours is kept here for this case.")))
    if not passphrase:
        raise InputError(Problem("form", 0, "passphrase", say("The key is closed. Give its passphrase.")))
    client = seat.visit.request.client
    try:
        signer = seat.keyring.open(asker.account, slug, passphrase, client.host if client else "")
    except CaseError:
        raise
    except InputError as error:
        told = say("This passphrase does not open the key. After several tries it waits for up to an hour.")
        raise InputError(Problem("form", 0, "passphrase", told)) from error
    seat.open_keys.hold(asker.session, asker.account, slug, signer)
    return signer


def entered(seat: Seat, signer: Signer, deeds: Sequence[Deed]) -> Receipt:
    """Sign acts and enter them: all or none; InputError says what the record would not take."""
    if seat.holder is None or not seat.is_own_key or str(signer.public) != seat.holder.key:
        usual(seat)
        raise InputError(Problem("form", 0, "key", seat.visit.tongue.say("This act is not yours to sign.")))
    problems = [one for deed in deeds for one in hidden_in(seat, deed)]
    if problems:
        raise InputError(problems)
    given = [Given(Signed.by(signer, one), act_name(one.name, seat.visit.tongue)) for one in deeds]
    return seat.visit.held.case.mechanism.enter(given)


def problems_in(error: TrucelineError, voice: Voice) -> tuple[str, ...]:
    """What an error says, line by line, without the place in a file."""
    if isinstance(error, AccountError):
        return (refusal(voice.tongue, error),)
    if isinstance(error, InputError):
        return tuple(told_wrong(one, voice) for one in error.problems)
    return (voice.clause(str(error)),)
