"""A shallow parser of our own: tags, noun phrases, verb groups, clauses and who says what."""

from truceline.reading.syntax.parsing import parse
from truceline.reading.syntax.tree import Node, Parse, Phrase
from truceline.reading.syntax.words import Words

__all__ = ["Node", "Parse", "Phrase", "Words", "parse"]
