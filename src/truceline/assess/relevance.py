"""Which norms a claim may count for or against, told from the claim and the agreement alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from truceline.agreement.checks import (
    ActivityAtLeast,
    AtMost,
    BeyondLine,
    Check,
    EventOccurred,
    NoEvent,
    NonePresent,
    StateHolds,
    walk,
)
from truceline.agreement.model import Agreement
from truceline.agreement.norms import Duty, Norm, Rule
from truceline.assess.matching import ABOUT_PLACE, groups, is_event, is_of_category
from truceline.assess.scales import RELEVANT_P
from truceline.evidence.acts import VIOLENT, Act
from truceline.evidence.claim import Claim
from truceline.places.atlas import Atlas, Readings

Asked = tuple[str, Check]
"""A norm's id, and a check of it."""


def norms_met(
    agreement: Agreement, atlas: Atlas, claim: Claim, readings: Readings | None = None
) -> tuple[str, ...]:
    """Ids of the norms whose check is about what the claim tells, in the order of the text.

    However it is told: a planned withdrawal bears on the duty to withdraw as words about it. A place
    that is not known does not rule a norm out; one that surely lies elsewhere does, and so does an act
    of force told as done without any place. Rules count through the norms they look at.
    """
    return Relevance(agreement, atlas, readings).norms(claim)


@dataclass(frozen=True)
class Relevance:
    """The norms of an agreement by what their checks ask about, for many claims."""

    agreement: Agreement
    atlas: Atlas
    readings: Readings | None = None
    _of_act: dict[Act, tuple[Asked, ...]] = field(default_factory=dict, repr=False)

    def norms(self, claim: Claim) -> tuple[str, ...]:
        """As `norms_met`."""
        found: dict[str, None] = {}
        for norm, check in self._asked(claim):
            if norm not in found and self._is_about(claim, check):
                found[norm] = None
        return tuple(found)

    def _asked(self, claim: Claim) -> tuple[Asked, ...]:
        """The checks that may be about the claim; only its act tells, unless it names more."""
        if claim.event is not None or claim.state is not None:
            return self._checks
        if claim.act not in self._of_act:
            asked = (one for one in self._checks if self._can_ask(claim.act, one[1]))
            self._of_act[claim.act] = tuple(asked)
        return self._of_act[claim.act]

    @cached_property
    def _checks(self) -> tuple[Asked, ...]:
        """Every check of every norm that is no rule, with the norm's id, in the order of the text."""
        return tuple((norm.id, check) for norm in self.agreement.norms.values() for check in _checks_of(norm))

    def _can_ask(self, act: Act, check: Check) -> bool:
        """Whether a check can be about a claim of this act that names no event and no state."""
        match check:
            case NoEvent() | EventOccurred() | ActivityAtLeast():
                kind = self.agreement.event.get(check.event)
                return act.value == check.event if kind is None else act in kind.acts
            case NonePresent() | AtMost() | BeyondLine():
                return act in ABOUT_PLACE
            case _:
                return False

    def _is_about(self, claim: Claim, check: Check) -> bool:
        match check:
            case NoEvent() | EventOccurred() | ActivityAtLeast():
                return (
                    is_event(self.agreement, claim, check.event)
                    and self._is_by(claim, check.by)
                    and (claim.act not in VIOLENT or _is_placed(claim) or check.where is None)
                    and self._may_lie_in(claim, check.where)
                )
            case NonePresent() | AtMost():
                return self._is_about_category(claim, check.what) and self._may_lie_in(claim, check.where)
            case BeyondLine():
                return self._is_about_category(claim, check.what)
            case StateHolds():
                return claim.state is not None and claim.state.of == check.of
            case _:
                return False

    def _is_about_category(self, claim: Claim, what: str) -> bool:
        return claim.act in ABOUT_PLACE and is_of_category(self.agreement, claim, what)

    def _is_by(self, claim: Claim, parties: tuple[str, ...]) -> bool:
        """Whether one of the parties may have done it: nobody named rules nobody out."""
        if not parties:
            return True
        named = groups(self.agreement, claim.actor)
        return not named or not named.isdisjoint(parties)

    def _may_lie_in(self, claim: Claim, zone: str | None) -> bool:
        if zone is None or not claim.place:
            return True
        on = claim.time.end or claim.time.start or claim.published_on
        return any(
            self.atlas.may_lie_in(place, zone, RELEVANT_P, on=on, readings=self.readings)
            for place in claim.place
        )


def _is_placed(claim: Claim) -> bool:
    """Whether an act of force says where it was, or is only spoken of.

    Shelling told without a place may have been anywhere: a person must tie it to a norm.
    """
    return bool(claim.place) or not claim.is_done


def _checks_of(norm: Norm) -> Iterator[Check]:
    if isinstance(norm, Rule):
        return
    if norm.test is not None:
        yield from walk(norm.test)
    if isinstance(norm, Duty) and norm.when is not None:
        yield from walk(norm.when)
