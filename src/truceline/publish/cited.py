"""Claims as a proof cites them: what is said, by whom, how graded, how much it weighs, and its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from truceline.agreement.model import Agreement
from truceline.assess.result import Cited
from truceline.evidence.claim import Claim
from truceline.publish.chips import SUPPOSED, chip
from truceline.publish.markup import Html, el, join
from truceline.publish.wording import Wording
from truceline.publish.words import counted, day, days, percent

MOST = 8
"""Claims shown under one step of a proof; the rest are counted. A register can carry hundreds."""
MOST_ASIDE = 3
"""Claims shown for one reason to set claims aside."""
_DOT = " \N{MIDDLE DOT} "
_ID_DIGITS = 12


@dataclass(frozen=True)
class Citations:
    """Writes citations, looking up the claims' own words where the page was given them."""

    agreement: Agreement
    wording: Wording
    claims: Mapping[str, Claim]

    @classmethod
    def of(cls, agreement: Agreement, claims: Sequence[Claim]) -> Citations:
        """Index the claims by their id, as content gives it."""
        return cls(
            agreement, Wording(agreement), {claim.claim_id or claim.content_digest: claim for claim in claims}
        )

    def several(self, heading: str, cited: Sequence[Cited], tone: str) -> Html | None:
        """A headed list, weightiest first; None when there is nothing to list."""
        if not cited:
            return None
        ordered = sorted(cited, key=lambda one: (-one.weight, str(one.start), one.claim_id))
        items = [el("li", {}, self.full(one)) for one in ordered[:MOST]]
        if len(ordered) > MOST:
            rest = counted(len(ordered) - MOST, "more claim")
            items.append(
                el("li", {"class": "quiet"}, f"and {rest} of this kind; see the register of incidents")
            )
        head = el("h4", {}, f"{heading} ({len(cited)})")
        return el("div", {"class": f"cites {tone}"}, head, el("ul", {}, items))

    def full(self, one: Cited) -> Html:
        """Sentence, quote, source, grade, weight, P(inside) and both dates."""
        claim = self.claims.get(one.claim_id)
        words = claim.evidence.quote if claim else None
        rest = "" if words and words in one.rests_on else one.rests_on
        return join(
            [
                el("p", {"class": "says", "dir": "auto"}, one.says, supposed(one)),
                el("blockquote", {"dir": "auto"}, words) if words else None,
                el("p", {"class": "meta"}, self._meta(one, rest)),
            ]
        )

    def brief(self, one: Cited) -> Html:
        """One line for the register: sentence, source and grade."""
        tail = _DOT.join(
            (self._source(one), f"weight {one.weight:.2f}", *([one.rests_on] if one.rests_on else []))
        )
        return join(
            [
                el("span", {"dir": "auto"}, one.says),
                " ",
                supposed(one),
                el("small", {"class": "meta", "dir": "auto"}, tail),
            ]
        )

    def _meta(self, one: Cited, rest: str) -> Html:
        parts = [
            el("b", {"dir": "auto"}, self._source(one)),
            f"weight {one.weight:.2f}",
            None if one.p_inside is None else f"P(inside) {percent(one.p_inside)}",
            f"happened {days(one.start, one.end)}" if one.start or one.end else None,
            self._known(one),
            el("span", {"dir": "auto"}, rest) if rest else None,
            el("code", {}, one.label or one.claim_id[:_ID_DIGITS]),
        ]
        return join((part for part in parts if part), _DOT)

    @staticmethod
    def _source(one: Cited) -> str:
        family = "" if one.family == one.source else f" (family {one.family})"
        return f"{one.source}{family}, graded {one.grade}"

    def _known(self, one: Cited) -> str | None:
        if one.recorded_at is None:
            return None
        known = self.agreement.tempo.day_of(one.recorded_at)
        claim = self.claims.get(one.claim_id)
        published = claim.published_on if claim else None
        told = f", published {day(published)}" if published and published != known else ""
        return f"known {day(known)}{told}"


def supposed(one: Cited) -> Html | None:
    """The mark of a hypothetical claim."""
    return chip(SUPPOSED, "A hypothetical claim, not evidence") if one.supposed else None
