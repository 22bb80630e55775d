"""Claims as a page cites them, as far as its reader may know them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from truceline.assess.result import Cited
from truceline.evidence.claim import Claim
from truceline.web.visit import Visit
from truceline.web.voice import Voice


@dataclass(frozen=True)
class CitedTold:
    """A claim as a proof cites it, as far as the reader may know it."""

    says: str
    quote: str
    meta: str
    link: str
    """Its sentence in its document; empty where none is held."""
    supposed: bool
    hidden: bool
    """A secret claim whose words this reader may not see."""


@dataclass(frozen=True)
class Telling:
    """Tells claims to one visit; `claims` are those of the ledger, by id."""

    visit: Visit
    voice: Voice
    claims: Mapping[str, Claim]

    @classmethod
    def of(cls, visit: Visit, ids: Iterable[str]) -> Telling:
        """With the claims of these ids."""
        claims = visit.held.claims(ids)
        visit.shows(claims.values())
        return cls(visit, visit.voice, claims)

    def several(self, cited: Iterable[Cited]) -> tuple[CitedTold, ...]:
        """Several, the weightiest first."""
        ordered = sorted(cited, key=lambda one: (-one.weight, str(one.start), one.claim_id))
        return tuple(map(self.one, ordered))

    def one(self, one: Cited) -> CitedTold:
        """One claim; of a secret one only its weight, to whoever may not read it."""
        claim = self.claims.get(one.claim_id)
        # A claim that is only supposed is in no ledger; whoever supposed it knows its words.
        hidden = not one.supposed and not self._may_read(claim)
        quote = claim.evidence.quote or "" if claim and not hidden else ""
        return CitedTold(
            says="" if hidden else one.says,
            quote=quote,
            meta=self._meta(one, hidden=hidden),
            link="" if hidden else self.link(claim),
            supposed=one.supposed,
            hidden=hidden,
        )

    def _may_read(self, claim: Claim | None) -> bool:
        return self.visit.sees_secrets if claim is None else self.visit.may_read(claim)

    def _meta(self, one: Cited, *, hidden: bool) -> str:
        tongue = self.voice.tongue
        weight = tongue.say("weight {weight}", weight=tongue.number(one.weight, 2))
        if hidden:
            return weight
        told = [self.voice.source(one), weight]
        if one.p_inside is not None:
            told.append(tongue.say("inside with a chance of {share}", share=tongue.percent(one.p_inside)))
        if one.start or one.end:
            told.append(tongue.say("happened: {days}", days=tongue.days(one.start, one.end)))
        if one.recorded_at is not None:
            known = self.visit.agreement.tempo.day_of(one.recorded_at)
            told.append(tongue.say("known: {day}", day=known))
        return tongue.strung(told)

    def link(self, claim: Claim | None) -> str:
        """Where a claim's sentence stands in its document; empty where none is held."""
        if claim is None or not claim.evidence.document or claim.evidence.span is None:
            return ""
        path = f"documents/{claim.evidence.document}"
        return f"{self.visit.url(path, claim=claim.claim_id)}#cited"
