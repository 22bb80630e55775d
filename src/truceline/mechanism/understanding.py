"""From a submission to the act it becomes: which form, which edition, which photograph, what is doubtful."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from truceline.agreement.model import Agreement
from truceline.errors import Problem, Told, telling
from truceline.evidence.issue import Issue
from truceline.mechanism.deed import Deed, Submitted
from truceline.mechanism.editions import Editions, Place
from truceline.mechanism.entering import CLOCKS_APART
from truceline.mechanism.forms import Form, form_kinds, form_of
from truceline.mechanism.people import OfPeople
from truceline.mechanism.photographs import Photograph, photograph
from truceline.mechanism.submission_files import Submission
from truceline.mechanism.submissions import (
    Reader,
    Unreadable,
    extra_answers,
    named_form,
    photograph_of,
    received,
    strangers,
)

Effect = Literal["skipped", "flagged"]
_QUOTED = re.compile(r"""['"].*['"]""", re.DOTALL)
"""What a message quotes of an answer: from the first mark to the last, for a name may hold marks itself."""


class Understood(NamedTuple):
    """A submission that was understood."""

    given: Submission
    deed: Deed
    photograph: Photograph | None


@dataclass
class Understanding:
    """Understands the submissions of one file, and notes what is wrong with them."""

    agreement: Agreement
    usual: Mapping[str, Any]
    """What the case and the key say of every act."""
    file: str
    editions: Editions
    given_out: Mapping[str, Form]
    """Every form that was given out, by name and version."""
    edits: Mapping[str, str | None]
    """Which edition each of the file's editions replaces."""
    kind: str | None = None
    """The kind of act that the file is said to be of."""
    media: Path | None = None
    issues: list[Issue] = field(default_factory=list)
    faults: list[Problem] = field(default_factory=list)
    """The same, one for one, as messages that other languages have, too."""
    _readers: dict[str, Reader] = field(default_factory=dict)
    _strangers: set[tuple[str, str]] = field(default_factory=set)

    def of(self, given: Submission) -> Understood | None:
        """The act of a submission; null where it gives none, and then an issue says why."""
        try:
            return self._understood(given)
        except Unreadable as unreadable:
            for one in unreadable.problems:
                self.note(given, unreadable.word, one.field, one.message, allowed=one.allowed)
            return None

    def note(
        self,
        given: Submission,
        kind: str,
        where: str,
        message: str,
        effect: Effect = "skipped",
        *,
        allowed: tuple[str, ...] = (),
    ) -> None:
        """Note what is wrong with a submission."""
        whole = message + (f" (allowed: {', '.join(allowed)})" if allowed else "")
        hides = self._could_name(given)
        told = _QUOTED.sub("the answer", whole) if hides else whole
        file = Path(self.file).name
        self.issues.append(
            Issue(file=file, row=given.row, kind=kind, field=where, message=told, effect=effect)
        )
        self.faults.append(Problem(file, given.row, where, _unquoted(message) if hides else message, allowed))

    def _could_name(self, given: Submission) -> bool:
        """Whether an answer could name somebody, so that no issue quotes it."""
        kind = form_kinds().get((named_form(given, self.kind) or "").partition("/")[0])
        return kind is None or issubclass(kind, OfPeople)

    def _understood(self, given: Submission) -> Understood:
        if given.broken:
            raise _unread(given, "", given.broken, "broken-row")
        asked, reader = self._forms(given)
        taken = self._photograph(given, asked)
        made_at = _moment(given, given.filled_in_at, reader)
        usual = {
            **self.usual,
            "submitted": self._submitted(given, asked, taken).model_dump(mode="json", exclude_none=True),
            **({} if made_at is None else {"made_at": made_at.isoformat()}),
        }
        deed = reader.deed(given, usual, asked)
        self._flag_clock(given, deed)
        self._flag_strangers(given, asked)
        self._flag_older(given, reader.form, asked)
        return Understood(given, deed, taken)

    def _forms(self, given: Submission) -> tuple[Form, Reader]:
        """The form as it was when the submission was made, and the reader of it as it is now."""
        named = named_form(given, self.kind)
        kind, _, version = (named or "").partition("/")
        if kind not in form_kinds():
            message = telling("it does not say of which form it is")
            if named:
                message = telling("'{name}' is no form", name=kind[:80])
            raise _unread(given, "form", message, "unknown-form", tuple(form_kinds()))
        if self.kind not in (None, kind):
            raise _unread(
                given,
                "form",
                telling("it is of the form {kind}, not {other}", kind=kind, other=self.kind or ""),
                "unknown-form",
            )
        if kind not in self._readers:
            self._readers[kind] = Reader(form_of(kind, self.agreement), self.agreement.tempo)
        reader = self._readers[kind]
        if version in ("", reader.form.version):
            return reader.form, reader
        asked = self.given_out.get(f"{kind}/{version}")
        if asked is None:
            message = telling(
                "the version '{version}' of the form {kind} was not given out by this case",
                version=version[:40],
                kind=kind,
            )
            known = tuple(name for name in self.given_out if name.startswith(f"{kind}/"))
            raise _unread(given, "form", message, "unknown-form", known)
        return asked, reader

    def _submitted(self, given: Submission, asked: Form, taken: Photograph | None) -> Submitted:
        instance = given.root or self.editions.root_of(given.edition, self.edits)
        if instance is None:
            message = telling("it edits a submission that is not on record: take that in first")
            raise _unread(given, "deprecatedID", message, Place.UNKNOWN.value)
        try:
            return Submitted(
                form=asked.name,
                instance=instance,
                edition=given.edition,
                edits=given.edits,
                number=int(given.number) if given.number else None,
                received_at=received(given),
                photographs=(taken.sha256,) if taken else (),
            )
        except ValidationError as error:
            where = str(error.errors()[0]["loc"][0])
            raise _unread(given, where, telling("is nothing that a server writes there")) from None
        except ValueError as error:
            raise _unread(given, "meta", str(error)) from None

    def _photograph(self, given: Submission, asked: Form) -> Photograph | None:
        name = photograph_of(given)
        if name is None:
            return None
        if not asked.photographs:
            self.note(given, "photograph-left-out", "photograph", telling("the form takes none"), "flagged")
            return None
        try:
            return photograph(self.media, name, given.edition)
        except (ValueError, OSError) as error:
            self.note(given, "missing-photograph", "photograph", str(error), "flagged")
            return None

    def _flag_clock(self, given: Submission, deed: Deed) -> None:
        assert deed.submitted is not None
        at = deed.submitted.received_at
        if at is not None and deed.made_at > at + CLOCKS_APART:
            told = telling(
                "filled in at {moment}, and received before that, at {now}",
                moment=deed.made_at.isoformat(), now=at.isoformat(),
            )  # fmt: skip
            self.note(given, "clock-ahead", "end", told, "flagged")

    def _flag_strangers(self, given: Submission, asked: Form) -> None:
        """Note a column that nothing is read from; once a file, for it says nothing about the row."""
        for name in strangers(given, asked):
            if (asked.kind, name) not in self._strangers:
                self._strangers.add((asked.kind, name))
                message = telling(
                    "no question of {kind} is called so: what it holds is left out", kind=asked.kind
                )
                self.note(given, "unknown-column", name, message, "flagged")

    def _flag_older(self, given: Submission, form: Form, asked: Form) -> None:
        if asked.version != form.version:
            message = telling("made with {name}; the form is now {other}", name=asked.name, other=form.name)
            self.note(given, "older-form", "form", message, "flagged")
        for name in extra_answers(given, form, asked):
            self.note(given, "unasked-answer", name, telling("the form no longer asks that"), "flagged")


def _unquoted(message: str) -> str:
    """The same message, with nothing of what was answered at its places."""
    if not isinstance(message, Told):
        return _QUOTED.sub("…", message)
    values = {name: "…" if isinstance(value, str) else value for name, value in message.values.items()}
    return Told(message.template.format_map(values), message.template, values)


def _moment(given: Submission, text: str | None, reader: Reader) -> datetime | None:
    if text is None:
        return None
    try:
        return reader.moment(text)
    except ValueError as error:
        raise _unread(given, "end", str(error)) from None


def _unread(
    given: Submission, name: str, message: str, word: str = "bad-value", allowed: tuple[str, ...] = ()
) -> Unreadable:
    return Unreadable(Problem("", given.row, name, message, allowed), word=word)
