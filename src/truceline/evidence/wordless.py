"""What is left of a claim whose words were withdrawn: the facts it was coded to, and nothing anybody wrote.

An allow-list: a field that is not named here goes, so that a new one can never survive by oversight.
"""

from __future__ import annotations

from typing import Any

from truceline.evidence.claim import Claim

WITHDRAWN = "words withdrawn"
"""What stands in the place of words that are gone, wherever they would be shown."""

_EACH = "__all__"
_PARTY = {_EACH: {"party"}}
FACTS: dict[str, Any] = {
    **dict.fromkeys(
        (
            "kind",
            "act",
            "event",
            "casualties",
            "observed",
            "modality",
            "polarity",
            "aspect",
            "trend",
            "attribution_grade",
            "coverage",
            "state",
            "confidence",
            "incident",
            "source",
            "published_on",
            "bears_on",
            "sensitivity",
            "embargo_until",
            "licence",
            "supersedes",
        ),
        True,
    ),
    "actor": _PARTY,
    "target": _PARTY,
    "object": {"term"},
    "place": {
        _EACH: {
            "base",
            "direction",
            "role",
            "zone",
            "lat",
            "lon",
            "geometry",
            "precision",
            "radius_m",
            "adm1",
            "adm2",
            "alternatives",
        }
    },
    "time": {"start", "end", "precision", "kind"},
    "quantity": {_EACH: {"kind", "unit", "of", "low", "best", "high", "approx", "status"}},
    "attribution": {"by", "party"},
    "judgement": {"norm", "rating"},
    "evidence": {"document", "file", "row"},
    "made_by": {"reader", "model"},
}
"""The fields that stay, by path; a whole part where nobody writes words into it."""


def wordless(claim: Claim) -> Claim:
    """The same facts without a word: no sentence, quote, label, name, span, citation or reason.

    Actors, things and places that words alone name are not known any more. What `says` says is that the
    words were withdrawn. The id is no longer the digest of the content.
    """
    facts = claim.model_dump(mode="json", include=FACTS, exclude_none=True)
    facts["says"] = WITHDRAWN
    if claim.evidence.quote or claim.evidence.cite:
        facts.setdefault("evidence", {})["cite"] = WITHDRAWN
    for place in facts.get("place", ()):
        if shape := place.get("geometry"):
            place["geometry"] = {name: value for name, value in shape.items() if name in _SHAPE}
    return Claim.model_validate(facts)


_SHAPE = frozenset({"type", "coordinates", "geometries"})
