"""A claim that a program read, told in one plain line: lists and proofs name claims by what they say."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.evidence.claim import Actor, Claim, Modality

_DONE = frozenset({Modality.ASSERTED, Modality.PRESUPPOSED})
_OWED = frozenset({Modality.REQUIRED, Modality.COMMITTED, Modality.INTENDED, Modality.REFUSED})


def told(claim: Claim) -> Claim:
    """The same claim with a sentence of its own, where its reader gave it none."""
    if claim.says:
        return claim
    return claim.model_copy(update={"says": sentence(claim)}).identified()


def sentence(claim: Claim) -> str:
    """Who, what, to whom, how many, where and when, in the report's own words; then how it is told.

    >>> Hayat Tahrir al-Sham: presence, heavy weapons, demilitarised zone (asserted, ongoing)
    """
    words = [
        claim.event or claim.act.value.replace("_", " "),
        _against(claim.target),
        claim.object.text or claim.object.term or "" if claim.object else "",
        *dict.fromkeys(quantity.text for quantity in claim.quantity if quantity.text),
        *dict.fromkeys(place.text or place.zone or "" for place in claim.place),
        claim.time.text,
    ]
    doer = _names(claim.actor) or "nobody named"
    return f"{doer}: {', '.join(word for word in words if word)} ({how_said(claim)})"


def how_said(claim: Claim) -> str:
    """`asserted, ongoing`; `not` where it is denied; the aspect only of what is told as a fact."""
    words = [claim.modality.value.replace("_", " ")]
    if claim.polarity == "negative":
        words.append("not to do it" if claim.modality in _OWED else "not so")
    if claim.modality in _DONE or claim.aspect != "not_started":
        words.append(claim.aspect.replace("_", " "))
    if claim.trend:
        words.append(f"going {claim.trend}")
    return ", ".join(words)


def _against(targets: Iterable[Actor]) -> str:
    names = _names(targets)
    return f"against {names}" if names else ""


def _names(actors: Iterable[Actor]) -> str:
    return ", ".join(dict.fromkeys(actor.text or actor.party or "" for actor in actors))
