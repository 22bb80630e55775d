"""Which claims speak to which question: parties, categories, events, presence and absence."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.agreement.model import Agreement
from truceline.evidence.acts import SPEECH, Act
from truceline.evidence.claim import Actor, AttributionGrade, Claim, Kind, Modality

ABOUT_PLACE = frozenset({Act.PRESENCE, Act.DEPLOY, Act.ABSENCE, Act.WITHDRAW})
"""Acts that tell who or what is, is not, comes to or leaves a place."""
_THERE = frozenset({Act.PRESENCE, Act.DEPLOY})

# Why a claim about an act that is not told as done sets aside, in the reader's words.
NOT_DONE = {
    Modality.COMMITTED: "promised, not reported as done",
    Modality.REQUIRED: "required, not reported as done",
    Modality.INTENDED: "planned, not reported as done",
    Modality.POSSIBLE: "said to be possible, not reported as done",
    Modality.REFUSED: "refused: words about the act, not the act",
    Modality.EXPECTED: "expected, not reported as done",
    Modality.CONDITIONAL: "told under a condition, not reported as done",
    Modality.CONDITIONAL_ANTECEDENT: "the condition of a sentence, not reported as done",
}


UNATTRIBUTED = "not attributed: an unattributed act binds nobody"


def groups(agreement: Agreement, actors: Iterable[Actor]) -> frozenset[str]:
    """The parties named, and every party they are part of."""
    found: set[str] = set()
    for actor in actors:
        if actor.party:
            found |= agreement.groups_of(actor.party)
    return frozenset(found)


def binds(claim: Claim) -> bool:
    """Whether the act is attributed to somebody; an unattributed act binds nobody."""
    return claim.attribution_grade is not AttributionGrade.NONE and bool(claim.parties)


def is_event(agreement: Agreement, claim: Claim, event: str) -> bool:
    """Whether the claim is about an event of this type (by name, or by act and object)."""
    if claim.event is not None:
        return claim.event == event
    kind = agreement.event.get(event)
    if kind is None:
        return claim.act.value == event
    if claim.act not in kind.acts:
        return False
    if not kind.objects:
        return True
    term = claim.object.term if claim.object else None
    return any(term in agreement.kinds_of(wanted) for wanted in kind.objects)


def is_of_category(agreement: Agreement, claim: Claim, what: str) -> bool:
    """Whether the thing or group seen belongs to the category."""
    term = claim.object.term if claim.object else None
    if term is not None and term in agreement.kinds_of(what):
        return True
    return is_group_of(agreement, claim, what) and term in (None, "personnel", what)


def is_group_of(agreement: Agreement, claim: Claim, what: str) -> bool:
    """Whether the actors themselves are what the category names (`radical groups`)."""
    category = agreement.term.get(what)
    wanted = {what, *(category.parties if category else ())}
    return bool(groups(agreement, claim.actor) & wanted)


def speaks_for_whole(agreement: Agreement, claim: Claim, what: str) -> bool:
    """Whether an absence told of this category is an absence of all of `what`.

    No mortars is not no heavy weapons: a narrower category can refute, and never shows.
    """
    term = claim.object.term if claim.object else None
    if term is not None and what in agreement.kinds_of(term):
        return True
    category = agreement.term.get(what)
    wanted = set(category.parties) if category and category.parties else {what}
    named = {actor.party for actor in claim.actor if actor.party}
    return term in (None, "personnel", what) and (what in named or wanted <= named)


def doers(agreement: Agreement, claim: Claim) -> frozenset[str]:
    """Those to whom the act (or the thing seen) is attributed, with their groups; none if nobody."""
    return groups(agreement, claim.actor) if binds(claim) else frozenset()


def is_infighting(agreement: Agreement, claim: Claim) -> bool:
    """Whether all who fought (or were hit) stand on one side."""
    actors = [actor.party for actor in claim.actor if actor.party]
    targets = [actor.party for actor in claim.target if actor.party]
    if not targets and (binds(claim) or len(actors) < 2):  # noqa: PLR2004 - a fight takes two
        return False
    sides = [agreement.groups_of(party) for party in (*actors, *targets)]
    return len(sides) > 1 and bool(frozenset.intersection(*sides))


def side_of(agreement: Agreement, claim: Claim) -> str | None:
    """The widest group that all who fought belong to."""
    parties = [actor.party for actor in (*claim.actor, *claim.target) if actor.party]
    shared = (
        frozenset.intersection(*(agreement.groups_of(party) for party in parties)) if parties else frozenset()
    )
    return min(shared, key=lambda one: (len(agreement.groups_of(one)), one), default=None)


def told_as_fact(claim: Claim) -> bool:
    """Whether the source asserts (or denies) the act, rather than plans or supposes it."""
    return why_not_fact(claim) is None


def why_not_fact(claim: Claim) -> str | None:
    """Why the claim tells no deed, done or denied; None if it does."""
    if claim.modality in NOT_DONE:
        return NOT_DONE[claim.modality]
    if claim.aspect == "not_started":
        return "said not to have begun"
    if claim.kind is Kind.STATEMENT and claim.act not in SPEECH:
        return "a statement: words, not conduct"
    return None


def says_present(claim: Claim) -> bool:
    """Seen there; not absent; not withdrawn."""
    if claim.polarity == "positive":
        return claim.act in _THERE and not is_nil_report(claim)
    return claim.act in (Act.ABSENCE, Act.WITHDRAW)


def says_absent(claim: Claim) -> bool:
    """Looked and found none. A report of a withdrawal alone does not say that none is left."""
    if claim.kind is not Kind.LOOK:
        return False
    if claim.polarity == "positive":
        return claim.act is Act.ABSENCE or (claim.act in _THERE and is_nil_report(claim))
    return claim.act in _THERE


def is_nil_report(claim: Claim) -> bool:
    """A count of nought: the source reports that nothing of the kind happened."""
    counts = [q for q in claim.quantity if q.kind == "count"]
    return bool(counts) and all(q.high == 0 for q in counts)


def why_not_done(claim: Claim) -> str | None:
    """Why an act told in this way cannot count as done; None if it can."""
    if claim.polarity == "negative":
        return why_not_fact(claim) or "denied"
    return why_not_fact(claim) or ("a count of nought" if is_nil_report(claim) else None)


def concerns(claim: Claim, norm: str) -> bool:
    """Whether the claim may be used for this norm."""
    return not claim.bears_on or norm in claim.bears_on
