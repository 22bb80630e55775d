"""How these tests ask for actors: a sentence in, short rows out."""

from datetime import date
from functools import cache
from pathlib import Path

import truceline
from truceline.agreement.load import load_agreement
from truceline.agreement.model import Agreement
from truceline.reading.actors.finder import ActorFinder
from truceline.reading.lexicon import Lexicon
from truceline.reading.span import ActorSpan
from truceline.reading.tokens import tokens_of

_CASES = Path(truceline.__file__).parent / "cases"
IDLIB, MINSK = "idlib-2018", "minsk-2015"


@cache
def agreement_of(case: str) -> Agreement:
    return load_agreement(_CASES / case / "agreement.yaml")


@cache
def finder(case: str | None = IDLIB, language: str = "en") -> ActorFinder:
    return ActorFinder.of(None if case is None else agreement_of(case), Lexicon.of(language))


def spans(
    text: str, case: str | None = IDLIB, on: date | None = None, language: str = "en"
) -> list[ActorSpan]:
    """The actors of a sentence as spans."""
    return finder(case, language).find(tokens_of(text), on)


def words(text: str, span: ActorSpan) -> str:
    tokens = tokens_of(text)
    return text[tokens[span.first].start : tokens[span.last - 1].end]


def actors(text: str, case: str | None = IDLIB, language: str = "en") -> list[tuple[str, str | None]]:
    """The words of each actor and its party."""
    return [(words(text, span), span.party) for span in spans(text, case, language=language)]


def parties(text: str, case: str | None = IDLIB) -> list[str | None]:
    """The party of each actor."""
    return [span.party for span in spans(text, case)]


def kinds(text: str, case: str | None = IDLIB) -> list[tuple[str, str]]:
    """The words of each actor and its kind."""
    return [(words(text, span), span.kind) for span in spans(text, case)]


def codes(text: str) -> list[tuple[str, str | None]]:
    """The words of each actor and its country, with no agreement at hand."""
    return [(words(text, span), span.country) for span in spans(text, None)]


def heads(text: str, case: str | None = IDLIB) -> list[str]:
    """The head word of each actor."""
    tokens = tokens_of(text)
    return [tokens[span.head].text for span in spans(text, case)]
