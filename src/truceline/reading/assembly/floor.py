"""Who has the floor: whose document it is, and whose turn in a conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from truceline.evidence.claim import Actor
from truceline.reading.assembly.issuing import Issuer
from truceline.reading.assembly.turns import Turn
from truceline.reading.assembly.wording import DiscourseWords
from truceline.reading.span import Token

_FIRST_NOUN = 1


@dataclass(slots=True)
class Floor:
    """Whom "we", "you" and "the ministry" mean at a place of a document."""

    words: DiscourseWords
    issuer: Issuer | None = None
    """Whom the heading names: whose statement it is, or who is interviewed."""
    talks: bool = False
    """Whether the document is a conversation of turns."""
    turn: Turn | None = None
    answering: Actor | None = None
    """Whose turn it is to answer."""
    heard: Actor | None = None
    """Whose quotation goes on in the sentence, as one before it told."""
    quoted: Actor | None = None
    """Who was quoted last in the paragraph."""
    is_quoting: bool = False
    """Whether a quotation is open behind the last sentence."""
    paragraph: int = -1

    @property
    def home(self) -> Actor | None:
        """Whose statement it is, or who is interviewed."""
        return None if self.issuer is None else self.issuer.actor

    @property
    def speaker(self) -> Actor | None:
        """Whose words the sentence gives: the issuer's, or those of whoever answers."""
        return self.answering if self.talks else self.home or self.heard

    @property
    def asked(self) -> Actor | None:
        """Whom "you" means: in a question whoever answers."""
        return self.home if self.turn is not None and self.turn.is_question else None

    @property
    def country(self) -> str | None:
        """The country whose office the heading tells."""
        return None if self.issuer is None else self.issuer.country

    def open(self, turn: Turn, party: str | None) -> None:
        """Take note of a turn; `party` is whose side the label tells by a name or a title met before."""
        self.turn = turn
        told = turn.speaker
        is_bare = told is not None and told.text.casefold() in self.words.has("answer_labels")
        if turn.is_question:
            self.answering = None
        elif told is None or (is_bare and self.home is not None):
            self.answering = self.home
        else:
            self.answering = told.model_copy(update={"party": party})

    def own(self, first: int, head: int, tokens: Sequence[Token]) -> Actor | None:
        """The issuer, where a definite noun of its own heading stands alone: "the ministry"."""
        if self.issuer is None or head - first > _FIRST_NOUN:
            return None
        before = tokens[first - 1].lower if first else ""
        is_definite = bool({before, tokens[first].lower} & self.words.has("definite"))
        return self.issuer.actor if is_definite and tokens[head].lower in self.issuer.nouns else None
