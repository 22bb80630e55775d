"""What a reader filled in: a reply that can be kept, or what is wrong with each field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from truceline.replies.cleaning import (
    TAKEN_OUT,
    cleaned_line,
    cleaned_text,
    has_letter,
    is_mailbox,
    links_in,
    mixes_alphabets,
    shows_mailbox,
    without_mailboxes,
)
from truceline.replies.reply import NAME_LETTERS, TEXT_LETTERS, Arrival, Language

MOST_LINKS = 3
"""More links than these in one reply, and a person must look among the spam for it."""


class Wrong(StrEnum):
    """What can be wrong with a field; the words for it are the door's, in the reader's language."""

    NAME_MISSING = "name_missing"
    NAME_LONG = "name_long"
    NAME_MAILBOX = "name_mailbox"
    NAME_MIXED = "name_mixed"
    MAILBOX_MISSING = "mailbox_missing"
    MAILBOX_WRONG = "mailbox_wrong"
    TEXT_MISSING = "text_missing"
    TEXT_LONG = "text_long"
    TEXT_MAILBOX = "text_mailbox"


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields of a form, cleaned. The e-mail address never stands in a representation of it."""

    name: str
    text: str
    mailbox: str = field(repr=False)

    @classmethod
    def of(cls, fields: Mapping[str, str]) -> Filled:
        """The fields as they came; what is missing is empty."""
        return cls(
            name=cleaned_line(fields.get("name", "")),
            text=cleaned_text(fields.get("text", "")),
            mailbox=cleaned_line(fields.get("email", "")),
        )

    def wrong(self) -> dict[str, Wrong]:
        """Field -> what is wrong with it, in the order of the form; empty where all is well."""
        found = {
            "name": _name(self.name),
            "email": _mailbox(self.mailbox),
            "text": _text(self.text, self.mailbox),
        }
        return {key: wrong for key, wrong in found.items() if wrong is not None}

    def echoed(self, text: str) -> str:
        """A field as it may stand in the form again: without any e-mail address."""
        kept = without_mailboxes(text)
        if not is_mailbox(self.mailbox):
            return kept
        return re.sub(re.escape(self.mailbox), TAKEN_OUT, kept, flags=re.IGNORECASE)

    @property
    def is_full_of_links(self) -> bool:
        return links_in(self.text) + links_in(self.name) > MOST_LINKS

    def arrival(self, page: str, language: Language) -> Arrival:
        """The reply without the address."""
        return Arrival(page=page, name=self.name, text=self.text, language=language)


def _name(name: str) -> Wrong | None:
    if not has_letter(name):
        return Wrong.NAME_MISSING
    if len(name) > NAME_LETTERS:
        return Wrong.NAME_LONG
    if mixes_alphabets(name):
        return Wrong.NAME_MIXED
    return Wrong.NAME_MAILBOX if shows_mailbox(name) else None


def _mailbox(mailbox: str) -> Wrong | None:
    if not mailbox:
        return Wrong.MAILBOX_MISSING
    return None if is_mailbox(mailbox) else Wrong.MAILBOX_WRONG


def _text(text: str, mailbox: str) -> Wrong | None:
    if not has_letter(text):
        return Wrong.TEXT_MISSING
    if len(text) > TEXT_LETTERS:
        return Wrong.TEXT_LONG
    is_in_it = is_mailbox(mailbox) and mailbox.casefold() in text.casefold()
    return Wrong.TEXT_MAILBOX if is_in_it or shows_mailbox(text) else None
