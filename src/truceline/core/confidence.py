"""From two source grades to a confidence, and from many sources to one figure.

The letters and numbers are the "Admiralty" grades of NATO's AJP-2.1: reliability of the source
A-F, credibility of the item 1-6. They are never merged in the record; only here, at the last
moment, do they give the number that a standard of proof is held against.
"""

from __future__ import annotations

from collections.abc import Iterable

# Chances that the item is right, our choice, documented in docs/explanation/confidence.md.
# F and 6 mean "cannot be judged": they neither help nor damn.
RELIABILITY = {"A": 0.98, "B": 0.9, "C": 0.75, "D": 0.5, "E": 0.25, "F": 0.5}
CREDIBILITY = {1: 0.98, 2: 0.9, 3: 0.75, 4: 0.5, 5: 0.25, 6: 0.5}


def graded(reliability: str, credibility: int) -> float:
    """The confidence (0-1) of one item: its two grades weighed alike (geometric mean)."""
    both: float = (RELIABILITY[reliability] * CREDIBILITY[credibility]) ** 0.5
    return both


def pooled(graded_items: Iterable[tuple[str, float]]) -> float:
    """Combine `(family, confidence)` pairs: a family counts once, families are independent.

    Within a family only the best item counts (repetition is not corroboration); across families
    the doubts multiply (noisy-or; Pearl 1988). Who repeats whom among items that several families
    stand behind (`airwars+sohr`) is not known: of them all only one counts, in whichever of its
    families it adds least. More evidence never lowers the result, and its order does not matter.
    An empty input gives 0.
    """
    best: dict[str, float] = {}
    for family, confidence in graded_items:
        best[family] = max(best.get(family, 0.0), confidence)
    alone = {family: confidence for family, confidence in best.items() if JOINT not in family}
    doubt = 1.0
    for confidence in sorted(alone.values()):
        doubt *= 1.0 - confidence
    least = doubt
    for families, confidence in best.items():
        heard = max(alone.get(family, 0.0) for family in families.split(JOINT))
        if confidence > heard:
            least = min(least, doubt / (1.0 - heard) * (1.0 - confidence))
    return 1.0 - least


JOINT = "+"
"""Joins the families that stand behind one item, as an importer names them."""
