"""The moderator's desk: the replies of one case, and what people do with them."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from truceline.agreement.load import load_agreement
from truceline.case import bundles, manifest
from truceline.case.creation import AGREEMENT_FOLDER
from truceline.case.folder import Case
from truceline.errors import CaseError, InputError, Problem, telling
from truceline.ledger.clocks import Now, now
from truceline.ledger.keys import load
from truceline.replies.checking import Filled, Wrong
from truceline.replies.cleaning import cleaned_line, cleaned_text, has_letter, shows_mailbox
from truceline.replies.pages import Pages
from truceline.replies.reply import (
    NAME_LETTERS,
    REASON_LETTERS,
    TEXT_LETTERS,
    Handled,
    Mandate,
    Reply,
    ReplyState,
    Via,
)
from truceline.replies.schema import place_beside
from truceline.replies.sealing import Opener
from truceline.replies.settings import NAME, is_set_up, read_settings, settings_text
from truceline.replies.shown import ShownReplies, party_names, shown_replies
from truceline.replies.store import Replies

_PUBLIC = "would be public: leave e-mail addresses out"
_TOLD = {
    Wrong.NAME_MISSING: "cannot be empty",
    Wrong.NAME_LONG: f"takes at most {NAME_LETTERS} characters",
    Wrong.NAME_MAILBOX: _PUBLIC,
    Wrong.NAME_MIXED: "has a word in letters of several alphabets, which look alike",
    Wrong.TEXT_MISSING: "cannot be empty",
    Wrong.TEXT_LONG: f"takes at most {TEXT_LETTERS} characters",
    Wrong.TEXT_MAILBOX: _PUBLIC,
}


class Forgotten(NamedTuple):
    """What is left of a reply that was forgotten."""

    claims: tuple[str, ...]
    """Claims in the ledger that rest on its words."""
    in_the_way: str | None
    """What keeps traces of the words in the store's files; None: nothing does."""


