"""What stands in the slots of a claim, in words: who, whom, what, where, when, how many, on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from truceline.evidence.claim import Actor, Casualties, Claim, Observed, Place, Quantity, TextSpan, Toll, When
from truceline.publish.words import DASH, days, figures, plain

_NBSP = "\N{NO-BREAK SPACE}"


class Slot(NamedTuple):
    """One slot: its name, what is in it, and the words it rests on."""

    name: str
    text: str
    span: TextSpan | None = None


def slots(claim: Claim) -> Iterator[Slot]:
    """Every slot that holds something, one for each thing in it, in the order of a sentence."""
    for actor in claim.actor:
        yield Slot("who", _actor(actor), actor.span)
    for target in claim.target:
        yield Slot("whom", _actor(target), target.span)
    if thing := claim.object:
        yield Slot("what", _with(thing.text, thing.term), thing.span)
    for place in claim.place:
        yield Slot(_WHERE[place.role], _place(place), place.span)
    if claim.time != When():
        yield Slot("when", _when(claim.time), claim.time.span)
    for quantity in claim.quantity:
        yield Slot(_HOW_MUCH.get(quantity.kind, quantity.kind), _amount(quantity), quantity.span)
    for name, toll in _tolls(claim.casualties):
        yield Slot(name, ascii_figures(toll.low, toll.best, toll.high))
    if claim.observed:
        yield Slot("observed", _observed(claim.observed))
    yield Slot("word of", _word(claim), claim.attribution.span)


_HOW_MUCH = {"count": "how many", "distance": "how far", "duration": "how long", "partitive": "share"}
_WHERE = {"location": "where", "origin": "from", "destination": "to"}


def ascii_figures(low: float | None, best: float | None, high: float | None) -> str:
    """A count with its bounds, in characters that every terminal has."""
    return figures(low, best, high).replace(_NBSP, " ").replace(DASH, "-")


def _with(text: str, told: str | None) -> str:
    """The words, and in brackets what they stand for, where that says more."""
    if not told or told == text:
        return text or told or ""
    return f"{text} ({told})" if text else told


def _actor(actor: Actor) -> str:
    return _with(actor.text, actor.party or "no party")


def _place(place: Place) -> str:
    told = [place.zone] if place.zone else []
    if place.base and place.base != place.text:
        told.append(f"{place.direction or ''} {place.base}".strip())
    if place.adm1 and place.adm1 not in (place.base, place.text):
        told.append(place.adm1)
    others = dict.fromkeys(_with(one.base, one.adm1) for one in place.alternatives or ())
    if others:
        told.append(f"or {', '.join(others)}")
    return _with(place.text, ", ".join(told))


def _when(time: When) -> str:
    reach = days(time.start, time.end).replace(_NBSP, " ").replace(DASH, "-")
    if time.start is None and time.end is None:
        reach = "" if time.kind == "habitual" else "day not resolved"
    if time.kind == "habitual":
        reach = f"habitual {reach}".strip()
    return _with(time.text, reach)


def _amount(quantity: Quantity) -> str:
    if quantity.kind == "partitive":
        return _with(quantity.text, _share(quantity))
    read = ascii_figures(quantity.low, quantity.best, quantity.high)
    unit = f" {quantity.unit}" if quantity.unit else ""
    about = "about " if quantity.approx else ""
    aimed = ", aimed at" if quantity.status == "target" else ""
    return _with(quantity.text, f"{about}{read}{unit}{aimed}")


def _share(quantity: Quantity) -> str:
    """A part of a whole, in per cent; `half`, `most` and `a part of` keep their bounds."""
    low, best, high = (
        None if value is None else round(100 * value)
        for value in (quantity.low, quantity.best, quantity.high)
    )
    return f"{ascii_figures(low, best, high)}%"


def _observed(observed: Observed) -> str:
    """Seen or heard, which way the fire went, from where, how far off, which calibre, behind which lines."""
    far = [one for one in (observed.distance_low_km, observed.distance_high_km) if one is not None]
    parts = [
        observed.detection or "",
        f"fire {observed.fire}" if observed.fire else "",
        f"to the {observed.bearing}" if observed.bearing else "",
        f"{'-'.join(dict.fromkeys(f'{km:g}' for km in far))} km off" if far else "",
        f"{observed.calibre_mm:g} mm" if observed.calibre_mm else "",
        plain(observed.lines) if observed.lines else "",
    ]
    return ", ".join(part for part in parts if part)


def _tolls(casualties: Casualties | None) -> Iterable[tuple[str, Toll]]:
    if casualties is None:
        return
    for name in ("killed", "killed_civilians", "killed_combatants", "killed_unknown", "injured"):
        if toll := getattr(casualties, name):
            yield plain(name), toll


def _word(claim: Claim) -> str:
    match claim.attribution.by:
        case "speaker":
            return _with(claim.attribution.text or "somebody quoted", claim.attribution.party)
        case "agreement":
            return "the agreement's text"
        case _:
            return "the report itself"
