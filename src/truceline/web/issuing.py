"""Issuing reports, for pages and programs alike: what one would say, and who may not issue it."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import NamedTuple

from truceline.case.framing import FrameWords, frame_from
from truceline.core.frame import Frame
from truceline.publish.release.release import released_from
from truceline.publish.report.facts import Facts, Kind, cited_in
from truceline.publish.report.gathering import Asked, gathered
from truceline.publish.report.issued import issue
from truceline.publish.tongue.catalogue import LANGUAGES
from truceline.web.visit import Visit


@dataclass(frozen=True)
class Wanted:
    """Which report."""

    kind: Kind
    as_of: str
    incident: str
    public: bool
    tongue: str = ""

    @property
    def is_known_tongue(self) -> bool:
        """Whether it asks for a language that reports are written in."""
        return self.tongue in ("en", *LANGUAGES)


class OwnDecisions(Exception):  # noqa: N818 - it says what is so
    """Whoever would issue a public report decided on claims that it rests on: somebody else must."""

    def __init__(self, number: int) -> None:
        super().__init__(f"you decided on {number} of the claims that it rests on")
        self.number = number


class IssuedNow(NamedTuple):
    """A report that was issued."""

    facts: Facts
    is_new: bool
    """No: this very one was issued before."""


def key_of(position: int, asked: Wanted) -> Hashable:
    """Under which key the facts of a report are kept."""
    return ("report", position, replace(asked, tongue=""))


def facts_of(visit: Visit, asked: Wanted) -> Facts:
    """The facts of a report, as far as its reader may know them."""
    held, position = visit.held, visit.position
    frame = frame_from(FrameWords(asked.as_of or None), held.case.law().agreement, lambda _name: "day")
    report = Asked(asked.kind, frame, None, asked.incident or None, public=asked.public)
    title = held.case.agreement.title

    def found() -> Facts:
        facts = gathered(held.case, report, title)
        return released_from(held.case, facts) if asked.public else facts

    whole = held.kept(key_of(position, asked), found)
    return whole if asked.public else visit.readable(whole)


def issued_now(visit: Visit, asked: Wanted, *, since: int | None = None) -> IssuedNow:
    """Issue a report: it is kept, and the next compares with it.

    OwnDecisions where somebody else must; InputError where another one stands under its id; with `since`
    GoneOn where the ledger stands elsewhere, looked at in the transaction that keeps it.
    """
    whole = facts_of(visit, asked) if asked.public else whole_of(visit, asked)
    if asked.public and (own := decided_by(visit, whole_of(visit, asked))):
        raise OwnDecisions(own)
    return IssuedNow(whole, issue(visit.held.case, whole, visit.asker.name, since=since) is not None)


def decided_by(visit: Visit, facts: Facts) -> int:
    """How many claims of a report its asker decided on: whoever did may not publish it."""
    claims = visit.held.claims(cited_in(facts.now))
    return sum(one.decided_by == visit.asker.name for one in claims.values())


def whole_of(visit: Visit, asked: Wanted) -> Facts:
    """The whole report that a public one is made of: it rests on what is left out of that, too."""
    held, whole = visit.held, replace(asked, public=False)
    frame = frame_from(FrameWords(asked.as_of or None), held.case.law().agreement, lambda _name: "day")
    report = Asked(asked.kind, Frame(frame.as_of), None, asked.incident or None)
    title = held.case.agreement.title
    return held.kept(key_of(visit.position, whole), lambda: gathered(held.case, report, title))