class ReplyDesk:
    """One case's replies with its agreement, whose parties have a right of reply.

    The ledger is opened for claims only: what answers to the web needs no right to read it.
    """

    def __init__(self, folder: Path, *, clock: Now = now) -> None:
        self.folder = folder
        about = manifest.read(folder)
        self.settings = read_settings(folder)
        self.agreement = load_agreement(folder / AGREEMENT_FOLDER / bundles.AGREEMENT)
        self.store = Replies.open(place_beside(manifest.ledger_of(folder, about)), clock=clock)
        self.pages = Pages(self.settings, folder)

    @cached_property
    def case(self) -> Case:
        """The case whole, with its ledger."""
        return Case.open(self.folder)

    def page(self, text: str, *, is_built: bool = False) -> str:
        """The page that a person names; InputError where it is none, or must be built and is not."""
        found = self.pages.answerable(text) if is_built else self.pages.named(text)
        if found is None:
            built = " that is built" if is_built and self.pages.named(text) else ""
            told = telling(
                "{text} is no page{built} under {site}", text=repr(text), built=built, site=self.settings.site
            )
            raise InputError(Problem("PAGE", 0, "", told))
        return found

    def add(self, page: str, name: str, text: str) -> str:
        """Enter a reply that came another way; returns its id. InputError with all that is wrong with it."""
        filled = Filled(cleaned_line(name), cleaned_text(text), "")
        options = {"name": "--name", "text": "FILE"}
        problems = [
            Problem(options[field], 0, "", _TOLD[wrong])
            for field, wrong in filled.wrong().items()
            if field in options
        ]
        if problems:
            raise InputError(problems)
        arrival = filled.arrival(page, "en").model_copy(update={"via": Via.HAND})
        return self.store.receive(arrival)

    def show(
        self, name: str, by: str, why: str = "", party: str | None = None, basis: str | None = None
    ) -> Reply:
        """Make a reply public, for a party where `party` is given; `basis` is how that is known."""
        if any(step.handled is Handled.FORGOTTEN for step in self.store.get(name).steps):
            raise InputError(
                Problem("REPLY", 0, "", telling("{name} was forgotten: it has no words to show", name=name))
            )
        return self.store.decide(name, ReplyState.SHOWN, by, _reason(why), self._mandate(party, basis))

    def refuse(self, name: str, by: str, why: str) -> Reply:
        """Keep a reply from the public, or take it back; the reason is kept."""
        return self.store.decide(name, ReplyState.REFUSED, by, _needed("--why", why))

    def mark_spam(self, name: str, by: str, why: str = "") -> Reply:
        """Put a reply among the spam."""
        return self.store.decide(name, ReplyState.SPAM, by, _reason(why))

    def forget(self, name: str, by: str, why: str) -> Forgotten:
        """Take a reply's name, words and address out for good; its history stays."""
        reply = self.store.forget(name, by, _needed("--why", why))
        claims = tuple(step.words for step in reply.steps if step.handled is Handled.CLAIMED)
        return Forgotten(claims, self.store.purge())

    def answer(self, name: str, text: str, by: str) -> Reply:
        """Answer a shown reply in public; InputError for one that is not shown."""
        if self.store.get(name).state is not ReplyState.SHOWN:
            raise InputError(
                Problem(
                    "REPLY", 0, "", telling("{name} is not shown: accept it before it is answered", name=name)
                )
            )
        words = cleaned_text(text)
        if not has_letter(words) or len(words) > TEXT_LETTERS:
            told = telling("an answer has words, and at most {n} characters", n=TEXT_LETTERS)
            raise InputError(Problem("TEXT", 0, "", told))
        if shows_mailbox(words):
            raise InputError(Problem("TEXT", 0, "", telling("would be public: leave e-mail addresses out")))
        return self.store.note(name, Handled.ANSWERED, by, "", words)

    def mailbox(self, name: str, key: Path, passphrase: str | None, by: str, why: str) -> str:
        """The address of whoever sent a reply. That somebody looked, and why, is kept before it is shown."""
        if key.resolve().is_relative_to(self.folder.resolve()):
            told = "the key lies in the case's folder: whoever gets the one gets the other. Keep it elsewhere"
            raise InputError(Problem(str(key), 0, "key", told))
        reason = _needed("--why", why)
        found = Opener(load(key, passphrase)).open(self.store.sealed_mailbox(name))
        self.store.note(name, Handled.ADDRESS_READ, by, reason)
        return found

    def shown(self, page: str | None = None) -> ShownReplies:
        """The public document: of one page, or of all."""
        agreement = self.agreement
        replies = self.store.listed(ReplyState.SHOWN, page)
        return shown_replies(replies, party_names(agreement), agreement.tempo, page)

    def _mandate(self, party: str | None, basis: str | None) -> Mandate | None:
        if party is None:
            if basis is not None:
                raise InputError(Problem("--basis", 0, "", "goes with --party: for whom does it speak?"))
            return None
        if party not in self.agreement.party:
            known = tuple(self.agreement.party)
            raise InputError(
                Problem("--party", 0, "", telling("the agreement has no party '{name}'", name=party), known)
            )
        told = _needed("--basis", basis or "")
        if shows_mailbox(told):
            raise InputError(
                Problem("--basis", 0, "", telling("would be public: leave e-mail addresses out"))
            )
        return Mandate(party=party, basis=told)


def shown_for(folder: Path, page: str | None = None) -> ShownReplies:
    """The shown replies to a page (its path or address) of a case's site, for whoever builds the page.

    Empty for a case that takes no replies, and for a page that cannot be answered.
    """
    if not is_set_up(folder):
        return ShownReplies(page=page, replies=())
    desk = ReplyDesk(folder)
    try:
        path = None if page is None else desk.pages.named(page)
        return ShownReplies(page=page, replies=()) if page and path is None else desk.shown(path)
    finally:
        desk.store.close()


def set_up(
    case: Case, key: Path, passphrase: str | None, *, site: str, address: str, pages: str | None = None
) -> None:
    """Let a case take replies: its settings, and a store, if nobody who shares the case has made one.

    Raises CaseError where it takes them already.
    """
    path = case.folder / NAME
    if path.exists():
        raise CaseError(Problem(str(path), 0, "replies", "this case takes replies already; edit this file"))
    if key.resolve().is_relative_to(case.folder.resolve()):
        told = "the key lies in the case's folder: whoever gets the one gets the other. Keep it elsewhere"
        raise InputError(Problem(str(key), 0, "key", told))
    text = settings_text(site, address, Opener(load(key, passphrase)).seal, pages)
    Replies.made(place_beside(case.ledger.address)).close()
    path.write_text(text, encoding="utf-8")


def _reason(why: str) -> str:
    reason = cleaned_line(why)
    if len(reason) > REASON_LETTERS:
        raise InputError(
            Problem("--why", 0, "", telling("must have at most {n} characters", n=REASON_LETTERS))
        )
    return reason


def _needed(option: str, text: str) -> str:
    reason = _reason(text)
    if not reason:
        raise InputError(Problem(option, 0, "", "is kept with the decision; it cannot be empty"))
    return reason
