"""How a claim is said, as a page shows it: a letter, a colour, the style of a border and plain words."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.evidence.claim import Claim, Modality


@dataclass(frozen=True, slots=True)
class Tone:
    """The letter that marks a modality, its words and what they mean."""

    modality: Modality
    letter: str
    word: str
    meaning: str

    @property
    def name(self) -> str:
        """The class of the style sheet."""
        return f"t-{self.letter.lower()}"


TONES = (
    Tone(Modality.ASSERTED, "A", "asserted", "told as a fact, or denied"),
    Tone(Modality.PRESUPPOSED, "P", "presupposed", "taken for known while something else is said"),
    Tone(Modality.COMMITTED, "C", "committed", "promised by whoever is to do it"),
    Tone(Modality.REQUIRED, "R", "required", "demanded by a text or by somebody"),
    Tone(Modality.INTENDED, "I", "intended", "planned, prepared or threatened"),
    Tone(Modality.EXPECTED, "E", "expected", "foreseen by somebody else"),
    Tone(Modality.POSSIBLE, "M", "possible", "may be so or not"),
    Tone(Modality.REFUSED, "X", "refused", "its doer will not"),
    Tone(Modality.CONDITIONAL_ANTECEDENT, "F", "if", "the condition for something else"),
    Tone(Modality.CONDITIONAL, "T", "then", "hangs on a condition"),
)
_TONE = {tone.modality: tone for tone in TONES}
NOT = "\N{NOT SIGN}"


def tone_of(claim: Claim) -> Tone:
    """The tone of a claim's modality."""
    return _TONE[claim.modality]


def tag(claim: Claim, number: int) -> str:
    """`A3`; with a sign before it where the act is denied."""
    sign = NOT if claim.polarity == "negative" else ""
    return f"{sign}{tone_of(claim).letter}{number}"
