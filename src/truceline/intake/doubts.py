"""What is doubtful about a claim however it came in: disordered bounds, unknown references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from truceline.agreement.model import Agreement
from truceline.core.quantity import Bounds
from truceline.evidence.claim import Claim, Quantity, Toll
from truceline.intake.faults import Doubt, Fault

_TOLLS = ("killed", "killed_civilians", "killed_combatants", "killed_unknown", "injured")
_MEANING = {
    "extra_forbidden": Fault.UNKNOWN_FIELD,
    "missing": Fault.MISSING_VALUE,
    "int_parsing": Fault.BAD_NUMBER,
    "float_parsing": Fault.BAD_NUMBER,
    "int_from_float": Fault.BAD_NUMBER,
    "int_type": Fault.BAD_NUMBER,
    "float_type": Fault.BAD_NUMBER,
    "finite_number": Fault.BAD_NUMBER,
    "date_from_datetime_parsing": Fault.BAD_DATE,
    "date_parsing": Fault.BAD_DATE,
    "date_type": Fault.BAD_DATE,
    "date_from_datetime_inexact": Fault.BAD_DATE,
    "datetime_parsing": Fault.BAD_DATE,
    "datetime_from_date_parsing": Fault.BAD_DATE,
    "timezone_aware": Fault.BAD_DATE,
}


def disordered(claim: Claim) -> Iterator[Doubt]:
    """A doubt for every low, best and high that contradict each other; the figures stay as given."""
    named: list[tuple[str, Toll | Quantity | None]] = [
        (f"quantity.{index}", item) for index, item in enumerate(claim.quantity, start=1)
    ]
    if claim.casualties:
        named += [(f"casualties.{name}", getattr(claim.casualties, name)) for name in _TOLLS]
    for field, item in named:
        if item and not Bounds(item.low, item.best, item.high).is_ordered:
            told = f"low {item.low}, best {item.best}, high {item.high}"
            yield Doubt(Fault.DISORDERED_BOUNDS, f"{told} are not in order; kept as given", field)


def from_validation(invalid: ValidationError) -> Iterator[Doubt]:
    """Every field that the claim's model refuses, in words, with the row skipped."""
    for error in invalid.errors(include_url=False):
        field = ".".join(str(part) for part in error["loc"])
        given = "" if error["type"] == "missing" else f" (given: {str(error['input'])[:80]!r})"
        yield Doubt(_fault(error, field), f"{error['msg']}{given}", field, "skipped")


def _fault(error: ErrorDetails, field: str) -> Fault:
    if field == "act" and error["type"] == "enum":
        return Fault.UNKNOWN_ACT
    if field.startswith("time") and error["type"] == "value_error":
        return Fault.REVERSED_DATES
    return _MEANING.get(error["type"], Fault.BAD_VALUE)


class References:
    """Which ids a claim may name: those of the agreement."""

    def __init__(self, agreement: Agreement) -> None:
        self._agreement = agreement

    @cached_property
    def _terms(self) -> frozenset[str]:
        terms = self._agreement.terms
        return frozenset(name for term in terms for name in (term.id, *term.parts, *term.systems))

    def unknown(self, claim: Claim) -> Iterator[Doubt]:
        """A doubt for each id that the agreement does not have; the claim is kept."""
        law = self._agreement
        parties = [one.party for one in (*claim.actor, *claim.target)]
        yield from _not_in([*parties, claim.attribution.party], law.party, "party")
        yield from _not_in((place.zone for place in claim.place), law.zone, "zone")
        yield from _not_in(claim.bears_on, law.norms, "norm")
        yield from _not_in([claim.judgement.norm if claim.judgement else None], law.norms, "norm")
        yield from _not_in([claim.event], law.event, "event type")
        yield from _not_in([claim.object.term if claim.object else None], self._terms, "term")


def _not_in(given: Iterable[str | None], known: Iterable[str], what: str) -> Iterator[Doubt]:
    allowed = known if isinstance(known, frozenset | dict) else frozenset(known)
    for name in dict.fromkeys(given):
        if name is not None and name not in allowed:
            fault = Fault.UNKNOWN_PARTY if what == "party" else Fault.UNKNOWN_REFERENCE
            yield Doubt(fault, f"the agreement has no {what} {name!r}", what.replace(" ", "_"))
