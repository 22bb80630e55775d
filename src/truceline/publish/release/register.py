"""The register as the public is told: what anybody would find who knew only the claims that may be told.

Its rows are those of an assessment of these claims alone, so that nothing in them - a day, a toll, which of
two rows is there - can tell of a claim that is kept back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.assess.result import RegisterEntry
from truceline.core.confidence import pooled
from truceline.evidence.claim import AttributionGrade
from truceline.publish.release.fields import built
from truceline.publish.release.naming import basis_of, named
from truceline.publish.release.places import NOWHERE, Places, Spot
from truceline.publish.release.proofs import level
from truceline.publish.release.telling import why_none

if TYPE_CHECKING:
    from truceline.assess.result import Assessment, Cited
    from truceline.evidence.claim import Claim
    from truceline.publish.release.ground import Ground
    from truceline.publish.release.proofs import Proofs

_REASONS = re.compile(
    r"closed by a decision of the mechanism"
    r"|a count of nought: the source reports none"
    r"|acknowledged by a decision of the mechanism"
    r"|denied to the standard, not shown to the standard"
    r"|contested: shown and denied, both to the standard"
    r"|(?:shown to|below) the standard (?:balance|clear|beyond)"
    r"|not attributed: an unattributed act binds nobody"
    r"|nobody says whose it is: it binds no party"
    r"|does not say where|does not say when"
    r"|its days are too wide: it may lie outside the time asked about"
    r"|before the deadline|the text sets no date: no breach by time alone"
    r"|not by a party this norm is about|not against the side this norm protects"
    r"|within one side: no breach between the sides"
)
_OF_DOERS = frozenset(
    {
        "not by a party this norm is about",
        "not against the side this norm protects",
        "within one side: no breach between the sides",
    }
)
"""Reasons that would tell, of few parties, which."""
_FIGURE = re.compile(r" \(\d\.\d\d(?: of [\d.]+)?\)$")
Toll = tuple[int | None, int | None, int | None]


@dataclass(frozen=True)
class Register:
    """The entries of one frame."""

    ground: Ground
    proofs: Proofs
    places: Places
    found: Assessment
    """From the claims that may be told, and no others."""

    @cached_property
    def entries(self) -> tuple[RegisterEntry, ...]:
        """Every entry that may be told."""
        return tuple(self._entry(one) for one in self.found.violations)

    def reference(self, entry_id: str) -> str:
        """What stands for an entry's id."""
        return self.ground.key.reference("entry", entry_id)

    def _entry(self, one: RegisterEntry) -> RegisterEntry:
        claims = tuple(self.ground.claims[each.claim_id] for each in one.claims)
        doers = named(self.ground, one, claims)
        spot = self._spot(one, claims)
        day = one.start
        return built(
            one,
            **spot._asdict(),
            entry_id=self.reference(one.entry_id),
            reason=("" if one.is_nil else _basis(self.ground, one, claims, doers))
            or self._reason(one, doers),
            act=one.act if one.act in self.ground.known else "",
            start=day,
            end=one.end,
            p_inside=self.places.p_inside(spot, self.places.zones_of(one.norm), day),
            committed_by=doers,
            attribution=AttributionGrade(one.attribution).value,
            participants=tuple(party for party in one.participants if party in doers),
            answerable=self.ground.parties(one.answerable) if doers else (),
            target=self.ground.parties(one.target),
            count=one.count,
            killed=_toll(one.killed, self.ground.rules.least),
            support=self._strength(one.claims),
            opposition=self._strength(one.against),
            claims=self.proofs.cited(one.claims),
            against=self.proofs.cited(one.against),
            incident=self.ground.key.reference("incident", one.incident) if one.incident else None,
            may_repeat=tuple(map(self.reference, one.may_repeat)),
        )

    def _reason(self, one: RegisterEntry, named: Iterable[str]) -> str:
        """Why it has its state; not whose deed it is no breach for, before that party may be named."""
        reason = plain_reason(one.reason)
        return "" if reason in _OF_DOERS and set(one.committed_by) - set(named) else reason

    def _strength(self, claims: Iterable[Cited]) -> float:
        """What the claims amount to wherever it was: a strength that knew the place would tell it."""
        held = (self.ground.claims[one.claim_id] for one in claims)
        return level(pooled((claim.source.family, claim.weight) for claim in held))

    def _spot(self, one: RegisterEntry, claims: Iterable[Claim]) -> Spot:
        """Of the weightiest claim that the register takes its own point from."""
        for claim in claims:
            place = next((each for each in claim.place if each.role == "location"), None)
            if place is not None and (place.lat, place.lon, place.adm1) == (one.lat, one.lon, one.adm1):
                return self.places.spot(claim)
        return NOWHERE


def left_out(ground: Ground, entries: Iterable[RegisterEntry], as_of: date) -> Counter[str]:
    """How many entries are known only from claims that may not be told, by the reason.

    Only those that were on record when the month began are counted, so that no two reports of a month tell
    them apart; the caller rounds.
    """
    found: Counter[str] = Counter()
    begun = ground.agreement.tempo.start_of(as_of.replace(day=1))
    for entry in entries:
        ids = [one.claim_id for one in entry.claims]
        entered = [ground.claims[one].recorded_at for one in ids if one in ground.claims]
        is_old = all(at is None or at < begun for at in entered)
        if is_old and not any(map(ground.may_tell, ids)):
            found[why_none(ground.refused, ids)] += 1
    return found


def _basis(ground: Ground, one: RegisterEntry, claims: tuple[Claim, ...], doers: tuple[str, ...]) -> str:
    told = (basis_of(ground, one, claims, party) for party in doers)
    return "; ".join(dict.fromkeys(filter(None, told)))


def plain_reason(reason: str) -> str:
    """The engine's reason without its figures; nothing where it is none of those known to hold no words."""
    plain = _FIGURE.sub("", reason)
    return plain if _REASONS.fullmatch(plain) else ""


def _toll(killed: Toll | None, least: int) -> Toll | None:
    """The dead of an incident, where even the lowest figure is no small one.

    Fewer, none at all, and no figure are told alike: else the row would say, by saying nothing, that it were
    one or two.
    """
    told = [figure for figure in killed or () if figure is not None]
    return killed if told and min(told) >= least else None
