"""A reply to a public page: what somebody sent, where it stands, and what was done with it.

How to reach whoever sent it is no part of a reply: that lies sealed in a table of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from truceline.evidence.strict import Strict

NAME_LETTERS = 80
"""The longest name, in characters."""
TEXT_LETTERS = 5000
"""The longest reply, in characters."""
PAGE_LETTERS = 300
URL_LETTERS = 2000
REASON_LETTERS = 2000

Language = Literal["en", "ar"]
LANGUAGES: tuple[Language, ...] = ("en", "ar")
WITHDRAWN = "words withdrawn"
"""What stands where the words of a reply were."""
MACHINE = "truceline"
"""Who decided, where no person did."""


class ReplyState(StrEnum):
    """Where a reply stands; only what is shown is public."""

    HELD = "held"
    SHOWN = "shown"
    REFUSED = "refused"
    SPAM = "spam"


class Via(StrEnum):
    """How a reply came."""

    FORM = "form"
    HAND = "hand"
    """Entered by a moderator: it came in a letter, or by telephone."""
    WEBMENTION = "webmention"
    PINGBACK = "pingback"


class Handled(StrEnum):
    """What was done with a reply, in one step of its history; the first four are states too."""

    HELD = "held"
    SHOWN = "shown"
    REFUSED = "refused"
    SPAM = "spam"
    ANSWERED = "answered"
    ADDRESS_READ = "address_read"
    CLAIMED = "claimed"
    FORGOTTEN = "forgotten"


class Mandate(Strict):
    """For which party of the agreement a reply speaks, and how that is known. Both are public."""

    party: str
    basis: Annotated[str, Field(min_length=1, max_length=REASON_LETTERS)]


class Arrival(Strict):
    """A reply as it came, cleaned, before it has an id or a state."""

    page: Annotated[str, Field(min_length=1, max_length=PAGE_LETTERS)]
    name: Annotated[str, Field(min_length=1, max_length=NAME_LETTERS)]
    text: Annotated[str, Field(min_length=1, max_length=TEXT_LETTERS)]
    language: Language = "en"
    via: Via = Via.FORM
    source: Annotated[str, Field(max_length=URL_LETTERS)] | None = None
    """For a mention: the page that links to ours."""


class Step(Strict):
    """One step in the history of a reply: what was done, when, by whom and why."""

    at: AwareDatetime
    handled: Handled
    by: str
    why: str = ""
    words: str = ""
    """For an answer: what is answered, as it is shown. For a claim: its id."""


class Reply(Arrival):
    """A reply as it is kept."""

    id: str
    """`r-` and ten hex digits, drawn at random."""
    received_at: AwareDatetime
    state: ReplyState
    mandate: Mandate | None = None
    """Null: it speaks for nobody but who sent it."""
    steps: tuple[Step, ...] = ()
    """Its history, oldest first."""
