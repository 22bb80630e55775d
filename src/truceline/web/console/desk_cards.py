"""A proposed claim as a card of the desk: its slots, how it is told, what it bears on, who made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from truceline.assess.matching import is_nil_report, why_not_done
from truceline.case.entering import OWN, needs_other_eyes
from truceline.evidence.claim import Claim, Modality, Status
from truceline.ledger.waiting import Made
from truceline.publish.slots import slots
from truceline.publish.tones import Tone, tag, tone_of
from truceline.publish.tongue.tongue import Tongue
from truceline.publish.words import capital
from truceline.web.visit import Visit
from truceline.web.voice import Voice


@dataclass(frozen=True)
class Card:
    """One claim."""

    claim: Claim
    seq: int
    number: int
    """On its page, from 1."""
    tone: Tone
    tag: str
    act: str
    is_done: bool
    """Whether it is told as done; only then it may count as a deed."""
    manner: str
    slots: tuple[tuple[str, str], ...]
    norms: tuple[tuple[str, str], ...]
    """Id and title of the promises it bears on."""
    rules: tuple[str, ...]
    reader: str
    by: str
    """Who entered or corrected it; empty where a program read it."""
    is_own: bool
    """Whether it is the reader's own, so that somebody else has to accept it."""
    hidden: bool
    """A secret claim whose words this reader may not see."""

    @property
    def needs_why(self) -> bool:
        """Whether turning it down needs a reason: it would have spoken for or against somebody."""
        return bool(self.claim.bears_on)

    @property
    def anchor(self) -> str:
        """Where on the page it is."""
        return f"c-{self.claim.claim_id[:16]}"


def cards_of(visit: Visit, ids: Sequence[str]) -> tuple[Card, ...]:
    """The cards of claims, in the order asked for."""
    waiting = visit.held.case.ledger.waiting
    claims, makers = waiting.claims(ids), waiting.makers(ids)
    visit.shows(claims.values())
    return tuple(
        _card(visit, claim, number, makers[claim.claim_id])
        for number, claim in enumerate(claims.values(), start=1)
    )


def _card(visit: Visit, claim: Claim, number: int, made: Made) -> Card:
    voice = visit.voice
    return Card(
        claim=claim,
        seq=made.seq,
        number=number,
        tone=tone_of(claim),
        tag=tag(claim, number),
        act=_act(voice, claim),
        is_done=why_not_done(claim) is None,
        manner=manner(claim, visit.tongue),
        slots=tuple(_slots(claim, visit.tongue)),
        norms=tuple((norm, voice.promise(norm)) for norm in claim.bears_on),
        rules=claim.made_by.rules if claim.made_by else (),
        reader=claim.made_by.reader if claim.made_by else "",
        by=made.by or "" if made.kind in OWN else "",
        is_own=needs_other_eyes(made, visit.asker.name),
        hidden=not visit.may_read(claim),
    )


def _act(voice: Voice, claim: Claim) -> str:
    return capital(voice.event(claim.event) if claim.event else voice.tongue.term(claim.act.value))


def _slots(claim: Claim, tongue: Tongue) -> list[tuple[str, str]]:
    grouped = groupby(slots(claim), key=lambda slot: slot.name)
    return [(slot_name(name, tongue), "; ".join(slot.text for slot in several)) for name, several in grouped]


def slot_name(name: str, tongue: Tongue) -> str:
    """What a slot is called; one without a name of its own (a ratio) as it is."""
    say = tongue.say
    known = {
        "who": say("Who did it"),
        "whom": say("To whom"),
        "what": say("With what"),
        "where": say("Where"),
        "from": say("From where"),
        "to": say("Where to"),
        "when": say("When"),
        "how many": say("How many"),
        "how far": say("How far"),
        "how long": say("How long"),
        "share": say("What share"),
        "killed": say("Killed"),
        "killed civilians": say("Civilians killed"),
        "killed combatants": say("Combatants killed"),
        "killed unknown": say("Killed, unknown whether civilians"),
        "injured": say("Injured"),
        "observed": say("How observed"),
        "word of": say("On whose word"),
    }
    return known.get(name, capital(name))


def manner(claim: Claim, tongue: Tongue) -> str:
    """How it is told; of whatever is not told as done, that it is not."""
    say = tongue.say
    if claim.modality in _PLAIN:
        return _of_fact(claim, tongue)
    words = {
        Modality.COMMITTED: say("Promised, not done"),
        Modality.REQUIRED: say("Required, not done"),
        Modality.INTENDED: say("Planned, not done"),
        Modality.POSSIBLE: say("Possible, not shown"),
        Modality.REFUSED: say("Refused, not done"),
        Modality.EXPECTED: say("Expected, not done"),
        Modality.CONDITIONAL: say("Under a condition, not done"),
        Modality.CONDITIONAL_ANTECEDENT: say("A condition, not done"),
    }
    told = words[claim.modality]
    return say("{manner}; and denied", manner=told) if claim.polarity == "negative" else told


_PLAIN = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})


def _of_fact(claim: Claim, tongue: Tongue) -> str:
    say = tongue.say
    if claim.polarity == "negative":
        return say("Denied: told as not so")
    if claim.aspect == "not_started":
        return say("Not begun")
    if is_nil_report(claim):
        return say("A count of nought")
    if why_not_done(claim) is not None:
        return say("Words, not conduct")
    return say("Told as done")


def status_word(status: Status, tongue: Tongue) -> str:
    """Where a claim stands, in words."""
    say = tongue.say
    words = {
        Status.PROPOSED: say("proposed"),
        Status.ACCEPTED: say("accepted"),
        Status.REJECTED: say("rejected"),
        Status.SUPERSEDED: say("corrected"),
        Status.WITHDRAWN: say("withdrawn"),
    }
    return words[status]


def tone_word(tone: Tone, tongue: Tongue) -> str:
    """What a letter of the marks means."""
    say = tongue.say
    words = {
        "A": say("told as a fact"),
        "P": say("taken for known while something else is said"),
        "C": say("promised by whoever is to do it: not done"),
        "R": say("demanded by a text or by somebody: not done"),
        "I": say("planned, prepared or threatened: not done"),
        "E": say("foreseen by somebody else: not done"),
        "M": say("may be so or not: not shown"),
        "X": say("its doer will not: not done"),
        "F": say("the condition for something else: not done"),
        "T": say("hangs on a condition: not done"),
    }
    return words[tone.letter]
